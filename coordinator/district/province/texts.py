"""Write many texts that differ in a few places at once: events of cases, statements of ties, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coordinator.pathway.events import make_event, write_event

if TYPE_CHECKING:
    from numpy.typing import NDArray

Filled = Any  # str, int, bool, None, or a pyarrow column of strings
"""One value for all texts, or a column of strings with one for each."""

A_DAY = "2999-01-{:02}"
STAND_INS = dict.fromkeys(("party", "by", "responsible"), "pra:x{}") | dict.fromkeys(
    ("body", "owner"), "ist:x{}"
)
STAND_INS |= dict.fromkeys(("on", "next_on", "due", "since", "until"), A_DAY)
"""What holds the place of a column in the text of one event, by field; the number tells two apart."""


def fill(kind: str, count: int, /, **fields: Filled) -> pa.Array:
    """
    Write events of one kind as JSON.

    Parameters
    ----------
    kind
        Of event.
    count
        How many.
    **fields
        Of the event: one value for all, or a column of days or ids.

    Returns
    -------
    pyarrow.Array
        As long as ``count``, each as `write_event` writes it.
    """
    columns: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, pa.Array):
            stand_in = STAND_INS[name].format(len(columns) + 11)
            columns[stand_in] = value
            value = stand_in
        values[name] = value
    text = write_event(make_event(kind, **values))
    pieces: list[Any] = [text]
    for stand_in, column in columns.items():
        before, after = pieces[-1].split(stand_in) if stand_in in pieces[-1] else (None, None)
        if before is None:
            message = f"{kind}: {stand_in} does not stand in the text in the order of the fields given."
            raise ValueError(message)
        pieces[-1:] = [before, column, after]
    if not columns:
        return pa.repeat(pa.scalar(text), count)
    return join(*pieces)


def join(*pieces: str | pa.Array) -> pa.Array:
    """
    Join texts element by element.

    Parameters
    ----------
    *pieces
        Columns of strings of one length, and texts that are the same for all.

    Returns
    -------
    pyarrow.Array
        Of strings.
    """
    return pc.binary_join_element_wise(*pieces, "")


def day_texts(numbers: NDArray[Any]) -> pa.Array:
    """
    Write day numbers as 2026-03-31.

    Parameters
    ----------
    numbers
        Days since 1 January 1970.

    Returns
    -------
    pyarrow.Array
        Of strings.
    """
    return pa.array(np.asarray(numbers, dtype=np.int32), pa.int32()).cast(pa.date32()).cast(pa.string())


def choose(words: list[str] | tuple[str, ...], places: NDArray[Any]) -> pa.Array:
    """
    Take a word for each place, NULL for a negative one.

    Parameters
    ----------
    words
        To choose from.
    places
        Of words.

    Returns
    -------
    pyarrow.Array
        Of strings.
    """
    indices = pa.array(np.maximum(places, 0).astype(np.int32), mask=np.asarray(places) < 0)
    return pa.array(words, pa.string()).take(indices)


def nullable(values: NDArray[Any], none: object) -> pa.Array:
    """
    Write a column of numbers.

    Parameters
    ----------
    values
        Shape ``(n,)``.
    none
        The value that stands for nothing; nan is one too.

    Returns
    -------
    pyarrow.Array
        NULL where a value stands for nothing.
    """
    return pa.array(values, mask=np.isnan(values) if none is np.nan else values == none)
