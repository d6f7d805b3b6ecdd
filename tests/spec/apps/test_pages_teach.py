"""A page that holds nothing yet shows what to type and what comes back; one finds the way back from every page."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.components.frame import environment, home_of
from apps.pages.asking.sent import Sent
from apps.pages.house.registers import Registers
from apps.pages.house.rules import RulesPiece
from apps.pages.network.paths import _near
from coordinator.network.record import find_services, read_record
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(district, tmp_path):
    viewer = open_viewer(district, "demo")
    return SimpleNamespace(
        store=district, home=tmp_path, today=lambda: TODAY, viewer=lambda: viewer, me=lambda: None, demo=True
    )


def html(task):
    task.show()
    return " ".join(task.live.html.split())


def test_how_a_question_would_leave_is_shown_by_an_example_until_one_is_typed(desk):
    page = Sent(desk)

    assert "Che cosa spetta a [PERSONA_1], nata il [NASCITA_1], telefono [TELEFONO_1]?" in html(page)
    page._handle({"act": "try", "question": "chi decide?"})
    assert "Per esempio" not in page.live.html


def test_registers_are_called_by_words_and_not_by_the_names_of_their_sheets(desk):
    shown = html(Registers(desk))

    assert "<b>Gruppi di comunità</b>" in shown
    assert "<b>Nuclei familiari</b>" in shown
    assert "<dt>nata il</dt>" in shown


def test_ways_begin_from_services_that_meet_her_needs(desk, district):
    viewer = desk.viewer()
    record = read_record(district, "per:ada", TODAY, viewer)
    near = _near(desk, record, find_services(district, "", viewer))

    assert [name for _, name, _ in near] == sorted(name for _, name, _ in near)
    assert "ADI di Valdoria" in [name for _, name, _ in near]
    assert {need for _, _, needs in near for need in needs} <= set(record.needs)


@pytest.mark.parametrize(
    ("role", "home"),
    [("assistente_sociale", "oggi"), ("amministratore", "amministra"), ("persona", "persone")],
)
def test_the_pages_of_the_house_hang_under_where_each_begins(role, home):
    assert home_of(SimpleNamespace(role=role)).id == home


def test_how_a_term_is_counted_is_told_only_where_it_differs(desk):
    shown = RulesPiece(desk, desk.viewer()).html()

    assert shown.count("Quando l’ultimo giorno è domenica o festa") == 1
    assert "giorno di festa va oltre" not in shown


def test_few_places_that_are_missing_are_not_counted_out():
    few = environment().get_template("territory/governance.html").module.few

    assert few(3.6) == "meno di 5"
