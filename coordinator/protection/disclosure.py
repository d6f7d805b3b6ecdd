"""Tell counts of persons beyond a case so that no small one is seen, nor worked out from the others: the one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key")

FEWEST = 5
"""
Soglia locale: fewer persons than this are never told as a number, and what is told is a multiple of it.

The least that the Italian rules for statistics allow is three, for counts and for what is summed up of values alike:
Regole deontologiche per trattamenti a fini statistici o di ricerca scientifica, Garante, 19 December 2018, Gazzetta
Ufficiale 11 of 14 January 2019, art. 5.
"""


def shown(many: int) -> int | None:
    """
    Tell a count of persons.

    Parameters
    ----------
    many
        Persons, none negative.

    Returns
    -------
    int or None
        To the nearest five; None for fewer than five, but 0 for nobody.

    Examples
    --------
    >>> [shown(many) for many in (0, 1, 4, 5, 77, 78)]
    [0, None, None, 5, 75, 80]
    """
    return None if 0 < many < FEWEST else rounded(many)


def rounded(many: int) -> int:
    """
    Round a count that goes into a share, a difference or a sum: to the nearest five, and fewer than five to 0.

    Parameters
    ----------
    many
        Persons, none negative.

    Returns
    -------
    int
        0 stands for none to four: who shows it says so.

    Examples
    --------
    >>> [rounded(many) for many in (0, 4, 5, 77, 78)]
    [0, 0, 5, 75, 80]
    """
    return 0 if many < FEWEST else FEWEST * ((2 * many + FEWEST) // (2 * FEWEST))


def in_words(many: int) -> str:
    """
    Say a count of persons in Italian.

    Parameters
    ----------
    many
        Persons, none negative.

    Returns
    -------
    str
        ``"0"``, ``"meno di 5"`` or e.g. ``"circa 80"``.
    """
    number = shown(many)
    return f"meno di {FEWEST}" if number is None else f"circa {number}" if number else "0"


def shown_groups(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """
    Tell the counts of groups whose sum is told too: small ones are hidden, with others from which they would follow.

    The smallest of the others are hidden until each hidden count could be any from 1 to five for who knows all that is
    shown and the sum, even unrounded [1]_. Where no others are left, those without anybody are hidden too.

    Parameters
    ----------
    counts
        Any key → persons, none negative; nobody is in two groups.

    Returns
    -------
    dict
        As `shown` tells each; None where it is hidden.

    References
    ----------
    .. [1] L. H. Cox, "Suppression Methodology and Statistical Disclosure Control", JASA 75(370), 1980.

    Examples
    --------
    >>> shown_groups({"a": 3, "b": 40, "c": 12, "d": 0})
    {'a': None, 'b': 40, 'c': None, 'd': 0}
    """
    hidden = {key for key, many in counts.items() if 0 < many < FEWEST}
    others = sorted(
        ((many == 0, many, str(key), key) for key, many in counts.items() if key not in hidden),
        key=lambda one: one[:3],
    )
    while hidden and others and _follow(hidden, counts):
        hidden.add(others.pop(0)[-1])
    return {key: None if key in hidden else rounded(many) for key, many in counts.items()}


def shown_sum(counts: Mapping[Key, int]) -> int | None:
    """
    Tell the sum of groups that are told beside it.

    Parameters
    ----------
    counts
        As `shown_groups` takes them.

    Returns
    -------
    int or None
        As `shown`; None too where all groups are hidden and would follow from it.
    """
    every = {key for key, many in counts.items() if many}
    if every and _follow(every, counts) and not any(shown_groups(counts).values()):
        return None
    return shown(sum(counts.values()))


def _follow(hidden: set[Key], counts: Mapping[Key, int]) -> bool:
    """Say whether the sum of the hidden counts, each at least 1, leaves one of them fewer than five values."""
    at_most = sum(counts[key] for key in hidden) - (len(hidden) - 1)
    return len(hidden) == 1 or at_most < FEWEST
