"""Name what Ponte's FHIR resources refer to: code systems, identifiers, extensions, and the resource of each party."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from coordinator.model import PREFIXES, vocabulary

VERSION = "4.0.1"
BASE = "https://ponte-care.example/fhir"
"""Root of our own names: it identifies and does not resolve."""

PARTY_ID = f"{BASE}/sid/party"
CASE_ID = f"{BASE}/sid/case"
USER_ID = f"{BASE}/sid/user"
DOCUMENT_ID = f"{BASE}/sid/document"

TAX_CODE = "urn:oid:2.16.840.1.113883.2.9.4.3.2"
"""Codice fiscale, in HL7 Italia's core profiles; the earlier base profiles name the second."""
TAX_CODES = (TAX_CODE, "http://hl7.it/sid/codiceFiscale")

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
ROLE_CODE = f"{TERMINOLOGY}/v3-RoleCode"
ROLE_CLASS = f"{TERMINOLOGY}/v3-RoleClass"
DERIVED = {"system": f"{BASE}/CodeSystem/tags", "code": "derived"}
"""Marks what follows from other resources of the bundle: it is for others to read, not for us to read again."""

TYPE_OF = {
    "per": "Patient",
    "hou": "Group",
    "pra": "Practitioner",
    "svc": "HealthcareService",
    "ist": "Organization",
    "com": "Organization",
}
"""Prefix of a party's id → the resource that she is."""

KIND_OF_PREFIX = {prefix: kind for kind, prefix in PREFIXES.items()}
SAFE_ID = re.compile(r"[A-Za-z0-9.-]{1,58}")


def code_system(list_name: str) -> str:
    """Return the address of a list of the vocabulary as a code system."""
    return f"{BASE}/CodeSystem/{list_name.replace('_', '-')}"


def extension(name: str) -> dict[str, str]:
    """Return what tells one of our extensions from others in a list."""
    return {"url": f"{BASE}/StructureDefinition/{name}"}


def resource_id(own_id: str) -> str:
    """
    Write one of our ids as FHIR allows it: letters, figures, dots and dashes, at most 64.

    Parameters
    ----------
    own_id
        E.g. ``"per:ada"``.

    Returns
    -------
    str
        E.g. ``"per-ada"``; what cannot be written so is a digest.
    """
    prefix, _, rest = own_id.partition(":")
    if SAFE_ID.fullmatch(rest):
        return f"{prefix}-{rest}"
    return f"{prefix}-{digest(own_id)}"


def digest(content: str) -> str:
    """Return the first 24 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def party_reference(party_id: str) -> dict[str, str]:
    """Write a reference to a party."""
    return {"reference": f"{type_of(party_id)}/{resource_id(party_id)}"}


def type_of(party_id: str) -> str:
    """Return the type of the resource that a party is."""
    return TYPE_OF[party_id.partition(":")[0]]


def prefix_of(party_id: str) -> str:
    """Return the prefix of a party's id."""
    return party_id.partition(":")[0]


def concept(list_name: str, word: str) -> dict[str, Any]:
    """Write a word of the vocabulary as a concept, with what the screens show."""
    label = vocabulary().label(list_name, word)
    return {"coding": [{"system": code_system(list_name), "code": word, "display": label}]}


def is_party(value: object) -> bool:
    """Say whether a value is the id of a party."""
    return isinstance(value, str) and value.partition(":")[0] in PREFIXES.values() and ":" in value
