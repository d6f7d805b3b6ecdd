"""Settle of whom a question is that somebody answers early; ask back where it is not clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.general.guide import WHO
from apps.assistant.reply import Reply
from apps.assistant.whom.subject import choices_of

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene


def settled(scene: Scene, question: str, named: Named, intent: str) -> Asked | Reply:
    """
    Settle of whom a question is.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed.
    named
        Whom it names.
    intent
        What is asked, as `apps.assistant.answers.ANSWERS` calls it.

    Returns
    -------
    Asked or Reply
        The question on her; or who may be meant.
    """
    whom = scene.whom()
    people = whom.subjects(intent, named)
    if not (people and named.whole) and (unknown := whom.unknown(question, named.people)):
        return whom.not_found(intent, unknown, question)
    if len(people) > 1 or not (people or scene.person_id):
        scene.waiting = (question, tuple(people))
        return Reply(intent, "Di chi parli?" if people else WHO, choices=choices_of(people, question))
    if people:
        scene.person_id = people[0].id
    scene.intent = intent
    return scene.asked(question)
