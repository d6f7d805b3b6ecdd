"""Draft, check and live an agreement between bodies, and choose the instrument with the third sector."""
