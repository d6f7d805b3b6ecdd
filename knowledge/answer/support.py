"""Tell whether a sentence says what a provision says: its words, its numbers and dates, its negations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.search.words import terms, words

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 0.5  # share of a sentence's terms that its provision must hold
_NEGATIONS = frozenset(
    [
        "non",
        "nessun",
        "nessuno",
        "nessuna",
        "mai",
        "ne",
        "neppure",
        "neanche",
        "nemmeno",
        "niente",
        "nulla",
        "vietato",
        "vietata",
        "vietati",
        "vietate",
        "divieto",
    ]
)
_MONTHS = frozenset(
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ]
)
_HELPERS = frozenset(
    [
        "e",
        "si",
        "ci",
        "vi",
        "ne",
        "lo",
        "la",
        "li",
        "le",
        "gli",
        "puo",
        "possono",
        "deve",
        "devono",
        "sono",
        "sia",
        "siano",
        "viene",
        "vengono",
        "essere",
        "stato",
        "stata",
        "stati",
        "state",
        "ha",
        "hanno",
        "abbia",
        "abbiano",
        "avere",
        "piu",
        "solo",
        "ancora",
        "potra",
        "dovra",
        "puo'",
    ]
)
_FIGURE = re.compile(r"\d[\d.]*(?:,\d+)?")
_UNITS = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
_TENS = dict(
    zip(
        ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"],
        range(20, 100, 10),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Support:
    """How far a sentence rests on a text."""

    overlap: float  # share of its terms that the text holds, 0 to 1
    stray_numbers: tuple[str, ...]  # numbers and months that the text does not hold
    negation_differs: bool

    @property
    def holds(self) -> bool:
        """Whether the sentence says no more than the text."""
        return self.overlap >= ENOUGH and not self.stray_numbers and not self.negation_differs


def support(sentence: str, text: str) -> Support:
    """
    Compare a sentence with the text that it rests on.

    Parameters
    ----------
    sentence
        Without its citations, whose numbers are not those of the matter.
    text
        Of the provision, with its heading and opening words.

    Returns
    -------
    Support
        With overlap 1.0 for a sentence that has no terms.
    """
    said, held = set(terms(sentence)), set(terms(text))
    overlap = len(said & held) / len(said) if said else 1.0
    stray = sorted(numbers(sentence) - numbers(text))
    differs = overlap >= ENOUGH and _denies_otherwise(sentence, text)
    return Support(overlap, tuple(stray), differs)


def numbers(text: str) -> set[str]:
    """
    Collect the numbers of a text, in figures or words, and its months.

    Returns
    -------
    set[str]
        Canonical: "trenta" and "30" are both ``"30"``, "1.549,37" is ``"1549.37"``; "un" and "uno" are no numbers.
    """
    found = {_canonical(figure) for figure in _FIGURE.findall(text)}
    for word in words(text):
        value = _number_words().get(word)
        if value is not None:
            found.add(str(value))
        elif word in _MONTHS:
            found.add(word)
    return found


def _canonical(figure: str) -> str:
    """Write a figure without separators of thousands; ``1.5`` cannot be told from 15 hundreds and is left."""
    whole, _, decimals = figure.rstrip(".").partition(",")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", whole):
        whole = whole.replace(".", "")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{decimals}" if decimals.strip("0") else whole


@lru_cache(maxsize=1)
def _number_words() -> dict[str, int]:
    """Spell the Italian numbers from 2 to 999, and the round thousands."""
    below = {word: value for value, word in enumerate(_UNITS)}
    for tens, value in _TENS.items():
        below[tens] = value
        for unit, digit in list(below.items())[1:10]:
            stem = tens[:-1] if unit[0] in "uo" else tens
            below[stem + unit] = value + digit
    found = dict(below)
    for count, word in enumerate(_UNITS[:10]):
        if count:
            hundred = "cento" if count == 1 else f"{word}cento"
            found[hundred] = 100 * count
            found |= {f"{hundred}{rest}": 100 * count + value for rest, value in below.items() if value}
    found |= {f"{word}mila": 1000 * value for word, value in below.items() if value > 1} | {"mille": 1000}
    return {word: value for word, value in found.items() if word not in ("uno", "zero")}


def _denies_otherwise(sentence: str, text: str) -> bool:
    """Tell whether a word that one of two texts denies is affirmed by the other."""
    ours, theirs = _denials(sentence), _denials(text)
    return any(_differ(ours[term], theirs[term]) for term in ours.keys() & theirs.keys())


def _differ(ours: Sequence[bool], theirs: Sequence[bool]) -> bool:
    """Compare how often a word is denied: where both treat it in one way, or use it equally often."""
    if len(set(ours)) == len(set(theirs)) == 1:
        return ours[0] != theirs[0]
    return len(ours) == len(theirs) and sum(ours) != sum(theirs)


def _denials(text: str) -> dict[str, list[bool]]:
    """Say of each use of a term whether it is the first one after a negation."""
    found: dict[str, list[bool]] = {}
    denied = False
    for word in words(text):
        if word in _NEGATIONS:
            denied = True
        elif word not in _HELPERS:
            for term in terms(word):
                found.setdefault(term, []).append(denied)
                denied = False
    return found
