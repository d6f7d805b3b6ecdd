"""Show what comes nearest of all that Ponte tells of nobody, where no kind of question fits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.listing import asks_for_many
from apps.assistant.early.cards_told import say_bodies, say_cards
from apps.assistant.general.nearby import find_nearby
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Reply
from apps.assistant.thread.focus import cards_named
from apps.components.words import long_day
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.whom.scene import Scene

TOLD = 0.2
"""How near something must come to be shown."""


ALIKE = 0.4
"""How near something that shares no word with the question must come."""


UNSURE = "Non sono certo di aver capito."
MOST = 4
"""Services that are told of."""

PERSONS = re.compile(
    r" chi (?:ha|hanno|e|sono|va|vanno|ci|non|sta|stanno|riceve|usa|frequenta|abita|vive|aspetta) "
    r"| (?:person[ae]|assistit[ie]|utent[ie]|pazient[ie]|gente|anzian[ie]|quell[ie]|residenti) "
)
"""How a question asks for persons, whom nothing that is told of nobody answers."""


def say_nearby(
    scene: Scene, question: str, least: float = TOLD, choices: Sequence[Choice] = ()
) -> Reply | None:
    """
    Show what comes nearest to a question, and say that it may not be what was asked.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    least
        How near it must come, from 0 to 1.
    choices
        Questions to offer beside it.

    Returns
    -------
    Reply or None
        None where nothing comes so near.
    """
    if asks_for_many(question) or PERSONS.search(normal(question)):
        return None
    if (told := _of_named(scene, question)) is not None:
        return replace(told, choices=tuple(choices))
    asked = frozenset(terms(question))
    found = [
        one
        for one in find_nearby(scene.store, scene.viewer, scene.day, question)
        if one.near >= ALIKE or asked & frozenset(terms(one.words))
    ]
    if not found or found[0].near < least:
        return None
    head = f"{UNSURE} Di ciò che so, questo è il più vicino:"
    query = (
        "Letto: indicatori, termini, accordi, schede dei servizi e aiuto, per le parole della domanda, "
        f"al {long_day(scene.day)}."
    )
    lines = tuple(one.line for one in found)
    links = (("Aiuto", "aiuto"),)
    return Reply("nearby", head, lines, query, tuple(choices), links, person_id=scene.person_id)


def _of_named(scene: Scene, question: str) -> Reply | None:
    """Say what is written of the services, or else the bodies, that a question names; None where it names none."""
    cards = [one for one in cards_named(scene, question) if one.kind != "professionista"][:MOST]
    ids = {one.id for one in cards if one.kind == "servizio"}
    services = (
        [one for one in services_named(scene.store, scene.viewer, question) if one.id in ids] if ids else []
    )
    if not cards or (ids and not services):
        return None
    head = f"{UNSURE} Di {', '.join(one.name for one in services or cards)} è scritto:"
    return say_cards(scene, services, head) if services else say_bodies(scene, cards, head)
