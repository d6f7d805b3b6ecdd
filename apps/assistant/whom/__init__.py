"""Settle about whom a question is, and hold what one conversation remembers."""
