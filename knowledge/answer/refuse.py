"""Say why a question is not answered, what comes near, and what would help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from knowledge.answer.frames import italian_day, say
from knowledge.answer.model import Answer, AnswerStatus, Nearest, Option, Reason, Refusal
from knowledge.answer.status import cite
from knowledge.norms.identifiers import format_legal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answer.elsewhere import Institute
    from knowledge.norms.identifiers import NormRef
    from knowledge.search.engine import Hit
    from knowledge.search.lexicon import Ambiguity
    from knowledge.search.searcher import Searcher

Asked: TypeAlias = Answer  # an answer that holds only the question, the day and the territory
_NEAREST = 3


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
    return _refused(asked, refusal, probability)


def refuse_missing(asked: Asked, missing: Sequence[NormRef], searcher: Searcher) -> Answer:
    """Refuse because a named provision is not in the corpus: the act itself, or this part of it."""
    ref = missing[0]
    act = searcher.act(ref.act)
    if act is None:
        what = format_legal(ref.of_act)
        refusal = Refusal(
            Reason.ACT_MISSING,
            say("refusal.act_missing.message", what=what),
            say("refusal.act_missing.hint"),
        )
        return _refused(asked, refusal, 0.0)
    refusal = Refusal(
        Reason.ACT_MISSING,
        say("refusal.article_missing.message", act=format_legal(ref.of_act), what=_part(ref)),
        say("refusal.article_missing.hint", range=_range(searcher.articles_of(ref.act, asked.as_of))),
    )
    return _refused(asked, refusal, 0.0)


def refuse_elsewhere(asked: Asked, institute: Institute, hits: Sequence[Hit]) -> Answer:
    """Refuse because the act that rules an institute is not in the corpus, where others only mention it."""
    act = cite(institute.act)
    refusal = Refusal(
        Reason.ACT_MISSING,
        say("refusal.ruled_elsewhere.message", what=institute.what, act=act),
        say("refusal.ruled_elsewhere.hint", act=act),
        _nearest(hits),
    )
    return _refused(asked, refusal, 0.0)


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


def _refused(asked: Asked, refusal: Refusal, probability: float) -> Answer:
    """Write a refusal as an answer."""
    lines = [say("read_as", question=asked.read_as), ""] if asked.read_as else []
    lines += [refusal.message, "", refusal.hint]
    if refusal.nearest:
        lines += ["", f"{say('nearest_title')}:", ""]
        lines += [
            f"- {near.citation}" + (f", {near.heading}" if near.heading else "") for near in refusal.nearest
        ]
    return replace(
        asked,
        status=AnswerStatus.REFUSED,
        answer="\n".join(lines),
        refusal=refusal,
        probability=probability,
        references=tuple(near.urn for near in refusal.nearest),
    )


def _nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """List the headings that come nearest, one an article."""
    by_article = {hit.row.article_key: hit.row.passage for hit in reversed(hits)}
    ordered = dict.fromkeys(hit.row.article_key for hit in hits)
    return tuple(
        Nearest(p.urn, cite(p.urn), p.heading) for p in (by_article[key] for key in list(ordered)[:_NEAREST])
    )


def _range(labels: Sequence[str]) -> str:
    """Say which articles of an act are there, in Italian."""
    if not labels:
        return "non c'è alcun articolo."
    return f"gli articoli presenti vanno dal {labels[0]} al {labels[-1]}."


def _part(ref: NormRef) -> str:
    """Write the partition that is missing, without its act."""
    return format_legal(ref).removesuffix(format_legal(ref.of_act)).rstrip(", ")
