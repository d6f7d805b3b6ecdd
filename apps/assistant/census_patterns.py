"""Write a question about many persons so that the patterns of ``census.yaml`` can be read on it, and hold these."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from apps.assistant.words import normal
from coordinator.model.datafile import read_yaml

WORDS = Path(__file__).parent / "census.yaml"

TENS = {"diciotto": 18, "venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60,
        "sessantacinque": 65, "settanta": 70, "settantacinque": 75, "ottanta": 80, "ottantacinque": 85,
        "novanta": 90, "cento": 100, "due": 2, "tre": 3, "quattro": 4, "sei": 6}  # fmt: skip
"""Numbers that questions write in letters."""

STEMS = ("sessantacinqu", "sessant", "settantacinqu", "settant", "ottantacinqu", "ottant", "novant", "cent")
ULTRA = re.compile(rf"ultra({'|'.join(STEMS)})\w*")


def plain(question: str) -> str:
    """
    Write a question without its signs, with numbers in figures.

    Parameters
    ----------
    question
        As it is typed.

    Returns
    -------
    str
        In small letters without accents, with a blank at both ends.
    """
    return _figures(normal(re.sub(r"[?!,;:()«»\"]", " ", question)))


def _figures(words: str) -> str:
    """Write in figures the numbers that are written in letters."""
    words = ULTRA.sub(lambda found: f"ultra{_stem_number(found[1])}", words)
    return re.sub(r"[a-z]+", lambda found: str(TENS.get(found[0], found[0])), words)


def _stem_number(stem: str) -> int:
    """Return the number that a stem begins."""
    return next(number for word, number in TENS.items() if word[:-1] == stem)


def whole(pattern: str) -> str:
    """
    Let a pattern fit whole words only.

    Parameters
    ----------
    pattern
        Regular expression.

    Returns
    -------
    str
        The same, with nothing of a word before it or after it.
    """
    return rf"(?<![\w@])(?:{pattern})(?![\w@])"


def any_of(key: str, words: str) -> bool:
    """
    Say whether one of some patterns is there.

    Parameters
    ----------
    key
        Of the patterns.
    words
        As `plain` writes them.

    Returns
    -------
    bool
        False where none fits.
    """
    return any(re.search(whole(pattern), words) for pattern in patterns()[key])


@cache
def patterns() -> dict[str, Any]:
    """
    Read how a question asks for many persons, once.

    Returns
    -------
    dict
        As ``census.yaml`` writes it.
    """
    return dict(read_yaml(WORDS.read_text(encoding="utf-8")))
