"""Read the words of any document that somebody wrote: a plan, a letter, a draft; it need not be an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.readers.files import Raw, decode, read_raw, refuse_other_zips

if TYPE_CHECKING:
    from pathlib import Path


def read_words(path: Path) -> str:
    """
    Read a document's words in order, whatever its format.

    Parameters
    ----------
    path
        Text or Markdown in UTF-8, a web page, a PDF that holds text, or a DOCX; its content says which.

    Returns
    -------
    str
        Lines as the document has them; the cells of a table's row with a bar between.

    Raises
    ------
    UnreadableFileError
        With file and mend, when it is of another kind, broken or too large.
    """
    return words_of(read_raw(path))


def words_of(raw: Raw) -> str:
    """Read the words of a file already in memory; see `read_words`."""
    if raw.head.startswith(b"%PDF"):
        from knowledge.readers.pdf import sheet_of_pdf

        return sheet_of_pdf(raw).stream
    if raw.head.startswith(b"PK\x03\x04"):
        from knowledge.readers.docx import sheet_of_docx

        refuse_other_zips(raw)
        return sheet_of_docx(raw).stream
    if raw.head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        mend = "Aprilo e salvalo come DOCX, PDF o testo."
        raise UnreadableFileError(raw.path, "è un documento in un formato più vecchio (DOC o RTF).", mend)
    if b"<html" in raw.head.lower():
        from knowledge.readers.html import page_words

        return page_words(raw)
    return decode(raw)
