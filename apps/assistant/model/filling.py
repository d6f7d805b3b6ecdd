"""Let a language model say what it asks of one table; it gets the faults of its arguments once, and mends them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from apps.assistant.model.calls import Call, ask_for_calls

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import ToolMessage
    from langchain_core.tools import BaseTool

TRIES = 2
"""How often a model may write the arguments of one call."""

UNREADABLE = "gli argomenti non sono un oggetto JSON"


def fill_in(model: BaseChatModel, tool: BaseTool, question: str, before: str = "") -> Any:  # noqa: ANN401
    """
    Let a model write the arguments of a tool, and call it.

    Parameters
    ----------
    model
        Any LangChain chat model. It gets the two questions, what the tool takes, and what was wrong with its first
        arguments: nothing of what the tool finds.
    tool
        Its calls return an artifact, or a message that says what to mend.
    question, before
        What was asked, and what was asked before it.

    Returns
    -------
    object
        The artifact; None when the model does not call the tool or calls it wrongly twice, and for what is not there.
    """
    from langchain_core.utils.function_calling import convert_to_openai_tool

    material: dict[str, Any] = {"domanda": question, "domanda_precedente": before}
    function = convert_to_openai_tool(tool)
    for _ in range(TRIES):
        calls = ask_for_calls(model, _prompt(), material, [function])
        call = next((one for one in calls if one.name == tool.name), None)
        if call is None:
            return None
        told = _told(tool, call)
        if told is not None and told.status != "error":
            return told.artifact
        wrong = told.content if told is not None else UNREADABLE
        material = {**material, "da_correggere": {"argomenti": call.args, "errore": wrong}}
    return None


def _told(tool: BaseTool, call: Call) -> ToolMessage | None:
    """Call a tool; None where its arguments cannot be read."""
    if call.args is None:
        return None
    told: ToolMessage = tool.invoke(
        {"type": "tool_call", "id": tool.name, "name": tool.name, "args": dict(call.args)}
    )
    return told


@cache
def _prompt() -> str:
    """Read the instructions for the model."""
    return files("apps.assistant.model").joinpath("prompts/fill.md").read_text(encoding="utf-8")
