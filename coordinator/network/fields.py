"""Check what is written of a party, field by field and one beside the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coordinator.errors import BadPartyError
from coordinator.model import vocabulary
from coordinator.model.hours import BadHoursError, read_hours, write_hours
from coordinator.model.identifiers import read_tax_code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

WORDS: dict[str, dict[str, str]] = {
    "persona": {},
    "nucleo": {},
    "professionista": {"profession": "professions"},
    "servizio": {"service_kind": "service_kinds", "life_domain": "life_domains"},
    "ente": {"institution_kind": "institution_kinds"},
    "comunita": {"community_kind": "community_kinds"},
}
"""Kind of party → field → the vocabulary's list that its word is of."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "persona": ("given_name", "family_name"),
    "nucleo": ("name",),
    "professionista": ("name", "profession"),
    "servizio": ("name", "service_kind"),
    "ente": ("name", "institution_kind"),
    "comunita": ("name", "community_kind"),
}
CHOICES = {"sex": ("F", "M", "X"), "level_kind": ("LEA", "LEPS")}
MOST = {
    "min_age": 130,
    "max_age": 130,
    "capacity": 1_000_000,
    "places_free": 1_000_000,
    "waiting_days": 10_000,
}
TAX_CODE, HIDDEN, HOURS = "tax_code", "hidden", "opening_hours"
PATTERNS = {"comune_code": r"[0-9]{6}", "postal_code": r"[0-9]{5}", "province": r"[A-Z]{2}"}
DEGREES = {"latitude": 90, "longitude": 180}
ORDERED = (("min_age", "max_age"), ("places_free", "capacity"), ("born_on", "died_on"))
"""Pairs of fields of which the first may not be above the second."""


def check_fields(kind: str, allowed: Collection[str], fields: Mapping[str, Any]) -> dict[str, Any]:
    """
    Check the fields of a party.

    Parameters
    ----------
    kind
        Kind of party.
    allowed
        Names that it may have.
    fields
        Field → value, none of them None.

    Returns
    -------
    dict
        The same, texts trimmed, codes in their one spelling, needs in order; empty texts are left out.

    Raises
    ------
    BadPartyError
        If a field is unknown, missing, out of range, or does not fit beside another.
    UnknownWordError
        If a word is not in the vocabulary.
    BadTaxCodeError
        If a person's code is not well formed.
    """
    if unknown := sorted(set(fields) - set(allowed)):
        raise BadPartyError(unknown[0], f"no such field; there are {', '.join(allowed)}")
    known = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    known = {name: value for name, value in known.items() if value != ""}
    for name in REQUIRED[kind]:
        if name not in known:
            raise BadPartyError(name, "missing: it must be given")
    _check_words(kind, known)
    _check_ranges(known)
    if TAX_CODE in known:
        known[TAX_CODE] = _checked_code(known)
    _check_place(known)
    return known


def _check_words(kind: str, known: dict[str, Any]) -> None:
    """Refuse words that the vocabulary does not have."""
    for name, list_name in WORDS[kind].items():
        if name in known:
            vocabulary().term(list_name, known[name])
    if "needs" in known:
        for need in known["needs"]:
            vocabulary().term("needs", need)
        known["needs"] = sorted(set(known["needs"]))
    if "sector" in known:
        vocabulary().term("sectors", known["sector"])
    if not isinstance(known.get(HIDDEN, False), bool):
        raise BadPartyError(HIDDEN, f"{known[HIDDEN]!r} is neither true nor false")
    for name, words in CHOICES.items():
        if name in known and known[name] not in words:
            raise BadPartyError(name, f"{known[name]!r} is none of {', '.join(words)}")


def _check_ranges(known: Mapping[str, Any]) -> None:
    """Refuse numbers out of range, and pairs in the wrong order."""
    for name, most in MOST.items():
        if name in known and not 0 <= known[name] <= most:
            raise BadPartyError(name, f"{known[name]}: give a number from 0 to {most}")
    for low, high in ORDERED:
        if low in known and high in known and known[low] > known[high]:
            raise BadPartyError(low, f"{known[low]} is above {high}, {known[high]}")


def _check_place(known: dict[str, Any]) -> None:
    """Refuse codes of places that are none, and write hours in their one spelling."""
    for name, pattern in PATTERNS.items():
        if name in known and re.fullmatch(pattern, known[name]) is None:
            raise BadPartyError(name, f"{known[name]!r} does not fit {pattern}")
    for name, most in DEGREES.items():
        if abs(known.get(name, 0)) > most:
            raise BadPartyError(name, f"{known[name]}: give degrees from -{most} to {most}")
    if HOURS in known:
        try:
            known[HOURS] = write_hours(read_hours(known[HOURS]))
        except BadHoursError as error:
            raise BadPartyError(HOURS, str(error)) from None


def _checked_code(known: Mapping[str, Any]) -> str:
    """Read a person's code, and refuse one that says another birth or sex."""
    code = read_tax_code(known[TAX_CODE])
    if code.born_on and known.get("born_on", code.born_on) != code.born_on:
        raise BadPartyError(TAX_CODE, "it says another day of birth: check both")
    if code.sex and known.get("sex", code.sex) not in {code.sex, "X"}:
        raise BadPartyError(TAX_CODE, "it says another sex: check both")
    return code.code
