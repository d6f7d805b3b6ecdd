"""Put cases together again from their episodes, provenances and what happened in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordinator.errors import CoordinatorError
from coordinator.exchange.fhir.event_homes import HOMES
from coordinator.exchange.fhir.fields import DAY, INSTANT, Fault, FieldError
from coordinator.exchange.fhir.files import Problem
from coordinator.exchange.fhir.homes import unhomely
from coordinator.exchange.fhir.lens import Reading
from coordinator.exchange.fhir.names import CASE_ID, code_system, extension, is_party
from coordinator.model import Case, CaseEvent, vocabulary
from coordinator.pathway.adding import add_up
from coordinator.pathway.case import Recorded
from coordinator.pathway.events import BadEventError, Opened, Withheld, make_event, write_event
from coordinator.pathway.gates import instruments_table
from coordinator.pathway.reading import process_for

if TYPE_CHECKING:
    from datetime import date, datetime

    from coordinator.exchange.fhir.files import Entry
    from coordinator.exchange.fhir.links import PartyLinks
    from coordinator.store.records import Row

EVENT_OF = ("extension", extension("event-of"), "valueString")
LISTS = {"among"}
"""Fields of events that hold several values."""


@dataclass(slots=True)
class Told:
    """One event as its resources tell it."""

    kind: str = ""
    fields: Row = field(default_factory=dict)
    day: date | None = None
    recorded_at: datetime | None = None
    author: str = ""
    role: str = ""
    norm: str | None = None
    origin: tuple[str, str] = ("", "")  # file and name of the provenance
    home: Entry | None = None  # the resource of its own, if it has one


@dataclass(slots=True)
class BroughtCase:
    """A case fit to be written."""

    id: str
    person_id: str
    area: str
    instrument: str
    history: tuple[Recorded, ...]
    phase: str
    closed_on: date | None

    @property
    def opened_on(self) -> date:
        """The day of the first event."""
        return self.history[0].day


@dataclass
class Cases:
    """Episodes and events as they come, in any order."""

    links: PartyLinks
    episodes: dict[str, tuple[Entry, str, str, str]] = field(
        default_factory=dict
    )  # id → person, area, instrument
    events: dict[str, dict[int, Told]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Told)))

    whole: list[BroughtCase] = field(default_factory=list)

    def take_episode(self, entry: Entry) -> list[Fault]:
        """Read an episode of care."""
        reading = Reading(entry.resource)
        case_id = reading.take(("identifier", {"system": CASE_ID}, "value"))
        codes = {
            coding.get("system"): coding.get("code")
            for kind in entry.resource.get("type") or ()
            for coding in kind.get("coding") or ()
        }
        area, instrument = codes.get(code_system("areas")), codes.get(code_system("instruments"))
        if not case_id or not area or instrument not in instruments_table():
            known = ", ".join(instruments_table())
            systems = f"{code_system('areas')} e {code_system('instruments')}"
            what = f"quale percorso? Servono un identifier {CASE_ID} e type di {systems} (uno di {known})"
            return [Fault("type", what)]
        try:
            person = self.links.party(entry.resource["patient"])
        except FieldError as error:
            return [Fault("patient", str(error))]
        self.episodes[str(case_id)] = (entry, person, str(area), str(instrument))
        return []

    def take_event(self, entry: Entry) -> list[Fault]:
        """Read the resource of an event, or the provenance of one."""
        case_id, _, number = str(Reading(entry.resource).take(EVENT_OF)).rpartition("#")
        if not case_id or not number.isdecimal():
            return [Fault("extension[event-of].valueString", "non dice quale passo di quale percorso sia")]
        told = self.events[case_id][int(number)]
        if entry.type == "Provenance":
            return self._take_provenance(entry, told)
        told.home = entry
        return []

    def _take_provenance(self, entry: Entry, told: Told) -> list[Fault]:
        """Read who wrote an event, when, and the fields that only the provenance holds."""
        reading = Reading(entry.resource)
        told.origin = (entry.file, entry.name)
        told.kind = str(reading.take(("activity", "coding", {"system": code_system("events")}, "code")) or "")
        told.role = str(reading.take(("agent", 0, "role", 0, "coding", 0, "code")) or "")
        told.author = str(reading.take(("agent", 0, "who", "identifier", "value")) or "")
        told.norm = reading.take(("policy", 0))
        try:
            told.day = DAY.read(reading.take(("occurredDateTime",)), self.links)
            told.recorded_at = INSTANT.read(reading.take(("recorded",)), self.links)
        except FieldError as error:
            return [Fault("occurredDateTime", str(error))]
        for one in reading.take(("extension", extension("event"), "extension")) or ():
            value = next((v for name, v in one.items() if name.startswith("value")), None)
            if one["url"] in LISTS:
                told.fields.setdefault(one["url"], []).append(self._known(value))
            else:
                told.fields[one["url"]] = self._known(value)
        return []

    def _known(self, value: Any) -> Any:  # noqa: ANN401  of an extension
        """Give a party the id that she has in the record."""
        return self.links.brought.get(value, value) if is_party(value) else value

    def put_together(self) -> list[Problem]:
        """
        Put the cases together and check that each adds up; those that do are in ``whole``.

        Returns
        -------
        list of Problem
            What is wrong with the others.
        """
        problems = []
        for case_id in sorted(self.episodes.keys() | self.events.keys()):
            case, found = self._case(case_id)
            problems += found
            if case is not None:
                self.whole.append(case)
        return problems

    def _case(self, case_id: str) -> tuple[BroughtCase | None, list[Problem]]:
        told = self.events.get(case_id, {})
        if case_id not in self.episodes:
            file, name = next(iter(told.values())).origin
            return None, [
                Problem(file, name, "extension[event-of]", f"manca l'EpisodeOfCare di {case_id}: aggiungila")
            ]
        entry, person, area, instrument = self.episodes[case_id]
        history, problems = self._history(entry, told)
        if problems:
            return None, problems
        try:
            case = Case(area=area, instrument=instrument)
            process = process_for(case, history)
            state = add_up(process, history)
        except CoordinatorError as error:
            what = f"i passi del percorso non stanno insieme ({error}): esportalo di nuovo intero"
            return None, [Problem(entry.file, entry.name, "", what)]
        final = process.phases[state.position.phase].final
        closed = history[-1].day if final else None
        return BroughtCase(case_id, person, area, instrument, history, state.position.phase, closed), []

    def _history(self, entry: Entry, told: dict[int, Told]) -> tuple[tuple[Recorded, ...], list[Problem]]:
        """Make the events of a case, in order and without a gap."""
        if sorted(told) != list(range(1, len(told) + 1)) or not told:
            what = "mancano dei passi del percorso (le loro Provenance): esportalo di nuovo intero"
            return (), [Problem(entry.file, entry.name, "", what)]
        history, problems = [], []
        for number in sorted(told):
            one = told[number]
            if not one.kind or (one.home is None) != (one.kind not in HOMES):
                where = one.home or entry
                what = f"al passo {number} del percorso manca la Provenance, o la risorsa di cui parla: aggiungila"
                problems.append(Problem(where.file, where.name, "", what))
                continue
            fields, faults = self._read_home(one)
            problems += [Problem(one.home.file, one.home.name, *fault) for fault in faults if one.home]
            try:
                event = make_event(one.kind, **fields)
            except BadEventError as error:
                problems.append(Problem(*one.origin, "activity", str(error)))
                continue
            if (need := getattr(event, "need", None)) is not None and need not in vocabulary().terms["needs"]:
                place = (one.home.file, one.home.name) if one.home else one.origin
                few = ", ".join(list(vocabulary().terms["needs"])[:6])
                what = f"Ponte non ha il bisogno «{need}»: scrivi uno di {few} …"
                problems.append(Problem(*place, "need", what))
                continue
            if isinstance(event, Withheld) or (number == 1) != isinstance(event, Opened) or one.day is None:
                problems.append(
                    Problem(*one.origin, "activity", "il percorso è un estratto: chiedilo intero")
                )
                continue
            history.append(Recorded(number, one.day, event, one.author, one.role, one.norm, one.recorded_at))
        return tuple(history), problems

    def _read_home(self, told: Told) -> tuple[Row, list[Fault]]:
        """Read the fields of an event: those of its own resource, and those of its provenance."""
        if told.home is None:
            return told.fields, []
        reading = Reading(told.home.resource)
        row, faults = HOMES[told.kind].form.read(reading, self.links)
        fields = unhomely(row) | told.fields
        if items := reading.take(("item", {"linkId": "answers"}, "item")):
            fields["answers"] = {one["linkId"]: one["answer"][0]["valueString"] for one in items}
        return fields, faults


def as_rows(case: BroughtCase, person_key: int) -> tuple[Case, list[CaseEvent]]:
    """
    Write a case as rows.

    Parameters
    ----------
    case
        The case.
    person_key
        Of its person in the store.

    Returns
    -------
    Case, list of CaseEvent
        The events lack the key of the case, which the store gives.
    """
    row = Case(
        id=case.id, person_key=person_key, area=case.area, instrument=case.instrument, phase=case.phase,
        opened_on=case.opened_on, closed_on=case.closed_on,
    )  # fmt: skip
    events = [
        CaseEvent(
            number=one.number, kind=one.event.kind, day=one.day, recorded_at=one.recorded_at, author=one.author,
            role=one.role, norm=one.norm, content=write_event(one.event),
        )
        for one in case.history
    ]  # fmt: skip
    return row, events
