"""Invent families, their needs and who helps them, one draw after the other from one seed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from coordinator.model import vocabulary
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from coordinator.store.records import Records, Row

T = TypeVar("T")
LAST_DAY = date(2026, 10, 31)
PATIENTS_OF_A_DOCTOR = 120  # far fewer than a real doctor has: a small district needs more than one
PATIENTS_OF_A_NURSE = 200

NEEDS_OF = {
    "elder": ["igiene_personale", "pasti", "casa", "terapia", "medicazioni", "spostamenti", "compagnia"],
    "adult": ["salute_mentale", "lavoro", "alloggio", "pratiche", "protezione"],
    "minor": ["scuola", "educazione"],
}


@cache
def name_lists() -> dict[str, list[str]]:
    """
    Read the lists of invented names and of areas.

    Returns
    -------
    dict
        ``given_f``, ``given_m``, ``family``, ``areas``.
    """
    text = files("coordinator.district").joinpath("names.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = read_yaml(text)
    return lists


class Inventor:
    """Adds invented families to the rows of a district; holds the draw and the counters of ids."""

    def __init__(self, records: Records, draw: Random) -> None:
        self.records = records
        self.draw = draw
        self.doctors: list[str] = []
        self.nurses: list[str] = []
        self.workers: list[str] = []
        self.offers: dict[str, list[str]] = {}
        for service in records.services:
            for need in service.get("needs", ()):
                self.offers.setdefault(need, []).append(service["id"])

    def add_practitioners(self, persons: int) -> None:
        """
        Add doctors, nurses and social workers, as many as the persons need.

        Parameters
        ----------
        persons
            Persons of the district.
        """
        doctors, nurses = 2 + persons // PATIENTS_OF_A_DOCTOR, 2 + persons // PATIENTS_OF_A_NURSE
        self.doctors = [self._practitioner("medico_medicina_generale") for _ in range(doctors)]
        self.nurses = [self._practitioner("infermiere_famiglia", "svc:adi") for _ in range(nurses)]
        self.workers = [self._practitioner("assistente_sociale", "svc:sociale") for _ in range(nurses)]

    def add_family(self, most: int) -> None:
        """
        Add one family: an elder with her carer, a household with children, or someone alone.

        Parameters
        ----------
        most
            Persons that it may have.
        """
        shape = self.draw.random()
        if shape < 0.45 and most >= 2:
            self._elder_with_carer(couple=most >= 3 and self.draw.random() < 0.4)
        elif shape < 0.75 and most >= 3:
            self._parents_with_children(1 + (most >= 4 and self.draw.random() < 0.5))
        else:
            self._alone()

    def _elder_with_carer(self, *, couple: bool) -> None:
        """Add an elder, her child who cares, and maybe her husband."""
        area = self._one_of(name_lists()["areas"])
        elder = self._person(68, 97, area)
        home = self._household(elder, [elder])
        child = self._person(38, 64, area, family_name=elder["family_name"])
        self._household(child, [child])
        self._tie("genitore", elder, child, child["born_on"], direction="from", strength=self._level())
        kind = "caregiver_principale" if self.draw.random() < 0.7 else "caregiver"
        self._tie(kind, child, elder, self._day(2020, 2026), strength=self._level(),
                  frequency=self._one_of(["quotidiana", "settimanale"]), hours_per_week=self._hours(4, 30),
                  support="cura_personale", stated_by=_name(child))  # fmt: skip
        if couple:
            husband = self._person(68, 97, area)
            self._member(husband, home)
            self._tie("coniuge", elder, husband, self._day(1960, 1990), strength=3)
            self._tie("genitore", husband, child, child["born_on"], strength=self._level())
        if self.draw.random() < 0.35:
            self._volunteer(elder)
        self._care(elder, "elder", needs=1 + int(self.draw.random() * 3))

    def _parents_with_children(self, children: int) -> None:
        """Add two parents and their minor children."""
        area = self._one_of(name_lists()["areas"])
        mother = self._person(26, 48, area, sex="F")
        father = self._person(26, 52, area, sex="M")
        home = self._household(mother, [mother, father])
        self._tie("coniuge", mother, father, self._day(2005, 2018), strength=self._level())
        for _ in range(children):
            child = self._person(3, 16, area, family_name=father["family_name"])
            self._member(child, home)
            for parent in (mother, father):
                self._tie("genitore", parent, child, child["born_on"], strength=3)
                self._tie("responsabilita_genitoriale", parent, child, child["born_on"])
            self._care(child, "minor", needs=int(self.draw.random() * 2))

    def _alone(self) -> None:
        """Add an adult who lives alone."""
        person = self._person(19, 67, self._one_of(name_lists()["areas"]))
        self._household(person, [person])
        self._care(person, "adult", needs=int(self.draw.random() * 3))

    def _care(self, person: Row, age: str, needs: int) -> None:
        """Give a person needs, a doctor, and the services that meet most of the needs."""
        self._tie("medico_base", self._one_of(self.doctors), person, self._day(2012, 2022), strength=2)
        for need in self._some_of(NEEDS_OF[age], needs):
            since = self._day(2023, 2026)
            self.records.needs.append({"person_id": person["id"], "need": need, "since": since})
            if need in self.offers and self.draw.random() < 0.75:
                self._serve(person, self._one_of(self.offers[need]), since)
        if needs and self.draw.random() < 0.5:
            team = self.nurses if age == "elder" else self.workers
            since = self._day(2024, 2026)
            self._tie("segue", self._one_of(team), person, since, strength=self._level(),
                      frequency="settimanale" if age == "elder" else "mensile")  # fmt: skip

    def _serve(self, person: Row, service_id: str, since: date) -> None:
        """Tie a person to a service, and record some contacts; one tie in five has ended."""
        begins = min(since + timedelta(days=int(self.draw.random() * 60)), LAST_DAY)
        ended = self.draw.random() < 0.2
        until = min(begins + timedelta(days=30 + int(self.draw.random() * 300)), LAST_DAY) if ended else None
        service = {"id": service_id}
        self._tie("in_carico", person, service, begins, until=until, direction="from", strength=self._level())
        for _ in range(int(self.draw.random() * 6)):
            day = begins + timedelta(days=int(self.draw.random() * ((until or LAST_DAY) - begins).days))
            row = {"person_id": person["id"], "with_id": service_id, "day": day, "kind": "visita"}
            self.records.contacts.append(row)

    def _volunteer(self, person: Row) -> None:
        """Let a group of volunteers help a person."""
        group = self._one_of(self.records.communities)
        self._tie("volontariato", group, person, self._day(2022, 2026), strength=self._level(),
                  frequency="settimanale", hours_per_week=self._hours(1, 4), support="emotivo")  # fmt: skip

    def _person(
        self, youngest: int, oldest: int, area: str, *, sex: str | None = None, family_name: str | None = None
    ) -> Row:
        """Add a person of an age in years, both ends included."""
        sex = sex or self._one_of(["F", "M"])
        age = youngest + int(self.draw.random() * (oldest - youngest + 1))
        born = LAST_DAY - timedelta(days=int(age * 365.25) + int(self.draw.random() * 364))
        lists = name_lists()
        person = {
            "id": f"per:{len(self.records.persons) + 1:06d}",
            "given_name": self._one_of(lists["given_f" if sex == "F" else "given_m"]),
            "family_name": family_name or self._one_of(lists["family"]),
            "sex": sex,
            "born_on": born,
            "area": area,
        }
        self.records.persons.append(person)
        return person

    def _practitioner(self, profession: str, service_id: str | None = None) -> str:
        """Add a practitioner, at a service if one is named."""
        lists = name_lists()
        given = self._one_of(lists[self._one_of(["given_f", "given_m"])])
        practitioner = {
            "id": f"pra:{len(self.records.practitioners) + 1:06d}",
            "name": f"{given} {self._one_of(lists['family'])}",
            "profession": profession,
        }
        self.records.practitioners.append(practitioner)
        if service_id:
            self._tie("lavora_presso", practitioner, {"id": service_id}, self._day(2015, 2022))
        return str(practitioner["id"])

    def _household(self, person: Row, members: Sequence[Row]) -> Row:
        """Add the household of some persons."""
        number = len(self.records.households) + 1
        home = {"id": f"hou:{number:06d}", "name": f"Nucleo {person['family_name']}", "area": person["area"]}
        self.records.households.append(home)
        for member in members:
            self._member(member, home)
        return home

    def _member(self, person: Row, home: Row) -> None:
        self._tie("membro_nucleo", person, home, person["born_on"])

    def _tie(self, kind: str, start: Row | str, end: Row, since: date, **more: Any) -> None:
        """Add a tie; a start may be an id."""
        from_id = start if isinstance(start, str) else start["id"]
        row = {"kind": kind, "from_id": from_id, "to_id": end["id"], "since": since}
        row["direction"] = vocabulary().tie_kind(kind).help
        self.records.ties.append(row | more)

    def _one_of(self, things: Sequence[T]) -> T:
        return things[int(self.draw.random() * len(things))]

    def _some_of(self, things: Sequence[T], count: int) -> list[T]:
        """Draw some things, each at most once, in their order."""
        chosen = set(self.draw.sample(range(len(things)), min(count, len(things))))
        return [thing for place, thing in enumerate(things) if place in chosen]

    def _day(self, first_year: int, last_year: int) -> date:
        """Draw a day from the first of January of one year, not after the last day of all."""
        first, last = date(first_year, 1, 1), min(date(last_year, 12, 31), LAST_DAY)
        return first + timedelta(days=int(self.draw.random() * ((last - first).days + 1)))

    def _level(self) -> int:
        return 1 + int(self.draw.random() * 3)

    def _hours(self, least: int, most: int) -> float:
        """Draw hours a week in half hours."""
        return least + int(self.draw.random() * 2 * (most - least)) / 2


def _name(person: Row) -> str:
    return f"{person['given_name']} {person['family_name']}"
