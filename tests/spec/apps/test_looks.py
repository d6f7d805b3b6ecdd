"""The conversation says who looked at a record and at which hour, and whether an emergency was found right."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

TODAY = date(2026, 11, 22)
LATE = datetime(2026, 11, 21, 23, 10).astimezone()  # in the time of the place


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """A district on which a nurse and a doctor opened Ada in the night, and a colleague looked at noon."""
    from coordinator.district import generate, load
    from coordinator.model import Account
    from coordinator.network.record import read_record
    from coordinator.protection import open_viewer
    from coordinator.protection.emergency import open_in_emergency, openings, review
    from coordinator.store import open_store

    store = open_store(home=tmp_path_factory.mktemp("night"), clock=lambda: LATE)
    demo = open_viewer(store, "demo")
    load(store, generate(60, 7), demo)
    with store.writing() as session:
        session.add(Account(user="notte", role="infermiere_famiglia", name="Nina Notte"))
        session.add(Account(user="guardia", role="medico", name="Guido Guardia"))
        session.add(Account(user="dati", role="responsabile_dati", name="Dario Dati"))
    open_in_emergency(store, "per:ada", "caduta in casa, la figlia non risponde", open_viewer(store, "notte"))
    read_record(store, "per:ada", TODAY, open_viewer(store, "notte"))
    later = replace(store, clock=lambda: LATE + timedelta(hours=2))
    open_in_emergency(
        later, "per:ada", "febbre alta, non so quali terapie prende", open_viewer(later, "guardia")
    )
    noon = replace(store, clock=lambda: LATE + timedelta(hours=13))
    officer = open_viewer(noon, "dati")
    [nurse] = [one for one in openings(noon, officer) if one.who == "Nina Notte"]
    review(noon, nurse.number, officer, justified=True, remark="chiamata del 118 confermata")
    read_record(noon, "per:ada", TODAY, open_viewer(noon, "demo"))
    yield noon
    store.close()


@pytest.fixture
def talk(night):
    """Begin a conversation on Ada."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    return lambda role=None: Talk(
        night, open_viewer(night, "demo", role=role), lambda: None, TODAY, "per:ada"
    )


def test_of_the_night_only_its_looks_are_told_each_with_its_hour(talk):
    reply = talk().ask("chi ha visto la scheda stanotte?")

    assert reply.head == (
        "Di notte, dalle 20 alle 8, dal 21 novembre 2026 a oggi la scheda di Ada è stata guardata da:"
    )
    assert [line.text.split(" (")[0] for line in reply.lines] == [
        "Guido Guardia",
        "Nina Notte",
        "Apertura in emergenza di Guido Guardia",
        "Apertura in emergenza di Nina Notte",
    ]
    assert reply.lines[1].text.endswith("21 novembre 2026, alle 23:10")


@pytest.mark.parametrize("question", ["era giustificato?", "perché?", "e per quale motivo?"])
def test_why_and_whether_it_was_right_go_on_from_who_looked(talk, question):
    asked = talk()
    asked.ask("chi ha visto la scheda stanotte?")

    lines = [line.text for line in asked.ask(question).lines]
    assert lines[0].endswith(
        "22 novembre 2026 alle 01:10: «febbre alta, non so quali terapie prende»; "
        "da riesaminare: nessuno ha ancora detto se era giusta"
    )
    assert lines[1].endswith(
        "«caduta in casa, la figlia non risponde»; riesaminata il 22 novembre 2026: giustificata "
        "(«chiamata del 118 confermata»)"
    )


def test_of_the_month_the_look_at_noon_is_told_too(talk):
    told = [line.text for line in talk().ask("chi ha guardato la scheda?").lines]

    assert any(line.startswith("demo (") and "alle 12:10" in line for line in told)


def test_who_may_not_know_is_told_of_no_opening(talk, shown):
    text = shown(talk("operatore_pua").ask("l'accesso in emergenza era giustificato?"))

    assert "febbre" not in text
    assert "Nina Notte" not in text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("chi ha aperto la sua scheda la settimana scorsa?", "Nella settimana dal 09/11/2026 nessuno"),
        ("chi ha guardato la scheda a ottobre?", "A ottobre 2026 nessuno"),
        ("chi ha guardato la scheda questa settimana?", "Nella settimana dal 16/11/2026 la scheda di Ada"),
    ],
)
def test_only_the_looks_of_the_time_that_is_named_are_told(talk, question, begins):
    reply = talk().ask(question)

    assert reply.head.startswith(begins)
    assert bool(reply.lines) == ("nessuno" not in begins)
