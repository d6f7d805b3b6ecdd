"""Let a language model choose which of Ponte's functions answers a question; it never answers by itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from apps.assistant.reading.route import NORMS, intents
from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_WORD_LONG = 4  # letters from which a word of a question written anew must come from the user's own


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a model chose: a kind of question, and for the norms the question written out."""

    intent: str
    question: str = ""  # empty: as the user asked it


def choose_tool(
    model: BaseChatModel, question: str, before: str = "", person_known: bool = False
) -> Chosen | None:
    """
    Let a model choose the function that answers.

    Parameters
    ----------
    model
        Any LangChain chat model; one that calls no tools is asked for JSON. It gets the question, the one before,
        and the names of the functions: nothing of the record.
    question
        As the user typed it.
    before
        The question before, empty when there is none.
    person_known
        Whether the conversation is already about somebody.

    Returns
    -------
    Chosen or None
        None when the model fails, names no function of ours, or none at all: the rules then decide.
    """
    said = _reply(model, question, before, person_known)
    if said is None:
        return None
    name, written = _choice(said)
    if name not in intents():
        return None
    if name != NORMS or not _same_words(written, f"{question} {before}"):
        written = ""
    return Chosen(name, written)


def _reply(model: BaseChatModel, question: str, before: str, person_known: bool) -> BaseMessage | None:
    """Ask the model; whatever its client raises, the rules stand."""
    from langchain_core.messages import HumanMessage, SystemMessage

    tools = {name: one.question for name, one in intents().items()}
    material = {
        "domanda": question,
        "domanda_precedente": before,
        "persona_nota": person_known,
        "strumenti": tools,
    }
    messages = [SystemMessage(_prompt()), HumanMessage(json.dumps(material, ensure_ascii=False))]
    try:
        asked: Any = model.bind_tools(_tools())
    except Exception:  # noqa: BLE001 - a model without tools raises NotImplementedError, or its client's own
        asked = model
    try:
        reply: BaseMessage = asked.invoke(messages)
    except Exception:  # noqa: BLE001 - as above
        return None
    return reply


def _choice(reply: BaseMessage) -> tuple[str, str]:
    """Read the tool that a reply calls, or names in JSON; empty words when it does neither."""
    for call in getattr(reply, "tool_calls", ()):
        return str(call["name"]), str(call["args"].get("domanda") or "")
    match = _OBJECT.search(str(reply.content))
    try:
        data: Any = json.loads(match[0]) if match else None
    except json.JSONDecodeError:
        return "", ""
    if not isinstance(data, dict):
        return "", ""
    return str(data.get("tool") or ""), str(data.get("domanda") or "")


def _same_words(written: str, asked: str) -> bool:
    """Say whether a question written anew says nothing that the user did not: a model may not ask its own."""
    known = set(normal(asked).split())
    return all(word in known for word in normal(written).split() if len(word) >= _WORD_LONG)


@cache
def _tools() -> list[dict[str, Any]]:
    """Describe Ponte's functions as models that call tools want it."""
    rewritten = {"domanda": {"type": "string", "description": "la domanda intera, se da sola non si capisce"}}
    return [
        {
            "type": "function",
            "function": {
                "name": name,
                "description": intent.question,
                "parameters": {"type": "object", "properties": rewritten if name == NORMS else {}},
            },
        }
        for name, intent in intents().items()
    ]


@cache
def _prompt() -> str:
    """Read the instructions for the model."""
    return files("apps.assistant.model").joinpath("prompts/choose.md").read_text(encoding="utf-8")
