"""Let a language model put computed facts into plain sentences, and show only those that the facts support."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from langchain_core.language_models import BaseChatModel

    from apps.assistant.reply import Reply

MOST = 3
"""Sentences shown: more would be a second answer beside the facts."""

_NAME = re.compile(r"(?<![.!?»] )(?<!^)\b[A-ZÀ-Ý][\w'’]+")  # a capital that does not begin a sentence
_NO = re.compile(r" (?:non|mai|senza|nessun\w*|niente|nulla|neppure|nemmeno|manca\w*|privo|priva) ")


def plain_words(model: BaseChatModel, question: str, reply: Reply) -> Iterator[str]:
    """
    Give a model's sentences on computed facts, each verified, as it writes them.

    Parameters
    ----------
    model
        Any LangChain chat model. It gets the question and the lines of the reply, nothing else.
    question
        What was asked.
    reply
        From the record; its head and lines are the facts.

    Yields
    ------
    str
        At most `MOST` sentences. One with a name, number, date or negation that its lines lack is never given.
    """
    from knowledge.answer.generate import stream_claims

    if not reply.query:
        return  # nothing was computed: a question back, or a refusal
    facts = {
        f"r{number}": text for number, text in enumerate((reply.head, *(one.text for one in reply.lines)))
    }
    material = json.dumps({"question": question, "righe": facts}, ensure_ascii=False)
    given = 0
    for text, ids in stream_claims(model, _prompt(), material):
        if not why_not(text, ids, facts):
            given += 1
            yield text
        if given == MOST:
            return  # what else it writes is not waited for


def why_not(text: str, ids: Sequence[str], facts: Mapping[str, str]) -> str:
    """
    Say why a sentence may not be shown.

    Parameters
    ----------
    text, ids
        What the model wrote, and the lines that it names.
    facts
        Id of a line → its words.

    Returns
    -------
    str
        ``line`` (it names none, or one that is not there), ``name``, or a word of `knowledge.answer.generate.fault`;
        empty when it may be shown.
    """
    from knowledge.answer.generate import fault

    if not ids or any(one not in facts for one in ids):
        return "line"
    cited = " ".join(facts[one] for one in ids)
    if bool(_NO.search(normal(text))) != bool(_NO.search(normal(cited))):
        return "negation"
    body = f"{facts['r0']} {cited}"
    known = set(normal(body).split())
    if any(not set(normal(name).split()) <= known for name in _NAME.findall(text)):
        return "name"
    return fault(text, body)


@cache
def _prompt() -> str:
    """Read the instructions for the model."""
    return files("apps.assistant.model").joinpath("prompts/word.md").read_text(encoding="utf-8")
