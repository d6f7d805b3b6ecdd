"""Tell whether a sentence says what a provision says: its words, numbers, bodies, duties and negations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from knowledge.search.words import fold, terms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FILE = Path(__file__).with_name("support.yaml")
ENOUGH = 0.5  # share of a sentence's terms that its provision must hold
CLOSE = 0.7  # from which a sentence tells its provision again, so that each change in it counts
_ALIKE = 6  # first letters that two forms of one word share
_BEFORE = 4  # words before a number in which its bound is said
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
    stray_numbers: tuple[str, ...] = ()  # numbers, months, units and bounds that the text does not hold
    negation_differs: bool = False
    stray_bodies: tuple[str, ...] = ()  # who acts in the sentence and not in the text
    duty_differs: bool = False

    @property
    def holds(self) -> bool:
        """Whether the sentence says no more than the text."""
        differs = self.negation_differs or self.duty_differs
        return self.overlap >= ENOUGH and not (self.stray_numbers or self.stray_bodies or differs)


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
        With overlap 1.0 for a sentence that has no terms of its own; bodies and duties are compared where the
        sentence tells the text again.
    """
    frame = _lists()["frame"]
    own = (
        word for word in words(sentence) if word not in frame and not numbers(word)
    )  # numbers are checked apart
    said = set(terms(" ".join(own)))
    held = set(terms(text))
    beginnings = {term[:_ALIKE] for term in held if len(term) >= _ALIKE}
    found = {term for term in said if term in held or term[:_ALIKE] in beginnings}
    overlap = len(found) / len(said) if said else 1.0
    close = overlap >= CLOSE and len(said) > 1
    return Support(
        overlap,
        tuple(sorted((numbers(sentence) - numbers(text)) | _stray_measures(sentence, text))),
        overlap >= ENOUGH and _differs(_denials(sentence), _denials(text)),
        tuple(sorted(_bodies(sentence) - _bodies(text))) if close else (),
        close and _duty_differs(_duties(sentence), _duties(text)),
    )


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
        elif word in _lists()["months"]:
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


def _stray_measures(sentence: str, text: str) -> set[str]:
    """List the numbers that the text has, but in another unit or with the opposite bound."""
    ours, theirs = list(_measures(sentence)), list(_measures(text))
    return {
        f"{number} {unit or bound}".strip()
        for number, unit, bound in ours
        if _other_unit(number, unit, theirs) or _other_bound(number, bound, theirs)
    }


def _other_unit(number: str, unit: str, theirs: Sequence[tuple[str, str, str]]) -> bool:
    """Tell whether a text gives a number in units of the same kind, and never in this one."""
    given = {other for value, other, _ in theirs if value == number}
    kinds: list[list[str]] = _lists()["units"]
    return unit not in given and any(unit in kind and given & set(kind) for kind in kinds)


def _other_bound(number: str, bound: str, theirs: Sequence[tuple[str, str, str]]) -> bool:
    """Tell whether a text always gives a number with the opposite bound."""
    given = {other for value, _, other in theirs if value == number}
    return bool(bound) and bool(given) and "" not in given and bound not in given


def _measures(text: str) -> Iterator[tuple[str, str, str]]:
    """Walk over the numbers of a text, each with its unit and its bound; empty where it has none."""
    lists = _lists()
    every = [unit for kind in lists["units"] for unit in kind]
    cut = re.findall(r"\d[\d.]*(?:,\d+)?|[a-z]+", fold(text))
    for place, word in enumerate(cut):
        number = _canonical(word) if word[0].isdigit() else str(_number_words().get(word, ""))
        if not number:
            continue
        after = " ".join(cut[place + 1 : place + 2])
        unit = next((one for one in every if re.fullmatch(rf"{one}\w{{1,2}}", after)), "")
        yield number, unit, _bound(cut[max(0, place - _BEFORE) : place])


def _bound(before: Sequence[str]) -> str:
    """Tell which bound the words before a number set."""
    lists = _lists()
    for word in reversed(before):
        least, most = word in lists["at_least"], word in lists["at_most"]
        if least or most:
            turned = "non" in before and word != "entro"
            return "almeno" if least != turned else "al massimo"
    return ""


def _bodies(text: str) -> set[str]:
    """Collect who is named in a text, by the beginnings of their names."""
    every: list[str] = _lists()["bodies"]
    said = words(text)
    return {body for body in every if any(re.fullmatch(rf"{body}\w{{0,3}}", word) for word in said)}


def _differs(ours: Mapping[str, Sequence[bool]], theirs: Mapping[str, Sequence[bool]]) -> bool:
    """Tell whether a word that one of two texts denies is affirmed by the other."""
    return any(_differ(ours[term], theirs[term]) for term in ours.keys() & theirs.keys())


def _differ(ours: Sequence[bool], theirs: Sequence[bool]) -> bool:
    """Compare how often a word is denied: where both treat it in one way, or use it equally often."""
    if len(set(ours)) == len(set(theirs)) == 1:
        return ours[0] != theirs[0]
    return len(ours) == len(theirs) and sum(ours) != sum(theirs)


def _denials(text: str) -> dict[str, list[bool]]:
    """Say of each use of a term whether it is the first one after a negation."""
    lists = _lists()
    passed = lists["helpers"] | lists["modals"]
    found: dict[str, list[bool]] = {}
    denied = False
    for word in words(text):
        if word in lists["negations"]:
            denied = True
        elif word in lists["forbids"]:
            denied = not denied
        elif word not in passed:
            for term in terms(word):
                found.setdefault(term, []).append(denied)
                denied = False
    return found


def _duty_differs(ours: Mapping[str, set[str]], theirs: Mapping[str, set[str]]) -> bool:
    """Tell whether what a text only allows is said to be a duty, or the reverse."""
    return any(
        ours[term] != theirs[term] and {"may", "must"} == ours[term] | theirs[term] and len(theirs[term]) == 1
        for term in ours.keys() & theirs.keys()
    )


def _duties(text: str) -> dict[str, set[str]]:
    """Say of each term that follows "may" or "must" which of them it follows."""
    lists = _lists()
    found: dict[str, set[str]] = {}
    mode = ""
    for word in words(text):
        if word in lists["may"] or word in lists["must"]:
            mode = "may" if word in lists["may"] else "must"
        elif mode and word not in lists["helpers"]:
            for term in terms(word):
                found.setdefault(term, set()).add(mode)
                mode = ""
    return found


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    """Read the lists of words once; "units" and "bodies" keep their order."""
    read: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: value if name in ("units", "bodies") else frozenset(value) for name, value in read.items()}
