"""Gather what the cases of one worker, or of all, wait for: by day, by colleague, and what nobody owns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.network.named import names_of
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import dues_of
from coordinator.pathway.deadlines import State
from coordinator.pathway.whose import is_of, waits_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone of the teams, with what she carries."""

    party_id: str
    roles: tuple[str, ...]  # in the teams, each once
    cases: int  # open ones in whose team she sits
    owned: int  # things that wait for her
    overdue: int  # of those, past their day


@dataclass(frozen=True, slots=True)
class Agenda:
    """What waits, the most urgent first, and who carries it."""

    dues: tuple[Due, ...]
    colleagues: tuple[Colleague, ...]  # whoever has most overdue first
    cases: tuple[tuple[str, str, str], ...]  # (case, person's name, phase) of those that count
    names: Mapping[str, str]  # of the parties named above, by id

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What is past its day."""
        return tuple(one for one in self.dues if one.state is State.OVERDUE)

    @property
    def unowned(self) -> tuple[Due, ...]:
        """What nobody must do, though it has a day."""
        return tuple(one for one in self.dues if one.owner is None)


def gather_agenda(store: Store, viewer: Viewer, day: date, calendar: LocalCalendar | None = None) -> Agenda:
    """
    Gather what waits in the open cases.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read cases. One who stands in the network sees the cases of her teams, what she owns
        and what nobody owns that her role may take on; one who does not, such as a coordinator, sees all.
    day
        The day.
    calendar
        Other holidays than those of the place.

    Returns
    -------
    Agenda
        Every open term, task and referral, also those far ahead.
    """
    dues: list[Due] = []
    views: list[tuple[CaseView, str]] = []
    for view, name in read_open_cases(store, viewer):
        found = dues_of(view, name, day, calendar)
        dues += [one for one in found if waits_for(one, view, viewer)]
        if is_of(view, viewer):
            views.append((view, name))
    dues.sort(key=lambda one: (one.due is None, one.due or day, one.person_name, one.what))
    colleagues = _colleagues([view for view, _ in views], dues)
    cases = tuple(
        (view.id, name, view.process.phases[view.state.position.phase].name) for view, name in views
    )
    named = {one.party_id for one in colleagues} | {one.owner for one in dues if one.owner}
    subjects = {one.person_id for one in dues} | {view.person_id for view, _ in views}
    return Agenda(tuple(dues), colleagues, cases, names_of(store, named, viewer, near=subjects))


def _colleagues(views: Iterable[CaseView], dues: Iterable[Due]) -> tuple[Colleague, ...]:
    """Count what each professional of the teams carries."""
    roles: dict[str, list[str]] = {}
    cases: dict[str, set[str]] = {}
    for view in views:
        for one in view.state.file.team:
            if one.is_professional:
                roles.setdefault(one.party_id, []).append(one.role)
                cases.setdefault(one.party_id, set()).add(view.id)
    owned = [one for one in dues if one.owner]
    found = [
        Colleague(
            party,
            tuple(dict.fromkeys(kinds)),
            len(cases[party]),
            sum(one.owner == party for one in owned),
            sum(one.owner == party and one.state is State.OVERDUE for one in owned),
        )
        for party, kinds in roles.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.overdue, -one.cases, one.party_id)))
