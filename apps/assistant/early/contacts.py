"""Say how a service, body, group or professional is reached: telephone, address, hours, or that it is not written."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apps.assistant.early.urgent import number_line, numbers
from apps.assistant.reading.recognised import absent, family_name, left_over, recognised
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import WEEKDAYS, curly, long_day
from coordinator.model.hours import BadHoursError, read_hours
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached

NUMBER = re.compile(
    r"[ '](?:numer[oi]|telefon\w*|tel\.?|cellulare|recapit[oi]|contatt\w+|chiam(?:o|are|arl\w+)|e ?mail|mail|scrivere"
    r"|rispond\w+) "
)
PLACE = re.compile(
    r"[ '](?:dov'? ?e|dove (?:e|sta|stanno|si trova\w*|sono|trovo|vado)|indirizz[oi]|in che via"
    r"|come (?:ci )?(?:si )?arriv\w+|ci arrivo) "
)
HOURS = re.compile(
    r"[ '](?:orari[oi]?|a che or[ae]|che ore|quando (?:apr\w+|chiud\w+|e apert\w+|sono apert\w+|si trova)"
    r"|(?:e|sono|resta|rimane) (?:\w+ ){0,2}?(?:apert|chius)\w+|apert[oaie]|apre|aprono|chiude|chiudono"
    r"|(?:quando|che giorn[oi]|(?:in )?quali giorni|fino a che ora) (?:ci |si )?"
    r"(?:puo|posso|possono|possiamo|potrebbe|conviene)"
    r" (?:passare|venire|andar\w+|telefonare|chiamare|entrare|presentars\w+|recars\w+)"
    r"|(?:quando|(?:in )?(?:che|quali) giorni) (?:riceve|ricevono|fa|fanno|c'e|ci sono|lavora|lavorano)"
    r"|a che ora (?:part\w+|comincia\w*|inizia\w*|finisc\w+|smett\w+)) "
)
"""How a question asks for the telephone, for where it is, for when it is open."""

ASKED_BY = re.compile(
    r"^ (?:(?:un|una|il|la|i|mi) )?(?:(?:familiar[ei]|figli[oa]|nipote|moglie|marito|parente|vicin[oa]|signor[ae]"
    r"|persona|utente|collega|cittadin[oa]|caregiver) )?(?:mi )?"
    r"(?:chied[eo]\w*|domanda\w*|vuole sapere|vogliono sapere|vorrebbe sapere|hanno chiesto) "
)
"""How a question begins that somebody else has asked: it is of no such person."""

COUNTER = re.compile(
    r" (?:(?:all[oa']?|nell[oa']?|lo|l'|in) ?)?(?:sportello|ufficio|sede|segreteria)(?: d\w+)? "
)
"""Words for where a service receives people."""

NOT_OF_PLACES = re.compile(
    r" (?:quant[ie]|numero di (?:posti|casi|persone|utenti|ore)|numeri (?:di|del) (?:casi|persone)) "
)
MOST = 8
EVERY = {"weekend": (5, 6), "fine settimana": (5, 6)}
SOON = {"oggi": 0, "adesso": 0, "ora": 0, "stasera": 0, "domani": 1}


def say_contacts(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say how those whom a question names are reached.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "il numero dell'ADI", "il centro diurno è aperto di sabato?".
    named
        Whom it names: a person's own telephone is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, or names nobody of the directory.
    """
    words = normal(question)
    asks = [bool(one.search(words)) for one in (NUMBER, PLACE, HOURS)]
    if NOT_OF_PLACES.search(words) or not scene.viewer.may("read", "directory"):
        return None
    cards = reach(scene.store, scene.viewer)
    spoken, days = _spoken_of(scene, cards), days_asked(words, scene.day)
    if spoken and days and not any(asks):
        asks[2] = True  # "e di sabato?"
    if not any(asks):
        return None
    found = recognised(cards, question)
    if not found and asks[0] and (called := [one for one in numbers() if _calls(one, words)]):
        return _reply(scene, "Il numero è per tutti:", [number_line(one) for one in called])
    if not found and not spoken and (lacking := absent(question)) and not left_over(question, [lacking]):
        return _reply(scene, f"Fra i servizi scritti qui non c’è «{lacking.name}».", _pua(cards))
    found = found or spoken
    asked = COUNTER.sub(" ", HOURS.sub(" ", ASKED_BY.sub(" ", words))) if asks[2] else question
    if not found or _of_persons(named, found) or left_over(asked, found):
        return None
    lines = [Line(_words(one, asks), one.id) for one in found[:MOST]]
    if asks[0] and not any(one.phone or one.email for one in found):
        lines += _pua(cards)
    return _reply(
        scene, _open_words(found[0], days) if asks[2] and days and len(found) == 1 else _head(found), lines
    )


def _reply(scene: Scene, head: str, lines: list[Line]) -> Reply:
    """Put the answer together."""
    scene.intent = "places"
    query = f"Letto: le schede di servizi, enti e professionisti, al {long_day(scene.day)}."
    return Reply("places", head, tuple(lines), query=query, links=(("Servizi", "servizi"),))


def _calls(one: dict[str, Any], words: str) -> bool:
    """Say whether a question asks for a number that everybody may call."""
    apart = words.replace("'", " ")
    return any(f" {name} " in apart for name in (one["number"], *one.get("asked", ())))


def _pua(cards: tuple[Reached, ...]) -> list[Line]:
    """Name who sends people on and may be called."""
    held = [one for one in cards if one.sort == "pua" and one.phone]
    return [Line(f"Può dirtelo il {one.name}: telefono {one.phone}", one.id) for one in held]


def _of_persons(named: Named, found: list[Reached]) -> bool:
    """Say whether a question names persons, and not only by a word of a professional's family name: "De Luca"."""
    family = set(" ".join(family_name(one.name) for one in found if one.kind == "professionista").split())
    return any(named.whole or not set(normal(one.name).split()) & family for one in named.people) or (
        bool(named.people) and len(family) == 1
    )


def _spoken_of(scene: Scene, cards: tuple[Reached, ...]) -> list[Reached]:
    """Return the one service or body of which the answer before spoke, if it was one."""
    if scene.said is None:
        return []
    before = {line.party_id for line in scene.said.lines if line.party_id}
    found = [one for one in cards if one.id in before]
    alone = scene.said.intent in OF_PLACES or (len(before) == 1 and found and found[0].kind in PLACES)
    return found if len(found) == 1 and alone else []


OF_PLACES = frozenset({"places", "cost"})
"""Kinds of answer that are of services alone."""

PLACES = frozenset({"servizio", "ente", "comunita"})
"""Kinds of card that are no person's."""


def _head(found: list[Reached]) -> str:
    """Say what follows."""
    return "Secondo la scheda:" if len(found) == 1 else f"Ne conosco {len(found)}; secondo le schede:"


def _words(one: Reached, asks: list[bool]) -> str:
    """Say how one is reached: what is asked first, and what is asked and not written."""
    told = [
        (one.phone and f"telefono {one.phone}", "il telefono non è scritto"),
        (one.address, "va a casa delle persone, o l’indirizzo non è scritto"),
        (one.hours and f"orari: {one.hours}", "gli orari non sono scritti"),
    ]
    asked = [held or lack for (held, lack), wanted in zip(told, asks, strict=True) if wanted]
    more = [held for (held, _), wanted in zip(told, asks, strict=True) if held and not wanted]
    sort = f" ({one.sort_label})" if one.kind == "professionista" else ""
    return curly(f"{one.name}{sort}: {'; '.join([*asked, *more, *([one.email] if one.email else [])])}")


def days_asked(words: str, day: date) -> tuple[int, ...]:
    """
    Read on which days of the week a question asks whether something is open.

    Parameters
    ----------
    words
        As `apps.assistant.reading.words.normal` writes them.
    day
        The day of the question.

    Returns
    -------
    tuple of int
        0 Monday to 6 Sunday; empty where it asks for all.
    """
    for said, days in EVERY.items():
        if f" {said} " in words:
            return days
    named = tuple(at for at, name in enumerate(WEEKDAYS) if f" {normal(name).strip()} " in words)
    soon = tuple(
        (day + timedelta(days=later)).weekday() for word, later in SOON.items() if f" {word} " in words
    )
    return named or (() if " a che ora " in words else soon[:1])


def _open_words(one: Reached, days: tuple[int, ...]) -> str:
    """Say whether it is open on some days of the week."""
    try:
        openings = read_hours(one.hours)
    except BadHoursError:
        return f"{one.name}: gli orari non sono scritti, non so se è aperto."
    parts = []
    for day in days:
        times = " e ".join(f"{it.opens}–{it.closes}" for it in openings if day in it.days)
        parts.append(f"{WEEKDAYS[day]} {f'sì, {times}' if times else 'no'}")
    return f"{one.name}: {', '.join(parts)}."
