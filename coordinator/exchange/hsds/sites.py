"""Pair where a service is and when it is open with HSDS: location, address, accessibility, schedule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.model.hours import MIDNIGHT, BadHoursError, Opening, read_hours, write_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coordinator.exchange.hsds.tables import Row, Tables

ADDRESS = {
    "address": "address_1",
    "city": "city",
    "province": "state_province",
    "postal_code": "postal_code",
}
"""Our field → the column of an address; the specification asks for all four."""

UNKNOWN = "non indicato"
"""Stands for what an address must say and nobody knows."""

ISTAT = "ISTAT"
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_SECOND = "23:59:59"
LOCAL = "ora locale italiana"
COUNTRY = "IT"
PROVINCE, POSTAL_CODE, COMUNE_CODE = r"[A-Z]{2}", r"[0-9]{5}", r"[0-9]{6}"
PLACE = (*ADDRESS, "latitude", "longitude", "comune_code", "accessibility")


def write_site(row: Row, ids: Mapping[str, str], service_id: str) -> Iterator[tuple[str, Row]]:
    """
    Write where a service is.

    Parameters
    ----------
    row
        Of the service.
    ids
        UUID of its location, address and so on, by name of the table.
    service_id
        Its own.

    Yields
    ------
    str, Row
        Table and row; none when nobody said where it is.
    """
    if all(row.get(name) in (None, "") for name in PLACE):
        return
    code = row.get("comune_code")
    location = {"id": ids["location"], "location_type": "physical", "name": row["name"]}
    location |= {"latitude": row.get("latitude"), "longitude": row.get("longitude")}
    location |= {"external_identifier": code, "external_identifier_type": ISTAT if code else None}
    yield "location", location
    at = {"service_id": service_id, "location_id": ids["location"]}
    yield "service_at_location", {"id": ids["service_at_location"]} | at
    if any(row.get(name) for name in ADDRESS):
        told = {column: row.get(name) or UNKNOWN for name, column in ADDRESS.items()}
        fixed = {"country": COUNTRY, "address_type": "physical"}
        yield "address", {"id": ids["address"], "location_id": ids["location"]} | told | fixed
    if row.get("accessibility"):
        one = {"id": ids["accessibility"], "location_id": ids["location"]}
        yield "accessibility", one | {"description": row["accessibility"]}


def write_schedule(text: str) -> Iterator[Row]:
    """
    Write opening hours.

    Parameters
    ----------
    text
        As the record holds them.

    Yields
    ------
    Row
        A rule of RFC 5545 for each span of hours, in Italian time.
    """
    for one in read_hours(text):
        closes = LAST_SECOND if one.closes == MIDNIGHT else f"{one.closes}:00"
        days = ",".join(WEEK[day] for day in one.days)
        times = {"opens_at": f"{one.opens}:00", "closes_at": closes, "description": LOCAL}
        yield {"freq": "WEEKLY", "byday": days} | times


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service of others is, and when it is open."""

    columns: Mapping[str, Any]  # of our services
    left: Sequence[str]  # "table.column", for which the record has no place
    locations: frozenset[str]  # ids of those that were read
    schedules: int  # how many were read or left


def read_site(tables: Tables, service_id: str) -> Site:
    """
    Read where a service is, and when it is open.

    Parameters
    ----------
    tables
        Of the directory.
    service_id
        As these name it.

    Returns
    -------
    Site
        Of its first location, and of the schedules that are weekly and hold for the whole year.
    """
    at = [one for one in tables.get("service_at_location", ()) if one.get("service_id") == service_id]
    locations = {str(one.get("id")): one for one in tables.get("location", ())}
    named = [place for one in at if (place := str(one.get("location_id"))) in locations][:1]
    columns: dict[str, Any] = {}
    left = ["service_at_location.location_id"] * max(0, len(at) - 1)
    for place in named:
        about = [
            [one for one in tables.get(table, ()) if one.get("location_id") == place]
            for table in ("address", "accessibility")
        ]
        columns, unread = _place(locations[place], *about)
        left += unread
    owners = [("service_id", service_id), *(("location_id", place) for place in named)]
    owners += [("service_at_location_id", str(one.get("id"))) for one in at[:1]]
    rows = [
        row for row in tables.get("schedule", ()) if any(row.get(name) == owner for name, owner in owners)
    ]
    hours, unread = _hours(rows)
    left += [f"schedule.{column}" for column in unread]
    return Site(columns | ({"opening_hours": hours} if hours else {}), left, frozenset(named), len(rows))


def _hours(rows: Iterable[Row]) -> tuple[str | None, list[str]]:
    """Read the schedules of one service; say by column why some were left."""
    openings, left = [], []
    for row in rows:
        try:
            openings.append(_opening(row))
        except (BadHoursError, ValueError) as error:
            left.append(str(error) if str(error) in row else "byday")
    try:
        return (write_hours(openings) if openings else None), left
    except BadHoursError:
        return None, [*left, *("byday" for _ in openings)]


def _opening(row: Row) -> Opening:
    """Read a weekly schedule; raise with the column for which the record has no place."""
    for column in (
        "valid_from",
        "valid_to",
        "dtstart",
        "until",
        "count",
        "interval",
        "byweekno",
        "bymonthday",
    ):
        if row.get(column) not in (None, "", 1, "1"):
            raise ValueError(column)
    if row.get("freq", "WEEKLY") != "WEEKLY":
        column = "freq"
        raise ValueError(column)
    days = tuple(sorted(WEEK.index(day.strip()) for day in str(row.get("byday", "")).split(",")))
    closes = _local(row, "closes_at")
    return Opening(days, _local(row, "opens_at")[:5], MIDNIGHT if closes == LAST_SECOND else closes[:5])


def _local(row: Row, column: str) -> str:
    """Read a time; one in UTC would move twice a year."""
    text = str(row.get(column, ""))
    if re.fullmatch(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?([+-][0-9]{2}:?[0-9]{2})?", text) is None:
        raise ValueError(column)
    return re.split(r"[+-]", text)[0]


def _place(
    location: Row, addresses: Iterable[Row], access: Iterable[Row]
) -> tuple[dict[str, Any], list[str]]:
    """Read a location; say by table and column what was left."""
    found: dict[str, Any] = {}
    left = []
    for name in ("latitude", "longitude"):
        if name in location:
            found[name] = location[name]
    code = str(location.get("external_identifier", ""))
    if location.get("external_identifier_type") == ISTAT and re.fullmatch(COMUNE_CODE, code):
        found["comune_code"] = code
    elif code:
        left.append("location.external_identifier")
    for number, row in enumerate(addresses):
        if number or row.get("address_type", "physical") == "postal":
            left.append("address.address_1")
            continue
        for name, column in ADDRESS.items():
            value = str(row.get(column, "")).strip()
            pattern = {"province": PROVINCE, "postal_code": POSTAL_CODE}.get(name)
            if value in {"", UNKNOWN}:
                continue
            if pattern and re.fullmatch(pattern, value.upper()) is None:
                left.append(f"address.{column}")
            else:
                found[name] = value.upper() if pattern else value
    words = [str(row["description"]) for row in access if row.get("description")]
    if words:
        found["accessibility"] = words[0]
    return found, left + ["accessibility.description"] * (len(words) - 1)
