"""Say that nothing is written of what a question names, where its answer would be all that is around a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS
from apps.assistant.left_aside import as_typed
from apps.assistant.reading.things import speaks_of, things_named
from apps.assistant.reading.words import normal
from apps.assistant.thread.facts import find_facts

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Line, Reply

WHOLE = {"around": ("", "chi la segue?"), "budget": ("",)}
"""Kind of question → how all that there is of it is asked for."""

FEW = 8


def say_unwritten(asked: Asked, reply: Reply) -> Reply:
    """
    Say that nothing is written of what a question names.

    Parameters
    ----------
    asked
        The question: "i bambini chi li guarda?".
    reply
        What was going to be said.

    Returns
    -------
    Reply
        What is written of it elsewhere, or that nothing is, with who is near; the same where the answer speaks of it.
    """
    if reply.intent not in WHOLE:
        return reply
    told = " ".join((reply.head, *(line.text for line in reply.lines)))
    things = [one for one in things_named(asked) if not speaks_of(told, one)]
    every = (ANSWERS[reply.intent](asked.again(one)).lines for one in WHOLE[reply.intent]) if things else ()
    if reply.lines not in every:
        return reply
    return _elsewhere(asked, things) or replace(
        reply, head=_head(asked, things, reply), lines=_near(asked, reply)
    )


def say_of_nothing(asked: Asked) -> Reply | None:
    """
    Say of a question on who does something, which is not understood, that nothing is written of what it names.

    Parameters
    ----------
    asked
        The question: "il cane chi lo porta fuori?".

    Returns
    -------
    Reply or None
        With who helps; None where it does not ask who, or names nothing.
    """
    if " chi " not in normal(asked.question) or not (things := things_named(asked)):
        return None
    reply = ANSWERS["around"](asked.again("chi la segue?"))
    return _elsewhere(asked, things) or replace(
        reply, head=_head(asked, things, reply), lines=_near(asked, reply)
    )


def _elsewhere(asked: Asked, things: list[str]) -> Reply | None:
    """Show what is written of some things in all that is told of her."""
    found = find_facts(asked.again(" ".join(things)))
    lines = tuple(
        line for line in (found.lines if found else ()) if any(speaks_of(line.text, one) for one in things)
    )
    return (
        replace(found, head=f"Di {_named(asked, things)}, per {asked.name}, è scritto questo:", lines=lines)
        if found and lines
        else None
    )


def _head(asked: Asked, things: list[str], reply: Reply) -> str:
    """Say that nothing is written of them, and what comes instead."""
    what = f"chi aiuta {asked.name}" if reply.intent == "around" else "il budget"
    return f"In ciò che leggo di {asked.name} non trovo {_named(asked, things)}. Ecco {what}:"


def _named(asked: Asked, things: list[str]) -> str:
    """Name things in quotes, as they were typed."""
    return " e ".join(f"«{as_typed(asked.question, one)}»" for one in things)


def _near(asked: Asked, reply: Reply) -> tuple[Line, ...]:
    """Keep those who help for hours, in place of all who are around."""
    if reply.intent != "around":
        return reply.lines
    helping = {one.other_id for one in asked.record.told if one.hours_per_week and one.holds_on(asked.day)}
    return tuple(line for line in reply.lines if line.party_id in helping)[:FEW] or reply.lines[:FEW]
