"""A question over a table is read by its parts, and nothing that it says is passed over."""

import pytest


def names(reply):
    return [one.text.partition(":")[0] for one in reply.lines]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "quali servizi hanno posti liberi e attesa sotto i 10 giorni?",
            {"ADI di Valdoria", "Pasti a domicilio", "Trasporto Il Filo"},
        ),
        (
            "servizi con più di 30 giorni di attesa",
            {"Assistenza domiciliare del Comune", "Educativa domiciliare", "RSA Villa Serena"},
        ),
        ("servizi gratuiti con almeno 2 posti liberi", {"ADI di Valdoria"}),
        ("dove non c'è posto?", {"Assistenza domiciliare del Comune", "RSA Villa Serena"}),
    ],
)
def test_bounds_are_asked_together(talk, question, told):
    assert set(names(talk().ask(question))) == told


def test_a_word_that_no_column_knows_is_not_passed_over(talk):
    reply = talk().ask("quali servizi con il giardino hanno più di 30 giorni di attesa?")

    assert reply.intent != "table_services"


def test_a_list_is_put_in_order_narrowed_and_its_items_are_asked_for(talk):
    conversation = talk()

    longest = conversation.ask("mi fai la classifica dei servizi per giorni di attesa, dal più lungo")
    assert names(longest)[:3] == [
        "RSA Villa Serena",
        "Educativa domiciliare",
        "Assistenza domiciliare del Comune",
    ]
    assert "RSA Villa Serena" not in names(conversation.ask("tranne la rsa"))
    assert conversation.ask("il secondo?").head.startswith("Assistenza domiciliare del Comune")


def test_of_several_things_asked_at_once_each_is_answered(talk):
    told = talk().ask("centro diurno: orari e quanto costa?").as_markdown()

    assert "lun-ven 08:30-16:30" in told
    assert "secondo l’ISEE" in told


def test_what_is_asked_of_one_is_of_the_person_in_mind_after_a_list_of_several(talk):
    conversation = talk("per:ada")
    conversation.ask("chi la aiuta?")

    assert "84 anni" in conversation.ask("quanti anni ha?").as_markdown()


def test_how_many_they_are_is_said_of_all_who_were_listed(talk):
    conversation = talk()
    listed = conversation.ask("chi è in carico al centro diurno?")

    again = conversation.ask("quanti sono?")

    assert again.head == listed.head
