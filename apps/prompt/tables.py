"""Write tables and bars in the words of the pages: norms as jurists do, money and shares as in Italy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.components.figures import number
from apps.components.path_words import norm_words
from coordinator.display import bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

URN = re.compile(r"urn:nir:[\w.:;~@-]*\w")


def named(html: str) -> str:
    """
    Write the norms in a table as jurists do.

    Parameters
    ----------
    html
        With URNs in it.

    Returns
    -------
    str
        With "art. 27, comma 13, D.Lgs. 29/2024" in their place; a URN that names no provision stays.
    """

    def words(found: re.Match[str]) -> str:
        try:
            return norm_words(found.group())
        except ValueError:
            return found.group()

    return URN.sub(words, html)


def counts(caption: str, labels: Iterable[str]) -> str:
    """
    Draw how often each word comes.

    Parameters
    ----------
    caption
        What is counted, in Italian.
    labels
        One for each thing.

    Returns
    -------
    str
        HTML of bars, the most frequent first.
    """
    found: dict[str, int] = {}
    for label in labels:
        found[label] = found.get(label, 0) + 1
    return counted(caption, found)


def counted(caption: str, found: Mapping[str, int]) -> str:
    """Draw counts as bars, the largest first."""
    most = max(found.values(), default=1)
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return bars(caption, [(name, many / most, number(many)) for name, many in ordered])


def euros(amount: Any) -> str:  # noqa: ANN401  a Decimal or a float
    """Write an amount of money as in Italy: ``4.604,00 euro``."""
    return f"{amount:,.2f} euro".translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """Write a change as a percentage with its sign."""
    return f"{100 * share:+.0f}\u00a0%".replace("-", "−")
