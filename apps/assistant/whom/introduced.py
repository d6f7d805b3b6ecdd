"""Read a question without its greeting and what it is asked for, of the person whom the asker said she speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.asides import without_asides
from apps.assistant.reading.greeted import ungreeted
from apps.assistant.reading.people import find_named
from apps.assistant.reading.route import find_route, intents
from apps.assistant.whom.several import narrowed
from apps.assistant.writing.order import read_order
from apps.assistant.writing.told import read_told

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

WHAT_FOR = re.compile(
    r"\s*[,(–-]\s*(?:mi serve |è )?per (?:il|la|lo|un|una|l['’]) ?(?:mio |mia |nostro |nostra |suo |sua )?"
    r"(?:verbale|relazione|riunione|fascicolo|report|pratica|scheda|modulo|domanda|istanza|certificato|ufficio"
    r"|incontro|colloquio|équipe|equipe)(?: (?:di|del|della) [\w’']+)?\)?\s*(?=[?.!]*$)",
    re.IGNORECASE,
)
"""How a question ends that says what its answer is wanted for."""

KIN = frozenset({"mia", "mio"})
"""How one begins who speaks of a relative without a name."""


def introduced(scene: Scene, question: str) -> str | Reply:
    """
    Take the greeting off a question, and what its answer is for; whom the asker speaks of comes to mind.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "buongiorno, sono la maestra di Nico: quando è la riunione?".

    Returns
    -------
    str or Reply
        What is asked, with the name where it is not one person's; that nobody has it, where a person's is asked.
    """
    asked, about = ungreeted(WHAT_FOR.sub("", question) or question)
    if not (read_order(asked) or read_told(asked)):
        asked = _alone(scene, asked)
    if not about or find_named(scene.store, scene.viewer, asked).people:
        return asked
    named, _ = narrowed(scene, about, find_named(scene.store, scene.viewer, about))
    if len(named.people) == 1:
        scene.person_id = named.people[0].id
        return asked
    of_kin = about.split()[0] in KIN
    name = about if of_kin else about.title()
    whole = f"{asked.rstrip('?! .')} per {name}?"
    intent = find_route(asked, known=True, named=True).intent
    if of_kin or named.people or not scene.viewer.may("read", "person") or intents()[intent].of != "person":
        return whole
    return scene.whom().not_found(intent, name, whole)


def _alone(scene: Scene, question: str) -> str:
    """Take off who is calling and why it is asked; whom the caller speaks of comes to mind."""
    asked, told = without_asides(question)
    if told and not find_named(scene.store, scene.viewer, asked).people:
        named, _ = narrowed(scene, told, find_named(scene.store, scene.viewer, told))
        if len(named.people) == 1:
            scene.person_id = named.people[0].id
        elif named.people:
            return question  # of whom is to be asked back
    return asked
