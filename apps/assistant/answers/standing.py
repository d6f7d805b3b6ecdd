"""Say who has a person's path in hand, how urgent it is, and what comes next in it, each in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.plan import last_event, path_page
from apps.assistant.reply import Line
from apps.components.words import count, curly, long_day
from coordinator.pathway.day import dues_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from coordinator.pathway.cases import CaseView


def who_has(asked: Asked, view: CaseView) -> Iterator[Line]:
    """
    Say who has a path in hand, and how urgent its first reading found it.

    Parameters
    ----------
    asked
        The question, of one who may read the path.
    view
        The path.

    Yields
    ------
    Line
        The case manager, where there is one; who goes on after the first reading, with its priority.
    """
    triage = last_event(view, "triaged")
    managers = [one.party_id for one in view.state.file.team if one.role == "case_manager"]
    names = asked.names([*managers, *([triage.event.owner] if triage else [])])
    for one in dict.fromkeys(managers):
        yield Line(f"Case manager: {names[one]}", one)
    if triage is not None:
        told = triage.event
        owner = names.get(told.owner, told.owner)
        who = "" if told.owner in managers else f", se ne occupa {owner}"
        yield Line(
            curly(f"Priorità {told.priority}: {told.reason}; letta il {long_day(triage.day)}{who}"),
            page=path_page(view),
        )


def what_comes_next(asked: Asked, view: CaseView) -> Iterator[Line]:
    """
    Say the first thing that is due in a path, and whose it is.

    Parameters
    ----------
    asked
        The question, of one who may read the path.
    view
        The path.

    Yields
    ------
    Line
        One, late or to come; none where nothing is due.
    """
    dues = [one for one in dues_of(view, asked.name, asked.day) if one.due is not None]
    first = min(dues, key=lambda one: one.due or asked.day, default=None)
    if first is None or first.due is None:
        return
    who = asked.names([first.owner])[first.owner] if first.owner else "nessuno se ne occupa"
    when = f"{long_day(first.due)}{_late(first.due, asked.day)}"
    yield Line(
        curly(f"Prima scadenza: {when}, {first.what}, {who}"), page=path_page(view), urn=first.norm or ""
    )


def _late(due: date, day: date) -> str:
    """Say that a day has passed, and since when."""
    return f" (scaduto da {count((day - due).days, 'giorno', 'giorni')})" if due < day else ""
