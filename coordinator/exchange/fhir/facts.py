"""Pair needs, contacts and agreements with their FHIR resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.fields import DAY, NUMBER, PARTY, TEXT, Field, Form, listed, own, word
from coordinator.exchange.fhir.names import BASE, TERMINOLOGY, prefix_of
from coordinator.exchange.fhir.places import SAID, span

if TYPE_CHECKING:
    from coordinator.store.records import Row

AGREEMENT_ID = f"{BASE}/sid/agreement"
CONCERN = "http://hl7.org/fhir/us/core/CodeSystem/condition-category"
ACT_CODE = f"{TERMINOLOGY}/v3-ActCode"
CLASSES = {"telefonata": "VR", "accesso_domiciliare": "HH", "ricovero": "IMP", "dimissione": "IMP"}
"""Kind of contact → class of encounter; any other is ambulatory."""

NEED = Form(
    "Condition",
    (
        Field("need", ("code",), word("needs"), required=True),
        Field("person_id", ("subject",), PARTY, required=True),
        Field("since", ("onsetDateTime",), DAY, required=True),
        Field("until", ("abatementDateTime",), DAY),
        Field("hours_per_week", own("hours-per-week", "valueDecimal"), NUMBER),
        *SAID,
    ),
    {"category": [{"coding": [{"system": CONCERN, "code": "health-concern"}]}]},
    ("clinicalStatus",),
)

CONTACT = Form(
    "Encounter",
    (
        Field("kind", ("type", 0), word("contact_kinds"), required=True),
        Field("person_id", ("subject",), PARTY, required=True),
        Field("with_practitioner", ("participant", 0, "individual"), PARTY),
        Field("day", ("period", "start"), DAY, required=True),
        Field("last_day", ("period", "end"), DAY),
        Field("with_place", own("with", "valueReference"), PARTY),
    ),
    {"status": "finished"},
    ("class",),
)

AGREEMENT = Form(
    "Contract",
    (
        Field("id", ("identifier", {"system": AGREEMENT_ID}, "value"), TEXT, required=True),
        Field("norm_urn", ("instantiatesUri",), TEXT),
        *span("applies"),
        Field("title", ("title",), TEXT, required=True),
        Field("agreement_kind", ("type",), word("agreement_kinds"), required=True),
        Field("level", own("integration-level", "valueCode"), TEXT),
        Field("document", own("document", "valueString"), TEXT),
        Field("parties", ("term", 0, "offer", "party", 0, "reference"), listed(PARTY), required=True),
        Field("signs", ("term", 0, "offer", "party", 0, "role", "text"), TEXT),
    ),
    {"status": "executed"},
)


def write_need(row: Row, resource_id: str) -> dict[str, Any]:
    """Write a need as a health concern, which is over when its last day is known."""
    status = "resolved" if row.get("until") else "active"
    code = {"system": f"{TERMINOLOGY}/condition-clinical", "code": status}
    return NEED.write(row, resource_id) | {"clinicalStatus": {"coding": [code]}}


def write_contact(row: Row, resource_id: str) -> dict[str, Any]:
    """Write a contact as an encounter of a day."""
    by_hand = prefix_of(row["with_id"]) in {"pra"}
    more = {"with_practitioner" if by_hand else "with_place": row["with_id"], "last_day": row["day"]}
    code = {"system": ACT_CODE, "code": CLASSES.get(row["kind"], "AMB")}
    return CONTACT.write(row | more, resource_id) | {"class": code}


def write_agreement(row: Row, resource_id: str) -> dict[str, Any]:
    """Write an agreement as a contract whose parties are bodies."""
    return AGREEMENT.write(row | {"signs": "firmatario"}, resource_id)


def read_contact(row: Row) -> Row:
    """Say with whom a contact was, wherever the resource names her."""
    place, by_hand = row.pop("with_place", None), row.pop("with_practitioner", None)
    row.pop("last_day", None)
    return row | ({"with_id": by_hand or place} if by_hand or place else {})
