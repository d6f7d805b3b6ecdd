"""Write the log of accesses as audit events, and keep the log that another record brings beside our own."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.exchange.fhir.names import (
    BASE,
    TERMINOLOGY,
    USER_ID,
    code_system,
    extension,
    is_party,
    party_reference,
)
from coordinator.model import Access, OwnFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

KEPT = "registro"
"""Kind of file under which the log of another record is kept, as it came."""

ACTIONS = {"read": "R", "export": "R", "write": "U"}
"""Our action → FHIR's; any other is an execution."""


def write_log(
    session: Session, day: date, stays: Collection[str], person_id: str | None = None
) -> Iterator[dict[str, Any]]:
    """
    Write who asked for what, up to the eve of a day, together with the logs that came from elsewhere.

    Parameters
    ----------
    session
        Of the store.
    day
        The first day that does not go out: a day that is not over would look otherwise an hour later.
    stays
        Ids of parties that do not leave.
    person_id
        About whom; about all, when None.

    Yields
    ------
    dict
        Audit events in the order of their ids.
    """
    midnight = datetime.combine(day, time(), UTC)
    query = select(Access).where(Access.at < midnight)
    if person_id is not None:
        query = query.where(Access.of == person_id)
    ours = [_audit_event(row) for row in session.scalars(query) if row.of not in stays]
    theirs = [one for one in brought_log(session) if person_id is None or _about(one) == person_id]
    events = {one["id"]: one for one in [*theirs, *ours]}
    yield from (events[name] for name in sorted(events))


def _audit_event(row: Access) -> dict[str, Any]:
    """Write one entry of the log."""
    about = [{"what": party_reference(row.of)}] if row.of and is_party(row.of) else []
    return {
        "resourceType": "AuditEvent",
        "id": row.hash,
        "extension": [extension("previous-hash") | {"valueString": row.previous}],
        "type": {"system": f"{TERMINOLOGY}/audit-event-type", "code": "rest"},
        "subtype": [{"system": code_system("actions"), "code": row.action}],
        "action": ACTIONS.get(row.action, "E"),
        "recorded": row.at.isoformat(),
        "outcome": "0" if row.allowed else "4",
        "purposeOfEvent": [{"coding": [{"system": code_system("purposes"), "code": row.purpose}]}],
        "agent": [
            {
                "role": [{"coding": [{"system": code_system("user-roles"), "code": row.role}]}],
                "who": {"identifier": {"system": USER_ID, "value": row.user}},
                "requestor": True,
            }
        ],
        "source": {"observer": {"display": "Ponte"}},
        "entity": [*about, {"type": {"system": code_system("resources"), "code": row.resource}}],
    }


def _about(event: dict[str, Any]) -> str:
    """Return whom an audit event is about, as a party's id; empty when about nobody."""
    target = event["entity"][0].get("what", {}).get("reference", "") if event.get("entity") else ""
    return str(target.partition("/")[2].replace("-", ":", 1))


def brought_log(session: Session) -> list[dict[str, Any]]:
    """Read the audit events that other records brought."""
    files = session.scalars(select(OwnFile).where(OwnFile.kind == KEPT).order_by(OwnFile.key))
    return [json.loads(line) for file in files for line in file.content.decode().splitlines()]


def keep_log(
    session: Session, events: Sequence[dict[str, Any]], author: str, at: datetime
) -> tuple[int, int]:
    """
    Keep audit events that came from elsewhere: not in our own log, whose chain they would break.

    Parameters
    ----------
    session
        A writing session.
    events
        As they came.
    author
        Who brings them.
    at
        When.

    Returns
    -------
    int, int
        How many are new, and how many the record held.
    """
    held = {one["id"] for one in brought_log(session)} | set(session.scalars(select(Access.hash)))
    new = [one for one in events if one["id"] not in held]
    if new:
        content = "\n".join(json.dumps(one, ensure_ascii=False) for one in new).encode()
        digest = hashlib.sha256(content).hexdigest()
        name = f"{BASE.rpartition('/')[2]}-{digest[:12]}"
        session.add(
            OwnFile(kind=KEPT, name=name, content=content, sha256=digest, recorded_at=at, author=author)
        )
    return len(new), len(events) - len(new)
