"""Export pseudonymous data for a study, or refuse and say what would re-identify."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError
from coordinator.protection import coarse, study
from coordinator.protection.disclosure import FEWEST
from coordinator.protection.exported import Export, readme
from coordinator.protection.identifiers import direct_identifiers
from coordinator.protection.pseudonyms import open_key
from coordinator.protection.signatures import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from coordinator.protection.pseudonyms import Pseudonyms
    from coordinator.protection.study import Material, Subject
    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

README = "LEGGIMI.md"
COLUMNS = {
    "persone": ("pseudonimo", "eta", "sesso", "zona"),
    "bisogni": ("pseudonimo", "bisogno"),
    "percorsi": ("pseudonimo", "percorso", "area", "strumento", "fase", "chiuso"),
    "eventi": ("pseudonimo", "percorso", "evento", "settimana"),
    "legami": ("da", "a", "gruppo"),
}
"""Table → its columns; the tables of an export, and all that they hold."""


class ResearchRefusedError(CoordinatorError):
    """An export for research would be unsafe, or is asked for in a way that cannot be."""


class TooFewAlikeError(ResearchRefusedError):
    """Too few persons share a combination of what may be known of them; nothing was written."""

    def __init__(self, sizes: Mapping[int, int], fewest: int, would_hold: Mapping[str, str] | None) -> None:
        told = ", ".join(f"{many} of {size}" for size, many in sorted(sizes.items()))
        levels = ", ".join(f"{name}={level}" for name, level in (would_hold or {}).items())
        mend = (
            f"These levels would hold: {levels}" if levels else "No level would hold: the persons are too few"
        )
        super().__init__(f"Groups of fewer than {fewest} persons: {told}. Nothing was written. {mend}.")
        self.sizes = dict(sizes)
        self.fewest = fewest
        self.would_hold = dict(would_hold) if would_hold else None


def export(
    store: Store,
    viewer: Viewer,
    *,
    to: Path | str,
    key: Path | str,
    on: date,
    levels: Mapping[str, str] | None = None,
    ties: bool = False,
) -> Export:
    """
    Write the tables of a study: pseudonyms, coarse data, intervals in weeks; no name, no day, no free text.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to export ``research``, for the purpose of research alone.
    to
        A folder that is not there yet.
    key
        The file of the study's key, made when missing; never inside the folder.
    on
        The day of ages, needs and ties.
    levels
        How coarse each quasi-identifier is, as in ``research.yaml``; the usual level of those not named.
    ties
        Whether the graph of ties is given too, after cutting what would make a person stand out.

    Returns
    -------
    Export
        The folder, the smallest group, the warnings.

    Raises
    ------
    NotAllowedError
        If the role or the purpose do not give it; the try is in the log.
    TooFewAlikeError
        If fewer than five persons share a combination; it tells the sizes, and the levels that would hold.
    ResearchRefusedError
        If the folder exists, the key would lie inside it, or a direct identifier was found in what was made.
    ValueError
        If a level is unknown.
    """
    viewer.require("export", "research")
    if viewer.purpose != (only := coarse.rules()["purpose"]):
        message = (
            f"The purpose is {viewer.purpose!r}. Enter for {only!r}: data for a study serve nothing else."
        )
        raise ResearchRefusedError(message)
    folder, key_file = Path(to).expanduser().absolute(), Path(key).expanduser().absolute()
    _check_places(folder, key_file)
    chosen = coarse.check_levels(levels or {})
    material = study.gather(store, viewer, on, ties=ties)
    _check_groups(material.people, chosen)
    pseudonyms = open_key(key_file)
    return _written(material, chosen, pseudonyms, folder, ties=ties)


def _check_places(folder: Path, key: Path) -> None:
    """Refuse a folder that is there, and a key that would travel with the data."""
    if folder.exists():
        message = (
            f"The folder {folder} is there already. Name a new one: an export is never mixed with another."
        )
        raise ResearchRefusedError(message)
    if key.is_relative_to(folder):
        message = (
            f"The key would lie in {folder}, with the data. Keep it where who gets the data does not come."
        )
        raise ResearchRefusedError(message)


def _check_groups(people: Sequence[Subject], levels: Mapping[str, str]) -> None:
    """Refuse groups that are too small, telling their sizes alone."""
    small = coarse.small_groups((one.known.at(levels) for one in people), FEWEST)
    if small or not people:
        known = [one.known for one in people]
        raise TooFewAlikeError(small, FEWEST, coarse.finest_that_holds(known, levels, FEWEST))


def _written(
    material: Material, levels: Mapping[str, str], pseudonyms: Pseudonyms, folder: Path, *, ties: bool
) -> Export:
    """Make the tables, look for what should not be there, and put the folder in its place at once."""
    cap = int(coarse.rules()["ties"]["cap"])
    groups = {one.id: one.known.at(levels) for one in material.people}
    found = cut(groups, material.ties, FEWEST, cap)
    people = [one for one in material.people if not (ties and one.id in found.apart)]
    tables = _tables(people, levels, pseudonyms)
    if ties:
        tables["legami"] = sorted((pseudonyms.of(a), pseudonyms.of(b), group) for a, b, group in found.ties)
    rows = [cell for table in tables.values() for row in table for cell in row]
    if leaks := direct_identifiers(rows, material.names):
        message = (
            f"{leaks} direct identifiers were found in the tables. Nothing was written; tell who keeps Ponte."
        )
        raise ResearchRefusedError(message)
    sizes = Counter(groups[one.id] for one in people)
    warnings = (
        *_homogeneous(people, groups),
        *(_of_graph(len(found.without), len(found.apart)) if ties else ()),
    )
    made = Export(
        folder,
        {name: len(table) for name, table in tables.items()},
        min(sizes.values()),
        dict(levels),
        (*warnings, *(coarse.rules()["always"])),
    )
    _put(folder, tables, readme(made, FEWEST))
    return made


def _tables(
    people: Sequence[Subject], levels: Mapping[str, str], pseudonyms: Pseudonyms
) -> dict[str, list[tuple[str, ...]]]:
    """Make the tables, each in the order of its pseudonyms, which says nothing."""
    named = sorted((pseudonyms.of(one.id), one) for one in people)
    tables: dict[str, list[tuple[str, ...]]] = {"persone": [], "bisogni": [], "percorsi": [], "eventi": []}
    for name, one in named:
        tables["persone"].append((name, *one.known.at(levels)))
        tables["bisogni"] += [(name, need) for need in one.needs]
        for number, path in enumerate(one.paths, start=1):
            tables["percorsi"].append((name, str(number), *path.words))
            tables["eventi"] += [(name, str(number), kind, str(week)) for kind, week in path.events]
    return tables


def _homogeneous(people: Sequence[Subject], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Warn where all of a group have the same need or instrument: to belong to it would tell it."""
    shared: dict[tuple[str, ...], frozenset[str]] = {}
    for one in people:
        told = one.told
        shared[groups[one.id]] = shared[groups[one.id]] & told if groups[one.id] in shared else told
    same = sum(bool(words) for words in shared.values())
    if not same:
        return ()
    return (
        f"In {same} gruppi su {len(shared)} tutte le persone hanno lo stesso bisogno o strumento: chi sa che "
        "una persona è in quel gruppo sa anche questo (diversità insufficiente). Allarga le fasce.",
    )


def _of_graph(without: int, apart: int) -> tuple[str, ...]:
    """Warn of what a graph still tells, and say what was cut."""
    words = (
        "I legami sono la parte più rischiosa: chi conosce la rete di una persona, e quella dei suoi vicini, "
        "può ritrovarla anche senza nomi. Non darli a chi non ne ha bisogno."
    )
    said = (
        f"Sono stati tolti i legami di {without} persone, e {apart} persone intere, perché si distinguevano."
    )
    return (words, said) if without or apart else (words,)


def _put(folder: Path, tables: Mapping[str, Sequence[Sequence[str]]], readme: str) -> None:
    """Write beside the folder, then move all into its place: half an export is never seen."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".ricerca-", dir=folder.parent))
    try:
        for name, rows in tables.items():
            with (made / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(COLUMNS[name])
                writer.writerows(rows)
        (made / README).write_text(readme, encoding="utf-8")
        os.rename(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
