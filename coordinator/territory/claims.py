"""Test a claim that waits were shortened: two cohorts, those who still wait, who entered each, and chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.float64]
    Wholes = NDArray[np.int64]

LEAST = 10
"""Fewest persons of a kind in each cohort: with fewer the two cannot be compared for that kind."""

HALF = 0.5


class ClaimError(CoordinatorError):
    """Two cohorts cannot be compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Persons who began to wait in one span of time, or in one place."""

    days: Wholes  # shape (n,): how long each has waited, 0 or more
    arrived: NDArray[np.bool_]  # shape (n,): whether the wait ended with an arrival
    kind: Wholes  # shape (n,): what made some wait longer and may differ between cohorts, as whole numbers


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a figure of the second cohort differs from the first's, as a share of the first's."""

    figure: str  # mean or median
    value: float  # −0.9 is ninety per cent less
    low: float  # of the 95 % interval
    high: float
    before: float  # days, the two cohorts made alike
    after: float

    def holds(self, claimed: float) -> bool:
        """Say whether a claimed change lies within the interval."""
        return self.low <= claimed <= self.high


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two cohorts say of a claim, step by step: as told, then with each mistake mended."""

    naive: float  # change of the mean of those who have arrived, as one reads it in a newspaper
    mean: Change  # of the mean wait within the horizon
    median: Change
    horizon: int  # days
    compared: int  # persons of kinds that both cohorts have
    left_out: int  # persons of kinds that only one has, or too few


def cohort(days: ArrayLike, arrived: ArrayLike, kind: ArrayLike | None = None) -> Cohort:
    """
    Make a cohort.

    Parameters
    ----------
    days
        Shape ``(n,)``: how long each has waited, whole days, 0 or more.
    arrived
        Shape ``(n,)``: whether the wait ended with an arrival.
    kind
        Shape ``(n,)``: whole numbers, 0 or more, e.g. priority; all alike when None.

    Returns
    -------
    Cohort
        Of ``n`` persons.

    Raises
    ------
    ClaimError
        The columns differ in length, or hold a negative number.
    """
    lasted, came = np.asarray(days, dtype=np.int64), np.asarray(arrived, dtype=bool)
    kinds = np.zeros(lasted.size, dtype=np.int64) if kind is None else np.asarray(kind, dtype=np.int64)
    if not lasted.size == came.size == kinds.size:
        msg = f"The columns have {lasted.size}, {came.size} and {kinds.size} rows. Give one row a person in each."
        raise ClaimError(msg)
    if lasted.size and min(lasted.min(), kinds.min()) < 0:
        msg = "A wait or a kind is negative. Waits are counted in days from 0, kinds are numbered from 0."
        raise ClaimError(msg)
    return Cohort(lasted, came, kinds)


def weigh_claim(before: Cohort, after: Cohort, horizon: int, seed: int, draws: int = 400) -> Verdict:
    r"""
    Say what two cohorts show of a change in waiting.

    Those who still wait count with the time waited so far (Kaplan–Meier); the mean is the area below the curve up to
    a horizon [1]_, since beyond it nobody is followed. The first cohort is made like the second, kind by kind
    (direct standardisation): :math:`S_0(t) = \sum_k w_k S_{0k}(t)`, with the shares :math:`w_k` of the second.
    Intervals are percentiles of bootstrap draws within kinds [2]_.

    Parameters
    ----------
    before, after
        The cohorts.
    horizon
        Days, at least 1; both cohorts must have been followed so long.
    seed
        Of the draws.
    draws
        How many.

    Returns
    -------
    Verdict
        The change as told, and as it is.

    Raises
    ------
    ClaimError
        No kind has enough persons in both cohorts, or neither mean nor median can be told within the horizon.

    References
    ----------
    .. [1] P. Royston, M. Parmar, "Restricted mean survival time", BMC Medical Research Methodology 13, 2013.
    .. [2] B. Efron, "Censored data and the bootstrap", Journal of the American Statistical Association 76, 1981.
    """
    kinds = _shared(before, after)
    if not kinds:
        msg = f"No kind of person has {LEAST} in both cohorts. Use broader kinds, or longer spans of time."
        raise ClaimError(msg)
    tables = [[_table(one, kind, horizon) for kind in kinds] for one in (before, after)]
    shares = np.array([(after.kind == kind).sum() for kind in kinds], dtype=np.float64)
    shares /= shares.sum()
    draw = np.random.default_rng(seed)
    first, second = (_figures(tables_of, shares, horizon, draws, draw) for tables_of in tables)
    compared = sum(int(np.isin(one.kind, kinds).sum()) for one in (before, after))
    return Verdict(
        _naive(before, after), _change("mean", first[0], second[0]), _change("median", first[1], second[1]),
        horizon, compared, before.kind.size + after.kind.size - compared,
    )  # fmt: skip


def _shared(before: Cohort, after: Cohort) -> list[int]:
    """List the kinds of which both cohorts have enough persons."""
    kinds = np.union1d(before.kind, after.kind)
    return [int(kind) for kind in kinds if min((one.kind == kind).sum() for one in (before, after)) >= LEAST]


def _table(one: Cohort, kind: int, horizon: int) -> Wholes:
    """Count for one kind who arrives and who leaves on each day: shape (2 · (horizon + 1),)."""
    mine = one.kind == kind
    days = np.minimum(one.days[mine], horizon)
    came = one.arrived[mine] & (one.days[mine] <= horizon)
    return np.bincount(days + np.where(came, 0, horizon + 1), minlength=2 * (horizon + 1))


def _figures(
    tables: list[Wholes], shares: Numbers, horizon: int, draws: int, draw: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return mean and median of a cohort: first of its own counts, then of each draw; shape (draws + 1,)."""
    waiting = np.zeros((draws + 1, horizon + 1))
    for table, part in zip(tables, shares, strict=True):
        size = int(table.sum())
        drawn = draw.multinomial(size, table / size, size=draws)
        waiting += part * _curve(np.vstack([table, drawn]), horizon)
    means = waiting[:, :horizon].sum(axis=1)
    return means, grouped_median(waiting)


def grouped_median(waiting: Numbers) -> Numbers:
    """
    Read the median of waits that are known to the day, as if arrivals were spread over each day.

    Without that, a median of few days jumps from one whole number to the next, and so does its interval.

    Parameters
    ----------
    waiting
        Shape ``(m, d)``: share still waiting after each day from 0 on, never growing.

    Returns
    -------
    NDArray
        Shape ``(m,)``, days; inf where half have not arrived.
    """
    reached = waiting <= HALF + 1e-9
    day = reached.argmax(axis=1)
    rows = np.arange(day.size)
    after = waiting[rows, day]
    before = np.where(day > 0, waiting[rows, np.maximum(day - 1, 0)], 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        within = np.where(before > after, (before - HALF) / (before - after), 0.0)
    return np.where(reached.any(axis=1), day + within, np.inf).astype(np.float64)


def _curve(counts: Wholes, horizon: int) -> Numbers:
    """Return the share still waiting after each day, 0 to the horizon, for rows of counts."""
    came, left = counts[:, : horizon + 1], counts[:, horizon + 1 :]
    gone = np.cumsum(came + left, axis=1)
    at_risk = gone[:, -1:] - gone + came + left
    with np.errstate(invalid="ignore", divide="ignore"):
        stays = np.where(at_risk > 0, 1.0 - came / at_risk, 1.0)
    return np.cumprod(stays, axis=1, dtype=np.float64)


def _change(figure: str, first: Numbers, second: Numbers) -> Change:
    """Put two figures and their draws into a change with its interval."""
    if not (np.isfinite(first[0]) and np.isfinite(second[0]) and first[0] > 0):
        msg = f"The {figure} cannot be told within the horizon. Follow the cohorts longer, or use the mean within it."
        raise ClaimError(msg)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = second / first - 1.0
    low, high = np.nanpercentile(ratios[1:], [2.5, 97.5], method="inverted_cdf")  # a draw may have no median
    return Change(figure, float(ratios[0]), float(low), float(high), float(first[0]), float(second[0]))


def _naive(before: Cohort, after: Cohort) -> float:
    """Compare the plain means of those who have arrived."""
    first, second = (one.days[one.arrived].mean() if one.arrived.any() else np.nan for one in (before, after))
    return float(second / first - 1.0)
