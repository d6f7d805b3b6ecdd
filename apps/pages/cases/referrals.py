"""Send a person to a service and follow the answer of both sides, until a coded end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.words import count, long_day, short_day
from apps.pages.cases.faults import Refusal
from apps.pages.cases.piece import CasePiece
from apps.pages.cases.plan import need_label
from coordinator.matching import match
from coordinator.model import vocabulary
from coordinator.network.named import names_of
from coordinator.pathway.cases import refer, step_referral
from coordinator.pathway.drafts import discard_draft
from coordinator.pathway.referrals import reasons_of, state_words, step_words, steps_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.pathway.referrals import Referral
    from coordinator.protection import Viewer

FORM = "invio"
TONES = {"conclusa": "", "rifiutata": "alarm", "ritirata": "note"}


class ReferralsPiece(CasePiece):
    """The referrals of a case: the form that sends one, and the steps of both sides."""

    template: ClassVar[str] = "cases/referrals.html"

    def __init__(self, desk: Desk, viewer: Viewer, case_id: str) -> None:
        self.offered: dict[str, str] = {}  # what another page proposes for the form
        super().__init__(desk, viewer, case_id)

    def offer(self, fields: Mapping[str, str]) -> None:
        """
        Fill the form with what another page proposes: nothing is written until it is sent.

        Parameters
        ----------
        fields
            ``need``, ``sender`` and ``receiver``; what the path does not know is left out.
        """
        self.offered = {name: value for name, value in fields.items() if value}
        if self.offered:
            self.show()

    def describe(self) -> dict[str, Any]:
        """Describe the referrals for ``case_referrals.html``."""
        referrals = self.view.referrals()
        found = [self._referral(one) for one in reversed(referrals)]
        typed = {**self.drafts.get(FORM, {}), **self.offered}
        need, receivers = typed.get("need", ""), self._receivers(typed.get("need", ""))
        senders = self._senders()
        for among, asked in (
            (senders, self.offered.get("sender", "")),
            (receivers, self.offered.get("receiver", "")),
        ):
            if asked.startswith(("svc:", "pra:")) and asked not in among:
                among |= names_of(self.desk.store, {asked}, self.viewer)
        return {
            "offered": bool(self.offered),
            "waiting": [one for one in found if one["it"].is_open],
            "closed": [one for one in found if not one["it"].is_open],
            "typed": {**typed, **(self.typed if self.typed.get("act") == "refer" else {})},
            "needs": {key: need_label(key) for key in self.view.state.file.needs},
            "senders": senders,
            "receivers": receivers,
            "fits": self._fits(need),
            "ended": self.view.process.phases[self.view.state.position.phase].final,
        }

    def handle(self, act: Act) -> None:
        """Show which services fit as soon as the need is chosen; do all else as any page of a case."""
        super().handle(act)
        if act["act"] == "draft" and act.get("field") == "need":
            self.drafts = {**self.drafts, FORM: {**self.drafts.get(FORM, {}), "need": str(act["value"])}}
            self.offered.pop("need", None)
            self.open, self.typed, self.refusal = FORM, {}, Refusal()
            self.show()

    def do(self, act: Act) -> None:
        """Send, take a step, or do what any form does."""
        match act["act"]:
            case "refer":
                self.open = FORM
                self._refer(act)
            case "step":
                self.open = str(act["referral"])
                self._step(act)
            case _:
                super().do(act)

    def _refer(self, act: Act) -> None:
        """Send the person to a service."""
        asked = {
            "need": "Scegli il bisogno.",
            "sender": "Scegli chi invia.",
            "receiver": "Scegli a chi.",
        }
        faults = {name: words for name, words in asked.items() if not act.get(name)}
        if faults:
            self.refusal, self.typed = Refusal("Manca ancora qualcosa.", faults), act
            return
        refer(
            self.desk.store, self.case_id, str(act["need"]), str(act["sender"]), str(act["receiver"]),
            self.day, self.viewer,
        )  # fmt: skip
        discard_draft(self.desk.store, FORM, self.case_id, self.viewer)
        self.offered = {}
        self.said, self.open = "Inviata. Ora la risposta spetta a chi la riceve.", ""

    def _step(self, act: Act) -> None:
        """Take a step of one side."""
        step = str(act["step"])
        if reasons_of(step) and not act.get("reason"):
            self.refusal = Refusal("Scegli il motivo dall’elenco.", {step: "Scegli il motivo."})
            return
        step_referral(
            self.desk.store, self.case_id, str(act["referral"]), step, str(act["by"]), self.day, self.viewer,
            reason=str(act.get("reason") or "") or None,
        )  # fmt: skip
        self.said, self.open = f"Registrato: {step_words(step).lower()}.", ""

    def _senders(self) -> dict[str, str]:
        """List who may send: the professionals of the team, the case manager first."""
        team = [one for one in self.view.state.file.team if one.is_professional]
        ordered = sorted(team, key=lambda one: one.role != "case_manager")
        return {one.party_id: self.lists.name(one.party_id) for one in ordered} or dict(
            self.lists.offered["professionisti"]
        )

    def _receivers(self, need: str) -> dict[str, str]:
        """List who may be asked: services that answer to the need or are in the network, then her professionals."""
        services = {one["id"]: one["name"] for one in self._fits(need)} or self.lists.offered["servizi"]
        return {**services, **self.lists.offered["professionisti"]}

    def _fits(self, need: str) -> list[dict[str, str]]:
        """Say of each service that answers to a need whether it may take the person."""
        if need not in vocabulary().terms["needs"]:
            return []
        found = match(self.desk.store, self.view.person_id, need, self.desk.today(), self.viewer)
        return [
            {"id": one.offer.id, "name": one.offer.name,
             "words": ", ".join(one.notes[:2]) if one.fits else "; ".join(one.against)}
            for one in found
            if need in one.offer.needs
        ]  # fmt: skip

    def _referral(self, one: Referral) -> dict[str, Any]:
        """Describe a referral: where it stands, whose turn it is until when, what each side did."""
        steps = {
            side: [(step, step_words(step), reasons_of(step)) for step in steps_from(one, party)]
            for side, party in (("receiver", one.receiver), ("sender", one.sender))
        }
        sides = [("receiver", one.receiver), ("sender", one.sender)]
        return {
            "it": one,
            "need": need_label(one.need),
            "sender": self.lists.name(one.sender),
            "receiver": self.lists.name(one.receiver),
            "owner": self.lists.name(one.owner),
            "state": state_words(one.state),
            "tone": TONES.get(one.state, ""),
            "left": left_words(one.next_on, self.desk.today()) if one.next_on else "",
            "late": one.next_on is not None and one.next_on < self.desk.today(),
            "due": long_day(one.next_on),
            "sides": [(party, self.lists.name(party), steps[side]) for side, party in sides if steps[side]],
            "moves": [
                (short_day(move.on), self.lists.name(move.by),
                 "Richiesta" if move.step == "richiesta" else step_words(move.step),
                 reasons_of(move.step).get(move.reason or "", ""))
                for move in one.moves
            ],
        }  # fmt: skip


def left_words(due: date, day: date) -> str:
    """Say how long is left until a day: ``"oggi"``, ``"fra 2 giorni"``, ``"da 3 giorni"``."""
    left = (due - day).days
    if left == 0:
        return "entro oggi"
    days = count(abs(left), "giorno", "giorni")
    return f"fra {days}" if left > 0 else f"scaduta da {days}"
