"""Find who is meant by the words of a question, and what the ids of a record are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Account, Party, Person, Practitioner, Tie
from coordinator.network.fields_seen import without_fields

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select

    from coordinator.protection import Viewer
    from coordinator.store import Store


def people_named(store: Store, words: Collection[str], viewer: Viewer, *, limit: int = 400) -> list[Person]:
    """
    Find the persons whose given or family name is made of some words.

    Parameters
    ----------
    store
        The record.
    words
        Of a question, in small letters.
    viewer
        Who asks; needs to read persons, and finds those whom she may see.
    limit
        The most to return.

    Returns
    -------
    list of Person
        In the order of family and given name; whoever has only one name among the words is there too.
    """
    viewer.require("read", "person")
    if not words:
        return []
    ordered = [word for word in words if word]
    pairs = [f"{first} {second}" for first, second in zip(ordered, ordered[1:], strict=False)]
    names = [*ordered, *pairs]  # "de luca" is one name
    asked = select(Person).where(
        Person.merged_into.is_(None),
        viewer.sees(Person.key),
        or_(func.lower(Person.family_name).in_(names), func.lower(Person.given_name).in_(names)),
    )
    asked = asked.order_by(Person.family_name, Person.given_name, Person.id).limit(limit)
    with viewer.reading() as session:
        return [without_fields(session, person, viewer) for person in session.scalars(asked).all()]


def names_of(
    store: Store, ids: Collection[str], viewer: Viewer, *, near: Collection[str] = ()
) -> dict[str, str]:
    """
    Say what parties are called.

    Parameters
    ----------
    store
        The record.
    ids
        Of parties; words that are no id are left out.
    viewer
        Who asks; needs to read the directory. Persons are named to who may see them.
    near
        Ids of persons whose record is hers to see: whoever is tied to one of them is named as the tie names him.

    Returns
    -------
    dict of str to str
        Id → name.
    """
    viewer.require("read", "directory")
    wanted = list(ids)
    seen = or_(Party.kind != "persona", viewer.sees(Party.key))
    with viewer.reading() as session:
        rows = list(session.execute(select(Party.id, Party.name).where(Party.id.in_(wanted), seen)))
        named = {row.id for row in rows}
        if near and (left := [one for one in wanted if one.startswith("per:") and one not in named]):
            rows += session.execute(_tied(left, near))
    return viewer.called(rows)


def _tied(ids: Collection[str], near: Collection[str]) -> Select[str, str]:
    """Ask for the names of persons who are tied to others."""
    other = aliased(Party)
    of_tie = or_(
        and_(Tie.from_key == Party.key, Tie.to_key == other.key),
        and_(Tie.to_key == Party.key, Tie.from_key == other.key),
    )
    asked = select(Party.id, Party.name).join(Tie, or_(Tie.from_key == Party.key, Tie.to_key == Party.key))
    return asked.join(other, of_tie).where(Party.id.in_(ids), other.id.in_(near)).distinct()


def professions_of(store: Store, ids: Collection[str], viewer: Viewer) -> dict[str, str]:
    """
    Say what the professionals among some parties do.

    Parameters
    ----------
    store
        The record.
    ids
        Of parties.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    dict of str to str
        Id → word of the vocabulary's professions; others are left out.
    """
    viewer.require("read", "directory")
    with viewer.reading() as session:
        asked = select(Practitioner.id, Practitioner.profession).where(Practitioner.id.in_(list(ids)))
        return {row.id: row.profession for row in session.execute(asked)}


def phones_of(store: Store, ids: Collection[str], viewer: Viewer) -> dict[str, str]:
    """
    Read the telephone numbers of persons and professionals.

    Parameters
    ----------
    store
        The record.
    ids
        Of parties; others than persons and professionals are left out.
    viewer
        Who asks; needs to read the directory. The number of a person is given to who may see her and read
        contacts, and the log says so.

    Returns
    -------
    dict of str to str
        Id → number; whoever has none on record is absent.
    """
    viewer.require("read", "directory")
    asked = list(ids)
    with viewer.reading() as session:
        query = select(Practitioner.id, Practitioner.phone).where(Practitioner.id.in_(asked))
        found = {row.id: row.phone for row in session.execute(query) if row.phone}
        if not (viewer.may("read", "person") and viewer.may("read", "contacts")):
            return found
        held = select(Person.id, Person.phone).where(Person.id.in_(asked), viewer.sees(Person.key))
        persons = {row.id: row.phone for row in session.execute(held) if row.phone}
    for person_id in persons:
        viewer.require("read", "person", of=person_id)
    return found | persons


def authors_of(store: Store, users: Collection[str], viewer: Viewer) -> dict[str, str]:
    """
    Say who wrote: the name behind each name at the login.

    Parameters
    ----------
    store
        The record.
    users
        Names at the login, as a case and the log hold them.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    dict of str to str
        Name at the login → name; without those of whom no account says it.
    """
    viewer.require("read", "directory")
    with store.reading() as session:
        rows = session.execute(select(Account.user, Account.name).where(Account.user.in_(list(users))))
        named = {row.user: row.name for row in rows if row.name}
    return viewer.veil().over(named)
