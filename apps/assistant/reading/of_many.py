"""Hold what a question asks of many persons, and what the record calls the things that it may name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from coordinator.network.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coordinator.network.census import Group
    from coordinator.network.wanted import Having


class Names(NamedTuple):
    """What the record calls things, as questions may write them, each in small letters without accents."""

    services: Mapping[str, tuple[str, ...]]  # words → ids
    places: Mapping[str, str]  # words → area
    phases: Mapping[str, str]  # words → phase
    workers: Mapping[str, str] = {}  # words → id of a professional
    scales: Mapping[str, str] = {}  # words → scale


Arg = str | date | int | tuple[date, date]
"""A phase, a scale, days ahead, the day since when, or a first and a last day."""


class Fact(NamedTuple):
    """Something asked of paths, referrals or findings, by its key in ``census.yaml``."""

    key: str
    present: bool = True
    arg: Arg = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of many persons."""

    wanted: Wanted = field(default_factory=Wanted)
    said: tuple[str, ...] = ()  # each thing asked, in Italian, for "persone …"
    facts: tuple[Fact, ...] = ()
    mine: bool = False
    phones: bool = False
    helpers: bool = False  # whether it is to be told who follows each
    share: bool = False  # whether it is asked how many they are of those of their kind
    by: Group | Literal["phase", "source"] | None = None
    mean: str = ""  # of what the mean is asked: age, services, carers, needs
    then: bool = False  # whether it is asked how many they were a year ago
    rest: str = ""  # words that say something else; empty when the question is understood


def among(persons: Iterable[str], said: str, *, ties: tuple[Having, ...] = ()) -> Asked:
    """
    Ask for some persons who were just listed.

    Parameters
    ----------
    persons
        Their ids, all of them.
    said
        What they are, for "persone …": "seguite da Leo Giordani".
    ties
        What is to be told of each.

    Returns
    -------
    Asked
        From which one may go on: "e a Rocca?".
    """
    return Asked(wanted=Wanted(within=frozenset(persons), ties=ties), said=(said,))
