"""Answer how many persons there are of some kind, and who."""
