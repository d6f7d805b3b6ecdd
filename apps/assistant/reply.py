"""Hold what the conversation answers: computed sentences, the records they rest on, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer


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

    def _repr_markdown_(self) -> str:
        """Show the reply in a notebook, as the conversation shows it."""
        from apps.assistant.markdown import as_markdown
        from knowledge.answer.inert import inert

        held = [*([self.answer] if self.answer else []), *(one for _, one in self.answers)]
        return inert(as_markdown(self), frozenset().union(*(one.addresses for one in held)))

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records that it rests on, each once, the person's first."""
        found = (self.person_id, *(line.party_id or line.page.partition("id=")[2] for line in self.lines))
        return tuple(dict.fromkeys(one for one in found if one))
