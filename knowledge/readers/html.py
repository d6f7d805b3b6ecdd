"""Read a web page that shows an act, of any site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.readers.files import decode
from knowledge.readers.markup import parse_html
from knowledge.readers.txt import read_lines

if TYPE_CHECKING:
    from knowledge.norms.model import Document
    from knowledge.readers.files import Raw

_BLOCKS = {
    **dict.fromkeys(
        ("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "div", "table", "section", "article"), "\n\n"
    ),
    **dict.fromkeys(("tr", "li", "dt", "dd", "ul", "ol"), "\n"),
    **dict.fromkeys(("td", "th"), " "),
}


def read_html(raw: Raw) -> list[Document]:
    """
    Read a page whose articles start a line.

    Raises
    ------
    UnreadableFileError
        When it names no act, or holds no article.
    """
    return [read_lines(raw, page_words(raw), "html")]


def page_words(raw: Raw) -> str:
    """Give the words that a page shows, block by block."""
    return parse_html(decode(raw), _BLOCKS).stream
