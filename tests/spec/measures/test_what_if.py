"""What would be without somebody, or with somebody more; and nothing of it is kept."""

from datetime import date

import networkx as nx
import pytest

from coordinator import district
from coordinator.network import ego
from coordinator.network.measures import MeasureInputError
from coordinator.network.whatif import Addition, compare, what_if

DAY = date(2026, 10, 31)


@pytest.fixture
def ada():
    """Lia cooks for Ada and knows her neighbour; the day centre offers company."""
    graph = nx.MultiDiGraph()
    graph.add_node("per:ada", kind="persona", sector="famiglia", name="Ada")
    graph.add_node("per:lia", kind="persona", sector="famiglia", name="Lia")
    graph.add_node("per:rosa", kind="persona", sector="comunita", name="Rosa")
    graph.add_node("svc:centro", kind="servizio", sector="sociale", name="Centro")
    graph.add_edge("per:lia", "per:ada", kind="caregiver", support="domestico", hours_per_week=20.0)
    graph.add_edge("per:rosa", "per:ada", kind="vicinato", support=None, hours_per_week=None)
    graph.add_edge("per:ada", "svc:centro", kind="in_carico", support=None, hours_per_week=6.0)
    graph.add_edge("per:lia", "per:rosa", kind="vicinato", support=None, hours_per_week=None)
    return graph


def imagine(graph, **changes):
    return compare(graph, "per:ada", DAY, ["pasti", "compagnia"], {"svc:centro": {"compagnia"}}, **changes)


def test_without_her_daughter_a_need_is_left_without_answer(ada):
    found = imagine(ada, remove=["per:lia"])

    assert found.before.uncovered == ()
    assert found.after.uncovered == ("pasti",)
    assert found.sentences[0] == "Resterebbero senza risposta: preparare e avere i pasti."


def test_without_her_daughter_her_hours_are_gone_too(ada):
    found = imagine(ada, remove=["per:lia"])

    assert (found.before.hours_per_week, found.after.hours_per_week) == (26.0, 6.0)
    assert "Le ore di aiuto contate passerebbero da 26,0 a 6,0 a settimana." in found.sentences


def test_the_hours_that_are_left_to_cover_stand_beside_those_that_others_could_give(ada):
    alone = imagine(ada, remove=["per:lia"]).sentences
    ada["per:rosa"]["per:ada"][0].update(hours_per_week=2.0, hours_available=5.0)
    with_rosa = imagine(ada, remove=["per:lia"]).sentences

    assert (
        "Resterebbero da coprire 20 ore a settimana: fra chi resta, nessuno ha detto di poterne dare di più."
        in alone
    )
    assert (
        "Resterebbero da coprire 20 ore a settimana: chi resta ha detto di poterne dare 3 in più."
        in with_rosa
    )


def test_who_knows_whom_counts_as_in_the_report_without_the_person_herself(ada):
    before = imagine(ada, remove=["svc:centro"]).before.measures["ei_index"]

    assert before.value == 1.0  # Lia and Rosa alone know each other, and are of two sectors
    assert before.inputs == {"external": 1, "internal": 0}


def test_without_the_day_centre_company_is_left_without_answer(ada):
    assert imagine(ada, remove=["svc:centro"]).after.uncovered == ("compagnia",)


def test_meals_at_home_would_stand_in_for_the_daughter(ada):
    meals = Addition(
        "svc:pasti", "Pasti a domicilio", "servizio", "terzo_settore", offers=frozenset({"pasti"})
    )

    found = imagine(ada, remove=["per:lia"], add=[meals])

    assert found.after.uncovered == ()
    assert found.after.measures["size"].value == 3


def test_a_volunteer_would_stand_in_with_her_support(ada):
    eva = Addition("per:eva", "Eva", "persona", "comunita", support="domestico", hours_per_week=5.0)

    found = imagine(ada, remove=["per:lia"], add=[eva])

    assert found.after.uncovered == ()
    assert found.after.hours_per_week == 11.0


def test_hours_that_nobody_counted_are_not_zero(ada):
    found = imagine(ada, remove=["per:lia", "svc:centro"])

    assert found.after.hours_per_week is None


def test_the_network_itself_stays_as_it_is(ada):
    before = set(ada.nodes), ada.number_of_edges()

    imagine(ada, remove=["per:lia"])

    assert (set(ada.nodes), ada.number_of_edges()) == before


@pytest.mark.parametrize("party", ["per:ada", "per:nessuno"])
def test_only_a_party_around_her_may_be_left_out(ada, party):
    with pytest.raises(MeasureInputError, match=party):
        imagine(ada, remove=[party])


def test_on_the_record_nothing_is_stored(store, viewer):
    district.load(store, district.read_ada(), viewer)
    before = ego(store, "per:ada", DAY, viewer)

    found = what_if(store, "per:ada", DAY, viewer, remove=["per:lucia"])

    after = ego(store, "per:ada", DAY, viewer)
    assert "per:lucia" in after.graph
    assert after.graph.number_of_edges() == before.graph.number_of_edges()
    assert found.before.measures["size"].value - found.after.measures["size"].value == 1
