"""Tell how far a provision, and the facts of its card, hold what a question asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.search.question import Asks
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from knowledge.readers.cards import Card, Fact

_NEAR = 3  # words of matter between which two words still belong together
SPOKEN_OF = 0.1  # share of a question's information from which a fact speaks of its matter
_FACTS: dict[Asks, frozenset[str]] = {
    Asks.TERM: frozenset({"term"}),
    Asks.AMOUNT: frozenset({"amount", "threshold"}),
    Asks.WHO: frozenset({"competence"}),
    Asks.DEFINITION: frozenset({"definition"}),
    Asks.REQUIREMENT: frozenset({"requirement", "right", "exception"}),
    Asks.DUTY: frozenset({"duty"}),
    Asks.PROCEDURE: frozenset({"requirement", "competence", "term"}),
}


def is_asked(asks: Sequence[Asks], fact: Fact) -> bool:
    """Tell whether a fact of a card is of a kind that is asked for."""
    return any(fact.kind in _FACTS.get(kind, ()) for kind in asks)


def facts_held(
    card: Card | None, asks: Sequence[Asks], spoken: Collection[str], weigh: Callable[[str], float]
) -> tuple[float, float]:
    """
    Measure how far the facts of a card answer.

    Parameters
    ----------
    card
        None has no facts.
    asks, spoken
        The kinds of answer that the question asks for, and its stems.
    weigh
        How telling a stem is.

    Returns
    -------
    tuple[float, float]
        The best fact's share of the question's information; and, of facts of an asked kind, half of that plus a
        half. Both 0 to 1.
    """
    said, asked = 0.0, 0.0
    for fact in card.facts if card else ():
        share = share_of(f"{fact.what} {fact.value}", spoken, weigh)
        said = max(said, share)
        if share >= SPOKEN_OF and is_asked(asks, fact):
            asked = max(asked, 0.5 + share / 2)
    return said, asked


def share_of(text: str, spoken: Collection[str], weigh: Callable[[str], float]) -> float:
    """Measure which share of the information of some stems a text holds, 0 to 1."""
    total = sum(map(weigh, spoken))
    held = set(terms(text))
    return sum(weigh(stem) for stem in spoken if stem in held) / total if total else 0.0


def phrases_held(text: str, phrases: Sequence[tuple[str, str]], weigh: Callable[[str], float]) -> float:
    """
    Measure which share of a question's neighbouring words stand near each other in a text too.

    A budget of health is not a budget of projects: both words must stand together.

    Parameters
    ----------
    text
        Of a provision and its card.
    phrases
        Stems that follow each other in the question.
    weigh
        How telling a stem is; a pair weighs as its less telling word.

    Returns
    -------
    float
        0 to 1; 0 where the question has one word.
    """
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(terms(text)):
        places.setdefault(stem, []).append(place)
    total = held = 0.0
    for first, second in phrases:
        weight = min(weigh(first), weigh(second))
        total += weight
        near = (abs(a - b) <= _NEAR for a in places.get(first, ()) for b in places.get(second, ()))
        held += weight * any(near)
    return held / total if total else 0.0
