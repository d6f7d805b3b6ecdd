"""Give the pages their frame, the map, the cards and the words they share."""
