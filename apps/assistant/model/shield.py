"""Hide persons' data from a remote language model: tokens go out, names come back, and what went is kept to be seen."""

from __future__ import annotations

from collections.abc import Callable, Collection  # noqa: TC003  pydantic reads them when the class is made
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, Field

from coordinator.protection.masking import Mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from langchain_core.callbacks import CallbackManagerForLLMRun
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

NamesIn = Callable[[str], Collection[str]]
"""Gives the words of a text that are names in the record."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0"})  # noqa: S104  names what is this machine
ADDRESSES = ("base_url", "openai_api_base", "api_base", "endpoint_url", "host", "azure_endpoint")
"""Where providers' classes keep the address that they ask."""
IN_PROCESS = frozenset({"ChatLlamaCpp", "ChatHuggingFace", "ChatMLX"})
"""Models that run inside this program."""


@dataclass(slots=True)
class Shield:
    """The tokens of one conversation, and all that left the machine in it."""

    names_in: NamesIn = lambda _text: ()
    mask: Mask = field(default_factory=Mask)
    sent: list[str] = field(default_factory=list)  # as it left, newest last

    def hide(self, text: str) -> str:
        """Take out of a text what names a person."""
        return self.mask.hide(text, self.names_in(text))

    def hidden(self, message: BaseMessage) -> BaseMessage:
        """Take out of a message what names a person; its blocks and calls too."""
        changes: dict[str, Any] = {"content": _walk(message.content, self.hide)}
        if calls := getattr(message, "tool_calls", None):
            changes["tool_calls"] = [{**call, "args": _walk(call["args"], self.hide)} for call in calls]
        return message.model_copy(update=changes)

    def shown(self, message: BaseMessage) -> BaseMessage:
        """Put back into a message what its tokens stand for."""
        changes: dict[str, Any] = {"content": _walk(message.content, self.mask.show)}
        if calls := getattr(message, "tool_calls", None):
            changes["tool_calls"] = [{**call, "args": _walk(call["args"], self.mask.show)} for call in calls]
        return message.model_copy(update=changes)


class ShieldedModel(BaseChatModel):
    """A chat model that never sees a name: whatever is asked of it goes through a `Shield`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    inner: Any  # a chat model, or one with tools bound
    shield: Shield = Field(default_factory=Shield)

    @property
    def _llm_type(self) -> str:
        """Name the kind of model."""
        return "ponte-shielded"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, Any]:
        """Bind tools to the model inside; the shield stays around it."""
        return ShieldedModel(inner=self.inner.bind_tools(tools, **kwargs), shield=self.shield)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        """Ask with tokens, answer with names."""
        reply = self.inner.invoke(self._out(messages), stop=stop, **kwargs)
        message = self.shield.shown(reply)
        if not isinstance(message, AIMessage):
            message = AIMessage(content=message.content)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Ask with tokens, answer with names as they come; no token is shown in halves."""
        pieces = (
            _text(piece.content) for piece in self.inner.stream(self._out(messages), stop=stop, **kwargs)
        )
        for text in self.shield.mask.show_pieces(pieces):
            yield ChatGenerationChunk(message=AIMessageChunk(content=text))

    def _out(self, messages: Sequence[BaseMessage]) -> list[BaseMessage]:
        """Hide, and keep what is about to leave."""
        hidden = [self.shield.hidden(message) for message in messages]
        self.shield.sent += [_text(message.content) for message in hidden if message.type != "system"]
        return hidden


def is_local(model: object) -> bool:
    """
    Say whether a model runs on this machine: only then may it be asked without a shield.

    Parameters
    ----------
    model
        A LangChain chat model.

    Returns
    -------
    bool
        True for a model inside this program, or whose address is this machine's; False when in doubt.
    """
    if type(model).__name__ in IN_PROCESS:
        return True
    found = [str(value) for name in ADDRESSES if (value := getattr(model, name, None))]
    found += [str(address) for client in _clients(model) if (address := getattr(client, "base_url", None))]
    return bool(found) and all(_host(address) in LOOPBACK for address in found)


def _clients(model: object) -> tuple[object, object]:
    """Give what asks for a model: it knows the address that a provider takes from a variable, or by itself."""
    return getattr(model, "root_client", None), getattr(getattr(model, "_client", None), "_client", None)


def _host(address: str) -> str:
    """Read the machine of an address."""
    return urlsplit(address if "//" in address else f"//{address}").hostname or ""


def _walk(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  what messages hold
    """Change every text inside a message's content."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_walk(one, change) for one in value]
    if isinstance(value, dict):
        return {key: one if key in {"type", "id"} else _walk(one, change) for key, one in value.items()}
    return value


def _text(content: Any) -> str:  # noqa: ANN401  as above
    """Read a message's content as text."""
    if isinstance(content, list):
        return "".join(one.get("text", "") if isinstance(one, dict) else str(one) for one in content)
    return str(content)
