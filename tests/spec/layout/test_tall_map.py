"""On a narrow sheet the rings are read downwards, and every name is whole."""

from itertools import combinations

import pytest

from coordinator.network.layout import place_tall


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("parties", [1, 12, 60])
def test_names_are_whole_and_touch_neither_each_other_nor_a_party(invented, parties, mixed):
    for seed in range(3):
        layout = place_tall(invented(parties, seed, mixed=mixed), "per:ada")
        places = list(layout.places.values())

        assert not [one.id for one in places if one.label.cut or one.label.hidden]
        for one, other in combinations(places, 2):
            assert not one.label.box.overlaps(other.label.box)
            assert one.label.box.gap(other.x, other.y) >= other.radius
            assert other.label.box.gap(one.x, one.y) >= one.radius


def test_every_name_is_at_least_eleven_pixels_high_on_a_telephone(invented):
    layout = place_tall(invented(60, 1), "per:ada")

    assert layout.width == 360.0  # a telephone's page is 358 pixels wide, or more
    assert all(one.label.size * 356 / 360 >= 11 for one in layout.places.values())


def test_names_stay_on_the_sheet(invented):
    layout = place_tall(invented(60, 4, mixed=True), "per:ada")

    for one in layout.places.values():
        assert one.label.box.left >= 0
        assert one.label.box.right <= layout.width
        assert one.label.box.bottom <= layout.height


def test_nearer_rings_come_first(invented):
    places = place_tall(invented(40, 3), "per:ada").places.values()

    for one, other in combinations(places, 2):
        if one.ring < other.ring:
            assert one.y < other.y


def test_a_name_says_its_sector_since_no_slice_does(invented):
    layout = place_tall(invented(12, 3), "per:ada")

    assert layout.sectors == ()
    names = {"sanita": "Sanità", "famiglia": "Famiglia"}
    for party, one in layout.places.items():
        if party != "per:ada" and one.sector in names:
            assert one.label.sector == names[one.sector]


def test_the_same_network_gives_the_same_map(invented):
    assert place_tall(invented(20, 1), "per:ada") == place_tall(invented(20, 1), "per:ada")


def test_a_newcomer_keeps_the_order_of_the_others(invented, joined):
    before = invented(30, 2)
    first = place_tall(before, "per:ada").places
    then = place_tall(joined(before, 7), "per:ada").places

    def in_order(places):
        return [
            party
            for party in sorted(places, key=lambda one: (places[one].y, places[one].x))
            if party in first
        ]

    assert in_order(then) == in_order(first)


def test_two_ties_of_one_pair_do_not_run_on_each_other(invented):
    graph = invented(3, 1)
    helper = next(party for party in graph.nodes if party != "per:ada")
    graph.add_edge("per:ada", helper, tie_id="twin")
    levels = [line.y1 for line in place_tall(graph, "per:ada").lines if helper in (line.source, line.target)]

    assert len(set(levels)) == 2


def test_a_wider_sheet_is_the_same_map_larger(invented):
    small, large = (place_tall(invented(12, 3), "per:ada", width=width) for width in (360.0, 720.0))

    for party, one in small.places.items():
        assert (large.places[party].x, large.places[party].y) == pytest.approx((2 * one.x, 2 * one.y))


def test_a_person_who_is_not_in_the_network_has_no_map(invented):
    with pytest.raises(KeyError):
        place_tall(invented(3, 1), "per:ugo")


def test_a_person_alone_stands_alone(invented):
    layout = place_tall(invented(0, 1), "per:ada")

    assert list(layout.places) == ["per:ada"]
    assert layout.rings == ()
