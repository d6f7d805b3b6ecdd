"""Let a language model choose and word, where somebody has one: it never answers by itself."""
