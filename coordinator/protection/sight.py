"""Leave out of what a viewer reads the parties and ties that are reserved from her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import and_, event, select, true, union_all
from sqlalchemy.orm import with_loader_criteria

from coordinator.model import Institution, Need, Party, Service, Tie
from coordinator.protection.policy import policy
from coordinator.protection.scope import by_name, places_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, CompoundSelect
    from sqlalchemy.orm import InstrumentedAttribute, ORMExecuteState, Session
    from sqlalchemy.orm.util import LoaderCriteriaOption

    from coordinator.protection.policy import Closed
    from coordinator.store import Store

HIDDEN = "network_hidden"
INSTITUTION: Any = Institution.__table__
SERVICE: Any = Service.__table__
RESERVED = select(Party.key, Party.kind).where(Party.hidden)
"""Asks for all who are reserved from somebody."""


class Onlooker(Protocol):
    """The little that must be known of who looks, to find what is reserved from her."""

    @property
    def store(self) -> Store:
        """The record that she looks at."""

    @property
    def user(self) -> str:
        """Her name at the login."""

    @property
    def party_id(self) -> str | None:
        """Who she is in the network."""

    @property
    def scope(self) -> str:
        """On whom her role is given."""

    def may(self, action: str, resource: str) -> bool:
        """Say whether the policy gives her an action."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is reserved from a viewer."""

    parties: frozenset[int]  # keys of those that for her are not in the record
    closed: frozenset[int]  # keys of bodies whose ties she is not told of
    hidden_ties: bool  # whether she is told of hidden ties
    needs: frozenset[str] = frozenset()  # words of the needs that she is not told of

    @property
    def blind(self) -> frozenset[int]:
        """Keys of the parties whose ties she is not told of."""
        return self.parties | self.closed

    @property
    def whole(self) -> bool:
        """Whether nothing is reserved from her."""
        return self.hidden_ties and not (self.parties or self.closed or self.needs)


def sight_of(session: Session, viewer: Onlooker) -> Sight:
    """
    Find what is reserved from a viewer today.

    Parameters
    ----------
    session
        Of the store, as it is.
    viewer
        Who asks. A reserved party is shown to who may read hidden ties, where her role is given, and to who
        has her in her own hands by name; a body of a closed kind, to who is given the field or works there; a
        closed need, to who is given the field, and to who counts needs and sees no person.

    Returns
    -------
    Sight
        Empty for who may see all.
    """
    told = viewer.may("read", HIDDEN)
    parties: frozenset[int] = frozenset()
    if not (told and viewer.scope == "district"):
        reserved = session.execute(RESERVED).all()
        parties = frozenset(row.key for row in reserved if not (told and row.kind != "persona"))
    if parties:
        hers = select(Party.key).where(Party.key.in_(parties), in_her_hands(Party.key, viewer))
        parties -= set(session.scalars(hers))
    closed = [one for name, one in policy().closed.items() if not viewer.may("read", name)]
    needs = frozenset(need for one in closed for need in one.needs if viewer.may("read", "person"))
    return Sight(parties, _closed(session, viewer, closed), told, needs)


def in_her_hands(key: InstrumentedAttribute[int], viewer: Onlooker) -> ColumnElement[bool]:
    """
    Write the condition that a reserved person is in a viewer's own hands, not in those of her service alone.

    Parameters
    ----------
    key
        The column that holds the key of the person.
    viewer
        Who asks; she who reads her own record is so of herself alone, not of whom she represents.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column.
    """
    if viewer.scope == "self":
        return key.in_(select(Party.key).where(Party.id == viewer.party_id))
    return by_name(key, viewer.user, viewer.party_id, viewer.store.clock().date())


def seen_only(session: Session, sight: Sight) -> None:
    """
    Leave out of every question of a session what is reserved; questions in plain SQL are not reached.

    Parameters
    ----------
    session
        That will read for a viewer.
    sight
        What is reserved from her.
    """
    if sight.whole:
        return
    options = tuple(_criteria(sight))

    def leave_out(asked: ORMExecuteState) -> None:
        if asked.is_select and not asked.is_column_load and not asked.is_relationship_load:
            asked.statement = asked.statement.options(*options)

    event.listen(session, "do_orm_execute", leave_out)


def _criteria(sight: Sight) -> Iterator[LoaderCriteriaOption]:
    """Write what each question is asked besides; as functions, for an alias is then asked by its own name."""
    parties, blind, needs = sorted(sight.parties), sorted(sight.blind), sorted(sight.needs)
    if needs:
        yield with_loader_criteria(Need, lambda cls: cls.need.not_in(needs), include_aliases=True)
    if parties:
        yield with_loader_criteria(Party, lambda cls: cls.key.not_in(parties), include_aliases=True)
    if blind:
        yield with_loader_criteria(
            Tie,
            lambda cls: and_(cls.from_key.not_in(blind), cls.to_key.not_in(blind)),
            include_aliases=True,
        )
    if not sight.hidden_ties:
        yield with_loader_criteria(Tie, lambda cls: cls.hidden.is_(False), include_aliases=True)


def ties_seen(sight: Sight) -> ColumnElement[bool]:
    """
    Write the condition that a viewer is told of a tie.

    Parameters
    ----------
    sight
        What is reserved from her.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over ties.
    """
    ends = and_(Tie.from_key.not_in(sight.blind), Tie.to_key.not_in(sight.blind)) if sight.blind else true()
    return ends if sight.hidden_ties else and_(Tie.hidden.is_(False), ends)


def _closed(session: Session, viewer: Onlooker, fields: Sequence[Closed]) -> frozenset[int]:
    """Find the bodies of the kinds of fields that she is not given, and where she does not work."""
    institutions = tuple(kind for one in fields for kind in one.institution_kinds)
    services = tuple(kind for one in fields for kind in one.service_kinds)
    if not (institutions or services):
        return frozenset()
    day = viewer.store.clock().date()
    return frozenset(session.scalars(_bodies(institutions, services, viewer.party_id, day)))


@written
def _bodies(
    institutions: tuple[str, ...], services: tuple[str, ...], party_id: str | None, day: date
) -> CompoundSelect[int]:
    """Ask for the bodies of some kinds where somebody does not work; without the ORM: each request asks it."""
    ours = select(INSTITUTION.c.key).where(INSTITUTION.c.institution_kind.in_(institutions))
    theirs = select(SERVICE.c.key).where(SERVICE.c.service_kind.in_(services))
    if party_id is not None:
        ours = ours.where(~places_of(INSTITUTION.c.key, party_id, day))
        theirs = theirs.where(~places_of(SERVICE.c.key, party_id, day))
    return union_all(ours, theirs)
