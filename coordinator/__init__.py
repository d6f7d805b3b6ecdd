"""Hold and run one person's network of care: who helps, since when, and what is missing."""
