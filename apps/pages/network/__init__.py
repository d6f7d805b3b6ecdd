"""See and mend a person's network: map, ties, review, measures, findings, paths, what if."""
