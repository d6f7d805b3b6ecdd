"""Gather the rows that FHIR resources become, where each came from, and what of them stays outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.cases_in import Cases
from coordinator.exchange.fhir.files import Problem
from coordinator.exchange.fhir.foreign_plans import Proposals
from coordinator.store.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordinator.exchange.fhir.fields import Fault, Form
    from coordinator.exchange.fhir.files import Entry
    from coordinator.exchange.fhir.links import PartyLinks
    from coordinator.store.records import Row

CODE_FIELDS = ("code", "type", "role", "relationship", "category")
"""Elements that say what a resource is about: without a word of ours there, Ponte has no place for it."""


@dataclass
class Incoming:
    """What came in so far: rows, where each came from, what was wrong, what stays outside."""

    links: PartyLinks
    records: Records = field(default_factory=Records)
    origin: dict[int, tuple[str, str, Form]] = field(default_factory=dict)  # id(row) → file, resource, form
    merged: dict[str, str] = field(default_factory=dict)  # duplicate → the record that was kept
    names: dict[str, int] = field(default_factory=dict)  # id of a tie's resource → its place among the rows
    added: set[str] = field(default_factory=set)  # ids of parties and agreements among the rows
    problems: list[Problem] = field(default_factory=list)
    passed: list[Problem] = field(default_factory=list)  # resources for which Ponte has no place
    left: Counter[str] = field(default_factory=Counter)  # elements that nobody read, e.g. "Patient.photo.url"
    read: Counter[str] = field(default_factory=Counter)  # resources by type

    consents: list[Row] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)  # audit events, as they came

    def __post_init__(self) -> None:
        """Begin with no case and no proposal."""
        self.cases = Cases(self.links)
        self.proposals = Proposals(self.links)

    def refuse(self, entry: Entry, faults: Iterable[Fault]) -> None:
        """Say why a resource, and with it all that came, cannot be written."""
        self.problems += [Problem(entry.file, entry.name, fault.path, fault.what) for fault in faults]

    def leave_out(self, entry: Entry, faults: Iterable[Fault]) -> None:
        """Say why a resource stays outside, while the others are written."""
        self.passed += [Problem(entry.file, entry.name, fault.path, fault.what) for fault in faults]

    def keep(self, entry: Entry, register: str, row: Row, form: Form) -> None:
        """Keep a row, and which resource it came from."""
        if "id" in row:
            self.added.add(row["id"])
        getattr(self.records, register).append(row)
        self.origin[id(row)] = (entry.file, entry.name, form)

    def is_sound(self, entry: Entry, faults: list[Fault]) -> bool:
        """Say whether a resource can be kept; without a word of ours it is passed over, else refused."""
        strange = [fault for fault in faults if fault.path.startswith(CODE_FIELDS)]
        if strange:
            self.leave_out(entry, strange)
        elif faults:
            self.refuse(entry, faults)
        return not faults
