"""What only the norms speak of is asked of them, where nobody of the record is named."""

import pytest

from apps.assistant.early.institute import say_institute
from apps.assistant.reply import Reply


class Norms:
    """A conversation that notes what the norms are asked."""

    def __init__(self, person_id=""):
        self.person_id, self.viewer, self.asked = person_id, None, []

    def ask_norms(self, question):
        self.asked.append(question)
        return Reply("norms", "")


class Nobody:
    people = ()


@pytest.fixture(autouse=True)
def who_asks_has_no_record(monkeypatch):
    monkeypatch.setattr("apps.assistant.early.institute.own_record", lambda _viewer: "")


@pytest.mark.parametrize(
    "question",
    [
        "in quale ufficio si lasciano le DAT e chi le conserva?",
        "un genero può diventare amministratore di sostegno?",
        "dopo il licenziamento posso rifare l'ISEE?",
        "che cosa dice la legge 104 a chi lavora di notte?",
        "chi paga l'assistente all'autonomia in classe?",
    ],
)
def test_an_institute_is_asked_of_the_norms(question):
    norms = Norms()

    assert say_institute(norms, question, Nobody()).intent == "norms"
    assert norms.asked == [question]


@pytest.mark.parametrize(
    "question",
    [
        "chi ha l'amministratore di sostegno nel distretto?",
        "quante persone hanno la 104?",
        "scrivi che ha portato le DAT",
        "quanto costa il centro diurno?",
    ],
)
def test_the_record_and_the_services_are_not_the_norms(question):
    norms = Norms()

    assert say_institute(norms, question, Nobody()) is None
    assert norms.asked == []


def test_of_a_person_in_mind_nothing_is_taken():
    assert say_institute(Norms("per:ada"), "può avere un amministratore di sostegno?", Nobody()) is None
