"""
Train the packed encoder further on the corpus itself, and ship the result only if it is better.

The way: `pairs` makes questions with their provisions, `tune` trains with sentence-transformers,
`knowledge.encoder.conversion` packs the result to 4 bits, `trial` compares both on questions held apart.
``python -m knowledge.training --help`` runs it all; it needs the extra ``transformers``.
"""
