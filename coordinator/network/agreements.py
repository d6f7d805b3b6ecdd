"""Write and read agreements between bodies: who signed, from when to when, at which level of integration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import BadAgreementError, UnknownPartyError
from coordinator.model import Agreement, AgreementParty, Party, vocabulary
from coordinator.model.spelling import new_id
from coordinator.network import spans

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement and the bodies that signed it."""

    id: str
    title: str
    kind: str
    label: str  # of the kind
    level: str | None
    since: date
    until: date | None
    bodies: tuple[tuple[str, str], ...]  # (id, name), by name
    norm_urn: str | None
    document: str | None

    def in_force_on(self, day: date) -> bool:
        """Say whether it is in force on a day, the first and the last included."""
        return self.since <= day and (self.until is None or self.until >= day)


def state_agreement(
    store: Store,
    title: str,
    kind: str,
    bodies: Collection[str],
    since: date,
    viewer: Viewer,
    *,
    until: date | None = None,
    level: str | None = None,
    norm_urn: str | None = None,
    document: str | None = None,
) -> str:
    """
    Record an agreement between bodies.

    Parameters
    ----------
    store
        The record.
    title
        As the bodies call it.
    kind
        Of the vocabulary's agreement kinds.
    bodies
        Ids of those that signed, at least two; institutions, or a group of the community.
    since
        First day in force.
    viewer
        Who writes; needs to write agreements.
    until
        Last day in force; None: still in force.
    level
        Of integration, one of the five.
    norm_urn
        The comma on which it rests.
    document
        On which paper.

    Returns
    -------
    str
        Its id, ``"agr:…"``.

    Raises
    ------
    BadAgreementError
        If it has no title, fewer than two bodies, or days in the wrong order.
    UnknownWordError
        If the vocabulary lacks the kind or the level.
    UnknownPartyError
        If a body is not in the store, or is reserved from her.
    """
    viewer.require("write", "agreement")
    vocabulary().term("agreement_kinds", kind)
    if level is not None:
        vocabulary().term("levels", level)
    _check(title, bodies, since, until)
    viewer.refuse_reserved(*bodies)
    with store.writing() as session:
        keys = [_body(session, body) for body in dict.fromkeys(bodies)]
        row = Agreement(
            id=new_id(session, Agreement.id, "agr", title),
            title=title.strip(),
            agreement_kind=kind,
            level=level,
            since=since,
            until=until,
            norm_urn=norm_urn,
            document=document,
        )
        session.add(row)
        session.flush()
        session.add_all(
            AgreementParty(agreement_key=row.key, institution_key=key, signed_on=since) for key in keys
        )
        spans.log(session, store, row, spans.STATED, viewer)
        return row.id


def end_agreement(store: Store, agreement_id: str, day: date, viewer: Viewer) -> None:
    """
    Record the last day of an agreement.

    Parameters
    ----------
    store
        The record.
    agreement_id
        Its id.
    day
        The last day in force.
    viewer
        Who writes; needs to write agreements.

    Raises
    ------
    BadAgreementError
        If there is no such agreement, or it begins later.
    """
    viewer.require("write", "agreement")
    with store.writing() as session:
        row = session.scalar(select(Agreement).where(Agreement.id == agreement_id))
        if row is None or day < row.since:
            why = f"no agreement {agreement_id!r} is in force on {day}"
            raise BadAgreementError(why)
        spans.end(session, store, row, day, viewer)


def undo_agreement(store: Store, agreement_id: str, viewer: Viewer) -> None:
    """
    Take back what was last written of an agreement: its end, or that it is at all.

    Parameters
    ----------
    store
        The record.
    agreement_id
        Its id.
    viewer
        Who writes; needs to write agreements.

    Raises
    ------
    BadAgreementError
        If there is no such agreement, or nothing to take back.
    """
    viewer.require("write", "agreement")
    with store.writing() as session:
        row = session.scalar(select(Agreement).where(Agreement.id == agreement_id))
        if row is None or not spans.take_back(session, store, row, viewer):
            why = f"there is nothing to take back of {agreement_id!r}"
            raise BadAgreementError(why)


def agreements(
    store: Store, viewer: Viewer, *, body_id: str | None = None, on: date | None = None
) -> tuple[Pact, ...]:
    """
    List agreements.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    body_id
        Only those that this body signed.
    on
        Only those in force on this day.

    Returns
    -------
    tuple of Pact
        The newest first.
    """
    viewer.require("read", "directory", of=body_id)
    signers = (
        select(AgreementParty.agreement_key, Party.id, Party.name)
        .join(Party, Party.key == AgreementParty.institution_key)
        .where(Party.merged_into.is_(None))
        .order_by(Party.name, Party.id)
    )
    with viewer.reading() as session:
        signed: dict[int, list[tuple[str, str]]] = {}
        for key, party_id, name in session.execute(signers):
            signed.setdefault(key, []).append((party_id, name))
        held = or_(Agreement.until.is_(None), Agreement.until >= Agreement.since)
        query = select(Agreement).where(held).order_by(Agreement.since.desc(), Agreement.key.desc())
        rows = session.scalars(query).all()
    pacts = [_pact(row, signed.get(row.key, [])) for row in rows]
    return tuple(
        pact
        for pact in pacts
        if (on is None or pact.in_force_on(on))
        and (body_id is None or body_id in {party_id for party_id, _ in pact.bodies})
    )


def _pact(row: Agreement, bodies: list[tuple[str, str]]) -> Pact:
    return Pact(
        row.id,
        row.title,
        row.agreement_kind,
        vocabulary().label("agreement_kinds", row.agreement_kind),
        row.level,
        row.since,
        row.until,
        tuple(bodies),
        row.norm_urn,
        row.document,
    )


def _check(title: str, bodies: Collection[str], since: date, until: date | None) -> None:
    """Refuse what is no agreement."""
    if not title.strip():
        why = "it has no title"
    elif len(set(bodies)) < 2:
        why = "fewer than two bodies sign it"
    elif until is not None and until < since:
        why = f"it would end on {until}, before it begins on {since}"
    else:
        return
    raise BadAgreementError(why)


def _body(session: Session, body_id: str) -> int:
    """Return the key of a body, and refuse who cannot sign for one."""
    party = session.scalar(select(Party).where(Party.id == body_id))
    if party is None:
        raise UnknownPartyError(body_id)
    if party.kind not in {"ente", "comunita"}:
        why = f"{body_id!r} is {party.kind}: an institution or a community signs"
        raise BadAgreementError(why)
    return party.key
