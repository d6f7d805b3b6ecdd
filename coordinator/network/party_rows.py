"""Read and fill the row of a party of any kind: which fields it has, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from coordinator.errors import BadPartyError, UnknownPartyError
from coordinator.model import (
    PREFIXES,
    Community,
    Household,
    Institution,
    Party,
    Person,
    Practitioner,
    Service,
    ServiceNeed,
    vocabulary,
)
from coordinator.model.identifiers import read_tax_code
from coordinator.network.fields import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

CLASSES: dict[str, type[Party]] = {
    "persona": Person,
    "nucleo": Household,
    "professionista": Practitioner,
    "servizio": Service,
    "ente": Institution,
    "comunita": Community,
}
"""Kind of party → its class."""

OURS = {"key", "id", "kind", "merged_into", "tax_code_kind"}
"""Columns that nobody types."""

LIFE = {"born_on", "died_on"}
"""Columns of a person alone."""

HIDDEN = "hidden"
"""The field that reserves a party: a protected person, a refuge."""

NEEDS = "needs"
"""The field of a service that lists the needs it may meet, words of the vocabulary."""


def fields_of(kind: str) -> tuple[str, ...]:
    """
    List what may be written of a kind of party.

    Parameters
    ----------
    kind
        E.g. ``"servizio"``.

    Returns
    -------
    tuple of str
        Names of columns; for a service also ``needs``.

    Raises
    ------
    BadPartyError
        If there is no such kind.
    """
    if kind not in CLASSES:
        field = "kind"
        raise BadPartyError(field, f"{kind!r} is none of {', '.join(CLASSES)}")
    ours = OURS if kind == "persona" else OURS | LIFE
    names = [column.key for column in CLASSES[kind].__mapper__.columns if column.key not in ours]
    return (*dict.fromkeys(names), *([NEEDS] if kind == "servizio" else []))


def kind_of(party_id: str) -> str:
    """
    Say which kind of party an id is of.

    Parameters
    ----------
    party_id
        E.g. ``"svc:adi"``.

    Returns
    -------
    str
        E.g. ``"servizio"``.

    Raises
    ------
    UnknownPartyError
        If no kind has ids that begin so.
    """
    prefix = party_id.partition(":")[0]
    kind = next((kind for kind, known in PREFIXES.items() if known == prefix), None)
    if kind is None:
        raise UnknownPartyError(party_id)
    return kind


def resource_of(kind: str) -> str:
    """
    Name the resource of the policy that a kind of party belongs to.

    Parameters
    ----------
    kind
        Kind of party.

    Returns
    -------
    str
        ``"person"`` for who is cared for, ``"directory"`` for who helps.
    """
    return "person" if kind in {"persona", "nucleo"} else "directory"


def party_row(session: Session, party_id: str) -> Party:
    """
    Read the row of a party.

    Parameters
    ----------
    session
        Of the store.
    party_id
        Its id.

    Returns
    -------
    Party
        Of its own class.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    party = session.scalar(select(Party).where(Party.id == party_id))
    if party is None:
        raise UnknownPartyError(party_id)
    return party


def known_of(session: Session, party: Party) -> dict[str, Any]:
    """
    Read what is known of a party.

    Parameters
    ----------
    session
        Of the store.
    party
        Its row.

    Returns
    -------
    dict
        Field → value; what nobody said is left out.
    """
    known = {name: getattr(party, name) for name in fields_of(party.kind) if name != NEEDS}
    if isinstance(party, Service):
        query = select(ServiceNeed.need).where(ServiceNeed.service_key == party.key)
        known[NEEDS] = sorted(session.scalars(query))
    return {name: value for name, value in known.items() if value not in (None, []) and value is not False}


def described(kind: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """
    Say what follows from the fields of a party and is kept beside them.

    Parameters
    ----------
    kind
        Kind of party.
    known
        Its fields, checked.

    Returns
    -------
    dict
        A person's name and kind of code; the sector and line that go with a sort, where none is given.
    """
    if kind == "persona":
        code = known.get("tax_code")
        name = f"{known['given_name']} {known['family_name']}"
        return {"name": name, "tax_code_kind": read_tax_code(code).kind if code else None}
    follows: dict[str, Any] = {}
    for name, list_name in WORDS[kind].items():
        word = vocabulary().term(list_name, known[name]) if name in known else None
        if word is not None and word.sector is not None:
            follows = {"sector": word.sector, "detail": word.label}
    return {name: value for name, value in follows.items() if name not in known}


def set_needs(session: Session, party: Party, needs: Sequence[str]) -> None:
    """
    Say which needs a service may meet, in the place of those it had; other kinds of party have none.

    Parameters
    ----------
    session
        A writing session.
    party
        Its row.
    needs
        Words of the vocabulary.
    """
    if isinstance(party, Service):
        session.execute(delete(ServiceNeed).where(ServiceNeed.service_key == party.key))
        session.add_all(ServiceNeed(service_key=party.key, need=need) for need in needs)
