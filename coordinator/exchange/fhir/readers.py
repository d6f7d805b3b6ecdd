"""Read FHIR resources as rows of our registers: each by what its type asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.addresses import read_location
from coordinator.exchange.fhir.cases_in import EVENT_OF
from coordinator.exchange.fhir.consents import FORM as CONSENT
from coordinator.exchange.fhir.consents import read_consent
from coordinator.exchange.fhir.facts import AGREEMENT, CONTACT, NEED, read_contact
from coordinator.exchange.fhir.fields import Fault
from coordinator.exchange.fhir.foreign_plans import READ as OF_PLANS
from coordinator.exchange.fhir.incoming_parties import read_party
from coordinator.exchange.fhir.incoming_ties import (
    add,
    read_care_team,
    read_element,
    read_relative,
    read_tie,
)
from coordinator.exchange.fhir.lens import Reading
from coordinator.exchange.fhir.links import PARTY_TYPES, PLANNABLE, is_derived
from coordinator.exchange.fhir.parties import FORMS
from coordinator.exchange.fhir.places import TIE_PLACES
from coordinator.exchange.fhir.shape import READ, check_shape

if TYPE_CHECKING:
    from coordinator.exchange.fhir.fields import Form
    from coordinator.exchange.fhir.files import Entry
    from coordinator.exchange.fhir.incoming import Incoming


def read_resource(into: Incoming, entry: Entry) -> None:
    """Read one resource."""
    kind = entry.type
    if kind not in READ:
        into.leave_out(entry, [Fault("resourceType", f"Ponte non tiene risorse {kind}: resta fuori")])
        return
    if faults := check_shape(entry.resource):
        into.refuse(entry, faults)
        return
    if is_derived(entry.resource):
        into.read[kind] += 1
        return
    reader = _reader_of(into, entry)
    if reader is None:
        plan = " o se un CarePlan del file lo nomina" if kind in PLANNABLE else ""
        what = f"manca: Ponte tiene {kind} solo come passo di un percorso{plan}: riscrivilo lì"
        into.leave_out(entry, [Fault("extension[event-of]", what)])
        return
    reading = Reading(entry.resource)
    if reader(into, entry, reading):
        into.read[kind] += 1
        into.left.update(f"{kind}.{path}" for path in reading.left())


def _reader_of(into: Incoming, entry: Entry) -> Any:  # noqa: ANN401  of `READERS`
    """Find what reads a resource; None when it says something for which Ponte has no place of its own."""
    if entry.type == "EpisodeOfCare" or Reading(entry.resource).take(EVENT_OF):
        return _of_case
    if entry.type in PLANNABLE and {entry.name, entry.url} & into.links.planned:
        return _of_plan
    return READERS.get(entry.type)


def _of_case(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a case, or a step of one; all of it is put together at the end."""
    take = into.cases.take_episode if entry.type == "EpisodeOfCare" else into.cases.take_event
    faults = take(entry)
    reading.rest.clear()
    return into.is_sound(entry, faults)


def _plan(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read the plan of another body as a proposal, or say why it is none."""
    faults = into.proposals.take(entry, reading)
    into.leave_out(entry, faults)
    return not faults


def _of_plan(_into: Incoming, _entry: Entry, reading: Reading) -> bool:
    """Say of a goal or an activity what the proposal of its plan does not hold; the plan has read the rest."""
    for name in OF_PLANS:
        reading.rest.pop(name, None)
    return True


def _party(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a party, and the members of a household."""
    if entry.type == "Group" and (reading.rest.get("type"), reading.rest.get("actual")) != ("person", True):
        into.leave_out(
            entry, [Fault("type", "Ponte tiene come nucleo solo gruppi di persone vere: resta fuori")]
        )
        return False
    members = reading.rest.pop("member", None) or []
    party = read_party(reading, into.links.own_id(entry), into.links)
    if party.faults:
        into.refuse(entry, party.faults)
        return False
    into.keep(entry, party.register, party.row, FORMS[party.register])
    if party.merged_into:
        into.merged[party.row["id"]] = party.merged_into
    for place, member in enumerate(members):
        if member.get("inactive") is True and not member.get("period"):
            into.left[f"{entry.type}.member.inactive"] += 1
            continue
        more = {"kind": "membro_nucleo", "to_id": party.row["id"]}
        read_element(into, entry, member, f"member[{place}]", TIE_PLACES["Group"], "ties", more)
    return True


def _fact(register: str, form: Form) -> Any:  # noqa: ANN401  a reader
    def read(into: Incoming, entry: Entry, reading: Reading) -> bool:
        row, faults = form.read(reading, into.links)
        if not into.is_sound(entry, faults):
            return False
        if register == "contacts":
            row = read_contact(row)
            if "with_id" not in row:
                into.refuse(entry, [Fault("participant[0].individual", "manca: con chi?")])
                return False
        row.pop("signs", None)
        add(into, entry, register, row, form, None)
        return True

    return read


def _consent(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read what a person said of a sharing of her data."""
    row, faults = CONSENT.read(reading, into.links)
    if not into.is_sound(entry, [Fault(fault.path, fault.what) for fault in faults]):
        return False
    into.consents.append(read_consent(row))
    return True


def _location(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Say of a location what none of the services that are there holds; they have read the rest."""
    if not {entry.name, entry.url} & into.links.sites:
        what = "nessun HealthcareService del file vi rimanda (location): Ponte tiene solo dove sono i servizi"
        into.leave_out(entry, [Fault("name", what)])
        return False
    read_location(reading, into.links, str(entry.resource.get("name", "")))
    return True


def _log(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Keep an audit event as it came."""
    reading.rest.clear()
    if "id" not in entry.resource:
        into.refuse(entry, [Fault("id", "manca: senza, lo stesso accesso entrerebbe due volte")])
        return False
    into.log.append(entry.resource)
    return True


READERS: dict[str, Any] = {
    **dict.fromkeys(PARTY_TYPES, _party),
    "RelatedPerson": read_relative,
    "CareTeam": read_care_team,
    **dict.fromkeys(("PractitionerRole", "OrganizationAffiliation", "ServiceRequest", "Basic"), read_tie),
    "Condition": _fact("needs", NEED),
    "Encounter": _fact("contacts", CONTACT),
    "Contract": _fact("agreements", AGREEMENT),
    "CarePlan": _plan,
    "Consent": _consent,
    "Location": _location,
    "AuditEvent": _log,
}
"""Type of resource → what reads it, and says whether it was kept."""
