"""Hold what one conversation remembers: who asks, about whom it is, and what was asked and answered before."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from apps.assistant.general.norms import ask_norms
from apps.assistant.reading.asked import Asked
from apps.assistant.reading.helpers import meant
from apps.assistant.whom.own import own_record
from apps.assistant.whom.subject import Whom
from apps.assistant.writing.propose import Pen
from coordinator.pathway.local_keeping import read_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from apps.assistant.reading.of_many import Asked as Many
    from apps.assistant.reply import Reply
    from coordinator.model import Person
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from knowledge.answer import Answer, Assistant


@dataclass(slots=True)
class Scene:
    """One conversation, between its questions."""

    store: Store
    viewer: Viewer
    open_assistant: Callable[[], Assistant]
    day: date
    person_id: str = ""  # in mind; empty when nobody is
    intent: str = ""  # of the question before
    question: str = ""  # the one before, as it was typed
    named: str = ""  # the helpers that it named
    quoted: Answer | None = None  # what the norms answered last
    said: Reply | None = None  # the answer before
    waiting: tuple[str, Sequence[Person]] | None = None  # a question that waits for whom it is about
    listed: Any = None  # what was listed last, by the table that it is of
    rows: dict[tuple[str, str], Any] = field(
        default_factory=dict
    )  # of tables read for the question that is asked
    many: Many | None = None  # the question about many persons that was asked last
    pen: Pen = field(default_factory=Pen)

    def __post_init__(self) -> None:
        """Have in mind whoever asks of herself, before anybody was named; the norms answer for the body's territory."""
        self.person_id = self.person_id or own_record(self.viewer)
        self.open_assistant = partial(self._here, self.open_assistant)

    def _here(self, open_assistant: Callable[[], Assistant]) -> Assistant:
        """Open the norms of the territory that the body has said is its own."""
        assistant = open_assistant()
        if not self.viewer.may("read", "directory"):
            return assistant
        return assistant.at(read_rules(self.store, self.viewer).territory)

    @property
    def record(self) -> tuple[Store, Viewer, date]:
        """Where to read, who asks, and the day."""
        return self.store, self.viewer, self.day

    def asked(self, question: str, day: date | None = None) -> Asked:
        """Put a question on the person in mind; `day` where the question names one."""
        return Asked(self.store, self.viewer, self.person_id, day or self.day, question, day is not None)

    def sole_listed(self) -> str:
        """Return the one person whom the answer before listed, where nobody is in mind; empty for several."""
        lines = self.said.lines if self.said is not None and not self.person_id else ()
        listed = {line.party_id for line in lines if line.party_id.startswith("per:")}
        return listed.pop() if len(listed) == 1 else ""

    def whom(self) -> Whom:
        """Say among whom persons are looked for."""
        return Whom(self.store, self.viewer, self.day, self.person_id)

    def helpers_meant(self, question: str) -> list[str]:
        """Name those around the person in mind whom a question means."""
        if not self.person_id:
            return []
        asked = self.asked(question)
        spans = meant(asked, [span for span in asked.record.told if span.holds_on(self.day)])
        return list(dict.fromkeys(span.other_name for span in spans))

    def ask_norms(self, question: str) -> Reply:
        """Let the norms answer; a follow-up may mean the provision quoted last."""
        self.intent = ""
        reply = ask_norms(self.open_assistant(), question, self.day, self.quoted)
        self.quoted = reply.answers[-1][1] if reply.answers else reply.answer
        return reply
