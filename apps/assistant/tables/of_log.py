"""Read who asked for what about a person as a table: who, in which role, when, for what, and why in an emergency."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.words import long_day, role_label
from coordinator.protection import policy
from coordinator.protection.emergency import openings_of
from coordinator.protection.looks import looks_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.protection.emergency import Opening
    from coordinator.protection.looks import Look

TOLD_BACK = timedelta(days=365)
"""How far back the log is told."""

ACTIONS = {
    "read": "letto",
    "write": "scritto o cambiato",
    "export": "stampato o scaricato",
    "decide": "deciso",
    "emergency": "aperto in emergenza",
    "review": "riesaminato",
}
"""Action of the log → how it is told."""

TIMES = 4
"""Hours told one by one; more are told as a span."""


def read_log(scene: Scene, person_id: str) -> list[Row]:
    """
    Read who asked for what about a person in the last year, a row for each day, user, role and action.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    person_id
        Of whom.

    Returns
    -------
    list of Row
        The latest first; openings in an emergency with their reason.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the person's own record.
    """
    if not person_id:
        return []
    since = datetime.combine(scene.day - TOLD_BACK, datetime.min.time(), UTC)
    held: dict[tuple[date, str, str, str, str, bool], list[Look]] = {}
    for one in looks_at(scene.store, person_id, scene.viewer, since=since):
        key = (one.at.astimezone().date(), one.who, one.role, one.action, one.purpose, one.allowed)
        held.setdefault(key, []).append(one)
    page = f"mia-scheda?id={person_id}"
    rows = [
        Row(_of_looks(*key, those), page=page, person_id=person_id, id=" ".join(map(str, key)))
        for key, those in held.items()
    ]
    openings = openings_of(scene.store, person_id, scene.viewer)
    rows += [
        Row(_of_opening(one), page=f"mia-scheda?id={person_id}", person_id=person_id) for one in openings
    ]
    return rows


def _of_looks(  # noqa: PLR0913 - the parts of a key
    day: date,
    who: str,
    role: str,
    action: str,
    purpose: str,
    allowed: bool,  # noqa: FBT001
    looks: Sequence[Look],
) -> dict[str, Cell]:
    """Write what one user did on a day."""
    whats = dict.fromkeys(
        policy().resources[one.resource].label for one in looks if one.resource in policy().resources
    )
    return {
        "who": text(f"{who} ({role_label(role)})"),
        "role": kind(role, role_label(role)),
        "day": day_cell(day),
        "hours": text(_hours(looks)),
        "many": number(len(looks), "volta", "volte"),
        "action": kind(action, ACTIONS.get(action, action)),
        "what": text(MANY.join(whats)),
        "why": text(policy().purposes.get(purpose, purpose)),
        "allowed": kind("yes" if allowed else "no", "consentito" if allowed else "rifiutato"),
    }


def _hours(looks: Sequence[Look]) -> str:
    """Say at which hours, or from which to which."""
    times = sorted({one.at.astimezone().strftime("%H:%M") for one in looks})
    return f"alle {', '.join(times)}" if len(times) <= TIMES else f"dalle {times[0]} alle {times[-1]}"


def _of_opening(one: Opening) -> dict[str, Cell]:
    """Write one opening in an emergency."""
    begun = one.begun_at.astimezone()
    found = "nessuno ha ancora detto se era giusta"
    if one.justified is not None:
        when = f" il {long_day(one.reviewed_at.astimezone().date())}" if one.reviewed_at else ""
        found = f"riesaminata{when}: {'giustificata' if one.justified else 'non giustificata'}"
        found += f" («{one.remark}»)" if one.remark else ""
    return {
        "who": text(f"{one.who} ({role_label(one.role)})"),
        "role": kind(one.role, role_label(one.role)),
        "day": day_cell(begun.date()),
        "hours": text(f"alle {begun:%H:%M}"),
        "action": kind("emergency", ACTIONS["emergency"]),
        "why": text(f"«{one.reason}»"),
        "allowed": kind("yes", "consentito"),
        "found": text(found),
    }
