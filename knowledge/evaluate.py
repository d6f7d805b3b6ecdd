"""Measure search and answers on question sets: recall, wrong answers, refusals, and what changed since a release."""

from __future__ import annotations

import html
import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knowledge.answer.model import AnswerStatus
from knowledge.errors import KnowledgeError
from knowledge.norms import Kind
from knowledge.norms.identifiers import parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from knowledge.answer import Answer, Assistant
    from knowledge.norms import Edge
    from knowledge.search.rows import Row
    from knowledge.search.searcher import Searcher

_KEEPS = 0.75  # share of the words of a key fact that must be shown together


class NoQuestionsError(KnowledgeError):
    """A measure has no question to be taken on: it is undefined, not zero."""


@dataclass(frozen=True, slots=True)
class Target:
    """A provision that answers a question."""

    act: str
    article: str | None
    comma: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer holds."""

    id: str
    question: str
    targets: tuple[Target, ...]  # each of them is right
    keys: tuple[str, ...] = ()  # facts that a right answer shows
    answerable: bool = True
    kind: str = ""  # class of the question: lay, expert, near_miss, …


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


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one run; None where no question can tell."""

    questions: int
    figures: Mapping[str, float | None]
    outcomes: Sequence[Outcome] = field(repr=False)


def load_cases(file: Path) -> list[Case]:
    """Load a question set, one JSON object a line; see `tests/quality/answer/questions.jsonl`."""
    return [_case(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line]


def heading_cases(rows: Iterable[Row]) -> list[Case]:
    """Make questions from the corpus itself: a heading asks for its article."""
    first: dict[str, Case] = {}
    for row in rows:
        passage = row.passage
        if passage.official and len(passage.heading.split()) >= 3 and passage.kind is not Kind.ROW:
            target = Target(passage.act.urn, passage.article)
            case = Case(f"heading:{passage.urn}", passage.heading, (target,), kind="heading")
            first.setdefault(row.article_key, case)
    return list(first.values())


def citation_cases(rows: Iterable[Row], edges: Mapping[str, Sequence[Edge]]) -> list[Case]:
    """
    Make questions from the corpus itself: a sentence that cites an article asks for it, the citation masked.

    Parameters
    ----------
    rows
        Where the sentences are.
    edges
        URN of a citing provision → its citations, as `Document.edges`.
    """
    cases = []
    for row in rows:
        for edge in edges.get(row.passage.urn, ()):
            target = _target(edge.target)
            masked = _masked(row.passage.text)
            if edge.resolved and target is not None and len(masked.split()) >= 8:
                cases.append(
                    Case(f"citation:{row.passage.urn}:{edge.start}", masked, (target,), kind="citation")
                )
    return cases


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
        ``refused:<kind>`` of the unanswerable; ``calibration`` (expected error over ten bins of probability).

    Raises
    ------
    NoQuestionsError
        If there is no case.
    """
    _require(cases)
    outcomes = [_outcome(case, assistant.ask(case.question, on=on)) for case in cases]
    able = [o for o in outcomes if o.case.answerable]
    answered = [o for o in able if _is_answer(o)]
    figures: dict[str, float | None] = {
        "answered": _mean([_is_answer(o) for o in able]),
        "wrong_article": _mean([not o.right_article for o in answered]),
        "comma_shown": _mean([o.right_comma for o in answered]),
        "key_shown": _mean([o.key_shown for o in answered if o.case.keys]),
        "calibration": _calibration(outcomes),
    }
    for kind in sorted({o.case.kind for o in outcomes if not o.case.answerable}):
        of_kind = [o for o in outcomes if o.case.kind == kind and not o.case.answerable]
        figures[f"refused:{kind}"] = _mean([not _is_answer(o) for o in of_kind])
    return Measures(len(cases), figures, outcomes)


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """
    Trace how many answers are wrong as more questions are answered, the surest first.

    Returns
    -------
    list[tuple[float, float]]
        (share answered, share wrong among them), one point a question that was not refused.
    """
    ordered = sorted(filter(_is_answer, outcomes), key=lambda outcome: -outcome.probability)
    wrong, points = 0, []
    for count, outcome in enumerate(ordered, 1):
        wrong += not outcome.right_article
        points.append((count / len(outcomes), wrong / count))
    return points


def write_report(runs: Mapping[str, Measures], before: Mapping[str, bool] | None = None) -> str:
    """
    Write a report as one HTML page without scripts.

    Parameters
    ----------
    runs
        Name of the set → its measures.
    before
        Id of a question → whether the last release answered it rightly: gains and losses are listed.
    """
    parts = ["<!doctype html><meta charset='utf-8'><title>Misure</title><h1>Misure</h1>"]
    for name, measures in runs.items():
        parts.append(f"<h2>{html.escape(name)} ({measures.questions})</h2><table>")
        for figure, value in measures.figures.items():
            shown = "non definito" if value is None else f"{value:.3f}"
            parts.append(f"<tr><td>{html.escape(figure)}<td>{shown}")
        parts.append("</table>" + _curve(risk_coverage(measures.outcomes)))
        parts.append(_changes(measures.outcomes, before or {}))
    return "\n".join(parts)


def _case(data: Mapping[str, Any]) -> Case:
    """Read one line of a question set."""
    targets = [Target(g["urn"], g["article"], g.get("comma")) for g in data["gold"]]
    targets += [Target(g["urn"], g["article"], g.get("comma")) for g in data.get("alt_gold", ())]
    kind = data.get("kind") or data.get("component") or data.get("style", "")
    answerable = bool(data.get("in_corpus", True))
    return Case(
        data["id"], data["question"], tuple(targets), tuple(data.get("answer_key", ())), answerable, kind
    )


def _rank(searcher: Searcher, case: Case, on: date, top: int) -> int | None:
    """Find at which place the first right article stands."""
    hits = searcher.look(case.question, on=on, top=8 * top).hits
    articles = dict.fromkeys((hit.row.act.urn, hit.row.passage.article) for hit in hits)
    right = {(target.act, target.article) for target in case.targets}
    return next((place for place, article in enumerate(articles, 1) if article in right), None)


def _outcome(case: Case, answer: Answer) -> Outcome:
    """Compare an answer with what is right."""
    shown = [quote.passage for quote in answer.quotes]
    articles = {(p.act.urn, p.article) for p in shown}
    commi = articles | {(p.act.urn, p.article, p.comma) for p in shown}
    text = " ".join(f"{quote.opening} {quote.text}" for quote in answer.quotes)
    return Outcome(
        case,
        None,
        str(answer.status),
        any((t.act, t.article) in articles for t in case.targets),
        any(((t.act, t.article, t.comma) if t.comma else (t.act, t.article)) in commi for t in case.targets),
        all(_shows(text, key) for key in case.keys),
        answer.probability,
    )


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


def _is_answer(outcome: Outcome) -> bool:
    """Tell whether a question was answered."""
    return outcome.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)


def _calibration(outcomes: Sequence[Outcome]) -> float | None:
    """Measure how far the stated probability is from the share of right answers, over ten bins."""
    answered = [o for o in outcomes if _is_answer(o)]
    bins: dict[int, list[Outcome]] = {}
    for outcome in answered:
        bins.setdefault(min(9, int(10 * outcome.probability)), []).append(outcome)
    gaps = (
        abs(sum(o.probability for o in some) - sum(o.right_article for o in some)) for some in bins.values()
    )
    return sum(gaps) / len(answered) if answered else None


def _changes(outcomes: Sequence[Outcome], before: Mapping[str, bool]) -> str:
    """List the questions that were lost and gained since the last release."""
    now = {outcome.case.id: outcome for outcome in outcomes}
    lost = [o for key, o in now.items() if before.get(key) is True and not o.right_article]
    gained = [o for key, o in now.items() if before.get(key) is False and o.right_article]
    lists = (("Perse", lost), ("Guadagnate", gained))
    return "".join(
        f"<h3>{title}: {len(some)}</h3><ul>"
        + "".join(f"<li>{html.escape(o.case.question)}" for o in some)
        + "</ul>"
        for title, some in lists
    )


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Draw the risk-coverage curve."""
    if not points:
        return ""
    path = " ".join(f"{20 + 300 * x:.1f},{170 - 300 * min(y, 0.5):.1f}" for x, y in points)
    label = "Quota di risposte sbagliate (in alto 50 %) al crescere di quelle date"
    return (
        f"<svg width='340' height='190' role='img' aria-label='{label}'><title>{label}</title>"
        f"<path d='M20 20V170H320' fill='none' stroke='#555'/>"
        f"<polyline points='{path}' fill='none' stroke='#06c'/></svg>"
    )


def _target(urn: str) -> Target | None:
    """Read a citation's target; None when it names no article."""
    try:
        ref = parse_urn(urn)
    except UnreadableReferenceError:
        return None
    return Target(ref.act, ref.article, ref.comma) if ref.article else None


def _masked(text: str) -> str:
    """Mask the citations of a text."""
    from knowledge.references import find_references

    kept, at = [], 0
    for found in find_references(text):
        kept.append(text[at : found.start])
        at = found.end
    return " ".join(" ".join([*kept, text[at:]]).split())


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
