"""Look up in the library the norms that an agreement names by URN, and show what is held of them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.components.quotes import STATUSES
from knowledge.norms.identifiers import format_legal, parse_urn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from knowledge.library import Library

GONE = frozenset({"repealed", "replaced", "suspended"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A norm as it is held on this machine."""

    urn: str
    citation: str
    heading: str
    text: str  # empty: it is not held
    official: bool
    status: str  # in Italian; empty when it is not held
    tone: str
    gone: bool  # whether it is repealed, replaced or suspended on the day


def look_up(library: Library, urns: Iterable[str], day: date) -> tuple[Cited, ...]:
    """
    Look up norms.

    Parameters
    ----------
    library
        What is held.
    urns
        Of commi.
    day
        On which.

    Returns
    -------
    tuple of Cited
        In the same order; one that the library does not hold has no text, and says so on the page.
    """
    return tuple(_cited(library, urn, day) for urn in dict.fromkeys(urns))


def _cited(library: Library, urn: str, day: date) -> Cited:
    ref = parse_urn(urn)
    found = library.find(ref, day)
    if not found:
        return Cited(urn, format_legal(ref), "", "", False, "", "", False)
    first = found[0]
    status, tone = STATUSES[str(first.status)]
    text = "\n".join(one.text for one in found)
    return Cited(
        urn,
        format_legal(ref),
        first.heading or "",
        text,
        first.official,
        status,
        tone,
        str(first.status) in GONE,
    )
