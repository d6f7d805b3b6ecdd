"""Read what a territory needs and what it has: needs by comune, services with their places, who has whom in care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import or_, select

from coordinator.model import (
    Institution,
    Need,
    Party,
    Person,
    Service,
    ServiceNeed,
    Tie,
    day_number,
    vocabulary,
)
from coordinator.territory.courses import NOWHERE, read_districts
from coordinator.territory.frames import raw_day, read_frame

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from coordinator.protection import Viewer
    from coordinator.store import Store

OWNERS = ("gestito_da",)


@dataclass(frozen=True, slots=True)
class Supply:
    """The needs and the services of a territory on a day; hidden ties and parties never count."""

    day: int  # day number
    needs: pl.DataFrame  # person, need, hours, comune, district; one row a person and need that is open
    services: (
        pl.DataFrame
    )  # service, id, name, kind, area, district, capacity, free, waiting_days, checked_on
    meets: pl.DataFrame  # service, need: which service may meet which need
    care: pl.DataFrame  # person, service, kind (in_carico, in_attesa), hours

    def served(self) -> pl.DataFrame:
        """Return the open needs with ``served`` and ``waits``: whether a service that meets the need has her."""
        with_need = self.care.join(self.meets, on="service")
        return (
            self.needs.join(_those(with_need, "in_carico", "served"), on=["person", "need"], how="left")
            .join(_those(with_need, "in_attesa", "waits"), on=["person", "need"], how="left")
            .with_columns(pl.col("served").fill_null(value=False), pl.col("waits").fill_null(value=False))
        )


def read_supply(store: Store, day: date, viewer: Viewer) -> Supply:
    """
    Read the needs and the services of a territory.

    Parameters
    ----------
    store
        The record.
    day
        Needs and ties are those that hold on it.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    Supply
        Of living persons, duplicates set aside.
    """
    viewer.require("read", "territory")
    return Supply(day_number(day), _needs(store, day), _services(store), _meets(store), _care(store, day))


def on_day(table: type[Need | Tie], day: date) -> ColumnElement[bool]:
    """Say which rows hold on a day, both ends included."""
    number = day_number(day)
    return (raw_day(table.since) <= number) & or_(table.until.is_(None), raw_day(table.until) >= number)


def _needs(store: Store, day: date) -> pl.DataFrame:
    """Read the open needs, one row a person and need."""
    query = (
        select(Need.person_key.label("person"), Need.need, Need.hours_per_week.label("hours"),
               Person.area.label("comune"))
        .join(Person, Person.key == Need.person_key)
        .where(
            on_day(Need, day),
            Person.died_on.is_(None),
            Person.merged_into.is_(None),
            Person.hidden.is_(False),
        )
    )  # fmt: skip
    rows = read_frame(
        store, query, person=pl.Int64(), need=pl.String(), hours=pl.Float64(), comune=pl.String()
    )
    once = rows.group_by("person", "need").agg(pl.col("hours").max(), pl.col("comune").first())
    return _with_district(once, store, "comune")


def _services(store: Store) -> pl.DataFrame:
    """Read every service, with the district that it stands in: of its area, or of the body that answers for it."""
    query = select(
        Service.key.label("service"), Service.id, Service.name, Service.service_kind.label("kind"), Service.area,
        Service.capacity, Service.places_free.label("free"), Service.waiting_days,
        raw_day(Service.checked_on).label("checked_on"),
    ).where(Service.merged_into.is_(None), Service.hidden.is_(False)).order_by(Service.key)  # fmt: skip
    rows = read_frame(
        store, query, service=pl.Int64(), area=pl.String(), capacity=pl.Int64(), free=pl.Int64(),
        waiting_days=pl.Int64(), checked_on=pl.Int32(), id=pl.String(), name=pl.String(), kind=pl.String(),
    )  # fmt: skip
    owners = read_frame(
        store,
        select(Tie.from_key.label("service"), Institution.id.label("body"), Institution.area.label("seat"))
        .join(Institution, Institution.key == Tie.to_key)
        .where(Tie.kind.in_(OWNERS), Tie.until.is_(None)),
        service=pl.Int64(), body=pl.String(), seat=pl.String(),
    ).unique("service", keep="first")  # fmt: skip
    districts = read_districts(store)
    above = sorted(set(districts.values()))
    placed = _with_district(rows.join(owners, on="service", how="left"), store, "area")
    of_body = pl.when(pl.col("body").is_in(above)).then(pl.col("body"))
    of_seat = pl.col("seat").replace_strict(districts, default=None, return_dtype=pl.String)
    district = pl.when(pl.col("district") != NOWHERE).then(pl.col("district"))
    return placed.with_columns(
        pl.coalesce(district, of_body, of_seat, pl.lit(NOWHERE)).alias("district")
    ).drop("body", "seat")


def _meets(store: Store) -> pl.DataFrame:
    """Read which service may meet which need."""
    reserved = select(Party.key).where(Party.hidden)
    query = select(ServiceNeed.service_key.label("service"), ServiceNeed.need).where(
        ServiceNeed.service_key.not_in(reserved)
    )
    return read_frame(store, query, service=pl.Int64(), need=pl.String())


def _care(store: Store, day: date) -> pl.DataFrame:
    """Read whom each service has in care, or on its list; who is reserved, and a refuge, are in no count."""
    reserved = select(Party.key).where(Party.hidden)
    query = select(
        Tie.from_key.label("person"), Tie.to_key.label("service"), raw_day(Tie.kind).label("kind"),
        Tie.hours_per_week.label("hours"),
    ).where(Tie.kind.in_(["in_carico", "in_attesa"]), on_day(Tie, day), Tie.hidden.is_(False),
            Tie.from_key.not_in(reserved), Tie.to_key.not_in(reserved))  # fmt: skip
    rows = read_frame(
        store, query, person=pl.Int64(), service=pl.Int64(), kind=pl.Int16(), hours=pl.Float64()
    )
    names = {vocabulary().tie_kind(kind).code: kind for kind in ("in_carico", "in_attesa")}
    return (
        rows.with_columns(pl.col("kind").replace_strict(names, return_dtype=pl.String))
        .group_by("person", "service", "kind")
        .agg(pl.col("hours").max())
    )


def _with_district(rows: pl.DataFrame, store: Store, column: str) -> pl.DataFrame:
    """Say in which district each row's comune lies; no comune is the empty word."""
    return rows.with_columns(pl.col(column).fill_null(NOWHERE)).with_columns(
        pl.col(column)
        .replace_strict(read_districts(store), default=NOWHERE, return_dtype=pl.String)
        .alias("district")
    )


def _those(rows: pl.DataFrame, kind: str, name: str) -> pl.DataFrame:
    """Mark the persons and needs of whom a kind of tie speaks."""
    kept = rows.filter(pl.col("kind") == kind).select("person", "need").unique()
    return kept.with_columns(pl.lit(value=True).alias(name))
