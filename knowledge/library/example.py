"""Put the acts of Regione Esempio, which does not exist, into a library: for the demo and for trials."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from knowledge.library.library import Library
    from knowledge.library.loading import AddReport

TERRITORY = "IT-Esempio"
_ACTS = ("legge_regionale_2020_4.md", "deliberazione_2021_210.docx", "regolamento_ambito_valchiara.md")


def add_example_region(library: Library, on: date | None = None) -> AddReport:
    """
    Add a law, a deliberation with a table and a local rule; nothing changes where they are in already.

    Parameters
    ----------
    library
        Their norms are given only to who asks for the territory `TERRITORY`, or a place in it.
    on
        The day to write in the register of sources.
    """
    folder = Path(str(files("knowledge") / "regione_esempio"))
    return library.add([folder / name for name in _ACTS], on=on)
