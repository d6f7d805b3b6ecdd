"""Tell letters that are no words from words, and from names that nobody here has."""

from __future__ import annotations

import re

from apps.assistant.reading.known_words import words_known
from apps.assistant.reading.words import normal

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
"""The rows of a keyboard, from either end."""

RUN = 4
"""Neighbouring keys from which letters were struck at random."""

LEAST = 4
"""Letters of a word that needs a vowel."""

MOST = 6
"""Words at most of what is looked at: a longer text says something."""

UNSPOKEN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(.)\1\1")
"""Letters that stand in no word of the language: five consonants, one letter three times."""


def is_nonsense(question: str) -> bool:
    """
    Say whether a question is of letters that are no words.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        False where one word of it is known, or may be a name.

    Examples
    --------
    >>> is_nonsense("asdf"), is_nonsense("bla bla bla"), is_nonsense("Brambilla")
    (True, True, False)
    """
    words = re.findall(r"[a-z0-9]+", normal(question))
    if not 0 < len(words) <= MOST or any(len(one) > 1 and one in words_known() for one in words):
        return False
    if len(words) > 1 and len(set(words)) == 1:
        return True  # "bla bla bla"
    return all(_is_struck(one) for one in words)


def _is_struck(word: str) -> bool:
    """Say whether letters were struck at random; a number is none."""
    if word.isdigit():
        return False
    keys = any(row[at : at + RUN] in word for row in ROWS for at in range(len(row) - RUN + 1))
    mute = len(word) >= LEAST and not re.search(r"[aeiouy]", word)
    return keys or mute or UNSPOKEN.search(word) is not None
