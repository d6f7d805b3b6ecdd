"""Measure whether a need is met alike wherever one lives, and name the comuni that chance does not explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.territory.rates import shares

if TYPE_CHECKING:
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.supply import Supply


def measure_equity(supply: Supply) -> tuple[Indicator, ...]:
    """
    Measure of how many open needs a service takes care.

    Parameters
    ----------
    supply
        The needs and services of a territory.

    Returns
    -------
    tuple of Indicator
        ``coperti`` and ``in_attesa``, for all, by need, district and comune; those of a comune say whether it lies
        outside the funnel.
    """
    rows = supply.served()
    by = ("need", "district", "comune")
    waiting = rows.filter(~rows["served"])
    return (*shares("coperti", rows, "served", by), *shares("in_attesa", waiting, "waits", by))
