"""Say what an export for a study holds, and tell who gets it what the data are and are not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.protection import coarse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds, and what its reader must know."""

    folder: Path
    rows: Mapping[str, int]  # table → rows written
    smallest: int  # persons in the smallest group
    levels: Mapping[str, str]
    warnings: tuple[str, ...]  # in Italian, as LEGGIMI.md tells them

    def table(self, name: str) -> list[dict[str, str]]:
        """
        Read a table back.

        Parameters
        ----------
        name
            Of a table in ``rows``.

        Returns
        -------
        list of dict
            Column → word.
        """
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def readme(made: Export, fewest: int) -> str:
    """
    Tell who gets the data what they are and are not.

    Parameters
    ----------
    made
        The export.
    fewest
        Persons that every group has at least.

    Returns
    -------
    str
        Markdown, in Italian.
    """
    known = coarse.rules()["quasi_identifiers"]
    levels = [f"- {known[name]['label']}: {level}" for name, level in made.levels.items()]
    rows = [f"- `{name}.csv`: {many} righe" for name, many in made.rows.items()]
    return "\n".join(
        [
            "# Dati pseudonimi per la ricerca",
            "",
            "Nessun nome, codice, indirizzo, giorno o testo libero. Ogni combinazione di età, sesso e zona è di "
            f"almeno {fewest} persone (la più piccola qui: {made.smallest}). Gli intervalli sono in settimane dal "
            "primo evento del percorso. La chiave degli pseudonimi è custodita altrove.",
            "",
            "## Che cosa può essere noto di una persona, e quanto è largo",
            *levels,
            "",
            "## Tabelle",
            *rows,
            "",
            "## Avvertenze",
            *(f"- {warning}" for warning in made.warnings),
            "",
        ]
    )
