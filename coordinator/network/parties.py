"""Write parties: add one, change what is known of it, tell who said what, take a change back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from coordinator.errors import BadPartyError, UnknownPartyError
from coordinator.model import (
    PREFIXES,
    Community,
    Household,
    Institution,
    Party,
    PartyEvent,
    Person,
    Practitioner,
    Service,
    ServiceNeed,
    vocabulary,
)
from coordinator.model.ties import as_state
from coordinator.network.fields import WORDS, check_fields
from coordinator.network.record import unidecoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.network.duplicates import Candidate
    from coordinator.protection import Viewer
    from coordinator.store import Store

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

NEEDS = "needs"
"""The field of a service that lists the needs it may meet, words of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What was written of a party at once."""

    number: int  # for `undo_change`
    act: str  # added, changed
    recorded_at: datetime
    author: str
    stated_by: str | None
    document: str | None
    fields: Mapping[str, tuple[Any, Any]]  # field → (before, after); days as 2026-03-31


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
    names = [column.key for column in CLASSES[kind].__mapper__.columns if column.key not in OURS]
    return (*dict.fromkeys(names), *([NEEDS] if kind == "servizio" else []))


def add_party(
    store: Store,
    kind: str,
    fields: Mapping[str, Any],
    viewer: Viewer,
    *,
    stated_by: str | None = None,
    document: str | None = None,
) -> str:
    """
    Add a person, household, practitioner, service, institution or community to the record.

    Parameters
    ----------
    store
        The record.
    kind
        One of the kinds of `coordinator.model.PREFIXES`, e.g. ``"servizio"``.
    fields
        What is known, by the names that `fields_of` lists. A person needs ``given_name`` and
        ``family_name``, the others ``name`` and their own sort (``profession``, ``service_kind`` …). Look
        for `coordinator.network.duplicates.find_duplicates` before you add a person.
    viewer
        Who writes; needs to write persons, or the directory for the other kinds.
    stated_by, document
        Who said so, on which paper.

    Returns
    -------
    str
        The new id. A person's says nothing of her.

    Raises
    ------
    BadPartyError
        If a field is missing, unknown, or out of range.
    UnknownWordError
        If a word is not in the vocabulary.
    BadTaxCodeError
        If a person's code is not well formed.
    NotAllowedError
        If the viewer may not write it.
    """
    allowed = fields_of(kind)
    known = check_fields(kind, allowed, {name: value for name, value in fields.items() if value is not None})
    viewer.require("write", _resource(kind))
    with store.writing() as session:
        columns = {name: value for name, value in known.items() if name != NEEDS}
        party = CLASSES[kind](id=f"{PREFIXES[kind]}:nuova", **(_described(kind, known) | columns))
        party.id = _new_id(session, kind, str(party.name))
        session.add(party)
        session.flush()
        if kind == "persona":
            party.id = f"per:p{party.key}"
        _set_needs(session, party, known.get(NEEDS, ()))
        state = {name: (None, value) for name, value in known.items()}
        _log(session, store, party, viewer, "added", state, stated_by, document)
        return party.id


def change_party(
    store: Store,
    party_id: str,
    changes: Mapping[str, Any],
    viewer: Viewer,
    *,
    stated_by: str | None = None,
    document: str | None = None,
) -> int | None:
    """
    Change what is known of a party; what was known before stays in the log.

    Parameters
    ----------
    store
        The record.
    party_id
        Id of the party.
    changes
        Field → new value; None empties it.
    viewer
        Who writes; as in `add_party`.
    stated_by, document
        Who said so, on which paper.

    Returns
    -------
    int or None
        Number of the writing, for `undo_change`; None when all was so already.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    BadPartyError
        If a field is unknown, or out of range beside the others.
    UnknownWordError, BadTaxCodeError, NotAllowedError
        As in `add_party`.
    """
    kind = _kind_of(party_id)
    viewer.require("write", _resource(kind), of=party_id)
    with store.writing() as session:
        party = _party(session, party_id)
        before = _fields(session, party)
        whole = {name: value for name, value in (before | dict(changes)).items() if value is not None}
        after = check_fields(kind, fields_of(kind), whole)
        state = {
            name: (before.get(name), after.get(name))
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
        }
        if not state:
            return None
        described = _described(kind, after)
        for name, (_, value) in state.items():
            if name != NEEDS:
                setattr(party, name, value)
        for name in described.keys() - changes.keys():
            setattr(party, name, described[name])
        if NEEDS in state:
            _set_needs(session, party, after.get(NEEDS, ()))
        return _log(session, store, party, viewer, "changed", state, stated_by, document)


def undo_change(store: Store, party_id: str, number: int, viewer: Viewer) -> int | None:
    """
    Give the fields of one change their values of before; the change and its undoing stay in the log.

    Parameters
    ----------
    store
        The record.
    party_id
        Id of the party.
    number
        What `change_party` returned.
    viewer
        Who writes; as in `change_party`.

    Returns
    -------
    int or None
        Number of the undoing, which can itself be undone.

    Raises
    ------
    BadPartyError
        If the party has no such change.
    """
    with store.reading() as session:
        event = session.get(PartyEvent, number)
        if event is None or event.act != "changed" or event.party_key != _party(session, party_id).key:
            field = "number"
            raise BadPartyError(field, f"there is no change {number} of {party_id!r} to take back")
        state = json.loads(event.state)
    kind = _kind_of(party_id)
    before = {name: _from_json(kind, name, values[0]) for name, values in state.items()}
    return change_party(store, party_id, before, viewer)


def party_history(store: Store, party_id: str, viewer: Viewer) -> tuple[Writing, ...]:
    """
    Tell all that was written of a party, by whom, and who said so.

    Parameters
    ----------
    store
        The record.
    party_id
        Id of the party.
    viewer
        Who asks; needs to read persons, or the directory for the other kinds.

    Returns
    -------
    tuple of Writing
        In order; empty for a party that came with a register and was never changed since.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    viewer.require("read", _resource(_kind_of(party_id)), of=party_id)
    with store.reading() as session:
        key = _party(session, party_id).key
        events = session.scalars(
            select(PartyEvent).where(PartyEvent.party_key == key).order_by(PartyEvent.key)
        )
        return tuple(
            Writing(
                event.key,
                event.act,
                event.recorded_at,
                event.author,
                event.stated_by,
                event.document,
                {name: (values[0], values[1]) for name, values in json.loads(event.state).items()},
            )
            for event in events
        )


def add_person(store: Store, candidate: Candidate, viewer: Viewer, **more: Any) -> str:  # noqa: ANN401
    """
    Add a person from what was typed to look for duplicates.

    Parameters
    ----------
    store
        The record.
    candidate
        Her name, and what else is known.
    viewer
        Who writes; needs to write persons.
    **more
        Further fields of a person: ``sex``, ``area``, ``died_on``, ``detail``.

    Returns
    -------
    str
        Her id, as from `add_party`.
    """
    known = {name: getattr(candidate, name) for name in candidate.__dataclass_fields__}
    return add_party(store, "persona", known | more, viewer)


def _kind_of(party_id: str) -> str:
    """Say which kind of party an id is of."""
    prefix = party_id.partition(":")[0]
    kind = next((kind for kind, known in PREFIXES.items() if known == prefix), None)
    if kind is None:
        raise UnknownPartyError(party_id)
    return kind


def _resource(kind: str) -> str:
    return "person" if kind in {"persona", "nucleo"} else "directory"


def _party(session: Session, party_id: str) -> Party:
    party = session.scalar(select(Party).where(Party.id == party_id))
    if party is None:
        raise UnknownPartyError(party_id)
    return party


def _described(kind: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what follows from the fields: a person's name and kind of code, the sector of a sort."""
    if kind == "persona":
        from coordinator.model.identifiers import read_tax_code

        code = known.get("tax_code")
        name = f"{known['given_name']} {known['family_name']}"
        return {"name": name, "tax_code_kind": read_tax_code(code).kind if code else None}
    described: dict[str, Any] = {}
    for name, list_name in WORDS[kind].items():
        word = vocabulary().term(list_name, known[name]) if name in known else None
        if word is not None and word.sector is not None:
            described = {"sector": word.sector, "detail": word.label}
    return {name: value for name, value in described.items() if name not in known}


def _new_id(session: Session, kind: str, name: str) -> str:
    """Make an id of a name, with a number from the second of that name on."""
    slug = re.sub(r"[^a-z0-9]+", "-", unidecoded(name)).strip("-")[:50] or "senza-nome"
    start = f"{PREFIXES[kind]}:{slug}"
    taken = set(session.scalars(select(Party.id).where(Party.id.startswith(start, autoescape=True))))
    return next(new for n in count(1) if (new := start if n == 1 else f"{start}-{n}") not in taken)


def _fields(session: Session, party: Party) -> dict[str, Any]:
    """Read what is known of a party."""
    known = {name: getattr(party, name) for name in fields_of(party.kind) if name != NEEDS}
    if isinstance(party, Service):
        query = select(ServiceNeed.need).where(ServiceNeed.service_key == party.key)
        known[NEEDS] = sorted(session.scalars(query))
    return {name: value for name, value in known.items() if value not in (None, [])}


def _set_needs(session: Session, party: Party, needs: Sequence[str]) -> None:
    """Say which needs a service may meet."""
    if isinstance(party, Service):
        session.execute(delete(ServiceNeed).where(ServiceNeed.service_key == party.key))
        session.add_all(ServiceNeed(service_key=party.key, need=need) for need in needs)


def _log(
    session: Session,
    store: Store,
    party: Party,
    viewer: Viewer,
    act: str,
    state: Mapping[str, Any],
    stated_by: str | None,
    document: str | None,
) -> int:
    """Write down what was written; returns its number."""
    event = PartyEvent(
        party_key=party.key,
        act=act,
        recorded_at=store.clock(),
        author=viewer.user,
        stated_by=stated_by,
        document=document,
        state=as_state(state),
    )
    session.add(event)
    session.flush()
    return event.key


def _from_json(kind: str, name: str, value: Any) -> Any:  # noqa: ANN401 - each field has its own type
    """Read back a value of the log."""
    column = CLASSES[kind].__mapper__.columns.get(name)
    is_day = column is not None and column.type.python_type is date
    return date.fromisoformat(value) if is_day and value is not None else value
