"""A task is given and answered in the conversation; nothing is written without a yes."""

import pytest


@pytest.fixture
def ada(open_district, echo):
    """Begin a conversation on Ada's walked path, in a store of its own."""
    from datetime import date

    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    store = open_district(20, ada=True)
    viewer = open_viewer(store, "demo")
    yield Talk(store, viewer, echo, date(2026, 11, 22), "per:ada")
    store.close()


def told(reply):
    return {line.text for line in reply.lines}


def test_a_task_is_proposed_with_who_what_and_by_when_and_written_after_a_yes(ada):
    reply = ada.ask("assegna a Irene Greco il compito di controllare la pressione entro venerdì")

    assert reply.intent == "propose"
    assert {"Chi lo fa: Irene Greco", "Entro quando: 27 novembre 2026"} <= told(reply)
    assert "Che cosa fare: controllare la pressione" in told(reply)
    assert not any("controllare" in one for one in told(ada.ask("qual è la prossima data?")))

    ada.ask("assegna a Irene Greco il compito di controllare la pressione entro venerdì")
    ada.ask("sì")
    assert "27 novembre 2026: controllare la pressione, Irene Greco" in told(
        ada.ask("qual è la prossima data?")
    )


@pytest.mark.parametrize(
    "order",
    [
        "crea un compito: chiamare la figlia domani",
        "ricordami di chiamare la figlia domani",
        "dai un compito: chiamare la figlia domani",
    ],
)
def test_who_does_it_is_asked_where_nobody_is_said_and_whom_it_speaks_of_is_not_taken_for_her(ada, order):
    reply = ada.ask(order)

    assert reply.head.startswith("Un compito, nel percorso di Ada. Manca ancora: chi lo fa.")
    assert told(reply) == {"Che cosa fare: chiamare la figlia", "Entro quando: 23 novembre 2026"}
    assert {"Irene Greco", "Paola De Luca", "Lucia Bruni"} <= {one.label for one in reply.choices}
    assert "Chi lo fa: Irene Greco" in told(ada.ask("Irene Greco"))


def test_a_task_is_said_to_be_done_and_that_is_undone(ada):
    ada.ask("crea un compito per Giulia Costa: comprare i farmaci entro domani")
    ada.ask("sì")
    reply = ada.ask("il compito di comprare i farmaci è fatto, segnalo")

    assert "La risposta: è fatto" in told(reply)
    ada.ask("sì")
    assert not any("farmaci" in one for one in told(ada.ask("qual è la prossima data?")))
    ada.ask("annulla")
    assert any("comprare i farmaci" in one for one in told(ada.ask("qual è la prossima data?")))


def test_a_task_for_her_is_given_to_whom_it_is_given_and_what_is_asked_with_its_day(ada):
    reply = ada.ask("Assegna a Irene Greco un compito per Ada Serravalle")

    assert reply.head.endswith("Manca ancora: che cosa fare. Scrivilo, e poi ti chiedo conferma.")
    assert told(reply) == {"Chi lo fa: Irene Greco"}
    assert {
        "Che cosa fare: chiamare la farmacia",
        "Chi lo fa: Irene Greco",
        "Entro quando: 26 novembre 2026",
    } == told(ada.ask("chiamare la farmacia entro giovedì"))
