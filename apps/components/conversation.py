"""Show a conversation: a question is answered at once, can be stopped at once, and stays on the page."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import param
from markupsafe import escape
from panel.custom import JSComponent

from apps.components.acts import plain_text
from apps.components.messages import in_italian
from apps.components.quotes import card_style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

ASSETS = Path(__file__).parent / "assets"
STOPPED = "<p><em>Hai fermato la risposta.</em></p>"


class Conversation(JSComponent):
    """
    A log of questions and answers, and a field to ask.

    Our own component and not a library's chat: its buttons speak Italian, a page loads less than half the
    bytes, and Stop works while an answer is on its way.
    """

    messages = param.List(
        default=[], item_type=dict, doc="Finished messages: id, who (io, ponte), html, state."
    )
    current = param.Dict(default={}, doc="The answer on its way, or empty.")
    busy = param.Boolean(default=False, doc="Whether an answer is on its way.")
    examples = param.List(default=[], item_type=str, doc="Questions to begin with.")
    placeholder = param.String(default="Scrivi la domanda", doc="What the empty field says.")

    _esm = (ASSETS / "conversation.js").read_text(encoding="utf-8")
    _stylesheets = [card_style(), (ASSETS / "conversation.css").read_text(encoding="utf-8")]

    def __init__(
        self,
        answer: Callable[[str], AsyncIterator[str]],
        resume: Callable[[], Sequence[Mapping[str, Any]]] = lambda: (),
        **params: Any,
    ) -> None:
        self._answer, self._resume = answer, resume
        self._task: asyncio.Task[None] | None = None
        self._waiting: list[tuple[str, str]] = []  # asked while an answer is on its way
        super().__init__(**{"sizing_mode": "stretch_width", **params})  # type: ignore[no-untyped-call]

    def _handle_msg(self, data: Mapping[str, Any]) -> None:
        """Take a question, the wish to stop, or who comes back to what was said."""
        if data.get("type") == "ask":
            self.ask(*(plain_text(str(data.get(one) or "")) for one in ("text", "shown")))
        elif data.get("type") == "stop":
            self.stop()
        elif data.get("type") == "resume" and not self.messages and not self.busy:
            self.messages = list(self._resume())

    def ask(self, text: str, shown: str = "") -> None:
        """
        Ask a question: it appears at once, its answer as it comes.

        Parameters
        ----------
        text
            What the user wrote; while an answer is on its way it waits for its turn.
        shown
            What stands in the log in its place: the words of the button that asked it.
        """
        if self.busy:
            self._waiting.append((text, shown))
            return
        self._say("io", str(escape(shown or text)))
        self.busy = True
        self._task = asyncio.ensure_future(self._respond(text))

    def stop(self) -> None:
        """Stop the answer on its way; what has come of it stays."""
        if self._task is not None:
            self._task.cancel()

    async def _respond(self, text: str) -> None:
        """Show each piece of an answer as it comes, then keep the last one."""
        key = f"m{len(self.messages)}"
        html = ""
        self.current = {"id": key, "who": "ponte", "html": "<p>Cerco</p>", "state": "working"}
        try:
            async for piece in self._answer(text):
                html = piece
                self.current = {"id": key, "who": "ponte", "html": html, "state": "working"}
        except asyncio.CancelledError:
            html += STOPPED
        except Exception as error:  # noqa: BLE001  the page must go on; the words say what to do
            html = f"<p>{escape(in_italian(error))}</p>"
        finally:
            done = {"id": key, "who": "ponte", "html": html, "state": "done"}
            try:
                self.messages = [*self.messages, done]
            finally:  # whatever happens on the way to the browser, she can ask again
                self.param.update(current={}, busy=False)
            self._task = None
            if self._waiting:
                self.ask(*self._waiting.pop(0))

    def _say(self, who: str, html: str) -> None:
        """Add a finished message."""
        key = f"m{len(self.messages)}"
        self.messages = [*self.messages, {"id": key, "who": who, "html": html, "state": "done"}]
