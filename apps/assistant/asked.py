"""Hold a question on a person: where to read, about whom, for which day; and put its answer together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.network.named import names_of
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from coordinator.network.record import Record
    from coordinator.pathway.cases import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

SHOWN = 30
"""Lines of an answer; more would be a page and not an answer."""


@dataclass(frozen=True)
class Asked:
    """A question on a person: where to read, about whom, for which day, by whom."""

    store: Store
    viewer: Viewer
    person_id: str
    day: date
    question: str
    dated: bool = False  # whether the question itself names the day

    @cached_property
    def record(self) -> Record:
        """Her record."""
        return read_record(self.store, self.person_id, self.day, self.viewer)

    @cached_property
    def case(self) -> CaseView | None:
        """Her newest path, None when she has none."""
        ids = cases_of(self.store, self.person_id, self.viewer)
        return read_case(self.store, ids[0], self.viewer) if ids else None

    @property
    def name(self) -> str:
        """What to call her."""
        party = self.record.party
        return str(getattr(party, "given_name", None) or party.name)

    def names(self, ids: Collection[str | None]) -> dict[str, str]:
        """Say what parties are called; words that are no id stand for themselves."""
        wanted = [one for one in ids if one]
        return {one: one for one in wanted} | names_of(self.store, wanted, self.viewer)

    def reply(
        self,
        intent: str,
        head: str,
        lines: Sequence[Line],
        read: str,
        links: Sequence[tuple[str, str]] = (),
    ) -> Reply:
        """
        Put an answer together with the query that was run.

        Parameters
        ----------
        intent
            What it answers.
        head
            The first sentence.
        lines
            Facts; a long list is cut, and says so.
        read
            What was read, such as "i legami".
        links
            Pages that show more: label and address.

        Returns
        -------
        Reply
            For the page.
        """
        if self.dated:
            of_day = "All’" if self.day.day in {8, 11} else "Al "
            head = f"{of_day}{long_day(self.day)}: {head[0].lower()}{head[1:]}"
        more = [Line(f"e altri {len(lines) - SHOWN}")] if len(lines) > SHOWN else []
        return Reply(
            intent,
            head,
            (*lines[:SHOWN], *more),
            query=f"Letto: {read} di {self.record.party.name}, al {long_day(self.day)}.",
            links=(*links, ("Scheda", f"persona?id={self.person_id}")),
            person_id=self.person_id,
        )
