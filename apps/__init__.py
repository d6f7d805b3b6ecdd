"""Show the network of care and the norms on screen, on the command line and in one conversation."""
