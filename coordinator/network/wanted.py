"""Say which persons are asked for: by age, place, household, needs, helpers, services, last contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Order = Literal["name", "oldest", "youngest", "longest", "fewest", "quietest"]

SERVED = ("in_carico", "in_attesa", "segnalato", "case_manager", "segue")
"""Kinds of tie that say of a person that she is in care, or asks to be."""


@dataclass(frozen=True, slots=True)
class Having:
    """A tie that a person must have, or must not have, on the day."""

    kinds: tuple[str, ...]  # words of the vocabulary's tie kinds, on the same side of the person
    present: bool = True
    others: tuple[str, ...] = ()  # ids of those it is with; empty: anyone
    strain: int | None = None  # 0 to 3: at least so much fatigue of the helper
    hours: float | None = None  # a week: more than these
    before: date | None = None  # it began on this day or before
    least: int = 1  # with so many others at least
    most: int | None = None  # with so many others at most


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which persons are asked for; what is left out is not asked."""

    least_age: int | None = None  # years, included
    most_age: int | None = None  # years, included
    born_from: date | None = None  # this day included
    born_to: date | None = None  # this day included
    sex: str = ""
    areas: tuple[str, ...] = ()
    alone: bool | None = None  # whether nobody else is written in her household
    needs: tuple[str, ...] = ()  # words of the vocabulary's needs: she has each of them
    unmet: bool = False  # one of these needs, or of any where none is named, has nobody who meets it
    many_needs: int = 0  # she has at least so many needs; such as nobody meets, where `unmet` is asked
    ties: tuple[Having, ...] = ()
    quiet_since: date | None = None  # nobody was in touch with her after this day
    within: frozenset[str] | None = None  # ids: only these
    without: frozenset[str] = frozenset()  # ids: none of these
    order: Order = "name"

    @property
    def of_followed(self) -> bool:
        """Whether only those who are followed are meant: nothing else says that they are in care."""
        served = any(one.present and one.kinds[0] in SERVED for one in self.ties)
        needs = self.needs or self.unmet or self.many_needs
        return not (needs or served or self.within is not None)
