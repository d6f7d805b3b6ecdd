"""Match the names that offices give to places with ISTAT's codes of comuni, from a file that the user has."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union

from coordinator.errors import NotATableError
from coordinator.model import Household, Institution, Person, Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from coordinator.protection import Viewer
    from coordinator.store import Store

CODE, NAME = "codice comune formato alfanumerico", "denominazione in italiano"
OTHERS = {
    "region": "denominazione regione",
    "province": "sigla automobilistica",
    "cadastral": "codice catastale",
}
FORMER = "codice comune numerico con"
"""How the headings begin of ISTAT's list of comuni, as it is published; their ends change from year to year."""

NEEDED = f"the list of comuni as ISTAT publishes it has the columns {CODE!r} and {NAME!r}"
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Comune:
    """One comune as ISTAT knows it."""

    code: str  # six digits
    name: str
    region: str = ""
    province: str = ""  # the two letters
    cadastral: str = ""
    former: tuple[str, ...] = ()  # codes that it had when its province was another, as far as the file tells


@dataclass(frozen=True, slots=True)
class Zone:
    """A name of a place in the record, and the comuni that it may be."""

    name: str
    found: tuple[Comune, ...]  # one when it is sure; several when comuni have one name
    near: tuple[str, ...] = ()  # names like it, when none is it


@dataclass(frozen=True)
class Comuni:
    """The comuni of a list, found by code or name."""

    by_code: Mapping[str, Comune]  # former codes lead to the comune of today
    by_name: Mapping[str, tuple[Comune, ...]]

    def find(self, text: str) -> tuple[Comune, ...]:
        """
        Find the comuni that a word may mean.

        Parameters
        ----------
        text
            A code of today or of before, also without its first zeros, or a name, however it is written.

        Returns
        -------
        tuple of Comune
            None, one, or several that have the same name.
        """
        word = text.strip()
        if word.isdigit():
            found = self.by_code.get(word.zfill(DIGITS))
            return (found,) if found else ()
        return self.by_name.get(_plain(word), ())

    def like(self, text: str) -> tuple[str, ...]:
        """
        Name the comuni whose names are like a word.

        Parameters
        ----------
        text
            A name that no comune has.

        Returns
        -------
        tuple of str
            At most three, the likest first.
        """
        near = get_close_matches(_plain(text), self.by_name, n=3, cutoff=0.8)
        return tuple(self.by_name[one][0].name for one in near)


def read_comuni(path: Path, changes: Path | None = None) -> Comuni:
    """
    Read ISTAT's list of comuni.

    Parameters
    ----------
    path
        The CSV that ISTAT publishes: semicolons, headings over several lines, Windows 1252 or UTF-8.
    changes
        A CSV of one's own with ``codice_vecchio`` and ``codice_nuovo``, for comuni that were joined.

    Returns
    -------
    Comuni
        Old codes lead to the comune of today; a code that two comuni had leads nowhere.

    Raises
    ------
    NotATableError
        If a file lacks its columns, or a change leads to a code that the list does not have.
    """
    rows = _rows(path)
    headings = {" ".join(one.split()).lower(): one for one in rows[0] if one} if rows else {}
    columns = {
        field: _heading(headings, start) for field, start in {"code": CODE, "name": NAME, **OTHERS}.items()
    }
    if not (columns["code"] and columns["name"]):
        raise NotATableError(path.name, NEEDED)
    former = [one for name, one in headings.items() if name.startswith(FORMER)]
    found = [_comune(row, columns, former) for row in rows if _cell(row, columns["code"]).isdigit()]
    by_code = _by_code(found)
    for number, row in enumerate(_rows(changes) if changes else (), start=2):
        old, new = (_cell(row, name).zfill(DIGITS) for name in ("codice_vecchio", "codice_nuovo"))
        if new not in by_code:
            why = f"row {number}: codice_nuovo {new!r} is no comune of {path.name}"
            raise NotATableError(changes.name if changes else "", why)
        by_code.setdefault(old, by_code[new])
    names: defaultdict[str, list[Comune]] = defaultdict(list)
    for comune in found:
        names[_plain(comune.name)].append(comune)
    return Comuni(by_code, {name: tuple(same) for name, same in names.items()})


def match_zones(store: Store, comuni: Comuni, viewer: Viewer) -> list[Zone]:
    """
    Match each place that the record names with the comuni of a list.

    Parameters
    ----------
    store
        The record.
    comuni
        As `read_comuni` gives them.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    list of Zone
        By name; nobody is counted.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the territory.
    """
    viewer.require("read", "territory")
    holders = (Person, Household, Service, Institution)
    query = union(*(select(one.area).where(one.area.is_not(None)) for one in holders))
    with store.reading() as session:
        names = sorted({str(row[0]) for row in session.execute(query)})
    return [zone_of(comuni, name) for name in names]


def zone_of(comuni: Comuni, name: str) -> Zone:
    """
    Match one name of a place.

    Parameters
    ----------
    comuni
        As `read_comuni` gives them.
    name
        As the office writes it.

    Returns
    -------
    Zone
        With names like it where no comune has it.
    """
    found = comuni.find(name)
    return Zone(name, found, () if found else comuni.like(name))


def give_codes(rows: Iterable[dict[str, Any]], comuni: Comuni) -> None:
    """
    Say by ISTAT's code where persons live.

    Parameters
    ----------
    rows
        With ``area``; those whose comune is sure get ``comune_code``.
    comuni
        As `read_comuni` gives them.
    """
    codes: dict[str, str | None] = {}
    for row in rows:
        if name := row.get("area"):
            if name not in codes:
                found = comuni.find(name)
                codes[name] = found[0].code if len(found) == 1 else None
            row["comune_code"] = codes[name]


def _by_code(comuni: Iterable[Comune]) -> dict[str, Comune]:
    """Lead codes to comuni: those of today before those of before; a former code of two is nobody's."""
    today = {one.code: one for one in comuni}
    before: dict[str, Comune] = {}
    shared: set[str] = set()
    for one in today.values():
        for code in set(one.former) - today.keys():
            if before.setdefault(code, one) is not one:
                shared.add(code)
    return today | {code: one for code, one in before.items() if code not in shared}


def _comune(row: Mapping[str, str], columns: Mapping[str, str], former: Iterable[str]) -> Comune:
    """Read one row."""
    code = _cell(row, columns["code"]).zfill(DIGITS)
    before = {_cell(row, name).zfill(DIGITS) for name in former if _cell(row, name).isdigit()}
    others = {field: _cell(row, columns[field]) for field in OTHERS}
    return Comune(code, _cell(row, columns["name"]), **others, former=tuple(sorted(before - {code})))


def _rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV by its headings, whatever its encoding and separator."""
    if not path.is_file():
        raise NotATableError(path.name, "there is no such file")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    separator = max(";,\t", key=text[:4000].count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise NotATableError(path.name, f"it cannot be read as a CSV ({error})") from error
    return [{name: cell or "" for name, cell in row.items() if isinstance(name, str)} for row in rows]


def _heading(headings: Mapping[str, str], start: str) -> str:
    """Find the heading that begins so; empty when none does."""
    return next((one for name, one in headings.items() if name.startswith(start)), "")


def _cell(row: Mapping[str, str], name: str) -> str:
    """Take a cell, empty where the row is short."""
    return (row.get(name) or "").strip()


def _plain(name: str) -> str:
    """Write a name without accents, apostrophes, hyphens and capitals."""
    letters = unicodedata.normalize("NFD", name.casefold().replace("’", "'"))
    return " ".join(
        "".join(one if one.isalnum() else " " for one in letters if not unicodedata.combining(one)).split()
    )
