"""Say better what was not understood: an unknown name, a list that cannot be made, or who may be meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.listing import asks_for_many, say_uncounted
from apps.assistant.general.guide import WHO
from apps.assistant.general.rules import say_rules
from apps.assistant.reading.offered import told
from apps.assistant.reading.rights import asks_of_rights, asks_within_when
from apps.assistant.reading.route import ABOUT_HER, HELP
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice
from apps.assistant.thread.near import say_nearby
from apps.assistant.whom.strangers import say_lone_stranger
from coordinator.network.record import find_people
from coordinator.pathway.cases import open_cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person

IN_GENERAL = "In generale, dalle norme. Se parlavi di una persona, scrivi chi."

SURE = 0.45
"""How near something that Ponte tells of nobody must come to be shown in the place of asking who is meant."""

FEW = 6
"""Persons with an open path who are offered where nobody is named; more would be a list, and no help."""


def say_otherwise(scene: Scene, question: str, named: Named, reply: Reply) -> Reply:
    """
    Say what may be said where a question was not understood, or where nobody is known to be meant.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names.
    reply
        What was going to be said.

    Returns
    -------
    Reply
        The same where it answers something.
    """
    asks_back = reply.head == WHO
    if not (asks_back or _says_nothing(reply)):
        return reply
    if stranger := say_lone_stranger(scene, question, named):
        return stranger
    if not named.people and asks_for_many(question):
        scene.waiting = None
        return say_uncounted(scene, question)
    if asks_back and not named.people and (of_norms := _of_norms(scene, question)):
        return of_norms
    if asks_back and not ABOUT_HER.search(normal(question)) and (found := say_nearby(scene, question, SURE)):
        scene.waiting = None
        return found
    if asks_back and (people := _with_open_path(scene)):
        scene.waiting = (question, people)
        choices = tuple(Choice(one, one) for one in map(told, people))
        return replace(reply, choices=choices)
    return reply


def _of_norms(scene: Scene, question: str) -> Reply | None:
    """Let the norms answer what anybody may or must, where nobody is meant; None where they do not."""
    if not (asks_of_rights(question) or asks_within_when(question)):
        return None
    reply = scene.ask_norms(question)
    told = say_rules(*scene.record, question) if asks_within_when(question) else None
    if reply.refused:
        return told or (None if ABOUT_HER.search(normal(question)) else reply)
    scene.waiting = (question, ())
    return replace(told or reply, head=IN_GENERAL, answer=reply.answer)


def _says_nothing(reply: Reply) -> bool:
    """Say whether a reply only says that it was not understood."""
    bare = reply.intent == "outside" or (reply.intent == HELP and not reply.lines)
    return bare and not reply.query and reply.answer is None


def _with_open_path(scene: Scene) -> Sequence[Person]:
    """List the persons with an open path, where the asker sees a few."""
    viewer = scene.viewer
    if not (viewer.may("read", "person") and viewer.may("read", "case")):
        return ()
    paths = open_cases(scene.store, viewer, limit=FEW + 1)
    if len(paths) > FEW:
        return ()
    found = (find_people(scene.store, one.person_name, viewer, limit=FEW) for one in paths)
    ids = {one.person_id for one in paths}
    return tuple({one.id: one for some in found for one in some if one.id in ids}.values())
