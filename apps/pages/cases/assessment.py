"""Assess with scales and opinions, and see what came out: goals, scales before and after, the network since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.acts import file_of
from apps.components.path_words import ROLE_NAMES
from apps.components.words import count, short_day
from apps.pages.cases.faults import Refusal
from apps.pages.cases.piece import CasePiece
from apps.pages.cases.plan import describe_goals, need_label
from apps.pages.cases.words import HORIZONS
from coordinator.pathway.drafts import discard_draft
from coordinator.pathway.outcome import report_outcome
from coordinator.pathway.own import add_scales, scales_of
from coordinator.pathway.scoring import answer_scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.components.live import Act
    from coordinator.network.difference import Difference
    from coordinator.pathway.outcome import Outcome
    from coordinator.pathway.scales import Scale

TONES = {"meglio": "", "peggio": "alarm", "uguale": "ask"}


class AssessmentPiece(CasePiece):
    """The scales of a case, the opinions of the team, and the outcome of the plan."""

    template: ClassVar[str] = "cases/assessment.html"

    def describe(self) -> dict[str, Any]:
        """Describe scales, opinions and outcome for ``case_assessment.html``."""
        scales = scales_of(self.desk.store, self.viewer)
        outcome = report_outcome(self.desk.store, self.case_id, self.day, self.viewer)
        plan = describe_goals(self.view, self.lists)
        return {
            "ended": self.view.process.phases[self.view.state.position.phase].final,
            "scales": [self._scale(one) for one in scales.values()],
            "may_add": self.viewer.may("write", "register"),
            "opinions": plan["opinions"],
            "silent": self._silent(),
            "outcome": _outcome(outcome),
        }

    def do(self, act: Act) -> None:
        """Score a scale, add the body's own, or do what any form does."""
        match act["act"]:
            case "score":
                self._score(act)
            case "add_scales":
                self._add(act)
            case _:
                super().do(act)

    def _score(self, act: Act) -> None:
        """Answer a scale; a question without an answer is named at its place."""
        scale = scales_of(self.desk.store, self.viewer)[str(act["scale"])]
        self.open = scale.id
        answers = {key: str(act[key]) for key in scale.questions if act.get(key)}
        faults = {key: "Scegli una risposta." for key in scale.questions if key not in answers}
        if not act.get("by"):
            faults = {"by": "Scegli chi ha fatto le domande.", **faults}
        if faults:
            lacks = count(len(faults), "risposta", "risposte")
            self.refusal, self.typed = (
                Refusal(f"Manca ancora: {lacks}. Senza, il totale non c’è.", faults),
                act,
            )
            return
        answer_scale(
            self.desk.store, self.case_id, scale.id, answers, str(act["by"]), self.day, self.viewer,
            seen=self.view.version,
        )  # fmt: skip
        discard_draft(self.desk.store, f"scala-{scale.id}", self.case_id, self.viewer)
        self.said, self.open = f"Registrato: {scale.name}.", ""

    def _add(self, act: Act) -> None:
        """Keep the scales of a file that the body may use."""
        self.open = "scale-proprie"
        file = file_of(act, "file")
        if file is None:
            self.refusal = Refusal("Scegli prima il file.", {"file": "Scegli il file."})
            return
        text = file[1].decode("utf-8", "replace")
        names = add_scales(self.desk.store, text, self.viewer)
        self.said = f"Aggiunte: {count(len(names), 'scala', 'scale')}."

    def _scale(self, scale: Scale) -> dict[str, Any]:
        """Describe a scale: its questions with what was typed, and its totals through time."""
        greatest = max((up_to for up_to, _ in scale.bands), default=1)
        draft = self.drafts.get(f"scala-{scale.id}", {})
        refused = bool(self.refusal) and self.open == scale.id
        scored = [one for one in self.view.state.scales if one.scale == scale.id]
        return {
            "it": scale,
            "typed": {**draft, **(self.typed if refused else {})},
            "faults": self.refusal.faults if refused else {},
            "team": self.lists.offered["squadra"] or self.lists.offered["professionisti"],
            "greatest": greatest,
            "scored": [
                {"day": short_day(one.day), "total": one.total, "words": one.words,
                 "by": self.lists.name(one.by), "width": 100 * one.total / greatest if greatest else 0}
                for one in scored
            ],
            "draft": any(draft.values()),
        }  # fmt: skip

    def _silent(self) -> list[str]:
        """Name the professionals of the team who have not written their opinion yet."""
        given = self.view.state.file.opinions
        found = {
            one.party_id: ROLE_NAMES.get(one.role, one.role)
            for one in self.view.state.file.team
            if one.is_professional and one.party_id not in given
        }
        return [f"{self.lists.name(party)} ({role})" for party, role in found.items()]


def _outcome(outcome: Outcome) -> dict[str, Any]:
    """Say how the plan came out."""
    return {
        "goals": [
            {"it": one, "need": need_label(one.need) if one.need else "",
             "horizon": HORIZONS.get(one.horizon or "", ""), "day": short_day(one.day),
             "place": 50 + 25 * one.attainment}
            for one in outcome.goals
        ],
        "never_weighed": outcome.never_weighed,
        "score": outcome.score,
        "scales": [
            {"it": one, "before": short_day(one.before.day), "after": short_day(one.after.day),
             "tone": TONES.get(one.direction or "", "ask")}
            for one in outcome.scales
        ],
        "network": _network(outcome.network),
    }  # fmt: skip


def _network(found: Difference | None) -> Mapping[str, Any] | None:
    """Say what changed in the network since the first plan; None before it."""
    if found is None:
        return None
    return {
        "since": short_day(found.first),
        "came": list(found.came.values()),
        "left": list(found.left.values()),
        "changed": len(found.changed),
        "begun": len(found.begun),
        "ended": len(found.ended),
        "nothing": found.nothing,
        "address": f"confronta?id={found.person_id}",
    }
