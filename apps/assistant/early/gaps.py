"""Compare the comuni, and say which needs are met least, from the view of the territory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.district import named_places
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.figures import said
from apps.components.words import long_day, place_name
from coordinator.model import vocabulary
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView

COMPARE = re.compile(
    r" (?:confront\w*|paragon\w*|differenz\w* (?:fra|tra)|a confronto|rispetto (?:a|al)|in quale|quale|che) "
)
COMUNI = re.compile(r" (?:comun[ei]|paes[ei]|territori) ")
UNMET = re.compile(
    r" (?:piu|meno|maggior\w*|peggio|peggior\w*) (?:\w+ ){0,2}(?:scopert\w+|copert\w+|senza risposta)"
    r"| bisogn\w+ (?:piu |meno )?(?:scopert|copert)"
)
MOVE = re.compile(
    r" (?:aprire (?:dei |nuovi |altri )?(?:posti|servizi)|(?:servono|mancano|servirebbero) (?:piu |altri "
    r"|nuovi )?posti"
    r"|nuovi posti|posti nuovi|spostare (?:le )?(?:ore|risorse)) "
)
"""How a question asks where there should be more."""

OF_HER = re.compile(r" (?:suo|suoi|lei|lui|sua) ")
OF_PERSONS = re.compile(
    r" (?:chi|quant[ie] (?!bisogn)\w+|person[ae]|uomini|donn[ae]|anzian\w+|minor[ie]|utent[ie]|assistit[ie]) "
)
"""Words of a question that asks for the persons who have such needs."""
NEEDS = re.compile(r" bisogn\w+ ")
COMPARED = ("coperti", "in_attesa", "presa_in_carico", "contatto_triage")
"""Indicators by which comuni are compared."""

SHOWN = 10
LINKS = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))


def say_gaps(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Compare comuni, or rank the needs by how many are met.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "confronta i comuni", "qual è il bisogno più scoperto?".
    named
        Whom it names; of a person the question is another one.

    Returns
    -------
    Reply or None
        Small counts stay hidden; None for what asks something else, or who may not read the territory.
    """
    words = normal(question)
    if named.people or OF_HER.search(words) or OF_PERSONS.search(words):
        return None
    of_needs = (NEEDS.search(words) and UNMET.search(words)) or MOVE.search(words)
    compares = COMPARE.search(words)
    if not (of_needs or compares) or not scene.viewer.may("read", "territory"):
        return None
    view = territory_view(scene.store, scene.day, scene.viewer)
    if view is None:
        return None
    places = named_places(view, words)
    if compares and (len(places) > 1 or (COMUNI.search(words) and (of_needs or "confront" in words))):
        return _of_places(view, places, needs_only=bool(of_needs))
    return _of_needs(view) if of_needs and not scene.person_id else None


def _of_places(view: TerritoryView, places: list[str], *, needs_only: bool) -> Reply:
    """Put the comuni side by side, indicator by indicator."""
    lines = []
    for name in COMPARED[:1] if needs_only else COMPARED:
        rows = [one for one in view.of(name, among="comune") if not places or one.group in places]
        for one in sorted(rows, key=_least):
            lines.append(
                Line(f"{one.definition.label}, {place_name(one.group)}: {said(one)}", page="governo")
            )
    head = "Comune per comune, dal più scoperto:" if needs_only else "Comune per comune:"
    return _reply(view, head if lines else "Per comune non ci sono ancora indicatori.", lines)


def _of_needs(view: TerritoryView) -> Reply:
    """Rank the needs, those that are met least first."""
    rows = sorted(view.of("coperti", among="bisogno"), key=_least)
    terms = vocabulary().terms["needs"]
    labels = {one.group: terms[one.group].label if one.group in terms else one.group for one in rows}
    lines = [Line(f"{labels[one.group]}: seguiti {said(one)}", page="programmazione") for one in rows]
    head = "I bisogni, dal meno seguito da un servizio:" if lines else "I dati non bastano a dirlo."
    return _reply(view, head, lines)


def _least(one: Indicator) -> tuple[bool, float]:
    """Order by value; what is not shown comes last."""
    return one.value is None, one.value if one.value is not None else 0.0


def _reply(view: TerritoryView, head: str, lines: list[Line]) -> Reply:
    """Put the answer together."""
    query = f"Letto: gli indicatori del territorio, al {long_day(view.day)}."
    return Reply("territory", head, tuple(lines[:SHOWN]), query=query, links=LINKS)
