"""Show who may be the same person, side by side with the reasons; make one record of two, and two again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.frame import argument
from apps.components.words import count, long_day, place_name
from apps.pages.task import MissingError, Task, about_person, show_task
from coordinator.model import Person
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.merges import merges
from coordinator.network.merging import merge, undo_merge
from coordinator.network.record import find_people, read_record

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act

LEAD = "La stessa persona scritta due volte: si guardano le due schede, si dice perché, se ne fa una. Si può disfare."


def show_duplicates(desk: Desk) -> None:
    """Fill the document with the likely duplicates of a person, or with the merges made."""
    person_id = argument("id")
    if person_id:
        record, name = about_person(desk, person_id)
        task = Duplicates(desk, person_id)
        task.searched = argument("cerca")
        show_task(desk, "doppioni", f"Doppioni di {name}", LEAD, record=record, task=task)
        return
    task = Duplicates(desk, "")
    task.searched = argument("cerca")
    show_task(desk, "doppioni", "Doppioni", LEAD, task=task)


class Duplicates(Task):
    """Who may be the same as a person, and the merges made."""

    template = "people/duplicates.html"

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(desk, person_id)
        self.person_id, self.searched = person_id, ""

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"merge": self._merge, "unmerge": self._unmerge, "find": self._find}

    def values(self) -> dict[str, Any]:
        """Collect the person, who may be her, and the merges made."""
        may_decide = self.viewer.may("decide", "duplicates")
        values: dict[str, Any] = {
            "may_decide": may_decide,
            "merges": merges(self.desk.store, self.viewer) if may_decide else (),
            "long_day": long_day,
            "searched": self.searched,
            "person": None,
            "matches": [],
            "people": [],
        }
        others = find_people(self.desk.store, self.searched, self.viewer) if self.searched else []
        if not self.person_id:
            return values | {"people": others}
        person = self._person(self.person_id)
        found = find_duplicates(self.desk.store, _candidate(person), self.viewer, but=person.id)
        pairs = [(one.person_id, one.reasons, one.certain) for one in found]
        seen = {person.id, *(one.person_id for one in found)}
        pairs += [(one.id, ("scelta da te",), False) for one in others if one.id not in seen][:5]
        return values | {
            "person": self._card(self.person_id),
            "matches": [(self._card(other), reasons, certain) for other, reasons, certain in pairs],
        }

    def _person(self, person_id: str) -> Person:
        """Read a person's record."""
        party = read_record(self.desk.store, person_id, self.day, self.viewer).party
        assert isinstance(party, Person)  # noqa: S101  ids of persons only come here
        return party

    def _card(self, person_id: str) -> dict[str, Any]:
        """Say what a record holds, to be put beside another."""
        record = read_record(self.desk.store, person_id, self.day, self.viewer)
        person = record.party
        assert isinstance(person, Person)  # noqa: S101  ids of persons only come here
        return {
            "id": person.id,
            "name": person.name,
            "rows": {
                "Nascita": long_day(person.born_on),
                "Codice fiscale": person.tax_code or "",
                "Sesso": person.sex or "",
                "Zona": place_name(person.area),
                "Telefono": person.phone or "",
                "Legami": count(len(record.told), "legame", "legami")
                if record.ties_told
                else "il tuo ruolo non li vede",
                "Bisogni": ", ".join(record.needs),
            },
        }

    def _find(self, act: Act) -> None:
        """Look for another record by name."""
        self.searched = str(act.get("text") or "").strip()
        self.typed = {}
        if not self.searched:
            message = (
                "Scrivi il cognome della persona, se lo sai con l’anno di nascita: per esempio «rossi 1942»."
            )
            raise MissingError(message)

    def _merge(self, act: Act) -> None:
        """Make one record of two."""
        reason, other = str(act.get("reason") or "").strip(), str(act["other"])
        if not reason:
            message = (
                "Scrivi perché sono la stessa persona: per esempio «stesso codice fiscale sul documento»."
            )
            raise MissingError(message)
        kept, dropped = (self.person_id, other) if act.get("keep") != "other" else (other, self.person_id)
        number = merge(self.desk.store, kept, dropped, reason, self.viewer)
        was, self.person_id = self.person_id, kept

        def back() -> None:
            undo_merge(self.desk.store, number, self.viewer)
            self.person_id = was

        self.said("Ora è una scheda sola, con i legami, i bisogni e i contatti di tutte e due.", back)

    def _unmerge(self, act: Act) -> None:
        """Make two records again of one."""
        undo_merge(self.desk.store, number_of(act, "number"), self.viewer)
        self.said(
            "Sono di nuovo due schede, come prima. Quello che è stato aggiunto dopo resta alla scheda tenuta."
        )


def _candidate(person: Person) -> Candidate:
    """Take a person of the record as one who is being entered."""
    known = partial(getattr, person)
    return Candidate(*(known(name) for name in ("given_name", "family_name", "born_on", "tax_code", "phone")))
