"""Write the registers of a district as FHIR resources, in an order that does not depend on the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.addresses import write_location
from coordinator.exchange.fhir.facts import write_agreement, write_contact, write_need
from coordinator.exchange.fhir.fields import write_fields
from coordinator.exchange.fhir.names import digest, party_reference, resource_id
from coordinator.exchange.fhir.parties import FORMS, write_party
from coordinator.exchange.fhir.places import (
    ROLE_PLACES,
    STATES,
    TIE_PLACES,
    person_first,
    place_of_role,
    place_of_tie,
    told_apart,
)
from coordinator.model.ties import ENCODER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coordinator.store.records import Records, Row

PARTS = {"CareTeam", "Group"}
"""Places where a tie is a part of a resource of the person or the household."""


def write_registers(records: Records) -> Iterator[dict[str, Any]]:
    """
    Write rows as resources.

    Parameters
    ----------
    records
        What may leave, as `coordinator.exchange.fhir.leaving` chose it.

    Yields
    ------
    dict
        JSON: parties before what names them.
    """
    merged = {row["key"]: row["id"] for register in FORMS for row in getattr(records, register)}
    ties = _named(records.ties, "tie")
    roles = _named(records.roles, "role")
    inside = _parts(ties, roles)
    for register in FORMS:
        for row in sorted(getattr(records, register), key=_by_id):
            resource = write_party(register, row, merged.get(row.get("merged_into")))
            if register == "households":
                _add_members(resource, inside.get(("Group", row["id"]), ()))
            if register == "services" and (place := write_location(row)) is not None:
                resource["location"] = [{"reference": f"Location/{place['id']}"}]
                yield place
            yield resource
    for row in sorted(records.persons, key=_by_id):
        if parts := inside.get(("CareTeam", row["id"])):
            yield _care_team(row["id"], parts)
    yield from _alone(ties, TIE_PLACES, place_of_tie)
    yield from _alone(roles, ROLE_PLACES, place_of_role)
    for row in _named(records.needs, "need"):
        yield write_need(row, row["name"])
    for row in _named(records.contacts, "contact"):
        yield write_contact(row, row["name"])
    for row in sorted(records.agreements, key=_by_id):
        yield write_agreement(row, resource_id(row["id"]))


def _by_id(row: Row) -> str:
    return str(row["id"])


def _named(rows: list[Row], prefix: str) -> list[Row]:
    """Name rows by what they hold; what they follow is named too."""
    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    for row in rows:
        name = f"{prefix}-{digest(ENCODER.encode(_content(row)))}"
        seen[name] += 1
        names[row["key"]] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    named = [row | {"name": names[row["key"]], "follows": names.get(row.get("follows") or 0)} for row in rows]
    return sorted(named, key=lambda row: str(row["name"]))


def _content(row: Row) -> Row:
    """Return what a row says, without what a store adds."""
    return {
        name: value
        for name, value in row.items()
        if name not in {"key", "follows"} and value is not None and value is not False
    }


def _parts(ties: Iterable[Row], roles: Iterable[Row]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Write the ties and roles that are parts of a person's network or of a household."""
    parts = defaultdict(list)
    for row in ties:
        place = place_of_tie(row)
        if place not in PARTS:
            continue
        first = place == "CareTeam" and person_first(row["kind"])
        whole, other = ("from_id", "to_id") if first else ("to_id", "from_id")
        parts[place, row[whole]].append(_part(TIE_PLACES[place].fields, row | {"member": row[other]}))
    for row in roles:
        if place_of_role(row) == "CareTeam":
            parts["CareTeam", row["about_id"]].append(_part(ROLE_PLACES["CareTeam"].fields, row))
    return parts


def _part(fields: Any, row: Row) -> dict[str, Any]:  # noqa: ANN401  a sequence of fields
    part = {"id": row["name"]}
    write_fields(fields, row, part)
    return part


def _add_members(group: dict[str, Any], members: Iterable[dict[str, Any]]) -> None:
    """Put members into a household; FHIR allows no empty list."""
    if members:
        group["member"] = list(members)


def _care_team(person_id: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Write a person's network: who helps her, beside her family and the services."""
    return {
        "resourceType": "CareTeam",
        "id": f"rete-{resource_id(person_id)}"[:64],
        "name": "rete di cura",
        "subject": party_reference(person_id),
        "participant": parts,
    }


def _alone(rows: Iterable[Row], places: Any, place_of: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Write the ties or roles that are resources of their own."""
    for row in rows:
        if (place := place_of(row)) in PARTS:
            continue
        resource = places[place].write(told_apart(row), row["name"])
        if place == "ServiceRequest":
            resource["status"] = "completed" if row.get("until") else STATES.get(row["kind"], "active")
        yield resource
