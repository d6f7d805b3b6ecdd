"""Say how those in the directory are reached: telephone, address, hours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import with_polymorphic

from coordinator.model import Community, Institution, Party, Practitioner, Service, vocabulary
from coordinator.network.directory import PUBLIC

if TYPE_CHECKING:
    from sqlalchemy import Select

    from coordinator.protection import Viewer
    from coordinator.store import Store

SORTS = {
    "servizio": ("service_kind", "service_kinds"),
    "ente": ("institution_kind", "institution_kinds"),
    "comunita": ("community_kind", "community_kinds"),
    "professionista": ("profession", "professions"),
}
"""Kind of party → the column of its sort, and where the vocabulary names it."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How one in the directory is reached; what its card does not hold is empty."""

    id: str
    name: str
    kind: str  # servizio, ente, professionista, comunita
    sort: str  # "centro_diurno", "comune", "infermiere"
    sort_label: str  # "Centro diurno"
    area: str
    phone: str
    email: str
    address: str
    hours: str  # as `coordinator.model.hours` writes them


def reach(store: Store, viewer: Viewer) -> tuple[Reached, ...]:
    """
    List how those in the directory are reached.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of Reached
        By name; reserved places are told to nobody who may not see them.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    viewer.require("read", "directory")
    with viewer.reading() as session:
        return tuple(_reached(one) for one in session.scalars(_cards()))


@cache
def _cards() -> Select[Party]:
    """Ask for the cards by name; written once, as each question of the conversation asks for them."""
    whole = with_polymorphic(Party, [Service, Institution, Community, Practitioner])
    query = select(whole).where(whole.kind.in_(PUBLIC), whole.merged_into.is_(None))
    return query.order_by(whole.name, whole.id)


def _reached(party: Party) -> Reached:
    """Read one card."""
    column, words = SORTS[party.kind]
    sort = str(getattr(party, column))
    return Reached(
        party.id,
        party.name,
        party.kind,
        sort,
        vocabulary().label(words, sort),
        _held(party, "area"),
        _held(party, "phone"),
        _held(party, "email"),
        ", ".join(dict.fromkeys(filter(None, (_held(party, "address"), _held(party, "city"))))),
        _held(party, "opening_hours"),
    )


def _held(party: Any, column: str) -> str:  # noqa: ANN401 - each kind of party has columns of its own
    """Return what a card holds, empty where it holds nothing."""
    return str(getattr(party, column, None) or "")
