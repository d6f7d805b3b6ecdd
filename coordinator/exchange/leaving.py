"""Choose which rows may leave: what the viewer sees, never what is kept hidden; all of them only with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.exchange.unnamed import clear, without_names
from coordinator.model import Party
from coordinator.store.records import PARTY_REGISTERS, Records, read_records

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.protection.veil import Unnamed
    from coordinator.store.records import Row

PERSON = "per"
REGISTERS = (*PARTY_REGISTERS, "ties", "roles", "needs", "agreements")
ENDS = ("from_id", "to_id", "holder_id", "at_id", "about_id", "person_id", "with_id")


@dataclass(frozen=True, slots=True)
class Leaving:
    """What may leave."""

    records: Records
    stays: frozenset[str]  # ids of parties that never leave
    without: Unnamed = str  # takes their names out of a text

    @property
    def parties(self) -> frozenset[str]:
        """Ids of the parties that leave."""
        return frozenset(row["id"] for register in PARTY_REGISTERS for row in getattr(self.records, register))


def read_leaving(
    session: Session, viewer: Viewer, person_id: str | None = None, *, also: Collection[str] = ()
) -> Leaving:
    """
    Read the rows that may leave.

    Parameters
    ----------
    session
        Of the store.
    viewer
        Who asks.
    person_id
        Whose network, with whoever is one tie away; of all whom the viewer sees, when None.
    also
        Ids of parties that leave with a person though no tie joins them, such as those that her case names.

    Returns
    -------
    Leaving
        Without reserved parties, hidden ties and whoever is known through them alone, nor their names in what others
        wrote, without ties and roles that were taken back, and without rows about persons whom the viewer does not
        see.
    """
    records = read_records(session)
    hidden = [tie for tie in records.ties if tie["hidden"]]
    records.ties[:] = [tie for tie in records.ties if not tie["hidden"] and _held(tie)]
    records.roles[:] = [role for role in records.roles if _held(role)]
    shown = {end for tie in records.ties for end in (tie["from_id"], tie["to_id"])}
    stays = {end for tie in hidden for end in (tie["from_id"], tie["to_id"])} - shown
    stays |= set(session.scalars(select(Party.id).where(Party.hidden))) - {person_id}
    seen = set(session.scalars(select(Party.id).where(Party.kind == "persona", viewer.sees(Party.key))))
    if person_id is not None:
        stays -= {person_id}
        records = _around(records, person_id, stays, also)
    else:
        records = _without(records, seen, stays)
    without = without_names(session, stays)
    for name in REGISTERS:
        clear(getattr(records, name), without)
    return Leaving(records, frozenset(stays), without)


def _held(row: Row) -> bool:
    """Say whether a row holds on some day."""
    return row["until"] is None or row["until"] >= row["since"]


def _persons(row: Row) -> set[str]:
    return {row[name] for name in ENDS if (row.get(name) or "").startswith(PERSON)}


def _without(records: Records, seen: set[str], stays: set[str]) -> Records:
    """Keep what is about no person, or about one who is seen; and whoever is tied to her."""
    for name in ("ties", "roles", "needs", "contacts"):
        rows = getattr(records, name)
        rows[:] = [row for row in rows if _may_leave(row, seen, stays)]
    near = {person for tie in records.ties for person in _persons(tie)}
    for register in PARTY_REGISTERS:
        rows = getattr(records, register)
        kept = seen | near if register == "persons" else None
        rows[:] = [row for row in rows if row["id"] not in stays and (kept is None or row["id"] in kept)]
    records.agreements[:] = [row for row in records.agreements if not stays & set(row["parties"])]
    return records


def _may_leave(row: Row, seen: set[str], stays: set[str]) -> bool:
    """Say whether a row names nobody who stays, and no person or one who is seen."""
    persons = _persons(row)
    named = {row[name] for name in ENDS if row.get(name)}
    return not named & stays and (not persons or bool(persons & seen))


def _around(records: Records, person_id: str, stays: set[str], also: Collection[str]) -> Records:
    """Keep a person, whoever is tied to her, and the ties among them that name no unseen person."""
    near = {person_id, *also} - (stays - {person_id})
    for row in [*records.ties, *records.roles, *records.needs, *records.contacts]:
        named = {row[name] for name in ENDS if row.get(name)}
        if person_id in named and not named & stays:
            near |= named
    for name in ("ties", "roles", "needs", "contacts"):
        rows = getattr(records, name)
        rows[:] = [row for row in rows if {row[end] for end in ENDS if row.get(end)} <= near]
        if name in {"needs", "contacts"}:
            rows[:] = [row for row in rows if row["person_id"] == person_id]
    for register in PARTY_REGISTERS:
        rows = getattr(records, register)
        rows[:] = [row for row in rows if row["id"] in near]
    records.agreements[:] = [row for row in records.agreements if set(row["parties"]) <= near]
    return records
