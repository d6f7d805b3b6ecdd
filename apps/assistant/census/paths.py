"""Find, for a question about many persons, those of whose open path something holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.reply import Reply
from coordinator.pathway.cases import open_cases, process_of, read_open_cases
from coordinator.pathway.day import lapses
from coordinator.pathway.moved import persons_moved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.view import CaseView

PATHS_AREA = "non_autosufficienza"

MOST_PATHS = 3000
"""Open paths that are read for one answer; a whole province's are counted on the page of the territory."""


def persons_by_case(scene: Scene, case: str) -> frozenset[str] | Reply:
    """
    Find the persons of whose open path something holds.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    case
        What must hold, as `Asked.case` says it.

    Returns
    -------
    frozenset of str or Reply
        Their ids; a reply where the open paths are too many to be read one by one.
    """
    if len(listed := open_cases(scene.store, scene.viewer, limit=MOST_PATHS + 1)) > MOST_PATHS:
        head = "I percorsi aperti che vedi sono troppi per leggerli qui: i numeri sono in Governo del territorio."
        return Reply("census", head, links=(("Governo del territorio", "governo"),))
    if case in {"open", "none"}:
        return frozenset(one.person_id for one in listed)
    what, _, phase = case.partition(":")
    if phase:
        order = list(process_of(PATHS_AREA).phases)
        wanted = order[max(order.index(phase) - 1, 0)] if what == "awaits" else phase
        return frozenset(one.person_id for one in listed if one.phase == wanted)
    if case == "late":
        found = lapses(scene.store, scene.viewer, scene.day)
        return frozenset(one.person_id for one in found if one.kind == "termine_scaduto")
    return frozenset(_with_plan(scene, planned=case == "plan"))


def persons_who_moved(scene: Scene, moved: tuple[str, date]) -> frozenset[str]:
    """
    Find the persons whose path began or ended since a day.

    Parameters
    ----------
    scene
        The conversation: who asks, the day.
    moved
        As `Asked.moved`.

    Returns
    -------
    frozenset of str
        Their ids.
    """
    what, since = moved
    return persons_moved("ended" if what == "ended" else "begun", since, scene.day, scene.viewer)


def _with_plan(scene: Scene, *, planned: bool) -> Iterator[str]:
    """List the persons whose open paths hold a plan, or of whom none does."""
    views: dict[str, list[CaseView]] = {}
    for view, _ in read_open_cases(scene.store, scene.viewer):
        views.setdefault(view.person_id, []).append(view)
    for person_id, hers in views.items():
        if any(view.state.versions for view in hers) is planned:
            yield person_id
