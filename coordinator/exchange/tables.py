"""Load registers from CSV and XLSX, all or nothing, and write them out again."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from coordinator.errors import RegisterError, WrongPurposeError
from coordinator.exchange.cells import CellError, plain, read_cell, safe
from coordinator.exchange.checks import Problem, check_records
from coordinator.exchange.leaving import read_leaving
from coordinator.exchange.registers import NOTES, REGISTERS, Register, prefix_of
from coordinator.exchange.sheets import Sheet, read_sheets
from coordinator.model import vocabulary
from coordinator.model.vocabulary import TURNED
from coordinator.protection.policy import policy
from coordinator.store.pause import collecting_nothing
from coordinator.store.records import Records, Row, Signature, party_ids, read_records, write_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from coordinator.exchange.registers import Column
    from coordinator.model import Kind
    from coordinator.protection import Viewer
    from coordinator.store import Store

ENCODING = "utf-8-sig"  # with the mark that lets an Italian spreadsheet read the accents
SEPARATOR = ";"
EMPTY = (None, "")
LISTS = {"words", "parties"}
"""What columns hold whose cells are read as lists, each row its own."""


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
    with collecting_nothing():
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
    for sheet in (sheet for path in paths for sheet in read_sheets(path) if sheet.title not in NOTES):
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
    reverses = vocabulary().reversed_kinds
    records.ties[:] = [
        _turned_round(tie, reverses[tie["kind"]]) if tie["kind"] in reverses else tie for tie in records.ties
    ]
    return records


def _turned_round(row: Row, kind: Kind) -> Row:
    """Write a tie given by its reverse ("figlio") the way the record holds it."""
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
    width = len(sheet.headings)
    rows: dict[int, Row] = {number: {} for number, _ in sheet.rows}
    table: Iterable[tuple[Any, ...]] = zip_longest(sheet.headings, *(cells for _, cells in sheet.rows))
    for heading, *cells in table:
        if column := columns.get(heading):
            problems += _read_column(sheet.file, column, cells, rows)
    problems += [
        Problem(sheet.file, number, "", "ha più celle che colonne: controlla i separatori")
        for number, cells in sheet.rows
        if len(cells) > width and any(plain(cell) for cell in cells[width:])
    ]
    _give_prefix(rows.values(), register)
    return list(rows.items()), problems


def _read_column(file: str, column: Column, cells: list[Any], rows: dict[int, Row]) -> Iterator[Problem]:
    """Read the cells of a column into the rows, what is written alike once; yield those that cannot be read."""
    optional = not column.required and column.holds != "flag"
    if optional and set(cells) <= set(EMPTY):
        return
    read: Callable[[object], Any] = partial(read_cell, column)
    if column.holds not in LISTS:
        read = lru_cache(maxsize=None, typed=True)(read)
    for (number, row), cell in zip(rows.items(), cells, strict=True):
        if optional and cell in EMPTY:
            continue
        try:
            row[column.field] = read(cell)
        except CellError as error:
            yield Problem(file, number, column.heading, str(error))


def _give_prefix(rows: Iterable[Row], register: Register) -> None:
    """Give an office's own codes the prefix of their kind."""
    prefix = prefix_of(register)
    for row in rows if prefix else ():
        if row.get("id") and not row["id"].startswith(f"{prefix}:"):
            row["id"] = f"{prefix}:{row['id']}"


def export_tables(store: Store, target: Path, viewer: Viewer, *, whole: str | None = None) -> dict[str, int]:
    """
    Write the registers out: without what is reserved, unless somebody who may says why she needs all of it.

    Parameters
    ----------
    store
        The record.
    target
        A file that ends in ``.xlsx``, or a folder for one CSV a register.
    viewer
        Who asks; needs to export registers.
    whole
        Why all is to leave, what is reserved too, one of `whole_reasons`; she then needs to export whole registers.

    Returns
    -------
    dict
        Title of a register → rows written. Rows are in the order of their cells, whatever the store.

    Raises
    ------
    NotAllowedError
        If the viewer may not export registers.
    WrongPurposeError
        If what she says is no reason to export all.
    """
    records = _all_of(store, viewer, whole) if whole is not None else _may_leave(store, viewer)
    if target.suffix.lower() == ".xlsx":
        _write_workbook(target, _sheets(records))
    else:
        write_csv(records, target)
    return {register.title: len(getattr(records, register.name)) for register in REGISTERS}


def whole_reasons() -> dict[str, str]:
    """
    Return the reasons for which all of the record may leave: purposes that open nothing else.

    Returns
    -------
    dict
        Word of the policy → what it means, in Italian.
    """
    asked_for = policy().asked_for.items()
    return {name: one.label for name, one in asked_for if one.opens == {"register_whole"}}


def _may_leave(store: Store, viewer: Viewer) -> Records:
    """Read what may leave with her: a file is read by whom Ponte does not know."""
    viewer.require("export", "register")
    with store.reading() as session:
        return read_leaving(session, viewer).records


def _all_of(store: Store, viewer: Viewer, reason: str) -> Records:
    """Read everything; the log says for which reason."""
    if reason not in whole_reasons():
        raise WrongPurposeError(viewer.role, "export", "register_whole", reason)
    replace(viewer, purpose=reason).require("export", "register_whole")
    with store.reading() as session:
        return read_records(session)


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
