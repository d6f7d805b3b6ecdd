"""Hold one conversation over the norms, a case, a network and the use of Ponte."""
