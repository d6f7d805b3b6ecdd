"""Load registers from CSV and XLSX, all or nothing, and write them out again."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import RegisterError
from coordinator.exchange.cells import CellError, plain, read_cell, safe
from coordinator.exchange.checks import Problem, check_records
from coordinator.exchange.registers import REGISTERS, Register, prefix_of
from coordinator.exchange.sheets import Sheet, read_sheets
from coordinator.model import vocabulary
from coordinator.model.vocabulary import TURNED
from coordinator.store.records import Records, Row, Signature, party_ids, read_records, write_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from coordinator.protection import Viewer
    from coordinator.store import Store

ENCODING = "utf-8-sig"  # with the mark that lets an Italian spreadsheet read the accents
SEPARATOR = ";"
EMPTY = (None, "")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came into the record: rows by register."""

    rows: dict[str, int]


def load_tables(store: Store, paths: Sequence[Path], viewer: Viewer) -> Loaded:
    """
    Load registers into the record: all of them, or nothing.

    Parameters
    ----------
    store
        The record.
    paths
        CSV files and XLSX workbooks; a file's name, or a sheet's, or the headings say which register.
    viewer
        Who writes; needs to write registers.

    Returns
    -------
    Loaded
        Rows by register.

    Raises
    ------
    RegisterError
        If any cell cannot be read or any row cannot be: it names file, row, column and mend of each.
    NotATableError
        If a file is neither CSV nor XLSX.
    NotAllowedError
        If the viewer may not write registers.
    """
    viewer.require("write", "register")
    records = read_tables(paths, known=party_ids(store))
    with store.writing() as session:
        write_records(session, records, Signature(viewer.user, store.clock()))
    return Loaded({register.title: len(getattr(records, register.name)) for register in REGISTERS})


def read_tables(paths: Iterable[Path], known: Iterable[str] = ()) -> Records:
    """
    Read registers and check every row, writing nothing.

    Parameters
    ----------
    paths
        CSV files and XLSX workbooks.
    known
        Ids of parties already in the record.

    Returns
    -------
    Records
        Rows fit to be written.

    Raises
    ------
    RegisterError
        With the problems of all files.
    NotATableError
        If a file is neither CSV nor XLSX.
    """
    records, problems, places = Records(), [], {}
    for sheet in (sheet for path in paths for sheet in read_sheets(path)):
        register = _register_of(sheet)
        if register is None:
            problems.append(Problem(sheet.file, 1, "", _unknown_sheet(sheet)))
            continue
        rows, found = _read_sheet(sheet, register)
        problems += found
        for number, row in rows:
            places[id(row)] = (sheet.file, number)
            getattr(records, register.name).append(row)
    problems += check_records(records, set(known), places)
    if problems:
        raise RegisterError(sorted(problems))
    records.ties[:] = map(_turned_round, records.ties)
    return records


def _turned_round(row: Row) -> Row:
    """Write a tie given by its reverse ("figlio") the way the record holds it."""
    kind = vocabulary().reversed_kinds.get(row["kind"])
    if kind is None:
        return row
    direction = TURNED.get(row.get("direction") or "")
    return row | {"kind": kind.id, "from_id": row["to_id"], "to_id": row["from_id"], "direction": direction}


def _register_of(sheet: Sheet) -> Register | None:
    """Find which register a sheet is: by its title, else by its headings."""
    by_title = [register for register in REGISTERS if sheet.title.startswith(register.title)]
    if by_title:
        return by_title[0]
    headings = set(sheet.headings)
    fits = [r for r in REGISTERS if {c.heading for c in r.columns if c.required} <= headings]
    return max(fits, key=lambda r: len(headings & set(r.by_heading)), default=None)


def _unknown_sheet(sheet: Sheet) -> str:
    titles = ", ".join(register.title for register in REGISTERS)
    return f"il foglio {sheet.title!r} non è un registro noto: chiamalo {titles}"


def _read_sheet(sheet: Sheet, register: Register) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """Read the rows of a sheet and the problems of its cells."""
    columns = register.by_heading
    problems = [
        Problem(sheet.file, 1, heading, "colonna sconosciuta: toglila, oppure è " + ", ".join(columns))
        for heading in sheet.headings
        if heading and heading not in columns
    ] + [
        Problem(sheet.file, 1, column.heading, "manca la colonna, che è obbligatoria")
        for column in register.columns
        if column.required and column.heading not in sheet.headings
    ]
    if problems:
        return [], problems
    order = [columns.get(heading) for heading in sheet.headings]
    rows = []
    for number, cells in sheet.rows:
        row: Row = {}
        for column, cell in zip(order, [*cells, *[None] * (len(order) - len(cells))], strict=False):
            if column is None or (cell in EMPTY and not column.required and column.holds != "flag"):
                continue
            try:
                row[column.field] = read_cell(column, cell)
            except CellError as error:
                problems.append(Problem(sheet.file, number, column.heading, str(error)))
        if len(cells) > len(order) and any(plain(cell) for cell in cells[len(order) :]):
            problems.append(
                Problem(sheet.file, number, "", "ha più celle che colonne: controlla i separatori")
            )
        rows.append((number, _with_prefix(row, register)))
    return rows, problems


def _with_prefix(row: Row, register: Register) -> Row:
    """Give an office's own code the prefix of its kind."""
    prefix = prefix_of(register)
    if prefix and row.get("id") and not row["id"].startswith(f"{prefix}:"):
        row["id"] = f"{prefix}:{row['id']}"
    return row


def export_tables(store: Store, target: Path, viewer: Viewer) -> dict[str, int]:
    """
    Write the registers out.

    Parameters
    ----------
    store
        The record.
    target
        A file that ends in ``.xlsx``, or a folder for one CSV a register.
    viewer
        Who asks; needs to export registers.

    Returns
    -------
    dict
        Title of a register → rows written. Rows are in the order of their cells, whatever the store.

    Raises
    ------
    NotAllowedError
        If the viewer may not export registers.
    """
    viewer.require("export", "register")
    with store.reading() as session:
        records = read_records(session)
    if target.suffix.lower() == ".xlsx":
        _write_workbook(target, _sheets(records))
    else:
        write_csv(records, target)
    return {register.title: len(getattr(records, register.name)) for register in REGISTERS}


def write_csv(records: Records, folder: Path) -> list[Path]:
    """
    Write one CSV a register, as an Italian spreadsheet opens it.

    Parameters
    ----------
    records
        What to write; an export asks `export_tables`, which checks who asks.
    folder
        Where to; made when missing.

    Returns
    -------
    list of Path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for title, rows in _sheets(records).items():
        paths.append(folder / f"{title}.csv")
        with paths[-1].open("w", encoding=ENCODING, newline="") as file:
            csv.writer(file, delimiter=SEPARATOR).writerows(rows)
    return paths


def _sheets(records: Records) -> dict[str, list[list[str]]]:
    return {register.title: _cells(register, getattr(records, register.name)) for register in REGISTERS}


def _cells(register: Register, rows: Iterable[Row]) -> list[list[str]]:
    """Write rows as cells, headings first, in an order that does not depend on the store."""
    order = [column.field for column in register.columns]
    return [
        [column.heading for column in register.columns],
        *sorted([safe(row.get(name)) for name in order] for row in rows),
    ]


def _write_workbook(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    """Write one sheet a register; every cell is text, so nothing is run as a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
