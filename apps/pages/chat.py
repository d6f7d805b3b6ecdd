"""Answer questions in a conversation, each answer with the provisions it rests on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from apps.components.conversation import Conversation
from apps.components.frame import argument, page
from apps.components.quotes import answer_html
from apps.pages.home import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from apps.components.desk import Desk
    from knowledge.answer import Answer


def show_chat(desk: Desk) -> None:
    """Fill the document with a conversation."""
    import panel as pn

    viewer = desk.viewer()
    chat = open_conversation(desk)
    page(desk, "chat.html", "Domande", "domande", viewer=viewer, roots={"chat": chat})
    if question := argument("q"):
        pn.state.onload(lambda: chat.ask(question))


def open_conversation(desk: Desk) -> Conversation:
    """
    Open a conversation that answers from the norms.

    Parameters
    ----------
    desk
        The assistant, and the day that an answer holds for.

    Returns
    -------
    Conversation
        Ready to be put on a page.
    """
    last: list[Answer] = []

    async def answer(question: str) -> AsyncIterator[str]:
        assistant = await asyncio.to_thread(desk.assistant)
        follows = last[-1] if last else None
        found = await asyncio.to_thread(assistant.ask, question, on=desk.today(), follows=follows)
        last[:] = [found]
        yield answer_html(found)

    return Conversation(answer, examples=list(EXAMPLES), placeholder="Chiedi alle norme, con parole tue")
