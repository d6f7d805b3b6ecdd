"""Cut from a graph of persons the ties by which one of them could be found again."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

TieOf = tuple[str, str, str]
"""From, to, group of its kind."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What may be given of a graph."""

    ties: tuple[TieOf, ...]
    without: frozenset[str]  # persons whose ties were all taken away
    apart: frozenset[str]  # persons who even without ties stand out, and leave the export


def cut(groups: Mapping[str, Hashable], ties: Iterable[TieOf], fewest: int, cap: int) -> Cut:
    """
    Take away all ties of whoever has a number of ties by group that too few others of her group have.

    Who knows how many relatives, services and professionals a person has, beside her quasi-identifiers, then
    still finds so many persons alike [1]_. What the neighbours' own ties would tell is not covered.

    Parameters
    ----------
    groups
        Person → her combination of quasi-identifiers; ends of ties that are not here are no persons.
    ties
        The graph.
    fewest
        Persons that must be alike.
    cap
        From so many ties of a group on, the number tells no more.

    Returns
    -------
    Cut
        The ties that stay, and who lost hers. Taking away a tie changes the other end, so it is repeated
        until nobody stands out.

    References
    ----------
    .. [1] K. Liu, E. Terzi, "Towards identity anonymization on graphs", SIGMOD 2008.
    """
    kept, without = set(ties), set[str]()
    while True:
        signatures = signatures_of(groups, kept, cap)
        sizes = Counter((groups[one], signatures[one]) for one in groups)
        rare = {
            one for one in groups if signatures[one] and sizes[groups[one], signatures[one]] < fewest
        } - without
        if not rare:
            break
        without |= rare
        kept = {tie for tie in kept if tie[0] not in rare and tie[1] not in rare}
    bare = {one for one in groups if not signatures[one]}
    sizes_bare = Counter(groups[one] for one in bare)
    apart = frozenset(one for one in bare if sizes_bare[groups[one]] < fewest)
    return Cut(tuple(sorted(kept)), frozenset(without), apart)


def signatures_of(
    groups: Mapping[str, Hashable], ties: Iterable[TieOf], cap: int
) -> dict[str, tuple[tuple[str, int], ...]]:
    """
    Count each person's ties by group, up to a cap.

    Parameters
    ----------
    groups
        The persons are its keys.
    ties
        The graph.
    cap
        From so many on they count as so many.

    Returns
    -------
    dict
        Person → (group, number), in order; empty for who has no tie.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, group in ties:
        for one in {start, end}:
            counts[one][group] += 1
    return {
        one: tuple(sorted((group, min(many, cap)) for group, many in counts[one].items()))
        if one in counts
        else ()
        for one in groups
    }
