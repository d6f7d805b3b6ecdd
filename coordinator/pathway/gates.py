"""Say what a case still misses before a gate opens, each item with the norm that asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml
from coordinator.pathway.process import GateItem, TermRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

LegalBasis = Literal["compito di interesse pubblico e cura", "consenso"]


class InstrumentError(CoordinatorError):
    """An instrument does not exist, is another area's, or is not in force there on that day."""

    def __init__(self, message: str, instead: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.instead = instead  # names of the instruments that could be opened


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the team, on the day of the gate."""

    party_id: str
    sector: str  # sanita, sociale, famiglia, terzo_settore …
    role: str  # e.g. mmg, infermiere, assistente_sociale, case_manager
    is_professional: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """What is done for a goal."""

    name: str
    responsible: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the person and the team want to reach."""

    name: str
    actions: tuple[Action, ...] = ()
    need: str | None = None
    horizon: str | None = None  # breve, medio, lungo


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a gate looks at: the team, the assessment and the plan of one case, on a day."""

    team: tuple[Member, ...] = ()
    person_took_part: bool = False
    person_asked: bool = False
    needs: tuple[str, ...] = ()
    opinions: Mapping[str, str] = field(default_factory=dict)  # party id → opinion
    disagreeing: frozenset[str] = frozenset()  # party ids whose opinion differs from the others'
    minutes: bool = False
    goals: tuple[Goal, ...] = ()
    has_budget: bool = False
    review_on: date | None = None
    legal_basis: LegalBasis | None = None
    privacy_consent: bool = False
    informed_consent: bool = False
    signed: bool = False
    why_unsigned: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of time in which an instrument may be opened, and where."""

    since: date | None
    until: date | None  # half-open, as norms are
    territories: frozenset[str] | None  # None: everywhere
    but: frozenset[str]  # places left out
    source: str

    def is_on(self, day: date) -> bool:
        """Say whether a day is one of the stage."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def is_trial_on(self, day: date) -> bool:
        """Say whether a day is one of a stage that some places try out."""
        return self.territories is not None and self.is_on(day)

    def holds(self, day: date, territory: str) -> bool:
        """Say whether the stage holds in a territory on a day."""
        return (
            self.is_on(day)
            and (self.territories is None or territory in self.territories)
            and territory not in self.but
        )


@dataclass(frozen=True, slots=True)
class Instrument:
    """PAI, progetto individuale or progetto di vita: its norm, where and when it may be opened, its gates."""

    id: str
    name: str
    norm: str
    for_whom: str
    areas: frozenset[str]  # of care, in which it is used
    stages: tuple[Stage, ...]
    gates: Mapping[str, tuple[GateItem, ...]]
    replaced_by: str | None = None
    terms: tuple[TermRule, ...] = ()

    def is_in_force(self, day: date, territory: str) -> bool:
        """Say whether the instrument may be opened in a territory on a day."""
        return any(stage.holds(day, territory) for stage in self.stages)


def read_instruments(text: str | None = None) -> dict[str, Instrument]:
    """
    Read the instruments and what their gates ask.

    Parameters
    ----------
    text
        YAML in the form of ``instruments.yaml``; the shipped file when None.

    Returns
    -------
    dict[str, Instrument]
        Instruments by id.

    Raises
    ------
    InstrumentError
        A gate names a check that does not exist.
    """
    if text is None:
        text = (files("coordinator.pathway") / "instruments.yaml").read_text(encoding="utf-8")
    return {key: _instrument(key, row) for key, row in read_yaml(text)["instruments"].items()}


@lru_cache(maxsize=1)
def instruments_table() -> Mapping[str, Instrument]:
    """Read the shipped instruments once."""
    return read_instruments()


def missing_items(instrument: Instrument, gate: str, case: CaseFile) -> tuple[GateItem, ...]:
    """
    Name what a case still misses for a gate.

    Parameters
    ----------
    instrument
        The instrument, whose own list is read.
    gate
        ``"uvm"`` to close the assessment, ``"piano"`` to make the plan active.
    case
        What is recorded so far.

    Returns
    -------
    tuple[GateItem, ...]
        In the order of the list; empty when the gate is open.
    """
    return tuple(item for item in instrument.gates[gate] if not CHECKS[item.check](case))


def _one_case_manager(case: CaseFile) -> bool:
    return len({member.party_id for member in case.team if member.role == "case_manager"}) == 1


def _opinions(case: CaseFile) -> bool:
    """Every professional of the team has written hers, and there is one at least."""
    professionals = [member for member in case.team if member.is_professional]
    return bool(professionals) and all(case.opinions.get(one.party_id, "").strip() for one in professionals)


def _actions(case: CaseFile) -> list[Action]:
    return [action for goal in case.goals for action in goal.actions]


def _professional_of(sector: str) -> Callable[[CaseFile], bool]:
    """Make the check that the team has a professional of a sector."""

    def check(case: CaseFile) -> bool:
        return any(member.is_professional and member.sector == sector for member in case.team)

    return check


CHECKS: Mapping[str, Callable[[CaseFile], bool]] = {
    "has_health_professional": _professional_of("sanita"),
    "has_social_professional": _professional_of("sociale"),
    "has_general_practitioner": lambda case: any(member.role in ("mmg", "pls") for member in case.team),
    "has_one_case_manager": _one_case_manager,
    "person_took_part": lambda case: case.person_took_part,
    "person_asked": lambda case: case.person_asked,
    "has_needs": lambda case: bool(case.needs),
    "has_opinions": _opinions,
    "has_minutes": lambda case: case.minutes,
    "has_goals": lambda case: bool(case.goals),
    "every_goal_has_an_action": lambda case: all(goal.actions for goal in case.goals),
    "every_action_has_a_responsible": lambda case: all(one.responsible for one in _actions(case)),
    "every_action_has_a_date": lambda case: all(one.due for one in _actions(case)),
    "has_review_date": lambda case: case.review_on is not None,
    "has_budget": lambda case: case.has_budget,
    "has_legal_basis": lambda case: case.legal_basis is not None,
    "has_privacy_consent_if_needed": lambda case: case.legal_basis != "consenso" or case.privacy_consent,
    "has_informed_consent": lambda case: case.informed_consent,
    "is_signed_or_says_why": lambda case: (
        case.signed or bool(case.why_unsigned and case.why_unsigned.strip())
    ),
}


def _instrument(key: str, row: Mapping[str, Any]) -> Instrument:
    """Build an instrument from its row, refusing a check that nobody can make."""
    gates = {gate: tuple(GateItem(**item) for item in row[gate]) for gate in ("uvm", "piano")}
    for item in (*gates["uvm"], *gates["piano"]):
        if item.check not in CHECKS:
            msg = f"instruments.yaml, {key!r}: no check is called {item.check!r}."
            raise InstrumentError(msg)
    return Instrument(
        id=key,
        name=row["name"],
        norm=row["norm"],
        for_whom=row["for_whom"],
        areas=frozenset(row["areas"]),
        stages=tuple(_stage(stage) for stage in row["in_force"]),
        gates=gates,
        replaced_by=row.get("replaced_by"),
        terms=tuple(TermRule(**rule) for rule in row.get("terms", ())),
    )


def _stage(row: Mapping[str, Any]) -> Stage:
    """Build a stage from its row."""
    places = row["territories"]
    return Stage(
        row["from"],
        row["to"],
        None if places is None else frozenset(places),
        frozenset(row.get("but", ())),
        row["source"],
    )
