"""Nothing on the map hides anything else, and distance means closeness."""

import math
from itertools import combinations

import networkx as nx
import pytest

from coordinator.network.layout import place, without
from coordinator.network.layout.lettering import letter


def gap(disc, box):
    """The distance from a disc's centre to the nearest point of a box."""
    x, y = min(max(disc.x, box.left), box.right), min(max(disc.y, box.top), box.bottom)
    return math.hypot(disc.x - x, disc.y - y)


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("parties", [1, 12, 40, 60])
def test_names_hide_neither_each_other_nor_a_party(invented, parties, mixed):
    for seed in range(3):
        places = list(place(invented(parties, seed, mixed=mixed), "per:ada").places.values())

        assert not [one.label.text for one in places if one.label.hidden]
        assert not [
            (one.id, other.id)
            for one, other in combinations(places, 2)
            if one.label.box.overlaps(other.label.box)
        ]
        assert not [
            (one.id, other.id)
            for one in places
            for other in places
            if one is not other and gap(one, other.label.box) < one.radius
        ]


def test_a_crowd_of_three_hundred_shows_most_names_and_none_over_another(invented):
    places = list(place(invented(300, 0), "per:ada").places.values())
    shown = [one for one in places if not one.label.hidden]

    assert len(shown) > 150
    assert not [
        (one.id, other.id) for one, other in combinations(shown, 2) if one.label.box.overlaps(other.label.box)
    ]


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("parties", [12, 60])
def test_parties_do_not_touch(invented, parties, mixed):
    places = place(invented(parties, 5, mixed=mixed), "per:ada").places.values()

    for one, other in combinations(places, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def test_everything_lies_on_the_sheet(invented):
    layout = place(invented(60, 4), "per:ada")

    for one in layout.places.values():
        assert one.label.box.left >= 0
        assert one.label.box.right <= layout.width
        assert one.label.box.top >= 0
        assert one.label.box.bottom <= layout.height


def test_the_person_stands_in_the_middle(invented):
    layout = place(invented(10, 1), "per:ada")
    ada = layout.places["per:ada"]

    assert (ada.x, ada.y) == (layout.width / 2, layout.height / 2)


def ring(graph, party):
    return place(graph, "per:ada").places[party].ring


@pytest.fixture
def ada():
    graph = nx.MultiDiGraph()
    graph.add_node("per:ada", kind="persona", sector="famiglia", name="Ada")
    return graph


@pytest.mark.parametrize(
    ("party", "kind", "sector", "strength", "expected"),
    [
        ("per:lia", "persona", "famiglia", 3, 0),
        ("per:lia", "persona", "famiglia", None, 0),
        ("per:lia", "persona", "famiglia", 1, 1),
        ("per:rosa", "persona", "comunita", 2, 1),
        ("per:rosa", "persona", "comunita", 3, 0),
        ("pra:pia", "professionista", "sanita", 3, 1),
        ("svc:adi", "servizio", "sanita", 3, 2),
        ("ist:asl", "ente", "sanita", 3, 3),
    ],
)
def test_the_family_is_near_services_farther_bodies_outermost(ada, party, kind, sector, strength, expected):
    ada.add_node(party, kind=kind, sector=sector, name="X")
    ada.add_edge(party, "per:ada", strength=strength)

    assert ring(ada, party) == expected


def test_a_party_of_no_known_sector_stands_among_the_others(ada):
    ada.add_edge("svc:x", "per:ada")

    assert place(ada, "per:ada").places["svc:x"].sector == "altro"


def test_two_ties_of_one_pair_do_not_run_on_each_other(ada):
    ada.add_edge("per:lia", "per:ada", tie_id=1)
    ada.add_edge("per:ada", "per:lia", tie_id=2)

    first, second = place(ada, "per:ada").lines

    assert math.hypot(first.cx - second.cx, first.cy - second.cy) == pytest.approx(22.0)


def test_a_line_goes_around_a_party_in_its_way(invented):
    layout = place(invented(6, 2), "per:ada")

    for line in layout.lines:
        for one in layout.places.values():
            if one.id not in (line.source, line.target):
                assert math.hypot(line.cx - one.x, line.cy - one.y) > one.radius


def test_lines_start_and_end_at_the_rim_of_the_discs(invented):
    layout = place(invented(15, 3), "per:ada")

    for line in layout.lines:
        source, target = layout.places[line.source], layout.places[line.target]
        assert math.hypot(line.x1 - source.x, line.y1 - source.y) == pytest.approx(source.radius + 3)
        assert math.hypot(line.x2 - target.x, line.y2 - target.y) == pytest.approx(target.radius + 3)


def test_the_name_of_the_person_is_written_on_her_disc(invented):
    ada = place(invented(20, 1), "per:ada").places["per:ada"]

    assert ada.label.lines == ("Ada", "Moretti")
    box = ada.label.box
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    assert all(math.hypot(x - ada.x, y - ada.y) <= ada.radius for x, y in corners)


def test_a_name_leaves_the_tie_of_its_party_free_where_there_is_room(ada):
    ada.add_node("svc:adi", kind="servizio", sector="sanita", name="Assistenza domiciliare")
    ada.add_edge("svc:adi", "per:ada", tie_id=1)
    layout = place(ada, "per:ada")
    (line,), box = layout.lines, layout.places["svc:adi"].label.box

    assert not any(box.gap(*line.curve.at(step / 50)) == 0 for step in range(51))


def test_a_name_that_stands_apart_has_a_line_that_leads_to_it(invented):
    places = place(invented(60, 2), "per:ada").places.values()
    apart = [one for one in places if not one.label.inside and gap(one, one.label.box) > 2 * one.radius]

    assert apart
    assert all(one.leader for one in apart)


def test_a_sector_that_is_hidden_leaves_the_others_where_they_are(invented):
    layout = place(invented(20, 1), "per:ada")
    fewer = without(layout, {"sanita", "famiglia"})

    assert "per:ada" in fewer.places
    assert {one.sector for party, one in fewer.places.items() if party != "per:ada"}.isdisjoint(
        {"sanita", "famiglia"}
    )
    assert all(layout.places[party] == one for party, one in fewer.places.items())
    assert all(line.source in fewer.places and line.target in fewer.places for line in fewer.lines)


def test_a_party_moved_by_hand_stays_there_and_its_ties_follow(ada):
    ada.add_edge("per:lia", "per:ada", tie_id=1)
    layout = place(ada, "per:ada", moved={"per:lia": (700.0, 200.0), "per:gone": (1.0, 1.0)})

    lia, (line,) = layout.places["per:lia"], layout.lines
    assert (lia.x, lia.y) == (700.0, 200.0)
    assert math.hypot(line.x1 - 700.0, line.y1 - 200.0) == pytest.approx(lia.radius + 3)


def test_a_name_is_set_on_two_lines_of_like_length():
    assert letter("Centro diurno Il Girasole", 12.0, 90.0).lines == ("Centro diurno", "Il Girasole")


def test_a_name_that_does_not_fit_ends_in_an_ellipsis_and_says_so():
    cut = letter("Associazione Volontari Amici del Quartiere", 12.0, 80.0)

    assert cut.cut
    assert cut.lines[-1].endswith("…")
    assert cut.width <= 80.0


def test_a_hidden_name_is_still_known(invented):
    labels = [one.label for one in place(invented(60, 1), "per:ada").places.values()]

    assert all(label.text for label in labels)


def test_slices_go_all_around(ada):
    sectors = place(ada, "per:ada").sectors

    assert sum(sector.end - sector.start for sector in sectors) == pytest.approx(360.0)
    assert [sector.label for sector in sectors].count("Famiglia") == 1


def test_few_names_lie_over_a_tie_where_there_is_room_beside_it(invented):
    crossed = 0
    for seed in range(4):
        layout = place(invented(25, seed), "per:ada")
        for one in layout.places.values():
            box = one.label.box
            crossed += not one.label.inside and any(
                sum(box.gap(*line.curve.at(step / 80)) == 0 for step in range(81)) > 1
                for line in layout.lines
            )

    assert crossed <= 20  # of 100 names


def test_the_persons_whom_a_service_looks_after_have_the_widest_slice_of_its_map():
    graph = nx.MultiDiGraph()
    graph.add_node("svc:adi", kind="servizio", sector="sanita", name="ADI")
    for name in ("Ada", "Ugo", "Ida"):
        graph.add_node(f"per:{name.lower()}", kind="persona", sector="persone", name=name)
        graph.add_edge(f"per:{name.lower()}", "svc:adi", tie_id=name)

    layout = place(graph, "svc:adi")

    assert [one.label for one in layout.sectors if one.key in {"persone", "famiglia"}] == ["Persone"]
    assert all(layout.places[party].y < layout.y for party in graph if party != "svc:adi")
