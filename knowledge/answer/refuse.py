"""Say why a question is not answered, what comes near, and what would help."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING, TypeAlias

from knowledge.answer.elsewhere import written_into
from knowledge.answer.frames import say
from knowledge.answer.model import Answer, AnswerStatus, Nearest, Option, Reason, Refusal
from knowledge.answer.status import NOT_IN_FORCE, cite
from knowledge.library.territory import is_shown
from knowledge.norms.days import italian_day
from knowledge.norms.identifiers import format_legal, parse_urn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answer.elsewhere import Institute
    from knowledge.norms import Act
    from knowledge.norms.identifiers import NormRef
    from knowledge.search.engine import Hit
    from knowledge.search.lexicon import Ambiguity
    from knowledge.search.rows import Row
    from knowledge.search.searcher import Searched, Searcher

Asked: TypeAlias = Answer  # an answer that holds only the question, the day and the territory
_NEAREST = 3  # provisions, and questions, that are offered
_LINE = 90  # characters of a provision without a heading


def refuse(
    asked: Asked, reason: Reason, hits: Sequence[Hit], *, place: str = "", probability: float = 0.0
) -> Answer:
    """
    Refuse, with the nearest headings.

    Parameters
    ----------
    asked
        The question.
    reason
        Why.
    hits
        What the search found, the best first; none is shown for a question outside the corpus.
    place
        The territory whose rules are missing.
    probability
        That the best of them would have answered.
    """
    what = cite(hits[0].row.passage.urn) if hits else ""
    slots = {"territory": place, "what": what, "day": italian_day(asked.as_of)}
    refusal = Refusal(
        reason,
        say(f"refusal.{reason}.message", **slots),
        say(f"refusal.{reason}.hint", **slots),
        () if reason is Reason.OUTSIDE else _nearest(hits),
    )
    return _refused(asked, refusal, probability, () if reason is Reason.OUTSIDE else hits)


def refuse_missing(asked: Asked, missing: Sequence[NormRef], searcher: Searcher) -> Answer:
    """Refuse because a named provision is not in the corpus: the act itself, or this part of it."""
    ref = missing[0]
    act = searcher.act(ref.act)
    if act is None and (moved := written_into(ref.act)) is not None:
        slots = {"act": format_legal(ref.of_act), "what": moved[0], "where": cite(moved[1])}
        refusal = Refusal(
            Reason.ACT_MISSING,
            say("refusal.written_into.message", **slots),
            say("refusal.written_into.hint"),
            _nearest(hits := searcher.look(moved[0], on=asked.as_of).hits),
        )
        return _refused(asked, refusal, 0.0, hits)
    if act is None:
        what = format_legal(ref.of_act)
        refusal = Refusal(
            Reason.ACT_MISSING,
            say("refusal.act_missing.message", what=what),
            say("refusal.act_missing.hint"),
        )
        return _refused(asked, refusal, 0.0)
    if not is_shown(act.territory, asked.territory):
        place = act.territory.removeprefix("IT-")
        refusal = Refusal(
            Reason.OTHER_TERRITORY,
            say("refusal.elsewhere_in_force.message", act=format_legal(ref.of_act), territory=place),
            say("refusal.elsewhere_in_force.hint"),
        )
        return _refused(asked, refusal, 0.0)
    refusal = Refusal(
        Reason.ACT_MISSING,
        say("refusal.article_missing.message", act=format_legal(ref.of_act), what=_part(ref)),
        say("refusal.article_missing.hint", range=_range(searcher.articles_of(ref.act, asked.as_of))),
    )
    return _refused(asked, refusal, 0.0)


def tell_act(asked: Asked, act: Act, searched: Searched) -> Answer:
    """Say that an act which is named, and of which nothing is asked, is there, and what in it comes first."""
    ref = parse_urn(act.urn)
    hits = [hit for hit in searched.hits if hit.row.act.urn == act.urn]
    refusal = Refusal(
        Reason.WHOLE_ACT,
        say("refusal.whole_act.message", act=format_legal(ref), title=act.title.rstrip(".")),
        say("refusal.whole_act.hint", range=_range(searched.engine.articles_of(ref))),
        _nearest(hits),
    )
    return _refused(asked, refusal, 0.0, hits)


def refuse_elsewhere(asked: Asked, institute: Institute, hits: Sequence[Hit]) -> Answer:
    """Refuse because the act that rules an institute is not in the corpus, where others only mention it."""
    act = cite(institute.act)
    refusal = Refusal(
        Reason.ACT_MISSING,
        say("refusal.ruled_elsewhere.message", what=institute.what, act=act),
        say("refusal.ruled_elsewhere.hint"),
        _nearest(hits),
    )
    return _refused(asked, refusal, 0.0, hits)


def refuse_empty(asked: Asked) -> Answer:
    """Ask for a question where none was written."""
    refusal = Refusal(Reason.OUTSIDE, say("empty"), say("refusal.outside_corpus.hint"))
    return _refused(asked, refusal, 0.0)


def ask_which(asked: Asked, ambiguity: Ambiguity) -> Answer:
    """Ask which of the meanings of an acronym is meant; each option is a question that can be asked as it stands."""
    options = tuple(
        Option(meaning.name, asked.question.replace(ambiguity.acronym, meaning.name))
        for meaning in ambiguity.meanings
    )
    title = say("clarify", acronym=ambiguity.acronym)
    lines = [title, "", *(f"- {option.label}" for option in options)]
    refusal = Refusal(Reason.AMBIGUOUS, say("refusal.ambiguous.message"), say("refusal.ambiguous.hint"))
    return replace(
        asked,
        status=AnswerStatus.CLARIFY,
        answer="\n".join(lines),
        options=options,
        refusal=refusal,
    )


def _refused(asked: Asked, refusal: Refusal, probability: float, hits: Sequence[Hit] = ()) -> Answer:
    """Write a refusal as an answer, with the questions near to it that can be answered."""
    options = _askable(asked, hits)
    lines = [say("read_as", question=asked.read_as), ""] if asked.read_as else []
    lines += [refusal.message, "", refusal.hint]
    if refusal.nearest:
        lines += ["", f"{say('nearest_title')}:", ""]
        lines += [
            f"- {near.citation}" + (f", {near.heading}" if near.heading else "") for near in refusal.nearest
        ]
    if options:
        lines += ["", f"{say('askable_title')}:", "", *(f"- {option.label}" for option in options)]
    return replace(
        asked,
        status=AnswerStatus.REFUSED,
        answer="\n".join(lines),
        options=options,
        refusal=refusal,
        probability=probability,
        references=tuple(near.urn for near in refusal.nearest),
    )


def _nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """List the provisions that come nearest, one an article, each with what it is about."""
    found = (hit.row for hit in _one_an_article(hits)[:_NEAREST])
    return tuple(Nearest(row.passage.urn, cite(row.passage.urn), _about(row)) for row in found)


def _askable(asked: Asked, hits: Sequence[Hit]) -> tuple[Option, ...]:
    """Offer the questions that the cards near to it answer, as they are written there."""
    cards = (hit.row.card for hit in _one_an_article(hits) if hit.row.passage.status not in NOT_IN_FORCE)
    questions = (card.questions[0] for card in cards if card is not None and card.questions)
    near = [question for question in dict.fromkeys(questions) if question != asked.question]
    return tuple(Option(question, question) for question in near[:_NEAREST])


def _one_an_article(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the best hit of each article, in order."""
    return list({hit.row.article_key: hit for hit in reversed(hits)}.values())[::-1]


def _about(row: Row) -> str:
    """Say in a line what a provision is about: its heading, that of its card, or how it begins."""
    if row.passage.heading or row.card is not None:
        return row.passage.heading or (row.card.heading if row.card else "")
    return shorten(row.passage.text, _LINE, placeholder="…")


def _range(labels: Sequence[str]) -> str:
    """Say which articles of an act are there, in Italian."""
    if not labels:
        return "non c'è alcun articolo."
    return f"gli articoli presenti vanno dal {labels[0]} al {labels[-1]}."


def _part(ref: NormRef) -> str:
    """Write the partition that is missing, without its act."""
    return format_legal(ref).removesuffix(format_legal(ref.of_act)).rstrip(", ")
