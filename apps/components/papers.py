"""Write a sheet as a file to take away: Word or PDF."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coordinator.exchange.documents import write_docx, write_pdf

if TYPE_CHECKING:
    from coordinator.pathway.sheets import Sheet

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def write_paper(sheet: Sheet, ending: str) -> bytes:
    """
    Write a sheet as a file.

    Parameters
    ----------
    sheet
        What to write.
    ending
        ``"docx"`` or ``"pdf"``.

    Returns
    -------
    bytes
        Of the file.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper"
        (write_docx if ending == "docx" else write_pdf)(sheet, path)
        return path.read_bytes()
