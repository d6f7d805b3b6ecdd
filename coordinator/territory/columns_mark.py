"""Mark how far a store's history goes, and say whose contacts changed since an earlier mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Integer, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from coordinator.model import Access, Contact, Merge, Party, PartyEvent, Person

if TYPE_CHECKING:
    from coordinator.store import Store

PERSON = "persona"


@dataclass(frozen=True, slots=True)
class Mark:
    """
    How far a store's history goes, as keys of its last rows.

    Contacts are only added, except when two records are found to be one (their merge says so) and when they
    are taken away for good (their count says so). The last entry of the log of accesses, whose hash holds all
    those before it, tells this store from others and from an earlier copy of itself.
    """

    contact: int  # key of the last contact, 0 when there is none
    contacts: int  # how many there are
    merge: int  # key of the last merge
    undone: int  # instant of the last merge taken back, as a number
    person: int  # key of the last person
    party_event: int  # key of the last writing of a party, which may move a person to another area
    access: int  # key of the last entry of the log
    hash: str  # its hash

    @property
    def contents(self) -> tuple[int, ...]:
        """All that columns depend on: not the log, which grows with every question."""
        return (self.contact, self.contacts, self.merge, self.undone, *self.areas)

    @property
    def areas(self) -> tuple[int, ...]:
        """What the areas of persons depend on."""
        return (self.person, self.party_event, self.merge, self.undone)


def read_mark(store: Store) -> Mark:
    """
    Mark how far a store's history goes now.

    Parameters
    ----------
    store
        The record.

    Returns
    -------
    Mark
        All of one moment.
    """
    last = select(Access.key, Access.hash).order_by(Access.key.desc()).limit(1).subquery()
    keys = (Contact.key, Merge.key, type_coerce(Merge.undone_at, Integer), Person.key, PartyEvent.key)
    contact, merge, undone, person, party_event = (
        func.coalesce(select(func.max(key)).scalar_subquery(), 0) for key in keys
    )
    count = select(func.count()).select_from(Contact).scalar_subquery()
    access = (select(last.c.key).scalar_subquery(), select(last.c.hash).scalar_subquery())
    with store.reading() as session:
        row = session.execute(select(contact, count, merge, undone, person, party_event, *access)).one()
    return Mark(*row[:6], row[6] or 0, row[7] or "")


def same_history(store: Store, mark: Mark) -> bool:
    """
    Say whether a mark was made on this store, and the store goes on from there.

    Parameters
    ----------
    store
        The record.
    mark
        An earlier one.

    Returns
    -------
    bool
        False for another store, and for one that an older copy was put in the place of.
    """
    with store.reading() as session:
        held = session.scalar(select(Access.hash).where(Access.key == mark.access))
    return held is not None and held == mark.hash


def touched_since(store: Store, before: Mark, now: Mark) -> set[int] | None:
    """
    Find the persons whose contacts changed between two marks.

    Parameters
    ----------
    store
        The record.
    before, now
        Marks of it.

    Returns
    -------
    set of int or None
        Keys of persons; None when a service or professional was merged: then it may be anybody.
    """
    new = (
        select(Contact.person_key).where(Contact.key > before.contact, Contact.key <= now.contact).distinct()
    )
    changed = or_(Merge.key > before.merge, type_coerce(Merge.undone_at, Integer) > before.undone)
    kept = aliased(Party)
    merged = select(Merge.kept_key, Merge.dropped_key, kept.kind).join(kept, kept.key == Merge.kept_key)
    with store.reading() as session:
        pairs = session.execute(merged.where(changed)).all()
        touched = set(session.scalars(new))
    if any(kind != PERSON for _, _, kind in pairs):
        return None
    return touched | {key for one, other, _ in pairs for key in (one, other)}
