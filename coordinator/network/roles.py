"""Write and read dated roles: at a service or body, in a person's case, in a district's coordination office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from coordinator.errors import BadRoleError, UnknownPartyError
from coordinator.model import Party, Role, vocabulary
from coordinator.network import spans

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

OFFICE = ("coordinatore_sanitario_distretto", "coordinatore_sociale_asl", "responsabile_comunale")
"""The three seats of a district's coordination office."""

PLACES = {"district": {"ente"}, "service": {"servizio", "ente"}, "community": {"comunita", "ente"}}
"""Where the vocabulary says that a role is held → kinds of party that may be the place."""

HOLDERS = {"persona", "professionista"}


@dataclass(frozen=True, slots=True)
class Seat:
    """A role, and who holds it on a day."""

    role: str
    label: str
    number: int | None  # for `end_role` and `undo_role`; None when the seat is vacant
    holder_id: str | None
    holder_name: str | None
    since: date | None
    until: date | None
    document: str | None

    @property
    def vacant(self) -> bool:
        """Whether nobody holds it."""
        return self.holder_id is None


def state_role(
    store: Store,
    role: str,
    holder_id: str,
    since: date,
    viewer: Viewer,
    *,
    at_id: str | None = None,
    about_id: str | None = None,
    case_id: str | None = None,
    until: date | None = None,
    document: str | None = None,
) -> int:
    """
    Record that someone has a role from a day on.

    Parameters
    ----------
    store
        The record.
    role
        Of the vocabulary's roles, e.g. ``"case_manager"``.
    holder_id
        A person or practitioner.
    since
        First day.
    viewer
        Who writes; needs to write the network of the person, or the directory for a role at a place.
    at_id
        The service, body or district where she has it.
    about_id
        The person in whose case she has it; one of the two must be given.
    case_id
        The case, if it is about one only.
    until
        Last day; None: still holds.
    document
        On which paper.

    Returns
    -------
    int
        Its number, for `end_role` and `undo_role`.

    Raises
    ------
    UnknownWordError
        If the vocabulary has no such role.
    UnknownPartyError
        If one of the parties is not in the store.
    BadRoleError
        If the role is not held at such a place, or the days are in the wrong order.
    """
    where = vocabulary().term("roles", role).more["where"]
    if (where == "case") != (about_id is not None):
        needed = "a person (about_id)" if where == "case" else f"a {where} (at_id)"
        raise BadRoleError(role, f"it is held in a {where}: name {needed}")
    if until is not None and until < since:
        raise BadRoleError(role, f"it would end on {until}, before it begins on {since}")
    viewer.require("write", "network" if about_id else "directory", of=about_id or at_id)
    viewer.refuse_reserved(holder_id, *([at_id] if at_id else []))
    with store.writing() as session:
        holder = _party(session, holder_id, HOLDERS, role)
        at = _party(session, at_id, PLACES.get(where), role) if at_id else None
        about = _party(session, about_id, {"persona"}, role) if about_id else None
        row = Role(
            role=role,
            holder_key=holder.key,
            at_key=at.key if at else None,
            about_key=about.key if about else None,
            case_id=case_id,
            since=since,
            until=until,
            recorded_at=store.clock(),
            author=viewer.user,
            document=document,
        )
        session.add(row)
        spans.log(session, store, row, spans.STATED, viewer)
        return row.key


def end_role(store: Store, number: int, day: date, viewer: Viewer) -> None:
    """
    Record the last day of a role.

    Parameters
    ----------
    store
        The record.
    number
        What `state_role` returned, or a seat's number.
    day
        The last day on which it is held.
    viewer
        Who writes; as in `state_role`.

    Raises
    ------
    BadRoleError
        If there is no such role, or it begins later.
    """
    row, place = _find(number, viewer)
    if row is None or day < row.since:
        raise BadRoleError(str(number), f"no role of this number is held on {day}")
    _require_write(row, place, viewer)
    with store.writing() as session:
        spans.end(session, store, session.get_one(Role, number), day, viewer)


def undo_role(store: Store, number: int, viewer: Viewer) -> None:
    """
    Take back what was last written of a role: its end, or that someone has it at all.

    Parameters
    ----------
    store
        The record.
    number
        What `state_role` returned, or a seat's number.
    viewer
        Who writes; as in `state_role`.

    Raises
    ------
    BadRoleError
        If there is no such role, or nothing to take back.
    """
    row, place = _find(number, viewer)
    if row is None:
        raise BadRoleError(str(number), "no role has this number")
    _require_write(row, place, viewer)
    with store.writing() as session:
        if not spans.take_back(session, store, session.get_one(Role, number), viewer):
            raise BadRoleError(str(number), "there is nothing to take back")


def _find(number: int, viewer: Viewer) -> tuple[Role | None, str]:
    """Find a role and the id of whom or where it is about, unless that is reserved from the viewer."""
    party = func.coalesce(Role.about_key, Role.at_key)
    asked = select(Role, Party.id).join(Party, Party.key == party).where(Role.key == number)
    with viewer.reading() as session:
        row, place = session.execute(asked).one_or_none() or (None, "")
    return row, place


def _require_write(row: Role, place: str, viewer: Viewer) -> None:
    """Check that the viewer may write a role: in a person's network, or in the directory."""
    viewer.require("write", "network" if row.about_key else "directory", of=place)


def roles_of(
    store: Store, party_id: str, day: date, viewer: Viewer, *, with_ended: bool = False
) -> tuple[Seat, ...]:
    """
    List who has which role at a service or body, or in a person's case.

    Parameters
    ----------
    store
        The record.
    party_id
        The place, or the person whom the case is about.
    day
        The day.
    viewer
        Who asks; needs to read the network of a person, or the directory.
    with_ended
        Whether roles that ended before the day are listed too.

    Returns
    -------
    tuple of Seat
        By role, then by first day.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    viewer.require("read", "network" if party_id.startswith("per:") else "directory", of=party_id)
    holder = aliased(Party)
    with viewer.reading() as session:
        key = _party(session, party_id, None, "").key
        query = (
            select(Role, holder.id, holder.name)
            .join(holder, holder.key == Role.holder_key)
            .where(or_(Role.at_key == key, Role.about_key == key), Role.since <= day)
            .where(or_(Role.until.is_(None), Role.until >= Role.since))
            .order_by(Role.role, Role.since, Role.key)
        )
        if not with_ended:
            query = query.where(or_(Role.until.is_(None), Role.until >= day))
        rows = session.execute(query).all()
    label = vocabulary().label
    return tuple(
        Seat(row.role, label("roles", row.role), row.key, holder_id, name, row.since, row.until, row.document)
        for row, holder_id, name in rows
    )


def coordination_office(store: Store, district_id: str, day: date, viewer: Viewer) -> tuple[Seat, ...]:
    """
    Show the coordination office of a district on a day: its three seats, the vacant ones too.

    Parameters
    ----------
    store
        The record.
    district_id
        The district, an institution.
    day
        The day.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of Seat
        The health coordinator, the social coordinator of the ASL, and the head of the Comune's services
        (one for each Comune that has one), in this order.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    held = roles_of(store, district_id, day, viewer)
    label = vocabulary().label
    seats: list[Seat] = []
    for role in OFFICE:
        here = [seat for seat in held if seat.role == role]
        seats += here or [Seat(role, label("roles", role), None, None, None, None, None, None)]
    return tuple(seats)


def _party(session: Session, party_id: str, kinds: set[str] | None, role: str) -> Party:
    """Read a party, and refuse one that cannot be where it is named."""
    party = session.scalar(select(Party).where(Party.id == party_id))
    if party is None:
        raise UnknownPartyError(party_id)
    if kinds is not None and party.kind not in kinds:
        raise BadRoleError(role, f"{party_id!r} is {party.kind}, none of {', '.join(sorted(kinds))}")
    return party
