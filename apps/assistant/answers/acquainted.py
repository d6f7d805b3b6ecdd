"""Say which of those who help a person speak with each other: all, those of one, or whether two do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.ties import holding_ties, to_map
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import curly, strength_words
from coordinator.model import vocabulary
from coordinator.network import ego

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply

FAMILY = re.compile(r" (?:figli|fratell|famigliari|familiari|parenti|litig|conflitt|d'accordo|daccordo)")
"""Words that ask how the relatives get on with each other."""

CONFLICT = re.compile(r" (?:conflitt\w*|litig\w*|litiga|non si parla\w*|ai ferri corti) ")
"""Words that ask who is at odds with whom, the person herself among them."""

AMONG = ("si_coordina", "protocollo")
"""Kinds of tie by which two helpers speak with each other."""


def say_who_knows(asked: Asked) -> Reply:
    """Say which helpers speak with each other: all, those of one, or whether two do."""
    if CONFLICT.search(normal(asked.question)):
        return _in_conflict(asked)
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    wanted = list(dict.fromkeys(span.other_id for span in meant(asked, holding_ties(asked))))
    relatives = FAMILY.search(normal(asked.question)) is not None and len(wanted) != 1
    ties = [
        (start, stop, data)
        for start, stop, data in graph.edges(data=True)
        if (data["kind"] in AMONG or len(wanted) > 1 or relatives) and asked.person_id not in (start, stop)
    ]
    pair = set(wanted) if len(wanted) > 1 else None
    if pair:
        ties = [tie for tie in ties if {tie[0], tie[1]} <= pair]
    elif wanted:
        ties = [tie for tie in ties if wanted[0] in tie[:2]]
    names = {party: str(graph.nodes[party]["name"]) for party in graph}
    lines = [_known_words(names, start, stop, data) for start, stop, data in ties]
    of_whom = " e ".join(names[one] for one in wanted if one in names)
    head = f"Chi si conosce, fra chi aiuta {asked.name}:"
    if wanted:
        head = f"Per {of_whom}, fra chi aiuta {asked.name}:"
    if not lines:
        between = f"Fra {of_whom}" if pair else f"Fra {of_whom} e gli altri" if wanted else "Fra chi la aiuta"
        head = f"{between} non risulta nessun contatto scritto."
    return asked.reply("knows", head, lines, "i legami fra chi aiuta", to_map(asked))


def _known_words(names: dict[str, str], start: str, stop: str, data: dict[str, object]) -> Line:
    """Say one tie between two helpers."""
    often = data.get("frequency")
    words = f", {vocabulary().label('frequencies', str(often))}" if often else ""
    words += ", in conflitto" if data.get("conflict") else ""
    label = curly(str(data["label"]))
    return Line(f"{names[start]} {label} {names[stop]}{words}", stop)


def _in_conflict(asked: Asked) -> Reply:
    """Say which ties, hers and those among who helps her, are written as conflicts."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    wanted = {span.other_id for span in meant(asked, holding_ties(asked))}
    names = {party: str(graph.nodes[party]["name"]) for party in graph}
    every = list(graph.edges(data=True))
    ties = [tie for tie in every if tie[2].get("conflict") and (not wanted or wanted & {*tie[:2]})]
    lines = list(dict.fromkeys(_as_each_says(_known_words(names, *tie), tie, every) for tie in ties))
    head = f"Intorno a {asked.name}, è scritto un conflitto:" if lines else "Nessun conflitto è scritto."
    return asked.reply("knows", head, lines, "i legami fra chi aiuta", to_map(asked))


def _as_each_says(
    line: Line, tie: tuple[str, str, dict[str, Any]], every: Sequence[tuple[str, str, dict[str, Any]]]
) -> Line:
    """Say on whose word a conflict is written, and who says of the same tie that there is none."""
    start, stop, data = tie
    others = [
        f"; secondo {one['stated_by']} invece: {strength_words(one.get('strength'), conflict=False)}"
        for here, there, one in every
        if (here, there, one["kind"]) == (start, stop, data["kind"])
        and not one.get("conflict")
        and one.get("stated_by")
    ]
    by = f" (secondo {data['stated_by']})" if data.get("stated_by") else ""
    return replace(line, text=f"{line.text}{by}{''.join(others)}")
