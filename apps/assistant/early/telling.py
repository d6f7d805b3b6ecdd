"""Take what is told without being asked to write it: it is proposed where it surely is no question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.early.ordering import say_order
from apps.assistant.reply import Choice
from apps.assistant.writing.told import answers_task, is_of_card, is_of_speaker, names_day, read_told
from apps.assistant.writing.writes import find_write

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

OF_LIFE = frozenset({"decesso", "trasferisci"})
"""Passages of the path that are told of the person, and seldom asked."""


def say_told(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Propose to write what is told; where it may be a question as well, that is a choice.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "ieri è stata fatta la passeggiata, 2 ore".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for a question, and for what can be written nowhere and may be one.
    """
    order = read_told(question) if scene.viewer.may("read", "directory") else None
    if order is None or (order.told and not (named.people or scene.person_id)):
        return None
    before = scene.person_id
    reply = say_order(scene, question, named, order)
    surely = (is_of_speaker, is_of_card, answers_task)
    sure = not order.told or not order.unasked or any(tells(question) for tells in surely)
    write = find_write(order)
    opens = write is not None and write.sort == "passages" and write.id in OF_LIFE
    if reply is None or not (sure or opens or scene.pen.waits or names_day(question)):
        scene.person_id = before
        return None
    if sure:
        return reply
    asks = Choice("Era una domanda", f"{question.rstrip(' .!')}?")
    return replace(reply, choices=(*reply.choices, asks))
