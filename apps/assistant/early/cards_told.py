"""Tell the cards of services, and what bodies are and run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.early.running import RUNNING, ties_of
from apps.assistant.general.cards import card_lines, kind_words, service_words
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.network.reach import Reached

LINKS = (("Servizi", "servizi"),)


def say_cards(scene: Scene, services: Sequence[Service], head: str = "") -> Reply:
    """
    Say all that the cards of services hold, and who runs them.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    services
        Some.
    head
        The first sentence; what it is, where none is said.

    Returns
    -------
    Reply
        A line for each service, where they are more than a few.
    """
    if len(services) > 1:
        lines = [Line(service_words(one), one.id) for one in services]
        return of_cards(scene, head or "Secondo le schede:", lines)
    lines = [*ties_of(scene, services[0].id, RUNNING), *card_lines(services[0])]
    return of_cards(scene, head or f"{kind_words(services[0])}. Secondo la scheda:", lines)


def say_bodies(scene: Scene, bodies: Sequence[Reached], head: str = "Secondo la scheda:") -> Reply:
    """
    Say what bodies and groups are, how they are reached, what they run.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    bodies
        Some.
    head
        The first sentence.

    Returns
    -------
    Reply
        A line for each, then those of the services that it runs.
    """
    lines = []
    for one in bodies:
        told = [
            f"{it}: {value}"
            for it, value in (("telefono", one.phone), ("indirizzo", one.address), ("orari", one.hours))
            if value
        ]
        lines.append(Line(curly(f"{one.name}: {'; '.join([one.sort_label.lower(), *told])}"), one.id))
        lines += ties_of(scene, one.id, RUNNING)
    return of_cards(scene, head, lines)


def of_cards(scene: Scene, head: str, lines: Sequence[Line]) -> Reply:
    """
    Put an answer from cards together.

    Parameters
    ----------
    scene
        The conversation.
    head
        The first sentence.
    lines
        Facts of the cards.

    Returns
    -------
    Reply
        With the query that was run.
    """
    query = f"Letto: le schede dei servizi e degli enti, al {long_day(scene.day)}."
    return Reply("places", head, tuple(lines), query=query, links=LINKS)
