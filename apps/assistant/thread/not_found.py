"""Say that one of those whom a question compares is nobody whom one sees: the answer is of the others alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reading.people import find_named
from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene


def with_not_found(scene: Scene, question: str, reply: Reply) -> Reply:
    """
    Say before an answer which name beside that of the person it is of was found nowhere.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi ha più ore fra Ada Serravalle e Gino Mai?".
    reply
        The answer.

    Returns
    -------
    Reply
        The same where every name is known, or is told.
    """
    if not (reply.query and reply.person_id) or reply.wrote or reply.choices or reply.intent == "find":
        return reply
    named = find_named(scene.store, scene.viewer, question)
    if not (named.people and named.whole):
        return reply
    name = scene.whom().unknown(question, named.people)
    told = normal(" ".join([reply.head, *(line.text for line in reply.lines)]))
    if not name or normal(name).strip() in told:
        return reply
    left = f"Non trovo «{name}» fra chi puoi vedere: quello che segue è solo di {named.people[0].name}."
    return replace(reply, head=f"{left} {reply.head}")
