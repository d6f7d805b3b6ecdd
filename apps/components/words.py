"""Say in Italian what the record says in codes: days, sectors, kinds, strengths, directions of help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coordinator.display import count as count  # the pages ask for it here
from coordinator.display import written as written
from coordinator.model import vocabulary
from coordinator.protection import policy

if TYPE_CHECKING:
    from datetime import date

BOTH_FORMS = re.compile(r"\b(\w+a|\w+e) o (\w+[oe])\b")
"""Feminine and masculine, as the vocabulary writes them side by side."""

UNFINISHED = re.compile(r"^(?:segue|frequenta|eroga|accredita|finanzia|comprende|ha (?:in|come) .+)$")
"""Words that say nothing without a name after them."""

LOGIN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)+")
"""A name at the login that is made of names."""
STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
"""An apostrophe as a keyboard types it."""

MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")

KINDS = {
    "persona": "persona",
    "nucleo": "nucleo familiare",
    "professionista": "professionista",
    "servizio": "servizio",
    "ente": "ente",
    "comunita": "gruppo o associazione",
}
"""What each kind of party is called; every other word comes from the vocabulary of the record."""


def sectors() -> dict[str, str]:
    """Return the sectors and their names, in the vocabulary's order."""
    return {key: term.label for key, term in vocabulary().terms["sectors"].items()}


def strength_words(strength: int | None, *, conflict: bool = False) -> str:
    """Say how strong a tie is, and whether there is conflict: ``"debole, in conflitto"``."""
    words = "forza non rilevata" if strength is None else vocabulary().label("strengths", str(strength))
    return f"{words}, in conflitto" if conflict else words


def gendered(words: str, sex: str | None) -> str:
    """
    Choose one of two forms: ``"figlia o figlio"`` is ``"figlia"`` of a woman.

    Parameters
    ----------
    words
        As the vocabulary writes them, the feminine first.
    sex
        ``"F"``, ``"M"``, or anything else to leave both.

    Returns
    -------
    str
        The form that fits.

    Examples
    --------
    >>> gendered("è seguita o seguito da", "M")
    'è seguito da'
    """
    form = {"F": r"\1", "M": r"\2"}.get(sex or "")
    return BOTH_FORMS.sub(form, words) if form else words


def role_words(kind: str, name: str, *, reverse: bool, sex: str | None = None) -> str:
    """
    Say what one end of a tie is to the other.

    Parameters
    ----------
    kind
        Of the tie.
    name
        Of the other end, for kinds that need it: ``"dà una mano ad Ada"``.
    reverse
        Whether it is the end at which the tie stops.
    sex
        Of the one who is spoken of, where recorded.

    Returns
    -------
    str
        ``"figlia"``, ``"ha in carico Ada"``, ``"dà una mano ad Ada"``.
    """
    found = vocabulary().kinds.get(kind)
    if found is None:
        return kind
    words = curly(gendered(found.reverse_label if reverse else found.label, sex))
    if words.endswith(" di") and not words.startswith(("è ", "ha ", "si ")):
        return words.removesuffix(" di")
    unfinished = words.endswith((" di", " a", " da", " con", " per", " su")) or UNFINISHED.match(words)
    return joined(words, name) if unfinished else words


def joined(words: str, name: str) -> str:
    """
    Put a name after words that wait for it: "a" is "ad" before another a, and no word is said twice.

    Parameters
    ----------
    words
        Such as a label of the vocabulary.
    name
        Whoever comes after.

    Returns
    -------
    str
        With the apostrophes of print.

    Examples
    --------
    >>> joined("dà una mano a", "Ada"), joined("dà una mano a", "Lucia")
    ('dà una mano ad Ada', 'dà una mano a Lucia')
    >>> joined("fa parte del nucleo", "Nucleo di via dei Tigli")
    'fa parte del Nucleo di via dei Tigli'
    """
    head, _, last = words.rpartition(" ")
    if head and name.casefold().startswith(f"{last.casefold()} "):
        return f"{curly(head)} {name}"
    euphonic = re.search(r"(?:^|\s)a$", words) and name[:1].casefold() in {"a", "à"}
    return f"{curly(words)}{'d' if euphonic else ''} {name}"


def curly(text: str) -> str:
    """Write apostrophes as print does: ``"l’équipe"``."""
    return STRAIGHT.sub("’", text)


def author_words(user: str) -> str:
    """
    Write a name at the login as a name: what a page says of who wrote, where no account says it better.

    Examples
    --------
    >>> author_words("irene.greco"), author_words("Irene Greco"), author_words("demo")
    ('Irene Greco', 'Irene Greco', 'demo')
    """
    return " ".join(map(str.capitalize, user.split("."))) if LOGIN.fullmatch(user) else user


def role_label(role: str) -> str:
    """Return what the screens call a role of the policy."""
    return policy().labels.get(role, role)


def long_day(day: date | None, *, weekday: bool = False) -> str:
    """
    Write a day as an Italian reader says it.

    Parameters
    ----------
    day
        A day, or None for a time that has no end.
    weekday
        Whether to begin with the day of the week.

    Returns
    -------
    str
        For example ``"lunedì 3 marzo 2025"``; ``""`` for None.

    Examples
    --------
    >>> from datetime import date
    >>> long_day(date(2025, 3, 1))
    '1° marzo 2025'
    """
    if day is None:
        return ""
    number = "1°" if day.day == 1 else str(day.day)
    text = f"{number} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def on_day(day: date) -> str:
    """Write a day with its article: ``"il 3 marzo 2025"``, ``"l’8 marzo 2025"``."""
    return f"{'l’' if day.day in {8, 11} else 'il '}{long_day(day)}"


def short_day(day: date) -> str:
    """Write a day in little room: ``"3 mar 2025"``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def day_and_month(month: int, day: int) -> str:
    """Write a day of every year: ``"3 febbraio"``."""
    return f"{'1°' if day == 1 else day} {MONTHS[month - 1]}"


def place_name(area: str | None) -> str:
    """Write the name of an area with its capitals."""
    return " ".join(word.capitalize() for word in (area or "").split())


def hours(amount: float) -> str:
    """Write hours a week, with the Italian comma: ``"7,5 ore la settimana"``."""
    return f"{written(amount)} {'ora' if amount == 1 else 'ore'} la settimana"


def age(born_on: date | None, day: date) -> int | None:
    """
    Count the years that a person has completed on a day.

    Parameters
    ----------
    born_on
        Day of birth, or None when it is not recorded.
    day
        The day.

    Returns
    -------
    int or None
        Years; None when the day of birth is not recorded, or has not come yet.
    """
    if born_on is None or born_on > day:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
