"""Pair what happens in a case with the FHIR resource that says it; what has none lives in its Provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.fields import DAY, INTEGER, NUMBER, PARTY, TEXT, Field, Form
from coordinator.exchange.fhir.homes import AGENTS, MONEY, SCALE, Home, mapped
from coordinator.exchange.fhir.names import CASE_ID, DOCUMENT_ID, code_system

if TYPE_CHECKING:
    from coordinator.exchange.fhir.lens import Path

PRIORITIES = {"alta": "asap", "media": "urgent", "bassa": "routine"}
CONSENTS = {"cure": "treatment", "dati": "patient-privacy"}


def _who(name: str, path: Path) -> tuple[Field, Field]:
    """Keep a party as a reference, and words that only name someone as a display."""
    return Field(f"{name}#party", path, PARTY), Field(f"{name}#words", (*path, "display"), TEXT)


def _code(code: str) -> dict[str, Any]:
    return {"coding": [{"system": code_system("events"), "code": code}]}


def _communication(kind: str, sender: str) -> Home:
    return Home(
        Form(
            "Communication",
            (*_who(sender, ("sender",)), Field("text", ("payload", 0, "contentString"), TEXT)),
            {"status": "completed", "category": [_code(kind)]},
        ),
        ("sent",),
        whose=(*AGENTS, "svc"),
    )


def _quantity(name: str, unit: str | None) -> tuple[Field, ...]:
    fields = (Field(name, ("quantity", "value"), NUMBER),)
    return fields if unit is None else (*fields, Field(unit, ("quantity", "unit"), TEXT))


HOMES: dict[str, Home] = {
    "opened": Home(
        Form(
            "ServiceRequest",
            (*_who("caller", ("requester",)), Field("reason", ("reasonCode", 0, "text"), TEXT)),
            {"status": "completed", "intent": "proposal", "category": [_code("opened")]},
        ),
        ("authoredOn",),
    ),
    "triaged": Home(
        Form(
            "Task",
            (
                Field("priority", ("priority",), mapped(PRIORITIES)),
                *_who("owner", ("owner",)),
                Field("reason", ("reasonCode", "text"), TEXT),
                Field("next_on", ("restriction", "period", "end"), DAY),
            ),
            {"status": "requested", "intent": "plan", "code": _code("triaged")},
        ),
        ("authoredOn",),
        "for",
        (*AGENTS, "svc"),
    ),
    "need_found": Home(
        Form(
            "Condition",
            (Field("need", ("code", "text"), TEXT), Field("note", ("note", 0, "text"), TEXT)),
            {"category": [_code("need_found")]},
        ),
        ("recordedDate",),
        void=("verificationStatus", "entered-in-error"),
    ),
    "opinion_given": _communication("opinion_given", "party"),
    "contacted": _communication("contacted", "by"),
    "noted": _communication("noted", "by"),
    "minutes_written": Home(
        Form(
            "DocumentReference",
            (Field("document", ("content", 0, "attachment", "title"), TEXT),),
            {"status": "current", "type": _code("minutes_written")},
        ),
        ("content", 0, "attachment", "creation"),
    ),
    "consent_given": Home(
        Form(
            "Consent",
            (
                Field(
                    "about",
                    ("scope", "coding", 0, "code"),
                    mapped({"cure": "treatment", "dati": "patient-privacy"}),
                ),
                *_who("by", ("performer", 0)),
                Field("given", ("provision", "type"), mapped({True: "permit", False: "deny"})),
            ),
            {
                "status": "active",
                "category": [_code("consent_given")],
                "policyRule": {"text": "consenso nel percorso"},
            },
        ),
        ("dateTime",),
        "patient",
    ),
    "scale_scored": Home(
        Form(
            "QuestionnaireResponse",
            (
                Field("scale", ("questionnaire",), SCALE),
                Field("by", ("author",), PARTY),
                Field("name", ("item", {"linkId": "total"}, "text"), TEXT),
                Field("total", ("item", {"linkId": "total"}, "answer", 0, "valueInteger"), INTEGER),
                Field("words", ("item", {"linkId": "words"}, "answer", 0, "valueString"), TEXT),
            ),
            {"status": "completed"},
        ),
        ("authored",),
    ),
    "risk_noted": Home(
        Form("Flag", (Field("risk", ("code", "text"), TEXT),), {"status": "active"}), ("period", "start")
    ),
    "goal_set": Home(
        Form(
            "Goal",
            (Field("goal", ("description", "text"), TEXT), Field("need", ("addresses", 0, "display"), TEXT)),
            {"lifecycleStatus": "active"},
        ),
        ("startDate",),
        void=("lifecycleStatus", "entered-in-error"),
    ),
    "goal_reviewed": Home(
        Form(
            "Observation",
            (
                Field("goal", ("focus", 0, "display"), TEXT),
                Field("attainment", ("valueInteger",), INTEGER),
                Field("in_her_words", ("note", 0, "text"), TEXT),
            ),
            {"status": "final", "code": _code("goal_reviewed")},
        ),
        ("effectiveDateTime",),
    ),
    "action_planned": Home(
        Form(
            "Task",
            (
                Field("action", ("description",), TEXT),
                Field("responsible", ("owner",), PARTY),
                Field("goal", ("reasonReference", "display"), TEXT),
                Field("due", ("restriction", "period", "end"), DAY),
                Field(
                    "hours_per_week", ("input", {"type": {"text": "ore a settimana"}}, "valueDecimal"), NUMBER
                ),
                Field("hourly_cost", ("input", {"type": {"text": "costo orario"}}, "valueMoney"), MONEY),
            ),
            {"status": "requested", "intent": "plan", "code": _code("action_planned")},
        ),
        ("authoredOn",),
        "for",
        (*AGENTS, "svc"),
    ),
    "resource_given": Home(
        Form(
            "ChargeItem",
            (
                Field("resource", ("code", "text"), TEXT),
                Field("since", ("occurrencePeriod", "start"), DAY),
                Field("until", ("occurrencePeriod", "end"), DAY),
                Field("owner", ("performer", 0, "actor"), PARTY),
                *_quantity("quantity", "unit"),
                Field("unit_cost", ("priceOverride",), MONEY),
                Field("what", ("note", 0, "text"), TEXT),
            ),
            {"status": "planned"},
        ),
        ("enteredDate",),
    ),
    "entered": Home(
        Form(
            "Invoice",
            (
                Field("document", ("identifier", {"system": DOCUMENT_ID}, "value"), TEXT),
                Field("entry", ("type", "text"), TEXT),
                Field("amount", ("totalNet",), MONEY),
            ),
            {"status": "issued"},
        ),
        ("date",),
    ),
    "delivered": Home(
        Form(
            "ChargeItem",
            (
                Field("document", ("identifier", {"system": DOCUMENT_ID}, "value"), TEXT),
                Field("action", ("code", "text"), TEXT),
                Field("by", ("performer", 0, "actor"), PARTY),
                *_quantity("hours", None),
            ),
            {"status": "billable"},
        ),
        ("occurrenceDateTime",),
    ),
    "referred": Home(
        Form(
            "ServiceRequest",
            (
                Field("referral", ("identifier", {"system": f"{CASE_ID}/referral"}, "value"), TEXT),
                Field("sender", ("requester",), PARTY),
                Field("receiver", ("performer", 0), PARTY),
                Field("need", ("reasonCode", 0, "text"), TEXT),
            ),
            {"status": "active", "intent": "order", "category": [_code("referred")]},
        ),
        ("authoredOn",),
    ),
}
"""Kind of event → the resource that says it."""
