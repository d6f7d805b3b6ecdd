"""A person with several open paths is answered from the path that holds what is asked."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def talk(open_district):
    """A conversation on Ada, who has a plan being given and a new call of today."""
    from apps.assistant import Talk
    from coordinator.pathway.cases import open_case
    from coordinator.pathway.events import Opened
    from coordinator.protection import open_viewer

    store = open_district(9, ada=True)
    viewer = open_viewer(store, "demo")
    open_case(store, "per:ada", Opened(source="vicini", caller="Rosa Pini", reason="non esce"), TODAY, viewer)
    yield Talk(store, viewer, lambda: None, TODAY, "per:ada")
    store.close()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("quale termine sta correndo?", ["Riesame del progetto", "Proposta della prima valutazione"]),
        ("quanto resta del budget?", ["ASL: 2.340,00 euro"]),
        ("quali obiettivi ha il piano?", ["lavarsi in sicurezza"]),
        ("chi c’è nell’équipe?", ["Irene Greco"]),
        ("che consensi ci sono?", ["dato da Ada Serravalle"]),
        ("che rischi ci sono a casa?", ["scala ripida"]),
        ("prossime scadenze e date?", ["Riesame del progetto", "Proposta della prima valutazione"]),
    ],
)
def test_each_question_finds_the_path_that_answers_it(talk, question, says):
    reply = talk.ask(question)

    told = "\n".join(line.text for line in reply.lines)
    assert [one for one in says if one not in told] == []
