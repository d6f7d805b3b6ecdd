"""Say when a person was in hospital, by the contacts and the diary that are written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.network.contacts import STAYS, contacts_of

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked

SPOKEN = re.compile(r" (?:ricover\w*|ospedal\w*|dimission\w*|dimess\w*|pronto soccorso|reparto) ")
"""Words of the diary that speak of a hospital."""

ELSEWHERE = "se c’è stato altrove, Ponte non lo sa."
"""What is said where none is written."""

WORDS = {"ricovero": "entra", "dimissione": "esce"}


def say_stays(asked: Asked) -> Reply:
    """Say the stays in hospital that are written, the last first."""
    found = contacts_of(asked.person_id, asked.day, asked.viewer, STAYS)
    rows = [
        (one.day, Line(f"{long_day(one.day)}: {WORDS[one.kind]}, {one.with_name}", one.with_id))
        for one in found
    ]
    for view in asked.cases:
        for one in view.history:
            event: Any = one.event
            if (
                event.kind in {"contacted", "noted"}
                and one.number not in view.state.void
                and SPOKEN.search(normal(event.text))
            ):
                text = f"Diario, {long_day(one.day)}: {event.text}"
                rows.append((one.day, Line(text, page=path_page(view))))
    time = named_stretch(asked.question, asked.day)
    lines = [line for day, line in rows if time is None or time.holds(day)]
    if time is not None and not lines:
        beyond = [replace(line, text=f"In un altro tempo: {line.text}") for _, line in rows]
        head = f"Per {asked.name} {time.words} qui non è scritto nessun ricovero: {ELSEWHERE}"
        return asked.reply("stays", head, beyond, "i contatti e il diario")
    if time is not None:
        head = f"Ricoveri scritti per {asked.name} {time.words}, l’ultimo per primo:"
        return asked.reply("stays", head, lines, "i contatti e il diario")
    head = f"Ricoveri scritti per {asked.name}, l’ultimo per primo:"
    if not lines:
        head = f"Per {asked.name} qui non è scritto nessun ricovero: {ELSEWHERE}"
    return asked.reply("stays", head, lines, "i contatti e il diario")
