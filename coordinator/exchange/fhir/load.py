"""Load FHIR files into the record: all of them, or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from coordinator.errors import RegisterError
from coordinator.exchange.cells import CellError, read_cell, safe
from coordinator.exchange.checks import check_records
from coordinator.exchange.fhir.access_log import keep_log
from coordinator.exchange.fhir.addresses import LOCATION
from coordinator.exchange.fhir.cases_in import as_rows
from coordinator.exchange.fhir.consents import keep_consents
from coordinator.exchange.fhir.files import Problem, read_entries
from coordinator.exchange.fhir.incoming import Incoming
from coordinator.exchange.fhir.lens import write_path
from coordinator.exchange.fhir.links import PartyLinks
from coordinator.exchange.fhir.matching import drop_known
from coordinator.exchange.fhir.readers import read_resource
from coordinator.exchange.registers import REGISTERS
from coordinator.model import Case, Party, Person, Tie, vocabulary
from coordinator.pathway.local_keeping import rules_in
from coordinator.store.pause import collecting_nothing
from coordinator.store.records import Signature, read_records, write_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from coordinator.exchange.comuni import Comuni
    from coordinator.exchange.fhir.fields import Form
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Brought:
    """What FHIR files brought into the record, and what stayed outside."""

    read: Mapping[str, int]  # type of resource → how many were read
    added: Mapping[str, int]  # title of a register → rows that are new
    known: Mapping[str, int]  # the same → rows that the record held already
    passed: Sequence[Problem]  # resources for which the record has no place, and why
    left: Mapping[str, int]  # elements of resources that were read for which it has none


def load_fhir(
    store: Store, paths: Sequence[Path], viewer: Viewer, *, comuni: Comuni | None = None
) -> Brought:
    """
    Load FHIR R4 files into the record: all of them, or nothing.

    Parameters
    ----------
    store
        The record.
    paths
        JSON (a bundle or one resource) or NDJSON.
    viewer
        Who writes; needs to write registers, and cases where files bring some.
    comuni
        ISTAT's list, to check the codes of the comuni where persons live; without it they stay outside.

    Returns
    -------
    Brought
        Counts, and all that Ponte has no place for.

    Raises
    ------
    RegisterError
        If a file is no FHIR R4, a resource cannot be read, or nothing in a file has a place here: it names file,
        resource, field and mend of each.
    NotAllowedError
        If the viewer may not write registers, or cases where files bring some.
    """
    viewer.require("write", "register")
    with collecting_nothing():
        incoming = _read(store, paths, comuni)
        if incoming.cases.whole or incoming.proposals.found:
            viewer.require("write", "case")
        signature = Signature(viewer.user, store.clock())
        with store.writing() as session:
            incoming.cases.whole += incoming.proposals.as_cases(signature, rules_in(session).territory)
            return _write(session, incoming, signature)


def _read(store: Store, paths: Sequence[Path], comuni: Comuni | None) -> Incoming:
    """Read all files: first who is in them, then what they say."""
    with store.reading() as session:
        codes = dict(session.execute(select(Person.id, Person.tax_code)).all())
        known: dict[str, str | None] = dict.fromkeys(session.scalars(select(Party.id)))
    links = PartyLinks(known | codes, comuni)
    for path in paths:
        for entry in read_entries(path):
            links.learn(entry)
    incoming = Incoming(links)
    for path in paths:
        before = incoming.read.total()
        for entry in read_entries(path):
            read_resource(incoming, entry)
        if incoming.read.total() == before and not incoming.problems:
            here = [one for one in incoming.passed if one.file == path.name]
            incoming.problems += here or [
                Problem(path.name, "", "entry", "il Bundle è vuoto: non c'è nulla da caricare")
            ]
    incoming.problems += incoming.cases.put_together()
    incoming.problems += _circles(incoming)
    _refuse(incoming)
    return incoming


def _circles(incoming: Incoming) -> Iterator[Problem]:
    """Yield what leads back to itself: duplicates set aside for each other, ties that follow each other."""
    ties = incoming.records.ties
    places = {name: ties[place] for name, place in incoming.names.items()}
    follows = {name: str(tie["follows"]) for name, tie in places.items() if tie.get("follows")}
    for chain, path in ((incoming.merged, "link"), (follows, "extension[tie].follows")):
        for start in chain:
            step, seen = start, {start}
            while (step := chain.get(step, "")) and step not in seen:
                seen.add(step)
            if step:
                row = places.get(start) or next(one for one in incoming.records.persons if one["id"] == start)
                file, resource, _ = incoming.origin[id(row)]
                yield Problem(file, resource, path, "torna su se stesso: togli uno dei rimandi")


def _write(session: Session, incoming: Incoming, signature: Signature) -> Brought:
    """Check the rows against each other and the record, and write them."""
    kept = read_records(session)
    for tie in incoming.records.ties:
        if not tie.get("direction"):
            tie["direction"] = vocabulary().tie_kind(tie["kind"]).help
    known = drop_known(incoming, kept)
    records = incoming.records
    _check(incoming, set(incoming.links.known))
    follows = [(place, tie.pop("follows", None)) for place, tie in enumerate(records.ties)]
    last = session.scalar(select(func.max(Tie.key))) or 0
    write_records(session, records, signature)
    _tie_together(session, incoming, follows, last)
    added: Counter[str] = Counter({r.title: len(getattr(records, r.name)) for r in REGISTERS})
    there: Counter[str] = Counter({r.title: known[r.name] for r in REGISTERS})
    keys = dict(session.execute(select(Party.id, Party.key)).all())
    for what, (new, held) in {
        "percorsi": _write_cases(session, incoming, keys),
        "consensi": keep_consents(session, incoming.consents, keys, signature),
        "accessi": keep_log(session, incoming.log, signature.author, signature.at),
    }.items():
        added[what] += new
        there[what] += held
    return Brought(
        dict(incoming.read),
        dict(+added),
        dict(+there),
        tuple(incoming.passed),
        dict(incoming.left),
    )


def _tie_together(
    session: Session, incoming: Incoming, follows: Sequence[tuple[int, str | None]], last: int
) -> None:
    """Say which tie each changed tie follows, and which record was kept in the place of a duplicate."""
    places = {name: place for name, place in incoming.names.items() if place is not None}
    for place, name in follows:
        if name in places:
            session.execute(
                update(Tie).where(Tie.key == last + 1 + place).values(follows=last + 1 + places[name])
            )
    for duplicate, kept in incoming.merged.items():
        if duplicate not in incoming.links.known:
            key = select(Party.key).where(Party.id == kept).scalar_subquery()
            session.execute(update(Party).where(Party.id == duplicate).values(merged_into=key))


def _write_cases(session: Session, incoming: Incoming, keys: Mapping[str, int]) -> tuple[int, int]:
    """Write the cases that the record does not hold; count these, and those that it holds."""
    held = set(session.scalars(select(Case.id)))
    new = [case for case in incoming.cases.whole if case.id not in held]
    for case in new:
        row, events = as_rows(case, keys[case.person_id])
        session.add(row)
        session.flush()
        for event in events:
            event.case_key = row.key
        session.add_all(events)
    return len(new), len(incoming.cases.whole) - len(new)


def _check(incoming: Incoming, known: set[str]) -> None:
    """Check each cell as a register's would be, then each row beside the others."""
    for register in REGISTERS:
        for row in getattr(incoming.records, register.name):
            file, resource, form = incoming.origin[id(row)]
            for column in register.columns:
                value = row.get(column.field)
                try:
                    read_cell(column, safe(value))
                except CellError as error:
                    incoming.problems.append(Problem(file, resource, _path(form, column.field), str(error)))
    places = {key: (f"{file}, {resource}", 0) for key, (file, resource, _) in incoming.origin.items()}
    headings = {column.heading: column.field for register in REGISTERS for column in register.columns}
    if not incoming.problems:
        for found in check_records(incoming.records, known, places):
            file, _, resource = found.file.partition(", ")
            incoming.problems.append(
                Problem(file, resource, headings.get(found.column, found.column), found.what)
            )
    _refuse(incoming)


def _path(form: Form, name: str) -> str:
    """Name the element that holds a column."""
    found = next((write_path(field.path) for field in form.fields if field.name == name), None)
    there = next((write_path(field.path) for field in LOCATION.fields if field.name == name), None)
    return found or (f"location.{there}" if there and form.type == "HealthcareService" else name)


def _refuse(incoming: Incoming) -> None:
    if incoming.problems:
        raise RegisterError(sorted(set(incoming.problems)))
