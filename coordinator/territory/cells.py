"""Hide small counts of persons, and with them what a subtraction would give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key")

FEWEST = 5
"""Soglia locale: a smaller count of persons is not shown, so that nobody is recognised."""


def hide_small(counts: Mapping[Key, int], fewest: int = FEWEST) -> dict[Key, int | None]:
    """
    Hide the small counts of a row whose sum is known, and as many others as keep them hidden.

    One hidden count would follow from the sum; so would several that are all 1; and together they may not be fewer
    than ``fewest``. The smallest of the others are hidden until none of this is so.

    Parameters
    ----------
    counts
        Any key → persons, none negative.
    fewest
        The smallest count that is shown; zero always is.

    Returns
    -------
    dict
        None where it is hidden.
    """
    hidden = {key for key, many in counts.items() if 0 < many < fewest}
    others = sorted((many, str(key), key) for key, many in counts.items() if many >= fewest)
    while hidden and others and _follows(hidden, counts, fewest):
        hidden.add(others.pop(0)[-1])
    return {key: None if key in hidden else many for key, many in counts.items()}


def to_five(many: int | None) -> int | None:
    """
    Round a count of persons to the nearest five, so that no subtraction of two counts tells of a few.

    Parameters
    ----------
    many
        Persons; None: hidden already.

    Returns
    -------
    int or None
        0, 5, 10 …; None stays None.

    Examples
    --------
    >>> to_five(78), to_five(77), to_five(0)
    (80, 75, 0)
    """
    return None if many is None else FEWEST * ((2 * many + FEWEST) // (2 * FEWEST))


def _follows(hidden: set[Key], counts: Mapping[Key, int], fewest: int) -> bool:
    """Say whether the sum tells too much of the hidden counts."""
    together = sum(counts[key] for key in hidden)
    return len(hidden) == 1 or together < fewest or together == len(hidden)
