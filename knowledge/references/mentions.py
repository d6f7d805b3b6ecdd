"""Hold what the words that name an act say, before any context is asked."""

import re
from dataclasses import dataclass

from knowledge.norms.acts import ActName, name_act
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.references.words import MONTHS


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Words that name an act.

    Attributes
    ----------
    acts
        The acts named, in the order of the text; none when the words only point at one.
    points
        How the words point: ``"present"`` (the act that holds the text), ``"echo"`` (an act cited before),
        ``"vague"`` (a kind of act and no more), or None.
    word
        For a pointer, the kind of act: "decreto legislativo".
    candidates
        The acts that a name fits when it fits more than one.
    """

    start: int
    end: int
    acts: tuple[ActName, ...] = ()
    points: str | None = None
    word: str = ""
    candidates: tuple[ActName, ...] = ()


def name_mention(start: int, end: int, authority: str, kind: str, day: str, number: str | None) -> Mention:
    """Make the mention of one act; a day that no calendar has names none."""
    try:
        name, _ = name_act(authority, kind, day, number)
    except UnreadableReferenceError:
        return Mention(start, end, points="vague", word=kind)
    return Mention(start, end, (name,))


def iso_day(written: str) -> str:
    """Write "8 novembre 2000", "1° aprile 1999" or "8.11.2000" as YYYY-MM-DD."""
    day, month, year = re.split(r"[ ./]+", written.replace("°", ""))
    return f"{year}-{MONTHS.get(month) or int(month):02d}-{int(day):02d}"


def whole_year(written: str) -> str:
    """Write a year with four digits; two digits up to 39 are of this century."""
    if len(written) == 4:
        return written
    return f"20{written}" if written < "40" else f"19{written}"
