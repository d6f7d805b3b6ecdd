"""Write and read whole registers: rows with outside ids, in and out of the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import UnknownPartyError
from coordinator.model import (
    PREFIXES,
    Agreement,
    AgreementParty,
    Base,
    Community,
    Contact,
    Household,
    Institution,
    Need,
    Party,
    Person,
    Practitioner,
    Role,
    Service,
    ServiceNeed,
    Tie,
    TieEvent,
    vocabulary,
)
from coordinator.model.ties import as_state
from coordinator.store.bulk import insert_rows, reserve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.store.store import Store

Row = dict[str, Any]

PARTY_REGISTERS: dict[str, type[Party]] = {
    "persons": Person,
    "households": Household,
    "practitioners": Practitioner,
    "services": Service,
    "institutions": Institution,
    "communities": Community,
}
KINDS = dict(zip(PARTY_REGISTERS, PREFIXES, strict=True))
"""Register of parties → kind of party."""

KEYED: tuple[type[Base], ...] = (Party, Tie, TieEvent, Role, Need, Contact, Agreement)
"""Tables whose keys are given here."""

REFERENCES = {
    f"{party}_id": f"{party}_key" for party in ("from", "to", "holder", "at", "about", "person", "with")
}
"""Fields of rows that name parties by id → the columns that hold their keys."""

STAMPS = {"key", "recorded_at", "author"}
"""Columns of a tie that are no part of what was stated."""

WORD_OF_KIND = {
    "practitioners": ("profession", "professions"),
    "services": ("service_kind", "service_kinds"),
    "institutions": ("institution_kind", "institution_kinds"),
    "communities": ("community_kind", "community_kinds"),
}
"""Register → the column that says which sort of party it is, and the vocabulary's list."""


@dataclass(frozen=True, slots=True)
class Records:
    """
    The rows of a district as their owners write them: ids such as ``per:ada``, and no keys.

    A row is a dict of the table's columns; references to parties are named ``…_id`` in the place of
    ``…_key``. A service's ``needs`` and an agreement's ``parties`` are lists.
    """

    persons: list[Row] = field(default_factory=list)
    households: list[Row] = field(default_factory=list)
    practitioners: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    institutions: list[Row] = field(default_factory=list)
    communities: list[Row] = field(default_factory=list)
    ties: list[Row] = field(default_factory=list)
    roles: list[Row] = field(default_factory=list)
    agreements: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who writes rows, and when."""

    author: str
    at: datetime


def write_records(session: Session, records: Records, signature: Signature) -> None:
    """
    Add the rows of registers to the store.

    Parameters
    ----------
    session
        A writing session; nothing stays if this fails.
    records
        Rows already checked; parties that ties name may be in the store or among the rows.
    signature
        Author and time of rows that do not bring their own.

    Raises
    ------
    UnknownPartyError
        If a row names a party that is neither in the store nor among the rows.
    """
    last = reserve(session, [model.__table__ for model in KEYED])  # type: ignore[misc]
    _write_parties(session, records, last)
    keys = dict(session.execute(select(Party.id, Party.key)).all())
    _write_ties(session, _ready(records.ties, keys, signature, last["tie"]), last["tie_event"])
    for table, rows in ((Role, records.roles), (Need, records.needs), (Contact, records.contacts)):
        _insert(session, table, _ready(rows, keys, signature, last[table.__tablename__]))
    _write_agreements(session, records.agreements, keys, last)


def party_ids(store: Store) -> set[str]:
    """
    Read the ids of all parties.

    Parameters
    ----------
    store
        The record.

    Returns
    -------
    set of str
        E.g. ``"per:ada"``.
    """
    with store.reading() as session:
        return set(session.scalars(select(Party.id)))


def read_records(session: Session) -> Records:
    """
    Read every register out of the store.

    Parameters
    ----------
    session
        Of the store.

    Returns
    -------
    Records
        Rows with outside ids, in no order to rely on.
    """
    ids = dict(session.execute(select(Party.key, Party.id)).all())
    parties = {register: _read_parties(session, model) for register, model in PARTY_REGISTERS.items()}
    _gather_lists(
        session, ServiceNeed, ServiceNeed.service_key, ServiceNeed.need, "needs", parties["services"]
    )
    agreements = _read(session, Agreement, {})
    _gather_lists(
        session,
        AgreementParty,
        AgreementParty.agreement_key,
        AgreementParty.institution_key,
        "parties",
        agreements,
    )
    for agreement in agreements:
        agreement["parties"] = sorted(ids[key] for key in agreement["parties"])
    tables = {"ties": Tie, "roles": Role, "needs": Need, "contacts": Contact}
    read = {name: _read(session, model, ids) for name, model in tables.items()}
    return Records(**parties, **read, agreements=agreements)


def _read_parties(session: Session, model: type[Party]) -> list[Row]:
    """Read the parties of one kind, as one row each."""
    party, own = Party.__table__, model.__table__
    columns = [*party.columns, *(column for column in own.columns if column.key != "key")]
    rows = session.execute(select(*columns).join_from(party, own, party.c.key == own.c.key))
    return [dict(row) for row in rows.mappings()]


def _read(session: Session, model: type[Base], ids: dict[int, str]) -> list[Row]:
    """Read a table, its references to parties as ids."""
    rows = session.execute(select(model.__table__)).mappings()
    return [
        {
            (f"{n[:-4]}_id" if n.endswith("_key") else n): (ids.get(v) if n.endswith("_key") else v)
            for n, v in r.items()
        }
        for r in rows
    ]


def _gather_lists(session: Session, model: Any, owner: Any, value: Any, name: str, rows: list[Row]) -> None:  # noqa: ANN401
    """Give each row the list of what another table holds for it."""
    lists: dict[int, list[Any]] = {}
    for key, word in session.execute(select(owner, value).order_by(owner, value)):
        lists.setdefault(key, []).append(word)
    for row in rows:
        row[name] = lists.get(row["key"], [])


def _write_parties(session: Session, records: Records, last: Mapping[str, int]) -> None:
    """Add parties of every kind, with keys that go on from the last."""
    key = last["party"]
    for register, model in PARTY_REGISTERS.items():
        rows: list[Row] = []
        for row in getattr(records, register):
            key += 1
            rows.append({**_described(register, row), "key": key})
        _insert(session, Party, rows)
        _insert(session, model, rows)
        offers = [{"service_key": row["key"], "need": need} for row in rows for need in row.get("needs", ())]
        _insert(session, ServiceNeed, offers)


def _described(register: str, row: Row) -> Row:
    """Add what follows from a row: kind, name, sector, the line under the name."""
    known = {"kind": KINDS[register], "sector": None, "detail": None}
    if register == "persons":
        known["name"] = f"{row['given_name']} {row['family_name']}"
    if register in WORD_OF_KIND:
        column, list_name = WORD_OF_KIND[register]
        word = vocabulary().term(list_name, row[column])
        known |= {"sector": word.sector, "detail": word.label}
    return known | {name: value for name, value in row.items() if value is not None}


def _write_ties(session: Session, ties: list[Row], last_event: int) -> None:
    """Add ties, and for each the statement that it rests on."""
    words = vocabulary()
    for tie in ties:
        if not tie.get("direction"):
            tie["direction"] = words.tie_kind(tie["kind"]).help
    _insert(session, Tie, ties)
    _insert(session, TieEvent, [_event(tie, key) for key, tie in enumerate(ties, start=last_event + 1)])


def _event(tie: Row, key: int) -> Row:
    """Make the statement of the log that a tie rests on."""
    state = {name: value for name, value in tie.items() if value is not None and name not in STAMPS}
    return {
        "key": key,
        "tie_key": tie["key"],
        "act": "stated",
        "day": tie["since"],
        "recorded_at": tie["recorded_at"],
        "author": tie["author"],
        "stated_by": tie.get("stated_by"),
        "document": tie.get("document"),
        "state": as_state(state),
    }


def _write_agreements(
    session: Session, rows: list[Row], keys: dict[str, int], last: Mapping[str, int]
) -> None:
    """Add agreements and the bodies that signed them."""
    agreements = [row | {"key": key} for key, row in enumerate(rows, start=last["agreement"] + 1)]
    _insert(session, Agreement, agreements)
    signed = [
        {"agreement_key": row["key"], "institution_key": _key(body, keys), "signed_on": row["since"]}
        for row in agreements
        for body in row["parties"]
    ]
    _insert(session, AgreementParty, signed)


def _ready(rows: list[Row], keys: dict[str, int], signature: Signature, last: int) -> list[Row]:
    """Give rows the keys that follow the last, keys for ids, and author and time where they bring none."""
    ready = []
    for number, row in enumerate(rows, start=last + 1):
        whole = row | {"key": number}
        for name, field_name in REFERENCES.items():
            if name in whole:
                party_id = whole.pop(name)
                whole[field_name] = _key(party_id, keys) if party_id else party_id
        whole["author"] = row.get("author") or signature.author
        whole["recorded_at"] = row.get("recorded_at") or signature.at
        ready.append(whole)
    return ready


def _key(party_id: str, keys: dict[str, int]) -> int:
    if party_id not in keys:
        raise UnknownPartyError(party_id)
    return keys[party_id]


def _insert(session: Session, model: type[Base], rows: list[Row]) -> None:
    insert_rows(session, model.__table__, rows)  # type: ignore[arg-type]
