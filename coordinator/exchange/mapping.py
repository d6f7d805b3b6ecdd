"""Read an office's own table as one of the registers: which of its columns is which of ours."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coordinator.errors import RegisterError, UnknownWordError
from coordinator.exchange.cells import plain
from coordinator.exchange.checks import Problem
from coordinator.exchange.registers import NOTES, REGISTERS, Register
from coordinator.exchange.sheets import Sheet, read_sheets
from coordinator.exchange.tables import Loaded, load_tables, read_tables
from coordinator.store.records import party_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordinator.protection import Viewer
    from coordinator.store import Store

NEW_CODE = "*"
"""In the place of a heading: give each row a code of its own, from the file's name and its number."""

ALSO = {
    "codice_fiscale": ("cf", "cod_fiscale", "cod_fisc", "codfisc", "c.f."),
    "nata_il": ("data_nascita", "data_di_nascita", "nascita", "nato_il", "nata"),
    "morta_il": ("data_morte", "data_decesso", "deceduto_il"),
    "sesso": ("genere", "sex"),
    "zona": ("comune", "residenza", "comune_di_residenza", "area", "citta", "città"),
    "telefono": ("tel", "cellulare", "cell", "recapito"),
    "codice": ("id", "matricola", "identificativo", "cod"),
    "nome": ("denominazione", "ragione_sociale", "servizio"),
    "tipo": ("tipologia", "tipo_legame", "relazione"),
    "posti": ("capienza", "posti_totali"),
    "posti_liberi": ("disponibili", "posti_disponibili"),
    "attesa_giorni": ("attesa", "giorni_attesa", "lista_attesa"),
    "verificato_il": ("aggiornato_il", "verifica"),
    "dal": ("inizio", "data_inizio", "da_quando"),
    "al": ("fine", "data_fine"),
    "nota": ("note", "annotazioni"),
    "requisiti": ("destinatari", "per_chi"),
    "detto_da": ("fonte",),
    "indirizzo": ("via", "sede", "recapito_postale"),
    "orari": ("orario", "apertura", "orario_di_apertura"),
    "cap": ("codice_postale",),
    "codice_istat": ("istat", "cod_istat"),
}
"""Our heading → what offices call it."""
OF = "(?:di|del|dello|della|dell|dei|degli|delle)"


@dataclass(frozen=True, slots=True)
class Plan:
    """How one sheet is to be read."""

    sheet: Sheet
    register: str | None  # title; None: leave the sheet out
    columns: Mapping[str, str]  # our heading → theirs, or `NEW_CODE`

    @property
    def title(self) -> str:
        """Of the sheet."""
        return self.sheet.title

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.sheet.rows)


def register_called(title: str) -> Register:
    """
    Return a register by its title.

    Parameters
    ----------
    title
        E.g. ``"persone"``.

    Returns
    -------
    Register
        One of `REGISTERS`.

    Raises
    ------
    UnknownWordError
        If none is called so.
    """
    titles = {register.title: register for register in REGISTERS}
    if title not in titles:
        raise UnknownWordError(title, "registers", list(titles))
    return titles[title]


def propose(path: Path) -> list[Plan]:
    """
    Propose how to read the sheets of a file: by title or headings the register, by likeness the columns.

    Parameters
    ----------
    path
        A CSV or XLSX.

    Returns
    -------
    list of Plan
        One a sheet; without a register where none is like it.

    Raises
    ------
    NotATableError
        If the file is neither, or cannot be opened.
    """
    return [_plan(sheet, _likeliest(sheet)) for sheet in read_sheets(path) if sheet.title not in NOTES]


def as_register(plan: Plan, title: str | None) -> Plan:
    """
    Read a sheet as another register.

    Parameters
    ----------
    plan
        How it was to be read.
    title
        Of the register; None leaves the sheet out.

    Returns
    -------
    Plan
        With its columns proposed anew.
    """
    return _plan(plan.sheet, None if title is None else register_called(title))


def with_columns(plan: Plan, columns: Mapping[str, str]) -> Plan:
    """
    Read other columns of a sheet.

    Parameters
    ----------
    plan
        How it was to be read.
    columns
        Our heading → theirs; an empty one is left out.

    Returns
    -------
    Plan
        With these columns.
    """
    return replace(plan, columns={ours: theirs for ours, theirs in columns.items() if theirs})


def check(store: Store, plans: Sequence[Plan], viewer: Viewer) -> dict[str, int]:
    """
    Check every row of the sheets, writing nothing.

    Parameters
    ----------
    store
        The record that they are to be loaded into.
    plans
        How to read them.
    viewer
        Who asks; needs to write registers.

    Returns
    -------
    dict of str to int
        Title of a register → rows that can be loaded.

    Raises
    ------
    RegisterError
        With every cell and row that cannot be, by the rows of the office's own file.
    """
    viewer.require("write", "register")
    with TemporaryDirectory() as folder:
        paths, names = _written(plans, Path(folder))
        try:
            records = read_tables(paths, known=party_ids(store))
        except RegisterError as error:
            raise RegisterError(_theirs(error, names)) from error
    counted = {register.title: len(getattr(records, register.name)) for register in REGISTERS}
    return {title: rows for title, rows in counted.items() if rows}


def load(store: Store, plans: Sequence[Plan], viewer: Viewer) -> Loaded:
    """
    Load the sheets: all of them, or nothing.

    Parameters
    ----------
    store, plans, viewer
        As in `check`.

    Returns
    -------
    Loaded
        Rows by register.

    Raises
    ------
    RegisterError
        As `check`.
    """
    with TemporaryDirectory() as folder:
        paths, names = _written(plans, Path(folder))
        try:
            return load_tables(store, paths, viewer)
        except RegisterError as error:
            raise RegisterError(_theirs(error, names)) from error


def _plan(sheet: Sheet, register: Register | None) -> Plan:
    """Pair each of a register's headings with the likeliest of a sheet's."""
    if register is None:
        return Plan(sheet, None, {})
    free = [heading for heading in sheet.headings if heading]
    pairs: dict[str, str] = {}
    ours = [column.heading for column in register.columns]
    for find in (_same, _other_name, _alike, _longer):
        for heading in ours:
            if heading not in pairs and (found := find(heading, free)):
                pairs[heading] = found
                free.remove(found)
    if "codice" in ours and "codice" not in pairs:
        pairs["codice"] = NEW_CODE
    return Plan(sheet, register.title, {heading: pairs[heading] for heading in ours if heading in pairs})


def _same(heading: str, free: Sequence[str]) -> str | None:
    return heading if heading in free else None


def _other_name(heading: str, free: Sequence[str]) -> str | None:
    return next((name for name in ALSO.get(heading, ()) if name in free), None)


def _alike(heading: str, free: Sequence[str]) -> str | None:
    return next(iter(get_close_matches(heading, free, n=1, cutoff=0.8)), None)


def _longer(heading: str, free: Sequence[str]) -> str | None:
    """Find the one heading that says ours and of whom: "cognome della persona"; of two, neither."""
    found = [name for name in free if re.match(rf"{heading}_{OF}_", name)]
    return found[0] if len(found) == 1 else None


def _likeliest(sheet: Sheet) -> Register | None:
    """Find the register of which a sheet has the most columns; by its title before that."""
    for register in REGISTERS:
        if sheet.title.startswith(register.title):
            return register
    counted = [(_score(_plan(sheet, register), register), register) for register in REGISTERS]
    score, register = max(counted, key=lambda pair: pair[0])
    return register if score >= 2 else None


def _score(plan: Plan, register: Register) -> float:
    """Count the columns found, and take off what must be there and is not."""
    found = [theirs for theirs in plan.columns.values() if theirs != NEW_CODE]
    missing = [
        column for column in register.columns if column.required and column.heading not in plan.columns
    ]
    return len(found) - 3 * len(missing)


def _written(plans: Sequence[Plan], folder: Path) -> tuple[list[Path], dict[str, Plan]]:
    """Write each sheet as a CSV of its register; every row keeps its number."""
    paths, names = [], {}
    for number, plan in enumerate(plans):
        if plan.register is None:
            continue
        path = folder / f"{plan.register}-{number}.csv"
        names[path.name] = plan
        at = {heading: place for place, heading in enumerate(plan.sheet.headings)}
        stem = "".join(sign if sign.isalnum() else "-" for sign in Path(plan.sheet.file).stem.lower())[:30]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(plan.columns)
            last = 1
            for row, cells in plan.sheet.rows:
                writer.writerows([[""] * len(plan.columns)] * (row - last - 1))
                writer.writerow(_row(plan, at, cells, f"{stem}-{row}"))
                last = row
        paths.append(path)
    return paths, names


def _row(plan: Plan, at: Mapping[str, int], cells: Sequence[object], code: str) -> list[str]:
    """Write one row in the order of the register's columns."""
    return [
        code if theirs == NEW_CODE else plain(cells[at[theirs]]) if at[theirs] < len(cells) else ""
        for theirs in plan.columns.values()
    ]


def _theirs(error: RegisterError, names: Mapping[str, Plan]) -> list[Problem]:
    """Name in each problem the office's own file and column."""
    found = []
    for problem in error.problems:
        assert isinstance(problem, Problem)  # noqa: S101  registers have no other problems
        plan = names.get(problem.file)
        if plan is None:
            found.append(problem)
            continue
        theirs = plan.columns.get(problem.column, problem.column)
        column = problem.column if theirs in {NEW_CODE, ""} else theirs
        found.append(replace(problem, file=plan.sheet.file, column=column))
    return sorted(found)
