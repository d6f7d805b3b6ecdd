"""Say plainly that a question is not understood, and offer what is near to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.general.courtesy import to_ask
from apps.assistant.general.guide import HOW, find_help
from apps.assistant.reading.likeness import likeness
from apps.assistant.reading.route import HELP, NORMS, POINTS, intents
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Reply
from apps.assistant.thread.facts import find_facts
from apps.assistant.thread.near import say_nearby
from apps.assistant.thread.onward import IN_NORMS
from apps.assistant.thread.unwritten import say_of_nothing
from knowledge.answer import Reason

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reading.route import Route
    from apps.assistant.whom.scene import Scene

NEAR = 0.22
"""The likeness to its examples from which a kind of question is offered."""

OFFERED = 3

OF_HER = ("summary", "phase", "next")
"""Kinds of question that are offered of the person in mind, where nothing is near."""

SURELY = 0.75
"""The score from which a question is the norms' also where none of its words says so."""

NEVER = frozenset(
    {NORMS, HELP, "courtesy", "outside", "distress", "order", "find", "note", "refer", "tie", "dismiss"}
)
"""Kinds of question that are no help to who was not understood."""


def asks_of_norms(route: Route, reply: Reply) -> bool:
    """
    Say whether a refusal of the norms is the answer: the question surely was of them, or they know who regulates it.

    Parameters
    ----------
    route
        What the question was taken for.
    reply
        What the norms said.

    Returns
    -------
    bool
        False where the question may well have been about persons, services or Ponte.
    """
    if route.intent == NORMS and (route.points >= POINTS["strong"] or route.score >= SURELY):
        return True
    refusal = getattr(reply.answer, "refusal", None)
    return refusal is not None and refusal.reason not in {Reason.NEAR, Reason.OUTSIDE}


def say_unknown(scene: Scene, question: str, named: Named) -> Reply:
    """
    Say that a question is not understood.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    Reply
        With the kinds of question and the pages that are near; else what can be asked.
    """
    known = bool(scene.person_id or named.people)
    like = likeness(named.rest if named.people else question)
    near = [
        one
        for one in sorted(like, key=lambda kind: -like[kind])
        if like[one] >= NEAR and one not in NEVER and (known or intents()[one].of != "person")
    ]
    choices = [Choice(intents()[one].question, intents()[one].question) for one in near[:OFFERED]]
    choices.append(Choice("Cercalo nelle norme", f"{IN_NORMS}{question}"))
    if scene.person_id and not named.people and (nothing := say_of_nothing(scene.asked(question))):
        return replace(nothing, choices=tuple(choices))
    if scene.person_id and not named.people and (found := find_facts(scene.asked(question))):
        return replace(found, choices=tuple(choices))
    pages = tuple(find_help(question, scene.person_id)) if HOW.match(normal(question)) else ()
    if not pages and (found := say_nearby(scene, question, choices=choices)):
        return found
    if not (near or pages):
        asked = (intents()[one].question for one in OF_HER)
        choices = [*((Choice(one, one) for one in asked) if scene.person_id else to_ask()), *choices]
    told = "Di vicino so dirti" if near or pages else "Puoi chiedermi, per esempio"
    head, links = f"A questo non so rispondere. {told}:", (("Aiuto", "aiuto"),)
    return Reply("outside", head, pages, choices=tuple(choices), links=links, person_id=scene.person_id)
