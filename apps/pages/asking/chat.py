"""Answer questions in a conversation: each answer with the provisions or the records it rests on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import escape

from apps.assistant import Talk
from apps.assistant.model.models import ModelMissingError, chosen_model
from apps.assistant.model.patience import clock_of, forget_note, start_waiting
from apps.assistant.model.wording import plain_words
from apps.components.conversation import Conversation
from apps.components.frame import argument, environment, page
from apps.components.quotes import answer_html
from apps.pages.asking.preparing import PREPARING, until_prepared
from apps.pages.asking.threads import THREADS
from apps.pages.day.home import EXAMPLES
from coordinator.network.record import read_record
from coordinator.protection.names import names_in_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence

    from langchain_core.language_models import BaseChatModel

    from apps.assistant import Reply
    from apps.components.desk import Desk

T = TypeVar("T")

CHOOSING = "Il modello linguistico sceglie chi risponde"


def show_chat(desk: Desk) -> None:
    """Fill the document with a conversation, about a person when the address names her."""
    import panel as pn

    viewer = desk.viewer()
    person_id = argument("id")
    name = read_record(desk.store, person_id, desk.today(), viewer).party.name if person_id else ""
    chat = open_conversation(desk, person_id, name)
    page(desk, "asking/chat.html", "Domande", "domande", viewer=viewer, name=name, roots={"chat": chat})
    if question := argument("q"):
        pn.state.onload(lambda: chat.ask(question))


def open_conversation(desk: Desk, person_id: str = "", name: str = "") -> Conversation:
    """
    Open a conversation.

    Parameters
    ----------
    desk
        The store, the norms, and the day that an answer holds for.
    person_id, name
        About whom, if the conversation begins from a person.

    Returns
    -------
    Conversation
        Ready to be put on a page.
    """
    model = cache(
        partial(opened_model, partial(names_in_store, desk.store))
    )  # one for the conversation: its tokens stay
    viewer = desk.viewer()
    talk = Talk(desk.store, viewer, desk.assistant, desk.today(), person_id, model)

    def resume() -> Sequence[Mapping[str, Any]]:
        nonlocal talk
        found = THREADS.find(viewer, person_id)
        if found is None:
            return ()
        talk = found.talk.seen_by(viewer)
        return found.messages

    async def answer(question: str) -> AsyncIterator[str]:
        if not desk.prepared.is_set():
            yield f"<p>{PREPARING}</p>"
            await until_prepared(desk)
        before = len(sent_by(chooser := await asyncio.to_thread(model)))
        if chooser is not None:
            forget_note(chooser)
            yield f"<p>{CHOOSING}</p>"
        reply = await asyncio.to_thread(talk.ask, question)
        yield reply_html(last := reply)
        async for worded in in_plain_words(question, reply, model):
            yield reply_html(last := worded)
        sent, note = tuple(sent_by(chooser)[before:]), note_on(chooser)
        if sent or note:
            yield reply_html(replace(last, sent=sent)) + note

    examples = list(EXAMPLES)
    if viewer.may("read", "case"):
        examples = ["Che cosa devo fare oggi?", "Chi aspetta da più tempo?", *EXAMPLES[:2]]
    if name:
        examples = [
            f"Chi segue {name}?",
            "Che cosa manca nella sua rete?",
            "Che cosa è cambiato da marzo?",
            "Quale termine sta correndo?",
        ]
    chat = Conversation(answer, resume, examples=examples, placeholder="Scrivi la domanda")
    chat.param.watch(lambda change: THREADS.keep(viewer, person_id, talk, change.new), "messages")
    return chat


def opened_model(names_in: Callable[[str], Collection[str]] | None = None) -> BaseChatModel | None:
    """
    Open the language model that somebody chose.

    Parameters
    ----------
    names_in
        Gives the words of a text that are names in the record: a remote model never gets them.

    Returns
    -------
    BaseChatModel or None
        None without one, and when it cannot be opened: `ponte ask --model` says what is missing.
    """
    try:
        return chosen_model(names_in) if names_in else chosen_model()
    except ModelMissingError:
        return None


def sent_by(model: BaseChatModel | None) -> Sequence[str]:
    """Return what left the machine so far for a model; nothing for one that runs on it."""
    return getattr(getattr(model, "shield", None), "sent", ())


def note_on(model: BaseChatModel | None) -> str:
    """Say as HTML that a model was late or did not answer; nothing when it did."""
    clock = clock_of(model)
    return f'<p class="foot">{escape(clock.note)}</p>' if clock and clock.note else ""


async def in_plain_words(
    question: str, reply: Reply, opened: Callable[[], BaseChatModel | None] | None = None
) -> AsyncIterator[Reply]:
    """
    Let the chosen language model, if there is one, put plain sentences above the quotes or facts of an answer.

    Parameters
    ----------
    question
        What was asked.
    reply
        Already shown: its quotes and facts stay as they are.
    opened
        Gives the model of the conversation; the chosen one when None.

    Yields
    ------
    Reply
        With one more verified sentence each time; nothing without a model, or when it adds nothing.
    """
    model = await asyncio.to_thread(opened or opened_model)
    if model is None:
        return
    start_waiting(model)
    if reply.answer is None:
        async for text in _awaited(plain_words(model, question, reply)):
            reply = replace(reply, words=(*reply.words, text))
            yield reply
        return
    from knowledge.answer.generate import stream_with, with_claims

    answer, claims = reply.answer, []
    async for claim in _awaited(stream_with(model, answer)):
        claims.append(claim)
        yield replace(reply, answer=with_claims(answer, claims))


async def _awaited(coming: Iterator[T]) -> AsyncIterator[T]:
    """Wait for each item in a thread of its own, so that other pages go on."""
    while (item := await asyncio.to_thread(next, coming, None)) is not None:
        yield item


def reply_html(reply: Reply) -> str:
    """
    Write a reply as HTML; every word that comes from outside is escaped.

    Parameters
    ----------
    reply
        From the record or from the norms.

    Returns
    -------
    str
        Cards.
    """
    if reply.sent:
        told = environment().get_template("sent.html").render(sent=reply.sent)
        return reply_html(replace(reply, sent=())) + told
    if reply.answers:
        parts = (f"<h3>{escape(title)}</h3>{answer_html(answer)}" for title, answer in reply.answers)
        return f'<p class="head">{escape(reply.head)}</p>{"".join(parts)}'
    shown = answer_html(reply.answer) if reply.answer is not None else ""
    if not (reply.lines or reply.choices or reply.query) and shown:
        return (f'<p class="head">{escape(reply.head)}</p>' if reply.head else "") + shown
    return environment().get_template("reply.html").render(reply=reply) + shown
