"""Who is not given the network is told of no tie of a person, and never that she has none."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.components.path_lists import lists_of
from apps.pages.network.map import show_map
from apps.pages.people.neighbours import pictured
from coordinator.errors import NotAllowedError
from coordinator.matching import match
from coordinator.network.record import names_nearby, read_record
from coordinator.pathway.cases import cases_of, read_case
from coordinator.pathway.phones import read_phones
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)
AROUND = (
    "Lucia",
    "Marco",
    "Giada",
    "Oksana",
    "Rosa Pini",
    "Franca",
    "Piero",
    "Fabbri",
    "Farmacia",
    "Le Querce",
)
"""Of whom or what stands around Ada; none of them is in the team of her path."""


@pytest.fixture(params=["referente_scuola", "responsabile_comunale"])
def role(request):
    """Act in a role that may read persons and not networks."""
    return request.param


OF_TIES = [
    "chi c'è intorno ad Ada Serravalle?",
    "quali sono i suoi familiari?",
    "ha figli?",
    "è sposata?",
    "chi è il caregiver principale?",
    "che telefono ha la figlia?",
    "chi è il suo medico?",
    "con chi vive?",
    "chi la aiuta di notte?",
    "da quando la segue l'ADI?",
    "che servizi la seguono?",
    "che cosa sta aspettando?",
    "chi può firmare per lei?",
    "chi è l'amministratore di sostegno?",
    "che cosa succede se manca la figlia?",
    "chi si conosce, fra chi aiuta?",
    "come regge chi la cura?",
    "ci sono conflitti in famiglia?",
    "che cosa è cambiato nella sua rete da marzo?",
    "me la riassumi in breve?",
]


def test_what_rests_on_her_ties_is_refused_and_not_answered_with_nobody(begin, role):
    def told(question):
        try:
            return begin(role=role).ask(question).as_markdown()
        except NotAllowedError:
            return ""

    assert {question: answer for question in OF_TIES if (answer := told(question))} == {}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("a che punto è il percorso?", "Il percorso di Ada: è nella fase «erogazione»"),
        ("chi c'è nell'équipe?", "Irene Greco: infermiere"),
        ("chi è il case manager?", "Paola De Luca: assistente sociale, case manager"),
        ("che cosa prevede il piano?", "lavarsi in sicurezza: bagno assistito"),
        ("quanti anni ha?", "84 anni"),
        ("chi chiamo se cade stanotte?", "112"),
    ],
)
def test_what_rests_on_the_person_and_her_path_goes_on_being_answered(begin, role, shown, question, told):
    answer = shown(begin(role=role).ask(question))

    assert told in answer
    assert [name for name in AROUND if name in answer] == []


def test_whom_to_call_names_the_team_and_says_that_ties_are_not_told(begin, role):
    lines = [line.text for line in begin(role=role).ask("chi chiamo se cade stanotte?").lines]

    assert "Il tuo ruolo non vede i legami: chi altri le sta vicino lo sa il case manager" in lines


def test_a_number_that_she_may_not_see_is_not_said_to_be_unwritten(begin, role):
    lines = [line.text for line in begin(role=role).ask("che telefono ha Ada?").lines]

    assert "Telefono e indirizzo non sono fra ciò che il tuo ruolo vede" in lines


def test_nothing_is_offered_that_would_be_refused(begin, role):
    offered = {one.question for one in begin(role=role).ask("cosa non è scritto di Ada?").choices}

    assert offered
    assert offered & {"Chi c’è intorno?", "Con chi vive?", "Me la riassumi in breve?"} == set()


def test_a_record_without_ties_is_not_one_of_somebody_without_any(walked, role):
    viewer = open_viewer(walked, "demo", role=role)
    record = read_record(walked, "per:ada", TODAY, viewer)
    desk = SimpleNamespace(store=walked, viewer=lambda: viewer)

    assert not record.ties_told
    assert record.told == ()
    assert pictured(desk, record, TODAY) == {"around": [], "picture": ""}
    with pytest.raises(NotAllowedError, match="network"):
        _ = record.spans


def test_her_map_is_refused_whole_and_not_shown_empty(walked, role, monkeypatch):
    viewer = open_viewer(walked, "demo", role=role)
    desk = SimpleNamespace(store=walked, viewer=lambda: viewer, today=lambda: TODAY)
    monkeypatch.setattr("apps.pages.network.map.argument", {"id": "per:ada"}.get)

    with pytest.raises(NotAllowedError, match="network"):
        show_map(desk)


def test_of_a_service_its_ties_with_persons_are_left_out_and_those_with_others_told(walked, role):
    viewer = open_viewer(walked, "demo", role=role)
    kinds = {span.other_kind for span in read_record(walked, "svc:adi", TODAY, viewer).spans}

    assert kinds
    assert kinds & {"persona", "nucleo"} == set()


def test_a_household_is_known_without_who_lives_in_it(walked, role):
    whole = read_record(walked, "per:ada", TODAY, open_viewer(walked, "demo"))
    home = next(span.other_id for span in whole.spans if span.other_kind == "nucleo")

    assert not read_record(walked, home, TODAY, open_viewer(walked, "demo", role=role)).ties_told


def test_which_services_follow_her_already_is_not_told_by_those_that_are_offered(walked, role):
    said = {
        asker: {why for one in match(walked, "per:ada", "terapia", TODAY, viewer) for why in one.against}
        for asker in ("case_manager", role)
        if (viewer := open_viewer(walked, "demo", role=asker))
    }

    assert "la segue già" in said["case_manager"]
    assert "la segue già" not in said[role]


def test_no_person_is_offered_as_the_other_end_of_a_tie(walked, role):
    names = names_nearby(walked, "per:ada", open_viewer(walked, "demo", role=role))

    assert "svc:adi" in names
    assert [one for one in names if one.startswith(("per:", "hou:"))] == []


def test_the_forms_of_a_path_open_and_offer_nobody_around_her(walked, role):
    viewer = open_viewer(walked, "demo", role=role)
    view = read_case(walked, cases_of(walked, "per:ada", viewer)[0], viewer)

    lists = lists_of(walked, TODAY, viewer, "per:ada", view)

    assert lists.offered["famiglia"] == {"per:ada": "Ada Serravalle"}
    assert lists.offered["rete"] == lists.offered["servizi"] == {}
    assert lists.name("pra:deluca") == "Paola De Luca"


def test_the_numbers_of_a_path_are_those_of_who_works_alone(walked, role):
    def numbers(asker):
        viewer = open_viewer(walked, "demo", role=asker)
        (case,) = cases_of(walked, "per:ada", viewer)
        return read_phones(walked, read_case(walked, case, viewer), viewer)

    assert "per:ada" in numbers("case_manager")
    assert [one for one in numbers(role) if one.startswith("per:")] == []
