"""Read the norms: acts by rank, an article on a day, the archive and what it lacks."""
