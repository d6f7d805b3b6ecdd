"""Count how often a promise was kept in the paths of a district, and say what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from coordinator.agreements.measures import DECLARED, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from coordinator.pathway.case import CaseState
    from coordinator.pathway.view import CaseView

MARKS = {
    "rientro": ("passage:rientra_e_valuta", "passage:rientra_e_rivaluta"),
    "contatto": ("event:contacted",),
    "istanza": ("event:asked",),
}
"""Words of ``measures.yaml`` that are no phase → marks of a case."""
COMMUNITY = ("com:",)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Declared:
    """A figure that somebody stated, with the paper that shows it."""

    commitment: str
    value: Decimal
    day: date
    document: str
    author: str


@dataclass(frozen=True, slots=True)
class World:
    """What the promises are counted on."""

    cases: Sequence[CaseView]
    pua: Mapping[str, Sequence[str]]  # area of a comune → names of the PUA that are there
    declared: Sequence[Declared] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """How much of a promise was kept in a span of days."""

    value: Decimal | None  # per cent, or as the promise says; None: nothing to count
    kept: int
    of: int
    against: tuple[str, ...]  # ids of the cases, or names of the comuni, in which it was not kept
    waiting: int  # not yet due on the last day: left out
    ended: int  # ended before, for another reason: left out
    source: str  # on which data it is counted


def count(measure: MeasureKind, within: int | None, areas: Sequence[str], world: World, first: date, last: date,
          commitment: str = "") -> Figure:  # fmt: skip
    """
    Count how much of a promise was kept.

    Parameters
    ----------
    measure
        What is counted.
    within
        Days, where the measure counts them.
    areas
        The comuni of the agreement.
    world
        What it is counted on.
    first, last
        The span of days, both included: what began in it is counted, as it stood on the last day.
    commitment
        Whose declared figures are read, where the figure is declared.

    Returns
    -------
    Figure
        Undefined, not zero, when there was nothing to count.
    """
    if measure.id == DECLARED:
        return _declared(world, commitment, first, last)
    if measure.id == "pua_in_ogni_comune":
        return _desks(areas, world)
    if measure.within:
        return _delays(measure, within or 0, world, first, last)
    return _shares(SHARES[measure.id], world, first, last)


def _figure(kept: int, against: Sequence[str], source: str, waiting: int = 0, ended: int = 0) -> Figure:
    of = kept + len(against)
    value = None if of == 0 else HUNDRED * kept / of
    return Figure(value, kept, of, tuple(against), waiting, ended, source)


def _declared(world: World, commitment: str, first: date, last: date) -> Figure:
    """Read the last figure declared in the span."""
    said = [one for one in world.declared if one.commitment == commitment and first <= one.day <= last]
    if not said:
        return Figure(None, 0, 0, (), 0, 0, "nessuno ha ancora dichiarato una cifra")
    newest = max(said, key=lambda one: one.day)
    source = f"dichiarato da {newest.author} il {newest.day:%d/%m/%Y}: {newest.document}"
    return Figure(newest.value, 0, 0, (), 0, 0, source)


def _desks(areas: Sequence[str], world: World) -> Figure:
    """Count the comuni that have a PUA."""
    without = [area for area in areas if not world.pua.get(area)]
    return _figure(
        len(areas) - len(without),
        without,
        "registro dei servizi, con la zona del servizio o di chi lo gestisce",
    )


def _delays(measure: MeasureKind, within: int, world: World, first: date, last: date) -> Figure:
    """Count the times in which the end came within so many days of the beginning."""
    kept, waiting, ended = 0, 0, 0
    against: list[str] = []
    for case in world.cases:
        if measure.instrument and case.instrument.id != measure.instrument:
            continue
        for start, end in _spans(case.state, measure):
            if not first <= start <= last:
                continue
            closed = _closed_on(case.state)
            if end is not None and end <= last:
                good = _lasted(case.state, start, end) <= within
            elif closed is not None and closed <= last:
                ended += 1
                continue
            elif _lasted(case.state, start, last) <= within:
                waiting += 1
                continue
            else:
                good = False
            kept += good
            against += [] if good else [case.id]
    return _figure(
        kept, against, "passi scritti nei percorsi, giorni di calendario senza le sospensioni", waiting, ended
    )


def _spans(state: CaseState, measure: MeasureKind) -> Iterator[tuple[date, date | None]]:
    """Yield each beginning with the end that follows it, None where none did."""
    ends = _days(state, measure.end)
    for start in _days(state, measure.start):
        yield start, next((end for end in ends if end >= start), None)


def _days(state: CaseState, mark: str) -> list[date]:
    """List the days on which a case reached a phase, or one of the marks that a word stands for."""
    return sorted(day for name in MARKS.get(mark, (f"phase:{mark}",)) for day in state.marks.get(name, ()))


def _closed_on(state: CaseState) -> date | None:
    """Say when a case ended."""
    return next(iter(state.marks.get("phase:chiuso", ())), None)


def _lasted(state: CaseState, start: date, end: date) -> int:
    """Count the days between two days, less those in which the path was suspended."""
    stopped = timedelta()
    for one in state.suspensions:
        begins, stops = max(one.since, start), min(one.until or end, end)
        stopped += max(stops - begins, timedelta())
    return (end - start - stopped).days


@dataclass(frozen=True, slots=True)
class Share:
    """Of which passages, and how often what was asked for was there."""

    mark: str
    holds: Callable[[CaseState], bool]
    at_once: bool = False  # whether it must have been there on the day of the passage


def _has_manager(state: CaseState) -> bool:
    return any(member.role == "case_manager" for member in state.file.team)


def _is_mixed(state: CaseState) -> bool:
    sectors = {member.sector for member in state.file.team if member.is_professional}
    return {"sanita", "sociale"} <= sectors


def _has_community(state: CaseState) -> bool:
    given = any(one.funder == "terzo_settore" or one.owner.startswith(COMMUNITY) for one in state.resources)
    return given or any((one.responsible or "").startswith(COMMUNITY) for one in state.planned)


SHARES = {
    "case_manager": Share("passage:attiva_piano", _has_manager),
    "uvm_mista": Share("passage:chiudi_uvm", _is_mixed, at_once=True),
    "comunita_nei_piani": Share("passage:attiva_piano", _has_community),
}


def _shares(share: Share, world: World, first: date, last: date) -> Figure:
    """Count the cases in which something was there, of those that went a passage."""
    kept, against = 0, []
    for case in world.cases:
        days = [day for day in case.state.marks.get(share.mark, ()) if first <= day <= last]
        then = case.as_of(days[-1] if share.at_once else last) if days else None
        if then is None:
            continue
        if share.holds(then.state):
            kept += 1
        else:
            against.append(case.id)
    return _figure(kept, against, "équipe, piani e risorse scritti nei percorsi")
