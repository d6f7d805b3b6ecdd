"""Plant a change of waiting in two invented cohorts that hide it, and count how often it is recovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coordinator.territory.claims import Cohort, cohort, grouped_median, weigh_claim

if TYPE_CHECKING:
    from numpy.typing import NDArray

HORIZON, SPAN, WATCHED = 180, 365, 540
"""Days: within which waits are told; over which persons enter; after which everybody is looked at."""
LAWS = ((60.0, 0.7), (25.0, 0.6), (10.0, 0.5))
"""Of each priority, low to high: median days and spread of a log-normal law."""
MIXES = {"before": (0.6, 0.3, 0.1), "after": (0.2, 0.4, 0.4)}
"""Shares of the priorities: the second cohort took in more of the urgent, who always were quick."""


def draw_cohort(draw: np.random.Generator, persons: int, mix: tuple[float, ...], factor: float) -> Cohort:
    """
    Draw a cohort whose waits are a factor of the planted law; some are still waiting, some gave up.

    Parameters
    ----------
    draw
        Seeded by the caller.
    persons
        How many.
    mix
        Shares of the priorities, of `MIXES`.
    factor
        By which every wait is multiplied.

    Returns
    -------
    Cohort
        Its kinds are the priorities.
    """
    kind = draw.choice(len(mix), size=persons, p=mix)
    medians, spreads = np.array(LAWS).T
    waits = np.floor(medians[kind] * np.exp(spreads[kind] * draw.standard_normal(persons)) * factor)
    seen = WATCHED - draw.integers(0, SPAN, persons)
    gave_up = np.floor(draw.exponential(400.0, persons))
    ends = np.minimum(seen, gave_up)
    return cohort(np.minimum(waits, ends), waits <= ends, kind)


def planted(factor: float, figure: str) -> float:
    """
    Compute the change that is planted, on a cohort of the second's mix, by two million draws that nobody leaves.

    Parameters
    ----------
    factor
        By which every wait is multiplied.
    figure
        ``"mean"``, within the horizon, or ``"median"``.

    Returns
    -------
    float
        −0.9 is ninety per cent less.
    """
    draw = np.random.default_rng(1)
    medians, spreads = np.array(LAWS).T
    kind = draw.choice(len(LAWS), size=2_000_000, p=MIXES["after"])
    waits = medians[kind] * np.exp(spreads[kind] * draw.standard_normal(kind.size))
    both = [np.minimum(np.floor(waits * one), HORIZON) for one in (1.0, factor)]
    first, second = (one.mean() if figure == "mean" else _median(one) for one in both)
    return float(second / first - 1.0)


def _median(waits: NDArray[np.float64]) -> float:
    """Read the median of whole days, arrivals spread over each day."""
    waiting = 1.0 - np.cumsum(np.bincount(waits.astype(int))) / waits.size
    return float(grouped_median(waiting[None, :])[0])


def count_found(factor: float, repetitions: int, persons: int, seed: int) -> dict[str, float]:
    """
    Repeat: draw two cohorts, weigh the claim, and see whether the truth lies within each interval.

    Parameters
    ----------
    factor
        By which every wait of the second cohort is multiplied.
    repetitions
        How often.
    persons
        Of each cohort.
    seed
        Of all draws.

    Returns
    -------
    dict
        ``mean found`` and ``median found``, from 0 to 1; what was planted; and ``naive mean``, the change as the plain
        means of those who have arrived tell it.
    """
    truth = {figure: planted(factor, figure) for figure in ("mean", "median")}
    found = dict.fromkeys(truth, 0)
    naive = []
    for number in range(repetitions):
        draw = np.random.default_rng([seed, number])
        before = draw_cohort(draw, persons, MIXES["before"], 1.0)
        after = draw_cohort(draw, persons, MIXES["after"], factor)
        verdict = weigh_claim(before, after, HORIZON, seed=number)
        naive.append(verdict.naive)
        for change in (verdict.mean, verdict.median):
            found[change.figure] += change.holds(truth[change.figure])
    shares = {f"{figure} found": many / repetitions for figure, many in found.items()}
    return (
        shares
        | {f"{figure} planted": value for figure, value in truth.items()}
        | {"naive mean": float(np.mean(naive))}
    )
