"""Read a body's own rules from CSV or XLSX, naming row and column of each fault, and write them out again."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import TYPE_CHECKING

from coordinator.errors import RegisterError
from coordinator.exchange.cells import CellError, read_cell, safe
from coordinator.exchange.checks import Problem
from coordinator.exchange.registers import Column
from coordinator.exchange.sheets import read_sheets
from coordinator.pathway.local_checks import LocalRulesError
from coordinator.pathway.local_keeping import check, keep_rules
from coordinator.pathway.local_rules import LocalRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coordinator.exchange.sheets import Sheet
    from coordinator.protection import Viewer
    from coordinator.store import Store

COLUMNS = (
    Column("regola", "kind", required=True, most=20),
    Column("vale_per", "about", most=60),
    Column("nome", "name", most=200),
    Column("durata", "length", "integer"),
    Column("unita", "unit", most=20),
    Column("sabato", "saturday", most=20),
    Column("festivo", "holiday", most=20),
    Column("giorno", "day", most=10),
    Column("dal", "since", "day"),
    Column("al", "until", "day"),
    Column("fonte", "source", most=200),
)
BY_HEADING = {column.heading: column for column in COLUMNS}
HEADING_OF = {column.field: column.heading for column in COLUMNS}


def load_rules(store: Store, path: Path, viewer: Viewer) -> tuple[LocalRule, ...]:
    """
    Put the rules of a file in the place of those that the body had: all of them, or nothing.

    Parameters
    ----------
    store
        The record.
    path
        CSV or XLSX with the headings of `COLUMNS`.
    viewer
        Who brings them; needs to write registers.

    Returns
    -------
    tuple[LocalRule, ...]
        What is kept.

    Raises
    ------
    RegisterError
        It names file, row, column and mend of each fault.
    NotATableError
        If the file is neither CSV nor XLSX.
    """
    rows = read_rules_table(path)
    keep_rules(store, rows, viewer)
    return rows


def read_rules_table(path: Path) -> tuple[LocalRule, ...]:
    """
    Read and check the rules of a file, writing nothing.

    Parameters
    ----------
    path
        CSV or XLSX.

    Returns
    -------
    tuple[LocalRule, ...]
        In the order of the file.

    Raises
    ------
    RegisterError
        It names file, row, column and mend of each fault.
    NotATableError
        If the file is neither CSV nor XLSX.
    """
    sheet = next(iter(read_sheets(path)), None)
    if sheet is None:
        raise RegisterError(
            [Problem(path.name, 1, "", "il foglio è vuoto: servono le intestazioni e le regole")]
        )
    if problems := list(_heading_problems(sheet)):
        raise RegisterError(problems)
    rows, problems = _read(sheet)
    if not problems:
        try:
            check(rows)
        except LocalRulesError as error:
            numbers = [number for number, _ in sheet.rows]
            problems = [
                Problem(sheet.file, numbers[one.row - 1], HEADING_OF[one.field], one.what)
                for one in error.faults
            ]
    if problems:
        raise RegisterError(sorted(problems))
    return tuple(rows)


def write_rules_table(rows: Iterable[LocalRule]) -> bytes:
    """
    Write rules as CSV, as an Italian spreadsheet opens it.

    Parameters
    ----------
    rows
        None give a blank table with its headings.

    Returns
    -------
    bytes
        UTF-8 with its mark, semicolons.
    """
    text = io.StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(column.heading for column in COLUMNS)
    order = [column.field for column in COLUMNS]
    table.writerows([safe(getattr(row, name)) for name in order] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _heading_problems(sheet: Sheet) -> Iterable[Problem]:
    """Find headings that are no column, and those that are missing."""
    for heading in sheet.headings:
        if heading and heading not in BY_HEADING:
            yield Problem(sheet.file, 1, heading, f"colonna sconosciuta: sono {', '.join(BY_HEADING)}")
    if "regola" not in sheet.headings:
        yield Problem(sheet.file, 1, "regola", "manca la colonna, che è obbligatoria")


def _read(sheet: Sheet) -> tuple[list[LocalRule], list[Problem]]:
    """Read each cell of each row."""
    rows, problems = [], []
    for number, cells in sheet.rows:
        values = dict.fromkeys(one.name for one in fields(LocalRule))
        for heading, cell in zip(sheet.headings, cells, strict=False):
            if column := BY_HEADING.get(heading):
                try:
                    values[column.field] = read_cell(column, cell)
                except CellError as error:
                    problems.append(Problem(sheet.file, number, heading, str(error)))
        rows.append(LocalRule(**{**values, "kind": values["kind"] or ""}))  # type: ignore[arg-type]
    return rows, problems
