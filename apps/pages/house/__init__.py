"""Keep house: set a body up, its accounts, rules and registers, who may see what, exchange with other systems."""
