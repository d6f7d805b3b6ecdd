"""Pair persons, practitioners, bodies, communities, services and households with their FHIR resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.addresses import COMUNE, HOURS, comune_at
from coordinator.exchange.fhir.fields import (
    DAY,
    FLAG,
    GENDER,
    INTEGER,
    TEXT,
    Field,
    Form,
    listed,
    own,
    part,
    word,
)
from coordinator.exchange.fhir.names import (
    PARTY_ID,
    TAX_CODE,
    extension,
    party_reference,
    resource_id,
)

if TYPE_CHECKING:
    from coordinator.store.records import Row

ID = Field("id", ("identifier", {"system": PARTY_ID}, "value"), TEXT)
ACTIVE = Field("active", ("active",), FLAG)
NAME = Field("name", ("name",), TEXT, required=True)
PHONE = Field("phone", ("telecom", {"system": "phone"}, "value"), TEXT)
AREA = Field("area", own("area", "valueString"), TEXT)


PERSON = Form(
    "Patient",
    (
        ID,
        Field("tax_code", ("identifier", {"system": TAX_CODE}, "value"), TEXT),
        ACTIVE,
        Field("family_name", ("name", 0, "family"), TEXT, required=True),
        Field("given_name", ("name", 0, "given"), listed(TEXT), required=True),
        PHONE,
        Field("sex", ("gender",), GENDER),
        Field("born_on", ("birthDate",), DAY),
        Field("died_on", ("deceasedDateTime",), DAY),
        Field("area", ("address", 0, "city"), TEXT),
        Field("comune_code", comune_at("address", 0), COMUNE),
    ),
)

PRACTITIONER = Form(
    "Practitioner",
    (
        ID,
        ACTIVE,
        Field("name", ("name", 0, "text"), TEXT),
        PHONE,
        Field("email", ("telecom", {"system": "email"}, "value"), TEXT),
        Field("profession", ("qualification", 0, "code"), word("professions")),
    ),
)

INSTITUTION = Form(
    "Organization",
    (
        ID,
        ACTIVE,
        Field("institution_kind", ("type", 0), word("institution_kinds"), required=True),
        NAME,
        AREA,
    ),
)

COMMUNITY = Form(
    "Organization",
    (ID, ACTIVE, Field("community_kind", ("type", 0), word("community_kinds"), required=True), NAME, AREA),
)

HOUSEHOLD = Form(
    "Group",
    (ID, ACTIVE, NAME, AREA, Field("address", own("address", "valueString"), TEXT)),
    {"type": "person", "actual": True, "code": {"text": "nucleo familiare"}},
)

SERVICE = Form(
    "HealthcareService",
    (
        ID,
        ACTIVE,
        Field("life_domain", ("category", 0), word("life_domains")),
        Field("service_kind", ("type", 0), word("service_kinds"), required=True),
        NAME,
        Field("area", own("area", "valueString"), TEXT),
        PHONE,
        Field("eligibility", ("eligibility", 0, "comment"), TEXT),
        Field("needs", ("program",), listed(word("needs"))),
        Field("cost", ("extraDetails",), TEXT),
        Field("level_kind", own("essential-level", "valueCode"), TEXT),
        Field("documents", own("required-documents", "valueString"), TEXT),
        Field("min_age", part("age-range", "minimum", "valueInteger"), INTEGER),
        Field("max_age", part("age-range", "maximum", "valueInteger"), INTEGER),
        Field("capacity", part("capacity-status", "places", "valueInteger"), INTEGER),
        Field("places_free", part("capacity-status", "free", "valueInteger"), INTEGER),
        Field("waiting_days", part("capacity-status", "waiting-days", "valueInteger"), INTEGER),
        Field("checked_on", part("capacity-status", "checked-on", "valueDate"), DAY),
        Field("accessibility", ("characteristic", 0, "text"), TEXT),
        Field("opening_hours", ("availableTime",), HOURS),
    ),
)

FORMS = {
    "persons": PERSON,
    "households": HOUSEHOLD,
    "practitioners": PRACTITIONER,
    "services": SERVICE,
    "institutions": INSTITUTION,
    "communities": COMMUNITY,
}
"""Register → the form of its rows."""


def write_party(register: str, row: Row, merged_into: str | None = None) -> dict[str, Any]:
    """
    Write a party as a resource.

    Parameters
    ----------
    register
        One of `FORMS`.
    row
        As `coordinator.store.records` reads it.
    merged_into
        Of a duplicate that was set aside: the id of the record that was kept.

    Returns
    -------
    dict
        A resource with our id as its first identifier.
    """
    shown = dict(row, active=merged_into is None) if register != "persons" else _as_patient(row, merged_into)
    resource = FORMS[register].write(shown, resource_id(row["id"]))
    if merged_into is not None:
        resource["active"] = False
        if register == "persons":
            resource["link"] = [{"other": party_reference(merged_into), "type": "replaced-by"}]
        else:
            resource.setdefault("extension", []).append(
                extension("replaced-by") | {"valueReference": party_reference(merged_into)}
            )
    return resource


def _as_patient(row: Row, merged_into: str | None) -> Row:
    """Put a given name into the list that FHIR keeps, and say that the record is in use."""
    return dict(row, given_name=[row["given_name"]], active=merged_into is None)
