"""Tell counts of persons beyond a case so that no small one is seen, nor worked out from the others: the one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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


def shown_groups(
    counts: Mapping[Key, int], *, to_the_last: bool = False, without: Collection[Key] = ()
) -> dict[Key, int | None]:
    """
    Tell the counts of groups whose sum is told too: small ones are hidden, with others from which they would follow.

    The smallest of the others are hidden until each small count could be any from 1 to 4 for who knows all that is
    told of the groups and their sum [1]_. Where no others are left, those without anybody are hidden too.

    Parameters
    ----------
    counts
        Any key → persons, none negative; nobody is in two groups.
    to_the_last
        Whether what is shown of a group tells it to the last person; otherwise to the nearest five.
    without
        Groups that are hidden for another reason.

    Returns
    -------
    dict
        To the nearest five in any case; None where it is hidden.

    References
    ----------
    .. [1] L. H. Cox, "Suppression Methodology and Statistical Disclosure Control", JASA 75(370), 1980.

    Examples
    --------
    >>> shown_groups({"a": 3, "b": 40, "c": 12})
    {'a': None, 'b': 40, 'c': 10}
    >>> shown_groups({"a": 4, "b": 40, "c": 14}, to_the_last=True)
    {'a': None, 'b': 40, 'c': None}
    """
    hidden = {key for key, many in counts.items() if 0 < many < FEWEST} | set(without)
    others = sorted((not many, many, str(key), key) for key, many in counts.items() if key not in hidden)
    while hidden and others and _follow(hidden, counts, to_the_last=to_the_last):
        hidden.add(others.pop(0)[-1])
    return {key: None if key in hidden else rounded(many) for key, many in counts.items()}


def shown_lines(
    counts: Mapping[Key, int], lines: Iterable[Collection[Key]], *, to_the_last: bool = False
) -> dict[Key, int | None]:
    """
    Tell the counts of a table, of which several sums are told: of rows, of columns, of all.

    Parameters
    ----------
    counts
        Any key → persons.
    lines
        The keys of each sum.
    to_the_last
        As in `shown_groups`.

    Returns
    -------
    dict
        As `shown_groups` tells each line; what one hides, all hide.

    Examples
    --------
    >>> shown_lines({"a": 1, "b": 5, "c": 60}, ["ab", "abc"])
    {'a': None, 'b': None, 'c': 60}
    """
    hidden: set[Key] = set()
    for line in lines:
        told = shown_groups(
            {key: counts[key] for key in line}, to_the_last=to_the_last, without=hidden.intersection(line)
        )
        hidden |= {key for key, many in told.items() if many is None}
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
    if every and not any(shown_groups(counts).values()) and _follow(every, counts, to_the_last=False):
        return None
    return shown(sum(counts.values()))


def _follow(hidden: Collection[Key], counts: Mapping[Key, int], *, to_the_last: bool) -> bool:
    """Say whether what is told of the others and of the sum leaves a hidden count, at least 1, less than 1 to 4."""
    if not any(0 < counts[key] < FEWEST for key in hidden):
        return False
    others = [_between(many, to_the_last=to_the_last) for key, many in counts.items() if key not in hidden]
    least, most = _between(sum(counts.values()), to_the_last=False)
    together_most = most - sum(low for low, _ in others)
    together_least = least - sum(high for _, high in others)
    alone = len(hidden) == 1
    return together_most - (len(hidden) - 1) < FEWEST - 1 or (alone and together_least > 1)


def _between(many: int, *, to_the_last: bool) -> tuple[int, int]:
    """Return the smallest and the largest count that is told alike."""
    if to_the_last or not many:
        return many, many
    if many < FEWEST:
        return 1, FEWEST - 1
    near = rounded(many)
    return max(FEWEST, near - FEWEST // 2), near + FEWEST // 2
