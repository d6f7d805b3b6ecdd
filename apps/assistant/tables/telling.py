"""Tell what a query found in a table: how many, which, and of each what was asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reply import Line, Reply
from apps.assistant.tables.query import BOUNDS, found_rows, parted_by
from apps.components.words import count, curly, long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from apps.assistant.tables.query import Query
    from apps.assistant.tables.table import Column, Row, Spec

SHOWN = 30
"""Rows of an answer; more would be a page and not an answer."""

AFTER = 5
"""Rows told after the first, where only the first was asked for."""

NOT_WRITTEN = "non scritto"

TOGETHER = 3
"""Rows of which nothing is written that was asked from which on they are told in one line."""

ELIDED = re.compile(r"\b(?P<at>il|al|dal|del|nel|sul) (?=(?:8|11) [a-z])")
"""An article that loses its vowel before the number of a day."""


def tell(spec: Spec, rows: Sequence[Row], query: Query, day: date, whose: str = "") -> Reply:
    """
    Tell what a query found.

    Parameters
    ----------
    spec
        Of the table.
    rows
        All its rows.
    query
        What was asked.
    day
        The day of the question.
    whose
        The name of the person of whom alone it is; empty for all.

    Returns
    -------
    Reply
        The head says what was asked and how many there are; each line rests on a record.
    """
    found = found_rows(rows, query)
    asked = ", ".join(one.said for one in query.conditions if one.said)
    which = f"{spec.title}{f' per {whose}' if whose else ''}{f', {asked}' if asked else ''}"
    read = f"Letto: {spec.read}{f' di {whose}' if whose else ''} ({len(rows)}), al {long_day(day)}."
    if asked:
        read = f"{read} Condizioni: {asked}."
    head, lines = _told(spec, rows, query, found, which)
    return Reply(
        f"table_{spec.key}",
        curly(head),
        tuple(one for one in lines if one.text),
        query=read,
        links=spec.links,
        person_id=query.person_id,
    )


def _told(
    spec: Spec, rows: Sequence[Row], query: Query, found: Sequence[Row], which: str
) -> tuple[str, list[Line]]:
    """Write the head and the lines."""
    plain = _plainly(spec, rows, query, found)
    if plain is not None:
        return plain
    if not found and (meant := _named(spec, rows, query)) is not None:
        return _told(spec, rows, meant, found_rows(rows, meant), which)
    if not found:
        known = _unknown(spec, rows, query)
        return f"{which}: {spec.none}, su {len(rows)}.{known}", []
    if query.by and spec.sum_of and not (query.totals or query.counts):
        query = replace(query, totals=(spec.sum_of,))  # euros are parted, and not the entries that hold them
    if query.by:
        query = replace(query, totals=_added(spec, query.totals))
        parts = parted_by(found, query.by)
        lines = [Line(f"{name or NOT_WRITTEN}: {_sums(spec, own, query)}") for name, own in parts]
        return f"{which}, per {spec.columns[query.by].title}: {_sums(spec, found, query)} in tutto.", lines
    if query.totals:
        adding = [row for row in found if any(row.cell(key).written for key in query.totals)]
        beside = (
            []
            if any(spec.columns[key].sometimes for key in query.totals)
            else _beside(spec, found, adding, query)
        )
        return f"{which}: {_sums(spec, found, query)}.", [*_lines(spec, adding, query), *beside]
    if query.first == 1 and len(found) == 1:
        return _first(spec, rows, query, found[0], which)
    if query.shown and len(found) == 1:
        row = found[0]
        unsaid = {spec.leads, *(() if query.person_id else (spec.person,))}  # which its name says
        told = "; ".join(_facts(spec, row, [key for key in query.shown if key not in unsaid]))
        head = f"{_name(spec, row, query)}: {told}." if told else f"{_name(spec, row, query)}."
        return head, [_line(row, "; ".join(_all(spec, row, query.shown)))]
    return f"{which}: {len(found)}.", _lines(spec, found, query)


def _named(spec: Spec, rows: Sequence[Row], query: Query) -> Query | None:
    """Ask of one row that is named what it says of what was asked, where it is not as was asked; None for others."""
    names = tuple(one for one in query.conditions if one.column == spec.leads and not one.not_)
    bounds = tuple(one for one in query.conditions if one not in names)
    others = tuple(one.column for one in bounds if one.test in BOUNDS)
    meant = replace(query, conditions=names, shown=(*dict.fromkeys((*others, *query.shown)),), whether=False)
    alone = names and others and len(others) == len(bounds) and not query.by and not query.totals
    return meant if alone and len(found_rows(rows, meant)) == 1 else None


def _plainly(
    spec: Spec, rows: Sequence[Row], query: Query, found: Sequence[Row]
) -> tuple[str, list[Line]] | None:
    """Say yes or no of one row that is named, with what is written of what was asked; None where none is named."""
    names = tuple(one for one in query.conditions if one.column == spec.leads and not one.not_)
    asked = tuple(one for one in query.conditions if one not in names)
    if not (names or query.among) or not asked or query.order or not query.whether:
        return None
    meant = found_rows(rows, replace(query, conditions=names, first=None, skip=0))
    if len(meant) != 1:
        return None
    asked = asked if found else tuple(one for one in asked if not one.holds(meant[0]))
    row, keys = meant[0], dict.fromkeys((*(one.column for one in asked), *query.shown))
    told = "; ".join(_facts(spec, row, keys))
    unsaid = all(not row.cell(one.column).written for one in asked)
    yes = "Non è scritto" if unsaid and not found else "Sì" if found else "No"
    return f"{yes}. {_name(spec, row, query)}: {told}.", [_line(row, "; ".join(_all(spec, row, tuple(keys))))]


def _sums(spec: Spec, found: Sequence[Row], query: Query) -> str:
    """Add up what was asked for, or else count the rows."""
    if not query.totals:
        return str(len(found))
    told = []
    for column in (spec.columns[key] for key in query.totals):
        cells = [row.cell(column.key).value for row in found]
        held = _sum(found, column.key)
        parted = spec.apart and spec.apart[0] not in {one.column for one in query.conditions}
        apart = [row for row in found if parted and row.cell(spec.apart[0]).value == spec.apart[1]]
        unsaid = 0 if column.sometimes else sum(one is None for one in cells)
        what = "l’importo non è scritto" if column.sort == "money" else "non è scritto"
        more = f" ({what} per {count(unsaid, spec.one, spec.title.lower())})" if unsaid else ""
        if unsaid and unsaid == len(cells):
            told.append(f"{column.title}: {NOT_WRITTEN}")
            continue
        of_it = _sum(apart, column.key)
        if of_it:
            more = (
                f", di cui {_much(column, of_it)} {spec.apart[2]}{more}"
                if of_it < held
                else f" {spec.apart[2]}{more}"
            )
        told.append(
            f"{column.title} {_much(column, held)}{more}"
            if column.sort == "money"
            else f"{_much(column, held)}{more}"
        )
    return f"{', '.join(told)} ({count(len(found), spec.one, spec.title.lower())})"


def _sum(found: Sequence[Row], key: str) -> float:
    """Add up what is written of a column."""
    cells = (row.cell(key).value for row in found)
    return sum(float(one) for one in cells if isinstance(one, (int, float)))


def _much(column: Column, held: float) -> str:
    """Write a sum in its unit."""
    if column.sort != "money":
        return f"{held:g} {column.counted}".replace(".", ",")
    euro = f"{held:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{euro} euro"


def _beside(spec: Spec, found: Sequence[Row], adding: Sequence[Row], query: Query) -> list[Line]:
    """Write the rows that are in no sum, as what is summed is not written of them."""
    beside = [row for row in found if row not in adding]
    return [replace(one, text=f"Fuori dalla somma: {one.text}") for one in _lines(spec, beside, query)]


def _first(spec: Spec, rows: Sequence[Row], query: Query, row: Row, which: str) -> tuple[str, list[Line]]:
    """Tell the one that was asked for, and those that come after it."""
    keys = query.shown or ((query.order,) if query.order else ())
    told = "; ".join(_facts(spec, row, keys))
    name = _name(spec, row, query)
    head = f"{name}: {told}." if told else f"{name}."
    lines = [_line(row, "; ".join(_all(spec, row, keys)))]
    if query.order and not query.shown:
        ordered = found_rows(rows, replace(query, first=None, skip=0))
        others = ordered[ordered.index(row) + 1 :] if row in ordered else ordered
        others = [one for one in others if one.cell(query.order).written][:AFTER]
        lines += [
            _line(one, f"poi {_name(spec, one, query)}: {_fact(spec, one, query.order)}") for one in others
        ]
    return head, [one for one in lines if one.text]


def _lines(spec: Spec, found: Sequence[Row], query: Query) -> list[Line]:
    """Write a line for each row."""
    ordered = (
        (query.order,) if query.order and query.first is None else ()
    )  # by what they are put in order is told
    keys = tuple(dict.fromkeys((*query.shown, *query.totals, *ordered))) if query.shown else ()
    bound = [key for one in query.conditions for key in spec.columns[one.column].beside]  # what is late, say
    keys = keys or tuple(
        dict.fromkeys((*((query.order,) if query.order else ()), *spec.told, *query.totals, *bound))
    )
    asked = [key for key in query.shown if key not in {spec.leads, spec.person}]
    without = [row for row in found if asked and not any(row.cell(key).shown for key in asked)]
    without = without if len(without) > TOGETHER else []
    found, lines = [row for row in found if row not in without], []
    if len({_name(spec, row, query) for row in found}) < len(found):  # what tells them apart is told too
        keys = (*(key for key in spec.known if key not in keys), *keys)
    for row in found[:SHOWN]:
        name = _name(spec, row, query)
        own = [key for key in keys if key not in {spec.leads, spec.person}]
        told = "; ".join(_facts(spec, row, [key for key in own if row.cell(key).shown or key in query.shown]))
        lines.append(_line(row, f"{name}: {told}" if told else name))
    if len(found) > SHOWN:
        lines.append(Line(f"e altri {len(found) - SHOWN}"))
    if without:
        what = ", ".join(spec.columns[key].title for key in asked)
        lines.append(
            Line(curly(f"Non scritto ({what}): {', '.join(_name(spec, row, query) for row in without)}"))
        )
    return lines


def _facts(spec: Spec, row: Row, keys: Iterable[str]) -> list[str]:
    """Write facts of a row, each with those without which it says little, and without those that it tells too."""
    asked = tuple(keys)
    covered = {one for key in asked for one in spec.columns[key].covers if row.cell(key).written}
    beside = (one for key in asked for one in spec.columns[key].beside if row.cell(one).written)
    told = dict.fromkeys((*asked, *beside))
    return [*dict.fromkeys(_fact(spec, row, key) for key in told if key not in covered)]


def _added(spec: Spec, totals: Sequence[str]) -> tuple[str, ...]:
    """Return sums to tell, with those without which they say little: of how much something is left."""
    beside = (one for key in totals for one in spec.columns[key].beside if spec.columns[one].adds)
    return (*dict.fromkeys((*totals, *beside)),)


def _fact(spec: Spec, row: Row, key: str) -> str:
    """Write one fact of a row; what is not written is said."""
    column, cell = spec.columns[key], row.cell(key)
    if not cell.written:
        return cell.shown or column.absent or f"{column.title}: {NOT_WRITTEN}"
    if column.tell:
        return _elided(column.tell.format(cell.told))
    return (
        cell.told if column.sort in {"number", "money"} and column.counted else f"{column.title} {cell.told}"
    )


def _elided(words: str) -> str:
    """Write the article of a day as it is said: "dall’11 maggio"."""
    return ELIDED.sub(lambda found: "l’" if found["at"] == "il" else f"{found['at']}l’", words)


def _name(spec: Spec, row: Row, query: Query) -> str:
    """Name a row, with whose it is where the table is of many."""
    name = row.cell(spec.leads).shown
    if spec.person in ("", spec.leads) or query.person_id or not row.cell(spec.person).written:
        return name
    return f"{name} {_fact(spec, row, spec.person)}"


def _all(spec: Spec, row: Row, but: Sequence[str]) -> list[str]:
    """Write all that a line tells of a row, without what its head has told."""
    return [_fact(spec, row, key) for key in spec.told if key not in but and row.cell(key).shown]


def _line(row: Row, words: str) -> Line:
    """Write a line that opens the record."""
    line = Line(curly(words), party_id=row.party_id, page=row.page, urn=row.urn)
    return replace(line, text=line.text.replace(f"{line.norm}, ", "")) if line.norm else line  # told once


def _unknown(spec: Spec, rows: Sequence[Row], query: Query) -> str:
    """Say of how many rows it is not written what was asked for."""
    keys = {one.column for one in query.conditions if one.test not in {"empty", "filled"}}
    unsaid = {key: sum(not row.cell(key).written for row in rows) for key in sorted(keys)}
    told = "; ".join(
        f"{spec.columns[key].title}, non scritto per {count(many, spec.one, spec.title.lower())}"
        for key, many in unsaid.items()
        if many and not spec.columns[key].sometimes
    )
    return f" ({told})" if told else ""
