"""Give services their places once it is known whom they have in care: a few far too few, and say which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.province.plan import plan, stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.district.province.frame import Frame

LEAST = 30
"""A service with fewer persons in care is never overloaded on purpose: as the indicator says, chance could do it."""


def services_in_care(frame: Frame, keys: NDArray[Any]) -> list[int]:
    """
    Count whom each service has in care.

    Parameters
    ----------
    frame
        Of the province.
    keys
        Key of the service of each person in care.

    Returns
    -------
    list of int
        In the order of the frame's services.
    """
    counts = np.bincount(keys, minlength=1 + max(row["key"] for row in frame.services))
    return [int(counts[row["key"]]) for row in frame.services]


def give_places(frame: Frame, in_care: list[int]) -> None:
    """
    Fill in capacity, free places and days of wait of the services that have places, and note the truth.

    Parameters
    ----------
    frame
        Its services and its truth are filled in.
    in_care
        As `services_in_care` counts.
    """
    told, kinds = plan()["planted"]["overloaded"], plan()["services"]
    draw = stream(frame.seed, 5)
    bounded = [
        place for place, row in enumerate(frame.services) if kinds[row["service_kind"]].get("capacity")
    ]
    luck = draw.random(len(frame.services))
    able = [place for place in bounded if in_care[place] >= LEAST]
    wanted = max(1, round(told["share"] * len(able)))
    overloaded = set(sorted(able, key=lambda place: luck[place])[:wanted])
    least, most = told["elsewhere"]
    fill = draw.uniform(least, most, len(frame.services))
    wait = draw.integers(2, 30, len(frame.services))
    for place in bounded:
        row, load = frame.services[place], in_care[place]
        if place in overloaded:
            row["capacity"] = max(1, int(load / told["load"]))
        else:
            row["capacity"] = int(load / fill[place]) + 2
        row["places_free"] = max(0, row["capacity"] - load)
        row["waiting_days"] = int(wait[place]) + (90 if place in overloaded else 0)
    frame.truth.overloaded_services = sorted(frame.services[place]["id"] for place in overloaded)
    frame.truth.overload = told["load"]
