"""Say which persons let somebody see them: by their consent, or by a service that makes it law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Consent, Party, Role, Tie

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from coordinator.protection.bases import Basis

WORKS = "lavora_presso"


def shared_with(
    person_key: InstrumentedAttribute[int], basis: Basis, party_id: str | None, day: date
) -> ColumnElement[bool]:
    """
    Write the condition that a person shares her data with somebody on a day.

    Parameters
    ----------
    person_key
        The column that holds the key of the person.
    basis
        A consent, by which the one who asks would see her.
    party_id
        Who asks, in the network; None for who is not in it: then only a yes to all of the kind counts.
    day
        The day of ties and roles.

    Returns
    -------
    ColumnElement of bool
        True where law makes it so, or her last word about a place where who asks works is a yes; a word
        about a place counts before one about all.
    """
    places = places_of(party_id, day)
    for_all = said(person_key, basis.id, given=True) & Consent.recipient_key.is_(None)
    about = Consent.recipient_key.in_(places)
    yes = exists().where(or_(for_all, and_(said(person_key, basis.id, given=True), about)))
    no = exists().where(and_(said(person_key, basis.id, given=False), about))
    return or_(by_law(person_key, basis, party_id, day), and_(yes, ~no))


def by_law(
    person_key: InstrumentedAttribute[int], basis: Basis, party_id: str | None, day: date
) -> ColumnElement[bool]:
    """
    Write the condition that a service where somebody works has a person in its hands, which no consent undoes.

    Parameters
    ----------
    person_key, basis, party_id, day
        As in `shared_with`.

    Returns
    -------
    ColumnElement of bool
        True where a tie of the basis' kinds holds on the day.
    """
    return exists().where(
        Tie.from_key == person_key,
        Tie.kind.in_(basis.by_law),
        Tie.to_key.in_(places_of(party_id, day)),
        Tie.since <= day,
        or_(Tie.until.is_(None), Tie.until >= day),
    )


def objects(person_key: InstrumentedAttribute[int], basis: Basis) -> ColumnElement[bool]:
    """Write the condition that a person's last word about a handling of her data is a no."""
    return exists().where(said(person_key, basis.id, given=False), Consent.recipient_key.is_(None))


def said(person_key: InstrumentedAttribute[int], sharing: str, *, given: bool) -> ColumnElement[bool]:
    """Write the condition that a row of consents is a person's last word about its recipient."""
    later = aliased(Consent)
    return and_(
        Consent.person_key == person_key,
        Consent.sharing == sharing,
        Consent.given.is_(given),
        ~exists().where(
            later.person_key == Consent.person_key,
            later.sharing == Consent.sharing,
            later.recipient_key.is_not_distinct_from(Consent.recipient_key),
            later.key > Consent.key,
        ),
    )


def places_of(party_id: str | None, day: date) -> Select[int]:
    """
    Select the keys of where somebody works on a day, and of herself.

    Parameters
    ----------
    party_id
        Who, in the network; None gives nothing.
    day
        The day.

    Returns
    -------
    Select
        Of one column.
    """
    me = select(Party.key).where(Party.id == (party_id or ""))
    key = me.scalar_subquery()
    role = select(Role.at_key).where(
        Role.holder_key == key,
        Role.at_key.is_not(None),
        Role.since <= day,
        or_(Role.until.is_(None), Role.until >= day),
    )
    works = select(Tie.to_key).where(
        Tie.from_key == key, Tie.kind == WORKS, Tie.since <= day, or_(Tie.until.is_(None), Tie.until >= day)
    )
    return select(Party.key).where(or_(Party.key.in_(role), Party.key.in_(works), Party.key == key))
