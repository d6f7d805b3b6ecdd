"""Measure a share with its interval, and say whether a place lies outside what chance explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coordinator.protection.disclosure import FEWEST, rounded, shown_groups
from coordinator.territory.indicator import Indicator, definitions
from coordinator.territory.survival import Z95, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from coordinator.territory.indicator import Among, Status

Z998 = 3.090232306167813
"""Half-width of the 99.8 % limits of a funnel, in standard deviations."""
GROUPS: Mapping[str, Among] = {"area": "area", "district": "distretto", "comune": "comune", "need": "bisogno"}
"""Column of a table of persons → what its groups are called."""


def wilson(successes: int, trials: int) -> Reading:
    r"""
    Measure a share with its 95 % interval.

    Wilson's interval [1]_, which never leaves 0 to 1.

    Parameters
    ----------
    successes, trials
        Counts.

    Returns
    -------
    Reading
        From 0 to 1; None without trials.

    References
    ----------
    .. [1] E. B. Wilson, "Probable inference", Journal of the American Statistical Association 22, 1927.

    Examples
    --------
    >>> wilson(0, 0).value is None
    True
    """
    if not trials:
        return Reading(None, None, None)
    share, z2 = successes / trials, Z95**2
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = Z95 * float(np.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))) / (1 + z2 / trials)
    return Reading(share, max(0.0, centre - half), min(1.0, centre + half))


def funnel(successes: int, trials: int, expected: float) -> str:
    r"""
    Say whether a share lies outside what chance explains around the one expected.

    Limits of 99.8 % of a funnel plot [1]_: one place in five hundred lies outside by chance.

    Parameters
    ----------
    successes, trials
        Counts of the place.
    expected
        The share of the whole territory, from 0 to 1.

    Returns
    -------
    str
        ``"sotto"``, ``"sopra"``, or empty when it is inside or cannot be told.

    References
    ----------
    .. [1] D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
       24, 2005.
    """
    spread = float(np.sqrt(expected * (1 - expected) / trials)) if trials else 0.0
    if not spread:
        return ""
    score = (successes / trials - expected) / spread
    return "sotto" if score < -Z998 else "sopra" if score > Z998 else ""


def shares(name: str, rows: pl.DataFrame, holds: str, columns: Iterable[str]) -> Iterator[Indicator]:
    """
    Measure of how many rows something holds, for all and by groups.

    Parameters
    ----------
    name
        The indicator, in per cent.
    rows
        One row a person, a path or a need.
    holds
        A column of booleans.
    columns
        By which to group; of `GROUPS`.

    Yields
    ------
    Indicator
        With its interval; a place outside the funnel says so in ``inputs["funnel"]``.
    """
    import polars as pl

    yield share(name, "tutti", "", int(rows[holds].sum()), rows.height)
    expected = rounded(int(rows[holds].sum())) / max(rounded(rows.height), 1)
    for column in columns:
        counted = rows.group_by(column).agg(pl.col(holds).sum().alias("k"), pl.len().alias("n")).sort(column)
        told = shown_groups(dict(zip(counted[column], counted["n"], strict=True)))
        for group, k, n in counted.iter_rows():
            if told[group] is None:
                yield hidden(name, GROUPS[column], group)
            else:
                yield share(name, GROUPS[column], group, k, n, expected)


def share(
    name: str,
    among: Among,
    group: str,
    k: int,
    n: int,
    expected: float | None = None,
    *,
    of_persons: bool = True,
) -> Indicator:
    """
    Measure a share of one group.

    Parameters
    ----------
    name
        The indicator, in per cent.
    among, group
        Which.
    k, n
        Of how many it holds, of how many in all.
    expected
        The share of the whole, from 0 to 1: the group is then placed in the funnel.
    of_persons
        Whether persons are counted; what is none, such as pairs of bodies, is shown as it is.

    Returns
    -------
    Indicator
        Of counts as they are told, so that no few persons are worked out from it: ``inputs["below"]`` says that it
        holds for fewer than five, perhaps for nobody. Hidden below five in all, undefined without anybody.
    """
    if not n:
        return Indicator(name, among, group, None, "undefined", inputs={"n": 0})
    if of_persons and n < FEWEST:
        return hidden(name, among, group)
    some, whole = (rounded(k), rounded(n)) if of_persons else (k, n)
    found = wilson(some, whole)
    status: Status = "ok" if n >= definitions()[name].minimum else "insufficient"
    inputs: dict[str, object] = {"n": whole, "k": some}
    if of_persons and not some:
        inputs["below"] = FEWEST  # nought may be four: a page says so, and prints no 0 %
    if expected is not None:
        inputs |= {"funnel": funnel(k, n, expected), "expected": round(100 * expected, 1)}
    value, low, high = (
        round(100 * float(one), 1) for one in (found.value, found.low, found.high) if one is not None
    )
    return Indicator(name, among, group, value, status, low, high, inputs)


def hidden(name: str, among: Among, group: str) -> Indicator:
    """Report that a group's value is not told, because it would tell of few persons."""
    return Indicator(name, among, group, None, "hidden", inputs={"n": None})
