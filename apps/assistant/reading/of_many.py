"""Hold what a question asks of many persons, and what the record calls the things that it may name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from coordinator.network.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coordinator.network.census import Group


class Names(NamedTuple):
    """What the record calls things, as questions may write them, each in small letters without accents."""

    services: Mapping[str, tuple[str, ...]]  # words → ids
    places: Mapping[str, str]  # words → area
    phases: Mapping[str, str]  # words → phase


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of many persons."""

    wanted: Wanted = field(default_factory=Wanted)
    said: tuple[str, ...] = ()  # each thing asked, in Italian, for "persone …"
    case: str = ""  # late, no_plan, plan, none, open, phase:… or awaits:…
    moved: tuple[str, date] | None = None  # begun or ended, and from which day on
    mine: bool = False
    phones: bool = False
    by: Group | None = None
    rest: str = ""  # words that say something else; empty when the question is understood
