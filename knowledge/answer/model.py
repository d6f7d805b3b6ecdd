"""Hold an answer: its quotes, facts, refusal and frame, as one value that page, command and document render."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from knowledge.norms import Passage


class AnswerStatus(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    REFUSED = "refused"
    CLARIFY = "clarify"


class Role(StrEnum):
    """Why a quote is shown."""

    RULE = "rule"
    EXCEPTION = "exception"
    DEFINITION = "definition"
    IMPLEMENTATION = "implementation"  # of an act that puts the rule into practice


class Reason(StrEnum):
    """Why a question is not answered."""

    OUTSIDE = "outside_corpus"  # nothing in the corpus is about this
    NEAR = "near_but_not_there"  # the matter is there, what is asked is not
    ACT_MISSING = "act_missing"  # a named act or provision is not in the corpus
    AMBIGUOUS = "ambiguous"
    OTHER_TERRITORY = "other_territory"  # a rule of a territory that the corpus does not hold
    WHOLE_ACT = "whole_act"  # an act is named, and nothing is asked of it
    OTHER_TIME = "other_time"  # not in force on the asked day, or its text of that day is not known


@dataclass(frozen=True, slots=True)
class Quote:
    """A provision, or whole sentences of it, byte by byte as the library holds it."""

    id: str  # "q1": what a claim may cite
    passage: Passage
    role: Role
    text: str  # slices of the passage's text, joined by an elision mark where something is left out
    citation: str  # legal style: "art. 14, comma 1, L. 328/2000"
    opening: str = ""  # the comma's opening words, for a letter
    status_line: str = ""  # in Italian: force, amendments, level, state of the text
    probability: float = 1.0  # that this provision answers, 0 to 1
    why: Mapping[str, float] = field(default_factory=dict)  # contributions to the score

    def as_json(self) -> dict[str, Any]:
        """Write the quote with the keys that commands promise."""
        passage = self.passage
        return {
            "id": self.id,
            "urn": passage.urn,
            "act": passage.act.urn,
            "article": passage.article,
            "comma": passage.comma,
            "letter": passage.letter,
            "heading": passage.heading,
            "opening": self.opening,
            "text": self.text,
            "official": passage.official,
            "status": str(passage.status),
            "valid_from": _iso(passage.valid_from),
            "valid_to": _iso(passage.valid_to),
            "source": passage.source,
            "role": str(self.role),
            "citation": self.citation,
            "status_line": self.status_line,
            "probability": round(self.probability, 4),
            "why": {name: round(value, 4) for name, value in self.why.items()},
        }


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """A term, a competence, a threshold that a quoted provision lays down."""

    what: str
    value: str
    unit: str | None
    urn: str
    kind: str = ""
    number: float | None = None
    start: str | None = None
    in_force: bool = True  # false where the provision is known to be replaced, repealed or not yet there
    fits: bool = True  # whether it speaks of what was asked, not only of the same comma

    def as_json(self) -> dict[str, Any]:
        """Write the fact with the keys that commands promise."""
        return {
            "what": self.what,
            "value": self.value,
            "unit": self.unit,
            "urn": self.urn,
            "kind": self.kind,
            "number": self.number,
            "start": self.start,
            "in_force": self.in_force,
            "fits": self.fits,
        }


@dataclass(frozen=True, slots=True)
class Nearest:
    """A heading that comes near a question which is not answered."""

    urn: str
    citation: str
    heading: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered, and what would help."""

    reason: Reason
    message: str  # Italian
    hint: str  # Italian: what the user can do
    nearest: tuple[Nearest, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Write the refusal with the keys that commands promise."""
        near = [{"urn": n.urn, "citation": n.citation, "heading": n.heading} for n in self.nearest]
        return {
            "reason": str(self.reason),
            "message": self.message,
            "hint": self.hint,
            "nearest": near,
        }


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a question, to choose from."""

    label: str
    question: str  # what to ask instead

    def as_json(self) -> dict[str, str]:
        """Write the option."""
        return {"label": self.label, "question": self.question}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a language model that passed the verifier."""

    text: str
    quote_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The answer to one question on one day.

    Attributes
    ----------
    answer
        Markdown, in Italian: fixed sentences with slots, and quotes.
    completeness
        ``complete``, ``partial`` (a part of the question has no quote) or ``none``.
    references
        URNs that a follow-up question may mean by "e il comma 2?".
    read_as
        What was searched where the question goes on from the one before; empty where it stands by itself.
    """

    question: str
    status: AnswerStatus
    as_of: date
    territory: str | None
    answer: str
    quotes: tuple[Quote, ...] = ()
    facts: tuple[AnswerFact, ...] = ()
    claims: tuple[Claim, ...] = ()
    options: tuple[Option, ...] = ()
    refusal: Refusal | None = None
    completeness: str = "none"
    probability: float = 0.0
    references: tuple[str, ...] = ()
    read_as: str = ""
    corpus_version: str = ""
    elapsed_ms: float = 0.0

    @property
    def id(self) -> str:
        """Hash of what is answered: the same question, day and corpus give the same id."""
        said = json.dumps(
            [self.question, str(self.as_of), self.territory, self.answer, self.corpus_version],
            ensure_ascii=False,
        )
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Write the answer with the keys that commands promise."""
        return {
            "id": self.id,
            "status": str(self.status),
            "question": self.question,
            "as_of": self.as_of.isoformat(),
            "territory": self.territory,
            "answer": self.answer,
            "quotes": [quote.as_json() for quote in self.quotes],
            "facts": [fact.as_json() for fact in self.facts],
            "claims": [{"text": c.text, "quote_ids": list(c.quote_ids)} for c in self.claims],
            "records": [],
            "query": None,
            "options": [option.as_json() for option in self.options],
            "refusal": self.refusal.as_json() if self.refusal else None,
            "completeness": self.completeness,
            "probability": round(self.probability, 4),
            "read_as": self.read_as or None,
            "corpus_version": self.corpus_version,
            "elapsed_ms": round(self.elapsed_ms, 1),
        }

    def as_markdown(self) -> str:
        """Give the answer as Markdown, ready for a page or a terminal."""
        return self.answer

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of the official texts of the acts that it quotes."""
        return frozenset(quote.passage.act.address for quote in self.quotes)

    def _repr_markdown_(self) -> str:
        """Show the answer in a notebook; nothing that an act says runs there."""
        from knowledge.answer.inert import inert

        return inert(self.answer, self.addresses)


def _iso(day: date | None) -> str | None:
    """Write a day, or None."""
    return day.isoformat() if day else None
