"""Say what of a territory asks to be looked at first, by how many persons it concerns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from coordinator.protection.disclosure import FEWEST
from coordinator.territory.intervals import FIVE
from coordinator.territory.load import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView

SLOWER = 1.25
"""Times the median elsewhere from which an interval is called late: a local choice."""
CERTAIN = 3.1
"""Standard deviations by which it must be later: one group in a thousand is so by chance."""

Kind = Literal["ritardo", "sovraccarico", "scoperto", "disparita", "scaduti", "senza_nessuno", "legame"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing to look at: where, and the numbers that say so."""

    kind: Kind
    persons: float  # concerned, for the order; rounded to five
    where: str  # id or name of the district, comune or service
    numbers: Mapping[str, Any] = field(default_factory=dict)


def find_signals(view: TerritoryView) -> tuple[Signal, ...]:
    """
    Find what asks to be looked at.

    Parameters
    ----------
    view
        Of a territory.

    Returns
    -------
    tuple of Signal
        Those that concern most persons first.
    """
    found = [
        *_late(view),
        *_overloaded(view),
        *_uncovered(view),
        *_unequal(view),
        *_overdue(view),
        *_unlinked(view),
    ]
    return tuple(sorted(found, key=lambda one: (-one.persons, one.kind, one.where)))


def most_urgent(signals: tuple[Signal, ...], many: int = 3) -> tuple[Signal, ...]:
    """
    Choose the first things to look at, each of another kind.

    Parameters
    ----------
    signals
        Of `find_signals`.
    many
        How many.

    Returns
    -------
    tuple of Signal
        Fewer when there are not so many kinds.
    """
    first: dict[str, Signal] = {}
    for one in signals:
        if one.persons:
            first.setdefault(one.kind, one)
    return tuple(first.values())[:many]


def is_late(one: Indicator) -> bool:
    """Say whether a group waits longer than the others by more than chance explains."""
    elsewhere, later = one.inputs.get("elsewhere"), one.inputs.get("later_by", 0.0)
    return bool(one.value and elsewhere) and later >= CERTAIN and one.value >= SLOWER * elsewhere  # type: ignore[operator]


def _late(view: TerritoryView) -> Iterator[Signal]:
    """Find the districts that wait longer than the others."""
    for one in view.of(*FIVE, among="distretto"):
        if one.group and is_late(one):
            waiting = one.inputs["open"] or 0
            numbers = {
                "interval": one.id,
                "median": one.value,
                "elsewhere": one.inputs["elsewhere"],
                "open": waiting,
            }
            yield Signal("ritardo", waiting, one.group, numbers)


def _overloaded(view: TerritoryView) -> Iterator[Signal]:
    """Find the services that follow more persons than they have places, by the counts that may be shown."""
    for one in view.of("carico", among="servizio"):
        over = (one.inputs["in_care"] or 0) - one.inputs["capacity"] if one.status == "ok" else 0
        if over > 0 and one.value is not None and one.value > FULL:
            yield Signal(
                "sovraccarico",
                over + (one.inputs["queue"] or 0),
                one.group,
                {"load": one.value, **one.inputs},
            )


def _uncovered(view: TerritoryView) -> Iterator[Signal]:
    """Find the needs that have neither service nor place."""
    for one in view.gaps:
        if one.gap:
            yield Signal("scoperto", one.gap, one.comune, one.as_json())


def _unequal(view: TerritoryView) -> Iterator[Signal]:
    """Find the comuni where fewer needs are met than chance explains."""
    for one in view.of("coperti", among="comune"):
        if one.inputs.get("funnel") == "sotto" and one.value is not None:
            fewer = one.inputs["n"] * (one.inputs["expected"] - one.value) / 100
            yield Signal("disparita", round(fewer), one.group, {"value": one.value, **one.inputs})


def _overdue(view: TerritoryView) -> Iterator[Signal]:
    """Count the paths that are late, and those that nobody answers for."""
    names: Mapping[str, Kind] = {"scaduti": "scaduti", "senza_nessuno": "senza_nessuno"}
    for name, kind in names.items():
        one = view.one(name)
        if one.inputs.get("k") or one.inputs.get("few"):
            yield Signal(kind, one.inputs.get("k") or FEWEST, "", {"value": one.value, **one.inputs})


def _unlinked(view: TerritoryView) -> Iterator[Signal]:
    """Name the procedures that a district lacks; nobody counts whom they concern."""
    for one in view.links:
        yield Signal("legame", 0, one.district, one.as_json())
