"""Bind bodies to each other: agreements held, drafts up to the signature, instruments with the third sector."""
