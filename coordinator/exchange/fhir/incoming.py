"""Read FHIR resources as rows of our registers, and tell what of them stays outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.addresses import read_location
from coordinator.exchange.fhir.cases_in import EVENT_OF, Cases
from coordinator.exchange.fhir.consents import FORM as CONSENT
from coordinator.exchange.fhir.consents import read_consent
from coordinator.exchange.fhir.facts import AGREEMENT, CONTACT, NEED, read_contact
from coordinator.exchange.fhir.fields import Fault, own_code, read_fields
from coordinator.exchange.fhir.files import Problem
from coordinator.exchange.fhir.foreign_plans import READ as OF_PLANS
from coordinator.exchange.fhir.foreign_plans import Proposals
from coordinator.exchange.fhir.incoming_parties import read_party
from coordinator.exchange.fhir.lens import Reading
from coordinator.exchange.fhir.links import PARTY_TYPES, PLANNABLE, is_derived
from coordinator.exchange.fhir.names import prefix_of
from coordinator.exchange.fhir.parties import FORMS
from coordinator.exchange.fhir.places import (
    KIND,
    RELATIVE,
    ROLE_PLACES,
    TIE_PLACES,
    person_first,
    put_together,
)
from coordinator.exchange.fhir.relatives import tie_of
from coordinator.exchange.fhir.shape import READ, check_shape
from coordinator.store.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordinator.exchange.fhir.fields import Form
    from coordinator.exchange.fhir.files import Entry
    from coordinator.exchange.fhir.links import PartyLinks
    from coordinator.store.records import Row

CODE_FIELDS = ("code", "type", "role", "relationship", "category")
"""Elements that say what a resource is about: without a word of ours there, Ponte has no place for it."""


@dataclass
class Incoming:
    """What came in so far: rows, where each came from, what was wrong, what stays outside."""

    links: PartyLinks
    records: Records = field(default_factory=Records)
    origin: dict[int, tuple[str, str, Form]] = field(default_factory=dict)  # id(row) → file, resource, form
    merged: dict[str, str] = field(default_factory=dict)  # duplicate → the record that was kept
    names: dict[str, int] = field(default_factory=dict)  # id of a tie's resource → its place among the rows
    added: set[str] = field(default_factory=set)  # ids of parties and agreements among the rows
    problems: list[Problem] = field(default_factory=list)
    passed: list[Problem] = field(default_factory=list)  # resources for which Ponte has no place
    left: Counter[str] = field(default_factory=Counter)  # elements that nobody read, e.g. "Patient.photo.url"
    read: Counter[str] = field(default_factory=Counter)  # resources by type

    consents: list[Row] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)  # audit events, as they came

    def __post_init__(self) -> None:
        """Begin with no case and no proposal."""
        self.cases = Cases(self.links)
        self.proposals = Proposals(self.links)

    def take(self, entry: Entry) -> None:
        """Read one resource."""
        kind = entry.type
        if kind not in READ:
            self._pass(entry, [Fault("resourceType", f"Ponte non tiene risorse {kind}: resta fuori")])
            return
        if faults := check_shape(entry.resource):
            self._refuse(entry, faults)
            return
        if is_derived(entry.resource):
            self.read[kind] += 1
            return
        reader = (
            _of_case
            if kind == "EpisodeOfCare" or Reading(entry.resource).take(EVENT_OF)
            else _of_plan
            if kind in PLANNABLE and {entry.name, entry.url} & self.links.planned
            else READERS.get(kind)
        )
        if reader is None:
            plan = " o se un CarePlan del file lo nomina" if kind in PLANNABLE else ""
            what = f"manca: Ponte tiene {kind} solo come passo di un percorso{plan}: riscrivilo lì"
            self._pass(entry, [Fault("extension[event-of]", what)])
            return
        reading = Reading(entry.resource)
        if reader(self, entry, reading):
            self.read[kind] += 1
            self.left.update(f"{kind}.{path}" for path in reading.left())

    def _refuse(self, entry: Entry, faults: Iterable[Fault]) -> None:
        self.problems += [Problem(entry.file, entry.name, fault.path, fault.what) for fault in faults]

    def _pass(self, entry: Entry, faults: Iterable[Fault]) -> None:
        self.passed += [Problem(entry.file, entry.name, fault.path, fault.what) for fault in faults]

    def _keep(self, entry: Entry, register: str, row: Row, form: Form) -> None:
        if "id" in row:
            self.added.add(row["id"])
        getattr(self.records, register).append(row)
        self.origin[id(row)] = (entry.file, entry.name, form)

    def _sound(self, entry: Entry, faults: list[Fault]) -> bool:
        """Say whether a resource can be kept; without a word of ours it is passed over, else refused."""
        strange = [fault for fault in faults if fault.path.startswith(CODE_FIELDS)]
        if strange:
            self._pass(entry, strange)
        elif faults:
            self._refuse(entry, faults)
        return not faults


def _of_case(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a case, or a step of one; all of it is put together at the end."""
    take = into.cases.take_episode if entry.type == "EpisodeOfCare" else into.cases.take_event
    faults = take(entry)
    reading.rest.clear()
    return into._sound(entry, faults)


def _plan(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read the plan of another body as a proposal, or say why it is none."""
    faults = into.proposals.take(entry, reading)
    into._pass(entry, faults)
    return not faults


def _of_plan(_into: Incoming, _entry: Entry, reading: Reading) -> bool:
    """Say of a goal or an activity what the proposal of its plan does not hold; the plan has read the rest."""
    for name in OF_PLANS:
        reading.rest.pop(name, None)
    return True


def _party(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a party, and the members of a household."""
    if entry.type == "Group" and (reading.rest.get("type"), reading.rest.get("actual")) != ("person", True):
        into._pass(entry, [Fault("type", "Ponte tiene come nucleo solo gruppi di persone vere: resta fuori")])
        return False
    members = reading.rest.pop("member", None) or []
    party = read_party(reading, into.links.own_id(entry), into.links)
    if party.faults:
        into._refuse(entry, party.faults)
        return False
    into._keep(entry, party.register, party.row, FORMS[party.register])
    if party.merged_into:
        into.merged[party.row["id"]] = party.merged_into
    for place, member in enumerate(members):
        if member.get("inactive") is True and not member.get("period"):
            into.left[f"{entry.type}.member.inactive"] += 1
            continue
        more = {"kind": "membro_nucleo", "to_id": party.row["id"]}
        _element(into, entry, member, f"member[{place}]", TIE_PLACES["Group"], "ties", more)
    return True


def _element(
    into: Incoming,
    entry: Entry,
    element: dict[str, Any],
    path: str,
    form: Form,
    register: str,
    more: Row,  # noqa: ANN401
) -> bool:
    """Read a tie or a role that is a part of a resource."""
    reading = Reading(element)
    name = reading.rest.pop("id", None)
    row, faults = read_fields(form.fields, reading, into.links)
    if faults:
        into._refuse(entry, [Fault(f"{path}.{fault.path}", fault.what) for fault in faults])
        return False
    row |= more
    if "member" in row:
        member = row.pop("member")
        ends = (row.pop("person"), member) if person_first(row["kind"]) else (member, row.pop("person"))
        row |= {"from_id": ends[0], "to_id": ends[1]}
    _add(into, entry, register, row, form, name)
    into.left.update(f"{entry.type}.{path.partition('[')[0]}.{left}" for left in reading.left())
    return True


def _add(into: Incoming, entry: Entry, register: str, row: Row, form: Form, name: Any) -> None:  # noqa: ANN401
    """Keep a tie, role, need, contact or agreement; a tie's name is remembered for those that follow it."""
    if register == "ties" and isinstance(name, str):
        into.names[name] = len(into.records.ties)
    into._keep(entry, register, row, form)


def _care_team(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read who is in a person's team, as ties or roles since a day."""
    participants = reading.rest.pop("participant", None) or []
    reading.rest.pop("name", None)
    try:
        person = into.links.party(reading.rest.pop("subject", {}))
    except ValueError as fault:
        into._refuse(entry, [Fault("subject", str(fault))])
        return False
    period = reading.rest.pop("period", {})
    for place, one in enumerate(participants):
        path = f"participant[{place}]"
        role = (one.get("role") or [{}])[0]
        if own_code(role, "tie_kinds"):
            _element(into, entry, one, path, TIE_PLACES["CareTeam"], "ties", {"person": person})
        elif own_code(role, "roles"):
            _element(into, entry, one, path, ROLE_PLACES["CareTeam"], "roles", {"about_id": person})
        else:
            _foreign_member(into, entry, dict(one), path, person, period)
    return True


def _foreign_member(
    into: Incoming, entry: Entry, one: dict[str, Any], path: str, person: str, period: dict[str, Any]
) -> None:
    """Read a member of whom another system says no kind of tie: a professional follows the person."""
    try:
        member = into.links.party(one.get("member", {}))
    except ValueError as fault:
        into._pass(entry, [Fault(f"{path}.member", str(fault))])
        return
    kind = {"pra": "segue", "com": "volontariato"}.get(prefix_of(member))
    since = (one.get("period") or period or {}).get("start")
    if kind is None or since is None:
        where = f"{path}.period.start" if kind else f"{path}.member"
        why = (
            "manca: da quando?"
            if kind
            else "Ponte non sa che legame sia: aggiungi in role un codice di tie-kinds"
        )
        into._pass(entry, [Fault(where, why)])
        return
    one["period"] = dict(period) | (one.get("period") or {})
    one["role"] = [KIND.write(kind), *one.get("role", ())]
    _element(into, entry, one, path, TIE_PLACES["CareTeam"], "ties", {"person": person})


def _tie(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a tie or a role that is a resource of its own."""
    element = reading.rest.get("code")
    concept = element[0] if isinstance(element, list) and element else element
    if entry.type in ROLE_PLACES and own_code(concept, "roles"):
        form, register = ROLE_PLACES[entry.type], "roles"
    else:
        form, register = TIE_PLACES[entry.type], "ties"
    if entry.type == "PractitionerRole" and not own_code(concept, "tie_kinds") and register == "ties":
        reading.rest["code"] = [KIND.write("lavora_presso"), *(reading.rest.get("code") or ())]
    row, faults = form.read(reading, into.links)
    if not into._sound(entry, faults):
        return False
    row = put_together(row)
    ends = ("from_id", "to_id") if register == "ties" else ("holder_id",)
    if missing := [end for end in ends if end not in row]:
        paths = {"from_id": "organization", "to_id": "organization"}
        into._refuse(entry, [Fault(paths.get(missing[0], missing[0]), "manca: a chi porta questo legame?")])
        return False
    reading.rest.pop("active", None)
    _add(into, entry, register, row, form, entry.resource.get("id"))
    return True


def _relative(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a relative: a tie, and a person when the relative is nobody of the bundle."""
    concepts = reading.rest.get("relationship") or [{}]
    if own_code(concepts[0], "tie_kinds"):
        return _tie(into, entry, reading)
    found = tie_of(concepts)
    if found is None:
        known = "il rapporto con la persona non ha un codice HL7 (v3-RoleCode) che Ponte conosca: resta fuori"
        into._pass(entry, [Fault("relationship", known)])
        return False
    kind, from_relative = found
    person = _relative_as_person(into, entry, reading)
    row, faults = read_fields(RELATIVE, reading, into.links)
    if faults or person is None:
        into._refuse(entry, faults)
        return False
    reading.rest.pop("relationship")
    ends = (person, row["to_id"]) if from_relative else (row["to_id"], person)
    row |= {"kind": kind, "from_id": ends[0], "to_id": ends[1]}
    _add(into, entry, "ties", row, TIE_PLACES["RelatedPerson"], entry.resource.get("id"))
    return True


def _relative_as_person(into: Incoming, entry: Entry, reading: Reading) -> str | None:
    """Find the relative in the record or the bundle, or add her."""
    party_id = into.links.own_id(entry)
    party = read_party(reading, party_id, into.links)
    if party_id in into.links.known or party_id in into.added:
        return party_id
    if party.faults:
        into._refuse(entry, party.faults)
        return None
    into._keep(entry, "persons", party.row, FORMS["persons"])
    return party_id


def _fact(register: str, form: Form) -> Any:  # noqa: ANN401  a reader
    def read(into: Incoming, entry: Entry, reading: Reading) -> bool:
        row, faults = form.read(reading, into.links)
        if not into._sound(entry, faults):
            return False
        if register == "contacts":
            row = read_contact(row)
            if "with_id" not in row:
                into._refuse(entry, [Fault("participant[0].individual", "manca: con chi?")])
                return False
        row.pop("signs", None)
        _add(into, entry, register, row, form, None)
        return True

    return read


def _consent(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read what a person said of a sharing of her data."""
    row, faults = CONSENT.read(reading, into.links)
    if not into._sound(entry, [Fault(fault.path, fault.what) for fault in faults]):
        return False
    into.consents.append(read_consent(row))
    return True


def _location(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Say of a location what none of the services that are there holds; they have read the rest."""
    if not {entry.name, entry.url} & into.links.sites:
        what = "nessun HealthcareService del file vi rimanda (location): Ponte tiene solo dove sono i servizi"
        into._pass(entry, [Fault("name", what)])
        return False
    read_location(reading, into.links, str(entry.resource.get("name", "")))
    return True


def _log(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Keep an audit event as it came."""
    reading.rest.clear()
    if "id" not in entry.resource:
        into._refuse(entry, [Fault("id", "manca: senza, lo stesso accesso entrerebbe due volte")])
        return False
    into.log.append(entry.resource)
    return True


READERS: dict[str, Any] = {
    **dict.fromkeys(PARTY_TYPES, _party),
    "RelatedPerson": _relative,
    "CareTeam": _care_team,
    **dict.fromkeys(("PractitionerRole", "OrganizationAffiliation", "ServiceRequest", "Basic"), _tie),
    "Condition": _fact("needs", NEED),
    "Encounter": _fact("contacts", CONTACT),
    "Contract": _fact("agreements", AGREEMENT),
    "CarePlan": _plan,
    "Consent": _consent,
    "Location": _location,
    "AuditEvent": _log,
}
"""Type of resource → what reads it, and says whether it was kept."""
