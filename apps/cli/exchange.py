"""Load and write the record in the standards of other systems."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from apps.cli.exports import Job
    from coordinator.exchange.fhir import Brought
    from coordinator.protection import Viewer
    from coordinator.store import Store

FHIR_ENDINGS = (".json", ".ndjson")
SHOWN = 20  # lines of what stayed outside


def write_fhir(job: Job) -> str:
    """Write the record, or a person's, as FHIR R4."""
    from coordinator.exchange.comuni import read_comuni
    from coordinator.exchange.fhir import export_fhir

    comuni = read_comuni(job.comuni) if job.comuni else None
    counted = export_fhir(job.store, job.target, job.day, job.viewer, person_id=job.person_id, comuni=comuni)
    return f"Scritte in {job.target}, in FHIR R4: {_listed(counted)}. I legami riservati restano qui."


def load_fhir_files(store: Store, files: Sequence[Path], viewer: Viewer, comuni: Path | None = None) -> str:
    """
    Load FHIR files, and say what came in and what stayed outside.

    Parameters
    ----------
    store, files, viewer
        As in `coordinator.exchange.fhir.load_fhir`.
    comuni
        ISTAT's list of comuni, a CSV.

    Returns
    -------
    str
        In Italian, several lines.
    """
    from coordinator.exchange.comuni import read_comuni
    from coordinator.exchange.fhir import load_fhir

    known = read_comuni(comuni) if comuni else None
    return say_brought(load_fhir(store, files, viewer, comuni=known))


def write_hsds(job: Job) -> str:
    """Write the directory of services as HSDS 3."""
    from coordinator.exchange.hsds import export_hsds

    counted = export_hsds(job.store, job.target, job.day, job.viewer)
    return f"Scritto in {job.target}, in HSDS 3: {_listed(counted)}."


def load_hsds_directory(store: Store, path: Path, day: date, viewer: Viewer) -> str:
    """
    Load a directory of services, and say what came in and what stayed outside.

    Parameters
    ----------
    store, path, day, viewer
        As in `coordinator.exchange.hsds.load_hsds`.

    Returns
    -------
    str
        In Italian, several lines.
    """
    from coordinator.exchange.hsds import load_hsds

    listed = load_hsds(store, path, day, viewer)
    lines = [f"Caricati: {_listed(listed.added)}."]
    if listed.known:
        lines.append(f"C’erano già, e restano come sono: {_listed(listed.known)}.")
    if listed.left:
        lines.append(f"Senza posto in Ponte, letti e lasciati: {_listed(listed.left)}.")
    return "\n".join(lines)


def say_brought(brought: Brought) -> str:
    """
    Say in Italian what FHIR files brought, and all that stayed outside.

    Parameters
    ----------
    brought
        As `load_fhir` returned it.

    Returns
    -------
    str
        Several lines.
    """
    lines = [f"Lette: {_listed(brought.read)}.", f"Caricati: {_listed(brought.added)}."]
    if brought.known:
        lines.append(f"C’erano già, e restano come sono: {_listed(brought.known)}.")
    if brought.passed:
        lines += ["Restano fuori:", *_some([f"  {one}" for one in brought.passed])]
    if brought.left:
        lines.append("Campi per cui Ponte non ha posto, letti e lasciati:")
        lines += _some(
            [f"  {element} ({count})" for element, count in sorted(_elements(brought.left).items())]
        )
    return "\n".join(lines)


def _elements(left: Mapping[str, int]) -> Counter[str]:
    """Count what was left by element of a resource, e.g. all of ``Patient.contact`` as one."""
    counted: Counter[str] = Counter()
    for path, count in left.items():
        counted[".".join(path.split(".")[:2])] += count
    return counted


def _some(lines: list[str]) -> list[str]:
    """Cut a long list, and say of how many more."""
    more = [f"  … e altre {len(lines) - SHOWN}."] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


def _listed(counted: Mapping[str, int]) -> str:
    """Write counts in words."""
    return ", ".join(f"{count} {name}" for name, count in counted.items()) or "niente"
