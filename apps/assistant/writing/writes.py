"""Find which write of the pages an order means, by its words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.assistant.reading.words import normal
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from apps.assistant.writing.order import Order

NOTHING = (0, 0)


@dataclass(frozen=True, slots=True)
class Write:
    """A write of the pages: proposed here, or done there."""

    sort: str  # forms, passages, pages
    id: str  # of the form or of the passage; the page's address
    cues: tuple[str, ...]
    row: Mapping[str, Any] = field(default_factory=dict)
    fit: int = 0  # how many words of it an order holds

    def is_ordered_by(self, order: Order) -> bool:
        """Say whether such an order may mean it: what is ended or sent is no line of the diary."""
        if order.kind == "send":
            return bool(self.row.get("signals"))
        return order.kind in {"write", "open"} or self.row.get("else") != "diary"


def find_write(order: Order) -> Write | None:
    """
    Find the write that an order means.

    Parameters
    ----------
    order
        As it was read.

    Returns
    -------
    Write or None
        That of which most words are there; None where none is spoken of.
    """
    words = plain(f"{order.verb} {order.matter}")
    found = [
        (fit, one)
        for one in writes()
        if one.is_ordered_by(order) and (fit := fit_of(_cues(one, order), words)) != NOTHING
    ]
    fit, best = max(found, key=lambda pair: pair[0], default=(NOTHING, None))
    return replace(best, fit=fit[0]) if best else None


def write_of(form_id: str) -> Write:
    """
    Return the write of a form.

    Parameters
    ----------
    form_id
        A key of the table's forms.

    Returns
    -------
    Write
        As if the order held all of its words.
    """
    return next(one for one in writes() if one.sort == "forms" and one.id == form_id)


def fit_of(cues: Iterable[str], words: str) -> tuple[int, int]:
    """
    Say how well some cues fit: how many words of the best are there, and how long it is.

    Parameters
    ----------
    cues
        As ``writes.yaml`` writes them.
    words
        As `plain` writes them.

    Returns
    -------
    tuple of int
        Zeros for none.
    """
    fits = (
        (cue.count("+") + 1, len(cue)) for cue in cues if all(_begins(it, words) for it in cue.split("+"))
    )
    return max(fits, default=NOTHING)


def best_of(rows: Mapping[str, Sequence[str]], words: str) -> str:
    """
    Choose the row whose cues fit best.

    Parameters
    ----------
    rows
        Name → cues.
    words
        As `plain` writes them.

    Returns
    -------
    str
        Empty for none.
    """
    fits = {name: fit_of(cues, words) for name, cues in rows.items()}
    best = max(fits, key=lambda name: fits[name])
    return best if fits[best] != NOTHING else ""


def plain(text: str) -> str:
    """
    Write a text so that cues are found in it: an apostrophe parts two words.

    Parameters
    ----------
    text
        Any.

    Returns
    -------
    str
        With a blank at both ends.
    """
    return " ".join(normal(text).replace("'", "' ").replace(".", " ").split()).join("  ")


@cache
def table() -> dict[str, Any]:
    """Read ``writes.yaml``, once."""
    return dict(read_yaml((Path(__file__).parent / "writes.yaml").read_text(encoding="utf-8")))


@cache
def writes() -> tuple[Write, ...]:
    """List the writes of the table, in its order."""
    rows = table()
    return (
        *(Write("forms", key, tuple(row["cues"]), row) for key, row in rows["forms"].items()),
        *(Write("passages", key, tuple(cues)) for key, cues in rows["passages"].items()),
        *(Write("pages", row["page"], tuple(row["cues"]), row) for row in rows["pages"]),
    )


def _cues(one: Write, order: Order) -> Iterable[str]:
    """List the cues that count: to open a page is no write, unless what is opened is new."""
    return [cue for cue in one.cues if cue.startswith("apr")] if order.kind == "enter" else one.cues


def _begins(part: str, words: str) -> bool:
    """Say whether a part of a cue begins a word."""
    part = part.replace("'", "' ") if "' " not in part else part
    return f" {part.lstrip()}" in words
