"""Paths are asked by their parts: in which phase, for how long, who keeps them, what is missing to go on."""

import pytest


@pytest.fixture
def thread(begin):
    """Ask questions one after the other; return the last answer."""

    def ask(*questions, about="", role=None):
        talk = begin(about, role)
        return [talk.ask(one) for one in questions][-1]

    return ask


def named(reply):
    """Name those whom the lines of an answer are of."""
    return [line.text.split(":")[0] for line in reply.lines]


def test_paths_that_stand_still_longer_than_some_days_are_found(thread):
    first = "quali percorsi sono fermi da più di 20 giorni nella stessa fase"

    assert named(thread(first)) == ["Ada Serravalle", "Walter Fedele"]
    assert [line.text for line in thread(first, "chi li segue").lines] == [
        "Ada Serravalle: se ne occupa Paola De Luca",
        "Walter Fedele: se ne occupa Elena Fontana",
    ]


def test_a_bound_in_months_is_one_in_days(thread):
    reply = thread("casi aperti da più di un mese")

    assert reply.head == "Percorsi, con più di 30 giorni di percorso: 3."
    assert named(reply) == ["Ada Serravalle", "Wanda Bellini", "Walter Fedele"]


def test_what_was_listed_is_chosen_further(thread):
    first = ("percorsi senza case manager", "di quale comune sono")

    assert "Nino Negri: di Rocca" in [line.text for line in thread(*first).lines]
    assert named(thread(*first, "solo quelli di Rocca")) == ["Walter Fedele", "Nino Negri"]


def test_after_what_is_missing_one_asks_more_of_the_path_and_of_another(thread):
    first = ("Cosa manca per chiudere la uvm di Wanda Bellini?", "chi è il case manager")

    assert thread(*first).head == "Wanda Bellini: nessun case manager."
    assert thread(*first, "e di Fedele?").head == "Walter Fedele: nessun case manager."


def test_who_may_read_no_paths_is_told_of_none(thread, shown):
    assert "Fedele" not in shown(thread("casi aperti da più di un mese", role="ricercatore"))
