"""Paths that stand still, that have ended, and who asks of her own work."""

import pytest


@pytest.mark.parametrize(
    "question",
    ["quali casi sono fermi da più tempo?", "chi è bloccato?", "percorsi che non vanno avanti"],
)
def test_the_path_that_is_longest_in_its_phase_comes_first(begin, question):
    reply = begin("").ask(question)

    assert [line.text for line in reply.lines][:2] == [
        "Ada Serravalle: Erogazione, dal 18 settembre 2026, da 65 giorni",
        "Walter Fedele: Prima valutazione, dal 24 ottobre 2026, da 29 giorni",
    ]


@pytest.mark.parametrize("question", ["quali percorsi sono chiusi?", "casi conclusi quest'anno"])
def test_paths_that_have_ended_are_not_told_to_be_the_open_ones(begin, question):
    reply = begin("").ask(question)

    assert reply.head == "I percorsi chiusi da qui non li elenco né li conto: leggo quelli aperti."
    assert [one.label for one in reply.choices] == ["Quali percorsi sono aperti?"]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "Sono Irene Greco, quali sono i miei casi?",
            "Irene Greco (Infermiere di famiglia e comunità) segue",
        ),
        (
            "Buongiorno, sono Elena Fontana: cosa devo fare questa settimana?",
            "Aspetta Elena Fontana entro il 29",
        ),
        ("sono Irene Greco, mi fai la lista delle persone che seguo?", "Irene Greco (Infermiere"),
    ],
)
def test_who_says_who_she_is_hears_of_her_own_work(begin, question, head):
    assert begin("").ask(question).head.startswith(head)


def test_who_asks_what_is_hers_hears_that_her_access_names_nobody(begin):
    reply = begin("per:ada").ask("che cosa devo fare io per lei?")

    assert reply.head.startswith("Quale di questi nomi sei tu, il tuo accesso non lo dice")
    assert any("Riesame del progetto, Paola De Luca" in line.text for line in reply.lines)
