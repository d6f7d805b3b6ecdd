"""Say who told of a person and why, and whether that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.answers.outcomes import how_it_ended
from apps.assistant.answers.plan import last_event, links_of, path_page
from apps.assistant.reply import Line, Reply
from apps.components.words import count, curly, long_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from coordinator.pathway.cases import CaseView

FIRST_READING = "prima_lettura"
"""What the ids of terms hold by which a call must be read."""


def say_call(asked: Asked) -> Reply:
    """
    Say who told of a person, why, and whether that was read.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    Reply
        The newest path first.
    """
    views = asked.open_cases or asked.cases[:1]
    names = asked.names([one for view in views for one in parties(view)])
    lines = [line for one in views for line in _lines(one, names, asked.day)]
    head = (
        f"La segnalazione di {asked.name}:"
        if lines
        else f"Per {asked.name} non c’è un percorso: nessuna segnalazione è scritta."
    )
    return asked.reply(
        "calls", head, lines, "la segnalazione e la sua prima lettura", links_of(views[0] if views else None)
    )


def opened(view: CaseView) -> Any | None:  # noqa: ANN401 - an event of its own kind
    """
    Return how a path began.

    Parameters
    ----------
    view
        A path that the asker may read.

    Returns
    -------
    Opened or None
        None where that is not on record.
    """
    return next((one.event for one in view.history if one.event.kind == "opened"), None)


def parties(view: CaseView) -> list[str]:
    """
    Name who called, and who goes on after the first reading.

    Parameters
    ----------
    view
        A path that the asker may read.

    Returns
    -------
    list of str
        Ids of parties, or words that say who.
    """
    event, triage = opened(view), last_event(view, "triaged")
    return [*([event.caller] if event else []), *([triage.event.owner] if triage else [])]


def _lines(view: CaseView, names: Mapping[str, str], day: date) -> Iterator[Line]:
    """
    Say who called, why, and what came of it.

    Yields
    ------
    Line
        Nothing where it is not on record how the path began.
    """
    event = opened(view)
    if event is None:
        return
    page, caller = path_page(view), names.get(event.caller, event.caller)
    yield Line(
        curly(f"Il {long_day(view.history[0].day)} ha segnalato: {caller} ({event.source})"), page=page
    )
    yield Line(f"Motivo scritto: «{curly(event.reason)}»", page=page)
    yield Line(curly(read_words(view, names, day)), page=page)
    yield from how_it_ended(view)


def read_words(view: CaseView, names: Mapping[str, str], day: date) -> str:
    """
    Say whether a call was read, with which priority; if not, by when it was to be.

    Parameters
    ----------
    view
        A path that the asker may read.
    names
        Id → name, of `parties`.
    day
        The day of the question.

    Returns
    -------
    str
        Such as "Non ancora letta: va letta entro il 19 novembre 2026".
    """
    triage = last_event(view, "triaged")
    if triage is not None:
        told = triage.event
        who = names.get(told.owner, told.owner)
        return f"Letta il {long_day(triage.day)}: priorità {told.priority}, {told.reason}; se ne occupa {who}"
    if view.state.position.phase != "segnalazione":
        first = next((one.day for one in view.history if one.event.kind == "moved"), None)
        return f"Letta{f' il {long_day(first)}' if first else ''}; la priorità non è scritta"
    due = reading_due(view)
    if due is None:
        return "Non ancora letta"
    late = (day - due).days
    if late > 0:
        return (
            f"Non ancora letta: andava letta entro il {long_day(due)}, da {count(late, 'giorno', 'giorni')}"
        )
    return f"Non ancora letta: va letta entro il {long_day(due)}"


def reading_due(view: CaseView) -> date | None:
    """
    Return by when a call must be read.

    Parameters
    ----------
    view
        A path that the asker may read.

    Returns
    -------
    date or None
        None where no such term runs.
    """
    open_terms = (one.deadline for one in view.terms() if one.met_on is None)
    return next((one.due for one in open_terms if FIRST_READING in one.term.id), None)
