"""A genogram: couples side by side, children under their parents, nobody on another, the same each time."""

from datetime import date
from itertools import pairwise

import pytest

from apps.pages.people.genogram import SIZE, draw_genogram
from coordinator.network.households import FamilyTie, Genogram, Relative

GENERATION = {
    "nonna": -1,
    "nonno": -1,
    "ada": 0,
    "ugo": 0,
    "ex": 0,
    "zia": -1,
    "lia": 1,
    "gino": 1,
    "nino": 2,
}


def family(*ties, conflict=()):
    """Draw "nonna genitore ada": who, which tie, to whom; a name that is of no list is a child of Ada's time."""
    names = list(dict.fromkeys(name for tie in ties for name in (tie.split()[0], tie.split()[2])))
    relatives = tuple(
        Relative(name, name.capitalize(), None, None, None, GENERATION.get(name, 1), ()) for name in names
    )
    said = tuple(
        FamilyTie(kind, one, other, date(2000, 1, 1), None, tie in conflict)
        for tie in ties
        for one, kind, other in [tie.split()]
    )
    return Genogram("ada", date(2026, 3, 2), relatives, said)


LARGE = family(
    "nonna genitore ada",
    "nonno genitore ada",
    "nonna coniuge nonno",
    "ada coniuge ugo",
    "ada ex_coniuge ex",
    *(f"ada genitore figlio{n}" for n in range(6)),
    *(f"ugo genitore figlio{n}" for n in range(6)),
    "ex genitore lia",
    "ada genitore lia",
    "lia genitore nino",
    "zia fratello nonna",
)


def places(picture):
    return {symbol.relative.id: (symbol.x, symbol.y) for symbol in picture.symbols}


def test_children_stand_in_the_middle_under_their_parents():
    at = places(draw_genogram(family("ada genitore lia", "ugo genitore lia", "ada coniuge ugo")))

    assert at["ada"][1] == at["ugo"][1] < at["lia"][1]
    assert at["lia"][0] == pytest.approx((at["ada"][0] + at["ugo"][0]) / 2)


def test_nobody_stands_on_another():
    rows = {}
    for x, y in places(draw_genogram(LARGE)).values():
        rows.setdefault(y, []).append(x)

    assert len(rows) == 4
    assert min(b - a for row in rows.values() for a, b in pairwise(sorted(row))) > 4 * SIZE


def test_everybody_is_inside_the_picture():
    picture = draw_genogram(LARGE)

    assert all(
        SIZE < x < picture.width - SIZE and SIZE < y < picture.height - SIZE
        for x, y in places(picture).values()
    )


def test_the_same_family_is_drawn_the_same():
    assert draw_genogram(LARGE) == draw_genogram(LARGE)


def test_a_couple_that_parted_and_a_conflict_have_lines_of_their_own():
    tie = "ada genitore lia"
    kinds = [
        stroke.kind for stroke in draw_genogram(family("ada ex_coniuge ex", tie, conflict={tie})).strokes
    ]

    assert kinds == ["parted", "child", "conflict"]


def test_two_parents_draw_one_line_to_their_child():
    strokes = draw_genogram(family("ada genitore lia", "ugo genitore lia", "ada coniuge ugo")).strokes

    assert [stroke.kind for stroke in strokes] == ["couple", "child"]


def test_a_person_alone_has_a_picture_without_lines():
    alone = Genogram("ada", date(2026, 3, 2), (Relative("ada", "Ada", "F", None, None, 0, ()),), ())

    assert draw_genogram(alone).strokes == ()
