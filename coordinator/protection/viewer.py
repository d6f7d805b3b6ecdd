"""Say who asks: check each request against the policy and write it to the log."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select, true

from coordinator.errors import (
    NotAllowedError,
    NotYoursError,
    UnknownPartyError,
    WrongPurposeError,
)
from coordinator.model import PREFIXES, Emergency, Party
from coordinator.protection import audit
from coordinator.protection.bases import asked_of
from coordinator.protection.consent_scope import shared_with
from coordinator.protection.policy import policy
from coordinator.protection.scope import is_of_body, is_own, is_self
from coordinator.protection.sight import HIDDEN, Sight, in_her_hands, seen_only, sight_of
from coordinator.protection.veil import Veil, veil_loaded, veil_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from coordinator.store import Store

DISTRICT, SELF, BODY = "district", "self", "body"
HERS, OPENED, OTHERS, RESERVED, NOBODY = "hers", "opened", "others", "reserved", "nobody"
OPENS, EMERGENCY = "emergency", "emergenza"
"""The action of opening in an emergency, and the purpose in the log of it and of what it gave."""
ID = re.compile(r"[a-z]{2,8}:[\w.:-]{1,50}")
PERSON, HOUSEHOLD = (f"{PREFIXES[kind]}:" for kind in ("persona", "nucleo"))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, in which role, for which purpose; every service function takes one."""

    store: Store
    user: str
    role: str
    purpose: str
    party_id: str | None = None  # who she is in the network, if there
    scope: str = "district"  # on whom her role is given: herself, her own persons, or all of the district

    def may(self, action: str, resource: str) -> bool:
        """
        Say whether the policy gives an action; nothing is written.

        Parameters
        ----------
        action, resource
            Words of the policy.

        Returns
        -------
        bool
            True only when a row of the policy says so, and the purpose opens it.
        """
        return policy().allows(self.role, action, resource, self.purpose)

    def require(self, action: str, resource: str, of: str | None = None) -> None:
        """
        Refuse what the policy does not give, and write the request to the log either way.

        Call it before `Store.writing`, not inside: the log is a writer too.

        Parameters
        ----------
        action, resource
            Words of the policy, e.g. ``"read"``, ``"network"``.
        of
            Id of the party that the request is about, if it is about one.

        Raises
        ------
        NotAllowedError
            If the policy does not give it.
        WrongPurposeError
            If her role gives it, and what she asks it for does not.
        NotYoursError
            If it gives it only on her own persons, and the party is another.
        UnknownPartyError
            If the store has no such party, or it is reserved from her: the two are not told apart.
        """
        given = self.may(action, resource) and self._purpose_reaches(resource, of)
        reach = self._reach(of) if given else OTHERS
        purpose = EMERGENCY if reach == OPENED or action == OPENS else self.purpose
        allowed = given and self._is_given(action, resource, reach)
        with self.store.writing() as session:
            audit.append(
                session,
                {
                    "at": self.store.clock(),
                    "user": self.user,
                    "role": self.role,
                    "purpose": purpose,
                    "action": action,
                    "resource": resource,
                    "of": _as_logged(of, reach),
                    "allowed": allowed,
                },
            )
        if not given and policy().allows(self.role, action, resource):
            raise WrongPurposeError(self.role, action, resource, self.purpose)
        if not given:
            raise NotAllowedError(self.role, action, resource)
        if reach in {NOBODY, RESERVED}:
            raise UnknownPartyError(str(of))
        if not allowed:
            raise NotYoursError(self.role, action, resource)

    def sees(self, person_key: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """
        Write the condition that she may see a person, for queries over many.

        Parameters
        ----------
        person_key
            The column that holds the key of the person.

        Returns
        -------
        ColumnElement of bool
            Always true for who sees the whole district. Where a role sees only whom has consented to it, the
            others are left out.
        """
        asked = asked_of(self.role)
        if asked is None or self.scope == DISTRICT:
            return self.follows(person_key)
        day = self.store.clock().date()
        return and_(self.follows(person_key), shared_with(person_key, asked, self.party_id, day))

    def follows(self, person_key: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """
        Write the condition that her role is given on a person, whatever that person has consented to.

        Parameters
        ----------
        person_key
            The column that holds the key of the person.

        Returns
        -------
        ColumnElement of bool
            Always true for who has the whole district.
        """
        day = self.store.clock().date()
        if self.scope == SELF:
            return self._unreserved(person_key, is_self(person_key, self.party_id, day))
        if self.scope == DISTRICT:
            return true() if self.may("read", HIDDEN) else self._unreserved(person_key, true())
        hers = self._unreserved(person_key, self._followed(person_key, day))
        if not policy().allows(self.role, "emergency", "person"):
            return hers
        return or_(hers, self._unreserved(person_key, self._opened(person_key)))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """
        Give a session of her store that sees the record as she may: nothing of what is reserved from her.

        Yields
        ------
        Session
            As of `Store.reading`; questions in plain SQL must leave out by themselves what `sight` says.
        """
        sight = self.sight()
        with self.store.reading() as session:
            seen_only(session, sight)
            if sight.parties:
                veil_loaded(session, self.veil)
            yield session

    def sight(self) -> Sight:
        """Find what is reserved from her today."""
        with self.store.reading() as session:
            return sight_of(session, self)

    def veil(self) -> Veil:
        """Make what takes the names of who is reserved from her out of what others wrote."""
        with self.store.reading() as session:
            return veil_over(session, sight_of(session, self).parties, self.user)

    def called(self, rows: Iterable[Row[str, str]]) -> dict[str, str]:
        """
        Say what parties are called; a household, whose name is that of a family, as she may read it.

        Parameters
        ----------
        rows
            Id and name of each, none reserved from her.

        Returns
        -------
        dict of str to str
            Id → name, in the same order.
        """
        names = {row[0]: row[1] for row in rows}
        homes = [one for one in names if one.startswith(HOUSEHOLD)]
        veil = self.veil() if homes else None
        return names if veil is None else names | {one: veil.over(names[one]) for one in homes}

    def has(self, party_id: str) -> bool:
        """Say whether a party is hers to ask about without any emergency; nothing is written."""
        return self._reach(party_id) == HERS

    def refuse_reserved(self, *party_ids: str) -> None:
        """
        Refuse ids of parties that are reserved from her, in the words for ids that nobody has.

        Parameters
        ----------
        *party_ids
            That a writing names besides the one it is about.

        Raises
        ------
        UnknownPartyError
            Of the first that is reserved.
        """
        with self.store.reading() as session:
            reserved = sight_of(session, self).parties
            found = select(Party.id).where(Party.id.in_(party_ids), Party.key.in_(reserved))
            hidden = set(session.scalars(found)) if reserved else set()
        for party_id in party_ids:
            if party_id in hidden:
                raise UnknownPartyError(party_id)

    def closest(self, *party_ids: str) -> str:
        """
        Choose whom a request about several parties is about: the first on whom her role is given.

        Parameters
        ----------
        *party_ids
            Ids, at least one; persons go before what is none.

        Returns
        -------
        str
            One of them; the first person when none is hers.
        """
        ordered = sorted(party_ids, key=lambda party_id: not party_id.startswith(PERSON))
        return next((party_id for party_id in ordered if self._reaches(party_id)), ordered[0])

    def _is_given(self, action: str, resource: str, reach: str) -> bool:
        """Say whether what her role gives is given on a party: only to read, where an emergency opened it."""
        if action == OPENS:
            return reach not in {NOBODY, RESERVED}
        if reach == OPENED:
            return action == "read" and policy().allows(self.role, action, resource, EMERGENCY)
        return reach == HERS

    def _purpose_reaches(self, resource: str, of: str | None) -> bool:
        """Say whether her purpose lets a resource be asked about a person, where it is about one."""
        about_one = of is not None and of.startswith(PERSON)
        return not about_one or policy().about_persons(resource, self.purpose)

    def _followed(self, person_key: InstrumentedAttribute[int], day: date) -> ColumnElement[bool]:
        """Ask for her own persons, and for those of her body where her role is given on them."""
        own = is_own(person_key, self.user, self.party_id, day)
        return or_(own, is_of_body(person_key, self.party_id, day)) if self.scope == BODY else own

    def _unreserved(
        self, person_key: InstrumentedAttribute[int], given: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        """Ask for those of the given that are not reserved, or that are in her own hands by name."""
        reserved = select(Party.key).where(Party.hidden)
        return and_(given, or_(person_key.not_in(reserved), in_her_hands(person_key, self)))

    def _opened(self, person_key: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """Ask for persons whom she has opened in an emergency that still lasts."""
        now = self.store.clock()
        return exists().where(
            Emergency.person_key == person_key,
            Emergency.user == self.user,
            Emergency.role == self.role,
            Emergency.begun_at <= now,
            Emergency.ends_at > now,
        )

    def _reaches(self, party_id: str | None) -> bool:
        """Say whether a party is among those on whom her role is given, and not reserved from her."""
        return self._reach(party_id) in {HERS, NOBODY}

    def _reach(self, party_id: str | None) -> str:
        """Say how a party is hers to ask about: `HERS`, `OPENED` in an emergency, `OTHERS`, `RESERVED` or `NOBODY`."""
        if party_id is None or (self.scope == DISTRICT and self.may("read", HIDDEN)):
            return HERS
        if party_id.partition(":")[0] not in PREFIXES.values():
            return HERS
        with self.store.reading() as session:
            reserved = sight_of(session, self).parties  # asked for nobody too: both refusals take as long
            key = session.scalar(select(Party.key).where(Party.id == party_id))
            if key is None:
                return NOBODY
            if key in reserved:
                return RESERVED
            if not party_id.startswith(PERSON):
                return HERS
            one = select(Party.key).where(Party.key == key)
            if session.scalar(one.where(self.sees(Party.key))) is None:
                return OTHERS
            if policy().allows(self.role, "emergency", "person") and session.scalar(
                one.where(~self._followed(Party.key, self.store.clock().date()), self._opened(Party.key))
            ):
                return OPENED
        return HERS


def _as_logged(of: str | None, reach: str) -> str | None:
    """Keep out of the log what is no id: somebody may have typed a name in an address."""
    if of is None or (reach != NOBODY and ID.fullmatch(of)):
        return of
    return "?"
