"""Wait for a language model for so long and no longer: then the rules answer, and for a while it is left alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence  # noqa: TC003  pydantic reads them when the class is made
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForLLMRun
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

T = TypeVar("T")

SECONDS = 20.0
"""How long a question waits for a model to choose who answers, and once more to word the answer."""
REST = 60.0
"""Seconds in which a model that was late is not asked."""
LONGEST = 4096
"""Tokens that a model may write at once: a weak one does not end by itself."""

LATE = (
    "Il modello linguistico non ha finito entro {seconds:.0f} secondi: Ponte risponde da solo, per un minuto."
)
SILENT = "Il modello linguistico non risponde: Ponte ha risposto da solo."


class LateError(Exception):
    """A model has not ended in time, or was late a short while ago."""


@dataclass(slots=True)
class Clock:
    """How long a model of one conversation may still take, and how it did."""

    seconds: float = SECONDS
    until: float = 0.0
    resting: float = 0.0  # till when it is not asked
    note: str = ""  # what the user is told of it

    def start(self) -> None:
        """Begin to wait anew."""
        self.until = monotonic() + self.seconds

    def end(self) -> float:
        """Say till when a model that is asked now is waited for: anew, where nobody has begun to wait."""
        return self.until or monotonic() + self.seconds

    def left(self, until: float) -> float:
        """Say how many seconds there are, or raise when there are none."""
        now = monotonic()
        left = until - now
        if now < self.resting or left <= 0:
            self.was_late()
            raise LateError
        return left

    def was_late(self) -> None:
        """Leave the model alone for a while, and say so."""
        if monotonic() >= self.resting:
            self.resting = monotonic() + REST
        self.note = LATE.format(seconds=self.seconds)


class PatientModel(BaseChatModel):
    """A chat model that is waited for as long as its clock says."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    inner: Any  # a chat model, or one with tools bound
    clock: Clock

    @property
    def _llm_type(self) -> str:
        """Name the kind of model."""
        return "ponte-patient"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, Any]:
        """Bind tools to the model inside; the clock is the same."""
        return PatientModel(inner=self.inner.bind_tools(tools, **kwargs), clock=self.clock)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        """Ask, and wait for the whole reply."""
        (reply,) = self._in_time(lambda: iter((self.inner.invoke(messages, stop=stop, **kwargs),)))
        if not isinstance(reply, AIMessage):
            reply = AIMessage(content=reply.content)
        return ChatResult(generations=[ChatGeneration(message=reply)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Ask, and give what comes while there is time."""
        for piece in self._in_time(lambda: self.inner.stream(messages, stop=stop, **kwargs)):
            yield ChatGenerationChunk(message=piece)

    def _in_time(self, begin: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Give what comes in time; what comes later is not waited for, and no more of it is asked."""
        until = self.clock.end()
        left = self.clock.left(until)
        came: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()
        given_up = Event()
        Thread(target=_fetch, args=(begin, came, given_up), daemon=True).start()
        try:
            while True:
                item, error = came.get(timeout=left)
                if error is not None:
                    self.clock.note = SILENT
                    raise error
                if item is None:
                    return
                self.clock.note = ""
                yield item
                left = self.clock.left(until)
        except Empty:
            self.clock.was_late()
            raise LateError from None
        finally:
            given_up.set()


def _fetch(
    begin: Callable[[], Iterator[T]], came: SimpleQueue[tuple[T | None, Exception | None]], given_up: Event
) -> None:
    """Take what a model writes, until nobody waits for it."""
    try:
        coming = begin()
        for piece in coming:
            came.put((piece, None))
            if given_up.is_set():
                getattr(coming, "close", lambda: None)()
                return
        came.put((None, None))
    except Exception as error:  # noqa: BLE001 - each provider's package raises its own
        came.put((None, error))


def clock_of(model: object) -> Clock | None:
    """
    Find the clock of a model.

    Parameters
    ----------
    model
        A chat model, whatever is around it.

    Returns
    -------
    Clock or None
        None for one that is waited for without end.
    """
    clock = getattr(model, "clock", None)
    if clock is None and (inner := getattr(model, "inner", None)) is not None:
        return clock_of(inner)
    return clock if isinstance(clock, Clock) else None


def start_waiting(model: object) -> None:
    """
    Wait anew for a model: to choose who answers a question, or to word the answer.

    Parameters
    ----------
    model
        A chat model; without a clock nothing changes.
    """
    if clock := clock_of(model):
        clock.start()


def forget_note(model: object) -> None:
    """
    Forget what the user was told of how a model did: another question begins.

    Parameters
    ----------
    model
        A chat model; without a clock nothing changes.
    """
    if clock := clock_of(model):
        clock.note = ""


def seconds_chosen() -> float:
    """
    Read how long to wait for a model.

    Returns
    -------
    float
        What ``PONTE_MODEL_SECONDS`` says, at least one; or else `SECONDS`.

    Raises
    ------
    ValueError
        If it is no number; the message says in Italian what to write.
    """
    told = os.environ.get("PONTE_MODEL_SECONDS") or str(SECONDS)
    try:
        return max(float(told), 1.0)
    except ValueError:
        message = f"PONTE_MODEL_SECONDS vale «{told}»: scrivi un numero di secondi, per esempio 20."
        raise ValueError(message) from None


def limits_of(model: BaseChatModel, seconds: float) -> dict[str, Any]:
    """
    Say what a provider's class may be told, so that its server stops too.

    Parameters
    ----------
    model
        As its provider's class opens it.
    seconds
        How long it is waited for.

    Returns
    -------
    dict of str to object
        Settings that the class has, by name.
    """
    limits: dict[str, Any] = {
        "timeout": seconds,
        "max_retries": 0,
        "max_tokens": LONGEST,
        "num_predict": LONGEST,
        "client_kwargs": {"timeout": seconds},
    }
    fields = type(model).model_fields
    taken = {*fields, *(one.alias for one in fields.values())}
    return {name: value for name, value in limits.items() if name in taken}
