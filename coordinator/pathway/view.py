"""Show a case as a viewer reads it: where it stands, what it lacks, which terms run, as of any day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordinator.pathway.adding import add_up
from coordinator.pathway.case import CaseState, Recorded, RunningTerms, running_terms
from coordinator.pathway.events import ReferralMoved, Referred
from coordinator.pathway.gates import missing_items
from coordinator.pathway.local_rules import LocalRules
from coordinator.pathway.referrals import Referral, open_referral, take_step

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.gates import Instrument
    from coordinator.pathway.process import GateItem, Process


@dataclass(frozen=True, slots=True, repr=False)
class CaseView:
    """A case as a viewer reads it: whose, which path, where it stands, and all that happened."""

    id: str
    person_id: str
    area: str
    instrument: Instrument
    process: Process
    state: CaseState
    history: tuple[Recorded, ...]
    local: LocalRules = LocalRules()
    withheld: frozenset[str] = frozenset()  # what the reader may not see: "budget", "pareri", "piano"

    def __repr__(self) -> str:
        """Name the case and where it stands: all that it holds is pages long."""
        return f"<CaseView {self.id} of {self.person_id}: {self.state.position.phase}, {self.version} events>"

    @property
    def version(self) -> int:
        """How many events the case has: say it when writing, and a meanwhile change is told."""
        return len(self.history)

    def missing(self, gate: str) -> tuple[GateItem, ...]:
        """Name what a gate of the instrument still misses; empty for a gate without a list."""
        return missing_items(self.instrument, gate, self.state.file) if gate in self.instrument.gates else ()

    def terms(self, calendar: LocalCalendar | None = None) -> RunningTerms:
        """List the terms that started in the case, oldest first; on the place's holidays when none are given."""
        rules = (*self.process.terms, *self.instrument.terms)
        return running_terms(self.state, rules, self.rules_on(calendar))

    def as_of(self, day: date) -> CaseView | None:
        """Return the case as it was at the end of a day; None when it was not open yet."""
        history = tuple(one for one in self.history if one.day <= day)
        if len(history) == len(self.history):
            return self
        return replace(self, state=add_up(self.process, history), history=history) if history else None

    def referrals(self, calendar: LocalCalendar | None = None) -> tuple[Referral, ...]:
        """Add up the referrals of the case, closed ones included, in the order in which they were sent."""
        local = self.rules_on(calendar)
        found: dict[str, Referral] = {}
        for one in self.history:
            if one.number in self.state.void:
                continue
            match one.event:
                case Referred(referral=key) as sent:
                    found[key] = open_referral(
                        key, self.person_id, sent.need, sent.sender, sent.receiver, one.day, local,
                        found.values(),
                    )  # fmt: skip
                case ReferralMoved(referral=key) as step:
                    found[key] = take_step(found[key], step.step, step.by, one.day, local, step.reason)
        return tuple(found.values())

    def rules_on(self, calendar: LocalCalendar | None = None) -> LocalRules:
        """Return what holds in the place, on other holidays when some are given."""
        return self.local if calendar is None else replace(self.local, calendar=calendar)
