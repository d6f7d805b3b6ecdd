"""Say when a person was in hospital, by the contacts that are written, and by what the path says of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day
from coordinator.network.contacts import STAYS, contacts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.reading.asked import Asked

ANNOUNCED = "annuncia_dimissione"
"""The passage by which a hospital tells that she comes home."""

HOSPITAL = "ospedale"
"""Who calls, where a path begins from a hospital."""

SPOKEN = re.compile(r" (?:ricover\w*|ospedal\w*|dimission\w*|dimess\w*|degenz\w*|pronto soccorso|reparto) ")
"""Words of the path that speak of a hospital."""

ELSEWHERE = "se c’è stato altrove, Ponte non lo sa."
"""What is said where none is written."""

READ = "i contatti, la segnalazione, la sua lettura e il diario"
WORDS = {"ricovero": "entra", "dimissione": "esce"}


def say_stays(asked: Asked) -> Reply:
    """Say the stays in hospital that are written, the last first."""
    found = contacts_of(asked.person_id, asked.day, asked.viewer, STAYS)
    rows = [
        (one.day, Line(f"{long_day(one.day)}: {WORDS[one.kind]}, {one.with_name}", one.with_id))
        for one in found
    ]
    dated = bool(rows)
    rows = sorted([*rows, *_spoken_of(asked)], key=lambda row: row[0], reverse=True)
    time = named_stretch(asked.question, asked.day)
    lines = [line for day, line in rows if time is None or time.holds(day)]
    when = f" {time.words}" if time else ""
    head = f"Ricoveri scritti per {asked.name}{when}, l’ultimo per primo:"
    if lines and not dated:
        head = f"Per {asked.name}{when} non sono scritti i giorni di un ricovero, ma il percorso ne parla:"
    if not lines:
        head = f"Per {asked.name}{when} qui non è scritto nessun ricovero: {ELSEWHERE}"
        lines = [replace(line, text=f"In un altro tempo: {line.text}") for _, line in rows]
    return asked.reply("stays", head, lines, READ)


def _spoken_of(asked: Asked) -> Iterator[tuple[date, Line]]:
    """Say what the path tells of a hospital: who called and why, how that was read, an announced return, the diary."""
    for view in asked.cases:
        for one in view.history:
            where, text = _words_of(one.event) if one.number not in view.state.void else ("", "")
            if where:
                told = f": {text}" if text else ""
                yield one.day, Line(curly(f"{where}, {long_day(one.day)}{told}"), page=path_page(view))


def _words_of(event: Any) -> tuple[str, str]:  # noqa: ANN401 - each kind of event has fields of its own
    """Say where one event tells of a hospital, and in which words; nothing where it does not."""
    match event.kind:
        case "opened" if event.source == HOSPITAL or SPOKEN.search(bare(event.reason)):
            return f"Segnalazione ({event.source})", f"«{event.reason}»"
        case "triaged" if SPOKEN.search(bare(event.reason)):
            return "Lettura al PUA", f"«{event.reason}»"
        case "moved" if event.passage == ANNOUNCED:
            return "Dimissione annunciata dall’ospedale", ""
        case "contacted" | "noted" if SPOKEN.search(bare(event.text)):
            return "Diario", event.text
    return "", ""
