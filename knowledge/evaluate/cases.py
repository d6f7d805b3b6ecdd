"""Hold questions with what answers them: from files, or made from the corpus itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.norms import Kind
from knowledge.norms.identifiers import parse_urn
from knowledge.norms.labels import UnreadableReferenceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from knowledge.norms import Edge
    from knowledge.search.rows import Row


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
    on: date | None = None  # the day it asks for; that of the run when None
    territory: str | None = None


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


def _case(data: Mapping[str, Any]) -> Case:
    """Read one line of a question set."""
    targets = [Target(g["urn"], g["article"], g.get("comma")) for g in data["gold"]]
    targets += [Target(g["urn"], g["article"], g.get("comma")) for g in data.get("alt_gold", ())]
    kind = data.get("kind") or data.get("component") or data.get("style", "")
    answerable = bool(data.get("in_corpus", True))
    on = date.fromisoformat(data["on"]) if data.get("on") else None
    keys = tuple(data.get("answer_key", ()))
    place = data.get("territory")
    return Case(data["id"], data["question"], tuple(targets), keys, answerable, kind, on, place)


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
