"""Say when a person was in hospital, by the contacts and the diary that are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.network.contacts import STAYS, contacts_of

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked

SPOKEN = re.compile(r" (?:ricover\w*|ospedal\w*|dimission\w*|dimess\w*|pronto soccorso|reparto) ")
"""Words of the diary that speak of a hospital."""

WORDS = {"ricovero": "entra", "dimissione": "esce"}


def say_stays(asked: Asked) -> Reply:
    """Say the stays in hospital that are written, the last first."""
    found = contacts_of(asked.person_id, asked.day, asked.viewer, STAYS)
    lines = [Line(f"{long_day(one.day)}: {WORDS[one.kind]}, {one.with_name}", one.with_id) for one in found]
    for view in asked.cases:
        for one in view.history:
            event: Any = one.event
            if (
                event.kind in {"contacted", "noted"}
                and one.number not in view.state.void
                and SPOKEN.search(normal(event.text))
            ):
                lines.append(Line(f"Diario, {long_day(one.day)}: {event.text}", page=path_page(view)))
    head = f"Ricoveri scritti per {asked.name}, l’ultimo per primo:"
    if not lines:
        head = f"Per {asked.name} qui non è scritto nessun ricovero: se c’è stato altrove, Ponte non lo sa."
    return asked.reply("stays", head, lines, "i contatti e il diario")
