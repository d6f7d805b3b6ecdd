"""A drawing stands on its own, says in words what it shows, and tells strength from conflict."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from coordinator import district
from coordinator.network import ego
from coordinator.network.drawing import draw
from coordinator.network.layout import place, place_tall
from coordinator.network.palette import ALARM, COLOURS, INK, SOFT, TIE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def ada():
    graph = nx.MultiDiGraph()
    graph.add_node("per:ada", kind="persona", sector="famiglia", name="Ada <Moretti>")
    graph.add_node("per:lia", kind="persona", sector="famiglia", name="Lia & Gino")
    graph.add_node("svc:adi", kind="servizio", sector="sanita", name="ADI")
    graph.add_edge("per:lia", "per:ada", tie_id=1, strength=3, direction="to", conflict=False, label="cura")
    graph.add_edge(
        "per:ada", "svc:adi", tie_id=2, strength=1, direction="from", conflict=True, label="è in carico a"
    )
    return graph


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_drawing_is_well_formed_whatever_the_names(ada):
    assert ET.fromstring(draw(ada, "per:ada")).tag == f"{SVG}svg"


def test_a_drawing_asks_for_nothing_outside_itself(ada):
    assert re.findall(r"(?:href|src)='(?!#)|url\(|@import", draw(ada, "per:ada")) == []


def test_a_drawing_has_a_title_and_a_description(ada):
    picture = ET.fromstring(draw(ada, "per:ada"))

    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == "Ecomappa di Ada <Moretti>"
    assert picture.find(f"{SVG}desc").text == (
        "La persona è al centro. Intorno a lei: famiglia 1, sanita 1. Legami: 2, di cui 1 in conflitto."
    )


def ties_of(graph):
    """The paths of each tie, by its title."""
    found = {}
    for group in ET.fromstring(draw(graph, "per:ada")).iter(f"{SVG}g"):
        paths, title = group.findall(f"{SVG}path"), group.find(f"{SVG}title")
        if title is not None and paths and "tie" in paths[0].get("class", ""):
            found[title.text] = paths
    return found


def test_a_strong_tie_is_wide_and_a_conflict_zigzags(ada):
    ties = ties_of(ada)

    assert ties["cura"][0].get("stroke-width") == "5.50"
    assert ties["è in carico a"][0].get("class") == "tie conflict"
    assert ties["è in carico a"][0].get("d").count("L") > 3


def test_arrows_point_where_help_goes(ada):
    layout_of_ada = ET.fromstring(draw(ada, "per:ada")).get("viewBox").split()
    middle = float(layout_of_ada[2]) / 2

    tips = {label: float(paths[1].get("d").split()[1]) for label, paths in ties_of(ada).items()}

    assert all(abs(tip - middle) < 60 for tip in tips.values())


def test_colours_stand_out_on_white_and_under_white():
    for colour in [*COLOURS.values(), INK, SOFT, ALARM]:
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5, colour


def test_a_tie_among_helpers_is_told_from_one_of_the_person_and_still_stands_out(ada):
    ada.add_edge("per:lia", "svc:adi", tie_id=3, strength=3, direction="to", label="si sente con")
    ties = ties_of(ada)

    assert ties["si sente con"][0].get("stroke") == TIE
    assert float(ties["si sente con"][0].get("stroke-width")) < float(ties["cura"][0].get("stroke-width"))
    assert 1.05 / (luminance(TIE) + 0.05) >= 3.0


def test_a_bare_drawing_names_the_person_alone(ada):
    picture = ET.fromstring(draw(ada, "per:ada", bare=True))
    words = [word for text in picture.iter(f"{SVG}text") for word in text.itertext()]

    assert words == ["Ada", "<Moretti>"]


def test_a_heading_is_written_above_the_map(ada):
    picture = ET.fromstring(draw(ada, "per:ada", heading="La rete di Ada, 3 marzo 2026"))

    assert "La rete di Ada, 3 marzo 2026" in [text.text for text in picture.iter(f"{SVG}text")]
    assert float(picture.get("viewBox").split()[1]) < 0


def test_a_person_alone_is_drawn_alone():
    graph = nx.MultiDiGraph()
    graph.add_node("per:ada", kind="persona", sector="famiglia", name="Ada")

    assert "non è registrato nessuno" in draw(graph, "per:ada")


def test_a_notebook_shows_a_network_as_its_drawing(store, viewer):
    district.load(store, district.read_ada(), viewer)

    shown = ego(store, "per:ada", date(2026, 10, 31), viewer)._repr_svg_()

    assert "Ecomappa di Ada Serravalle" in shown


@pytest.mark.parametrize(("form", "rows"), [(place, 2), (place_tall, 5)], ids=["wide", "on a telephone"])
def test_the_legend_is_never_too_small_to_read_and_takes_the_rows_that_it_needs(ada, form, rows):
    layout = form(ada, "per:ada")
    picture = ET.fromstring(draw(ada, "per:ada", layout=layout))
    holder = next(one for one in picture.iter(f"{SVG}g") if "scale(" in one.get("transform", ""))
    scale = float(re.search(r"scale\(([\d.]+)\)", holder.get("transform"))[1])
    texts = list(holder.iter(f"{SVG}text"))

    assert scale >= 0.9
    assert len({one.get("y") for one in texts}) == rows
    assert max(float(one.get("x")) + 6 * len(one.text) for one in texts) * scale <= layout.width
