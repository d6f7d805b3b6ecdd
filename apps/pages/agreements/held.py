"""Show the agreements between bodies, which pairs share persons without one, and write or end one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.path_words import norm_words
from apps.components.words import curly, long_day
from apps.pages.task import MissingError, Task, show_task
from coordinator.errors import BadAgreementError
from coordinator.model import vocabulary
from coordinator.network.agreements import agreements, end_agreement, state_agreement, undo_agreement
from coordinator.network.directory import directory
from coordinator.network.integration import integration
from coordinator.network.span_history import past_agreements

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act

SIGNERS = 4
"""Bodies that the form offers to name."""


def show_agreements(desk: Desk) -> None:
    """Fill the document with the agreements between bodies."""
    lead = "Chi si è impegnato con chi, da quando a quando, e chi segue le stesse persone senza un accordo."
    task = Agreements(desk, argument("ente"))
    show_task(desk, "accordi", "Accordi fra enti", lead, task=task, here="servizi")


class Agreements(Task):
    """The agreements of the district, or of one body."""

    template = "agreements/held.html"

    def __init__(self, desk: Desk, body_id: str) -> None:
        super().__init__(desk, body_id)
        self.body_id = body_id

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"add": self._add, "end": self._end}

    def values(self) -> dict[str, Any]:
        """Collect agreements, bodies, and the pairs that have none."""
        bodies = [
            (one.id, one.name) for one in directory(self.desk.store, self.viewer, kinds=("ente", "comunita"))
        ]
        found = agreements(self.desk.store, self.viewer, body_id=self.body_id or None)
        written = past_agreements(self.desk.store, self.viewer, body_id=self.body_id or None)
        names, words = dict(bodies), vocabulary().terms
        levels = {key: term.label for key, term in words["levels"].items()}
        return {
            "current": [one for one in found if one.in_force_on(self.day)],
            "past": [one for one in found if not one.in_force_on(self.day)],
            "story": {one.id: one for one in written},
            "withdrawn": [one for one in written if one.withdrawn],
            "body": names.get(self.body_id, ""),
            "bodies": bodies,
            "kinds": [(key, curly(term.label)) for key, term in words["agreement_kinds"].items()],
            "levels": levels,
            "missing": self._missing(names),
            "signers": range(1, SIGNERS + 1),
            "may_write": self.viewer.may("write", "agreement"),
            "today": write_day(self.day),
            "long_day": long_day,
            "curly": curly,
            "legal": norm_words,
        }

    def _missing(self, names: dict[str, str]) -> list[str]:
        """List the pairs of bodies that share persons and have no agreement."""
        if not self.viewer.may("read", "measures"):
            return []
        level = integration(self.desk.store, self.day, self.viewer)["institutional"]
        pairs = level.inputs.get("missing", ())
        return [" e ".join(names.get(one, one) for one in pair) for pair in pairs]

    def _add(self, act: Act) -> None:
        """Write an agreement."""
        chosen = [str(act[f"body{n}"]) for n in range(1, SIGNERS + 1) if act.get(f"body{n}")]
        until = str(act.get("until") or "").strip()
        if not str(act.get("title") or "").strip() or not act.get("kind") or len(set(chosen)) < 2:
            message = "Servono tre cose: il titolo, il tipo, e almeno due enti diversi che firmano."
            raise MissingError(message)
        since = read_day(str(act.get("since") or write_day(self.day)))
        last = read_day(until) if until else None
        if last is not None and last < since:
            message = (
                f"Finirebbe il {long_day(last)}, prima di cominciare il {long_day(since)}: scambia i giorni."
            )
            raise MissingError(message)
        document = str(act.get("document") or "").strip() or None
        written = state_agreement(
            self.desk.store,
            str(act["title"]),
            str(act["kind"]),
            chosen,
            since,
            self.viewer,
            until=last,
            level=str(act.get("level") or "") or None,
            document=document,
        )
        back = partial(undo_agreement, self.desk.store, written, self.viewer)
        self.said("Accordo scritto. Conta da subito nei cinque livelli di integrazione.", back)

    def _end(self, act: Act) -> None:
        """Write the last day of an agreement."""
        day = read_day(str(act.get("day") or write_day(self.day)))
        agreement = str(act["agreement"])
        try:
            end_agreement(self.desk.store, agreement, day, self.viewer)
        except BadAgreementError as error:
            message = f"Il {long_day(day)} questo accordo non era ancora in vigore: controlla il giorno."
            raise MissingError(message) from error
        back = partial(undo_agreement, self.desk.store, agreement, self.viewer)
        self.said(f"L’accordo finisce il {long_day(day)}.", back)
