"""The conversation says what the person or her family pays, and no other's money in its place."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "quanto devo pagare io",
        "quanto paga la famiglia?",
        "quanto paga la figlia",
        "quanto deve pagare Ada?",
        "la famiglia paga qualcosa?",
        "qual è la quota a carico della persona",
        "quanto tocca pagare a noi",
    ],
)
def test_where_nothing_is_hers_to_pay_that_is_said_first_then_who_pays_instead(begin, question, shown):
    reply = begin().ask(question)

    assert reply.head == "Nel budget di Ada nessuna somma è a carico suo o della famiglia."
    assert [line.text for line in reply.lines[:2]] == [
        "Di suo la famiglia mette: ore della figlia, 520 ore, non denaro",
        "Pagano o mettono il resto: ASL (2.340,00 euro), Comune (1.144,00 euro), Ambito (600,00 euro), "
        "Terzo settore (520,00 euro, in natura)",
    ]
    assert "Centro diurno Le Querce: quota al giorno secondo l’ISEE" in shown(reply)
    assert "D.P.C.M. 159/2013" in shown(reply)


def test_for_one_service_its_card_says_it(begin, shown):
    reply = begin().ask("quanto deve pagare Ada per il centro diurno?")

    assert reply.head == "Per Centro diurno Le Querce, secondo la scheda:"
    assert "2.340,00" not in shown(reply)


def test_without_a_budget_it_is_said_that_the_share_is_not_known(begin):
    reply = begin("").ask("quanto paga la famiglia di Wanda Bellini?")

    assert reply.head == "Nel piano di Wanda non è scritto un budget: la sua parte non la so."


def test_who_may_not_read_the_budget_is_told_no_sum(begin, shown):
    assert "euro" not in shown(begin("per:ada", "operatore_pua").ask("quanto paga la famiglia?"))


@pytest.mark.parametrize("question", ["chi paga il bagno assistito?", "quanto mette il comune?"])
def test_what_others_pay_is_another_question(begin, question, shown):
    assert "a carico suo o della famiglia" not in shown(begin().ask(question))
