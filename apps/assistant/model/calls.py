"""Ask a language model which functions it calls, and with which arguments; one that calls none writes JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Call(NamedTuple):
    """A function that a model calls."""

    name: str
    args: Mapping[str, Any] | None  # None where they cannot be read


def ask_for_calls(
    model: BaseChatModel, prompt: str, material: Mapping[str, Any], functions: Sequence[Mapping[str, Any]]
) -> list[Call]:
    """
    Let a model call functions.

    Parameters
    ----------
    model
        Any LangChain chat model.
    prompt
        What it is told to do.
    material
        What it gets of the conversation.
    functions
        As models that call them want them described; one that calls none gets them with the material.

    Returns
    -------
    list of Call
        In its order; empty when it calls none, or when its client raises.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    def reply(asked: Any, told: Mapping[str, Any]) -> BaseMessage:  # noqa: ANN401  with tools bound or without
        said: BaseMessage = asked.invoke(
            [SystemMessage(prompt), HumanMessage(json.dumps(told, ensure_ascii=False))]
        )
        return said

    try:
        return list(_calls(reply(model.bind_tools([dict(one) for one in functions]), material)))
    except Exception:  # noqa: BLE001 - without tools its class raises NotImplementedError, or its server its own
        pass
    try:
        return list(_calls(reply(model, {**material, "strumenti": dict(_described(functions))})))
    except Exception:  # noqa: BLE001 - as above
        return []


def _described(functions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Describe functions for a model that reads them; the arguments too, where there are some."""
    for one in functions:
        told = one["function"]
        args = told["parameters"]["properties"]
        both = {"risponde": told["description"], "args": args}
        yield told["name"], both if args else told["description"]


def _calls(reply: BaseMessage) -> Iterator[Call]:
    """Read the functions that a reply calls, or names in JSON."""
    called = getattr(reply, "tool_calls", ())
    broken = getattr(reply, "invalid_tool_calls", ())
    if called or broken:
        yield from (Call(str(one["name"]), one["args"]) for one in called)
        yield from (Call(str(one["name"]), None) for one in broken)
        return
    match = _OBJECT.search(str(reply.content))
    try:
        data: Any = json.loads(match[0]) if match else None
    except json.JSONDecodeError:
        return
    if not isinstance(data, dict):
        return
    several = data.get("tools")
    for one in several if isinstance(several, list) else [data]:
        if isinstance(one, dict):
            args = one.get("args", {key: value for key, value in one.items() if key != "tool"})
            yield Call(str(one.get("tool") or ""), args if isinstance(args, dict) else None)
