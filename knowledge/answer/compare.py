"""Set two answers to one question side by side: of two days, or of two territories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.answer.frames import say
from knowledge.answer.status import territory_name
from knowledge.norms.days import italian_day

if TYPE_CHECKING:
    from datetime import date

    from knowledge.answer.assistant import Assistant
    from knowledge.answer.model import Answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers to one question, and whether they rest on the same words."""

    first: Answer
    second: Answer
    same: bool  # both quote the same words, each with the same status
    head: str  # Italian: what is compared
    titles: tuple[str, str]  # Italian: the two days or territories

    @property
    def answer(self) -> str:
        """Write the comparison as Markdown; one answer only where nothing differs."""
        lines = [f"**{self.head}**", ""]
        if self.same:
            return "\n".join([*lines, say("compare_same"), "", self.first.answer])
        for title, answer in zip(self.titles, (self.first, self.second), strict=True):
            lines += [f"### {title}", "", answer.answer, ""]
        return "\n".join(lines)

    def _repr_markdown_(self) -> str:
        """Show the comparison in a notebook; nothing that an act says runs there."""
        from knowledge.answer.inert import inert

        return inert(self.answer, self.first.addresses | self.second.addresses)

    def as_json(self) -> dict[str, Any]:
        """Write the comparison, its two answers with the keys that commands promise."""
        return {
            "same": self.same,
            "titles": list(self.titles),
            "answer": self.answer,
            "answers": [self.first.as_json(), self.second.as_json()],
        }


def compare_days(
    assistant: Assistant, question: str, first: date, second: date, *, territory: str | None = None
) -> Comparison:
    """
    Answer a question for two days.

    Parameters
    ----------
    assistant
        Over the norms.
    question
        In Italian, naming no day.
    first, second
        The days.
    territory
        Where the answers must hold, e.g. ``IT-toscana``; State and Union only when None.

    Returns
    -------
    Comparison
        ``same`` when both answers quote the same words with the same status.
    """
    answers = [assistant.ask(question, on=day, territory=territory) for day in (first, second)]
    titles = [say("on_day", day=italian_day(day)) for day in (first, second)]
    return _side_by_side(say("compare_days"), titles, answers)


def compare_territories(
    assistant: Assistant, question: str, first: str, second: str, *, on: date
) -> Comparison:
    """
    Answer a question for two territories, such as ``IT-toscana`` and ``IT-veneto``.

    Returns
    -------
    Comparison
        A territory whose rules the corpus lacks is refused, and says so.
    """
    answers = [assistant.ask(question, on=on, territory=place) for place in (first, second)]
    titles = [say("in_territory", territory=territory_name(place)) for place in (first, second)]
    return _side_by_side(say("compare_territories"), titles, answers)


def _side_by_side(head: str, titles: list[str], answers: list[Answer]) -> Comparison:
    """Put two answers beside each other."""
    first, second = answers
    return Comparison(first, second, _grounds(first) == _grounds(second), head, (titles[0], titles[1]))


def _grounds(answer: Answer) -> list[tuple[str, ...]]:
    """List the words that an answer rests on with their status, or why it was refused."""
    if answer.refusal:
        return [(str(answer.refusal.reason), answer.refusal.message)]
    return [(q.passage.urn, q.text, str(q.passage.status)) for q in answer.quotes]
