"""Hold what someone states about a tie, and refuse what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordinator.errors import BadTieError
from coordinator.model import vocabulary
from coordinator.model.vocabulary import TURNED

if TYPE_CHECKING:
    from datetime import date

    from coordinator.model import Kind, Party

LISTS = {"frequency": "frequencies", "support": "supports", "level": "levels", "direction": "directions"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What someone states about a tie: "Lucia is Ada's main carer since March, 20 hours a week"."""

    kind: str  # of the vocabulary; a reverse id is turned round
    from_id: str
    to_id: str
    since: date
    until: date | None = None  # last day; None: still holds
    direction: str | None = None  # of help: to, from, both; None: as its kind says
    strength: int | None = None  # 0 to 3
    conflict: bool = False
    frequency: str | None = None
    hours_per_week: float | None = None  # 0 to 168
    hours_available: float | None = None  # 0 to 168; what the helper can give
    strain: int | None = None  # 0 to 3, of the helper
    support: str | None = None
    level: str | None = None
    hidden: bool = False
    case_id: str | None = None
    stated_by: str | None = None
    document: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse days in the wrong order and amounts out of range."""
        if self.until is not None and self.until < self.since:
            message = f"The tie would end on {self.until}, before it begins on {self.since}. Swap the days."
            raise BadTieError(message)
        for name, most in (("strength", 3), ("strain", 3), ("hours_per_week", 168), ("hours_available", 168)):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= most:
                message = f"{name} is {value}: give a number from 0 to {most}, or leave it out."
                raise BadTieError(message)
        for name, list_name in LISTS.items():
            if (word := getattr(self, name)) is not None:
                vocabulary().term(list_name, word)


CHANGEABLE = frozenset(Statement.__dataclass_fields__) - {"kind", "from_id", "to_id", "since", "until"}
"""Fields of a tie that may be otherwise from a day on."""


def as_stored(statement: Statement) -> Statement:
    """Write a tie stated by its reverse ("Lucia is Ada's daughter") the way the store holds it."""
    kind = vocabulary().reversed_kinds.get(statement.kind)
    if kind is None:
        return statement
    turned = TURNED.get(statement.direction or "")
    return replace(
        statement, kind=kind.id, from_id=statement.to_id, to_id=statement.from_id, direction=turned
    )


def check_ends(kind: Kind, start: Party, end: Party) -> None:
    """
    Refuse a tie that cannot hold between two parties.

    Parameters
    ----------
    kind
        The kind of tie.
    start, end
        Where it starts and where it ends.

    Raises
    ------
    BadTieError
        If it would tie a party to itself, or the kind does not fit the parties.
    """
    if start.id == end.id:
        message = f"The tie {kind.id!r} would start and end at {start.id!r}: name two parties."
        raise BadTieError(message)
    if not kind.fits(start.kind, end.kind):
        message = (
            f"{kind.id!r} goes from {_one_of(kind.ends[0])} to {_one_of(kind.ends[1])}, "
            f"not from {start.kind} ({start.id}) to {end.kind} ({end.id}). "
            "Turn it round, or take another kind."
        )
        raise BadTieError(message)


def _one_of(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))
