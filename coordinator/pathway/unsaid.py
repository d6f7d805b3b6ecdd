"""Keep the shape of a case for who is not given its plan, and leave out what tells of a closed need or body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Party
from coordinator.pathway.events import ActionPlanned, Delivered, Dropped, GoalReviewed, GoalSet, Withheld
from coordinator.protection.sight import sight_of
from coordinator.protection.veil import STAND_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coordinator.pathway.case import Recorded
    from coordinator.pathway.events import Event
    from coordinator.protection import Viewer

PLAN = "piano"
"""The word of a case's ``withheld`` for a plan that its reader is not given."""
OF_PLAN = frozenset({"goal_set", "action_planned", "goal_reviewed", "delivered", "dropped"})
"""Kinds of event that write a plan, or what became of it."""
NAMED = ("goal", "action", "resource", "referral", "name")
"""Fields by which an event names what another one wrote."""
BODIES = ("sender", "receiver", "chosen", "responsible", "owner", "by", "party", "body", "caller")
"""Fields that may hold the id of a service or body."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What of any case a reader is not told."""

    plan: bool = False  # goals, actions, and what became of them
    needs: frozenset[str] = frozenset()  # words of the vocabulary
    bodies: frozenset[str] = frozenset()  # ids of services and bodies whose ties she is not told of

    @property
    def nothing(self) -> bool:
        """Whether she is told all."""
        return not (self.plan or self.needs or self.bodies)


def unsaid_by(viewer: Viewer) -> Unsaid:
    """
    Find what of any case a reader is not told.

    Parameters
    ----------
    viewer
        Who reads cases.

    Returns
    -------
    Unsaid
        By the policy's table and its closed fields.
    """
    with viewer.store.reading() as session:
        sight = sight_of(session, viewer)
        ids = select(Party.id).where(Party.key.in_(sorted(sight.closed)))
        bodies = frozenset(session.scalars(ids)) if sight.closed else frozenset()
    return Unsaid(not viewer.may("read", "plan"), sight.needs, bodies)


def without_unsaid(history: Iterable[Recorded], unsaid: Unsaid) -> tuple[Recorded, ...]:
    """
    Leave out of a history what its reader is not told; numbers, authors and days stay.

    Parameters
    ----------
    history
        Of a case, in order.
    unsaid
        What she is not told.

    Returns
    -------
    tuple of Recorded
        With the same entries: what tells of a closed need or body, and all that rests on it, says only that something
        was written; a plan has as many goals and actions as it has, without their words.
    """
    kept = tuple(_without_closed(history, unsaid))
    return tuple(_without_plan(kept)) if unsaid.plan else kept


def _without_closed(history: Iterable[Recorded], unsaid: Unsaid) -> Iterator[Recorded]:
    """Leave out what tells of a closed need or body, and what names it later."""
    gone: set[str] = set()
    for one in history:
        event = one.event
        told = {value for name in NAMED if isinstance(value := getattr(event, name, None), str)}
        rests = told & gone
        among = set(getattr(event, "among", ())) | {getattr(event, name, None) for name in BODIES}
        if rests or getattr(event, "need", None) in unsaid.needs or among & unsaid.bodies:
            if not rests or isinstance(event, ActionPlanned):
                gone |= told
            yield replace(one, event=Withheld(what=event.kind))
        else:
            yield one


def _without_plan(history: Iterable[Recorded]) -> Iterator[Recorded]:
    """Give the goals and actions of a plan numbers in place of words."""
    goals: dict[str, str] = {}
    actions: dict[str, str] = {}
    for one in history:
        event = one.event
        if isinstance(event, GoalSet):
            goals.setdefault(event.goal, f"obiettivo {len(goals) + 1} del piano")
        elif isinstance(event, ActionPlanned):
            actions.setdefault(event.action, f"intervento {len(actions) + 1} del piano")
        if isinstance(event, GoalReviewed | Delivered):
            yield replace(one, event=Withheld(what=event.kind))
        else:
            yield replace(one, event=_numbered(event, goals, actions))


def _numbered(event: Event, goals: Mapping[str, str], actions: Mapping[str, str]) -> Event:
    """Put the number of a goal or action in place of its words."""
    if isinstance(event, GoalSet):
        return event.model_copy(update={"goal": goals[event.goal]})
    if isinstance(event, ActionPlanned):
        told = {"action": actions[event.action], "goal": goals.get(event.goal, event.goal)}
        someone = f"per:{STAND_IN}" if event.responsible else None  # that there is one, the gates ask
        empty = dict.fromkeys(("hours_per_week", "hourly_cost"))
        return event.model_copy(update={**told, **empty, "responsible": someone})
    if isinstance(event, Dropped):
        known = goals if event.what == "goal" else actions
        return event.model_copy(update={"name": known.get(event.name, event.name), "reason": "non detto"})
    return event
