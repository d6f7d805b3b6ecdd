"""Write values for who reads them: numbers and counts in Italian, small tables in plain HTML for a prompt."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

STYLE = "text-align:left;vertical-align:top;white-space:normal"


def written(value: float | Decimal) -> str:
    """
    Write a number as Italians do, with two decimals at most and none that says nothing.

    Parameters
    ----------
    value
        Such as hours.

    Returns
    -------
    str
        With a comma.

    Examples
    --------
    >>> written(22.5), written(3.0), written(0.25)
    ('22,5', '3', '0,25')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun: ``"1 legame"``, ``"3 legami"``."""
    return f"{number} {one if number == 1 else many}"


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


def bars(caption: str, rows: Iterable[tuple[str, float, str]]) -> str:
    """
    Draw amounts side by side, each with its words: a picture that is its own table.

    Parameters
    ----------
    caption
        What it shows, in Italian.
    rows
        Label, length from 0 to 1, and the amount in words.

    Returns
    -------
    str
        HTML in the colour of the text around it; every word is escaped.

    Raises
    ------
    ValueError
        If a length is not from 0 to 1.
    """
    drawn = []
    for label, length, words in rows:
        if not 0.0 <= length <= 1.0:
            message = f"The bar of {label!r} is {length} long: give a share from 0 to 1."
            raise ValueError(message)
        bar = (
            '<div aria-hidden="true" style="height:.8em;background:currentColor;opacity:.6;'
            f'width:{100 * length:.1f}%;min-width:1px"></div>'
        )
        drawn.append(
            f'<tr><th scope="row" style="{STYLE}">{escape(label)}</th>'
            f'<td style="{STYLE};width:22em">{bar}</td><td style="{STYLE}">{escape(words)}</td></tr>'
        )
    caption = f'<caption style="{STYLE};font-weight:bold;padding:.4em 0">{escape(caption)}</caption>'
    return f"<table>{caption}<tbody>{''.join(drawn)}</tbody></table>"


def _row(first: str, rest: Iterable[str]) -> str:
    """Write one row."""
    cells = "".join(f'<td style="{STYLE}">{escape(one)}</td>' for one in rest)
    return f'<tr><th scope="row" style="{STYLE}">{escape(first)}</th>{cells}</tr>'
