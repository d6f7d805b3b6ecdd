"""Read ties and roles: resources of their own, parts of a team or a household, relatives of other systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.fields import Fault, own_code, read_fields
from coordinator.exchange.fhir.incoming_parties import read_party
from coordinator.exchange.fhir.lens import Reading
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

if TYPE_CHECKING:
    from coordinator.exchange.fhir.fields import Form
    from coordinator.exchange.fhir.files import Entry
    from coordinator.exchange.fhir.incoming import Incoming
    from coordinator.store.records import Row


def read_care_team(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read who is in a person's team, as ties or roles since a day."""
    participants = reading.rest.pop("participant", None) or []
    reading.rest.pop("name", None)
    try:
        person = into.links.party(reading.rest.pop("subject", {}))
    except ValueError as fault:
        into.refuse(entry, [Fault("subject", str(fault))])
        return False
    period = reading.rest.pop("period", {})
    for place, one in enumerate(participants):
        path = f"participant[{place}]"
        role = (one.get("role") or [{}])[0]
        if own_code(role, "tie_kinds"):
            read_element(into, entry, one, path, TIE_PLACES["CareTeam"], "ties", {"person": person})
        elif own_code(role, "roles"):
            read_element(into, entry, one, path, ROLE_PLACES["CareTeam"], "roles", {"about_id": person})
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
        into.leave_out(entry, [Fault(f"{path}.member", str(fault))])
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
        into.leave_out(entry, [Fault(where, why)])
        return
    one["period"] = dict(period) | (one.get("period") or {})
    one["role"] = [KIND.write(kind), *one.get("role", ())]
    read_element(into, entry, one, path, TIE_PLACES["CareTeam"], "ties", {"person": person})


def read_tie(into: Incoming, entry: Entry, reading: Reading) -> bool:
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
    if not into.is_sound(entry, faults):
        return False
    row = put_together(row)
    ends = ("from_id", "to_id") if register == "ties" else ("holder_id",)
    if missing := [end for end in ends if end not in row]:
        paths = {"from_id": "organization", "to_id": "organization"}
        into.refuse(entry, [Fault(paths.get(missing[0], missing[0]), "manca: a chi porta questo legame?")])
        return False
    reading.rest.pop("active", None)
    add(into, entry, register, row, form, entry.resource.get("id"))
    return True


def read_relative(into: Incoming, entry: Entry, reading: Reading) -> bool:
    """Read a relative: a tie, and a person when the relative is nobody of the bundle."""
    concepts = reading.rest.get("relationship") or [{}]
    if own_code(concepts[0], "tie_kinds"):
        return read_tie(into, entry, reading)
    found = tie_of(concepts)
    if found is None:
        known = "il rapporto con la persona non ha un codice HL7 (v3-RoleCode) che Ponte conosca: resta fuori"
        into.leave_out(entry, [Fault("relationship", known)])
        return False
    kind, from_relative = found
    person = _relative_as_person(into, entry, reading)
    row, faults = read_fields(RELATIVE, reading, into.links)
    if faults or person is None:
        into.refuse(entry, faults)
        return False
    reading.rest.pop("relationship")
    ends = (person, row["to_id"]) if from_relative else (row["to_id"], person)
    row |= {"kind": kind, "from_id": ends[0], "to_id": ends[1]}
    add(into, entry, "ties", row, TIE_PLACES["RelatedPerson"], entry.resource.get("id"))
    return True


def _relative_as_person(into: Incoming, entry: Entry, reading: Reading) -> str | None:
    """Find the relative in the record or the bundle, or add her."""
    party_id = into.links.own_id(entry)
    party = read_party(reading, party_id, into.links)
    if party_id in into.links.known or party_id in into.added:
        return party_id
    if party.faults:
        into.refuse(entry, party.faults)
        return None
    into.keep(entry, "persons", party.row, FORMS["persons"])
    return party_id


def read_element(
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
        into.refuse(entry, [Fault(f"{path}.{fault.path}", fault.what) for fault in faults])
        return False
    row |= more
    if "member" in row:
        member = row.pop("member")
        ends = (row.pop("person"), member) if person_first(row["kind"]) else (member, row.pop("person"))
        row |= {"from_id": ends[0], "to_id": ends[1]}
    add(into, entry, register, row, form, name)
    into.left.update(f"{entry.type}.{path.partition('[')[0]}.{left}" for left in reading.left())
    return True


def add(into: Incoming, entry: Entry, register: str, row: Row, form: Form, name: Any) -> None:  # noqa: ANN401
    """Keep a tie, role, need, contact or agreement; a tie's name is remembered for those that follow it."""
    if register == "ties" and isinstance(name, str):
        into.names[name] = len(into.records.ties)
    into.keep(entry, register, row, form)
