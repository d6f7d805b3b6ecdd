"""Say for whom what a case waits for is: its team, its owner, or the roles that may take it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.pathway.day import Due
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer


def waits_for(one: Due, view: CaseView, viewer: Viewer) -> bool:
    """
    Say whether something waits for a worker.

    Parameters
    ----------
    one
        What is due.
    view
        Its case.
    viewer
        Who asks.

    Returns
    -------
    bool
        True if it is hers or of a team of hers, or for who stands in no network; and what nobody owns yet, such
        as a call that nobody has read, also waits for the roles that may take the path on.
    """
    if is_of(view, viewer) or one.owner == viewer.party_id:
        return True
    return one.owner is None and viewer.role in _takers(view)


def is_of(view: CaseView, viewer: Viewer) -> bool:
    """
    Say whether a case is one of a worker's teams.

    Parameters
    ----------
    view
        The case.
    viewer
        Who asks.

    Returns
    -------
    bool
        True also for who stands in no network, such as a coordinator.
    """
    mine = viewer.party_id
    return mine is None or mine in {member.party_id for member in view.state.file.team}


def _takers(view: CaseView) -> frozenset[str]:
    """Name the roles that may take a case on to a phase of its path; to close or suspend it is another thing."""
    process, phase = view.process, view.state.position.phase
    onward = (
        one.who
        for one in process.passages.values()
        if phase in one.sources
        and (target := process.phases.get(one.target))
        and not (target.resting or target.final)
    )
    return frozenset().union(*onward)
