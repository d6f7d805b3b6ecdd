"""Let a body put its own Word template in the place of the shipped one, sheet by sheet."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coordinator.exchange.documents import TemplateError, write_docx
from coordinator.pathway.own import files_of, keep_file
from coordinator.pathway.sheets import Part, Sheet

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store

PAPERS = ("verbale", "piano", "piano_semplice", "budget", "passaggio", "esito", "mappa")
"""The sheets that may have a template of their own."""
SAMPLE = Sheet("Titolo", "Sottotitolo", (Part("Parte", ("una riga",), ("a", "b"), (("1", "2"),)),))


def add_template(store: Store, paper: str, content: bytes, viewer: Viewer) -> None:
    """
    Put a body's own template in the place of the shipped one, from now on.

    Parameters
    ----------
    store
        The record.
    paper
        For which sheet, one of `PAPERS`.
    content
        A DOCX with the fields ``title``, ``subtitle`` and ``parts``; it is filled in once, to try it.
    viewer
        Who brings it; needs to write registers.

    Raises
    ------
    TemplateError
        No such sheet, no Word document, or it asks for what there is not. Nothing is kept.
    """
    if paper not in PAPERS:
        msg = f"No document is called {paper!r}. There are: {', '.join(PAPERS)}."
        raise TemplateError(msg)
    with TemporaryDirectory() as folder:
        write_docx(SAMPLE, Path(folder) / "try.docx", content)
    keep_file(store, "modello", paper, content, viewer)


def template_of(store: Store, paper: str, viewer: Viewer) -> bytes | None:
    """
    Read the body's own template of a sheet.

    Parameters
    ----------
    store
        The record.
    paper
        Which sheet.
    viewer
        Who asks; needs to read cases.

    Returns
    -------
    bytes or None
        None where the shipped one holds.
    """
    return files_of(store, "modello", viewer).get(paper)
