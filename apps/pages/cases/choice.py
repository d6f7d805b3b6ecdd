"""Set side by side, need by need, the services that may meet it; record what the person chose, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.words import count, curly, place_name, short_day
from apps.pages.cases.piece import CasePiece
from apps.pages.cases.plan import need_label
from coordinator.matching import FOLLOWS, match
from coordinator.model import Service, vocabulary
from coordinator.network.record import find_services
from coordinator.pathway.cases import record
from coordinator.pathway.drafts import discard_draft
from coordinator.pathway.events import make_event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.components.live import Act
    from coordinator.matching import Match


MOST = 6
"""Services set side by side for a need: more would not fit a screen, the others are listed below."""


class ChoicePiece(CasePiece):
    """The services for each need, and the person's choice."""

    template: ClassVar[str] = "cases/choice.html"

    def describe(self) -> dict[str, Any]:
        """Describe each need of the case with its services for ``case_choice.html``."""
        known = vocabulary().terms["needs"]
        cards = {one.id: one for one in find_services(self.desk.store, "", self.viewer)}
        needs = [key for key in self.view.state.file.needs if key in known]
        return {
            "needs": [self._need(key, cards) for key in needs],
            "ended": self.view.process.phases[self.view.state.position.phase].final,
        }

    def do(self, act: Act) -> None:
        """Record a choice, or do what any form does."""
        if act["act"] != "choose":
            super().do(act)
            return
        need, chosen = str(act["need"]), str(act.get("chosen") or "")
        self.open = need
        if not chosen:
            self.wrong = "Segna prima il servizio che la persona ha scelto."
            return
        event = make_event("choice_made", need=need, chosen=chosen, among=str(act["among"]).split(),
                           reason=str(act.get("reason") or ""))  # fmt: skip
        record(self.desk.store, self.case_id, event, self.day, self.viewer, seen=self.view.version)
        discard_draft(self.desk.store, f"scelta-{need}", self.case_id, self.viewer)
        self.said = f"Scelta registrata: {self.lists.name(chosen)}."

    wrong = ""  # what a choice lacks; said once

    def _need(self, need: str, cards: Mapping[str, Service]) -> dict[str, Any]:
        """Describe the services for one need: those that fit, the others with why not, and what was chosen."""
        asked = [one for one in match(self.desk.store, self.view.person_id, need, self.desk.today(), self.viewer)
                 if need in one.offer.needs]  # fmt: skip
        rows = [self._row(one, cards) for one in asked]
        wrong, self.wrong = (self.wrong, "") if self.open == need else ("", self.wrong)
        return {
            "key": need,
            "label": need_label(need),
            "rows": rows[:MOST],
            "rest": rows[MOST:],
            "fit": sum(one.fits for one in asked),
            "among": " ".join(one["id"] for one in rows[:MOST]),
            "made": self._made(need),
            "draft": self.drafts.get(f"scelta-{need}", {}),
            "wrong": wrong,
        }

    def _row(self, one: Match, cards: Mapping[str, Service]) -> dict[str, Any]:
        """Describe one service; what nobody recorded is called unknown."""
        offer, card = one.offer, cards.get(one.offer.id)
        places = "non si sa" if offer.places_free is None else str(offer.places_free)
        ages = [f"dai {offer.min_age} anni"] if offer.min_age is not None else []
        ages += [f"fino a {offer.max_age} anni"] if offer.max_age is not None else []
        return {
            "id": offer.id,
            "name": offer.name,
            "fits": one.fits,
            "hers": one.against == (FOLLOWS,),
            "against": "; ".join(map(curly, one.against)),
            "kind": vocabulary().label("service_kinds", card.service_kind) if card else "",
            "phone": card.phone if card else None,
            "for_whom": ", ".join([*filter(None, [offer.eligibility]), *ages]) or "non indicato",
            "area": place_name(offer.area) if offer.area else "tutto il distretto",
            "documents": (card.documents if card else None) or "non indicati",
            "cost": (card.cost if card else None) or "non indicato",
            "places": places,
            "waiting": "non si sa"
            if offer.waiting_days is None
            else count(offer.waiting_days, "giorno", "giorni"),
            "checked": short_day(offer.checked_on) if offer.checked_on else "mai",
            "notes": [
                note for note in one.notes if note.startswith(("è già", "scheda", "serve", "ha limiti"))
            ],
        }

    def _made(self, need: str) -> dict[str, str] | None:
        """Return the last choice for a need, if one was made."""
        for one in reversed(self.view.history):
            event = one.event
            if event.kind == "choice_made" and event.need == need and one.number not in self.view.state.void:
                return {
                    "chosen": event.chosen,
                    "name": self.lists.name(event.chosen),
                    "reason": event.reason,
                    "day": short_day(one.day),
                    "among": str(len(event.among)),
                    "who": one.author,
                }
        return None
