"""Know which party each reference of a bundle leads to: one of the bundle, or one already in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.errors import BadTaxCodeError
from coordinator.exchange.fhir.fields import FieldError
from coordinator.exchange.fhir.names import (
    BASE,
    DERIVED,
    PARTY_ID,
    TAX_CODES,
    TYPE_OF,
    code_system,
    digest,
    extension,
    resource_id,
)
from coordinator.model import vocabulary
from coordinator.model.identifiers import read_tax_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.exchange.comuni import Comuni
    from coordinator.exchange.fhir.files import Entry

EVENT_OF = extension("event-of")
PLANNABLE = ("Goal", "Task", "ServiceRequest")
"""What the plan of another body may name."""

PARTY_TYPES = {
    "Patient": "per",
    "Group": "hou",
    "Practitioner": "pra",
    "HealthcareService": "svc",
    "Organization": "ist",
}
"""Type of a resource that is a party → prefix of her id; a community is an organization too."""


class PartyLinks:
    """References and identifiers → ids of parties."""

    def __init__(self, known: Mapping[str, str | None], comuni: Comuni | None = None) -> None:
        """Begin with the parties of the record, id → tax code, and ISTAT's list where there is one."""
        self.comuni = comuni
        self.known = known
        self.by_tax_code = {code: party for party, code in known.items() if code}
        self.by_reference = {f"{TYPE_OF[party[:3]]}/{resource_id(party)}": party for party in known}
        self.brought: dict[str, str] = {}  # id that a resource brings → id under which the record has her
        self.locations: dict[str, dict[str, Any]] = {}  # reference → resource
        self.sites: set[str] = set()  # references of services to locations
        self.plannable: dict[str, dict[str, Any]] = {}  # reference → goal, task or request of another body
        self.planned: set[str] = set()  # references of the plans of other bodies

    def learn(self, entry: Entry) -> None:
        """Remember who a resource of a bundle is, if she is a party."""
        if entry.type == "Location":
            self.locations |= {name: entry.resource for name in (entry.name, entry.url) if name}
        if entry.type == "HealthcareService":
            self.sites |= {str(one.get("reference")) for one in listed(entry.resource.get("location"))}
        if entry.type in PLANNABLE and is_foreign(entry.resource):
            self.plannable |= {name: entry.resource for name in (entry.name, entry.url) if name}
        if entry.type == "CarePlan" and is_foreign(entry.resource):
            named = [*listed(entry.resource.get("goal"))]
            named += [one.get("reference") or {} for one in listed(entry.resource.get("activity"))]
            self.planned |= {str(one.get("reference")) for one in named if isinstance(one, dict)}
        if entry.type in PARTY_TYPES:
            party = self.own_id(entry)
            for name in (entry.name, entry.url):
                if name and not name.endswith("/?"):
                    self.by_reference[name] = party

    def own_id(self, entry: Entry) -> str:
        """
        Return the id that a party has, or will have, in the record.

        Parameters
        ----------
        entry
            A resource of one of `PARTY_TYPES`, or a related person.

        Returns
        -------
        str
            Our own id when the resource brings it; that of the party with the same codice fiscale; else one
            made of the first identifier, so that the same resource brought twice is the same party.
        """
        resource = entry.resource
        identifiers = [
            one for one in resource.get("identifier") or () if isinstance(one, dict) and one.get("value")
        ]
        code = tax_code_of(identifiers)
        ours = next((str(one["value"]) for one in identifiers if one.get("system") == PARTY_ID), None)
        if code in self.by_tax_code:
            self.brought[ours or ""] = self.by_tax_code[code]
            return self.by_tax_code[code]
        if ours is not None:
            self.brought[ours] = ours
            return ours
        name = (
            f"{identifiers[0].get('system', '')}|{identifiers[0]['value']}"
            if identifiers
            else entry.url or entry.name
        )
        return f"{_prefix(entry)}:fhir-{digest(name)}"

    def party(self, reference: Mapping[str, Any]) -> str:
        """Return the id of the party that a reference names, or raise `FieldError`."""
        if not isinstance(reference, dict):
            message = "non è un riferimento"
            raise FieldError(message)
        if target := str(reference.get("reference", "")).split("/_history/")[0]:
            if found := self.by_reference.get(target.removeprefix(f"{BASE}/")) or self.by_reference.get(
                target
            ):
                return found
            raise FieldError(_nobody(target))
        identifier = reference.get("identifier") or {}
        value = str(identifier.get("value", ""))
        if identifier.get("system") == PARTY_ID and (value in self.known or value in self.brought):
            return self.brought.get(value, value)
        if identifier.get("system") in TAX_CODES and value.upper() in self.by_tax_code:
            return self.by_tax_code[value.upper()]
        raise FieldError(_nobody(value or str(reference.get("display", "?"))))


def listed(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401  JSON
    """Return the objects of a list, before anybody has checked that it is one."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def tax_code_of(identifiers: list[dict[str, Any]]) -> str | None:
    """Find a well-formed codice fiscale, STP or ENI code among identifiers."""
    for one in identifiers:
        if one.get("system") in TAX_CODES:
            try:
                return read_tax_code(str(one["value"])).code
            except BadTaxCodeError:
                return None
    return None


def is_derived(resource: Mapping[str, Any]) -> bool:
    """Say whether a resource only repeats what others of its bundle say."""
    tags = (resource.get("meta") or {}).get("tag") or ()
    return any(DERIVED.items() <= tag.items() for tag in tags if isinstance(tag, dict))


def is_foreign(resource: Mapping[str, Any]) -> bool:
    """Say whether a resource is neither a step of one of our cases nor follows from one."""
    steps = (one for one in listed(resource.get("extension")) if EVENT_OF.items() <= one.items())
    return not is_derived(resource) and next(steps, None) is None


def _prefix(entry: Entry) -> str:
    """Return the prefix of a party's id; an organization with a code of ours for communities is one."""
    if entry.type == "Organization":
        codings = [c for kind in entry.resource.get("type") or () for c in kind.get("coding") or ()]
        kinds = vocabulary().terms["community_kinds"]
        if any(c.get("system") == code_system("community_kinds") and c.get("code") in kinds for c in codings):
            return "com"
    return PARTY_TYPES.get(entry.type, "per")


def _nobody(target: str) -> str:
    return f"{target} non è né nel file né nell'archivio: aggiungi quella risorsa al Bundle"
