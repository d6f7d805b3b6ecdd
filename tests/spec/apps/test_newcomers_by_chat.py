"""Who is new comes into the record by the conversation: a person, a tie with her, a tie with somebody known."""

import pytest


@pytest.fixture
def talk(open_district, echo):
    """Begin a conversation over a small district of its own."""
    from datetime import date

    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    store = open_district(20, ada=True)
    viewer = open_viewer(store, "demo")
    yield Talk(store, viewer, echo, date(2026, 11, 22))
    store.close()


def lines(reply):
    return [line.text for line in reply.lines]


def test_a_person_is_added_after_a_yes_with_what_was_said_of_her(talk):
    proposed = talk.ask("registra una nuova persona: Delia Morandi, 3 maggio 1942, Valdoria")
    done = talk.ask("sì")
    asked = talk.ask("quanti anni ha Delia Morandi?")

    assert proposed.head.startswith("Aggiungo una persona nuova: nome Delia, cognome Morandi.")
    assert lines(proposed) == ["Data di nascita: 3 maggio 1942", "Zona: Valdoria"]
    assert done.wrote
    assert "84 anni" in " ".join(lines(asked))


@pytest.mark.parametrize(
    "order",
    ["devo inserire un nuovo assistito", "nuova persona", "vorrei registrare una signora che non c'è ancora"],
)
def test_the_name_that_lacks_is_asked(talk, order):
    asked = talk.ask(order)
    proposed = talk.ask("si chiama delia morandi")

    assert asked.head.startswith("Una persona nuova: come si chiama?")
    assert proposed.head.startswith("Aggiungo una persona nuova: nome Delia, cognome Morandi.")


def test_a_year_alone_is_not_written_and_that_is_said(talk):
    reply = talk.ask("inserisci Delia Morandi nata nel 1942 a Valdoria")

    assert lines(reply) == [
        "Zona: Valdoria",
        "«1942» non lo scrivo: la scheda tiene la data di nascita intera. Se la sai, dimmela",
    ]


def test_who_is_perhaps_there_already_is_shown_first(talk):
    reply = talk.ask("nuova persona: Ada Serravalle")

    assert reply.head == "Prima di aggiungere Ada Serravalle: forse c’è già. È una di queste persone?"
    assert [line.party_id for line in reply.lines] == ["per:ada"]
    assert talk.ask(reply.choices[0].question).head.startswith("Aggiungo una persona nuova: nome Ada")


def test_a_person_who_was_added_is_not_undone_from_here(talk):
    talk.ask("registra una nuova persona: Delia Morandi")
    talk.ask("sì")

    assert talk.ask("annulla").head.startswith("Questo da qui non si annulla.")


def test_somebody_who_is_known_is_tied_and_not_written_twice(talk):
    reply = talk.ask("aggiungi Rosa Pini come amica di Lucia Bruni")

    assert reply.head.startswith("Aggiungo un legame: Rosa Pini, amica o amico di Lucia, da oggi")
    assert lines(reply)[0].startswith("È la persona che è già nell’archivio")


@pytest.mark.parametrize(
    "order",
    [
        "aggiungi alla rete di Ada Serravalle la vicina Delia Morandi",
        "metti che Delia Morandi è la vicina di Ada Serravalle",
        "Ada Serravalle ha una vicina, Delia Morandi: aggiungila",
    ],
)
def test_who_is_beside_somebody_is_said_in_many_ways(talk, order):
    assert talk.ask(order).head.startswith(
        "Aggiungo una persona nuova, Delia Morandi, e un legame: Delia Morandi, vicina o vicino di Ada, da oggi"
    )


def test_a_tie_that_is_there_already_is_said(talk):
    assert talk.ask("aggiungi Rosa Pini come vicina di Ada Serravalle").head == (
        "È già scritto: Rosa Pini, vicina o vicino di Ada, dal 1° aprile 1988."
    )


def test_what_she_is_to_her_is_asked_after_her_name(talk):
    talk.ask("chi segue Ada Serravalle?")
    asked = talk.ask("aggiungi Delia Morandi")
    proposed = talk.ask("è una amica")

    assert asked.head == (
        "Per aggiungere Delia Morandi alla rete di Ada mi serve ancora: "
        "che cosa è per lei (vicino, amica, figlio, badante)."
    )
    assert "Delia Morandi, amica o amico di Ada, da oggi" in proposed.head


def test_who_replaces_another_leaves_that_tie_to_be_closed(talk):
    reply = talk.ask("Ada Serravalle ha cambiato badante, adesso c'è Irina Popa")

    assert "Irina Popa, assistente familiare di Ada" in reply.head
    assert lines(reply) == [
        "Il legame con Oksana Melnyk resta aperto: per chiuderlo scrivi «togli Oksana Melnyk»"
    ]
