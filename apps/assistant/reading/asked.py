"""Hold a question on a person: where to read, about whom, for which day; and put its answer together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.network.named import names_of
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from coordinator.network.record import Record
    from coordinator.pathway.cases import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

UNSEEN = "una persona che non puoi vedere"
"""What stands for a person of the path whom the asker may not see."""

READ = frozenset({"record", "cases"})
"""What a question has read that another on the same person may use."""

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
    def cases(self) -> tuple[CaseView, ...]:
        """Her paths, the newest first."""
        ids = cases_of(self.store, self.person_id, self.viewer)
        return tuple(read_case(self.store, one, self.viewer) for one in ids)

    @property
    def open_cases(self) -> tuple[CaseView, ...]:
        """Those of her paths that have not ended."""
        return tuple(one for one in self.cases if not one.process.phases[one.state.position.phase].final)

    @property
    def case(self) -> CaseView | None:
        """Her newest open path, else the newest; None when she has none."""
        return self.case_where(lambda _view: True)

    def case_where(self, test: Callable[[CaseView], object]) -> CaseView | None:
        """
        Choose the path that a question is about, where she has several.

        Parameters
        ----------
        test
            What the path must hold, such as a budget.

        Returns
        -------
        CaseView or None
            The newest open one that holds it, else the newest open one, else the newest; None without paths.
        """
        choice = (*filter(test, self.open_cases), *self.open_cases, *filter(test, self.cases), *self.cases)
        return choice[0] if choice else None

    @property
    def name(self) -> str:
        """What to call her."""
        party = self.record.party
        return str(getattr(party, "given_name", None) or party.name)

    def again(self, question: str) -> Asked:
        """
        Put another question on the same person.

        Parameters
        ----------
        question
            In Italian.

        Returns
        -------
        Asked
            With what was read for this one, so that nothing is read twice.
        """
        other = replace(self, question=question)
        vars(other).update({name: value for name, value in vars(self).items() if name in READ})
        return other

    def _died_on(self) -> date | None:
        """Say when she died, if by the day asked: nobody is told of her as of one who lives."""
        died: date | None = getattr(self.record.party, "died_on", None)
        return died if died is not None and died <= self.day else None

    def names(self, ids: Collection[str | None]) -> dict[str, str]:
        """Say what parties are called; whoever is tied to her as the tie says; words that are no id stay."""
        wanted = [one for one in ids if one]
        near = {span.other_id: span.other_name for span in self.record.told}
        stand = {one: UNSEEN if one.startswith("per:") else one for one in wanted}
        return (
            stand
            | {one: near[one] for one in wanted if one in near}
            | names_of(self.store, wanted, self.viewer)
        )

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
        if died := self._died_on():
            head = f"{self.name} non è più in vita dal {long_day(died)}. {head}"
        elif self.dated:
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
