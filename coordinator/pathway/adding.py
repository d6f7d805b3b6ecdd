"""Add up what happened in a case, event after event, into where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.pathway import applying_plan, events  # noqa: F401  its events are registered on import
from coordinator.pathway.applying import apply, marked
from coordinator.pathway.case import CaseState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordinator.pathway.case import Recorded
    from coordinator.pathway.process import Process


def add_up(process: Process, history: Iterable[Recorded]) -> CaseState:
    """
    Add up the events of a case.

    Parameters
    ----------
    process
        The path of the case's area and region.
    history
        Events in the order of their numbers; those that an `Undone` names are passed over.

    Returns
    -------
    CaseState
        After the last event.

    Raises
    ------
    CaseOrderError
        An event names a goal, an action, a resource or a member that the case does not hold.
    RefusedPassageError
        A passage does not leave the phase in which the case then was.
    """
    history = list(history)
    void = frozenset(one.event.number for one in history if isinstance(one.event, events.Undone))
    state = CaseState(void=void)
    for one in history:
        if one.number in void or isinstance(one.event, events.Undone):
            continue
        kind = getattr(one.event, "what", "") if one.event.kind == "withheld" else one.event.kind
        state = marked(
            apply(one.event, state, one, process), f"event:{kind}", one.day
        )  # that it was, not what
    return state
