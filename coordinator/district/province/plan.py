"""Read how a province is made, and open streams of chance that do not depend on each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.people import LAST_DAY
from coordinator.model import day_number
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from numpy.typing import NDArray

END = day_number(LAST_DAY)
"""Last day on which anything happens, as a day number."""

NEVER = np.iinfo(np.int32).min
"""Stands in arrays of days for a day that is not there."""


@dataclass(frozen=True, slots=True)
class First:
    """Keys that are already given when the province begins; the next of each table follows them."""

    party: int = 0
    tie: int = 0
    tie_event: int = 0
    need: int = 0
    contact: int = 0
    agreement: int = 0
    care_case: int = 0
    case_event: int = 0


@cache
def plan() -> dict[str, Any]:
    """
    Read the numbers of the province.

    Returns
    -------
    dict
        As ``province.yaml`` says them.
    """
    text = (files("coordinator.district.province") / "province.yaml").read_text(encoding="utf-8")
    numbers: dict[str, Any] = read_yaml(text)
    return numbers


def stream(seed: int, *numbers: int) -> np.random.Generator:
    """
    Open a stream of chance.

    Parameters
    ----------
    seed
        Of the province, not negative.
    *numbers
        Which stream: what is drawn in one does not change another.

    Returns
    -------
    Generator
        Of the SFC64 kind.
    """
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence((seed, *numbers))))


def days(draw: np.random.Generator, law: dict[str, float], count: int) -> NDArray[np.int32]:
    """
    Draw delays by a log-normal law.

    Parameters
    ----------
    draw
        The stream.
    law
        ``median`` in days and ``spread``, the standard deviation of the logarithm.
    count
        How many.

    Returns
    -------
    ndarray
        Shape ``(count,)``, whole days, none negative.
    """
    drawn = law["median"] * np.exp(law["spread"] * draw.standard_normal(count))
    return np.rint(drawn).astype(np.int32)
