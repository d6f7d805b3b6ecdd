"""Build one small world around a new person: she has a doctor, and whatever a drawing adds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coordinator.district.people import LAST_DAY
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from random import Random

    from coordinator.store.records import Records, Row

BODY = "ist:asl"
"""The body that answers for a world's services; it is in every district."""


class World:
    """A person, new helpers and services of her own; rows go into the records as they are drawn."""

    def __init__(
        self, records: Records, name: str, draw: Random, *, age: int = 70, doctor: bool = True
    ) -> None:
        self.records = records
        self.name = name
        self.draw = draw
        self.parties: list[str] = []
        self.person = self.someone(age)
        if doctor:
            self.tie("medico_base", self.professional("medico_medicina_generale"), self.person)

    def ago(self, days: int) -> date:
        """Return the day that lies some days before the last day of the district."""
        return LAST_DAY - timedelta(days=days)

    def lately(self) -> date:
        """Draw a day two months to a year and a half before the last day."""
        return self.ago(60 + int(self.draw.random() * 480))

    def someone(self, age: int) -> str:
        """Add a person who has had so many birthdays on the last day, the last of them half a year before."""
        born = LAST_DAY.replace(year=LAST_DAY.year - age) - timedelta(days=182)
        number = len(self.parties) + 1
        row = {"given_name": f"Persona {number}", "family_name": f"Prova {self.name}", "born_on": born}
        return self._add("per", self.records.persons, row)

    def professional(self, profession: str) -> str:
        """Add a practitioner."""
        label = vocabulary().label("professions", profession)
        row = {"name": f"{label} {self.name}", "profession": profession}
        return self._add("pra", self.records.practitioners, row)

    def service(self, kind: str, *needs: str, owner: bool = True) -> str:
        """Add a service that offers to meet some needs."""
        label = vocabulary().label("service_kinds", kind)
        row = {"name": f"{label} {self.name}", "service_kind": kind, "needs": list(needs)}
        service_id = self._add("svc", self.records.services, row)
        if owner:
            self.tie("gestito_da", service_id, BODY)
        return service_id

    def group(self) -> str:
        """Add a group of volunteers."""
        row = {"name": f"Gruppo {self.name}", "community_kind": "gruppo_volontari"}
        return self._add("com", self.records.communities, row)

    def tie(self, kind: str, start: str, end: str, since: date | None = None, **more: Any) -> None:
        """Tie two parties, since lately unless a day is given."""
        row = {"kind": kind, "from_id": start, "to_id": end, "since": since or self.lately()}
        self.records.ties.append(row | more)

    def in_care(self, service_id: str, since: date | None = None, **more: Any) -> str:
        """Let a service have the person in its care."""
        self.tie("in_carico", self.person, service_id, since, direction="from", **more)
        return service_id

    def followed(self, profession: str, kind: str = "segue", since: date | None = None, **more: Any) -> str:
        """Let a new practitioner follow the person."""
        professional = self.professional(profession)
        self.tie(kind, professional, self.person, since, **more)
        return professional

    def cared_for(self, age: int = 50, kind: str = "caregiver_principale", **more: Any) -> str:
        """Let a new carer care for the person."""
        carer = self.someone(age)
        self.tie(kind, carer, self.person, **more)
        return carer

    def need(self, need: str) -> None:
        """Record an open need of the person."""
        self.records.needs.append({"person_id": self.person, "need": need, "since": self.lately()})

    def contact(self, kind: str, with_id: str, day: date) -> None:
        """Record a contact of the person."""
        self.records.contacts.append({"person_id": self.person, "with_id": with_id, "day": day, "kind": kind})

    def _add(self, prefix: str, rows: list[Row], row: Row) -> str:
        party_id = f"{prefix}:{self.name}-{len(self.parties) + 1}"
        rows.append({"id": party_id} | row)
        self.parties.append(party_id)
        return party_id
