"""Hold a person's paths together: what her instruments must tell each other, and one timeline of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coordinator.pathway.process import PRACTICE
from coordinator.pathway.reading import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coordinator.pathway.case import Recorded
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

TOGETHER = {
    ("pai", "progetto_di_vita"): (
        "Il PAI integra il progetto di vita, e il budget di cura va tenuto coerente con quello del progetto.",
        "urn:nir:stato:decreto.legislativo:2024-03-15;29~art33-com3",
    ),
    ("pai", "progetto_individuale"): (
        "PAI e progetto individuale sono due strumenti: obiettivi e sostegni vanno scritti una volta sola.",
        PRACTICE,
    ),
    ("progetto_di_vita", "progetto_individuale"): (
        "Il progetto di vita coordina i piani già attivi, che vanno aggiornati per esserne coerenti.",
        "urn:nir:stato:decreto.legislativo:2024-05-03;62~art19-com4",
    ),
}
"""What two instruments of one person must tell each other, and by which norm."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that two open paths of a person must settle."""

    kind: Literal["strumenti", "case manager", "bisogno", "intervento"]
    cases: tuple[str, str]
    words: str
    norm: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened in one of a person's paths."""

    day: date
    case_id: str
    instrument: str  # its name
    phase: str  # the name of the phase in which it happened
    entry: Recorded
    void: bool  # taken back later


def hold_together(store: Store, person_id: str, day: date, viewer: Viewer) -> tuple[Point, ...]:
    """
    Say what the open paths of a person must settle between them.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose.
    day
        The day.
    viewer
        Who asks; needs to read cases.

    Returns
    -------
    tuple[Point, ...]
        Empty when fewer than two paths are open, or nothing is double.
    """
    views = [read_case(store, one, viewer).as_of(day) for one in reversed(cases_of(store, person_id, viewer))]
    is_open = [view for view in views if view and not view.process.phases[view.state.position.phase].final]
    return tuple(
        point
        for number, one in enumerate(is_open)
        for other in is_open[number + 1 :]
        for point in _points(one, other)
    )


def timeline(store: Store, person_id: str, viewer: Viewer) -> tuple[Moment, ...]:
    """
    Put all that happened in all of a person's paths on one line.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose.
    viewer
        Who asks; needs to read cases.

    Returns
    -------
    tuple[Moment, ...]
        By day, closed paths and entries taken back included.
    """
    views = [read_case(store, one, viewer) for one in reversed(cases_of(store, person_id, viewer))]
    moments = [moment for view in views for moment in _moments(view)]
    return tuple(sorted(moments, key=lambda one: one.day))


def _points(one: CaseView, other: CaseView) -> Iterator[Point]:
    """Compare two open paths."""
    pair = (one.id, other.id)
    kinds = (one.instrument.id, other.instrument.id)
    if found := TOGETHER.get(kinds) or TOGETHER.get((kinds[1], kinds[0])):
        yield Point("strumenti", pair, *found)
    elif kinds[0] == kinds[1]:
        words = f"Due percorsi aperti con lo stesso strumento ({one.instrument.name}): basta uno?"
        yield Point("strumenti", pair, words, PRACTICE)
    managers = [_managers(view) for view in (one, other)]
    if all(managers) and managers[0] != managers[1]:
        yield Point(
            "case manager", pair, "I due percorsi hanno case manager diversi: chi tiene il filo?", PRACTICE
        )
    for need in sorted(set(one.state.file.needs) & set(other.state.file.needs)):
        yield Point("bisogno", pair, f"Lo stesso bisogno è in tutti e due: {need}.", PRACTICE)
    for action in sorted(_actions(one) & _actions(other)):
        yield Point("intervento", pair, f"Lo stesso intervento è in tutti e due i piani: {action}.", PRACTICE)


def _managers(view: CaseView) -> set[str]:
    return {one.party_id for one in view.state.file.team if one.role == "case_manager"}


def _actions(view: CaseView) -> set[str]:
    return {one.action for one in view.state.planned}


def _moments(view: CaseView) -> Iterator[Moment]:
    """Tell the entries of one path, each in its phase; a passage stands in the phase that it leaves."""
    stay = 0
    for entry in view.history:
        void = entry.number in view.state.void
        phase = view.process.phases[view.state.stays[stay].phase].name
        yield Moment(entry.day, view.id, view.instrument.name, phase, entry, void)
        stay += entry.event.kind == "moved" and not void
