"""Write the record out as one FHIR R4 bundle, resource after resource."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

from coordinator.errors import UnknownPartyError
from coordinator.exchange.comuni import give_codes
from coordinator.exchange.fhir.access_log import write_log
from coordinator.exchange.fhir.cases_out import named_in, read_views, write_case
from coordinator.exchange.fhir.consents import write_consents
from coordinator.exchange.fhir.names import BASE
from coordinator.exchange.fhir.outgoing import write_registers
from coordinator.exchange.leaving import read_leaving
from coordinator.protection.policy import policy
from coordinator.store.pause import collecting_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from coordinator.exchange.comuni import Comuni
    from coordinator.protection import Viewer
    from coordinator.store import Store


def export_fhir(
    store: Store,
    target: Path,
    day: date,
    viewer: Viewer,
    *,
    person_id: str | None = None,
    comuni: Comuni | None = None,
) -> dict[str, int]:
    """
    Write the record as FHIR R4.

    Parameters
    ----------
    store
        The record.
    target
        A file: one bundle, or one resource a line when its name ends in ``.ndjson``.
    day
        The log of accesses goes out up to its eve: days that are over.
    viewer
        Who asks; needs to export registers, or for one person her network.
    person_id
        Whose record; of all whom the viewer sees, when None.
    comuni
        ISTAT's list, for the codes of the comuni where persons live; none are written without it.

    Returns
    -------
    dict
        Type of resource → how many were written.

    Raises
    ------
    NotAllowedError
        If the viewer may not export it.
    UnknownPartyError
        If the store has no such person.
    """
    if person_id is None:
        viewer.require("export", "register")
    else:
        viewer.require("export", "network", of=person_id)
    parts = {
        part for part in ("case", "audit") if viewer.may("read", part) and _opens(viewer, part, person_id)
    }
    for part in sorted(parts):
        viewer.require("read", part, of=person_id)
    with collecting_nothing(), store.reading() as session:
        return write_file(target, _resources(session, viewer, day, person_id, parts, comuni))


def _opens(viewer: Viewer, part: str, person_id: str | None) -> bool:
    """Say whether her purpose opens a part of the record of a person; of no person in particular, it always does."""
    return person_id is None or policy().about_persons(part, viewer.purpose)


def _resources(
    session: Session,
    viewer: Viewer,
    day: date,
    person_id: str | None,
    parts: set[str],
    comuni: Comuni | None,
) -> Iterator[dict[str, Any]]:
    """Write all that the viewer may take out: registers, consents, cases, the log."""
    views = list(read_views(session, viewer, person_id)) if "case" in parts else []
    named = {party for view in views for party in named_in(view)} if person_id is not None else set()
    leaving = read_leaving(session, viewer, person_id, also=named)
    if person_id is not None and person_id not in leaving.parties:
        raise UnknownPartyError(person_id)
    if comuni is not None:
        give_codes(leaving.records.persons, comuni)
    yield from write_registers(leaving.records)
    yield from write_consents(session, leaving)
    for view in views:
        if view.person_id in leaving.parties:
            yield from write_case(view, leaving.stays, leaving.without)
    if "audit" in parts:
        yield from write_log(session, day, leaving.stays, person_id)


def write_file(target: Path, resources: Iterable[dict[str, Any]]) -> dict[str, int]:
    """
    Write resources to a file, which is only there once it is whole.

    Parameters
    ----------
    target
        The file.
    resources
        JSON, written one by one.

    Returns
    -------
    dict
        Type of resource → how many.
    """
    counted: Counter[str] = Counter()
    part = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = target.suffix.lower() == ".ndjson"
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_as_lines(resources, counted) if lines else _as_bundle(resources, counted))
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return dict(sorted(counted.items()))


def _as_lines(resources: Iterable[dict[str, Any]], counted: Counter[str]) -> Iterator[str]:
    for resource in resources:
        counted[resource["resourceType"]] += 1
        yield _json(resource) + "\n"


def _as_bundle(resources: Iterable[dict[str, Any]], counted: Counter[str]) -> Iterator[str]:
    yield '{"resourceType":"Bundle","type":"collection","entry":['
    comma = "\n"
    for resource in resources:
        counted[resource["resourceType"]] += 1
        url = f"{BASE}/{resource['resourceType']}/{resource['id']}"
        yield comma + _json({"fullUrl": url, "resource": resource})
        comma = ",\n"
    yield "\n]}\n" if counted else "]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
