"""Read the paths from which tables are made: the open ones that the asker sees, or all those of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.tables.table import Cell
from apps.components.path_words import ROLE_NAMES
from coordinator.network.named import names_of
from coordinator.pathway.cases import cases_of, read_case, read_open_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView

Paths = list[tuple["CaseView", str]]
"""Paths, each with the name of its person."""


def read_paths(scene: Scene, person_id: str = "") -> Paths:
    """
    Read the open paths that the asker sees, or of one person also those that have ended.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all when empty.

    Returns
    -------
    list of (CaseView, str)
        Each with the name of its person, the oldest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths, or not hers.
    """
    if not person_id:
        return list(read_open_cases(scene.store, scene.viewer))
    name = names_of(scene.store, [person_id], scene.viewer).get(person_id, "")
    ids = reversed(cases_of(scene.store, person_id, scene.viewer))
    return [(read_case(scene.store, one, scene.viewer), name) for one in ids]


def names_in(scene: Scene, paths: Paths, ids: Iterable[str | None]) -> dict[str, str]:
    """
    Say what those are called who act in some paths.

    Parameters
    ----------
    scene
        The conversation.
    paths
        In which they act.
    ids
        Of parties, or words that say who.

    Returns
    -------
    dict of str to str
        Id → name.
    """
    near = {view.person_id for view, _ in paths}
    return names_of(scene.store, [one for one in ids if one], scene.viewer, near=near)


def kept(view: CaseView, kind: str) -> Iterator[Any]:  # an event of its own kind
    """
    List what of a kind happened in a path and counts.

    Parameters
    ----------
    view
        A path that the asker may read.
    kind
        Of event.

    Yields
    ------
    Recorded
        Each with an event of that kind, the oldest first, without what was taken back.
    """
    for one in view.history:
        if one.event.kind == kind and one.number not in view.state.void:
            yield one


def manager_of(view: CaseView) -> str:
    """Return the id of the case manager of a path; empty where there is none yet."""
    return next((one.party_id for one in view.state.file.team if one.role == "case_manager"), "")


def phase_of(view: CaseView) -> str:
    """Return the name of the phase in which a path is."""
    return view.process.phases[view.state.position.phase].name


def is_over(view: CaseView) -> bool:
    """Say whether a path has ended."""
    return view.process.phases[view.state.position.phase].final


def takers_of(view: CaseView) -> Sequence[str]:
    """Name the roles that may take a path on from its phase, in words and in order."""
    phase = view.state.position.phase
    onward = (
        one.who
        for one in view.process.passages.values()
        if phase in one.sources
        and (target := view.process.phases.get(one.target))
        and not (target.resting or target.final)
    )
    return sorted(ROLE_NAMES.get(one, one.replace("_", " ")) for one in frozenset().union(*onward))


def nobody(view: CaseView) -> Cell:
    """Write that nobody has a thing in hand, with the roles that may take it on."""
    return Cell(f"nessuno se ne occupa (può farlo: {', '.join(takers_of(view))})")
