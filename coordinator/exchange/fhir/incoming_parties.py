"""Read persons, practitioners, bodies, services and households, also as other systems write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordinator.errors import BadTaxCodeError
from coordinator.exchange.fhir.addresses import COMUNE, comune_at, read_location
from coordinator.exchange.fhir.fields import Fault
from coordinator.exchange.fhir.lens import Reading, put
from coordinator.exchange.fhir.names import TAX_CODES, extension, prefix_of
from coordinator.exchange.fhir.parties import FORMS
from coordinator.exchange.fhir.shape import check_shape
from coordinator.model.identifiers import read_tax_code

if TYPE_CHECKING:
    from coordinator.exchange.fhir.links import PartyLinks
    from coordinator.store.records import Row

REGISTERS = dict(zip(("per", "hou", "pra", "svc", "ist", "com"), FORMS, strict=True))
"""Prefix of an id → register of its party."""

BODY_KINDS = {"asl": "asl", "edu": "scuola"}
"""Types of organization of HL7 and HL7 Italia → our kinds of body."""

KIND = {"institutions": "institution_kind", "practitioners": "profession", "services": "service_kind"}
OTHER = "altro"
"""What a body, a profession or a service is when its resource uses no code that Ponte knows."""


@dataclass(slots=True)
class ReadParty:
    """A party as a resource describes her."""

    register: str
    row: Row
    faults: list[Fault] = field(default_factory=list)
    merged_into: str | None = None  # of a duplicate set aside


def read_party(reading: Reading, party_id: str, links: PartyLinks) -> ReadParty:
    """
    Read a party.

    Parameters
    ----------
    reading
        Her resource; what is read is taken from it.
    party_id
        The id that she has or will have.
    links
        What references lead to.

    Returns
    -------
    ReadParty
        Her row; with faults, when it cannot be written.
    """
    register = REGISTERS[prefix_of(party_id)]
    if register in {"persons", "practitioners"}:
        _put_name_first(reading)
    code = _take_tax_code(reading) if register == "persons" else None
    kind = _guess_kind(register, reading)
    form = FORMS[register]
    row, faults = form.read(reading, links)
    if kind is not None and KIND[register] not in row:
        faults = [fault for fault in faults if not fault.path.startswith("type")]
        row[KIND[register]] = kind
    party = ReadParty(register, row | {"id": party_id}, faults)
    if register == "persons":
        _finish_person(party, code, reading, links)
    elif register == "practitioners":
        _finish_practitioner(party, reading)
    elif register == "services":
        _take_location(party, reading, links)
    if row.pop("active", True) is False:
        party.merged_into = _merged_into(reading, links)
    party.row.pop("active", None)
    return party


def _put_name_first(reading: Reading) -> None:
    """Put the official name, or the first that has a surname, before the others."""
    names = reading.rest.get("name")
    if isinstance(names, list):
        names.sort(
            key=lambda name: (not name.get("family") and not name.get("text"), name.get("use") != "official")
        )


def _take_tax_code(reading: Reading) -> str | None:
    """Take the codice fiscale, in whichever of its two systems."""
    taken = [reading.take(("identifier", {"system": system}, "value")) for system in TAX_CODES]
    return next((str(code) for code in taken if code), None)


def _guess_kind(register: str, reading: Reading) -> str | None:
    """Say which sort of party she is when her resource does not say it in our words."""
    if register not in KIND:
        return None
    if register == "institutions":
        codings = [c.get("code") for kind in reading.rest.get("type") or () for c in kind.get("coding") or ()]
        return next((BODY_KINDS[code] for code in codings if code in BODY_KINDS), OTHER)
    return OTHER


def _finish_person(party: ReadParty, code: str | None, reading: Reading, links: PartyLinks) -> None:
    """Write the given names as one, and check the codice fiscale and the comune."""
    row = party.row
    if "given_name" in row:
        row["given_name"] = " ".join(row["given_name"])
    _finish_address(party, reading, links)
    if code is None:
        return
    path = "identifier[codice fiscale].value"
    try:
        said = read_tax_code(code)
    except BadTaxCodeError:
        what = "non è un codice fiscale, né STP o ENI con 13 cifre: ricopialo dalla tessera"
        party.faults.append(Fault(path, what))
        return
    row |= {"tax_code": said.code, "tax_code_kind": said.kind}
    if said.born_on and row.get("born_on") and said.born_on != row["born_on"]:
        party.faults.append(Fault(path, "non concorda con birthDate: ricontrolla tutti e due"))
    if said.sex and row.get("sex") in {"F", "M"} and said.sex != row["sex"]:
        party.faults.append(Fault(path, "non concorda con gender: ricontrolla tutti e due"))


def _finish_address(party: ReadParty, reading: Reading, links: PartyLinks) -> None:
    """Say where a person lives by ISTAT's code, which only a list of comuni can read."""
    code = party.row.pop("comune_code", None)
    if code is None:
        return
    if links.comuni is None:
        put(reading.rest, comune_at("address", 0), COMUNE.write(code))
        return
    path = "address[0].city.extension[codiceComune]"
    found = links.comuni.find(code)
    named = links.comuni.find(party.row["area"]) if "area" in party.row else found
    if not found:
        party.faults.append(
            Fault(path, f"{code} non è fra i comuni dell’elenco ISTAT: ricontrolla il codice")
        )
    elif named and found[0] not in named:
        what = f"{code} è {found[0].name}, ma address[0].city dice un altro comune: ricontrolla tutti e due"
        party.faults.append(Fault(path, what))
    party.row.setdefault("area", found[0].name if found else "")


def _finish_practitioner(party: ReadParty, reading: Reading) -> None:
    """Write a name from its parts where the whole is not given."""
    if party.row.get("name"):
        return
    given = reading.take(("name", 0, "given")) or []
    family = reading.take(("name", 0, "family"))
    name = " ".join([*map(str, given), *([str(family)] if family else [])])
    if name:
        party.row["name"] = name
    else:
        party.faults.append(Fault("name[0].text", "manca: è obbligatorio"))


def _take_location(party: ReadParty, reading: Reading, links: PartyLinks) -> None:
    """Say where a service is, from the first of its locations that the file holds."""
    for one in reading.rest.get("location") or ():
        place = links.locations.get(str(one.get("reference")))
        if place is not None and not check_shape(place):
            party.row |= read_location(Reading(place), links, party.row.get("name", ""))
            reading.rest["location"].remove(one)
            break
    if not reading.rest.get("location"):
        reading.rest.pop("location", None)


def _merged_into(reading: Reading, links: PartyLinks) -> str | None:
    """Find the record that was kept in the place of a duplicate."""
    links_of = reading.rest.get("link") or []
    other: Any = None
    for one in links_of:
        if one.get("type") == "replaced-by":
            other = one.get("other")
            links_of.remove(one)
            break
    other = other or reading.take(("extension", extension("replaced-by"), "valueReference"))
    if not links_of:
        reading.rest.pop("link", None)
    return links.party(other) if other else None
