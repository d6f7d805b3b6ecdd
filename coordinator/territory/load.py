"""Measure how loaded the services are: persons in care for each place, free places, waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from coordinator.protection.disclosure import rounded, shown, shown_lines, shown_sum
from coordinator.territory.indicator import Indicator, definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.territory.indicator import Among, Status
    from coordinator.territory.supply import Supply

FULL = 100.0
"""Persons in care for a hundred places beyond which a service is overloaded."""


def measure_load(supply: Supply) -> tuple[Indicator, ...]:
    """
    Measure the load of the services.

    Parameters
    ----------
    supply
        The services of a territory and whom they have in care.

    Returns
    -------
    tuple of Indicator
        ``carico``, ``posti_liberi`` and ``in_lista`` for all and by district; ``carico`` by service too.
    """
    rows = service_loads(supply)
    told = rows.join(_told(rows.filter(pl.col("capacity") > 0), "in_care"), on="service", how="left")
    told = told.join(_told(rows, "queue"), on="service", how="left")
    return (*_totals("tutti", "", told), *_by_district(told), *_by_service(told))


def service_loads(supply: Supply) -> pl.DataFrame:
    """
    Count for each service whom it has in care and who waits.

    Parameters
    ----------
    supply
        Of a territory.

    Returns
    -------
    pl.DataFrame
        The columns of the services with ``in_care``, ``queue`` (persons) and ``hours`` (given a week).
    """
    counted = supply.care.group_by("service").agg(
        (pl.col("kind") == "in_carico").sum().alias("in_care"),
        (pl.col("kind") == "in_attesa").sum().alias("queue"),
        pl.col("hours").filter(pl.col("kind") == "in_carico").sum().alias("hours"),
    )
    return supply.services.join(counted, on="service", how="left").with_columns(
        pl.col("in_care", "queue").fill_null(0), pl.col("hours").fill_null(0.0)
    )


def _told(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Tell a count of each service beside those of its district and all; its load tells it to the last person."""
    counts = {one: many for one, many in rows.select("service", name).iter_rows()}  # noqa: C416 - rows are no pairs
    lines = [part["service"].to_list() for _, part in rows.group_by("district", maintain_order=True)]
    told = shown_lines(counts, [*lines, list(counts)], to_the_last=name == "in_care")
    columns = {"service": list(told), f"{name}_told": list(told.values())}
    return pl.DataFrame(columns, schema={"service": pl.Int64, f"{name}_told": pl.Int64})


def _by_district(rows: pl.DataFrame) -> Iterator[Indicator]:
    """Measure the services of each district together."""
    for (district,), part in rows.group_by("district", maintain_order=True):
        yield from _totals("distretto", str(district), part)


def _totals(among: Among, group: str, rows: pl.DataFrame) -> Iterator[Indicator]:
    """
    Add up the services of a group.

    Yields
    ------
    Indicator
        The load, the free places, the waiting list, in that order; a status says why one has no value.
    """
    bounded = rows.filter(pl.col("capacity") > 0)
    places = int(bounded["capacity"].sum())
    yield _load(among, group, shown(int(bounded["in_care"].sum())), places, {"services": bounded.height})
    known = rows.filter(pl.col("free").is_not_null())
    free = Indicator(
        "posti_liberi", among, group, float(known["free"].sum()), "ok", inputs={"services": known.height}
    )
    yield free if known.height else Indicator("posti_liberi", among, group, None, "undefined")
    queue = shown_sum(dict(zip(rows["service"], rows["queue"], strict=True)))
    if queue is None:
        yield Indicator("in_lista", among, group, None, "hidden")
    else:
        yield Indicator("in_lista", among, group, float(queue), "ok")


def _by_service(rows: pl.DataFrame) -> Iterator[Indicator]:
    """Measure each service that says how many places it has, the most loaded first."""
    bounded = rows.filter(pl.col("capacity") > 0).sort(
        pl.col("in_care") / pl.col("capacity"), descending=True
    )
    for one in bounded.iter_rows(named=True):
        inputs = {"name": one["name"], "kind": one["kind"], "district": one["district"], "free": one["free"],
                  "waiting_days": one["waiting_days"],
                  "taken": None if one["free"] is None else one["capacity"] - one["free"],
                  "queue": one["queue_told"]}  # fmt: skip
        persons = None if one["in_care_told"] is None else one["in_care"]
        yield _load("servizio", one["id"], persons, one["capacity"], inputs)


def _load(among: Among, group: str, persons: int | None, places: int, inputs: dict[str, object]) -> Indicator:
    """Measure a load by a count that may be told; None: it may not."""
    if not places:
        return Indicator("carico", among, group, None, "undefined", inputs=inputs)
    if persons is None:
        return Indicator("carico", among, group, None, "hidden", inputs=inputs)
    counted = {"in_care": rounded(persons), "capacity": places}
    status: Status = "insufficient" if persons < definitions()["carico"].minimum else "ok"
    return Indicator(
        "carico", among, group, round(100 * persons / places, 1), status, inputs=counted | inputs
    )
