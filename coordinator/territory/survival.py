"""Measure how long a passage takes when some who wait are still waiting: Kaplan–Meier and what is read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

Z95 = 1.959963984540054
"""Half-width of the 95 % interval of a normal variable, in standard deviations."""
ROUNDING = 1e-9
"""Below this a product of shares and the share that it stands for are the same number."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still waiting after each day on which somebody arrived."""

    days: Floats  # shape (k,), increasing
    waiting: Floats  # shape (k,), from 1 down to 0: share still waiting after that day
    variance: Floats  # shape (k,): Greenwood's sum, the variance of log(waiting); inf when nobody is left
    longest: float  # the longest wait seen, ended or not; days


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read from a curve, with its 95 % interval; None where the data do not reach."""

    value: float | None  # days
    low: float | None
    high: float | None


def kaplan_meier(days: ArrayLike, arrived: ArrayLike) -> Curve:
    r"""
    Estimate the share still waiting, day by day, counting also those who have not arrived.

    :math:`\hat S(t) = \prod_{t_i \le t} (1 - d_i / n_i)` [1]_.

    Parameters
    ----------
    days
        Shape ``(n,)``: how long each wait has lasted, days, 0 or more.
    arrived
        Shape ``(n,)``: whether it ended with an arrival; False: still open, or ended for another reason.

    Returns
    -------
    Curve
        Without days when nobody arrived.

    References
    ----------
    .. [1] E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", Journal of the
       American Statistical Association 53, 1958.
    """
    lasted = np.asarray(days, dtype=np.float64)
    came = np.asarray(arrived, dtype=bool)
    order = np.sort(lasted)
    at, events = np.unique(lasted[came], return_counts=True)
    at_risk = lasted.size - np.searchsorted(order, at, side="left")
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
    longest = float(order[-1]) if order.size else 0.0
    waiting = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    return Curve(at, waiting, greenwood, longest)


def wait_of(curve: Curve, share: float) -> Reading:
    r"""
    Read within how many days a share of those who wait have arrived.

    The interval inverts the log-log interval of the curve [1]_.

    Parameters
    ----------
    curve
        Of `kaplan_meier`.
    share
        From 0 to 1, both excluded: 0.5 gives the median, 0.9 the ninetieth percentile.

    Returns
    -------
    Reading
        Days; None where the curve never comes down so far: the data do not say.

    References
    ----------
    .. [1] R. Brookmeyer, J. Crowley, "A confidence interval for the median survival time", Biometrics 38, 1982.
    """
    low, high = _band(curve)
    return Reading(*(_first_below(curve.days, one, 1.0 - share) for one in (curve.waiting, low, high)))


def mean_within(curve: Curve, horizon: float) -> Reading:
    r"""
    Measure the mean wait when nobody is followed beyond a horizon.

    The area below the curve up to the horizon; Greenwood's variance of it [1]_.

    Parameters
    ----------
    curve
        Of `kaplan_meier`.
    horizon
        Days.

    Returns
    -------
    Reading
        Days; None when the data end before the horizon with somebody still waiting.

    References
    ----------
    .. [1] P. Royston, M. Parmar, "Restricted mean survival time", BMC Medical Research Methodology 13, 2013.
    """
    over = bool(curve.waiting.size and curve.waiting[-1] <= ROUNDING)
    if curve.longest < horizon and not over:
        return Reading(None, None, None)
    inside = curve.days < horizon
    edges = np.concatenate([[0.0], curve.days[inside], [horizon]])
    heights = np.concatenate([[1.0], curve.waiting[inside]])
    areas = heights * np.diff(edges)
    mean = float(areas.sum())
    steps = np.diff(np.concatenate([[0.0], curve.variance[inside]]))
    left = areas[::-1].cumsum()[::-1][1:]  # area to the right of each step
    finite = np.isfinite(steps)
    spread = float(np.sqrt(np.sum(left[finite] ** 2 * steps[finite])))
    return Reading(mean, max(0.0, mean - Z95 * spread), min(horizon, mean + Z95 * spread))


def later_than(days: ArrayLike, arrived: ArrayLike, members: ArrayLike) -> float:
    r"""
    Weigh whether the members of a group arrive later than the others.

    The log-rank statistic: expected less observed arrivals of the group over its standard deviation [1]_.

    Parameters
    ----------
    days, arrived
        As in `kaplan_meier`, of the group and of the others.
    members
        Shape ``(n,)``: who is in the group.

    Returns
    -------
    float
        Standard deviations: positive when the group is later, 0.0 when nothing can be told.

    References
    ----------
    .. [1] N. Mantel, "Evaluation of survival data and two new rank order statistics", Cancer Chemotherapy
       Reports 50, 1966.
    """
    lasted, came = np.asarray(days, dtype=np.float64), np.asarray(arrived, dtype=bool)
    group = np.asarray(members, dtype=bool)
    at, events = np.unique(lasted[came], return_counts=True)
    at_risk = lasted.size - np.searchsorted(np.sort(lasted), at, side="left")
    in_group = group.sum() - np.searchsorted(np.sort(lasted[group]), at, side="left")
    share = in_group / at_risk
    later = at_risk > 1
    spread = (events * share * (1 - share) * (at_risk - events))[later] / (at_risk[later] - 1)
    total = float(spread.sum())
    return float((events * share).sum() - (came & group).sum()) / np.sqrt(total) if total else 0.0


def _band(curve: Curve) -> tuple[Floats, Floats]:
    """Return the lower and the upper bound of a curve, on the log-log scale."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(curve.waiting)
        width = Z95 * np.sqrt(curve.variance) / np.abs(log)
        low, high = np.exp(log * np.exp(width)), np.exp(log * np.exp(-width))
    ended = curve.waiting <= ROUNDING
    return np.where(ended, 0.0, low), np.where(ended, curve.waiting, high)


def _first_below(days: Floats, curve: Floats, level: float) -> float | None:
    """Return the first day on which a curve is at a level or below."""
    below = np.flatnonzero(curve <= level + ROUNDING)
    return float(days[below[0]]) if below.size else None
