"""Say who asks: check each request against the policy and write it to the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, or_, select, true

from coordinator.errors import NotAllowedError, NotYoursError, UnknownRoleError, WrongPurposeError
from coordinator.model import PREFIXES, Account, Party
from coordinator.protection import audit
from coordinator.protection.bases import asked_of
from coordinator.protection.consent_scope import shared_with
from coordinator.protection.policy import policy
from coordinator.protection.roles import held_roles
from coordinator.protection.scope import is_own, is_self

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    from coordinator.store import Store

DEMO_USER = "demo"
DEMO_ROLE = "coordinatore_distretto"
DISTRICT, SELF = "district", "self"
PERSON = f"{PREFIXES['persona']}:"


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
        """
        given = self.may(action, resource) and self._purpose_reaches(resource, of)
        allowed = given and self._reaches(of)
        with self.store.writing() as session:
            audit.append(
                session,
                {
                    "at": self.store.clock(),
                    "user": self.user,
                    "role": self.role,
                    "purpose": self.purpose,
                    "action": action,
                    "resource": resource,
                    "of": of,
                    "allowed": allowed,
                },
            )
        if not given and policy().allows(self.role, action, resource):
            raise WrongPurposeError(self.role, action, resource, self.purpose)
        if not given:
            raise NotAllowedError(self.role, action, resource)
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
        if self.scope == DISTRICT:
            return true()
        day = self.store.clock().date()
        if self.scope == SELF:
            return is_self(person_key, self.party_id, day)
        return is_own(person_key, self.user, self.party_id, day)

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

    def _purpose_reaches(self, resource: str, of: str | None) -> bool:
        """Say whether her purpose lets a resource be asked about a person, where it is about one."""
        about_one = of is not None and of.startswith(PERSON)
        return not about_one or policy().about_persons(resource, self.purpose)

    def _reaches(self, party_id: str | None) -> bool:
        """Say whether a party is among those on whom her role is given."""
        if party_id is None or self.scope == DISTRICT:
            return True
        if not party_id.startswith(PERSON):
            return True
        of_hers = exists().where(Party.id == party_id, self.sees(Party.key))
        unknown = ~exists().where(Party.id == party_id)  # so that who asks is told that nobody has this id
        with self.store.reading() as session:
            return bool(session.scalar(select(or_(of_hers, unknown))))


def open_viewer(store: Store, user: str, *, role: str | None = None, purpose: str | None = None) -> Viewer:
    """
    Say who asks.

    Parameters
    ----------
    store
        Where her account is, and whose log will hold what she asks.
    user
        Her name at the login, or of ``--as``.
    role
        The role she acts in; by default that of her account. The demo's user needs no account. A role named
        by a program, for who has no account, is given on the whole district.
    purpose
        What she asks for, one of the policy's purposes; by default the usual one of her role. One that her
        role does not have opens nothing.

    Returns
    -------
    Viewer
        To hand to every service function.

    Raises
    ------
    UnknownRoleError
        If the policy has no such role, the user has no account and names no role, or the account is closed
        or has not this role today.
    """
    with store.reading() as session:
        account = session.get(Account, user)
        held = held_roles(session, account, store.clock().date()) if account else []
    if account is not None and (not held or role not in {None, *held}):
        raise UnknownRoleError(user, role, held)
    if role is None:
        role = _usual(account, held) if account else DEMO_ROLE if user == DEMO_USER else None
    if role is None or role not in policy().grants:
        raise UnknownRoleError(user, role, sorted(policy().grants))
    scope = policy().scopes[role] if account else DISTRICT
    purpose = purpose or policy().purposes_of[role][0]
    return Viewer(store, user, role, purpose, account.party_id if account else None, scope)


def _usual(account: Account, held: list[str]) -> str:
    """Choose the role of an account that names none: its own if it still has it."""
    return account.role if account.role in held else held[0]
