"""Propose to add a person whom the record does not have: her name, and what else was said of her."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from apps.assistant.reading.days import ISO, NUMBERS, WITH_DAY, read_day
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.writing.proposal import Lacking, Proposal
from apps.assistant.writing.told import NUMBER
from apps.components.words import long_day, place_name
from coordinator.network.census import areas_of
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.parties import add_party

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store


PAGE = (("Una persona nuova", "scheda?nuova=persona"),)
WORD = r"[A-ZÀ-Ý][\w’']+"
NOT_NAME = r"(?:nat[oa]|del|di|della|classe|anni|che|non|c['’]è|nuov[oa]|un[ao]?|il|la)\b"
CALLED = re.compile(
    r"(?:\b(?:si chiama|di nome|nome e cognome|chiamat[oa]|nominativo|cognome e nome)\b|:)\s*(?:è\s+|:\s*)?"
    rf"(?P<name>(?!{NOT_NAME})[^\W\d_][\w’']*(?:\s+(?!{NOT_NAME})[^\W\d_][\w’']*){{1,2}})",
    re.IGNORECASE,
)
"""How her name is said, also in small letters."""

AFTER = re.compile(rf"\b(?P<name>{WORD}(?:\s+{WORD}){{1,2}})")
PLAIN_NAME = re.compile(
    r"^\W*(?:si chiama|è|sarebbe|la|il|signor[ae]?|di nome)?\s*"
    rf"(?P<name>[^\W\d_][\w’']*(?:\s+(?!{NOT_NAME})[^\W\d_][\w’']*){{1,2}})(?!\w)",
    re.IGNORECASE,
)
"""How it is said by itself, once it was asked."""

TITLES = re.compile(
    r"^(?:(?:Signora?|Sig\.?(?:ra)?|Registra|Inserisci|Aggiungi|Crea|Nuov[oa]|Persona)\s+)+", re.IGNORECASE
)
YEAR = re.compile(r"(?<!\d)(?:19\d\d|20[0-2]\d)(?!\d)")
AGED = re.compile(r"(?<!\d)(\d{1,3}) anni", re.IGNORECASE)
ANOTHER = re.compile(r" (?:altra persona|un'altra|altra|omonim[oa]) ")
BORN = re.compile(r"\b(?:nat[oa]|classe|anni|del (?:19|20)\d\d|(?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where persons are written, by whom, and who is told of her id."""

    store: Store
    viewer: Viewer
    day: date
    met: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is said of a person who is not in the record."""

    given: str
    family: str
    born_on: date | None = None
    year: str = ""  # said without the day
    area: str = ""
    phone: str = ""
    another: bool = False  # it is said that she is none of those who are like her

    @property
    def name(self) -> str:
        """Her whole name."""
        return f"{self.given} {self.family}"


def tells_newcomer(matter: str) -> bool:
    """
    Say whether the matter of an order is a name with a birth: "Mario Bruni nato nel 1950".

    Parameters
    ----------
    matter
        As it was typed.

    Returns
    -------
    bool
        Not for a name alone.
    """
    found = AFTER.match(matter)
    return bool(found and BORN.search(matter[found.end() :]))


def propose_newcomer(at: Place, words: str) -> Proposal | Lacking | Reply | None:
    """
    Propose to add a person.

    Parameters
    ----------
    at
        Where persons are written, by whom.
    words
        What was said: "Maria Rossi, 1941, Valdoria".

    Returns
    -------
    Proposal or Lacking or Reply or None
        What would be written; her name, where it lacks; who is like her; None where the asker may not write persons.
    """
    if not (at.viewer.may("write", "person") and at.viewer.may("read", "person")):
        return None
    name = _name(words)
    if not name:
        head = "Una persona nuova: come si chiama? Scrivi nome e cognome, e se li sai la data di nascita e il comune."
        return Lacking(head, partial(_named, at, words), "", links=PAGE)
    it = _read(at, words, name)
    like = (
        () if it.another else find_duplicates(at.store, Candidate(it.given, it.family, it.born_on), at.viewer)
    )
    if not like:
        return _proposal(at, it)
    lines = tuple(
        Line(f"{one.name}{_born(one.born_on)}: {'; '.join(one.reasons)}", one.person_id) for one in like
    )
    head = f"Prima di aggiungere {it.name}: forse c’è già. È una di queste persone?"
    other = Choice(
        "È un’altra: aggiungila", f"Registra una nuova persona: {words.strip(' .')}, è un’altra persona"
    )
    return Reply("order", head, lines, "Letto: i nomi delle persone che vedi.", choices=(other,), links=PAGE)


def _named(at: Place, words: str, said: str) -> Proposal | Lacking | Reply | None:
    """Take the name that lacked."""
    found = PLAIN_NAME.match(said)
    if found is None:
        return None
    rest = said[found.end() :]
    return propose_newcomer(at, f"{words} : {found['name']} {rest}")


def _name(words: str) -> str:
    """Read her name; empty where none is said."""
    found = CALLED.search(words) or AFTER.search(TITLES.sub("", words))
    if found is None:
        return ""
    name = TITLES.sub("", found["name"]).strip()
    return " ".join(word[:1].upper() + word[1:] for word in name.split()) if " " in name else ""


def _read(at: Place, words: str, name: str) -> Newcomer:
    """Read what else is said of her."""
    given, _, family = name.partition(" ")
    plain = normal(words)
    exact = ISO.search(words) or NUMBERS.search(words) or ((found := WITH_DAY.search(plain)) and found[3])
    born = read_day(words, at.day) if exact else None
    year = YEAR.search(words)
    aged = AGED.search(words)
    phone = NUMBER.search(NUMBERS.sub(" ", ISO.sub(" ", words)))
    rest = normal(words.replace(name, " "))
    area = next((one for one in areas_of(at.store, at.viewer) if f" {normal(one).strip()} " in rest), "")
    return Newcomer(
        given,
        family,
        born if born is not None and born <= at.day else None,
        "" if born else (year[0] if year else f"{aged[1]} anni" if aged else ""),
        area,
        phone[0].strip() if phone and sum(sign.isdigit() for sign in phone[0]) >= len("123456") else "",
        another=ANOTHER.search(plain) is not None,
    )


def _proposal(at: Place, it: Newcomer) -> Proposal:
    """Propose to write her, with all that is written and what is not."""
    lines = []
    if it.born_on:
        lines.append(Line(f"Data di nascita: {long_day(it.born_on)}"))
    if it.area:
        lines.append(Line(f"Zona: {place_name(it.area)}"))
    if it.phone:
        lines.append(Line(f"Telefono: {it.phone}"))
    if it.year:
        lines.append(
            Line(f"«{it.year}» non lo scrivo: la scheda tiene la data di nascita intera. Se la sai, dimmela")
        )
    fields = {"given_name": it.given, "family_name": it.family, "born_on": it.born_on,
              "area": it.area or None, "phone": it.phone or None}  # fmt: skip

    def write(_reason: str) -> None:
        at.met(add_party(at.store, "persona", fields, at.viewer, stated_by=at.viewer.user))

    head = f"Aggiungo una persona nuova: nome {it.given}, cognome {it.family}."
    links = (("Cerca la sua scheda", f"persona?cerca={it.family}"),)
    done = f"Aggiunta: {it.name}. Da qui non si toglie: se c’è un errore, si corregge nella sua scheda."
    return Proposal(head, done, write, "", tuple(lines), links)


def _born(day: date | None) -> str:
    """Say when somebody was born, where it is known."""
    return f", nata o nato il {long_day(day)}" if day else ""
