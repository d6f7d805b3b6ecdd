"""Join the words of a question that a copy from a PDF has broken in two: "provvedimen to"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.search.words import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Callable

_OFTEN = 3  # times that a joined word must stand in the corpus
_SHORTEST = 5  # letters of a joined word
_BEFORE = re.compile(r"[a-z]+$")
_AFTER = re.compile(r"[a-z]+")


def join_broken_words(text: str, frequency: Callable[[str], int]) -> str:
    """
    Join two neighbours where the corpus knows the word that they make, and does not know one of them.

    Parameters
    ----------
    text
        The question.
    frequency
        Stemmed term → in how many provisions it stands.

    Returns
    -------
    str
        The text as it was, but for the spaces inside broken words.
    """
    parts = re.split(r"(\s+)", text)
    at = 0
    while at + 2 < len(parts):
        if _is_broken(parts[at], parts[at + 2], frequency):
            parts[at : at + 3] = [parts[at] + parts[at + 2]]
        else:
            at += 2
    return "".join(parts)


def _is_broken(left: str, right: str, frequency: Callable[[str], int]) -> bool:
    """Tell whether two neighbours are the halves of one word."""
    if not (left[-1:].isalpha() and right[:1].islower()):
        return False
    first, second = _BEFORE.search(fold(left)), _AFTER.match(fold(right))
    if first is None or second is None:
        return False
    halves, whole = (first[0], second[0]), first[0] + second[0]
    if len(whole) < _SHORTEST or any(half in STOP_WORDS and len(half) > 2 for half in halves):
        return False
    if all(half in STOP_WORDS or frequency(stem(half)) for half in halves):
        return False
    return whole in STOP_WORDS or frequency(stem(whole)) >= _OFTEN
