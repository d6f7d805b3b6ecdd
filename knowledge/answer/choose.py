"""Put first, among the provisions that come near, the one that holds what is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.answer.alike import likest
from knowledge.answer.kinds import facts_held, phrases_held, share_of
from knowledge.answer.settings import settings
from knowledge.search.words import content_words, fold, stem, terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.search.engine import Hit
    from knowledge.search.searcher import Searched

SIGNS = ("coverage", "phrase", "fact_kind", "fact", "named", "alike")


def choose(searched: Searched, goes_on: GoesOn | None = None) -> Searched:
    """
    Order what a search found anew, by what the question asks for.

    Parameters
    ----------
    searched
        The question and its hits.
    goes_on
        What the question adds to the one before, and what that one was answered with.

    Returns
    -------
    Searched
        Named provisions stay as they are; the score of others has grown by what each sign adds, said in ``why``.
    """
    if searched.pinned or not searched.hits:
        return searched
    weights: Mapping[str, float] = settings()["choose"]
    hits = [
        _weighed(hit, signs_of(searched, hit) | _of_conversation(searched, hit, goes_on), weights)
        for hit in searched.hits
    ]
    return replace(searched, hits=sorted(hits, key=lambda hit: -hit.score))


@dataclass(frozen=True, slots=True)
class GoesOn:
    """What a question that goes on from another adds, and the provisions that the other was answered with."""

    text: str
    references: tuple[str, ...]  # URNs
    first: str = ""  # the one shown first, which answered what is no longer asked


def signs_of(searched: Searched, hit: Hit) -> dict[str, float]:
    """
    Gather the signs that a provision holds what is asked.

    Returns
    -------
    dict[str, float]
        Each 0 to 1: ``coverage`` of the question's information; ``phrase``: its neighbouring words stand together;
        ``fact_kind``: its card has a fact of the kind that is asked for; ``fact``: one that says the asked words;
        ``named``: its article speaks of what the question names by an acronym, 0 where it names nothing so;
        ``alike``: how like the question is to the likest of those that its card answers, as far as the provision
        holds what the question speaks of: alike in its asking alone is not alike.
    """
    question, row = searched.question, hit.row
    words = [stem(word) for word in content_words(question.text) if not word.isdigit()]
    weigh = searched.engine.information
    text = _said(hit)
    said, asked = facts_held(row.card, question.asks, question.spoken, weigh)
    return {
        "coverage": hit.coverage,
        "phrase": phrases_held(text, list(pairwise(words)), weigh),
        "fact_kind": asked,
        "fact": said,
        "named": _names_all(searched, hit) if question.reading.spelt_out else 0.0,
        "alike": hit.coverage * likest(row.card, question.terms, question.asks, weigh),
    }


def _said(hit: Hit) -> str:
    """Put together what a provision, its heading and its card say."""
    passage = hit.row.passage
    return " ".join((passage.heading, passage.opening, passage.text, hit.row.card_text))


def _names_all(searched: Searched, hit: Hit) -> float:
    """Measure how far the article of a hit holds each acronym of the question, or the words of its name."""
    held: set[str] = set()
    for row in searched.article_of(hit.row):
        passage = row.passage
        held.update(terms(" ".join((passage.heading, passage.opening, passage.text, row.card_text))))
    held.update(terms(hit.row.act.title))
    return min(
        1.0 if stem(fold(acronym)) in held else _share(set(terms(name)), held)
        for acronym, name in searched.question.reading.spelt_out.items()
    )


def _share(sought: set[str], held: set[str]) -> float:
    """Measure which share of some terms is held."""
    return len(sought & held) / len(sought) if sought else 1.0


def _of_conversation(searched: Searched, hit: Hit, goes_on: GoesOn | None) -> dict[str, float]:
    """Tell whether a provision is of an act shown before or was the first, and what it holds of what is added."""
    if goes_on is None:
        return {}
    passage, added = hit.row.passage, {stem(word) for word in content_words(goes_on.text)}
    text = _said(hit)
    carried = any(urn.startswith(f"{hit.row.act.urn}~") for urn in goes_on.references)
    share = share_of(text, added, searched.engine.information)
    told = passage.urn == goes_on.first
    beside = not told and _article(passage.urn) == _article(goes_on.first)
    return {"carried": float(carried), "added": share, "told": float(told), "beside_told": float(beside)}


def _article(urn: str) -> str:
    """Cut an URN after its article."""
    return urn.partition("-com")[0]


def _weighed(hit: Hit, signs: Mapping[str, float], weights: Mapping[str, float]) -> Hit:
    """Add to a hit's score what the signs say."""
    added = {name: weights[name] * value for name, value in signs.items() if value}
    why = dict(hit.why) | added
    return replace(hit, score=hit.score + sum(added.values()), signs={**hit.signs, **signs}, why=why)
