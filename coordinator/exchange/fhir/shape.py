"""
Check a resource against FHIR R4: elements, types, required codes, allowed references.

The models are those of R4B (4.3.0) in ``fhir.resources``. R4B changed none of the resources that Ponte reads or
writes against R4 (4.0.1), see `READ`; what it changed lies in others (evidence, medicinal products, subscriptions).
The models leave required codes unchecked; here they are checked.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.fields import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READ = frozenset({
    "AuditEvent", "Basic", "CarePlan", "CareTeam", "ChargeItem", "Communication", "Condition", "Consent", "Contract",
    "DocumentReference",
    "Encounter", "EpisodeOfCare", "Flag", "Goal", "Group", "HealthcareService", "Invoice", "Location", "Observation",
    "Organization", "OrganizationAffiliation", "Patient", "Practitioner", "PractitionerRole", "Provenance",
    "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Task",
})  # fmt: skip
"""The types that Ponte writes or reads."""

CUT_SHORT = {
    "Encounter": ("entered-in-error", "unknown"),
    "EncounterStatusHistory": ("entered-in-error", "unknown"),
    "Observation": ("corrected", "cancelled", "entered-in-error", "unknown"),
    "Task": (
        "rejected",
        "ready",
        "cancelled",
        "in-progress",
        "on-hold",
        "failed",
        "completed",
        "entered-in-error",
    ),
}
"""Codes that the models leave out of a list, writing a plus sign instead."""

WANTED = {
    "list_type": "vuole una lista, fra parentesi quadre",
    "json_invalid": "vuole un oggetto, fra parentesi graffe",
    "model_type": "vuole un oggetto, fra parentesi graffe",
    "string_type": "vuole un testo, fra virgolette",
    "string_pattern_mismatch": "ha caratteri o spazi che R4 non ammette, o è vuoto",
    "bool": "vuole true o false",
    "int": "vuole un numero intero",
    "decimal": "vuole un numero",
    "date": "non è un giorno che esiste, scritto come 2026-03-31",
    "Date value": "non è un giorno che esiste, scritto come 2026-03-31",
    "DateTime value": "non è un giorno che esiste, scritto come 2026-03-31 o 2026-03-31T09:00:00+02:00",
    "Instant value": "non è un momento scritto come 2026-03-31T09:00:00+02:00",
    "Time value": "non è un'ora scritta come 09:00:00",
    "Any of one field": "ci sono due campi di cui R4 ne vuole uno solo",
    "Expect any of field": "manca un campo fra quelli di cui R4 ne vuole uno",
}
"""How the type of what a model reports, or its words, begins → what R4 wants there."""

OTHER_VERSION = "forse è di un'altra versione di FHIR: Ponte legge R4 (4.0.1)"
MUST_UNDERSTAND = ("modifierExtension", "implicitRules")


def check_shape(resource: Mapping[str, Any]) -> list[Fault]:
    """
    Check a resource of a type that Ponte reads.

    Parameters
    ----------
    resource
        JSON.

    Returns
    -------
    list of Fault
        Empty when the resource is sound R4 and asks for nothing that we would have to understand and do not.
    """
    from pydantic import ValidationError

    faults = [Fault(path, "cambia il senso di ciò che segue e Ponte non lo conosce: toglilo, o chiedi a chi manda")
              for path in _must_understand(resource, "")]  # fmt: skip
    kind = _model(str(resource["resourceType"]))
    try:
        model = kind.model_validate(resource)
    except ValidationError as error:
        return faults + [_fault(one) for one in error.errors(include_url=False, include_input=False)][:5]
    except (AttributeError, TypeError):  # the models take some values for texts without looking
        return [*faults, *_unreadable(kind, resource)]
    return faults + list(_wrong_codes(model, ""))


@cache
def _model(kind: str) -> Any:  # noqa: ANN401  a class of pydantic
    from fhir.resources.R4B import get_fhir_model_class

    return get_fhir_model_class(kind)


def _unreadable(kind: Any, resource: Mapping[str, Any]) -> Iterator[Fault]:  # noqa: ANN401  a class of pydantic
    """Yield the elements that the model of a resource breaks on, tried one by one."""
    from pydantic import ValidationError

    for name in resource:
        try:
            kind.model_validate({"resourceType": resource["resourceType"], name: resource[name]})
        except ValidationError:
            continue
        except (AttributeError, TypeError):
            yield Fault(name, f"contiene un valore che non è del tipo che R4 vuole; {OTHER_VERSION}")


def _must_understand(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401  JSON
    """Yield the paths of elements that may not be passed over."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name in MUST_UNDERSTAND:
                yield f"{path}.{name}".lstrip(".")
            elif name != "contained":
                yield from _must_understand(below, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _must_understand(below, f"{path}[{place}]")


def _fault(error: Any) -> Fault:  # noqa: ANN401  what pydantic reports
    """Say in Italian what a model found."""
    path = ""
    for step in error["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    what = {
        "extra_forbidden": f"R4 non ha questo campo; {OTHER_VERSION}",
        "missing": "manca: è obbligatorio in R4",
    }.get(error["type"])
    return Fault(path, what or f"non è come R4 lo vuole{_wanted(error)}; {OTHER_VERSION}")


def _wanted(error: Any) -> str:  # noqa: ANN401  what pydantic reports
    """Say what R4 wants instead, where that is known."""
    told = (error["type"], error["msg"].removeprefix("Value error, "))
    found = (f": {what}" for start, what in WANTED.items() if any(one.startswith(start) for one in told))
    return next(found, "")


def _wrong_codes(model: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401  an instance of pydantic
    """Yield the required codes that are none of the allowed."""
    coded = _coded(model.__class__)
    for name in sorted(model.model_fields_set & coded.keys()):
        allowed, alias = coded[name]
        value = getattr(model, name)
        for one in value if isinstance(value, list) else [value]:
            if one is not None and allowed is not None and str(one) not in allowed:
                what = f"{str(one)!r} non è fra i codici di R4: {', '.join(allowed)}; {OTHER_VERSION}"
                yield Fault(f"{path}.{alias}".lstrip("."), what)
            elif allowed is None and hasattr(one, "model_fields_set"):
                yield from _wrong_codes(one, f"{path}.{alias}".lstrip("."))


@cache
def _coded(model: Any) -> dict[str, tuple[list[str] | None, str]]:  # noqa: ANN401  a class of pydantic
    """List the fields of a model that hold required codes (with these) or other elements (None)."""
    found = {}
    for name, info in model.model_fields.items():
        allowed = (info.json_schema_extra or {}).get("enum_values")
        if allowed and "+" in allowed:
            allowed = [code for code in allowed if code != "+"] + list(CUT_SHORT[model.__name__])
        if allowed or not name.endswith("__ext"):
            found[name] = (allowed or None, info.alias or name)
    return found
