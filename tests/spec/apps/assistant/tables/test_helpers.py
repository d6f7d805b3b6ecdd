"""Those around a person as a table: who they are to her, how much they help, how they are reached."""

import pytest


@pytest.mark.parametrize(
    ("questions", "head"),
    [
        (["telefono ed età della figlia"], "Lucia Bruni: telefono 0000 200301; 58 anni."),
        (
            ["telefono ed età della figlia", "e del figlio?"],
            "Marco Bruni: il telefono non è scritto; 55 anni.",
        ),
        (
            ["i volontari quante ore fanno?", "in che giorni?"],
            "Volontari di San Biagio: in quali giorni non è scritto.",
        ),
        (["badante: telefono e ore"], "Oksana Melnyk: il telefono non è scritto; 12 ore la settimana."),
        (["Oksana quante ore fa e da quando?"], "Oksana Melnyk: 12 ore la settimana; dal 3 febbraio 2025."),
        (
            ["servizi in lista d'attesa: da quando e chi l'ha detto?"],
            "Assistenza domiciliare del Comune: lo dice Paola De Luca; dal 22 aprile 2026.",
        ),
        (
            ["amministratore di sostegno: chi lo ha nominato e con che documento?"],
            "Franca Landi: lo dice Tribunale di Valdoria; documento: decreto 14/2026.",
        ),
    ],
)
def test_one_of_those_around_her_is_told_by_what_is_asked(begin, questions, head):
    talk = begin()

    assert [talk.ask(question) for question in questions][-1].head == head


def test_those_chosen_are_put_in_order_and_told_in_part(begin):
    talk = begin()
    talk.ask("figli e nipoti: telefono e ore")

    assert [line.text for line in talk.ask("quanti anni hanno?").lines] == [
        "Giada Valenti: 25 anni",
        "Lucia Bruni: 58 anni",
        "Marco Bruni: 55 anni",
    ]
    assert talk.ask("chi è il più giovane?").head == "Giada Valenti: 25 anni."


def test_hours_of_those_chosen_are_added_up_without_who_is_left_out(begin):
    talk = begin()
    talk.ask("chi c'è nella rete informale e con che ore?")

    assert "6 ore la settimana" in talk.ask("quante ore in tutto, tranne la figlia?").head


def test_who_has_gone_is_not_among_those_who_are_there(begin):
    talk = begin()
    names = {line.text.partition(":")[0] for line in talk.ask("servizi in carico con le ore").lines}

    assert "ADI di Valdoria" in names
    assert "Pasti a domicilio" not in names


def test_what_those_around_her_are_to_each_other_is_asked_of_others(begin):
    talk = begin()
    talk.ask("telefono e ore dei figli")

    assert talk.ask("vanno d'accordo tra loro?").intent != "table_helpers"


def test_her_network_is_not_told_to_whom_her_role_hides_it(begin):
    talk = begin(about="", role="ufficio_di_piano")

    assert "200301" not in talk.ask("telefono ed età della figlia di Ada Serravalle").as_markdown()
