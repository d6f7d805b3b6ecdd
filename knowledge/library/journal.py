"""Keep a journal of what adding changed, so that the corpus's keeper can see it later."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge.library.connections import get_meta, set_meta

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEPT = 100  # entries
_UNITS = 200  # named in an entry


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A provision whose words changed, appeared or went when its file was read again."""

    urn: str
    name: str  # in legal style
    what: str  # aggiunto, cambiato, tolto


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What one file did to one act.

    Attributes
    ----------
    units
        The provisions that differ from the same file as it was before; empty for a file that is new, of which
        ``added`` tells the number. At most 200 are named.
    """

    day: date | None
    act: str  # URN
    path: str
    added: int
    changed: int
    removed: int
    units: tuple[UnitChange, ...] = ()


def write_entry(connection: Connection, entry: Entry) -> None:
    """Put an entry before the others; the oldest fall out."""
    kept = asdict(entry) | {"units": [asdict(unit) for unit in entry.units[:_UNITS]]}
    before = json.loads(get_meta(connection, "journal") or "[]")
    told = json.dumps([kept, *before[: KEPT - 1]], ensure_ascii=False, default=str)
    set_meta(connection, "journal", told)


def read_journal(connection: Connection) -> list[Entry]:
    """Read the entries, newest first."""
    return [
        Entry(
            date.fromisoformat(told["day"]) if told["day"] else None,
            told["act"],
            told["path"],
            told["added"],
            told["changed"],
            told["removed"],
            tuple(UnitChange(**unit) for unit in told["units"]),
        )
        for told in json.loads(get_meta(connection, "journal") or "[]")
    ]
