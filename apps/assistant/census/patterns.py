"""Write a question about many persons so that the patterns of ``census.yaml`` can be read on it, and hold these."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from apps.assistant.reading.words import normal
from coordinator.model.datafile import read_yaml

WORDS = Path(__file__).parent / "census.yaml"

UNITS = ("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici",
         "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove")  # fmt: skip
DECADES = {"venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "settanta": 70, "ottanta": 80,
           "novanta": 90}  # fmt: skip


def _numbers() -> dict[str, int]:
    """Write the numbers from two to a thousand in letters: "novantatré", "centodieci", "mille"."""
    small = {word: number for number, word in enumerate(UNITS) if number > 1}
    for word, number in DECADES.items():
        small[word] = number
        for unit, other in enumerate(UNITS[1:10], 1):
            small[(word[:-1] if other[0] in "uo" else word) + other] = number + unit
    hundreds = {"cento": 100} | {f"{UNITS[one]}cento": 100 * one for one in range(2, 10)}
    beyond = {word + other: much + more for word, much in hundreds.items() for other, more in small.items()}
    return {**small, **hundreds, **beyond, "mille": 1000, "duemila": 2000}


TENS = _numbers()
"""Numbers that questions write in letters."""

STEMS = ("sessantacinqu", "sessant", "settantacinqu", "settant", "ottantacinqu", "ottant", "novant", "cent")
LACKS = re.compile(r" a chi (?:manca|mancano) ")
"""Another way of asking who has not."""

NEITHER = re.compile(
    r" (?:non )?(?:ha|hanno|senza) ne (?:un |il |la )?([a-z]+(?: [a-z]+)?) ne (?:un |il |la )?"
)
LOST = re.compile(r" (ha|hanno) perso (?=(?:il|la|l'|un)[ a-z])")

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
    words = normal(re.sub(r"[?!,;:()«»\"]", " ", question))
    words = NEITHER.sub(r" non ha \1 e non ha ", LACKS.sub(" chi non ha ", words))
    return _figures(LOST.sub(r" non \1 ", words))


def _figures(words: str) -> str:
    """Write in figures the numbers that are written in letters."""
    words = ULTRA.sub(lambda found: f"ultra{_stem_number(found[1])}", words)
    return re.sub(r"[a-z]+", lambda found: str(TENS.get(found[0], found[0])), words)


def _stem_number(stem: str) -> int:
    """Return the number that a stem begins."""
    return next(number for word, number in {**DECADES, **TENS}.items() if word[:-1] == stem)


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
