"""Write an answer as Markdown: frames, quotes, status lines, a table of facts, a foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answer.frames import say
from knowledge.answer.model import Role
from knowledge.answer.status import NOT_IN_FORCE, cite
from knowledge.norms import Status
from knowledge.norms.days import italian_day
from knowledge.norms.identifiers import format_legal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answer.confidence import Verdict
    from knowledge.answer.model import Answer, AnswerFact, Quote
    from knowledge.search.searcher import Searched

_WHOLE = 3  # rules that are quoted whole; the page and the JSON hold all
_SHORT = 240  # characters of a quote that fits in a line
_FACTS = 5  # rows of the table
_BANDS = (
    (0.9, "very"),
    (0.75, "rather"),
    (0.5, "perhaps"),
    (0.0, "hardly"),
)  # probability from which it is said


def band(probability: float) -> str:
    """Name how sure an answer is: the slot of the frame ``how_sure``."""
    return next(name for least, name in _BANDS if probability >= least)


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
    lines = [say("read_as", question=answer.read_as), ""] if answer.read_as else []
    several = len({hit.row.article_key for hit in verdict.shown}) > 1
    lines += [say("doubt_among" if several else "doubt"), ""] if verdict.doubtful else []
    lines += _facts(answer.facts)
    named = bool(searched.pinned)
    rules = [quote for quote in answer.quotes if quote.role is Role.RULE]
    full = answer.quotes if named else [q for q in answer.quotes if q not in rules[_WHOLE:]]
    said: set[str] = set()
    for place, quote in enumerate(full):
        lines += _quoted(quote, _frame(quote, place, named=named), said)
    lines += _listed(rules[_WHOLE:] if not named else ())
    if searched.missing:
        lines += [say("partial", missing=", ".join(map(format_legal, searched.missing))), ""]
    return "\n".join([*lines, *_foot(answer, searched.version[:8], named=named)])


def _quoted(quote: Quote, frame: str, said: set[str]) -> list[str]:
    """Write one quote: its frame, its words, its status; what was said of its act or comma above is not said again."""
    body = quote.text.strip().splitlines()
    opening = quote.opening.strip() if quote.passage.letter else ""
    above = [f"> *{opening}*", ">"] if opening and opening not in said else []
    status = f"{quote.passage.act.urn} {quote.status_line}"
    below = [] if status in said else [quote.status_line, ""]
    said |= {opening, status}
    return [f"**{frame}**", "", *above, *(f"> {line}".rstrip() for line in body), "", *below]


def _listed(quotes: Sequence[Quote]) -> list[str]:
    """List quotes that come after the first ones, by their heading, or whole where they are short."""
    if not quotes:
        return []
    lines = [f"- {quote.citation}{_gone(quote)}: {_gist(quote)}" for quote in quotes]
    return [f"{say('also')}:", "", *lines, ""]


def _gist(quote: Quote) -> str:
    """Say in a line what a quote is about."""
    text = " ".join(quote.text.split())
    return f"«{text}»" if len(text) <= _SHORT or not quote.passage.heading else quote.passage.heading


def _gone(quote: Quote) -> str:
    """Say that a quote is not in force."""
    return f" ({say('gone')})" if quote.passage.status in NOT_IN_FORCE else ""


def _foot(answer: Answer, version: str, *, named: bool) -> list[str]:
    """Say how sure the answer is, for which day it holds, and what it rests on."""
    foot = "foot" if any(quote.passage.official for quote in answer.quotes) else "foot_card"
    sure = [] if named else [say("sure", how=say(f"how_sure.{band(answer.probability)}")), ""]
    return [*sure, say(foot, day=italian_day(answer.as_of), version=version)]


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
    """Write the facts that answer as a table; what is not in force is no answer in short."""
    shown = [fact for fact in facts if fact.fits and fact.in_force]
    if not shown:
        return []
    rows = [
        f"| {_cell(fact.what)} | {_cell(_value(fact))} | {_cell(cite(fact.urn))} |" for fact in shown[:_FACTS]
    ]
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


def _cell(text: str) -> str:
    """Keep a text inside its cell."""
    return " ".join(text.split()).replace("|", "/")
