"""Keep each yes and no of a person to a sharing of her data, and show what it changes before it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.errors import ConsentError, RestsOnLawError, UnknownPartyError
from coordinator.model import Account, Consent, Party, Person
from coordinator.protection.bases import bases
from coordinator.protection.consent_scope import by_law, places_of
from coordinator.protection.opening import open_viewer
from coordinator.protection.roles import held_roles

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection.bases import Basis
    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Word:
    """The last word of a person about a sharing, and a recipient."""

    sharing: str
    recipient_id: str | None  # None: all of the kind
    recipient: str  # her name, empty for all
    given: bool
    day: date
    by: str
    author: str


@dataclass(frozen=True, slots=True)
class Reader:
    """An account that a sharing is about, and whether it sees the person, before and after a word."""

    name: str
    places: tuple[str, ...]  # names of where she works
    place_ids: tuple[str, ...]  # and their ids
    before: bool
    after: bool
    law: bool  # a service makes it law: no word changes it


@dataclass(frozen=True, slots=True)
class Effect:
    """What a yes or no would change."""

    basis: Basis
    given: bool
    readers: tuple[Reader, ...]

    @property
    def lose(self) -> tuple[Reader, ...]:
        """Who would no longer see her."""
        return tuple(one for one in self.readers if one.before and not one.after)

    @property
    def gain(self) -> tuple[Reader, ...]:
        """Who would begin to see her."""
        return tuple(one for one in self.readers if one.after and not one.before)

    @property
    def keep(self) -> tuple[Reader, ...]:
        """Who would go on seeing her."""
        return tuple(one for one in self.readers if one.before and one.after)


def say(
    store: Store,
    person_id: str,
    sharing: str,
    viewer: Viewer,
    *,
    given: bool,
    day: date,
    by: str,
    recipient: str | None = None,
) -> None:
    """
    Write a yes or a no of a person; what was said before stays on record.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    sharing
        A consent or objection of ``bases.yaml``.
    viewer
        Who writes; needs to write consents.
    given
        Yes or no.
    day
        On which it was said, not after today.
    by
        Who said it: the person, or who represents her.
    recipient
        Id of the body or service that it is about; None for all of the kind.

    Raises
    ------
    NotAllowedError
        If she may not write it for this person.
    RestsOnLawError
        If the handling rests on law.
    ConsentError
        If the day is to come, or nobody is named.
    UnknownPartyError
        If the store has no such person or recipient.
    """
    viewer.require("write", "consent", of=person_id)
    viewer.refuse_reserved(*([recipient] if recipient else []))
    basis = _asked(sharing)
    if day > store.clock().date() or not by.strip():
        message = "Say who gave or took back the consent, and a day that is not to come."
        raise ConsentError(message)
    with store.writing() as session:
        row = Consent(
            person_key=_key(session, person_id),
            sharing=basis.id,
            recipient_key=None if recipient is None else _key(session, recipient),
            given=given,
            day=day,
            by=by.strip(),
            recorded_at=store.clock(),
            author=viewer.user,
        )
        session.add(row)


def words_of(store: Store, person_id: str, viewer: Viewer) -> tuple[Word, ...]:
    """
    List the last words of a person about each sharing and recipient.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    viewer
        Who asks; needs to read consents.

    Returns
    -------
    tuple of Word
        In the order in which they were written; none about a recipient who is reserved from her.
    """
    viewer.require("read", "consent", of=person_id)
    with viewer.reading() as session:
        return _words(session, person_id)


def effect(
    store: Store, person_id: str, sharing: str, viewer: Viewer, *, given: bool, recipient: str | None = None
) -> Effect:
    """
    Say who would see a person, and who no longer, if she said yes or no; nothing is written of it.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    sharing
        A consent or objection of ``bases.yaml``.
    viewer
        Who asks; needs to read consents.
    given
        The word that would be said.
    recipient
        About whom; None for all of the kind.

    Returns
    -------
    Effect
        Each account that the sharing is about, now and then; nobody who sees the person by what is reserved from
        who asks.

    Raises
    ------
    RestsOnLawError
        If the handling rests on law.
    """
    viewer.require("read", "consent", of=person_id)
    basis, day, veil = _asked(sharing), store.clock().date(), viewer.veil()
    with viewer.reading() as session:
        standing = {
            word.recipient_id: word.given for word in _words(session, person_id) if word.sharing == sharing
        }
        then = standing | {recipient: given}
        readers = []
        for account in session.scalars(select(Account).order_by(Account.user)):
            for role in sorted(basis.roles & set(held_roles(session, account, day))):
                mine = open_viewer(store, account.user, role=role)
                if not _reaches(session, mine, person_id):
                    continue
                rows = session.execute(
                    select(Party.id, Party.name).where(Party.key.in_(places_of(account.party_id, day)))
                )
                places = {row.id: row.name for row in rows}
                law = _by_law(session, basis, account.party_id, person_id, day)
                before, after = (_seen(basis, words, places, law=law) for words in (standing, then))
                at = {key: name for key, name in places.items() if key != account.party_id}
                name = veil.over(account.name or account.user)
                readers.append(Reader(name, tuple(at.values()), tuple(at), before, after, law))
    return Effect(basis, given, tuple(readers))


def _asked(sharing: str) -> Basis:
    """Return the basis of a sharing that the person is asked for."""
    basis = bases().get(sharing)
    if basis is None:
        message = f"No sharing {sharing!r}. Name one of: {', '.join(bases())}."
        raise ConsentError(message)
    if not basis.asked:
        raise RestsOnLawError(sharing)
    return basis


def _key(session: Session, party_id: str) -> int:
    """Return the key of a party."""
    key = session.scalar(select(Party.key).where(Party.id == party_id))
    if key is None:
        raise UnknownPartyError(party_id)
    return key


def _words(session: Session, person_id: str) -> tuple[Word, ...]:
    """Read the last words of a person."""
    recipient = aliased(Party)
    query = (
        select(Consent, recipient.id, recipient.name)
        .join(Person, Person.key == Consent.person_key)
        .outerjoin(recipient, recipient.key == Consent.recipient_key)
        .where(Person.id == person_id, or_(Consent.recipient_key.is_(None), recipient.key.is_not(None)))
        .order_by(Consent.key)
    )
    last = {
        (row.sharing, other): Word(row.sharing, other, name or "", row.given, row.day, row.by, row.author)
        for row, other, name in session.execute(query)
    }
    return tuple(last.values())


def _reaches(session: Session, viewer: Viewer, person_id: str) -> bool:
    """Say whether a role is given on a person, whatever she has said."""
    return (
        session.scalar(select(Person.key).where(Person.id == person_id, viewer.follows(Person.key)))
        is not None
    )


def _by_law(session: Session, basis: Basis, party_id: str | None, person_id: str, day: date) -> bool:
    """Say whether a service where somebody works has the person in its hands."""
    query = select(Person.key).where(Person.id == person_id, by_law(Person.key, basis, party_id, day))
    return session.scalar(query) is not None


def _seen(basis: Basis, words: dict[str | None, bool], places: dict[str, str], *, law: bool) -> bool:
    """Say whether somebody sees a person, by the same rule as `shared_with`."""
    said = [words[place] for place in places if place in words]
    if law or False in said:
        return law
    return True in said or words.get(None, basis.when_silent)
