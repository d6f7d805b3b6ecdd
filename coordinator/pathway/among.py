"""Say who of some persons has an open path, and who of them is the asker's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Case, Person
from coordinator.protection.scope import is_own

if TYPE_CHECKING:
    from collections.abc import Collection

    from coordinator.protection import Viewer


@dataclass(frozen=True, slots=True)
class Among:
    """What tells some persons of one name apart."""

    open_path: frozenset[str]  # ids of those with a path that has not ended
    own: frozenset[str]  # ids of those whom the viewer follows herself


def tell_apart(ids: Collection[str], viewer: Viewer) -> Among:
    """
    Say who of some persons has an open path, and who is the viewer's own.

    Parameters
    ----------
    ids
        Of persons.
    viewer
        Who asks; needs to read persons. Of whom she may not see nothing is said.

    Returns
    -------
    Among
        No open path where she may not read cases.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person")
    seen = select(Person.id).where(Person.id.in_(sorted(ids)), viewer.sees(Person.key))
    with viewer.reading() as session:
        walking: frozenset[str] = frozenset()
        if viewer.may("read", "case"):
            held = seen.join(Case, Case.person_key == Person.key).where(Case.closed_on.is_(None))
            walking = frozenset(session.scalars(held))
        own = seen.where(is_own(Person.key, viewer.user, viewer.party_id, viewer.store.clock().date()))
        return Among(walking, frozenset(session.scalars(own)))
