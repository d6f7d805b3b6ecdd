"""Say what of a plan and of the services has begun, and what was foreseen and is not given yet, or only in part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.given import hours_words
from apps.assistant.answers.money import euro
from apps.assistant.answers.path import say_referrals
from apps.assistant.answers.plan import links_of, plan_page
from apps.assistant.answers.ties import holding_ties
from apps.assistant.reply import Line
from apps.components.words import curly, long_day
from coordinator.pathway.planned import planned_against_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.network.record import Span
    from coordinator.pathway.cases import CaseView

READ = "gli interventi del piano e le prestazioni, il budget, gli invii e i legami con i servizi"
WAITING = ("in_attesa", "segnalato")
"""Kinds of tie by which somebody waits for a service."""

PENDING = "{name}: previsto e non ancora dato, o dato in parte:"
BEGUN = "{name}: già iniziato, anche in parte:"


def say_pending(asked: Asked) -> Reply:
    """
    Say what was foreseen and is not given: actions never given or behind, waits, open requests, shares not paid.

    Parameters
    ----------
    asked
        The question, of one who may read plans.

    Returns
    -------
    Reply
        What is given in part says how much; a service that is active is never told as waited for.
    """
    view = asked.case_where(lambda one: one.state.planned)
    lines = [*_actions(asked, view, begun=False), *_waits(asked), *_requests(asked), *_unpaid(asked, view)]
    head = PENDING.format(name=asked.name)
    if not lines:
        head = f"Per {asked.name} non risulta niente di previsto e non ancora dato."
    return asked.reply("given", f"{_no_plan(asked, view)}{head}", lines, READ, links_of(view))


def say_begun(asked: Asked) -> Reply:
    """
    Say what has begun: the actions given at least once, and the services that have her in charge.

    Parameters
    ----------
    asked
        The question, of one who may read plans.

    Returns
    -------
    Reply
        Each action with its hours, each service with its first day.
    """
    view = asked.case_where(lambda one: one.state.planned)
    lines = [*_actions(asked, view, begun=True)]
    lines += [
        Line(f"{one.other_name}: attivo dal {long_day(one.since)}", one.other_id) for one in _active(asked)
    ]
    head = BEGUN.format(name=asked.name) if lines else f"Per {asked.name} non risulta ancora iniziato niente."
    return asked.reply("given", f"{_no_plan(asked, view)}{head}", lines, READ, links_of(view))


def _no_plan(asked: Asked, view: CaseView | None) -> str:
    """Say that nothing is laid down in a plan."""
    if view is not None and view.state.planned:
        return ""
    return f"Per {asked.name} non è ancora scritto un piano con i suoi interventi. "


def _actions(asked: Asked, view: CaseView | None, *, begun: bool) -> Iterator[Line]:
    """Say the actions that have begun; or those never given, and those given for fewer hours than foreseen."""
    if view is None:
        return
    due = {one.action: one.due for one in view.state.planned}
    for one in planned_against_given(view.state, asked.day):
        if one.hours_given:
            short = one.hours_expected is not None and one.hours_given < one.hours_expected
            part = "in parte, " if not begun else ""
            if begun or short:
                text = f"{one.action}: {part}{hours_words(one, view, named=False)}"
                yield Line(curly(text), page=plan_page(view))
        elif not begun:
            by = due[one.action]
            when = f", da avviare entro il {long_day(by)}" if by else ""
            yield Line(curly(f"{one.action}: non risulta ancora dato{when}"), page=plan_page(view))


def _active(asked: Asked) -> Sequence[Span]:
    """List the services that have her in charge, each once."""
    held = [one for one in holding_ties(asked) if one.kind == "in_carico" and one.other_kind == "servizio"]
    return tuple({one.other_id: one for one in held}.values())


def waited_for(asked: Asked) -> Sequence[Span]:
    """
    List the services that a person waits for and that do not have her in charge already.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    sequence of Span
        In the order of the record.
    """
    active = {one.other_id for one in _active(asked)}
    return [one for one in holding_ties(asked) if one.kind in WAITING and one.other_id not in active]


def _waits(asked: Asked) -> Iterator[Line]:
    """Say the services that she waits for."""
    for one in waited_for(asked):
        yield Line(f"{one.other_name}: in lista d’attesa dal {long_day(one.since)}", one.other_id)


def _requests(asked: Asked) -> Iterator[Line]:
    """Say the requests that are still open."""
    for line in open_requests(asked):
        yield replace(line, text=f"Richiesta aperta, {line.text}")


def open_requests(asked: Asked) -> Iterator[Line]:
    """
    Say the requests to services that are still open, and whose turn it is.

    Parameters
    ----------
    asked
        The question.

    Yields
    ------
    Line
        Of a service that has her in charge already, that it has: it is not only waited for.
    """
    if not asked.viewer.may("read", "case"):
        return
    active = _active(asked)
    for line in say_referrals(asked.again("invii aperti")).lines:
        if "; tocca a " not in line.text:
            continue
        held = next((one for one in active if f" a {one.other_name}," in line.text), None)
        yield replace(line, text=f"{line.text}{_held_words(held)}")


def _held_words(held: Span | None) -> str:
    """Say that a service has her in charge already."""
    return f"; il servizio l’ha già in carico, dal {long_day(held.since)}" if held else ""


def _unpaid(asked: Asked, view: CaseView | None) -> Iterator[Line]:
    """Say the shares of the budget in money of which nothing was paid."""
    if view is None or not asked.viewer.may("read", "budget"):
        return
    for one in view.state.resources:
        own = [it for it in view.state.entries if it.resource_id == one.id]
        if one.kind != "natura" and not any(it.kind == "liquidazione" for it in own):
            worth = f" ({euro(one.value)})" if one.value is not None else ""
            yield Line(curly(f"Nel budget, {one.what}{worth}: niente ancora liquidato"), page=plan_page(view))
