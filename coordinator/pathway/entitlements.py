"""Say what a person is due by area and level, what she has of it, and what is missing, each with its norm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from coordinator.model import vocabulary
from coordinator.pathway.events import Delivered
from coordinator.pathway.levels import EVERYONE, Level, levels_table, majority
from coordinator.pathway.standing import Standing, read_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

AREAS = {
    EVERYONE: "Per tutte le persone",
    "non_autosufficienza": "Non autosufficienza",
    "disabilita": "Disabilità",
    "minori": "Minori",
    "salute_mentale": "Salute mentale",
    "dipendenze": "Dipendenze",
    "violenza_di_genere": "Violenza di genere",
    "poverta": "Povertà",
}
"""The areas of care, in words."""


class Status(StrEnum):
    """Whether a person has what she is due."""

    HAS = "c’è"
    PARTLY = "in parte"
    WAITS = "in attesa"
    PLANNED = "previsto dal piano"
    MISSING = "manca"
    TO_CHECK = "da verificare"


@dataclass(frozen=True, slots=True)
class Given:
    """What shows that she has it, or waits for it."""

    party_id: str | None  # who gives it; None where it is the path itself
    what: str  # in words
    since: date | None
    case_id: str | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A service of the directory that could give it."""

    service_id: str
    name: str
    places_free: int | None  # None: not bounded, or not known
    waiting_days: int | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One essential level for one person: why it is due, whether she has it, what is missing."""

    level: Level
    area: str  # of `AREAS`
    because: tuple[str, ...]  # why it is due to her, in words
    status: Status
    given: tuple[Given, ...]
    missing: tuple[str, ...]  # what is missing or must be checked, in words; empty when she has it
    offers: tuple[Offered, ...]  # who could give it; empty when she has it

    @property
    def norm(self) -> str:
        """The URN of its norm, or the word for a text that has not been read."""
        return self.level.norm


@dataclass(frozen=True, slots=True)
class Entitlements:
    """What a person is due on a day."""

    person_id: str
    day: date
    areas: tuple[str, ...]  # of `AREAS`, those that apply to her
    rows: tuple[Entitlement, ...]  # in the order of the table
    undecided: str | None  # what to do when no area is known; None when one is

    def of(self, *statuses: Status) -> tuple[Entitlement, ...]:
        """Return the rows in some statuses."""
        return tuple(row for row in self.rows if row.status in statuses)


def entitlements(store: Store, person_id: str, day: date, viewer: Viewer) -> Entitlements:
    """
    Say what a person is due, what she has, and what is missing.

    Her areas of care are those of her open cases, and her age; a level is due when it belongs to one of them
    and its further conditions hold. What nobody records here is to be checked by a professional: the machine
    claims no right that it cannot show.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose.
    day
        The day: ties, needs and levels are those in force on it.
    viewer
        Who asks; needs to read cases, the network and the directory.

    Returns
    -------
    Entitlements
        LEA and LEPS, of process, delivery and system, each with its norm.

    Raises
    ------
    UnknownPartyError
        The store has no such person.
    """
    standing = read_standing(store, person_id, day, viewer)
    areas = _areas(standing)
    rows = (_row(level, areas, standing) for level in levels_table() if level.is_in_force_on(day))
    undecided = None if len(areas) > 1 else "Nessun percorso aperto dice l’area di cura: aprilo al PUA."
    return Entitlements(person_id, day, areas, tuple(row for row in rows if row), undecided)


def _areas(standing: Standing) -> tuple[str, ...]:
    """List the areas that apply: everyone's, those of the open cases, minors' by age."""
    found = {view.area for view in standing.cases}
    if standing.age is not None and standing.age < majority():
        found.add("minori")
    return (EVERYONE, *(area for area in AREAS if area != EVERYONE and area in found))


def _row(level: Level, areas: tuple[str, ...], standing: Standing) -> Entitlement | None:
    """Weigh one level for one person; None when it is not due to her."""
    area = next((one for one in level.areas if one in areas), None)
    if area is None:
        return None
    because = tuple(_because(level, area, standing))
    ask = level.due_when.get("ask")
    if len(because) == 1 and level.due_when.keys() - {"ask"} and not ask:
        return None  # none of its further conditions holds
    status, given, missing = _weigh(level, standing)
    if ask and status is Status.MISSING and len(because) == 1:
        status, missing = Status.TO_CHECK, (f"Da verificare {ask}.",)
    offers = () if status is Status.HAS else tuple(_offers(level, standing))
    return Entitlement(level, area, because, status, given, missing, offers)


def _because(level: Level, area: str, standing: Standing) -> Iterator[str]:
    """
    Say why a level is due: its area first, then each further condition that holds.

    Yields
    ------
    str
        In Italian; a condition that does not hold gives none.
    """
    yield "vive nel territorio" if area == EVERYONE else f"area: {AREAS[area].lower()}"
    words = vocabulary().terms["needs"]
    for need in level.due_when.get("needs", ()):
        if need in standing.needs:
            yield f"bisogno: {words[need].label}"
    for kind in level.due_when.get("ties", ()):
        for tie in standing.ties.get(kind, ()):
            yield f"{vocabulary().tie_kind(kind).label}: {tie.name}"
    if within := level.due_when.get("discharged_within"):
        for left in standing.discharges:
            if standing.day - timedelta(days=within) <= left <= standing.day:
                yield f"dimissione del {left:%d/%m/%Y}"


def _weigh(level: Level, standing: Standing) -> tuple[Status, tuple[Given, ...], tuple[str, ...]]:
    """Say whether she has a level, by what, and what is missing."""
    if level.had_by.get("path"):
        return _weigh_path(standing)
    if phase := level.had_by.get("phase"):
        return _weigh_phase(phase, standing)
    if kinds := level.had_by.get("place"):
        return _weigh_place(kinds, standing)
    found = list(_given(level, standing))
    if found:
        status = max((one for one, _ in found), key=ORDER.index)
        given = tuple(dict.fromkeys(what for one, what in found))
        return status, given, () if status is Status.HAS else (MISSING_WORDS[status],)
    return Status.MISSING, (), ("Nessuno lo dà oggi, per quanto risulta qui.",)


ORDER = (Status.MISSING, Status.PLANNED, Status.WAITS, Status.HAS)
MISSING_WORDS = {
    Status.PLANNED: "È nel piano e non è ancora stato dato.",
    Status.WAITS: "Richiesto, non ancora avviato.",
}


def _given(level: Level, standing: Standing) -> Iterator[tuple[Status, Given]]:
    """Find what shows that she has a level: a tie, a delivery, a place on a list, a line of the plan, a case."""
    for kind in level.had_by.get("ties", ()):
        for tie in standing.ties.get(kind, ()):
            label = vocabulary().tie_kind(kind).label
            yield Status.HAS, Given(tie.party_id, f"{tie.name}: {label}", tie.since)
    bodies = level.had_by.get("benefits", ())
    for tie in standing.ties.get("assistito_da_ente", ()):
        if standing.institution_kinds.get(tie.party_id) in bodies:
            yield Status.HAS, Given(tie.party_id, f"{tie.name}: prestazione in corso", tie.since)
    kinds = set(level.had_by.get("services", ()))
    for kind, status, words in (
        ("in_carico", Status.HAS, "in carico"),
        ("in_attesa", Status.WAITS, "in lista d’attesa"),
    ):
        for tie in standing.ties.get(kind, ()):
            if standing.service_kinds.get(tie.party_id) in kinds:
                yield status, Given(tie.party_id, f"{tie.name}: {words}", tie.since)
    for view in standing.cases:
        yield from _given_by_case(view, kinds, standing)
        if view.instrument.id in level.had_by.get("instruments", ()):
            yield Status.HAS, Given(None, view.instrument.name, view.state.stays[0].since, view.id)


def _given_by_case(view: CaseView, kinds: set[str], standing: Standing) -> Iterator[tuple[Status, Given]]:
    """Find what a case gave, or plans, through services of some kinds."""
    given: dict[str, date] = {}
    for one in view.history:
        if isinstance(one.event, Delivered) and one.number not in view.state.void:
            given.setdefault(one.event.by, one.day)
    for party, since in given.items():
        if standing.service_kinds.get(party) in kinds:
            what = f"{standing.service_names[party]}: prestazioni date"
            yield Status.HAS, Given(party, what, since, view.id)
    for plan in view.state.planned:
        party = plan.responsible or ""
        if standing.service_kinds.get(party) in kinds and party not in given:
            yield Status.PLANNED, Given(party, f"{plan.action} nel piano", plan.due, view.id)


def _weigh_path(standing: Standing) -> tuple[Status, tuple[Given, ...], tuple[str, ...]]:
    """Weigh the macro-phases as one set: what is missing of the case that went farthest."""
    if not standing.cases:
        return Status.MISSING, (), ("Nessun percorso aperto.",)
    view = min(standing.cases, key=lambda one: len(one.process.missing_macro_phases(one.state.reached)))
    missing = view.process.missing_macro_phases(view.state.reached)
    phase = view.process.phases[view.state.position.phase].name
    given = (Given(None, f"{view.instrument.name}: {phase}", view.state.stays[0].since, view.id),)
    if not missing:
        return Status.HAS, given, ()
    return Status.PARTLY, given, tuple(f"Manca la macrofase: {name}." for name in missing)


def _weigh_phase(phase: str, standing: Standing) -> tuple[Status, tuple[Given, ...], tuple[str, ...]]:
    """Weigh whether a case has gone through a phase."""
    for view in standing.cases:
        stays = [stay for stay in view.state.stays if stay.phase == phase]
        if stays:
            name = view.process.phases[phase].name
            given = (Given(None, name, stays[-1].since, view.id),)
            still_there = view.state.position.phase == phase
            return (
                (Status.PARTLY if still_there else Status.HAS),
                given,
                ("In corso.",) if still_there else (),
            )
    return Status.MISSING, (), ("Il percorso non ci è ancora arrivato.",)


def _weigh_place(
    kinds: Iterable[str], standing: Standing
) -> tuple[Status, tuple[Given, ...], tuple[str, ...]]:
    """Weigh whether the place has a service."""
    here = [one for one in standing.offers if standing.service_kinds[one.service_id] in set(kinds)]
    if here:
        return Status.HAS, tuple(Given(one.service_id, one.name, None) for one in here[:3]), ()
    return Status.MISSING, (), ("L’elenco dei servizi non ne ha uno per il suo territorio.",)


def _offers(level: Level, standing: Standing) -> Iterator[Offered]:
    """List who could give a level, those with free places first."""
    kinds = set(level.had_by.get("services", ()))
    found = [one for one in standing.offers if standing.service_kinds[one.service_id] in kinds]
    for one in sorted(found, key=lambda one: (not one.places_free, one.waiting_days or 0, one.name)):
        yield Offered(one.service_id, one.name, one.places_free, one.waiting_days)
