"""Tell how like a question is to those that a card says its provision answers: what is asked, and of what."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.search.question import Asks, asked
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.readers.cards import Card

_OF_KIND = 0.35  # what asking the same kind of thing is worth, beside asking it in the same words


def likest(
    card: Card | None, sought: Mapping[str, float], asks: Sequence[Asks], weigh: Callable[[str], float]
) -> float:
    """
    Measure how like a question is to the likest of a card's.

    The commi of one article speak of the same things; what each of them decides, who, within when or how much,
    stands in the questions that it answers.

    Parameters
    ----------
    card
        None answers no question that is written down.
    sought
        Stemmed term → weight, of the question and of the law's words for it.
    asks
        The kinds of answer that it asks for.
    weigh
        How telling a stem is.

    Returns
    -------
    float
        0 to 1: of the information of both, what they share; the less, the fewer kinds of answer they share.
    """
    return max((_like(one, sought, asks, weigh) for one in card.questions), default=0.0) if card else 0.0


def _like(
    known: str, sought: Mapping[str, float], asks: Sequence[Asks], weigh: Callable[[str], float]
) -> float:
    """Measure how like a question is to one."""
    held, kinds = _read(known)
    own = {term: weight * weigh(term) for term, weight in sought.items()}
    shared = sum(weight for term, weight in own.items() if term in held)
    spoken = sum(weight for term, weight in own.items() if sought[term] >= 1 or term in held)
    whole = spoken + sum(map(weigh, held))
    same = len(kinds & set(asks)) / len(kinds | set(asks))
    return (2 * shared / whole if whole else 0.0) * (1 - _OF_KIND + _OF_KIND * same)


@lru_cache(maxsize=10_000)
def _read(known: str) -> tuple[frozenset[str], frozenset[Asks]]:
    """Read a question of a card, once."""
    return frozenset(terms(known)), frozenset(asked(known))
