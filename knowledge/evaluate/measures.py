"""Measure search and answers: what is found, what is wrong, what is refused, how sure an answer rightly is."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.answer.model import AnswerStatus
from knowledge.answer.status import NOT_IN_FORCE
from knowledge.errors import KnowledgeError
from knowledge.norms.identifiers import parse_urn
from knowledge.search.naming import article_name
from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from knowledge.answer import Assistant, Quote
    from knowledge.evaluate.cases import Case
    from knowledge.norms import Passage
    from knowledge.search.searcher import Searcher

_KEEPS = 0.75  # share of the words of a key fact that must be shown together


class NoQuestionsError(KnowledgeError):
    """A measure has no question to be taken on: it is undefined, not zero."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question."""

    case: Case
    rank: int | None  # of the first right article, from 1
    status: str = ""
    right_article: bool = False
    right_comma: bool = False
    key_shown: bool = False
    probability: float = 0.0
    reason: str = ""  # of a refusal
    quotes: int = 0
    equal: int = 0  # quotes whose words are the library's, byte by byte
    resolved: int = 0  # quotes whose address leads to a provision
    gone: int = 0  # quotes not in force whose status line does not say so
    milliseconds: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether an answer was given, whole or in part."""
        return self.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)

    @property
    def right(self) -> bool:
        """Whether what was done is right: the right article, or a refusal where nothing answers."""
        return self.right_article if self.case.answerable else not self.answered


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one run; None where no question can tell."""

    questions: int
    figures: Mapping[str, float | None]
    outcomes: Sequence[Outcome] = field(repr=False)


def measure_search(searcher: Searcher, cases: Sequence[Case], on: date, *, top: int = 10) -> Measures:
    """
    Measure how well provisions are found.

    Returns
    -------
    Measures
        ``recall@5``, ``recall@10``, ``ndcg@10`` over articles, on the answerable questions.

    Raises
    ------
    NoQuestionsError
        If no case is answerable.
    """
    asked = [case for case in cases if case.answerable and case.targets]
    _require(asked)
    outcomes = [Outcome(case, _rank(searcher, case, on, top)) for case in asked]
    ranks = [outcome.rank for outcome in outcomes]
    figures = {
        "recall@5": _share(ranks, 5),
        "recall@10": _share(ranks, 10),
        "ndcg@10": sum(1 / math.log2(rank + 1) for rank in ranks if rank and rank <= 10) / len(ranks),
    }
    return Measures(len(asked), figures, outcomes)


def measure_answers(assistant: Assistant, cases: Sequence[Case], on: date) -> Measures:
    """
    Measure answers and refusals.

    Returns
    -------
    Measures
        ``answered`` of the answerable; among the answered ``wrong_article``, ``comma_shown``, ``key_shown``;
        ``refused:<kind>`` of the unanswerable; ``calibration`` (expected error over ten bins of probability);
        of all quotes ``quotes_equal``, ``anchors_resolve``, and how many are ``gone_as_in_force``;
        ``p50_ms`` and ``p95_ms`` of an answer.

    Raises
    ------
    NoQuestionsError
        If there is no case.
    """
    _require(cases)
    outcomes = [_outcome(assistant, case, on) for case in cases]
    able = [o for o in outcomes if o.case.answerable]
    answered = [o for o in able if o.answered]
    figures: dict[str, float | None] = {
        "answered": _mean([o.answered for o in able]),
        "wrong_article": _mean([not o.right_article for o in answered]),
        "comma_shown": _mean([o.right_comma for o in answered]),
        "key_shown": _mean([o.key_shown for o in answered if o.case.keys]),
        "calibration": _calibration(outcomes),
    }
    for kind in sorted({o.case.kind for o in outcomes if not o.case.answerable}):
        of_kind = [o for o in outcomes if o.case.kind == kind and not o.case.answerable]
        figures[f"refused:{kind}"] = _mean([not o.answered for o in of_kind])
    figures |= _of_quotes(outcomes) | _of_time(outcomes)
    return Measures(len(cases), figures, outcomes)


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """
    Trace how many answers are wrong as more questions are answered, the surest first.

    Returns
    -------
    list[tuple[float, float]]
        (share answered, share wrong among them), one point a question that was not refused.
    """
    ordered = sorted((o for o in outcomes if o.answered), key=lambda outcome: -outcome.probability)
    wrong, points = 0, []
    for count, outcome in enumerate(ordered, 1):
        wrong += not outcome.right_article
        points.append((count / len(outcomes), wrong / count))
    return points


def _rank(searcher: Searcher, case: Case, on: date, top: int) -> int | None:
    """Find at which place the first right article stands."""
    day = case.on or on
    hits = searcher.look(case.question, on=day, territory=case.territory, top=8 * top).hits
    articles = dict.fromkeys((hit.row.act.urn, _article(hit.row.passage)) for hit in hits)
    right = {(target.act, target.article) for target in case.targets}
    return next((place for place, article in enumerate(articles, 1) if article in right), None)


def _outcome(assistant: Assistant, case: Case, on: date) -> Outcome:
    """Ask a question on its day, and compare the answer with what is right."""
    day = case.on or on
    answer = assistant.ask(case.question, on=day, territory=case.territory)
    shown = [quote.passage for quote in answer.quotes]
    articles = {(p.act.urn, _article(p)) for p in shown}
    commi = articles | {(p.act.urn, _article(p), p.comma) for p in shown}
    text = " ".join(f"{quote.opening} {quote.text}" for quote in answer.quotes)
    held = [_held(assistant, quote, day) for quote in answer.quotes]
    return Outcome(
        case,
        None,
        str(answer.status),
        any((t.act, t.article) in articles for t in case.targets),
        any(((t.act, t.article, t.comma) if t.comma else (t.act, t.article)) in commi for t in case.targets),
        all(_shows(text, key) for key in case.keys),
        answer.probability,
        str(answer.refusal.reason) if answer.refusal else "",
        len(shown),
        sum(quote.text in "\n".join(texts) for quote, texts in zip(answer.quotes, held, strict=True)),
        sum(bool(texts) for texts in held),
        sum(_passes_as_in_force(quote) for quote in answer.quotes),
        answer.elapsed_ms,
    )


def _article(passage: Passage) -> str | None:
    """Name the article of a passage as question sets do."""
    return article_name(passage.article, passage.annex)


def _held(assistant: Assistant, quote: Quote, on: date) -> list[str]:
    """Read from the library what the address of a quote leads to."""
    found = assistant.searcher.library.find(parse_urn(quote.passage.urn), on)
    return [passage.text for passage in found]


def _passes_as_in_force(quote: Quote) -> bool:
    """Tell whether a provision that is not in force is shown without saying so."""
    if quote.passage.status not in NOT_IN_FORCE:
        return False
    said = quote.status_line.lower()
    return not any(word in said for word in ("abrogat", "sostituit", "non ancora", "sospes"))


def _of_quotes(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Measure the quotes of all answers: shares, and for those that are not in force a count."""
    quotes = sum(o.quotes for o in outcomes)
    return {
        "quotes_equal": sum(o.equal for o in outcomes) / quotes if quotes else None,
        "anchors_resolve": sum(o.resolved for o in outcomes) / quotes if quotes else None,
        "gone_as_in_force": float(sum(o.gone for o in outcomes)),
    }


def _of_time(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Measure how long an answer takes, in milliseconds."""
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return {f"p{at}_ms": times[min(len(times) - 1, at * len(times) // 100)] for at in (50, 95)}


def _shows(text: str, key: str) -> bool:
    """Tell whether a text shows a key fact: most of its words, in one stretch of about its length."""
    wanted = re.findall(r"[a-z0-9]+", fold(key))
    held = re.findall(r"[a-z0-9]+", fold(text))
    if " ".join(wanted) in " ".join(held):
        return True
    span = 2 * len(wanted) + 6
    return any(
        sum(word in set(held[at : at + span]) for word in wanted) >= _KEEPS * len(wanted)
        for at in range(0, max(1, len(held) - span // 2), max(1, span // 3))
    )


def _calibration(outcomes: Sequence[Outcome]) -> float | None:
    """Measure how far the stated probability is from the share of right answers, over ten bins."""
    answered = [o for o in outcomes if o.answered]
    bins: dict[int, list[Outcome]] = {}
    for outcome in answered:
        bins.setdefault(min(9, int(10 * outcome.probability)), []).append(outcome)
    gaps = (
        abs(sum(o.probability for o in some) - sum(o.right_article for o in some)) for some in bins.values()
    )
    return sum(gaps) / len(answered) if answered else None


def _require(cases: Sequence[Case]) -> None:
    """Refuse to measure nothing."""
    if not cases:
        message = "No question can tell: give a set with at least one question of the asked kind."
        raise NoQuestionsError(message)


def _share(ranks: Sequence[int | None], within: int) -> float:
    """Count the share of ranks up to a place."""
    return sum(1 for rank in ranks if rank and rank <= within) / len(ranks)


def _mean(flags: Sequence[bool]) -> float | None:
    """Average flags; None without any."""
    return sum(flags) / len(flags) if flags else None
