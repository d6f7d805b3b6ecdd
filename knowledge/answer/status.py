"""Say of a provision what is known of its force, its text and its level, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answer.frames import say
from knowledge.norms import Status
from knowledge.norms.days import italian_day
from knowledge.norms.identifiers import format_legal, parse_urn
from knowledge.norms.labels import UnreadableReferenceError

if TYPE_CHECKING:
    from datetime import date

    from knowledge.norms import Passage

NOT_IN_FORCE = frozenset({Status.REPEALED, Status.REPLACED, Status.NOT_YET, Status.SUSPENDED})


def status_line(passage: Passage, on: date) -> str:
    """
    Say what is known of a provision on a day.

    Parameters
    ----------
    passage
        As the library gives it for that day.
    on
        The day.

    Returns
    -------
    str
        One line of Markdown in Italian: force, dates, change, state of the text, territory, address.
    """
    parts = [] if passage.official else [say("status.card")]
    parts.append(say(f"status.{passage.status}", day=italian_day(on)))
    if passage.valid_from:
        parts.append(say("status.since", day=italian_day(passage.valid_from)))
    if passage.valid_to:
        parts.append(say("status.until", day=italian_day(passage.valid_to)))
    if passage.changed_by and not passage.note:
        parts.append(say("status.changed_by", citation=cite(passage.changed_by)))
    if passage.note:
        parts.append(passage.note if passage.note.endswith(".") else f"{passage.note}.")
    if passage.act.territory not in ("IT", "UE"):
        parts.append(say("status.region", territory=territory_name(passage.act.territory)))
    if passage.act.address:
        parts.append(say("status.source", source=passage.act.address))
    return " ".join(dict.fromkeys(parts))


def cite(urn: str) -> str:
    """Write a URN in legal style; an identifier that cannot be read stays as it is."""
    try:
        return format_legal(parse_urn(urn))
    except UnreadableReferenceError:
        return urn


def territory_name(territory: str) -> str:
    """Write a territory as its people do: "IT-emilia-romagna" gives "Emilia-Romagna"."""
    place = territory.removeprefix("IT-")
    return (
        place.replace("_", " ").title()
        if place != territory
        else {"IT": "Italia", "UE": "Unione europea"}.get(territory, territory)
    )
