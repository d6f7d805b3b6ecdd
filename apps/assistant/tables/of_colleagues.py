"""Read the professionals as a table: what they do, where they work, how many persons and paths each carries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.table import MANY, Cell, Row
from coordinator.network.followers import DOCTORS, FOLLOWS, followed_by_each
from coordinator.network.reach import reach
from coordinator.network.staff import staff_of
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import my_day
from coordinator.pathway.deadlines import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.network.staff import Worker

PLACES = frozenset({"servizio", "ente", "comunita"})
"""Kinds of party where somebody works."""

UNSEEN = Cell("non è fra ciò che il tuo ruolo vede")
"""Stands for what the viewer's role is not told."""


@dataclass(frozen=True, slots=True)
class _Load:
    """What each carries; None for what the viewer's role is not told."""

    follows: Mapping[str, frozenset[str]] | None
    patients: Mapping[str, frozenset[str]] | None
    sits: Mapping[str, int] | None
    holds: Mapping[str, int] | None
    due: Mapping[str, int] | None
    late: Mapping[str, int] | None


def read_colleagues(scene: Scene, _person_id: str) -> list[Row]:
    """
    Read the professionals as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    _person_id
        Of nobody: what each carries is counted over all whom the asker sees.

    Returns
    -------
    list of Row
        By name.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    listed = reach(scene.store, scene.viewer)
    places = [one.id for one in listed if one.kind in PLACES]
    works: dict[str, list[Worker]] = {}
    for one in staff_of(places, scene.day, scene.viewer):
        works.setdefault(one.id, []).append(one)
    load = _load(scene)
    return [_row(one, works.get(one.id, []), load) for one in listed if one.kind == "professionista"]


def _load(scene: Scene) -> _Load:
    """Count what each carries, as far as the viewer is told of it."""
    viewer, day = scene.viewer, scene.day
    follows = patients = sits = holds = due = late = None
    if viewer.may("read", "person") and viewer.may("read", "network"):
        follows = followed_by_each(day, viewer, FOLLOWS)
        patients = followed_by_each(day, viewer, DOCTORS)
    if viewer.may("read", "case"):
        views = [view for view, _ in read_open_cases(scene.store, viewer)]
        teams = [{one.party_id: one for one in view.state.file.team if one.is_professional} for view in views]
        sits = Counter(party for team in teams for party in team)
        holds = Counter(
            party
            for view in views
            for party in {one.party_id for one in view.state.file.team if one.role == "case_manager"}
        )
        held = my_day(scene.store, viewer, day)
        waits = [*held.terms, *held.tasks]
        due = Counter(one.owner for one in waits if one.owner)
        late = Counter(one.owner for one in waits if one.owner and one.state is State.OVERDUE)
        if follows is not None:
            persons = {one: set(held) for one, held in follows.items()}
            for view, team in zip(views, teams, strict=True):
                for one in team:
                    persons.setdefault(one, set()).add(view.person_id)
            follows = {one: frozenset(held) for one, held in persons.items()}
    return _Load(follows, patients, sits, holds, due, late)


def _row(one: Reached, works: list[Worker], load: _Load) -> Row:
    """Write one professional."""
    follows = None if load.follows is None else len(load.follows.get(one.id, ()))
    patients = None if load.patients is None else len(load.patients.get(one.id, ()))
    is_doctor = bool(patients) or one.sort in {"medico_medicina_generale", "pediatra"}
    cells = {
        "name": text(one.name),
        "work": kind(one.sort, one.sort_label) if one.sort and one.sort != "None" else Cell(""),
        "body": text(MANY.join(dict.fromkeys(it.place for it in works))),
        "since": day_cell(min((it.since for it in works), default=None)),
        "phone": text(one.phone),
        "email": text(one.email),
        "follows": _many(follows, "persona seguita", "persone seguite"),
        "patients": _many(patients if is_doctor or patients is None else None, "assistito", "assistiti"),
        "sits": _counted(load.sits, one.id, "percorso in équipe", "percorsi in équipe"),
        "holds": _counted(load.holds, one.id, "percorso affidato", "percorsi affidati"),
        "due": _counted(load.due, one.id, "termine o compito aperto", "termini e compiti aperti"),
        "late": _counted(load.late, one.id, "termine o compito scaduto", "termini e compiti scaduti"),
    }
    return Row(cells, party_id=one.id)


def _many(many: int | None, one: str, more: str) -> Cell:
    """Write how many, or that the role does not see it."""
    if many == 0:
        return Cell(f"{'nessuna' if one.split()[0].endswith('a') else 'nessun'} {one}", 0)
    return UNSEEN if many is None else number(many, one, more)


def _counted(held: Mapping[str, int] | None, party: str, one: str, more: str) -> Cell:
    """Write how many of something one has."""
    return _many(None if held is None else held.get(party, 0), one, more)
