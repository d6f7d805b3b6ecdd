"""Show a person on what the handling of her data rests, and let her say yes or no after seeing what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.days import write_day
from apps.components.frame import argument
from apps.components.path_words import norm_words
from apps.components.words import curly, long_day
from apps.pages.task import MissingError, Task, about_person, pick_person, show_task
from coordinator.network.record import names_nearby
from coordinator.pathway.consents import care_words
from coordinator.protection.bases import bases, care_consents
from coordinator.protection.consent import effect, say, words_of
from coordinator.protection.looks import own_records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection.bases import Basis
    from coordinator.protection.consent import Effect, Word

LEAD = (
    "Perché si usano i suoi dati: per legge, perché ha detto di sì, o finché non dice di no. "
    "Prima di scrivere un sì o un no si vede che cosa cambia."
)


def show_consents(desk: Desk) -> None:
    """Fill the document with the bases of a person's data."""
    mine = own_records(desk.store, desk.viewer()) if desk.viewer().may("read", "own_record") else ()
    person_id = argument("id") or (mine[0][0] if mine else "")
    if not person_id:
        pick_person(desk, "consensi", "Dati e consensi", LEAD)
        return
    record, name = about_person(desk, person_id)
    task = Consents(desk, person_id, record.party.name)
    show_task(desk, "consensi", f"Dati e consensi di {name}", LEAD, record=record, task=task)


class Consents(Task):
    """The bases of a person's data, and her words about them."""

    template = "people/consents.html"

    def __init__(self, desk: Desk, person_id: str, name: str) -> None:
        super().__init__(desk, person_id)
        self.person_id, self.name = person_id, name
        self.shown: Effect | None = None  # what a word would change, before it is written
        self.recipient: str | None = None

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page may ask."""
        return {"look": self._look, "say": self._say, "drop": self._drop}

    def values(self) -> dict[str, Any]:
        """Collect the bases, the person's words, and what the word in hand would change."""
        store, viewer = self.desk.store, self.viewer
        words = words_of(store, self.person_id, viewer)
        asked = [one for one in bases().values() if one.asked]
        names = names_nearby(store, self.person_id, viewer) | {self.person_id: self.name}
        care = care_words(store, self.person_id, viewer) if viewer.may("read", "case") else ()
        return {
            "law": [one for one in bases().values() if not one.asked],
            "asked": [self._asked(one, words) for one in asked],
            "care": [
                {"basis": care_consents()[one.about], "said": one, "by": names.get(one.by, one.by)}
                for one in care
            ],
            "may_write": viewer.may("write", "consent"),
            "shown": self.shown,
            "recipient": names.get(self.recipient or "", ""),
            "name": self.name,
            "today": write_day(self.day),
            "long_day": long_day,
            "curly": curly,
            "legal": norm_words,
        }

    def _asked(self, basis: Basis, words: tuple[Word, ...]) -> dict[str, Any]:
        """Say what the person has said of a basis, and to whom she may say it."""
        readers = effect(self.desk.store, self.person_id, basis.id, self.viewer, given=True).readers
        places = {key: name for one in readers for key, name in zip(one.place_ids, one.places, strict=True)}
        return {
            "basis": basis,
            "words": [one for one in words if one.sharing == basis.id],
            "places": places if basis.kind == "consent" else {},
        }

    def _look(self, act: Act) -> None:
        """Show what a word would change; nothing is written."""
        if act.get("given") not in {"si", "no"}:
            message = "Scegli che cosa dice la persona: sì, oppure no."
            raise MissingError(message)
        given, self.recipient = act["given"] == "si", str(act.get("recipient") or "") or None
        self.shown = effect(
            self.desk.store,
            self.person_id,
            str(act["sharing"]),
            self.viewer,
            given=given,
            recipient=self.recipient,
        )

    def _say(self, act: Act) -> None:
        """Write the word whose effect was shown."""
        if self.shown is None:
            message = "Scegli prima che cosa dire, e guarda che cosa cambia."
            raise MissingError(message)
        if not (by := str(act.get("by") or "").strip()):
            message = "Scrivi chi lo ha detto: la persona, o chi la rappresenta."
            raise MissingError(message)
        shown, recipient = self.shown, self.recipient
        self._write(shown, by, recipient, given=shown.given)
        self.shown, self.recipient = None, None
        word = "Il sì" if shown.given else "Il no"
        self.said(
            f"{word} è scritto, e vale da subito.",
            lambda: self._write(shown, by, recipient, given=not shown.given),
        )

    def _write(self, shown: Effect, by: str, recipient: str | None, *, given: bool) -> None:
        """Write a word of today."""
        say(
            self.desk.store, self.person_id, shown.basis.id, self.viewer,
            given=given, day=self.day, by=by, recipient=recipient,
        )  # fmt: skip

    def _drop(self, act: Act) -> None:
        """Leave things as they are."""
        self.shown, self.recipient, self.typed = None, None, {}
