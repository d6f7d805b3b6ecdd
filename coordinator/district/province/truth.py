"""Choose what is planted in a province: delays, an intervention, overloads, missing links, comuni served less."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.province.plan import plan, stream
from coordinator.model import day_number, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.district.province.comuni import Comune


@dataclass(frozen=True, slots=True)
class Delay:
    """A phase of the path that takes longer in one district."""

    district: str
    phase: str
    factor: float  # of its days elsewhere
    median_days: float  # planted, here
    median_elsewhere: float


@dataclass(frozen=True, slots=True)
class Intervention:
    """What one district did from a day on, and by how much it shortened some phases of cases opened since."""

    district: str
    first_day: str
    phases: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class MissingLink:
    """Two kinds of service that work by a common procedure in every district but one."""

    district: str
    kinds: tuple[str, str]


@dataclass(slots=True)
class Truth:
    """All that is planted; the measures never read it."""

    persons: int
    seed: int
    districts: list[str]
    delays: list[Delay]
    intervention: Intervention
    missing_links: list[MissingLink]
    short_comuni: list[str]  # fewer of their needs are served
    short_factor: float
    overloaded_services: list[str] = field(default_factory=list)  # ids; known once loads are counted
    overload: float = 1.0  # persons in care for each of their places

    def as_json(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return asdict(self)


def plant(seed: int, districts: Sequence[str], comuni: Sequence[Comune]) -> Truth:
    """
    Choose where each truth lies.

    Parameters
    ----------
    seed
        Of the province.
    districts
        Their names, at least three.
    comuni
        With the persons of the province.

    Returns
    -------
    Truth
        No district has two delays, and the one of the intervention has none.
    """
    told, law = plan()["planted"], plan()["path"]
    draw = stream(seed, 2)
    order = [int(place) for place in draw.permutation(len(districts))]
    delays = [
        Delay(districts[place], one["phase"], one["factor"], one["factor"] * law[one["phase"]]["median"],
              law[one["phase"]]["median"])
        for place, one in zip(order[1:], told["delays"], strict=False)
    ]  # fmt: skip
    helped = told["intervention"]
    first = day_of(day_number(helped["first"])).isoformat()
    intervention = Intervention(districts[order[0]], first, tuple(helped["phases"]), helped["factor"])
    pairs = plan()["protocols"]
    chosen = draw.permutation(len(pairs))[: told["missing_links"]]
    links = [
        MissingLink(districts[order[-1 - number % len(order)]], (pairs[place][0], pairs[place][1]))
        for number, place in enumerate(int(one) for one in chosen)
    ]
    short = told["short_comuni"]
    large = [comune.name for comune in comuni if comune.people >= short["least"]]
    wanted = min(len(large), max(1, round(short["share"] * len(comuni))))
    names = sorted(large[int(place)] for place in draw.permutation(len(large))[:wanted])
    total = sum(comune.people for comune in comuni)
    return Truth(total, seed, list(districts), delays, intervention, links, names, short["factor"])


def factors(truth: Truth, phase: str) -> tuple[np.ndarray[Any, Any], int | None, float]:
    """
    Tell by how much a phase is longer or shorter.

    Parameters
    ----------
    truth
        Of the province.
    phase
        Of the path, as ``province.yaml`` names it.

    Returns
    -------
    tuple
        Factor of each district, place of the district with the intervention (None: it leaves this phase as
        it is), factor of the intervention.
    """
    by_district = np.ones(len(truth.districts))
    for delay in truth.delays:
        if delay.phase == phase:
            by_district[truth.districts.index(delay.district)] = delay.factor
    helped = truth.intervention
    if phase not in helped.phases:
        return by_district, None, 1.0
    return by_district, truth.districts.index(helped.district), helped.factor
