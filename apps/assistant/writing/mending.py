"""Read a correction of what is proposed: "no, entro lunedì", "era martedì", "anzi a Irene", "non 2 ore ma 3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apps.assistant.reading.clauses import ASKING
from apps.assistant.reading.helpers import WORDS
from apps.assistant.reading.words import normal
from apps.assistant.writing.back import DAY_SAID

LEAD = re.compile(
    r"^[\s,;:.!–-]*(?:no|anzi|scusa(?:mi)?|scusi|aspetta|ops|pardon|attenzione|ho sbagliato|mi sono sbagliat[oa]"
    r"|(?:è )?sbagliat[oa]|errore|correggi(?:lo|la)?|correzione|rettific[ao]|cambia(?:lo|la)?|modifica(?:lo|la)?"
    r"|volevo dire|intendevo|intendo|meglio|invece|piuttosto|quasi giusto|non è giusto|non va bene|manca|però|ma)\b",
    re.IGNORECASE,
)
"""How a correction begins."""

IS = re.compile(
    r"^[\s,;:.–-]*(?:(?:il giorno|la data|l['’]ora)\s+)?(?:era(?:no)?|è|sono|metti(?:ci)?|scrivi(?:ci)?|fai|facciamo"
    r"|mettiamo|con|in)\s+(?=\S)",
    re.IGNORECASE,
)
"""What may stand between, and says nothing."""

WAS = re.compile(r"^\W*(?:non )?era(?:no)?\s+\S", re.IGNORECASE)
GOES_ON = re.compile(
    r"^\W*(?:e\s+)?(?:l['’](?:ha|hanno)|con|entro|da|dal|dalla|per|a|al|alla|ad)\s+\S", re.IGNORECASE
)
"""How a fragment says more of what was just proposed: "entro lunedì", "l'ha fatta Giulia"."""

SHORT = 5
"""Words at most of such a fragment."""

NOT_BUT = re.compile(
    r"^[\s,;:]*non (?:era |erano |è |sono )?(?P<old>.+?)(?:,? (?:ma|bensì)|,)\s+(?:era |è )?(?P<new>.+)$",
    re.I,
)
ASKS = re.compile(
    rf"^[\s,;:]*(?:e |ma )?(?:{ASKING}|dimmi|mostrami|fammi|vorrei sapere|sai\b)", re.IGNORECASE
)
NUMBERED = re.compile(
    r"(?<!\w)(?:\d+(?:[.,]\d+)?|un[ao]?|due|tre|quattro|cinque|sei) (?P<unit>or[ae]|euro)\b", re.I
)
IN_FULL = re.compile(r"^ \(\d{1,2}°? [a-z]+ \d{4}\)")
"""Which day it was, as `dated` writes it beside one told by its distance."""

DAY_ALONE = re.compile(r"^(?:il |l['’]|dal |al )?(?P<number>\d{1,2})$", re.IGNORECASE)
ROLE_WORDS = 3
"""Words at most that say another role: "a la figlia"."""

LONG = 8
"""Words at most of a correction that replaces a part."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is otherwise: the words that were wrong, where they are said, and the right ones."""

    new: str  # empty where it only says that something is wrong
    old: str = ""
    led: bool = True  # a word says that it corrects


def read_correction(words: str) -> Correction | None:
    """
    Read a correction of what was just proposed.

    Parameters
    ----------
    words
        As they were typed.

    Returns
    -------
    Correction or None
        None for another question, or another order.
    """
    if words.rstrip().endswith("?"):
        return None
    rest, led = words, False
    while found := LEAD.match(rest):
        rest, led = rest[found.end() :], True
    if found := NOT_BUT.match(rest):
        return Correction(found["new"].strip(" .!"), found["old"].strip())
    more = WAS.match(words) or _only_day(rest) or (GOES_ON.match(rest) and len(rest.split()) <= SHORT)
    if not (led or more) or ASKS.match(rest):
        return None
    rest = IS.sub("", rest, count=1).strip(" ,;:.!–-")
    return Correction(rest, led=led) if len(rest.split()) <= LONG else None


def mended(text: str, it: Correction, *, dated: bool = True) -> str:
    """
    Write a text as a correction wants it.

    Parameters
    ----------
    text
        An order, or the line of a diary.
    it
        The correction.
    dated
        Whether a day is put after a text that names none.

    Returns
    -------
    str
        With the other day, number, or person; empty where it is not clear what is otherwise.
    """
    if it.old and (found := re.search(rf"(?<!\w){re.escape(it.old)}(?!\w)", text, re.IGNORECASE)):
        return f"{text[: found.start()]}{it.new}{text[found.end() :]}"
    if day := DAY_SAID.fullmatch(it.new):
        was = DAY_SAID.search(text)
        if was is None:
            return f"{text.rstrip(' .')} {it.new}" if dated else ""
        lead = day["before"] or was["before"]
        return f"{text[: was.start()]}{lead}{day['day']}{IN_FULL.sub('', text[was.end() :], count=1)}"
    if (alone := DAY_ALONE.match(it.new)) and (was := DAY_SAID.search(text)) and was["day"][0].isdigit():
        day_words = re.sub(r"^\d+[°º]?", alone["number"], was["day"])
        return f"{text[: was.start('day')]}{day_words}{text[was.end() :]}"
    if (number := NUMBERED.search(it.new)) and (was := NUMBERED.search(text)):
        same = number["unit"][:2].casefold() == was["unit"][:2].casefold()
        return f"{text[: was.start()]}{number[0]}{text[was.end() :]}" if same else ""
    return _with_other_role(text, it.new)


def _only_day(words: str) -> bool:
    """Say whether some words say a day and nothing else: "entro lunedì"."""
    return DAY_SAID.fullmatch(words.strip(" ,.!")) is not None


def _with_other_role(text: str, new: str) -> str:
    """Put one relative or helper in the place of the only one that a text speaks of."""
    here, there = _roles(text), _roles(new)
    if len(here) != 1 or len(there) != 1 or len(new.split()) > ROLE_WORDS:
        return ""
    start, end = here[0]
    return f"{text[:start]}{new[there[0][0] :]}{text[end:]}"


def _roles(text: str) -> list[tuple[int, int]]:
    """Find where a text says what somebody is to her, with the article."""
    found: list[tuple[int, int]] = []
    for called, _ in WORDS[:-3]:
        for one in re.finditer(rf"\b(?:il |la |lo |l['’])?(?:{called})\b", text, re.IGNORECASE):
            if all(one.end() <= start or one.start() >= end for start, end in found):
                found.append(one.span())
    return found


def says_only(words: str, beside: frozenset[str], some: frozenset[str]) -> bool:
    """
    Say whether some words are all of two lists, and one of them at least of the second.

    Parameters
    ----------
    words
        As they were typed.
    beside
        What they may be.
    some
        What one of them must be.

    Returns
    -------
    bool
        Not for no words.
    """
    typed = set(re.findall(r"[a-z0-9]+", normal(words)))
    return bool(typed & some) and typed <= beside | some
