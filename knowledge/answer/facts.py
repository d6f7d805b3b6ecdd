"""Choose, of the facts of the cards on the quoted commi, those that answer in short."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.answer.kinds import SPOKEN_OF, is_asked, share_of
from knowledge.answer.model import AnswerFact
from knowledge.answer.status import NOT_IN_FORCE
from knowledge.search.question import Asks, asked
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.readers.cards import Fact
    from knowledge.search.engine import Hit
    from knowledge.search.rows import Row
    from knowledge.search.searcher import Searched

    _Sought = tuple[Sequence[str], Sequence[Asks], Callable[[str], float]]

_OF_ASKED_KIND = 0.3  # what being a term, where a term is asked for, adds to the worth of a fact
_FITS = 0.4  # worth from which a fact speaks of what was asked
_FITS_ASIDE = 0.6  # of one in another article than the first, or that names nothing of what was asked
_REQUIRED = frozenset({"requirement", "threshold"})  # of several requisites one alone would mislead
_IN_SHORT = 3  # provisions whose facts answer in short: those listed below tell of something near


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A fact, how far it speaks of what was asked, and where it stands."""

    fact: AnswerFact
    worth: float
    least: float  # worth from which it answers
    place: int  # of its provision, 0 the first
    in_first_article: bool

    @property
    def speaks(self) -> bool:
        """Whether it speaks of what was asked."""
        return self.worth >= self.least and self.place < _IN_SHORT


def facts_of(hits: Sequence[Hit], searched: Searched, added: str = "") -> list[AnswerFact]:
    """
    Take the facts of the cards on the quoted commi.

    A row of a neighbour beside the row that answers misleads more than it helps: facts of a second comma answer in
    short only where the first has none that does, and those of another article only where the first has none.

    Parameters
    ----------
    hits
        The quoted provisions, the best first.
    searched
        The question, and how telling its words are.
    added
        What a question that goes on adds to the one before: what that one asked is asked no longer.

    Returns
    -------
    list[AnswerFact]
        Those in force first, then those that speak most of what was asked; ``fits`` marks those that answer.
    """
    question = searched.question
    spoken = [stem for stem in (terms(added) or question.spoken) if not stem.isdigit()]
    asks = asked(added) if terms(added) else question.asks
    weighed = [
        _weigh(fact, hit, place, hits[0], (spoken, asks, searched.engine.information))
        for place, hit in enumerate(hits)
        for fact in (hit.row.card.facts if hit.row.card else ())
    ]
    speaking = [one for one in weighed if one.speaks]
    if hits and hits[0].pinned:
        fitting = speaking
    elif any(one.place == 0 for one in speaking):
        fitting = [one for one in speaking if one.place == 0]
    else:
        fitting = [one for one in speaking if one.in_first_article] or speaking
    if Asks.REQUIREMENT in asks and any(one.place == 0 and one.fact.kind in _REQUIRED for one in fitting):
        fitting += [one for one in weighed if one.place == 0 and one.fact.kind in _REQUIRED]
    ordered = sorted(weighed, key=lambda one: (not one.fact.in_force, -one.worth))
    return [replace(one.fact, fits=one in fitting) for one in ordered]


def _weigh(fact: Fact, hit: Hit, place: int, first: Hit, sought: _Sought) -> _Weighed:
    """Measure how far a fact speaks of what was asked; the number of an article is no matter."""
    spoken, asks, weigh = sought
    share = share_of(f"{fact.what} {fact.value}", spoken, weigh)
    fits_kind = share >= SPOKEN_OF and is_asked(asks, fact)
    same = hit.row.article_key == first.row.article_key
    unnamed = share_of(fact.what, spoken, weigh) == 0 and (place > 0 or not fits_kind)
    least = _FITS if same and not unnamed else _FITS_ASIDE
    return _Weighed(
        _set(fact, hit.row),
        share + (_OF_ASKED_KIND if fits_kind else 0.0),
        least,
        place,
        in_first_article=same,
    )


def _set(fact: Fact, row: Row) -> AnswerFact:
    """Set one fact of a card."""
    return AnswerFact(
        fact.what,
        fact.value,
        fact.unit,
        row.passage.urn,
        fact.kind,
        None if fact.number is None else float(fact.number),
        fact.start,
        row.passage.status not in NOT_IN_FORCE,
        fits=False,
    )
