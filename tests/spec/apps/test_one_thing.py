"""Asked for one thing, the conversation answers with that: one sum, one interval, one answer of a scale, one task."""

from dataclasses import replace
from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("soldi del comune spesi?", "Nel budget di Ada, liquidati 0,00 euro su 1.144,00 euro:"),
        ("quanto ha impegnato l'ASL?", "Nel budget di Ada, impegnati 2.340,00 euro su 2.340,00 euro:"),
        (
            "le ore SAD sono state liquidate?",
            "Nel budget di Ada, per ore SAD, liquidati 0,00 euro su 1.144,00 euro:",
        ),
    ],
)
def test_one_sum_that_is_asked_for_comes_first(begin, question, head):
    assert begin().ask(question).head == head


@pytest.mark.parametrize("question", ["si lava meglio di settembre?", "com'è andata la scala, per lavarsi?"])
def test_one_thing_of_a_scale_is_told_as_it_was_answered_each_time(begin, question):
    assert [line.text for line in begin().ask(question).lines] == [
        "Si lava: con un aiuto, 20 ottobre 2026 (Vita a casa)",
        "Si lava: solo se altri lo fanno, 15 settembre 2026 (Vita a casa)",
    ]


@pytest.mark.parametrize(
    "question", ["tempo medio tra uvm e piano", "quanto passa in media dalla UVM al piano?"]
)
def test_one_interval_is_told_alone(begin, question):
    [line] = begin("").ask(question).lines

    assert line.text.startswith("Dalla UVM al piano attivo: ")


@pytest.mark.parametrize(
    "order", ["metti in agenda la prossima visita da Ada giovedì", "fissa un appuntamento con Ada"]
)
def test_an_order_for_the_diary_of_days_is_not_a_question(begin, order):
    assert begin().ask(order).head.startswith("Questo da qui non lo faccio")


def test_of_the_plan_what_is_ones_own_is_told_alone(walked, cards):
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    viewer = open_viewer(walked, "demo")
    talk = {
        party: Talk(walked, replace(viewer, party_id=party), lambda: cards, TODAY, "per:ada")
        for party in ("pra:greco", "pra:fabbri")
    }

    assert [
        line.text.split(",")[0] for line in talk["pra:greco"].ask("cosa devo fare io nel piano?").lines
    ] == ["bagno assistito"]
    assert (
        talk["pra:fabbri"].ask("cosa devo fare io nel piano?").head
        == "Nel piano di Ada niente è affidato a te."
    )


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "chi è l'amministratore di sostegno e il suo numero?",
            "Franca Landi: amministratore di sostegno, dal 15 gennaio 2026\n"
            "Franca Landi: 47 anni, il telefono non è scritto",
        ),
        (
            "da quanto non viene l'infermiera?",
            "Irene Greco: l’ultimo contatto scritto è del 20 ottobre 2026, 33 giorni fa",
        ),
    ],
)
def test_who_one_is_comes_with_the_number_or_the_last_time_that_is_asked_for_too(
    begin, question, says, shown
):
    assert says in shown(begin().ask(question))


def test_what_comes_next_says_what_is_late_and_what_was_refused_and_not_sent_again(begin, shown):
    late, refused = (
        begin("").ask("prossima data per Wanda Bellini?"),
        begin("").ask("prossima data per Nino Negri?"),
    )

    assert "16 novembre 2026: Riunione della UVM, Paola De Luca — scaduto da 6 giorni" in shown(late)
    assert refused.lines[-1].text == (
        "La richiesta per un lavoro è stata rifiutata (Nessun posto libero): si può chiedere a un altro servizio"
    )
