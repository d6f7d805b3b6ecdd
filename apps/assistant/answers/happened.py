"""Tell what happened on a path, event by event, each with its day: steps, requests, scales, what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page, plan_page
from apps.assistant.reply import Line
from apps.components.words import count, curly, long_day
from coordinator.model import vocabulary
from coordinator.pathway.referrals import reasons_of, step_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from coordinator.pathway.cases import CaseView


def happened(
    asked: Asked, view: CaseView, kinds: Collection[str] | None = None
) -> Iterator[tuple[date, Line]]:
    """
    Tell what happened on a path, beside what its diary says.

    Parameters
    ----------
    asked
        The question: whose names the asker sees.
    view
        A path that the asker may read.
    kinds
        Kinds of event that are told; None for all.

    Yields
    ------
    tuple
        A day, and the line that says what happened on it.
    """
    for one in view.history:
        wanted = kinds is None or one.event.kind in kinds
        if wanted and one.number not in view.state.void and (say := SAID.get(one.event.kind)):
            page = plan_page(view) if one.event.kind in OF_PLAN else path_page(view)
            yield one.day, Line(f"{long_day(one.day)}, {curly(say(asked, view, one.event))}", page=page)
    if kinds is None:
        yield from _answered(asked, view)


def _answered(asked: Asked, view: CaseView) -> Iterator[tuple[date, Line]]:
    """Tell what became of the requests to services."""
    names = asked.names([one.receiver for one in view.referrals()])
    for sent in view.referrals():
        what = f"{names[sent.receiver]}, per {vocabulary().label('needs', sent.need)}"
        for move in sent.moves[1:]:
            why = reasons_of(move.step).get(move.reason or "", "")
            told = f"{what}: {step_words(move.step).lower()}{f' ({why.lower()})' if why else ''}"
            text = f"{long_day(move.on)}, {told}"
            yield move.on, Line(curly(text), page=f"invii?id={view.id}")


def _moved(_asked: Asked, view: CaseView, event: Any) -> str:  # noqa: ANN401  an event of its own kind
    """Say a step that was taken."""
    passage = view.process.passages.get(event.passage)
    why = f" ({event.reason})" if event.reason else ""
    return f"nel percorso: {passage.name if passage else event.passage.replace('_', ' ')}{why}"


def _sent(asked: Asked, _view: CaseView, event: Any) -> str:  # noqa: ANN401
    """Say a request to a service."""
    name = asked.names([event.receiver])[event.receiver]
    return f"richiesta a {name}, per {vocabulary().label('needs', event.need)}"


def _given(asked: Asked, _view: CaseView, event: Any) -> str:  # noqa: ANN401
    """Say what was given of an action."""
    by = asked.names([event.by]).get(event.by, event.by)
    return f"dato nel piano: {event.action}, {f'{event.hours:f}'.replace('.', ',')} ore, {by}"


SAID: dict[str, Callable[[Asked, CaseView, Any], str]] = {
    "opened": lambda _asked, _view, event: f"segnalazione: {event.reason}",
    "moved": _moved,
    "referred": _sent,
    "delivered": _given,
    "scale_scored": lambda _asked, _view, it: f"{it.name}: {count(it.total, 'punto', 'punti')}, {it.words}",
    "signed": lambda _asked, _view, event: (
        "piano firmato" if event.by else f"piano non firmato: {event.why_not}"
    ),
    "risk_noted": lambda _asked, _view, event: f"rischio scritto: {event.risk}",
}
"""Kind of event → how it is told."""

OF_PLAN = frozenset({"delivered", "signed"})
"""Kinds of event that are looked up in the plan."""
