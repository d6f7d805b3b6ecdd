"""Write what follows from the events of a case: its team, its plan, where its referrals stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.names import DERIVED, party_reference, resource_id, type_of
from coordinator.pathway.events import Referred

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from coordinator.pathway.view import CaseView
    from coordinator.protection.veil import Unnamed

REFERRAL_STATES = {
    "richiesta": ("requested", "active"),
    "accettata": ("accepted", "active"),
    "da_chiudere": ("in-progress", "active"),
    "conclusa": ("completed", "completed"),
    "rifiutata": ("rejected", "revoked"),
    "ritirata": ("cancelled", "revoked"),
}
"""State of a referral → those of its Task (as Gravity SDOH Clinical Care names them) and of its ServiceRequest."""


def closed_on(view: CaseView) -> date | None:
    """Return the day on which a case ended; None while it is open."""
    return view.state.stays[-1].since if view.process.phases[view.state.position.phase].final else None


@dataclass(frozen=True, slots=True)
class Following:
    """Writes what others of the bundle say already, marked so: it is for others to read."""

    view: CaseView
    id: str  # of the episode
    stays: frozenset[str]
    without: Unnamed
    goals: Mapping[str, str]  # goal → reference
    actions: Sequence[str]  # references

    def write(self) -> Iterator[dict[str, Any]]:
        """Write the team, the plan and the tasks of the referrals."""
        if self.view.state.file.team:
            yield self._derived("CareTeam", "team") | {"participant": self._team()}
        if self.goals:
            yield self._derived("CarePlan", "plan") | self._plan()
        for referral in self.view.referrals():
            if {referral.sender, referral.receiver} & self.stays:
                continue
            yield self._derived("Task", resource_id(f"i:{referral.id}"), "for") | {
                "status": REFERRAL_STATES[referral.state][0],
                "intent": "order",
                "focus": {"reference": f"ServiceRequest/{self._sent(referral.id)}"},
                "description": self.without(referral.need),
                "owner": party_reference(referral.receiver),
                **({"statusReason": {"text": self.without(referral.outcome)}} if referral.outcome else {}),
            }

    def _sent(self, key: str) -> str:
        """Name the request of a referral."""
        sent = (
            one for one in self.view.history if isinstance(one.event, Referred) and one.event.referral == key
        )
        return f"{self.id}-{next(sent).number}"

    def _derived(self, kind: str, suffix: str, subject: str = "subject") -> dict[str, Any]:
        """Begin a resource that follows from others."""
        base = {"resourceType": kind, "id": f"{self.id}-{suffix}", "meta": {"tag": [DERIVED]}}
        return base | {subject: party_reference(self.view.person_id)}

    def _team(self) -> list[dict[str, Any]]:
        """Write who is in the team now."""
        return [
            {"role": [{"text": self.without(one.role)}], "member": party_reference(one.party_id)}
            for one in self.view.state.file.team
            if one.party_id not in self.stays and type_of(one.party_id) not in {"Group", "HealthcareService"}
        ]

    def _plan(self) -> dict[str, Any]:
        """Write the plan: its goals and its actions."""
        state = self.view.state
        status = "completed" if closed_on(self.view) else "active" if state.versions else "draft"
        since = {"period": {"start": state.versions[0].since.isoformat()}} if state.versions else {}
        return {
            "status": status,
            "intent": "plan",
            "title": self.view.instrument.name,
            **since,
            "goal": [{"reference": goal} for goal in self.goals.values()],
            **(
                {"activity": [{"reference": {"reference": one}} for one in self.actions]}
                if self.actions
                else {}
            ),
        }
