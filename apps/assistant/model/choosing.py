"""Let a language model choose which of Ponte's functions answer a question; it never answers by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from apps.assistant.model.calls import ask_for_calls
from apps.assistant.model.filling import fill_in
from apps.assistant.model.patience import start_waiting
from apps.assistant.reading.route import NORMS, intents
from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from langchain_core.language_models import BaseChatModel
    from langchain_core.tools import BaseTool

MOST = 2
"""Functions that answer one question."""

NO_TABLES: Mapping[str, BaseTool] = MappingProxyType({})

_WORD_LONG = 4  # letters from which a word of a question written anew must come from the user's own


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a model chose: a kind of question, or what it found in a table; for the norms the question written out."""

    intent: str
    question: str = ""  # empty: as the user asked it
    found: Any = None  # the artifact of a table's tool


def choose_tools(
    model: BaseChatModel,
    question: str,
    before: str = "",
    tables: Mapping[str, BaseTool] = NO_TABLES,
    *,
    person_known: bool = False,
) -> tuple[Chosen, ...]:
    """
    Let a model choose the functions that answer.

    Parameters
    ----------
    model
        Any LangChain chat model; one that calls no tools is asked for JSON. It gets the question, the one before,
        and the names of the functions: nothing of the record.
    question
        As the user typed it.
    before
        The question before, empty when there is none.
    tables
        Tools by their names; for each that it names the model is asked for the arguments.
    person_known
        Whether the conversation is already about somebody.

    Returns
    -------
    tuple of Chosen
        At most `MOST`. Empty when the model fails, names a function that is not ours or none at all, or cannot say
        what it asks of a table: the rules then decide.
    """
    material = {"domanda": question, "domanda_precedente": before, "persona_nota": person_known}
    functions = [*_functions(), *(_function(name, tool.description) for name, tool in tables.items())]
    start_waiting(model)
    calls = {one.name: one for one in ask_for_calls(model, _prompt(), material, functions)}
    chosen: list[Chosen] = []
    for name, call in [*calls.items()][:MOST]:
        if name in tables:
            found = fill_in(model, tables[name], question, before)
            if found is None:
                return ()
            chosen.append(Chosen(name, found=found))
        elif name in intents():
            written = str((call.args or {}).get("domanda") or "")
            of_user = name == NORMS and _same_words(written, f"{question} {before}")
            chosen.append(Chosen(name, written if of_user else ""))
        else:
            return ()
    return tuple(chosen)


def _same_words(written: str, asked: str) -> bool:
    """Say whether a question written anew says nothing that the user did not: a model may not ask its own."""
    known = set(normal(asked).split())
    return all(word in known for word in normal(written).split() if len(word) >= _WORD_LONG)


@cache
def _functions() -> tuple[dict[str, Any], ...]:
    """Describe the kinds of question as models that call tools want it."""
    rewritten = {"domanda": {"type": "string", "description": "la domanda intera, se da sola non si capisce"}}
    return tuple(
        _function(name, intent.question, rewritten if name == NORMS else None)
        for name, intent in intents().items()
    )


def _function(name: str, description: str, properties: dict[str, Any] | None = None) -> dict[str, Any]:
    """Describe a function."""
    parameters = {"type": "object", "properties": properties or {}}
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": parameters},
    }


@cache
def _prompt() -> str:
    """Read the instructions for the model."""
    return files("apps.assistant.model").joinpath("prompts/choose.md").read_text(encoding="utf-8")
