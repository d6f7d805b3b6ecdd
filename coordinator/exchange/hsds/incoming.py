"""Load a directory of services from HSDS tables: all of it, or nothing."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coordinator.errors import RegisterError
from coordinator.exchange.cells import CellError, read_cell, safe
from coordinator.exchange.checks import check_records
from coordinator.exchange.fhir.files import Problem
from coordinator.exchange.fhir.names import PARTY_ID
from coordinator.exchange.hsds.outgoing import FACTS, UNKNOWN_BODY, WORDS, owners_on
from coordinator.exchange.hsds.sites import read_site
from coordinator.exchange.hsds.tables import COLUMNS, read_tables
from coordinator.exchange.registers import REGISTERS
from coordinator.model import vocabulary
from coordinator.store.records import Records, Signature, party_ids, read_records, write_records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coordinator.exchange.hsds.tables import Row, Tables
    from coordinator.protection import Viewer
    from coordinator.store import Store

NESTED = "è una lista o un oggetto: in una tabella ci vuole un valore solo"
INTEGERS = {"capacity", "places_free", "waiting_days", "min_age", "max_age"}
FIELDS = {
    "service": {
        "name": "name", "fees_description": "cost", "eligibility_description": "eligibility", "minimum_age": "min_age",
        "maximum_age": "max_age", "assured_date": "checked_on",
    },
    "phone": {"number": "phone"},
    "service_area": {"name": "area"},
    "required_document": {"document": "documents"},
    "cost_option": {"option": "cost"},
}  # fmt: skip
"""Table → column → our field."""
THEIRS = {field: column for columns in reversed(FIELDS.values()) for column, field in columns.items()}
"""Our field → the column that a refusal names."""
ACTIVE, NOT_ACTIVE = "active", ("inactive", "defunct", "temporarily closed", "temporarily_closed")
"""Words of ``service.status``: the record keeps services that are there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a directory brought, and what stayed outside."""

    added: Mapping[str, int]  # title of a register → new rows
    known: Mapping[str, int]  # the same → rows that the record held already
    left: Mapping[str, int]  # "table.column" → values for which the record has no place


def load_hsds(store: Store, path: Path, day: date, viewer: Viewer) -> Listed:
    """
    Load a directory of services and bodies.

    Parameters
    ----------
    store
        The record.
    path
        A folder of CSV, its ``datapackage.json``, or a JSON file of tables.
    day
        Since when a body is recorded as answering for a service that names no day.
    viewer
        Who writes; needs to write registers.

    Returns
    -------
    Listed
        Counts, and what the record has no place for.

    Raises
    ------
    RegisterError
        With file, row, column and mend of each thing that cannot be read; nothing is written.
    NotAllowedError
        If the viewer may not write registers.
    """
    viewer.require("write", "register")
    reader = _Reader(path.name, read_tables(path), party_ids(store), day)
    records = reader.read()
    with store.writing() as session:
        kept = read_records(session)
        held = {row["id"] for row in [*kept.services, *kept.institutions, *kept.communities]}
        owned = owners_on(kept, day)
        known: Counter[str] = Counter()
        for register in ("services", "institutions", "communities"):
            rows = getattr(records, register)
            known[register] = sum(row["id"] in held for row in rows)
            rows[:] = [row for row in rows if row["id"] not in held]
        records.ties[:] = [tie for tie in records.ties if owned.get(tie["from_id"]) != tie["to_id"]]
        write_records(session, records, Signature(viewer.user, store.clock()))
    titles = {register.name: register.title for register in REGISTERS}
    added = {titles[name]: len(getattr(records, name)) for name in titles if getattr(records, name)}
    return Listed(added, {titles[name]: count for name, count in known.items() if count}, dict(reader.left))


class _Reader:
    """Reads tables as rows of our registers."""

    def __init__(self, file: str, tables: Tables, known: set[str], day: date) -> None:
        self.file = file
        self.tables = tables
        self.known = known
        self.day = day
        self.problems: list[Problem] = []
        self.left: Counter[str] = Counter()
        self.ids: dict[str, str] = {}  # theirs → ours
        self.words: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.facts: dict[str, dict[str, str]] = defaultdict(dict)
        self.sited: set[str] = set()  # locations that services have
        self.scheduled = 0  # schedules of services

    def read(self) -> Records:
        """Read all tables, or raise what is wrong with them."""
        self._read_attributes()
        records = Records()
        for number, row in enumerate(self.tables.get("organization", ())):
            if row.get("id") != UNKNOWN_BODY:
                self._body(records, number, row)
        for number, row in enumerate(self.tables.get("service", ())):
            if row.get("status") in NOT_ACTIVE:
                self.left[f"service ({row['status']})"] += 1
            else:
                self._service(records, number, row)
        self._tell_left()
        self._check(records)
        if self.problems:
            raise RegisterError(sorted(set(self.problems)))
        return records

    def _read_attributes(self) -> None:
        """Gather words and facts by the id of what they are about."""
        terms = {row.get("id"): row for row in self.tables.get("taxonomy_term", ())}
        lists, codes = set(WORDS.values()), {code: field for field, (code, _) in FACTS.items()}
        for row in self.tables.get("attribute", ()):
            term = terms.get(row.get("taxonomy_term_id"), {})
            about, taxonomy, code = str(row.get("link_id")), term.get("taxonomy"), str(term.get("code"))
            if taxonomy in lists and code in vocabulary().terms[taxonomy]:
                self.words[about][taxonomy].append(code)
            elif taxonomy == "facts" and code in codes and "value" in row:
                self.facts[about][codes[code]] = str(row["value"])
            else:
                self.left["attribute.taxonomy_term_id"] += 1
        for row in self.tables.get("organization_identifier", ()):
            if row.get("identifier_scheme") == PARTY_ID:
                self.facts[str(row.get("organization_id"))]["id"] = str(row.get("identifier"))
            else:
                self.left["organization_identifier.identifier"] += 1

    def _id(self, prefix: str, table: str, number: int, row: Row) -> str | None:
        """Return our id of a row: the one that it brings, or its UUID under our prefix."""
        theirs = str(row.get("id", ""))
        ours = self.facts[theirs].get("id", "")
        if ours.partition(":")[0] in {"svc", "ist", "com"}:
            self.ids[theirs] = ours
            return ours
        try:
            self.ids[theirs] = f"{prefix}:{uuid.UUID(theirs)}"
        except ValueError:
            self._problem(table, number, "id", f"{theirs!r} non è un UUID: HSDS ne vuole uno per riga")
            return None
        return self.ids[theirs]

    def _body(self, records: Records, number: int, row: Row) -> None:
        """Read an organization as a body or a community."""
        words = self.words[str(row.get("id"))]
        community = words.get("community_kinds")
        party_id = self._id("com" if community else "ist", "organization", number, row)
        if party_id is None:
            return
        if not row.get("name"):
            self._problem("organization", number, "name", "manca: è obbligatorio")
            return
        read: Row = {"id": party_id, "name": row["name"]} | self._area(str(row["id"]))
        if community:
            records.communities.append(read | {"community_kind": community[0]})
        else:
            records.institutions.append(
                read | {"institution_kind": (words.get("institution_kinds") or ["altro"])[0]}
            )
        self.left.update(f"organization.{name}" for name in row if name not in COLUMNS["organization"])

    def _area(self, theirs: str) -> Row:
        area = self.facts[theirs].get("area")
        return {"area": area} if area else {}

    def _service(self, records: Records, number: int, row: Row) -> None:
        """Read a service with what other tables say of it."""
        party_id = self._id("svc", "service", number, row)
        if party_id is None:
            return
        theirs = str(row["id"])
        words = self.words[theirs]
        read: Row = {"id": party_id, "service_kind": (words.get("service_kinds") or ["altro"])[0]}
        read |= {
            "needs": words.get("needs", []),
            "life_domain": next(iter(words.get("life_domains", ())), None),
        }
        for name, value in self.facts[theirs].items():
            if name not in {"id", "area"}:
                read[name] = self._typed("attribute", number, name, value)
        for column, value in row.items():
            if field := FIELDS["service"].get(column):
                read[field] = self._typed("service", number, field, value)
            elif column not in {"id", "organization_id", "status"}:
                self.left[f"service.{column}"] += 1
        if row.get("status", ACTIVE) != ACTIVE:
            allowed = ", ".join((ACTIVE, *NOT_ACTIVE[:3]))
            self._problem(
                "service", number, "status", f"{row['status']!r} non è fra le parole di HSDS: {allowed}"
            )
        if not read.get("name"):
            self._problem("service", number, "name", "manca: è obbligatorio")
            return
        self._add_from_others(theirs, read)
        self._add_site(theirs, read)
        records.services.append(read)
        self._add_owner(records, number, row, party_id)

    def _add_from_others(self, theirs: str, read: Row) -> None:
        """Add telephone, area, documents and cost; the record keeps one of each."""
        for table in ("phone", "service_area", "required_document", "cost_option"):
            ((column, name),) = FIELDS[table].items()
            values = [
                str(one[column])
                for one in self.tables.get(table, ())
                if one.get("service_id") == theirs and column in one
            ]
            if values and not read.get(name):
                read[name] = values.pop(0)
            elif values and read[name] == values[0]:
                values.pop(0)
            self.left[f"{table}.{column}"] += len(values)

    def _add_site(self, theirs: str, read: Row) -> None:
        """Say where a service is, and when it is open: its first location, its weekly schedules."""
        site = read_site(self.tables, theirs)
        read |= site.columns
        self.left.update(site.left)
        self.sited |= site.locations
        self.scheduled += site.schedules

    def _add_owner(self, records: Records, number: int, row: Row, party_id: str) -> None:
        """Tie a service to the body that answers for it."""
        owner = str(row.get("organization_id", ""))
        if owner in {"", UNKNOWN_BODY}:
            return
        if owner not in self.ids:
            what = f"{owner} non è fra le organizations: aggiungila"
            self._problem("service", number, "organization_id", what)
            return
        tie = {"kind": "gestito_da", "from_id": party_id, "to_id": self.ids[owner], "since": self.day}
        records.ties.append(tie | {"stated_by": "elenco HSDS"})

    def _typed(self, table: str, number: int, name: str, value: object) -> object:
        """Read a number or a day."""
        try:
            if name in INTEGERS:
                whole = float(str(value))
                if whole != int(whole):
                    raise ValueError
                return int(whole)
            return date.fromisoformat(str(value)[:10]) if name == "checked_on" else value
        except ValueError:
            wanted = "un numero intero" if name in INTEGERS else "un giorno come 2026-03-31"
            column = THEIRS.get(name, name)
            self._problem(table, number, column, f"{value!r} non va bene: ci vuole {wanted}")
            return None

    def _tell_left(self) -> None:
        """Count what is in tables for which the record has no place."""
        for name, rows in self.tables.items():
            if name not in COLUMNS:
                self.left[name] += len(rows)
        self.left["location"] += sum(
            str(one.get("id")) not in self.sited for one in self.tables.get("location", ())
        )
        self.left["schedule"] += max(0, len(self.tables.get("schedule", ())) - self.scheduled)
        self.left = +self.left

    def _check(self, records: Records) -> None:
        """Check each cell as a register's would be, then each row beside the others."""
        for register in REGISTERS:
            for row in getattr(records, register.name):
                for column in register.columns:
                    value = row.get(column.field)
                    try:
                        if isinstance(value, dict | list) and column.holds != "words":
                            raise CellError(NESTED)
                        read_cell(column, safe(value))
                    except CellError as error:
                        name = THEIRS.get(column.field, column.field)
                        self.problems.append(Problem(self.file, str(row.get("id", "")), name, str(error)))
        if not self.problems:
            rows = [row for register in REGISTERS for row in getattr(records, register.name)]
            places = {id(row): (str(row.get("id") or row.get("from_id")), 0) for row in rows}
            known = self.known - {row["id"] for row in rows if "id" in row}
            for found in check_records(records, known, places):
                self.problems.append(Problem(self.file, found.file, found.column, found.what))

    def _problem(self, table: str, number: int, field: str, what: str) -> None:
        self.problems.append(Problem(self.file, f"{table}, riga {number + 2}", field, what))
