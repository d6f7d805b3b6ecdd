"""Set two answers to one question side by side: of two days, or of two territories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.answer.frames import italian_day, say
from knowledge.answer.status import territory_name

if TYPE_CHECKING:
    from datetime import date

    from knowledge.answer.assistant import Assistant
    from knowledge.answer.model import Answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers to one question, and whether they rest on the same words."""

    first: Answer
    second: Answer
    same: bool
    answer: str  # Markdown


def compare_days(
    assistant: Assistant, question: str, first: date, second: date, *, territory: str | None = None
) -> Comparison:
    """
    Answer a question for two days.

    Returns
    -------
    Comparison
        ``same`` when both answers quote the same words with the same status.
    """
    answers = [assistant.ask(question, on=day, territory=territory) for day in (first, second)]
    heads = [say("on_day", day=italian_day(day)) for day in (first, second)]
    return _side_by_side(say("compare_days"), heads, answers)


def compare_territories(
    assistant: Assistant, question: str, first: str, second: str, *, on: date
) -> Comparison:
    """Answer a question for two territories, such as ``IT-Toscana`` and ``IT-Veneto``."""
    answers = [assistant.ask(question, on=on, territory=place) for place in (first, second)]
    heads = [say("in_territory", territory=territory_name(place)) for place in (first, second)]
    return _side_by_side(say("compare_territories"), heads, answers)


def _side_by_side(title: str, heads: list[str], answers: list[Answer]) -> Comparison:
    """Write two answers under their heads; say so when nothing differs."""
    first, second = answers
    same = _grounds(first) == _grounds(second)
    lines = [f"**{title}**", ""]
    if same:
        lines += [say("compare_same"), "", first.answer]
    else:
        for head, answer in zip(heads, answers, strict=True):
            lines += [f"### {head}", "", answer.answer, ""]
    return Comparison(first, second, same, "\n".join(lines))


def _grounds(answer: Answer) -> list[tuple[str, str, str]]:
    """List the words that an answer rests on, with their status."""
    return [(q.passage.urn, q.text, str(q.passage.status)) for q in answer.quotes]
