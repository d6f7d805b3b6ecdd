"""Weigh a territory against public standards: so much of something for so many inhabitants, each with its source."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from math import isfinite
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlalchemy import select

from coordinator.errors import CoordinatorError
from coordinator.model import Person, Practitioner, Service, vocabulary
from coordinator.model.datafile import read_yaml
from coordinator.protection.disclosure import shown, shown_groups
from coordinator.store.settings import read_setting, write_setting
from coordinator.territory.courses import NOWHERE, read_districts
from coordinator.territory.frames import read_frame
from coordinator.territory.indicator import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from coordinator.protection import Viewer
    from coordinator.store import Store

NAME, SETTING = "standard", "standard_locali"
HEADER = ("codice", "nome", "che_cosa", "almeno", "ogni_abitanti", "dove", "fonte", "dal", "al")
PLACES = ("territorio", "distretto")


class StandardsError(CoordinatorError):
    """A table of standards has errors; the message names each row and field with the mend, in Italian."""

    def __init__(self, file: str, problems: list[str]) -> None:
        super().__init__(f"{file}: niente è stato caricato. " + " ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Standard:
    """So much of something for so many inhabitants."""

    code: str
    name: str
    counts: str  # abitanti, professione:…, servizio:…
    at_least: float
    per: float  # inhabitants; 0: whatever their number
    among: str  # territorio or distretto
    source: str  # URN, or the act in words
    since: date | None = None
    until: date | None = None  # the last day

    def holds_on(self, day: date) -> bool:
        """Say whether the standard holds on a day, as far as is known."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def read_standards(store: Store) -> tuple[Standard, ...]:
    """Read the shipped standards and those that the body loaded."""
    shipped = read_yaml((files("coordinator.territory") / "standards.yaml").read_text(encoding="utf-8"))
    return tuple(_opened(one) for one in [*shipped, *(read_setting(store, SETTING) or [])])


def load_standards(store: Store, path: Path, viewer: Viewer) -> int:
    """
    Load a body's own standards, in place of those that it loaded before.

    Parameters
    ----------
    store
        The record.
    path
        CSV with commas or semicolons, and the columns of `HEADER`.
    viewer
        Who loads; needs to write bodies.

    Returns
    -------
    int
        How many.

    Raises
    ------
    StandardsError
        With each wrong row; nothing is then loaded.
    """
    viewer.require("write", "body")
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(
            csv.DictReader(text.splitlines(), delimiter=";" if text.split("\n")[0].count(";") else ",")
        )
    except (UnicodeDecodeError, csv.Error) as error:
        raise StandardsError(path.name, ["Non è un CSV in UTF-8."]) from error
    missing = [name for name in HEADER[:7] if not rows or name not in rows[0]]
    if missing:
        raise StandardsError(path.name, [f"Mancano le colonne: {', '.join(missing)}."])
    found, problems = [], []
    for number, row in enumerate(rows, 2):
        wrong = list(_wrong(row))
        problems += [f"Riga {number}, {what}" for what in wrong]
        if not wrong:
            found.append(_of_row(row))
    if problems:
        raise StandardsError(path.name, problems)
    kept = [{key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(one).items()}
            for one in found]  # fmt: skip
    with store.writing() as session:
        write_setting(session, store, SETTING, value=kept, author=viewer.user)
    return len(found)


def measure_standards(store: Store, day: date) -> tuple[Indicator, ...]:
    """
    Weigh the territory, or each district, against the standards in force.

    Parameters
    ----------
    store
        The record, whose territory a viewer was allowed to read.
    day
        The day.

    Returns
    -------
    tuple of Indicator
        ``standard``: what there is for each hundred of what is asked; ``inputs`` has both, and the source.
    """
    districts = read_districts(store)
    people = read_frame(
        store,
        select(Person.area.label("comune")).where(
            Person.died_on.is_(None), Person.merged_into.is_(None), Person.hidden.is_(False)
        ),
        comune=pl.String(),
    )
    lives = people["comune"].replace_strict(districts, default=NOWHERE, return_dtype=pl.String).value_counts()
    inhabitants = shown_groups({str(district): int(many) for district, many in lives.iter_rows()})
    whole = shown(people.height)
    return tuple(
        one for standard in read_standards(store) if standard.holds_on(day)
        for one in _weighed(store, standard, inhabitants, whole)
    )  # fmt: skip


def _weighed(
    store: Store, one: Standard, inhabitants: Mapping[str, int | None], whole: int | None
) -> Iterator[Indicator]:
    """
    Weigh one standard where it holds, by inhabitants as they may be told.

    Yields
    ------
    Indicator
        One a district, for a standard of districts that counts inhabitants; else a single one.
    """
    told = {
        "code": one.code,
        "name": one.name,
        "source": one.source,
        "among": one.among,
        "counts": one.counts,
    }
    if one.among == "distretto" and one.counts == "abitanti":
        for district, many in sorted(inhabitants.items()):
            if district != NOWHERE:
                yield _indicator(one, district, many, one.at_least, told)
        return
    counted = whole if one.counts == "abitanti" else _count(store, one.counts)
    asked = one.at_least if not one.per else None if whole is None else one.at_least * whole / one.per
    yield _indicator(one, "", counted, asked, told)


def _indicator(
    one: Standard, district: str, there: int | None, asked: float | None, told: dict[str, Any]
) -> Indicator:
    """Report what there is against what is asked; None: it would tell of few persons."""
    inputs = told | {"place": district, "there": there, "asked": None if asked is None else round(asked, 1)}
    if there is None or asked is None:
        return Indicator(NAME, "livello", one.code, None, "hidden", inputs=inputs)
    if not asked:
        return Indicator(NAME, "livello", one.code, None, "undefined", inputs=inputs)
    return Indicator(NAME, "livello", one.code, round(100 * there / asked, 1), "ok", inputs=inputs)


def _count(store: Store, counts: str) -> int:
    """Count professionals of a profession, or services of a kind."""
    kind, _, word = counts.partition(":")
    table = Practitioner if kind == "professione" else Service
    column = Practitioner.profession if kind == "professione" else Service.service_kind
    query = select(table.key.label("key")).where(
        column == word, table.merged_into.is_(None), table.hidden.is_(False)
    )
    return read_frame(store, query).height


def _wrong(row: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with a row: field, what came, the mend."""
    for field in ("codice", "nome", "fonte"):
        if not (row.get(field) or "").strip():
            yield f"{field}: è vuoto. Scrivilo: uno standard senza {field} non si può citare."
    kind, _, word = (row.get("che_cosa") or "").partition(":")
    tables = {"professione": "professions", "servizio": "service_kinds"}
    known = vocabulary().terms[tables[kind]] if kind in tables else {}
    if row.get("che_cosa") != "abitanti" and word not in known:
        came = row.get("che_cosa")
        yield f"che_cosa: «{came}» non si conta. Scrivi abitanti, professione:assistente_sociale o servizio:pua."
    for field, least in (("almeno", 0.0), ("ogni_abitanti", -1.0)):
        if (value := _number(row.get(field))) is None or value <= least:
            yield f"{field}: «{row.get(field)}» non è un numero che va bene. Scrivi per esempio 1 o 5000."
    if row.get("dove") not in PLACES:
        yield f"dove: «{row.get('dove')}» non è un posto. Scrivi territorio o distretto."
    for field in ("dal", "al"):
        if row.get(field) and _day(row[field]) is None:
            yield f"{field}: «{row[field]}» non è un giorno. Scrivilo come 2026-03-31, o lascialo vuoto."


def _of_row(row: Mapping[str, str]) -> Standard:
    """Make a standard of a row without errors."""
    at_least, per = _number(row["almeno"]) or 0.0, _number(row["ogni_abitanti"]) or 0.0
    return Standard(row["codice"].strip(), row["nome"].strip(), row["che_cosa"], at_least, per, row["dove"],
                    row["fonte"].strip(), _day(row.get("dal")), _day(row.get("al")))  # fmt: skip


def _opened(kept: Mapping[str, Any]) -> Standard:
    """Read a standard as it is kept."""
    days = {field: _day(kept[field]) for field in ("since", "until")}
    return Standard(**{**kept, **days})


def _number(text: str | None) -> float | None:
    """Read a number with a comma or a point; None where it is none."""
    try:
        number = float((text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _day(text: str | date | None) -> date | None:
    """Read a day; None where there is none."""
    try:
        return text if isinstance(text, date) else date.fromisoformat(text or "")
    except ValueError:
        return None
