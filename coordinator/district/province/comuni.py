"""Name the comuni of a province and their persons: invented ones, or those of a file that the user has."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.province.plan import plan, stream
from coordinator.errors import CoordinatorError
from coordinator.model.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAMES = ("denominazioneinitaliano", "comune", "nome", "denominazione")
PEOPLE = ("popolazione", "abitanti", "residenti")
PLACES = ("siglaautomobilistica", "sigla", "provincia")
"""How the headings of a file of comuni begin, without accents, blanks and capitals."""


@dataclass(frozen=True, slots=True)
class Comune:
    """A comune and how many live there."""

    name: str
    people: int


class ComuniFileError(CoordinatorError):
    """A file of comuni cannot be read as one; `why` says what to mend, in Italian."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file, self.why = file, why


def invent_comuni(seed: int) -> list[Comune]:
    """
    Invent the comuni of Regione Esempio.

    Parameters
    ----------
    seed
        The same seed gives the same populations.

    Returns
    -------
    list of Comune
        Few large and many small ones.
    """
    told = plan()["comuni"]
    drawn = 3000 * (1 + stream(seed, 1).pareto(told["tail"], len(told["names"])))
    return [Comune(name, int(min(size, 250_000))) for name, size in zip(told["names"], drawn, strict=True)]


def read_comuni(path: Path, province: str | None = None) -> list[Comune]:
    """
    Read the comuni of a province from a file.

    Parameters
    ----------
    path
        A JSON list of objects with ``nome`` and ``popolazione``, or a CSV with a heading that begins with
        "Comune" or "Denominazione" and one that begins with "Popolazione".
    province
        Its two letters or its name; may be left out when the file holds one province.

    Returns
    -------
    list of Comune
        In the order of the file; those without people are left out.

    Raises
    ------
    ComuniFileError
        If the file is not there, is not such a file, or holds several provinces and none was named.
    """
    rows = _read(path)
    places = {place for place, *_ in rows if place}
    if province is not None:
        wanted = fold(province)
        rows = [row for row in rows if wanted in (fold(row[0]), fold(row[1]))]
        if not rows:
            raise ComuniFileError(
                path.name, f"nessun comune della provincia {province!r}: scrivi la sigla, per esempio LE."
            )
    elif len(places) > 1:
        raise ComuniFileError(
            path.name, f"il file tiene {len(places)} province: scegline una con --provincia, per esempio LE."
        )
    found = [Comune(name, people) for _, _, name, people in rows if people > 0]
    if not found:
        raise ComuniFileError(path.name, "nessun comune ha abitanti: serve la colonna della popolazione.")
    if len({comune.name for comune in found}) != len(found):
        raise ComuniFileError(path.name, "due comuni hanno lo stesso nome: tieni ogni comune una volta sola.")
    return found


def share_out(weights: Sequence[float], total: int) -> list[int]:
    """
    Share a number out in proportion, in whole parts that add up to it.

    Parameters
    ----------
    weights
        None negative, not all zero.
    total
        What to share.

    Returns
    -------
    list of int
        By largest remainder; as long as the weights.
    """
    exact = np.asarray(weights, dtype=float) / float(np.sum(weights)) * total
    parts = np.floor(exact).astype(int)
    rest = np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]
    parts[rest] += 1
    return [int(part) for part in parts]


def _read(path: Path) -> list[tuple[str, str, str, int]]:
    """Read every row of a file: two letters and name of the province, name of the comune, people."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise ComuniFileError(path.name, "il file non c’è o non si può leggere.") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    if text.lstrip()[:1] in ("[", "{"):
        return _read_json(path.name, text)
    return _read_csv(path.name, text)


def _read_json(file: str, text: str) -> list[tuple[str, str, str, int]]:
    """Read a JSON list of comuni."""
    try:
        rows: Any = json.loads(text)
        return [
            (
                str(row.get("sigla", "")),
                _name(row.get("provincia")),
                str(row["nome"]),
                int(row["popolazione"]),
            )
            for row in rows
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ComuniFileError(
            file, "non è un elenco di comuni: servono «nome» e «popolazione» per ciascuno."
        ) from None


def _name(province: object) -> str:
    return str(province.get("nome", "")) if isinstance(province, dict) else str(province or "")


def _read_csv(file: str, text: str) -> list[tuple[str, str, str, int]]:
    """Read a CSV of comuni, separated by semicolons or commas."""
    separator = ";" if text.count(";") >= text.count(",") else ","
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    headings = [fold(cell) for cell in rows[0]] if rows else []
    name, people, place = _column(headings, NAMES), _column(headings, PEOPLE), _column(headings, PLACES)
    if name is None or people is None:
        raise ComuniFileError(
            file, "non è un elenco di comuni: servono una colonna «Comune» e una «Popolazione»."
        )
    found = []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        try:
            count = int(row[people].strip().replace(".", "").replace("'", ""))
            letters = row[place].strip() if place is not None else ""
            found.append((letters, letters, row[name].strip(), count))
        except (ValueError, IndexError):
            raise ComuniFileError(
                file, f"riga {number}: la popolazione non è un numero intero; correggila."
            ) from None
    return found


def _column(headings: Sequence[str], starts: Iterable[str]) -> int | None:
    """Find the first heading that begins as one of some words, the words in their order."""
    for start in starts:
        for place, heading in enumerate(headings):
            if heading.startswith(start):
                return place
    return None
