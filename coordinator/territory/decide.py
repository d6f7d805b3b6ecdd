"""Put needs against capacity by comune, rank the gaps, and recompute them as if hours were moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from coordinator.errors import CoordinatorError
from coordinator.protection.disclosure import FEWEST, rounded, shown_lines
from coordinator.territory.courses import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coordinator.territory.supply import Supply


class MoveError(CoordinatorError):
    """Hours cannot be moved so; the message says why, in Italian, and is shown as it is."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One need in one comune: who has it, who is served, which free places there are for it."""

    need: str
    comune: str
    district: str
    persons: int  # with the need, rounded to five
    served: int  # rounded to five
    free: (
        float  # free places that may serve them: those of shared services in proportion to who is not served
    )
    hours_each: float | None  # a week that a person in care is given for the need; None: nobody wrote it

    @property
    def unserved(self) -> int:
        """Persons whom nobody serves, rounded to five."""
        return max(0, self.persons - self.served)

    @property
    def gap(self) -> float:
        """Persons for whom there is no place either."""
        return max(0.0, self.unserved - self.free)

    @property
    def covered(self) -> float:
        """Share of persons served, from 0 to 1."""
        return self.served / self.persons

    def as_json(self) -> dict[str, Any]:
        """Return the gap as plain values."""
        return {
            "need": self.need, "comune": self.comune, "district": self.district, "persons": self.persons,
            "served": self.served, "unserved": self.unserved, "free": round(self.free, 1),
            "gap": round(self.gap, 1), "hours_each": self.hours_each,
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Gap:
        """Read a gap that `as_json` wrote."""
        names = ("need", "comune", "district", "persons", "served", "free", "hours_each")
        return cls(**{name: kept[name] for name in names})


@dataclass(frozen=True, slots=True)
class Move:
    """Two comuni before and after hours of a service go from one to the other."""

    hours: float  # a week
    persons: float  # whom these hours serve
    before: tuple[Gap, Gap]  # from where, to where
    after: tuple[Gap, Gap]
    places: tuple[
        int, int
    ]  # of the second comune in the ranking of the need, before and after: 1 is the worst


def find_gaps(supply: Supply) -> tuple[Gap, ...]:
    """
    Rank the gaps between needs and capacity.

    Parameters
    ----------
    supply
        The needs and services of a territory.

    Returns
    -------
    tuple of Gap
        The largest first; a comune where few persons have a need is left out, and with it one from which it would
        follow.
    """
    rows = supply.served()
    cells = rows.group_by("need", "comune").agg(
        pl.len().alias("persons"), pl.col("served").sum(), pl.col("district").first()
    )
    cells = cells.join(_free(supply, cells), on=["need", "comune"], how="left").join(
        _hours(supply), on="need", how="left"
    )
    counts = {
        (need, comune): many for need, comune, many in cells.select("need", "comune", "persons").iter_rows()
    }
    lines = [
        [key for key in counts if name in key] for name in sorted({name for key in counts for name in key})
    ]
    told = shown_lines(counts, lines)
    found = [
        Gap(one["need"], one["comune"], one["district"], rounded(one["persons"]), rounded(one["served"]),
            one["free"] or 0.0, one["hours_each"])
        for one in cells.iter_rows(named=True)
        if told[one["need"], one["comune"]] is not None
    ]  # fmt: skip
    return rank_gaps(found)


def rank_gaps(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """
    Put gaps in order.

    Parameters
    ----------
    gaps
        Of any needs and comuni.

    Returns
    -------
    tuple of Gap
        Those with most persons without a place first; then the least covered.
    """
    return tuple(sorted(gaps, key=lambda one: (-one.gap, one.covered, one.need, one.comune)))


def move_hours(gaps: Sequence[Gap], need: str, source: str, target: str, hours: float) -> Move:
    """
    Recompute two comuni as if hours of a service went from one to the other.

    Free places go first; when there are fewer, some of those served there are served no more, and the result says
    so. Nobody can be served who does not need it.

    Parameters
    ----------
    gaps
        Of `find_gaps`.
    need
        For which the hours are given.
    source, target
        Comuni.
    hours
        A week, more than 0.

    Returns
    -------
    Move
        Both comuni before and after.

    Raises
    ------
    MoveError
        A comune has no such need on record or too few persons with it, nobody wrote how many hours a person is
        given, the two are one, or there are not so many hours.
    """
    if hours <= 0:
        msg = "Scrivi quante ore la settimana si spostano: più di zero."
        raise MoveError(msg)
    if source == target:
        msg = "Scegli due comuni diversi: da dove le ore vanno via e dove arrivano."
        raise MoveError(msg)
    here, there = _cell(gaps, need, source), _cell(gaps, need, target)
    if not here.hours_each:
        msg = "Non è scritto quante ore la settimana riceve chi è in carico: non si può dire quante persone servono."
        raise MoveError(msg)
    persons = hours / here.hours_each
    if persons > here.served + here.free:
        most = (here.served + here.free) * here.hours_each
        msg = f"Lì le ore per questo bisogno sono circa {most:.0f} la settimana: scrivine al massimo tante."
        raise MoveError(msg)
    from_free = min(persons, here.free)
    helped = min(persons, there.unserved)
    after = (
        replace(here, free=here.free - from_free, served=round(here.served - (persons - from_free))),
        replace(there, served=round(there.served + helped), free=there.free + persons - helped),
    )
    changed = {(one.need, one.comune): one for one in after}
    again = [changed.get((one.need, one.comune), one) for one in gaps]
    return Move(hours, persons, (here, there), after, (_place(gaps, there), _place(again, after[1])))


def _place(gaps: Iterable[Gap], one: Gap) -> int:
    """Return the place of a comune among those with the same need; 1 is the largest gap."""
    return 1 + [gap.comune for gap in rank_gaps(gap for gap in gaps if gap.need == one.need)].index(
        one.comune
    )


def _cell(gaps: Iterable[Gap], need: str, comune: str) -> Gap:
    """Find a need in a comune."""
    found = next((one for one in gaps if one.need == need and one.comune == comune), None)
    if found is None:
        msg = "Per questo bisogno, in uno dei due comuni, le persone sono meno di cinque o nessuna: scegline un altro."
        raise MoveError(msg)
    return found


def _free(supply: Supply, cells: pl.DataFrame) -> pl.DataFrame:
    """Share the free places of each service among the needs and comuni that it may serve, by who is not served."""
    told = {name: pl.col(name).map_elements(rounded, return_dtype=pl.Int64) for name in ("persons", "served")}
    unserved = cells.with_columns((told["persons"] - told["served"]).alias("unserved"))
    offers = supply.services.filter(pl.col("free") > 0).select("service", "free", "area", seat="district")
    both = offers.join(supply.meets, on="service").join(unserved, on="need")
    open_to = (pl.col("area") == NOWHERE) | (pl.col("area") == pl.col("comune"))
    near = (pl.col("seat") == NOWHERE) | (pl.col("seat") == pl.col("district"))
    both = both.filter(open_to & near)
    whole = pl.col("unserved").sum().over("service")
    part = pl.when(whole > 0).then(pl.col("free") * pl.col("unserved") / whole).otherwise(0.0)
    return (
        both.with_columns(part.alias("part"))
        .group_by("need", "comune")
        .agg(pl.col("part").sum().alias("free"))
    )


def _hours(supply: Supply) -> pl.DataFrame:
    """Say how many hours a week a person in care is given, need by need, where it is written."""
    care = supply.care.filter((pl.col("kind") == "in_carico") & (pl.col("hours") > 0))
    written = care.join(supply.meets, on="service").join(
        supply.needs.select("person", "need"), on=["person", "need"]
    )
    of_many = written.group_by("need").agg(
        pl.col("hours").mean().round(1).alias("hours_each"), pl.len().alias("n")
    )
    return of_many.filter(pl.col("n") >= FEWEST).drop("n")
