"""Measure a whole territory at once: contacts as columns, kernels over them, services that share persons."""
