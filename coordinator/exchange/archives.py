"""Refuse compressed files that would fill the machine once they are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from io import BytesIO
    from pathlib import Path

MOST_BYTES = 400_000_000
"""Of all files in an archive, once unpacked: a register of a million rows has half of it."""
MOST_FILES = 5_000


def refuse_bombs(archive: Path | BytesIO) -> None:
    """
    Refuse an archive whose files would unpack to more than a document ever holds.

    What an archive says of a file's size can be believed: its reader stops there.

    Parameters
    ----------
    archive
        A ZIP, such as XLSX and DOCX.

    Raises
    ------
    BadZipFile
        If it is no archive, or a bomb.
    """
    with ZipFile(archive) as opened:
        files = opened.infolist()
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > MOST_BYTES:
        message = f"{len(files)} files, too large once unpacked (at most {MOST_BYTES // 1_000_000} MB)"
        raise BadZipFile(message)
