"""Run the integrated care path, from the first call to the outcome, so that nothing lapses."""
