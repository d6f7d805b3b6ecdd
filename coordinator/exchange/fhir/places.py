"""Pair ties and roles with the resources, or parts of resources, that FHIR has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.fields import (
    BY_ID,
    DAY,
    FLAG,
    INSTANT,
    INTEGER,
    NUMBER,
    PARTY,
    TEXT,
    Codec,
    Field,
    FieldError,
    Form,
    own,
    own_code,
    part,
    word,
)
from coordinator.exchange.fhir.names import PARTY_ID, ROLE_CLASS, ROLE_CODE, code_system, extension, prefix_of
from coordinator.model import vocabulary
from coordinator.model.vocabulary import FIRST_HELPER_CODE

if TYPE_CHECKING:
    from coordinator.exchange.fhir.fields import Links
    from coordinator.exchange.fhir.lens import Step
    from coordinator.store.records import Row

BODIES = ("ist", "com")
PLACES = ("svc", *BODIES)
MEMBERS = ("pra", "per", *BODIES)
"""Who may sit in a FHIR care team; services and households may not."""


ROLE_CLASSES = ("CAREGIVER", "GUARD")


def _write_kind(kind_id: str) -> dict[str, Any]:
    """Write a kind of tie as our code, and HL7's own where it has one for relatives and carers."""
    kind = vocabulary().tie_kind(kind_id)
    codings = [{"system": code_system("tie_kinds"), "code": kind.id, "display": kind.label}]
    if kind.ends == (frozenset({"persona"}), frozenset({"persona"})):
        system = ROLE_CLASS if kind.fhir in ROLE_CLASSES else ROLE_CODE
        codings.append({"system": system, "code": kind.fhir})
    return {"coding": codings}


def _read_kind(value: Any, _links: Links) -> str:  # noqa: ANN401  JSON
    code = own_code(value, "tie_kinds")
    if code is None:
        message = f"non c'è un codice di Ponte: aggiungi una coding con system {code_system('tie_kinds')}"
        raise FieldError(message)
    return code


KIND = Codec(_write_kind, _read_kind)
ROLE = word("roles")


def _said(name: str, element: str, value: str, codec: Codec = TEXT) -> Field:
    return Field(name, part("statement", element, value), codec)


SIGNED = (_said("author", "author", "valueString"), _said("recorded_at", "recorded", "valueInstant", INSTANT))
DOCUMENT = _said("document", "document", "valueString")
SAID = (_said("stated_by", "stated-by", "valueString"), DOCUMENT, *SIGNED)


def _tie(name: str, element: str, value: str, codec: Codec = TEXT) -> Field:
    return Field(name, part("tie", element, value), codec)


ATTRIBUTES = (
    _tie("direction", "direction", "valueCode"),
    _tie("strength", "strength", "valueInteger", INTEGER),
    _tie("conflict", "conflict", "valueBoolean", FLAG),
    _tie("frequency", "frequency", "valueCode"),
    _tie("hours_per_week", "hours-per-week", "valueDecimal", NUMBER),
    _tie("hours_available", "hours-available", "valueDecimal", NUMBER),
    _tie("strain", "strain", "valueInteger", INTEGER),
    _tie("support", "support", "valueCode"),
    _tie("level", "level", "valueCode"),
    _tie("case_id", "case", "valueString"),
    _tie("confirmed_on", "confirmed-on", "valueDate", DAY),
    _tie("follows", "follows", "valueString"),
    _tie("note", "note", "valueString"),
    *SAID,
)
"""What a tie says that no element of FHIR does."""


def span(*path: Step) -> tuple[Field, Field]:
    """Pair first and last day with a period."""
    return Field("since", (*path, "start"), DAY, required=True), Field("until", (*path, "end"), DAY)


OWN_SPAN = span("extension", extension("period"), "valuePeriod")


TIE_PLACES = {
    "RelatedPerson": Form(
        "RelatedPerson",
        (
            Field("from_id", ("identifier", {"system": PARTY_ID}, "value"), BY_ID, required=True),
            Field("to_id", ("patient",), PARTY, required=True),
            Field("kind", ("relationship", 0), KIND, required=True),
            *span("period"),
            *ATTRIBUTES,
        ),
    ),
    "ServiceRequest": Form(
        "ServiceRequest",
        (
            Field("kind", ("code",), KIND, required=True),
            Field("from_id", ("subject",), PARTY, required=True),
            *span("occurrencePeriod"),
            Field("to_id", ("performer", 0), PARTY, required=True),
            *ATTRIBUTES,
        ),
        {"intent": "order"},
        ("status",),
    ),
    "PractitionerRole": Form(
        "PractitionerRole",
        (
            *span("period"),
            Field("from_id", ("practitioner",), PARTY, required=True),
            Field("to_body", ("organization",), PARTY),
            Field("kind", ("code", 0), KIND, required=True),
            Field("to_service", ("healthcareService", 0), PARTY),
            *ATTRIBUTES,
        ),
    ),
    "OrganizationAffiliation": Form(
        "OrganizationAffiliation",
        (
            *span("period"),
            Field("from_body", ("organization",), PARTY),
            Field("to_body", ("participatingOrganization",), PARTY),
            Field("kind", ("code", 0), KIND, required=True),
            Field("from_service", own("affiliated-service", "valueReference"), PARTY),
            Field("to_service", ("healthcareService", 0), PARTY),
            *ATTRIBUTES,
        ),
    ),
    "CareTeam": Form(
        "",  # a part of a resource
        (
            Field("kind", ("role", 0), KIND, required=True),
            Field("member", ("member",), PARTY, required=True),
            *span("period"),
            *ATTRIBUTES,
        ),
    ),
    "Group": Form("", (Field("from_id", ("entity",), PARTY, required=True), *span("period"), *ATTRIBUTES)),
    "Basic": Form(
        "Basic",
        (
            Field("kind", ("code",), KIND, required=True),
            Field("from_id", own("from", "valueReference"), PARTY, required=True),
            Field("to_id", own("to", "valueReference"), PARTY, required=True),
            *OWN_SPAN,
            *ATTRIBUTES,
        ),
    ),
}

RELATIVE = tuple(one for one in TIE_PLACES["RelatedPerson"].fields if one.name not in {"from_id", "kind"})
"""What is read of a relative whose relationship another system wrote."""

ROLE_PLACES = {
    "PractitionerRole": Form(
        "PractitionerRole",
        (
            *span("period"),
            Field("holder_id", ("practitioner",), PARTY, required=True),
            Field("at_body", ("organization",), PARTY),
            Field("role", ("code", 0), ROLE, required=True),
            Field("at_service", ("healthcareService", 0), PARTY),
            Field("about_id", own("about", "valueReference"), PARTY),
            Field("case_id", own("case", "valueString"), TEXT),
            DOCUMENT,
            *SIGNED,
        ),
    ),
    "CareTeam": Form(
        "",
        (
            Field("role", ("role", 0), ROLE, required=True),
            Field("holder_id", ("member",), PARTY, required=True),
            *span("period"),
            Field("case_id", own("case", "valueString"), TEXT),
            DOCUMENT,
            *SIGNED,
        ),
    ),
    "Basic": Form(
        "Basic",
        (
            Field("role", ("code",), ROLE, required=True),
            Field("holder_id", own("from", "valueReference"), PARTY, required=True),
            Field("at_id", own("to", "valueReference"), PARTY),
            Field("about_id", own("about", "valueReference"), PARTY),
            *OWN_SPAN,
            Field("case_id", own("case", "valueString"), TEXT),
            DOCUMENT,
            *SIGNED,
        ),
    ),
}

STATES = {"in_attesa": "on-hold", "segnalato": "draft"}
"""Kind of tie with a service → state of the request while it holds; any other is active."""


def place_of_tie(row: Row) -> str:
    """
    Say which resource holds a tie.

    Parameters
    ----------
    row
        With ``kind``, ``from_id`` and ``to_id``.

    Returns
    -------
    str
        A key of `TIE_PLACES`.
    """
    start, end = prefix_of(row["from_id"]), prefix_of(row["to_id"])
    if vocabulary().tie_kind(row["kind"]).code < FIRST_HELPER_CODE:
        return _place_about_a_person(start, end)
    if start == "pra" and end in PLACES and row["kind"] == "lavora_presso":
        return "PractitionerRole"
    return "OrganizationAffiliation" if start in PLACES and end in PLACES else "Basic"


def _place_about_a_person(start: str, end: str) -> str:
    """Say which resource holds a tie of a person, by the prefixes of its ends."""
    if (start, end) == ("per", "per"):
        return "RelatedPerson"
    if (start, end) == ("per", "hou"):
        return "Group"
    if start == "per" and end in {"svc", "ist"}:
        return "ServiceRequest"
    return "CareTeam" if "per" in {start, end} and {start, end} <= set(MEMBERS) else "Basic"


def place_of_role(row: Row) -> str:
    """
    Say which resource holds a role.

    Parameters
    ----------
    row
        With ``holder_id`` and ``at_id`` or ``about_id``.

    Returns
    -------
    str
        A key of `ROLE_PLACES`.
    """
    holder = prefix_of(row["holder_id"])
    if row.get("at_id"):
        at = prefix_of(row["at_id"])
        return "PractitionerRole" if holder == "pra" and at in PLACES else "Basic"
    return "CareTeam" if holder in MEMBERS else "Basic"


def person_first(kind_id: str) -> bool:
    """Say whether a kind of tie between a person and another party goes from the person."""
    return "persona" in vocabulary().tie_kind(kind_id).ends[0]


def told_apart(row: Row) -> Row:
    """
    Say of each end whether it is a service or a body, as some resources have one element for each.

    Parameters
    ----------
    row
        A tie or a role.

    Returns
    -------
    Row
        With ``from_service``, ``to_body`` and the like in addition.
    """
    more: Row = {}
    for name in ("from", "to", "at"):
        if party := row.get(f"{name}_id"):
            more[f"{name}_{'service' if prefix_of(party) == 'svc' else 'body'}"] = party
    return row | more


def put_together(row: Row) -> Row:
    """Undo `told_apart`."""
    ends = {
        name: row.pop(f"{name}_service", None) or row.pop(f"{name}_body", None)
        for name in ("from", "to", "at")
    }
    for left in [name for name in row if name.endswith(("_service", "_body"))]:
        del row[left]
    return row | {f"{name}_id": party for name, party in ends.items() if party}
