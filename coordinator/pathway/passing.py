"""Check whether a passage may be gone: by whom, and with which gate open; name what it misses with its norm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.errors import NotAllowedError
from coordinator.pathway.gates import CHECKS as GATE_CHECKS
from coordinator.pathway.machine import RefusedPassageError, move

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coordinator.pathway.events import Moved
    from coordinator.pathway.process import GateItem
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer


def check_passage(view: CaseView, event: Moved, role: str, viewer: Viewer) -> str | None:
    """
    Refuse a passage that the role does not hold or whose gate is closed.

    Parameters
    ----------
    view
        The case.
    event
        The passage, with its reason and day of return.
    role
        The role of the case in which the viewer acts.
    viewer
        Who goes it.

    Returns
    -------
    str or None
        The norm of the passage.

    Raises
    ------
    NotAllowedError
        The viewer does not hold the role.
    RefusedPassageError
        It does not leave this phase, is another role's, or its gate misses something: each item with its norm.
    """
    holds = {member.role for member in view.state.file.team if member.party_id == viewer.party_id}
    if role != viewer.role and role not in holds and not viewer.may("decide", "case"):
        raise NotAllowedError(role, "go", event.passage)
    passage = view.process.passages.get(event.passage)
    items = missing_of(view, event)
    try:
        move(view.process, view.state.position, event.passage, role, [item.name for item in items])
    except RefusedPassageError as error:
        error.items = items
        raise
    return passage.norm if passage else None


def missing_of(view: CaseView, event: Moved) -> tuple[GateItem, ...]:
    """
    Name what the gate of a passage misses.

    Parameters
    ----------
    view
        The case.
    event
        The passage, with the reason and day of return that were typed, if any.

    Returns
    -------
    tuple[GateItem, ...]
        In the order of the list; empty when the gate is open, or the passage has none.

    Raises
    ------
    RefusedPassageError
        The passage names a gate that neither the process nor the instrument lists.
    """
    passage = view.process.passages.get(event.passage)
    if passage is None or passage.gate is None:
        return ()
    if passage.gate in view.instrument.gates:
        return view.missing(passage.gate)
    if passage.gate not in view.process.gates:
        raise RefusedPassageError(event.passage, f"its gate {passage.gate!r} is unknown.")
    return tuple(item for item in view.process.gates[passage.gate] if not CHECKS[item.check](view, event))


CHECKS: Mapping[str, Callable[[CaseView, Moved], bool]] = {
    "was_triaged": lambda view, _: bool(view.state.marks.get("event:triaged")),
    "was_reviewed": lambda view, _: bool(view.state.attainment),
    "has_health_professional": lambda view, _: GATE_CHECKS["has_health_professional"](view.state.file),
    "has_social_professional": lambda view, _: GATE_CHECKS["has_social_professional"](view.state.file),
    "has_contact_at_home": lambda view, _: any(not one.is_professional for one in view.state.file.team),
    "has_a_plan": lambda view, _: bool(view.state.versions),
    "says_why": lambda _, event: bool(event.reason and event.reason.strip()),
    "says_until": lambda _, event: event.until is not None,
}
"""What the smaller gates ask of the case and of the passage."""
