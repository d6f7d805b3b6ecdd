"""Draw the persons of a block and their households and families, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.people import name_lists
from coordinator.district.province.plan import END

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.district.province.blocks import Block
    from coordinator.district.province.columns import TieColumns

SIZES = (0.36, 0.28, 0.17, 0.14, 0.05)
"""Households of one, two … five persons."""

HEAD, PARTNER, CHILD, GRANDPARENT = range(4)
YEAR = 365.25


@dataclass(slots=True)
class People:
    """The persons of a block; households are numbered within it."""

    key: NDArray[np.int32]
    comune: NDArray[np.int32]
    household: NDArray[np.int32]  # 0, 1 …
    role: NDArray[np.int8]
    age: NDArray[np.float64]  # years on the last day
    born: NDArray[np.int32]
    is_woman: NDArray[np.bool_]
    given: NDArray[np.int16]  # place in the list of her sex
    family: NDArray[np.int16]
    home_comune: NDArray[np.int32]  # of each household
    home_key: NDArray[np.int32]

    @property
    def count(self) -> int:
        """How many persons."""
        return len(self.key)


def draw_people(block: Block, draw: np.random.Generator) -> People:
    """
    Draw the persons of a block.

    Parameters
    ----------
    block
        Which comuni and how many of each.
    draw
        The stream.

    Returns
    -------
    People
        In the order of comuni and households.
    """
    sizes, comuni = _households(block, draw)
    home = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    place = np.arange(len(home)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    elder = draw.random(len(sizes)) < np.where(sizes == 1, 0.48, np.where(sizes == 2, 0.46, 0.0))
    lone = (sizes == 2) & ~elder & (draw.random(len(sizes)) < 0.45)
    three = (sizes >= 3) & (draw.random(len(sizes)) < 0.12)
    head_age = np.where(elder, 65 + 34 * draw.beta(1.2, 2.4, len(sizes)), 26 + 37 * draw.random(len(sizes)))
    role = np.select(
        [place == 0, (place == 1) & ~lone[home], three[home] & (place == sizes[home] - 1)],
        [HEAD, PARTNER, GRANDPARENT], CHILD,
    ).astype(np.int8)  # fmt: skip
    age = _ages(role, head_age[home], draw)
    count = len(home)
    head_is_woman = draw.random(len(sizes)) < np.where(sizes == 1, 0.6, 0.4)
    is_woman = np.where(
        role == HEAD,
        head_is_woman[home],
        np.where(role == PARTNER, ~head_is_woman[home], draw.random(count) < 0.52),
    )
    lists = name_lists()
    given = np.where(
        is_woman,
        draw.integers(len(lists["given_f"]), size=count),
        draw.integers(len(lists["given_m"]), size=count),
    )
    own = draw.integers(len(lists["family"]), size=count)
    shared = own[np.cumsum(sizes) - sizes][home]
    family = np.where((role == HEAD) | (role == CHILD), shared, own)
    return People(
        key=(block.first_person + np.arange(count)).astype(np.int32), comune=comuni[home], household=home, role=role,
        age=age, born=(END - np.ceil(age * YEAR)).astype(np.int32), is_woman=is_woman, given=given.astype(np.int16),
        family=family.astype(np.int16), home_comune=comuni,
        home_key=(block.first_household + np.arange(len(sizes))).astype(np.int32),
    )  # fmt: skip


def _households(block: Block, draw: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Draw the sizes of households, comune after comune; the last of each takes who is left."""
    sizes, comuni = [], []
    for comune, count in block.parts:
        drawn = 1 + draw.choice(len(SIZES), size=count, p=SIZES)
        ends = np.cumsum(drawn)
        last = int(np.searchsorted(ends, count))
        own = drawn[: last + 1]
        own[-1] -= ends[last] - count
        sizes.append(own)
        comuni.append(np.full(len(own), comune, dtype=np.int32))
    return np.concatenate(sizes), np.concatenate(comuni)


def _ages(
    role: NDArray[np.int8], head: NDArray[np.float64], draw: np.random.Generator
) -> NDArray[np.float64]:
    """Draw the age of each from that of the head of her household."""
    count = len(role)
    partner = np.clip(head + 3.5 * draw.standard_normal(count), 20, 99)
    child = np.clip((head - 21 - 12 * draw.random(count)) * (0.35 + 0.65 * draw.random(count)), 0.1, 34)
    grandparent = np.clip(head + 24 + 8 * draw.random(count), 62, 99)
    return np.select([role == HEAD, role == PARTNER, role == CHILD], [head, partner, child], grandparent)


def tie_families(people: People, ties: TieColumns, draw: np.random.Generator) -> NDArray[np.int32]:
    """
    Tie the members of households, and elders to children who live elsewhere.

    Parameters
    ----------
    people
        Of the block.
    ties
        Where to.
    draw
        The stream.

    Returns
    -------
    ndarray
        For each person the place of who would care for her, -1 when there is nobody.
    """
    count, key, born = people.count, people.key, people.born
    head_of = _first_of(people, HEAD)[people.household]
    partner_of = _first_of(people, PARTNER)[people.household]
    settled = np.maximum(born, END - (YEAR * (2 + 25 * draw.random(count))).astype(np.int32))
    ties.add("membro_nucleo", key, people.home_key[people.household], settled)
    partners = np.flatnonzero(people.role == PARTNER)
    heads = head_of[partners]
    wed = np.maximum(born[partners], born[heads]) + (YEAR * (20 + 4 * draw.random(len(partners)))).astype(
        np.int32
    )
    ties.add("coniuge", key[heads], key[partners], wed, strength=_levels(draw, len(partners)))
    _parents(people, ties, draw, head_of, partner_of)
    carer = np.where(people.role == HEAD, partner_of, np.where(people.role == PARTNER, head_of, -1))
    away = _children_elsewhere(people, ties, draw)
    carer = np.where((people.age >= 65) & (away >= 0), away, carer)
    old = np.flatnonzero(people.role == GRANDPARENT)
    carer[old] = head_of[old]
    children = np.flatnonzero(people.role == CHILD)
    carer[children] = head_of[children]
    return carer.astype(np.int32)


def _parents(
    people: People,
    ties: TieColumns,
    draw: np.random.Generator,
    head_of: NDArray[Any],
    partner_of: NDArray[Any],
) -> None:
    """Tie parents and children of a household, and its head to the grandparent."""
    key, born = people.key, people.born
    children = np.flatnonzero(people.role == CHILD)
    for parent_of in (head_of, partner_of):
        theirs = children[parent_of[children] >= 0]
        parents = parent_of[theirs]
        ties.add("genitore", key[parents], key[theirs], born[theirs], strength=_levels(draw, len(theirs)))
        minors = theirs[people.age[theirs] < 18]
        ties.add("responsabilita_genitoriale", key[parent_of[minors]], key[minors], born[minors])
    old = np.flatnonzero(people.role == GRANDPARENT)
    ties.add("genitore", key[old], key[head_of[old]], born[head_of[old]], strength=_levels(draw, len(old)))


def _children_elsewhere(people: People, ties: TieColumns, draw: np.random.Generator) -> NDArray[np.int64]:
    """Tie elders to grown-up children of other households; return for each person her child's place, or -1."""
    away = np.full(people.count, -1)
    elders = np.flatnonzero(
        (people.age >= 65) & (people.role != GRANDPARENT) & (draw.random(people.count) < 0.8)
    )
    adults = np.flatnonzero((people.age >= 30) & (people.age < 65) & (people.role <= PARTNER))
    if len(adults) and len(elders):
        near = np.searchsorted(adults, elders) + draw.integers(-400, 400, len(elders))
        chosen = adults[np.clip(near, 0, len(adults) - 1)]
        gap = people.age[elders] - people.age[chosen]
        fits = (gap > 19) & (gap < 46)
        elders, chosen = elders[fits], chosen[fits]
        away[elders] = chosen
        ties.add(
            "genitore",
            people.key[elders],
            people.key[chosen],
            people.born[chosen],
            strength=_levels(draw, len(elders)),
        )
    return away


def _first_of(people: People, role: int) -> NDArray[np.int64]:
    """Find for each household the place of its member in a role, -1 when there is none."""
    found = np.full(len(people.home_key), -1)
    places = np.flatnonzero(people.role == role)
    found[people.household[places]] = places
    return found


def _levels(draw: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Draw how strong ties are: weak, good or strong."""
    return draw.integers(1, 4, count)
