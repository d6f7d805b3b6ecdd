"""Measure the five levels of integration of each district: whom it shares, and who of them act together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Agreement, AgreementParty, Institution, Party, Person, Tie, day_number
from coordinator.network.integration import BODIES, COMMUNITY, FOLLOWED, PLANNING, TOGETHER
from coordinator.network.measures import LEVELS
from coordinator.protection.disclosure import shown_groups
from coordinator.territory.courses import NOWHERE, read_districts
from coordinator.territory.frames import raw_day, read_frame
from coordinator.territory.rates import hidden, share
from coordinator.territory.supply import on_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coordinator.store import Store
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.supply import Supply

SIDES = ("sanita", "sociale")
HELPERS = tuple(kind for kind in COMMUNITY if kind != "partecipa")
"""Kinds of tie that lead from who helps to who is helped; the other leads to the group."""
OF_PERSONS = ("professional", "community")
"""Levels that count persons; the others count pairs of bodies or services."""
COORDINATED = "si_coordina"


def measure_integration(store: Store, day: date, supply: Supply) -> tuple[Indicator, ...]:
    """
    Measure the five levels of integration, for the territory and for each district.

    The same measures as `coordinator.network.integration`, over columns: that one names the pairs, this one compares
    districts.

    Parameters
    ----------
    store
        The record.
    day
        Ties and agreements are those that hold on it; hidden ties never count.
    supply
        Who is in care where, as a viewer who may read the territory read it.

    Returns
    -------
    tuple of Indicator
        ``integrazione_…``, in per cent.
    """
    ties = _Ties(store, day)
    care = supply.care.filter(pl.col("kind") == "in_carico").select("person", other="service")
    owners = ties.of("gestito_da").select(other="one", body="two")
    bodies = care.join(owners, on="other").select("person", other="body").unique()
    followed = ties.of(*FOLLOWED).select(person="two", other="one").unique()
    helped = ties.of(*HELPERS).select(person="two", other="one")
    around = pl.concat([helped, ties.of("partecipa").select(person="one", other="two")]).unique()
    public = pl.concat([care, followed]).unique()
    of_public = public.select("other").unique()
    sided = public.with_columns(pl.lit("pubblico").alias("side"))
    free = around.join(of_public, on="other", how="anti").with_columns(pl.lit("comunita").alias("side"))
    side = pl.concat([sided, free]).select("other", "side").unique("other", keep="first")
    talk, sides = ties.joined(COORDINATED), _sides(store)
    bodies = bodies.join(_body_sides(store), on="other")
    planning = pl.concat([ties.joined(*PLANNING), ties.agreed("programmatoria")])
    rows = {
        "institutional": _pairs(bodies, ties.agreed(None)),
        "planning": _pairs(bodies, planning),
        "professional": _persons(followed.join(sides, on="other"), talk),
        "managerial": _pairs(care.join(sides, on="other"), ties.joined(*TOGETHER)),
        "community": _persons(pl.concat([public, around]).unique().join(side, on="other"), talk),
    }
    places = _places(store)
    return tuple(one for level in LEVELS for one in _told(f"integrazione_{level}", rows[level], places))


class _Ties:
    """The ties that hold on a day, read kind by kind."""

    def __init__(self, store: Store, day: date) -> None:
        self.store, self.day = store, day

    def of(self, *kinds: str) -> pl.DataFrame:
        """Return the ends of the ties of some kinds: columns one, two."""
        query = select(Tie.from_key.label("one"), Tie.to_key.label("two")).where(
            Tie.kind.in_(kinds), on_day(Tie, self.day), Tie.hidden.is_(False)
        )
        return read_frame(self.store, query, one=pl.Int64(), two=pl.Int64())

    def joined(self, *kinds: str) -> pl.DataFrame:
        """Return the pairs that ties join, the smaller key first."""
        return _ordered(self.of(*kinds))

    def agreed(self, level: str | None) -> pl.DataFrame:
        """Return the pairs of bodies that an agreement in force joins."""
        first, second = aliased(AgreementParty), aliased(AgreementParty)
        number = day_number(self.day)
        query = (
            select(first.institution_key.label("one"), second.institution_key.label("two"))
            .join(second, second.agreement_key == first.agreement_key)
            .join(Agreement, Agreement.key == first.agreement_key)
            .where(
                first.institution_key < second.institution_key,
                raw_day(Agreement.since) <= number,
                or_(Agreement.until.is_(None), raw_day(Agreement.until) >= number),
            )
        )
        if level is not None:
            query = query.where(Agreement.level == level)
        return _ordered(read_frame(self.store, query, one=pl.Int64(), two=pl.Int64()))


def _ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    """Put the smaller key of each pair first, each pair once, and say that they act together."""
    ends = pl.min_horizontal("one", "two").alias("one"), pl.max_horizontal("one", "two").alias("two")
    return pairs.select(*ends).unique().with_columns(pl.lit(value=True).alias("together"))


def _across(rows: pl.DataFrame) -> pl.DataFrame:
    """Return for each person the pairs of parties of different sides."""
    both = rows.join(rows, on="person", suffix="_two").filter(pl.col("side") < pl.col("side_two"))
    ends = (
        pl.min_horizontal("other", "other_two").alias("one"),
        pl.max_horizontal("other", "other_two").alias("two"),
    )
    return both.select("person", *ends)


def _pairs(rows: pl.DataFrame, joined: pl.DataFrame) -> pl.DataFrame:
    """Say of each pair, and person whom it shares, whether the pair acts together; ``unit`` is the pair."""
    pairs = _across(rows).join(joined.unique(["one", "two"]), on=["one", "two"], how="left")
    return pairs.select(
        "person", pl.struct("one", "two").alias("unit"), pl.col("together").fill_null(value=False)
    )


def _persons(rows: pl.DataFrame, joined: pl.DataFrame) -> pl.DataFrame:
    """Say of each person with both sides around her whether some pair of them acts together; ``unit`` is she."""
    pairs = _across(rows).join(joined, on=["one", "two"], how="left")
    by_person = pairs.group_by("person").agg(pl.col("together").fill_null(value=False).any())
    return by_person.select("person", pl.col("person").alias("unit"), "together")


def _told(name: str, rows: pl.DataFrame, places: pl.DataFrame) -> Iterator[Indicator]:
    """
    Measure a level for all and by district.

    Yields
    ------
    Indicator
        All first; then one a district, in the order of their names, hidden where it may not be told.
    """
    whole = rows.unique("unit")
    of_persons = name.removeprefix("integrazione_") in OF_PERSONS
    yield share(name, "tutti", "", int(whole["together"].sum()), whole.height, of_persons=of_persons)
    there = rows.join(places, on="person").unique(["unit", "district"])
    parts = {str(district): part for (district,), part in there.group_by("district")}
    told = shown_groups({district: part.height for district, part in parts.items()}) if of_persons else {}
    for district, part in sorted(parts.items()):
        if district == NOWHERE:
            continue
        if told.get(district, part.height) is None:
            yield hidden(name, "distretto", district)
        else:
            many = int(part["together"].sum())
            yield share(name, "distretto", district, many, part.height, of_persons=of_persons)


def _sides(store: Store) -> pl.DataFrame:
    """Read the side of the services and professionals of health and of social care."""
    query = select(Party.key.label("other"), Party.sector.label("side")).where(
        Party.sector.in_(SIDES), Party.kind.in_(["servizio", "professionista"])
    )
    return read_frame(store, query, other=pl.Int64(), side=pl.String())


def _body_sides(store: Store) -> pl.DataFrame:
    """Read the side of the bodies of health and of social care."""
    query = select(Institution.key.label("other"), Institution.institution_kind.label("side")).where(
        Institution.institution_kind.in_(list(BODIES))
    )
    rows = read_frame(store, query, other=pl.Int64(), side=pl.String())
    return rows.with_columns(pl.col("side").replace_strict(BODIES, return_dtype=pl.String))


def _places(store: Store) -> pl.DataFrame:
    """Say in which district each person lives."""
    query = select(Person.key.label("person"), Person.area.label("comune")).where(Person.hidden.is_(False))
    rows = read_frame(store, query, person=pl.Int64(), comune=pl.String())
    district = pl.col("comune").replace_strict(read_districts(store), default=NOWHERE, return_dtype=pl.String)
    return rows.select("person", district.alias("district"))
