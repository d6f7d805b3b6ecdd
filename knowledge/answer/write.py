"""Write an answer as Markdown: frames, quotes, status lines, a table of facts, a foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answer.frames import italian_day, say
from knowledge.answer.model import Role
from knowledge.answer.status import NOT_IN_FORCE, cite
from knowledge.norms import Status
from knowledge.norms.identifiers import format_legal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answer.confidence import Verdict
    from knowledge.answer.model import Answer, AnswerFact, Quote
    from knowledge.search.searcher import Searched


def write(answer: Answer, searched: Searched, verdict: Verdict) -> str:
    """
    Write the Markdown of an answer.

    Parameters
    ----------
    answer
        With its quotes and facts.
    searched
        For the corpus' version, and whether the question named a provision.
    verdict
        A doubt is said first.

    Returns
    -------
    str
        Italian; each quote is a block quotation that holds the quote's text and nothing else.
    """
    lines = [say("doubt"), ""] if verdict.doubtful else []
    for place, quote in enumerate(answer.quotes):
        lines += _quoted(quote, _frame(quote, place, named=bool(searched.pinned)))
    if answer.facts:
        lines += _facts(answer.facts)
    if searched.missing:
        lines += [say("partial", missing=", ".join(map(format_legal, searched.missing))), ""]
    foot = "foot" if any(quote.passage.official for quote in answer.quotes) else "foot_card"
    version = searched.version[:8]
    return "\n".join([*lines, say(foot, day=italian_day(answer.as_of), version=version)])


def _quoted(quote: Quote, frame: str) -> list[str]:
    """Write one quote: its frame, its words, its status."""
    body = quote.text.strip().splitlines()
    opening = [f"> *{quote.opening.strip()}*", ">"] if quote.opening and quote.passage.letter else []
    return [f"**{frame}**", "", *opening, *(f"> {line}".rstrip() for line in body), "", quote.status_line, ""]


def _frame(quote: Quote, place: int, *, named: bool) -> str:
    """Choose the sentence that introduces a quote."""
    act = quote.passage.act
    slots = {"citation": quote.citation, "act": act.short_names[0] if act.short_names else act.title}
    if quote.role is not Role.RULE:
        return say(str(quote.role), **slots)
    if quote.passage.status in NOT_IN_FORCE:
        return say("rule_future" if quote.passage.status is Status.NOT_YET else "rule_past", **slots)
    if named and quote.passage.official:
        return say("named", **slots)
    frame = "rule" if place == 0 else "more"
    return say(frame if quote.passage.official else f"{frame}_card", **slots)


def _facts(facts: Sequence[AnswerFact]) -> list[str]:
    """Write the facts of the cards as a table."""
    rows = [f"| {_cell(fact.what)} | {_cell(_value(fact))} | {_cell(_source(fact))} |" for fact in facts]
    title = say("facts_title")
    return [
        f"**{title}**",
        "",
        "| Che cosa | Che cosa dice la norma | Dove |",
        "|---|---|---|",
        *rows,
        "",
        say("facts_note"),
        "",
    ]


def _value(fact: AnswerFact) -> str:
    """Say a fact, with the event from which a term runs."""
    return f"{fact.value} (da: {fact.start})" if fact.start else fact.value


def _source(fact: AnswerFact) -> str:
    """Name the provision of a fact, and say where it does not stand."""
    return cite(fact.urn) if fact.in_force else f"{cite(fact.urn)}: non vigente a questa data"


def _cell(text: str) -> str:
    """Keep a text inside its cell."""
    return " ".join(text.split()).replace("|", "/")
