"""Hold what the conversation answers, and write it as text: computed sentences, and the records they rest on."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from knowledge.answer import Answer


PHONE = re.compile(r"(?<![\w.,/:-])(?:\+39 ?)?(?:0\d{1,4}|3\d\d) ?\d{5,8}(?![\d.,/]\d|\d)")
"""A telephone number of the country, as records write it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact, and the record that it rests on."""

    text: str
    party_id: str = ""  # whose record a click opens
    urn: str = ""  # the norm that a click opens
    page: str = ""  # the page that a click opens, where it is no party's

    @property
    def norm(self) -> str:
        """The norm as lawyers write it, empty when there is none."""
        from knowledge.norms.identifiers import format_legal, parse_urn

        return format_legal(parse_urn(self.urn)) if self.urn.startswith("urn:") else ""

    @property
    def phone(self) -> str:
        """The first telephone number in it, empty when there is none."""
        found = PHONE.search(self.text)
        return found[0] if found else ""

    @property
    def href(self) -> str:
        """The page that a click opens, empty when there is none."""
        if self.page or not self.party_id:
            return self.page
        return f"{'persona' if self.party_id.startswith('per:') else 'scheda'}?id={self.party_id}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A question to ask next, offered as a button."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer from the record or the norms; no fact in it comes from a model, and nothing was changed."""

    intent: str
    head: str
    lines: tuple[Line, ...] = ()
    query: str = ""  # what was read, in Italian
    choices: tuple[Choice, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # label and page
    answer: Answer | None = None  # when the norms answer
    person_id: str = ""
    answers: tuple[tuple[str, Answer], ...] = ()  # two answers of the norms, each with its day or territory
    wrote: bool = False  # whether the record was written, after a yes
    by_model: bool = False  # whether a language model chose which function answers
    sent: tuple[str, ...] = ()  # what left the machine for a remote language model, names hidden
    words: tuple[str, ...] = ()  # a language model's sentences on the lines, each verified against them

    def as_markdown(self) -> str:
        """Write it as the conversation shows it, in Italian: the sentence, what it rests on, what was read."""
        return "\n\n".join(part for part in _parts(self) if part)

    def as_json(self, question: str, day: date, elapsed_ms: float) -> dict[str, Any]:
        """
        Write it with the keys of an answer, for other programs.

        Parameters
        ----------
        question, day
            What was asked, and for which day.
        elapsed_ms
            How long it took.

        Returns
        -------
        dict
            Where the record answers, ``records`` are the ids that it rests on and ``query`` says what was read;
            where the norms answer too, ``quotes`` and ``facts`` are theirs.
        """
        held: dict[str, Any] = self.answer.as_json() if self.answer is not None else _blank(question, day)
        if not self.query and self.answer is not None:
            return held | {"elapsed_ms": round(elapsed_ms, 1)}
        told = self.as_markdown()
        return held | {
            "id": hashlib.sha256(f"{question}\n{day}\n{told}".encode()).hexdigest()[:16],
            "status": "clarify" if self.choices else "answered" if self.query else "refused",
            "answer": told,
            "records": list(self.records),
            "query": self.query or None,
            "options": [{"label": one.label, "question": one.question} for one in self.choices],
            "elapsed_ms": round(elapsed_ms, 1),
        }

    def _repr_markdown_(self) -> str:
        """Show the reply in a notebook, as the conversation shows it."""
        from knowledge.answer.inert import inert

        held = [*([self.answer] if self.answer else []), *(one for _, one in self.answers)]
        return inert(self.as_markdown(), frozenset().union(*(one.addresses for one in held)))

    @property
    def refused(self) -> bool:
        """Whether the norms were asked and do not answer."""
        return getattr(self.answer, "refusal", None) is not None

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records that it rests on, each once, the person's first."""
        found = (self.person_id, *(line.party_id or line.page.partition("id=")[2] for line in self.lines))
        return tuple(dict.fromkeys(one for one in found if one))


def _blank(question: str, day: date) -> dict[str, Any]:
    """Give the keys of an answer that the norms did not give."""
    return {
        "question": question,
        "as_of": day.isoformat(),
        "territory": None,
        "quotes": [],
        "facts": [],
        "claims": [],
        "refusal": None,
        "completeness": "none",
        "corpus_version": "",
    }


def _parts(reply: Reply) -> Iterator[str]:
    """
    Write the paragraphs of a reply.

    Yields
    ------
    str
        In Markdown; empty for some of the parts that the reply lacks.
    """
    yield "\n".join(reply.words)
    yield reply.head
    yield "\n".join(f"- {line.text}{f' ({line.norm})' if line.norm else ''}" for line in reply.lines)
    yield "\n".join(f"- {one.label}: «{one.question}»" for one in reply.choices)
    for title, answer in reply.answers:
        yield f"### {title}\n\n{answer.answer}"
    if reply.answer is not None and not reply.answers:
        yield reply.answer.answer
    if reply.query:
        yield f"*{reply.query} Dati dell’archivio, nessun testo inventato.*"


def together(first: Reply, second: Reply) -> Reply:
    """
    Put the answers to two questions into one.

    Parameters
    ----------
    first, second
        Answers on the same person.

    Returns
    -------
    Reply
        The lines of both, the second under its own sentence, with both queries.
    """
    lines = (*first.lines, Line(second.head), *second.lines)
    return replace(
        first,
        lines=lines,
        query=" ".join(one for one in (first.query, second.query) if one),
        choices=(*first.choices, *second.choices),
        links=tuple(dict.fromkeys((*first.links, *second.links))),
        answer=first.answer or second.answer,
        person_id=first.person_id or second.person_id,
    )
