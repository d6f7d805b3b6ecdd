"""Pair where a service is and when it is open with FHIR: its Location, its hours, ISTAT's code of the comune."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.fields import NUMBER, TEXT, Codec, Field, FieldError, Form
from coordinator.exchange.fhir.names import resource_id
from coordinator.model.hours import MIDNIGHT, BadHoursError, Opening, read_hours, write_hours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.exchange.fhir.fields import Links
    from coordinator.exchange.fhir.lens import Path, Reading
    from coordinator.store.records import Row

CODED = {"url": "http://hl7.org/fhir/StructureDefinition/iso21090-codedString"}
"""The extension by which HL7 Italia's core address says the code of a city."""

ISTAT = "https://www.hl7.it/fhir/terminology/CodeSystem/istat-comuni"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST_SECOND = "23:59:59"
ITALY = ("IT", "ITA", "Italia", "100")


def _write_comune(code: str) -> dict[str, str]:
    return {"system": ISTAT, "code": code}


def _read_comune(value: Any, _links: Links) -> str:  # noqa: ANN401  JSON
    code = str(value.get("code", "")) if isinstance(value, dict) and value.get("system") == ISTAT else ""
    if re.fullmatch(r"[0-9]{6}", code) is None:
        message = f"non è un codice ISTAT: sei cifre, con system {ISTAT}"
        raise FieldError(message)
    return code


def _shaped(pattern: str, what: str) -> Codec:
    """Keep a text of one shape."""

    def read(value: Any, _links: Links) -> str:  # noqa: ANN401  JSON
        if not isinstance(value, str) or re.fullmatch(pattern, value.strip()) is None:
            message = f"{value!r} non è {what}"
            raise FieldError(message)
        return value.strip().upper()

    return Codec(str, read)


def _write_times(text: str) -> list[dict[str, Any]]:
    return [_times(one) for one in read_hours(text)]


def _times(one: Opening) -> dict[str, Any]:
    """Write an opening; FHIR has no 24:00."""
    days = {"daysOfWeek": [WEEK[day] for day in one.days]}
    if (one.opens, one.closes) == ("00:00", MIDNIGHT):
        return days | {"allDay": True}
    closes = LAST_SECOND if one.closes == MIDNIGHT else f"{one.closes}:00"
    return days | {"availableStartTime": f"{one.opens}:00", "availableEndTime": closes}


def _read_times(value: Any, _links: Links) -> str:  # noqa: ANN401  JSON
    try:
        return write_hours(_opening(one) for one in value)
    except (BadHoursError, KeyError, ValueError, TypeError) as error:
        message = f"non dice in quali giorni e ore ({error})"
        raise FieldError(message) from None


def _opening(one: Mapping[str, Any]) -> Opening:
    """Read one of the times of a service."""
    days = tuple(sorted(WEEK.index(day) for day in one["daysOfWeek"]))
    if one.get("allDay"):
        return Opening(days, "00:00", MIDNIGHT)
    closes = str(one["availableEndTime"])
    return Opening(
        days, str(one["availableStartTime"])[:5], MIDNIGHT if closes == LAST_SECOND else closes[:5]
    )


HOURS = Codec(_write_times, _read_times)
COMUNE = Codec(_write_comune, _read_comune)


def comune_at(*address: str | int) -> Path:
    """Return the path of ISTAT's code in an address."""
    return (*address, "_city", "extension", CODED, "valueCoding")


LOCATION = Form(
    "Location",
    (
        Field("address", ("address", "line", 0), TEXT),
        Field("city", ("address", "city"), TEXT),
        Field("comune_code", comune_at("address"), COMUNE),
        Field("province", ("address", "district"), _shaped("[A-Za-z]{2}", "la sigla di una provincia")),
        Field("postal_code", ("address", "postalCode"), _shaped("[0-9]{5}", "un CAP")),
        Field("latitude", ("position", "latitude"), NUMBER),
        Field("longitude", ("position", "longitude"), NUMBER),
    ),
    {"status": "active", "mode": "instance"},
)
"""Where a service is; what is in it stands in the columns of the service."""


def write_location(service: Row) -> dict[str, Any] | None:
    """
    Write where a service is.

    Parameters
    ----------
    service
        Its row.

    Returns
    -------
    dict or None
        None when nobody said where.
    """
    if all(service.get(field.name) in (None, "") for field in LOCATION.fields):
        return None
    resource = LOCATION.write(service, f"luogo-{resource_id(service['id'])}"[:64])
    return resource | {"name": service["name"]}


def read_location(reading: Reading, links: Links, name: str) -> Row:
    """
    Read where a service is.

    Parameters
    ----------
    reading
        A location; what is read is taken from it.
    links
        What references lead to.
    name
        Of the service: the location may have the same.

    Returns
    -------
    Row
        Columns of the service.
    """
    row, _ = LOCATION.read(reading, links)
    address = reading.rest.get("address") or {}
    if address.get("country") in ITALY:
        del address["country"]
    if reading.rest.get("name") == name:
        del reading.rest["name"]
    if not address:
        reading.rest.pop("address", None)
    return row
