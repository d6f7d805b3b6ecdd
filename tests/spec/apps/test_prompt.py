"""At a prompt one asks as in the chat, sees the map of the page, and is shown values in words."""

import subprocess
import sys
from datetime import date

import pytest

import coordinator
import knowledge
from apps.prompt import Page, Ponte, UnknownPageError
from apps.prompt.serving import find_page
from apps.prompt.taken import id_of
from apps.settings import Settings
from coordinator.display import bars, table
from coordinator.network.measures import MeasureInputError
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)


@pytest.fixture
def ponte(district, tmp_path):
    """The invented district, as `open_ponte` gives it."""
    viewer = open_viewer(district, "demo")
    return Ponte(Settings(home=tmp_path, url=None, user="demo", day=TODAY), district, viewer)


def test_a_question_on_a_person_has_the_answer_of_the_chat(ponte, talk):
    reply = ponte.ask("Chi la segue?", "per:ada")

    assert reply == talk("per:ada").ask("Chi la segue?")
    shown = reply._repr_markdown_()
    assert "Lucia Bruni: figlia, dal 23 maggio 1968" in shown
    assert "Letto:" in shown


def test_each_question_at_a_prompt_is_a_conversation_of_its_own(ponte):
    ponte.ask("Chi segue Ada Serravalle?")

    assert "Di chi parli?" in ponte.ask("Chi la segue?").head


def test_a_person_is_named_by_her_id_or_by_what_has_one(district, ponte):
    network = coordinator.ego(district, "per:ada", TODAY, ponte.viewer)

    assert (id_of(None), id_of("per:ada"), id_of(network)) == ("", "per:ada", "per:ada")
    with pytest.raises(TypeError, match="per:ada"):
        id_of(3)


def test_an_address_is_that_of_a_page_or_is_refused_with_those_there_are():
    assert find_page("mappa", {"id": "per:ada"}) == "mappa?id=per%3Aada"
    with pytest.raises(UnknownPageError, match="Ci sono: .*mappa"):
        find_page("mapa", {})
    shown = Page("mappa", 'http://127.0.0.1:1/mappa?q="x"')._repr_html_()
    assert 'href="http://127.0.0.1:1/mappa?q=&quot;x&quot;"' in shown


def test_to_import_the_packages_costs_nothing_and_names_their_verbs():
    lean = "import sys, coordinator, knowledge; print(sum('sqlalchemy' in m or 'numpy' in m for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", lean], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "0"
    assert {"open_store", "ego", "what_if"} <= set(dir(coordinator))
    assert {"Library", "Assistant", "verify"} <= set(dir(knowledge))
    with pytest.raises(AttributeError, match="find_for"):
        _ = coordinator.find


def test_values_show_themselves_as_tables_that_a_screen_reader_reads(district, ponte):
    place = (district, "per:ada", TODAY, ponte.viewer)
    measures, findings = coordinator.measure_person(*place), coordinator.find_for(*place)
    what_if = coordinator.what_if(*place, remove=["per:lucia"])

    assert measures["size"]._repr_html_().startswith("<table><caption")
    assert "Ampiezza della rete" in measures._repr_html_()
    assert "31 ore a settimana, e ne può dare 24" in findings._repr_html_()
    assert '<th scope="col"' in what_if._repr_html_()
    with pytest.raises(MeasureInputError, match="these are: size"):
        measures["grandezza"]


def test_a_bar_has_its_words_beside_it_and_none_is_longer_than_the_whole():
    drawn = bars("Chi paga", [("asl", 0.25, "100 euro")])

    assert ("width:25.0%" in drawn, ">100 euro</td>" in drawn) == (True, True)
    with pytest.raises(ValueError, match="from 0 to 1"):
        bars("Chi paga", [("asl", 1.2, "")])


def test_words_from_outside_are_escaped_in_a_table():
    assert "<script>" not in table("<script>", ("<script>",), [("<script>", "<script>")])
