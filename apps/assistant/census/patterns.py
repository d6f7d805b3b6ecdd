"""Write a question about many persons so that the patterns of ``census.yaml`` can be read on it, and hold these."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.assistant.reading.words import normal
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    r" (?:non )?(?:ha|hanno|senza|usa|usano|riceve|ricevono) ne (?:un |una |il |la |lo |l'\s?|i )?([a-z]+(?: [a-z]+)?)"
    r" ne (?:un |una |il |la |lo |l'\s?|i )?"
)
BUT_NOT = re.compile(r" (?:ma|e|pero|invece) (?:non|niente|senza) (?=(?:il|la|lo|un|una|l'|i|le|gli) ?[a-z])")
"""What is asked to be missing, with its verb left out: "ha la badante ma non il case manager"."""

BAND = re.compile(r"\b(\d{1,3}) ?[-–/] ?(\d{1,3}) anni\b")
"""Two ages with a sign between them."""

AGED = re.compile(r" ([2-9]0)[ -]?enni?e?(?= )")
"""Who is of an age, with the number in figures: "90enni"."""

ELIDED = re.compile(
    r"\b((?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant|cent)\w*)' ?(?=ann[oi] )"
)
"""A number before years, written without its last letter."""

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
    question = BAND.sub(r"tra \1 e \2 anni", question)
    words = normal(re.sub(r"[?!,;:()«»\"]", " ", question))
    words = AGED.sub(
        lambda found: f" {next(word for word, ten in DECADES.items() if ten == int(found[1]))[:-1]}enni",
        words,
    )
    words = NEITHER.sub(r" non ha \1 e non ha ", LACKS.sub(" chi non ha ", words))
    words = BUT_NOT.sub(" e non ha ", ELIDED.sub(lambda found: f"{_number(found[1])} ", words))
    return _figures(LOST.sub(r" non \1 ", words))


def _figures(words: str) -> str:
    """Write in figures the numbers that are written in letters."""
    words = ULTRA.sub(lambda found: f"ultra{_stem_number(found[1])}", words)
    return re.sub(r"[a-z]+", lambda found: str(TENS.get(found[0], found[0])), words)


def _number(stem: str) -> str:
    """Return the number that lacks its last letter, in figures: "ottant" is 80."""
    return next((str(number) for word, number in TENS.items() if word[:-1] == stem), stem)


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
    held = dict(read_yaml(WORDS.read_text(encoding="utf-8")))
    macros = held.pop("macros")
    for name, pattern in macros.items():
        macros[name] = pattern.replace("<art>", macros["art"])
    return {key: _in_full(one, macros) for key, one in held.items()} | {"senza": macros["senza"]}


def _in_full(held: Any, macros: Mapping[str, str]) -> Any:  # noqa: ANN401  whatever a data file holds
    """Put in each pattern what its short forms stand for; read what is called something when it is there, or not."""
    if isinstance(held, str):
        for name, pattern in macros.items():
            held = held.replace(f"<{name}>", f"(?:{pattern})")
        return held
    if isinstance(held, list):
        return [_in_full(one, macros) for one in held]
    if not isinstance(held, dict):
        return held
    told = {key: _in_full(one, macros) for key, one in held.items()}
    if "called" in told:
        for key, macro in (("none", "senza"), ("some", "con")):
            told[key] = [*told.get(key, ()), f"(?:{macros[macro]}){told['called']}"]
    return told
