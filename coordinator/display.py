"""Show values to who works at a prompt: small tables in plain HTML, which take the notebook's own light or dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STYLE = "text-align:left;vertical-align:top;white-space:normal"


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    Write a table that a screen reader can read: a caption, headings, the first cell of a row as its heading.

    Parameters
    ----------
    caption
        What it shows, in Italian.
    headings
        One a column; none for a table whose rows explain themselves.
    rows
        Cells, as many as there are columns.

    Returns
    -------
    str
        HTML without colours; every word is escaped.
    """
    head = "".join(f'<th scope="col" style="{STYLE}">{escape(one)}</th>' for one in headings)
    body = "".join(_row(first, rest) for first, *rest in rows)
    caption = f'<caption style="{STYLE};font-weight:bold;padding:.4em 0">{escape(caption)}</caption>'
    return f"<table>{caption}{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def _row(first: str, rest: Iterable[str]) -> str:
    """Write one row."""
    cells = "".join(f'<td style="{STYLE}">{escape(one)}</td>' for one in rest)
    return f'<tr><th scope="row" style="{STYLE}">{escape(first)}</th>{cells}</tr>'
