"""Read a question: its words, days and names, and which kind it is of."""
