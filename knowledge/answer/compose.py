"""Compose an answer: choose the quotes, add what travels with them, and set them in fixed sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.answer.companions import defining_letters, definitions_in, exceptions_to, linked_to
from knowledge.answer.confidence import RULES
from knowledge.answer.excerpt import Excerpt, excerpts
from knowledge.answer.facts import facts_of
from knowledge.answer.model import Answer, AnswerStatus, Quote, Role
from knowledge.answer.status import NOT_IN_FORCE, cite, status_line
from knowledge.answer.write import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answer.confidence import Verdict
    from knowledge.answer.refuse import Asked
    from knowledge.library import Library
    from knowledge.search.engine import Hit
    from knowledge.search.searcher import Searched

_NAMED = 30  # commi of an article that was asked for by its number
_EXCEPTIONS = 2
_DEFINITIONS = 2
_LINKED = 2  # provisions elsewhere that derogate from the first rule, or implement it


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A slice to quote, with its role and the hit it comes from."""

    excerpt: Excerpt
    role: Role
    hit: Hit | None


def compose(asked: Asked, searched: Searched, verdict: Verdict, library: Library) -> Answer:
    """
    Compose the answer to a question that can be answered.

    Parameters
    ----------
    asked
        The question.
    searched
        What the search found.
    verdict
        How sure it is, and which hits are good enough to be shown.
    library
        Whose edges tell what derogates from a rule, or implements it.

    Returns
    -------
    Answer
        Quotes of rules first, then exceptions, what implements the first rule, and definitions; facts of the cards
        on the quoted commi.
    """
    named = sorted((hit for hit in searched.hits if hit.pinned), key=lambda hit: hit.row.number)[:_NAMED]
    hits = named or _successors_first(verdict.shown, searched.hits)
    chosen = _rules(hits, searched)
    chosen += _exceptions(hits, searched, chosen)
    chosen += _linked(hits[:1], searched, chosen, library, asked.territory)
    chosen += _definitions(hits, searched, chosen)
    quotes = tuple(_quote(n, one, asked, verdict) for n, one in enumerate(chosen, 1))
    answer = replace(
        asked,
        status=AnswerStatus.ANSWERED if verdict.complete else AnswerStatus.PARTIAL,
        quotes=quotes,
        facts=tuple(facts_of(hits, searched, asked.question if asked.read_as else "")),
        completeness="complete" if verdict.complete else "partial",
        probability=verdict.probability,
        references=tuple(dict.fromkeys(quote.passage.urn for quote in quotes)),
    )
    return replace(answer, answer=write(answer, searched, verdict))


def _successors_first(shown: Sequence[Hit], found: Sequence[Hit]) -> list[Hit]:
    """Put before a provision that is no longer in force the one that took its place, where it was found too."""
    by_urn = {hit.row.passage.urn: hit for hit in found}
    ordered: list[Hit] = []
    for hit in shown:
        passage = hit.row.passage
        successor = by_urn.get(passage.changed_by or "") if passage.status in NOT_IN_FORCE else None
        ordered += [one for one in (successor, hit) if one is not None and one not in ordered]
    return ordered[: max(RULES, len(shown))]


def _rules(hits: Sequence[Hit], searched: Searched) -> list[_Chosen]:
    """Cut the slices of the rules."""
    weigh = searched.engine.information
    weights = {term: weight * weigh(term) for term, weight in searched.question.terms.items()}
    whole = any(hit.pinned for hit in hits)
    found: list[_Chosen] = []
    for hit in hits:
        cuts = [Excerpt(hit.row.passage, hit.row.passage.text, hit.row.passage.opening)] if whole else None
        found.extend(_Chosen(cut, Role.RULE, hit) for cut in cuts or excerpts(hit.row, weights))
    return found


def _exceptions(hits: Sequence[Hit], searched: Searched, chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """Add the commi that limit a quoted rule."""
    taken = {one.excerpt.passage.urn for one in chosen}
    found: list[_Chosen] = []
    for hit in hits[:2]:
        for row in exceptions_to(hit.row, searched.article_of(hit.row)):
            if row.passage.urn not in taken and len(found) < _EXCEPTIONS:
                taken.add(row.passage.urn)
                cut = excerpts(row, searched.question.terms)[0]
                found.append(_Chosen(cut, Role.EXCEPTION, None))
    return found


def _linked(
    first: Sequence[Hit],
    searched: Searched,
    chosen: Sequence[_Chosen],
    library: Library,
    territory: str | None,
) -> list[_Chosen]:
    """Add what derogates from the first rule, and what implements it, from other articles and acts."""
    taken = {one.excerpt.passage.urn for one in chosen}
    found: dict[str, _Chosen] = {}
    for hit in first:
        for role, row in linked_to(hit.row, library, searched.engine, territory):
            if row.passage.urn not in taken:
                cut = excerpts(row, searched.question.terms)[0]
                found.setdefault(row.passage.urn, _Chosen(cut, role, None))
    return list(found.values())[:_LINKED]


def _definitions(hits: Sequence[Hit], searched: Searched, chosen: Sequence[_Chosen]) -> list[_Chosen]:
    """Add the definitions of the terms that the first rule uses."""
    if not hits:
        return []
    letters = defining_letters(searched.rows_of_act(hits[0].row), hits[0].row.act.urn)
    taken = {one.excerpt.passage.urn for one in chosen}
    texts = [one.excerpt.text for one in chosen if one.hit is hits[0]]
    wanted = list(definitions_in([*texts, searched.question.text], letters))
    asked_first = sorted(wanted, key=lambda p: not definitions_in([searched.question.text], [p]))
    return [
        _Chosen(Excerpt(passage, passage.text, passage.opening), Role.DEFINITION, None)
        for passage in asked_first
        if passage.urn not in taken
    ][:_DEFINITIONS]


def _quote(number: int, one: _Chosen, asked: Asked, verdict: Verdict) -> Quote:
    """Set one slice as a quote."""
    passage = one.excerpt.passage
    return Quote(
        id=f"q{number}",
        passage=passage,
        role=one.role,
        text=one.excerpt.text,
        citation=cite(passage.urn),
        opening=one.excerpt.opening,
        status_line=status_line(passage, asked.as_of),
        probability=verdict.probability_of(one.hit),
        why=one.hit.why if one.hit else {},
    )
