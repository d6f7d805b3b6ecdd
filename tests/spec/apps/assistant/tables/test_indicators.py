"""Of an indicator one asks what it is, on how many, where, and why it is not shown; small counts stay hidden."""

import pytest

FEW = "meno di 5"


@pytest.fixture
def ask(begin):
    """Ask some questions one after the other; the last answer."""

    def said(*questions, role="coordinatore_distretto"):
        conversation = begin("", role)
        return [conversation.ask(one) for one in questions][-1]

    return said


READ = "quanto tempo passa dalla segnalazione alla presa in carico?"
NAME = "Dalla segnalazione alla presa in carico del PUA"


def test_definition_and_formula_of_what_was_told(ask):
    head = ask(READ, "definizione e formula?").head

    assert head.startswith(f"{NAME}: Giorni dalla segnalazione a quando il PUA la prende.")
    assert "si calcola così: mediana e P90 della curva di Kaplan–Meier" in head


def test_on_how_many_and_whether_they_are_enough(ask):
    assert ask(READ, "su quanti casi?").head == f"{NAME}: su 5."
    assert (
        ask(READ, "il minimo di casi è raggiunto?").head
        == f"{NAME}: servono almeno 10 casi: qui 5, non bastano."
    )


def test_elsewhere_a_small_count_stays_hidden_and_it_is_said_why(ask):
    hidden = ask(READ, "su quanti casi?", "e a Rocca?")

    assert hidden.head.startswith("Indicatori") or FEW in hidden.head
    assert FEW in ask(READ, "su quanti casi?", "e a Rocca?", "perché?").head


def test_the_greatest_is_chosen_among_those_that_are_shown(ask):
    assert ask("carico dei servizi", "servizio per servizio", "quale è il più carico?").head.startswith(
        "Carico dei servizi, Educativa domiciliare: 45"
    )


def test_indicators_are_chosen_by_why_they_are_not_shown(ask):
    reply = ask("quali indicatori sono nascosti?")

    assert reply.intent == "table_indicators"
    assert all(FEW in one.text for one in reply.lines)


def test_who_may_not_read_the_territory_is_told_so(ask):
    assert ask("quali indicatori sono nascosti?", role="assistente_sociale").intent != "table_indicators"
