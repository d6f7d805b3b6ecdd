"""Make what is known of a person so coarse that others share it, or say how coarse it should be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

UNKNOWN = "non noto"
ALL = frozenset({"tutte", "tutti"})
OLDEST = 90  # years: from here on ages are one band, as few reach them


@cache
def rules() -> Mapping[str, Any]:
    """Read what an export holds and how it is made coarse, once."""
    text = files("coordinator.protection").joinpath("research.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = read_yaml(text)
    return table


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody may know of a person, as it is recorded; None: not recorded."""

    age: int | None  # years
    sex: str | None
    area: str | None

    def at(self, levels: Mapping[str, str]) -> tuple[str, str, str]:
        """
        Say it at the levels of an export.

        Parameters
        ----------
        levels
            Name of a quasi-identifier → one of its levels in ``research.yaml``.

        Returns
        -------
        tuple of str
            Band of age, sex, area.
        """
        return (
            age_band(self.age, levels["eta"]),
            "tutti" if levels["sesso"] in ALL else self.sex or UNKNOWN,
            "tutte" if levels["zona"] in ALL else self.area or UNKNOWN,
        )


def age_band(age: int | None, level: str) -> str:
    """
    Put an age into its band.

    Parameters
    ----------
    age
        Years; None when the day of birth is not known.
    level
        Years in a band, or the word for all ages.

    Returns
    -------
    str
        Such as ``"80–89"``; ``"90 e oltre"`` for the oldest.

    Examples
    --------
    >>> age_band(84, "10")
    '80–89'
    """
    if level in ALL:
        return "tutte"
    if age is None:
        return UNKNOWN
    years = int(level)
    start = min(age, OLDEST) // years * years
    return f"{start}–{start + years - 1}" if start + years <= OLDEST else f"{start} e oltre"


def check_levels(levels: Mapping[str, str]) -> dict[str, str]:
    """
    Complete a choice of levels with the usual ones.

    Parameters
    ----------
    levels
        Name of a quasi-identifier → level; any may be missing.

    Returns
    -------
    dict
        One level for each.

    Raises
    ------
    ValueError
        If a name or a level is not in ``research.yaml``; the message lists those that are.
    """
    known = rules()["quasi_identifiers"]
    for name, level in levels.items():
        if name not in known or level not in known[name]["levels"]:
            allowed = known[name]["levels"] if name in known else known
            message = f"No level {level!r} of {name!r}. Name one of: {', '.join(allowed)}."
            raise ValueError(message)
    return {name: levels.get(name, usual) for name, usual in rules()["usual"].items()}


def small_groups(groups: Iterable[Hashable], fewest: int) -> Counter[int]:
    """
    Count the groups that are too small, by their size alone.

    Parameters
    ----------
    groups
        The group of each person.
    fewest
        Persons that a group must have.

    Returns
    -------
    Counter
        Size → number of groups of that size, all below ``fewest``.
    """
    return Counter(size for size in Counter(groups).values() if size < fewest)


def finest_that_holds(
    people: Sequence[Known], levels: Mapping[str, str], fewest: int
) -> dict[str, str] | None:
    """
    Find the finest levels, none finer than those asked for, at which every group is large enough.

    Parameters
    ----------
    people
        All persons of the export.
    levels
        Those that were asked for.
    fewest
        Persons that a group must have.

    Returns
    -------
    dict or None
        With the most groups left; None when even one group of all would be too small.
    """
    known = rules()["quasi_identifiers"]
    steps = [known[name]["levels"] for name in known]
    from_here = [all_of[all_of.index(levels[name]) :] for name, all_of in zip(known, steps, strict=True)]
    counts = Counter(people)  # a province has far fewer combinations than persons
    best: tuple[int, dict[str, str]] | None = None
    for choice in product(*from_here):
        tried = dict(zip(known, choice, strict=True))
        sizes: Counter[tuple[str, str, str]] = Counter()
        for one, many in counts.items():
            sizes[one.at(tried)] += many
        if sizes and min(sizes.values()) >= fewest and (best is None or len(sizes) > best[0]):
            best = (len(sizes), tried)
    return best[1] if best else None
