"""Tell all that was written of roles and agreements: who had them, when, who wrote it, what was taken back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.errors import UnknownPartyError
from coordinator.model import Agreement, AgreementParty, Party, Role, SpanEvent, vocabulary
from coordinator.network.spans import STATED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Writing:
    """One writing of a role or an agreement."""

    act: str  # stated, ended, taken back
    until: date | None  # its last day from then on
    recorded_at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class Past:
    """A role or an agreement with all that was written of it."""

    id: str  # of the agreement; number of the role
    name: str  # who holds the role; the title of the agreement
    label: str  # of the role; of the kind of agreement
    since: date
    until: date | None
    writings: tuple[Writing, ...]  # in order; empty for an agreement that came with a register

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back altogether: it holds on no day."""
        return self.until is not None and self.until < self.since


def past_roles(store: Store, party_id: str, viewer: Viewer) -> tuple[Past, ...]:
    """
    Tell who had which role at a place, or in a person's case, those that ended or were taken back too.

    Parameters
    ----------
    store
        The record.
    party_id
        The service, body or district; or the person.
    viewer
        Who asks; needs to read the network of a person, or the directory.

    Returns
    -------
    tuple of Past
        The newest first.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    viewer.require("read", "network" if party_id.startswith("per:") else "directory", of=party_id)
    holder = aliased(Party)
    with viewer.reading() as session:
        key = session.scalar(select(Party.key).where(Party.id == party_id))
        if key is None:
            raise UnknownPartyError(party_id)
        query = (
            select(Role, holder.name)
            .join(holder, holder.key == Role.holder_key)
            .where(or_(Role.at_key == key, Role.about_key == key))
            .order_by(Role.since.desc(), Role.key.desc())
        )
        rows = session.execute(query).all()
        written = _writings(session, Role.__tablename__, [row.key for row, _ in rows])
    label = vocabulary().label
    return tuple(
        Past(
            str(row.key), name, label("roles", row.role), row.since, row.until,
            written.get(row.key) or (Writing(STATED, row.until, row.recorded_at, row.author),),
        )
        for row, name in rows
    )  # fmt: skip


def past_agreements(store: Store, viewer: Viewer, *, body_id: str | None = None) -> tuple[Past, ...]:
    """
    Tell all that was written of agreements, those that ended or were taken back too.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    body_id
        Only those that this body signed.

    Returns
    -------
    tuple of Past
        The newest first.
    """
    viewer.require("read", "directory", of=body_id)
    query = select(Agreement).order_by(Agreement.since.desc(), Agreement.key.desc())
    if body_id is not None:
        signed = select(AgreementParty.agreement_key).join(Party, Party.key == AgreementParty.institution_key)
        query = query.where(Agreement.key.in_(signed.where(Party.id == body_id)))
    with viewer.reading() as session:
        rows = session.scalars(query).all()
        written = _writings(session, Agreement.__tablename__, [row.key for row in rows])
    label = vocabulary().label
    return tuple(
        Past(
            row.id, row.title, label("agreement_kinds", row.agreement_kind), row.since, row.until,
            written.get(row.key, ()),
        )
        for row in rows
    )  # fmt: skip


def _writings(session: Session, table: str, keys: Collection[int]) -> Mapping[int, tuple[Writing, ...]]:
    """Read what was written of some rows of a table."""
    query = (
        select(SpanEvent)
        .where(SpanEvent.table_name == table, SpanEvent.row_key.in_(keys))
        .order_by(SpanEvent.key)
    )
    found: dict[int, list[Writing]] = defaultdict(list)
    for one in session.scalars(query):
        found[one.row_key].append(Writing(one.act, one.until, one.recorded_at, one.author))
    return {key: tuple(writings) for key, writings in found.items()}
