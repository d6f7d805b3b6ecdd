"""Propose what an order says of a tie: that it ends, that it still holds, that it takes other hours."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.reading.helpers import meant
from apps.assistant.reply import Choice, Reply
from apps.assistant.writing.ahead import read_ahead
from apps.assistant.writing.back import DAY_SAID, read_back
from apps.assistant.writing.network_orders import NO_WRITING
from apps.assistant.writing.proposal import Proposal
from apps.assistant.writing.writes import plain
from apps.components.words import WEEKDAYS, hours, joined, long_day
from coordinator.model import vocabulary
from coordinator.network import change_tie, confirm_tie, end_tie
from coordinator.network.one_tie import take_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.order import Order
    from coordinator.network.record import Span

VERBS = ("è ", "ha ", "dà ", "fa ", "segue ", "aiuta ", "riceve ", "frequenta ", "convive ", "si ")
"""How a tie begins that says what one does, not what one is."""

OFFERED = 10
"""Ties that are offered when none is meant."""

PRONOUN = r"(?:(?:ci|la|lo|le|si|l'|gli) ?)?"
STOPPED = re.compile(
    rf" (?:smess\w+|non {PRONOUN}(?:c'? ?e|\w+) (?:mica )?piu|se n(?:e|') ?e andat\w+|se ne sono andat\w+"
    r"|(?:e|sono) andat\w+ via|licenziat\w+|ha lasciat\w*|interrott\w+|cessat\w+|(?:e|ha) finit\w+"
    r"|(?:e|si e) conclus\w+) "
)
"""How the end of somebody's help is told."""

STOPS = re.compile(
    r" (?:smett\w+|finisc\w+|finira\w*|termin(?:a|ano|era)|cess(?:a|ano|era)|(?:se ne )?va(?:nno)? via|se ne va(?:nno)?"
    r"|lascia|lascera|concludera|si (?:conclude|chiude)|chiude|fai finire|fa' finire) "
)
"""The same, of a day that is named: "smette lunedì"."""

FOR_A_TIME = re.compile(r" (?:ferie|vacanz\w+|temporane\w+|per lavori|per un po|fino a|fino al|fino alla) ")
"""How it is said that a help comes back."""

FROM = re.compile(r"^(?:a partire )?da", re.IGNORECASE)
"""How the first day without it is named, and not its last."""

WEEKLY = re.compile(
    r" (\d+(?:[.,]\d+)?) or[ae] (?:a|la|alla|per|in|ogni) settimana | (\d+(?:[.,]\d+)?) ore settimanali "
)
"""Hours that are told by the week."""


def propose_of_tie(asked: Asked, order: Order) -> Proposal | Reply | None:
    """
    Propose what an order tells of a tie that holds.

    Parameters
    ----------
    asked
        The order, on a person: "la badante ha smesso il 15 novembre".
    order
        As it was read.

    Returns
    -------
    Proposal or Reply or None
        None where it tells nothing of a tie, or names none of those around her.
    """
    words = plain(asked.question)
    if order.kind in {"write", "change"} and tells_end(asked.question):
        return propose_end(asked)
    if order.kind in {"write", "change"} and (found := WEEKLY.search(words)):
        weekly = float((found[1] or found[2]).replace(",", "."))
        return _of_one(
            asked, lambda span: _change(asked, span, weekly), "Le ore di quale legame?", weekly=True
        )
    if order.kind == "open" and words.startswith(" conferm"):
        return _of_one(asked, lambda span: _confirm(asked, span), "Quale legame confermi?")
    return None


def tells_end(question: str) -> bool:
    """
    Say whether a question tells that somebody's help, or a service, has ended or ends on a day.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "la badante non viene più", "il centro diurno finisce domani".
    """
    words = plain(question)
    over = STOPPED.search(words) or (STOPS.search(words) and DAY_SAID.search(question))
    return bool(over) and not FOR_A_TIME.search(words)


def tells_hours(question: str) -> bool:
    """
    Say whether a question tells how many hours a week somebody gives.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        As for "la vicina viene 6 ore a settimana".
    """
    return WEEKLY.search(plain(question)) is not None


def propose_end(asked: Asked) -> Proposal | Reply | None:
    """
    Propose the end of the tie with a helper or service that a question names.

    Parameters
    ----------
    asked
        On the person: "togli la badante", "togli il centro diurno".

    Returns
    -------
    Proposal or Reply or None
        A choice where several may be meant; None where the question names none of those around her.
    """
    return _of_one(asked, lambda span: _end(asked, span), "Quale legame finisce?")


def say_not_tied(asked: Asked) -> Reply:
    """
    Say that none of those around a person is meant by an order to end a tie, and offer those who are.

    Parameters
    ----------
    asked
        The order, on the person.

    Returns
    -------
    Reply
        Each tie that may be ended as a choice.
    """
    names = dict.fromkeys(span.other_name for span in asked.record.spans if span.holds_on(asked.day))
    choices = tuple(Choice(one, f"Togli {one}") for one in list(names)[:OFFERED])
    head = f"Fra i legami di {asked.name} non trovo quello da chiudere. Oggi ci sono:"
    page = (("Rivedi la rete", f"rivedi?id={asked.person_id}"),)
    query = f"Letto: i legami di {asked.record.party.name}."
    return Reply("tie", head, query=query, choices=choices, links=page, person_id=asked.person_id)


def _of_one(
    asked: Asked, propose: Callable[[Span], Proposal | Reply], which: str, *, weekly: bool = False
) -> Proposal | Reply | None:
    """Propose something of the one tie that is meant; ask back where several are."""
    holding = [span for span in asked.record.spans if span.holds_on(asked.day)]
    found = {span.tie_id: span for span in meant(asked, holding)}
    if weekly and len(found) > 1:
        found = {key: span for key, span in found.items() if span.hours_per_week} or found
    if not found:
        return None
    page = (("Rivedi la rete", f"rivedi?id={asked.person_id}"),)
    if not asked.viewer.may("write", "network"):
        return Reply("tie", f"Non posso proporlo: {NO_WRITING}.", links=page, person_id=asked.person_id)
    if len(found) == 1:
        return propose(next(iter(found.values())))
    names = dict.fromkeys(span.other_name for span in found.values())
    choices = tuple(Choice(one, f"{asked.question.rstrip(' .')}, {one}") for one in names)
    if len(names) == 1:
        which, choices = f"Con {next(iter(names))} ci sono più legami: scegli quale dalla pagina.", ()
    return Reply("tie", which, choices=choices, links=page, person_id=asked.person_id)


def _end(asked: Asked, span: Span) -> Proposal | Reply:
    """Propose the last day of a tie: the one that the order names, or the eve of the first without it; else today."""
    day = _last_day(asked)
    if day < span.since:
        head = (
            f"Non posso proporlo: il legame ({_tie_words(asked, span)}) comincia il {long_day(span.since)}, "
            f"dopo il {long_day(day)}. Se era un errore, si toglie dalla pagina."
        )
        page = (("Rivedi la rete", f"rivedi?id={asked.person_id}"),)
        return Reply("tie", head, links=page, person_id=asked.person_id)
    said_by = _by(asked)

    def write(_reason: str) -> Callable[[], None]:
        end_tie(asked.store, span.tie_id, day, asked.viewer, stated_by=said_by)
        return lambda: take_back(asked.store, span.tie_id, asked.viewer)

    head = (
        f"Chiudo il legame: {_tie_words(asked, span)}, dal {long_day(span.since)}; l’ultimo giorno è "
        f"{_day_words(day, asked.day)}, lo dice {said_by}."
    )
    return _proposal(asked, head, "Chiuso: resta scritto com’era prima.", write)


def _last_day(asked: Asked) -> date:
    """Read the last day of a tie from an order; a day to come where it says what will be."""
    found = DAY_SAID.search(asked.question)
    if found is None:
        return asked.day
    back, ahead = read_back(found["day"], asked.day), read_ahead(found["day"], asked.day)
    days = [one for one in (back, ahead) if one is not None]
    if not days:
        return asked.day
    over = STOPPED.search(plain(asked.question))
    day = days[0] if over else min(days, key=lambda one: abs(one - asked.day))
    return day - timedelta(days=1) if FROM.match(found["before"]) else day


def _confirm(asked: Asked, span: Span) -> Proposal:
    """Propose to write that a tie still holds."""
    said_by = _by(asked)

    def write(_reason: str) -> Callable[[], None]:
        confirm_tie(asked.store, span.tie_id, asked.day, asked.viewer, stated_by=said_by)
        return lambda: take_back(asked.store, span.tie_id, asked.viewer)

    head = f"Confermo il legame com’è, con la data di oggi: {_tie_words(asked, span)}, lo dice {said_by}."
    return _proposal(asked, head, "Confermato.", write)


def _change(asked: Asked, span: Span, weekly: float) -> Proposal:
    """Propose other hours a week for a tie, from today on."""
    said_by = _by(asked)

    def write(_reason: str) -> Callable[[], None]:
        number = change_tie(
            asked.store, span.tie_id, asked.day, {"hours_per_week": weekly}, asked.viewer, stated_by=said_by
        )
        return lambda: take_back(asked.store, number, asked.viewer)

    before = f" invece di {hours(span.hours_per_week)}" if span.hours_per_week else ""
    head = f"Cambio il legame da oggi: {_tie_words(asked, span)}, {hours(weekly)}{before}, lo dice {said_by}."
    return _proposal(asked, head, "Cambiato: resta scritto com’era prima.", write)


def _proposal(asked: Asked, head: str, done: str, write: Callable[[str], Callable[[], None]]) -> Proposal:
    """Put a proposal on a tie together."""
    page = (("Rivedi la rete", f"rivedi?id={asked.person_id}"),)
    return Proposal(head, done, write, asked.person_id, links=page)


def _by(asked: Asked) -> str:
    """Name who says it: whoever asks."""
    party = asked.viewer.party_id
    return asked.names([party]).get(party or "", asked.viewer.user)


def _day_words(day: date, today: date) -> str:
    """Say a day, or that it is today."""
    return "oggi" if day == today else f"{WEEKDAYS[day.weekday()]} {long_day(day)}"


def _tie_words(asked: Asked, span: Span) -> str:
    """Say a tie from where it starts."""
    kind = vocabulary().tie_kind(span.kind)
    start, stop = (asked.name, span.other_name) if span.starts_here else (span.other_name, asked.name)
    words = joined(kind.label, stop)
    return f"{start} {words}" if words.startswith(VERBS) else f"{start}, {words}"
