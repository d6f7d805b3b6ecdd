"""Teams are asked by their parts: who sits in them, in which role, which roles nobody has and who could."""

import pytest


@pytest.fixture
def thread(begin):
    """Ask questions one after the other; return the last answer."""

    def ask(*questions, about="", role=None):
        talk = begin(about, role)
        return [talk.ask(one) for one in questions][-1]

    return ask


def test_who_must_sit_in_a_uvm_is_told_by_role_with_who_could(thread, shown):
    reply = thread("chi deve partecipare alla uvm di Walter Fedele")

    assert reply.intent == "table_team"
    assert shown(reply).splitlines()[1:] == [
        "Un professionista sanitario: manca; nella rete potrebbe: Angela Battaglia e Grazia Franchini "
        "art. 27, comma 13, lett. b), D.Lgs. 29/2024",
        "Un professionista sociale dell’ATS: manca art. 27, comma 13, lett. a), D.Lgs. 29/2024",
        "Un referente (case manager), uno solo: manca art. 27, comma 14, D.Lgs. 29/2024",
    ]


def test_who_could_take_a_missing_role_is_asked_next(thread):
    reply = thread("chi deve partecipare alla uvm di Walter Fedele", "chi potrebbe fare il case manager")

    assert reply.head == "Un referente (case manager), uno solo: nella rete non trovo chi."


def test_since_when_one_sits_in_the_team_and_for_whom_she_works(thread):
    first = "chi c'è nell'équipe?"

    assert [line.text for line in thread(first, "da quando", about="per:ada").lines] == [
        "Irene Greco: dal 15 settembre 2026",
        "Paola De Luca: dal 15 settembre 2026",
    ]
    assert [line.text for line in thread(first, "per chi lavorano", about="per:ada").lines] == [
        "Irene Greco: ASL Esempio",
        "Paola De Luca: Comune di Valdoria",
    ]


def test_of_a_team_one_asks_for_those_of_a_sector(thread):
    reply = thread("chi manca nell'équipe", "chi è presente della sanità?", about="per:000029")

    assert reply.head == "Angela Battaglia."
