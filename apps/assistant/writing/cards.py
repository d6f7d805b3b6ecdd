"""Propose what changes in the card of a person: her telephone, the day of her birth."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from apps.assistant.reading.days import ISO, NUMBERS, WITH_DAY, read_day
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply
from apps.assistant.writing.proposal import Lacking, Proposal
from apps.assistant.writing.told import NUMBER
from apps.assistant.writing.writes import plain
from apps.components.words import long_day
from coordinator.network.parties import change_party, undo_change
from coordinator.network.party_rows import kind_of
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.mending import Correction

PHONE = re.compile(r" (?:telefon\w*|tel|numero|cellulare|cell|recapito|fisso) ")
BIRTH = re.compile(r" (?:data di nascita|nat[oa] (?:il|l')|nascita) ")
ELSE = re.compile(r" (?:indirizz\w*|mail|email|casa|cognome|codice|nome) ")
CHANGES = re.compile(
    r" (?:cambi\w*|corregg\w*|aggiorn\w*|modific\w*|sostitu\w*|rettific\w*|metti|mettere|scriv\w*|registr\w*|segn\w*"
    r"|inseri\w*|sbagliat\w*|errat\w*|nuov[oa]|giust[oa]) "
)
"""How an order says that a card is to be changed, where it says nothing to write there."""

LABELS = {"phone": "il telefono", "born_on": "la data di nascita"}


def propose_card(asked: Asked) -> Proposal | Lacking | Reply | None:
    """
    Propose the change of a card that an order names.

    Parameters
    ----------
    asked
        The order, on a person: "il numero nuovo della figlia è 333 1234567".

    Returns
    -------
    Proposal or Lacking or Reply or None
        What would be written; the number, where it lacks; None where it is of another datum, or the asker may not
        write it.
    """
    words = plain(asked.question)
    field = "phone" if PHONE.search(words) else "born_on" if BIRTH.search(words) else ""
    if not field or ELSE.search(words) or not asked.viewer.may("read", "contacts"):
        return None
    party_id, name = _whose(asked)
    if kind_of(party_id) != "persona" or not asked.viewer.may("write", "person"):
        return None
    value = _value(field, asked.question, asked.day)
    if value is None and not CHANGES.search(words):
        return None
    if value is None:
        what = (
            "Qual è il numero nuovo?" if field == "phone" else "Qual è la data giusta? Giorno, mese e anno."
        )
        head = f"Cambio {LABELS[field]} di {name}. {what}"
        page = (("Scheda", f"scheda?id={party_id}"),)
        return Lacking(head, partial(_taken, asked, field, party_id, name), asked.person_id, links=page)
    return _proposal(asked, field, party_id, name, value)


def _taken(asked: Asked, field: str, party_id: str, name: str, words: str) -> Proposal | Reply | None:
    """Take the number or the day that lacked."""
    value = _value(field, words, asked.day)
    return None if value is None else _proposal(asked, field, party_id, name, value)


def _whose(asked: Asked) -> tuple[str, str]:
    """Say whose card it is: hers, or that of the one relative who is named."""
    spans = [span for span in asked.record.spans if span.holds_on(asked.day) and span.other_kind == "persona"]
    found = dict.fromkeys((span.other_id, span.other_name) for span in meant(asked, spans))
    return next(iter(found)) if len(found) == 1 else (asked.person_id, asked.record.party.name)


def _value(field: str, words: str, today: date) -> Any:  # noqa: ANN401  a number or a day
    """Read the new value; None where it is not said."""
    if field == "phone":
        found = NUMBER.search(words)
        return " ".join(found[0].split()) if found else None
    exact = ISO.search(words) or NUMBERS.search(words)
    spelled = WITH_DAY.search(normal(words.replace("°", "")))
    day = read_day(words, today) if exact or (spelled and spelled[3]) else None
    return day if day is not None and day <= today else None


def _proposal(asked: Asked, field: str, party_id: str, name: str, value: Any) -> Proposal | Reply:  # noqa: ANN401
    """Propose the new value, with the one before."""
    before = getattr(read_record(asked.store, party_id, asked.day, asked.viewer).party, field, None)
    told = long_day(value) if field == "born_on" else value
    if before == value:
        head = f"È già scritto così: {LABELS[field]} di {name} è {told}."
        return Reply("order", head, query=f"Letto: la scheda di {name}.", person_id=asked.person_id)
    party = asked.viewer.party_id
    said_by = asked.names([party]).get(party or "", asked.viewer.user)

    def write(_reason: str) -> Callable[[], None] | None:
        number = change_party(asked.store, party_id, {field: value}, asked.viewer, stated_by=said_by)
        return None if number is None else partial(_undo, asked, party_id, number)

    def mend(it: Correction) -> Proposal | Reply | None:
        other = _value(field, it.new, asked.day)
        return None if other is None else _proposal(asked, field, party_id, name, other)

    was = long_day(before) if field == "born_on" and before else before
    instead = f", al posto di {was}" if was else ""
    head = f"Scrivo nella scheda di {name} {LABELS[field]}: {told}{instead}; lo dice {said_by}."
    links = (("Scheda", f"scheda?id={party_id}"),)
    return Proposal(
        head,
        "Scritto nella scheda: resta anche com’era prima.",
        write,
        asked.person_id,
        links=links,
        mend=mend,
    )


def _undo(asked: Asked, party_id: str, number: int) -> None:
    """Give the card its value of before."""
    undo_change(asked.store, party_id, number, asked.viewer)
