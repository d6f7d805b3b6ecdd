"""Answer a question with the words of the law, or say why not."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from knowledge.answer.choose import GoesOn, choose
from knowledge.answer.compose import compose
from knowledge.answer.confidence import judge
from knowledge.answer.elsewhere import ruled_elsewhere
from knowledge.answer.follow import (
    begins_onward,
    first_shown,
    goes_on,
    joined,
    may_go_on,
    same_act,
    sought,
)
from knowledge.answer.model import Answer, AnswerStatus, Reason
from knowledge.answer.place import asked_place
from knowledge.answer.refuse import ask_which, refuse, refuse_elsewhere, refuse_missing, tell_act
from knowledge.answer.whole import act_alone
from knowledge.norms.identifiers import parse_urn
from knowledge.search.searcher import searcher_of
from knowledge.search.words import content_words

if TYPE_CHECKING:
    from datetime import date

    from knowledge.answer.elsewhere import Institute
    from knowledge.answer.refuse import Asked
    from knowledge.library import Library
    from knowledge.search.engine import Engine
    from knowledge.search.lexicon import Ambiguity
    from knowledge.search.searcher import Searched, Searcher

SHOWN = 12  # hits that are looked at
_LOOKED_ROUND = (
    40  # for a question that goes on: what answers it stands near what was shown, and may share no word
)
_CARRIES = 4  # words of matter without which an acronym carries the question
_SURE_ALONE = 0.9  # how sure an answer to a question by itself is not weighed against one that goes on
_GOES_ON_AT_MOST = 0.85  # how sure one is of what was read with the question before: 32 of 40 were right


class Assistant:
    """
    Answers over one library; it writes nothing and keeps no memory of questions.

    Parameters
    ----------
    searcher
        Finds the provisions.
    territory
        Whose acts count where neither the question nor who asks it names a place: ``IT-<region>``; State and Union
        only when None.
    """

    def __init__(self, searcher: Searcher, territory: str | None = None) -> None:
        self.searcher = searcher
        self.territory = territory

    @classmethod
    def open(cls, library: Library) -> Assistant:
        """Open the assistant over a library; indexes are built at the first question of a day."""
        return cls(searcher_of(library))

    def at(self, territory: str) -> Assistant:
        """
        Answer as one who works in a territory.

        Parameters
        ----------
        territory
            ``IT-<region>``, ``"IT"`` for no region's own acts.

        Returns
        -------
        Assistant
            Over the same library; the same one where the corpus holds no act of that territory.
        """
        return Assistant(self.searcher, territory) if self.searcher.holds(territory) else self

    def ask(
        self,
        question: str,
        *,
        on: date,
        territory: str | None = None,
        follows: Answer | None = None,
    ) -> Answer:
        """
        Answer a question.

        Parameters
        ----------
        question
            In Italian.
        on
            The day for which the answer must hold.
        territory
            ``IT-<region>``: its acts count too; State and Union only when None.
        follows
            The answer before, in a conversation: "e il comma 2?" is read with its references, and searched afresh.

        Returns
        -------
        Answer
            Composed of quotes, or refused with a reason; never None.
        """
        start = time.perf_counter()
        text = question.strip()
        found = self._answer(text, on, territory, follows)
        if follows is not None:
            found = self._other_reading(found, text, on, territory, follows)
        elapsed = 1000 * (time.perf_counter() - start)
        return replace(found, corpus_version=self.searcher.version, elapsed_ms=elapsed)

    def territories(self) -> list[str]:
        """List the territories whose own acts the corpus holds, as acts are marked, e.g. ``IT-toscana``."""
        acts = self.searcher.library.acts()
        return sorted({act.territory for act in acts if act.territory not in ("IT", "UE")})

    def holds(self, engine: Engine, urn: str) -> bool:
        """
        Tell whether the corpus has what rules a matter.

        Parameters
        ----------
        engine
            Of the day and the territory.
        urn
            Of an act, of an article, or of an annex, for which any annex of its act will do.
        """
        ref = parse_urn(urn)
        if ref.article is None and ref.annex is None:
            return self.searcher.act(urn) is not None
        return engine.has_part(ref)

    def _other_reading(
        self, found: Answer, text: str, on: date, territory: str | None, follows: Answer
    ) -> Answer:
        """Read by itself what was read with the question before and not answered, and the other way round."""
        if found.read_as:
            if found.refusal is None:
                return found
            alone = self._answer(text, on, territory, follows, onward=False)
            return alone if alone.refusal is None else found
        if found.refusal is not None and not (_not_found(found) and may_go_on(text)):
            return found
        if found.refusal is None and (found.probability >= _SURE_ALONE or not may_go_on(text)):
            return found
        again = self._answer(text, on, territory, follows, onward=True)
        if not again.read_as or again.refusal is not None:
            return found
        if found.refusal is not None:
            return again if begins_onward(text) or same_act(again, follows) else found
        first, by_itself = again.quotes[0].passage.urn, found.quotes[0].passage.urn
        stays = same_act(again, follows) and first != by_itself and first in found.references
        return again if stays else found

    def _answer(
        self,
        text: str,
        on: date,
        territory: str | None,
        follows: Answer | None,
        *,
        onward: bool | None = None,
    ) -> Answer:
        """Go from the surest ground to the least sure: named provisions, open meanings, other places, search."""
        place = asked_place(text, self.territories())
        if territory is None and place is not None and self.searcher.holds(place.territory):
            territory = place.territory
        territory = territory or self.territory
        asked = _asked(text, on, territory)
        searched = self._look(text, on, territory, follows)
        onward = goes_on(text, follows) if onward is None else onward
        if follows is not None and not searched.question.references and onward:
            asked = replace(asked, read_as=joined(text, follows))
            searched = self._look(sought(text, follows), on, territory, follows, top=_LOOKED_ROUND)
        if searched.missing and not searched.present:
            return refuse_missing(asked, searched.missing, self.searcher)
        if (act := act_alone(searched, self.searcher)) is not None:
            return tell_act(asked, act, searched)
        if searched.question.reading.ambiguities and not searched.pinned:
            ambiguity = searched.question.reading.ambiguities[0]
            if not self._clear_without(searched, ambiguity, on, territory):
                return ask_which(asked, ambiguity)
        if place is not None and not searched.pinned and not self.searcher.holds(place.territory):
            return refuse(asked, Reason.OTHER_TERRITORY, searched.hits, place=place.name)
        searched = choose(searched, _going_on(text, follows) if asked.read_as else None)
        searched = replace(searched, hits=searched.hits[:SHOWN])
        held = partial(self.holds, searched.engine)
        named = {ref.act for ref in searched.question.references}
        found = None if searched.pinned else ruled_elsewhere(asked.read_as or text, held, named)
        if found is not None and not (asked.read_as and _spoken_of_there(found, searched, follows)):
            return refuse_elsewhere(asked, found, searched.hits)
        verdict = judge(searched)
        if asked.read_as:
            verdict = replace(verdict, probability=min(verdict.probability, _GOES_ON_AT_MOST))
        if verdict.reason is not None:
            return refuse(asked, verdict.reason, searched.hits, probability=verdict.probability)
        return compose(asked, searched, verdict, self.searcher.library)

    def _clear_without(
        self, searched: Searched, ambiguity: Ambiguity, on: date, territory: str | None
    ) -> bool:
        """Tell whether an acronym left open carries nothing: without it the same answers."""
        rest = re.sub(rf"\b{re.escape(ambiguity.acronym)}\b", " ", searched.question.text)
        if len(content_words(rest)) < _CARRIES:
            return False
        bare = choose(self._look(rest, on, territory, None))
        first = {hit.row.article_key for found in (bare, choose(searched)) for hit in found.hits[:1]}
        return len(first) == 1 and judge(bare).reason is None

    def _look(
        self, text: str, on: date, territory: str | None, follows: Answer | None, *, top: int = SHOWN
    ) -> Searched:
        """Search, with the provisions that a follow-up may mean."""
        return self.searcher.look(text, on=on, territory=territory, top=top, follows=_references(follows))


def _asked(text: str, on: date, territory: str | None) -> Asked:
    """Start an answer with what was asked."""
    return Answer(question=text, status=AnswerStatus.REFUSED, as_of=on, territory=territory, answer="")


def _spoken_of_there(institute: Institute, searched: Searched, follows: Answer | None) -> bool:
    """Tell whether the act that the answer before showed speaks of an institute too, where that is asked next."""
    if follows is None or follows.refusal is not None or not searched.hits:
        return False
    row = searched.hits[0].row
    shown = any(urn.startswith(f"{row.act.urn}~") for urn in follows.references)
    return shown and institute.is_in(" ".join((row.passage.heading, row.passage.text, row.card_text)))


def _not_found(answer: Answer) -> bool:
    """Tell whether an answer only says that no provision was found."""
    return answer.refusal is not None and answer.refusal.reason in {Reason.NEAR, Reason.OUTSIDE}


def _going_on(text: str, follows: Answer | None) -> GoesOn:
    """Say from what a question goes on."""
    first = first_shown(follows)
    return GoesOn(text, _references(follows), first.passage.urn if first else "")


def _references(follows: Answer | None) -> tuple[str, ...]:
    """Take the references that a follow-up may mean."""
    return follows.references if follows else ()
