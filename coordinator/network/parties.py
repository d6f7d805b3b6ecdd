"""Write parties: add one, change what is known of it, take a change back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from coordinator.model import PREFIXES, Party
from coordinator.model.spelling import new_id
from coordinator.network.fields import check_fields
from coordinator.network.fields_seen import as_held
from coordinator.network.party_log import Hand, before_change, write_down
from coordinator.network.party_rows import (
    CLASSES,
    HIDDEN,
    NEEDS,
    described,
    fields_of,
    kind_of,
    known_of,
    party_row,
    resource_of,
    set_needs,
)
from coordinator.network.pen import Pen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from coordinator.network.duplicates import Candidate
    from coordinator.network.statement import Statement
    from coordinator.protection import Viewer
    from coordinator.store import Store


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
    known = _allowed(kind, fields, viewer)
    with store.writing() as session:
        return _add(session, kind, known, Hand(viewer.user, store.clock(), stated_by, document))


def _allowed(kind: str, fields: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    """Check what is known of a new party, and that the viewer may write it."""
    given = {name: value for name, value in fields.items() if value is not None}
    known = check_fields(kind, fields_of(kind), given)
    viewer.require("write", resource_of(kind))
    if known.get(HIDDEN):
        viewer.require("write", "network_hidden")
    return known


def _add(session: Session, kind: str, known: Mapping[str, Any], hand: Hand) -> str:
    """Write the row of a new party, and what was said of it; returns its id."""
    columns = {name: value for name, value in known.items() if name != NEEDS}
    party = CLASSES[kind](id=f"{PREFIXES[kind]}:nuova", **(described(kind, known) | columns))
    party.id = new_id(session, Party.id, PREFIXES[kind], str(party.name))
    session.add(party)
    session.flush()
    if kind == "persona":
        party.id = f"per:p{party.key}"
    set_needs(session, party, known.get(NEEDS, ()))
    write_down(session, party, "added", {name: (None, value) for name, value in known.items()}, hand)
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
    kind = kind_of(party_id)
    viewer.require("write", resource_of(kind), of=party_id)
    if HIDDEN in changes:
        viewer.require("write", "network_hidden", of=party_id)
    veil = viewer.veil()
    with store.writing() as session:
        party = party_row(session, party_id)
        before = known_of(session, party)
        changes = as_held(changes, before, veil)
        whole = {name: value for name, value in (before | dict(changes)).items() if value is not None}
        after = check_fields(kind, fields_of(kind), whole)
        state = {
            name: (before.get(name), after.get(name))
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
        }
        if not state:
            return None
        follows = described(kind, after)
        for name, (_, value) in state.items():
            if name != NEEDS:
                setattr(party, name, bool(value) if name == HIDDEN else value)
        for name in follows.keys() - changes.keys():
            setattr(party, name, follows[name])
        if NEEDS in state:
            set_needs(session, party, after.get(NEEDS, ()))
        return write_down(
            session, party, "changed", state, Hand(viewer.user, store.clock(), stated_by, document)
        )


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
    with viewer.reading() as session:
        before = before_change(session, party_id, number)
    return change_party(store, party_id, before, viewer)


def add_tied_person(
    store: Store, candidate: Candidate, statement: Statement, viewer: Viewer, *, about: str
) -> int:
    """
    Add a person who is known by a tie, and the tie: both, or neither.

    Parameters
    ----------
    store
        The record.
    candidate
        Her name, and what else was typed to look for duplicates.
    statement
        What ties her to another; where it starts is put in.
    viewer
        Who writes; needs to write persons and the network.
    about
        Whose network it is, for the log of accesses.

    Returns
    -------
    int
        The number of the tie.

    Raises
    ------
    BadPartyError, BadTaxCodeError
        As from `add_party`.
    UnknownPartyError, BadTieError, UnknownWordError
        As from `coordinator.network.state_tie`.
    """
    known = _allowed("persona", asdict(candidate), viewer)
    viewer.require("write", "network", of=about)
    viewer.refuse_reserved(statement.to_id)
    with store.writing() as session:
        at = store.clock()
        party_id = _add(session, "persona", known, Hand(viewer.user, at, None, None))
        return Pen(session, at, viewer.user).add(replace(statement, from_id=party_id)).key
