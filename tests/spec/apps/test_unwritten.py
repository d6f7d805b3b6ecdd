"""What a question names and nobody wrote is said first; a helper, an exclusion and a description are read."""

import pytest


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("i bambini chi li guarda?", "bambini"),
        ("il cane chi lo porta fuori?", "cane"),
        ("chi innaffia le piante", "piante"),
        ("chi la porta a messa?", "messa"),
        ("chi è il suo avvocato", "avvocato"),
    ],
)
def test_a_thing_that_nobody_wrote_of_is_said_first(begin, question, thing):
    reply = begin().ask(question)

    assert reply.head == f"In ciò che leggo di Ada non trovo «{thing}». Ecco chi aiuta Ada:"
    assert reply.lines[0].text.startswith("Lucia Bruni")


@pytest.mark.parametrize(
    "question", ["chi la segue?", "chi c'è intorno a lei?", "chi la aiuta la mattina?", "chi le dà una mano?"]
)
def test_what_asks_for_all_is_answered_by_all(begin, question):
    assert "non è scritto niente" not in begin().ask(question).head


@pytest.mark.parametrize(
    "question",
    [
        "mi dici i nomi degli operatori sanitari e sociali che la seguono adesso?",
        "quali professionisti ruotano intorno alla signora Serravalle, e con che profilo?",
        "quali figure professionali ha attorno ada? nn i parenti",
    ],
)
def test_those_who_work_with_her_are_told_without_her_relatives(begin, question):
    names = {line.text.split(":")[0] for line in begin().ask(question).lines}

    assert {"dott. Aldo Fabbri", "Irene Greco", "dott.ssa Silvia Monti", "Giulia Costa"} <= names
    assert not names & {"Lucia Bruni", "Marco Bruni", "Oksana Melnyk", "Circolo degli anziani"}


@pytest.mark.parametrize(
    "question",
    [
        "Da che data lavora Oksana dalla signora e con che orario settimanale?",
        "melnyk oksana - ore a settimana?",
    ],
)
def test_since_when_and_how_much_is_told_of_the_helper_who_is_named(begin, question):
    assert [line.text for line in begin().ask(question).lines] == [
        "Oksana Melnyk: assistente familiare, dal 3 febbraio 2025, 12 ore la settimana"
    ]


def test_of_one_name_the_one_who_is_described_is_taken(begin):
    reply = begin("").ask("di cosa ha necessità il sig. Negri, quello di 64 anni di Rocca?")

    assert reply.head.startswith("Parlo di Nino Negri: ")
    assert reply.intent == "needs"


def test_which_article_is_asked_of_what_the_norms_answered(begin):
    conversation = begin("")
    conversation.ask("chi convoca la UVM?")
    reply = conversation.ask("che articolo?")

    assert reply.head == "Nella risposta di prima ho citato:"
    assert "art. 24, comma 2, D.Lgs. 62/2024" in [line.norm for line in reply.lines]


def test_which_article_may_be_asked_before_saying_of_whom(begin):
    conversation = begin("")
    conversation.ask("quanto resta del budget?")

    assert conversation.ask("che articolo").head.startswith("In generale, dalle norme.")
    assert conversation.ask("Ada Serravalle").head.startswith("Nel budget di Ada")


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (
            "che rischi ci sono?",
            "«scala ripida senza corrimano»: Irene Greco (Infermiere di famiglia e comunità), 15 settembre 2026",
        ),
        ("quali bisogni ha?", "igiene e cura della persona: dal 12 marzo 2026, lo dice Paola De Luca"),
    ],
)
def test_who_wrote_what_was_told_is_said_with_the_day(begin, shown, first, says):
    conversation = begin()
    conversation.ask(first)

    assert says in shown(conversation.ask("e chi l'ha scritto?"))


@pytest.mark.parametrize(
    ("then", "kind", "says"),
    [
        ("che orari fa", "table_helpers", "orari lun-sab 07:00-20:00"),
        ("il numero?", "table_helpers", "il telefono non è scritto"),
    ],
)
def test_the_one_service_that_was_told_is_asked_more_about(begin, shown, then, kind, says):
    conversation = begin()
    conversation.ask("che servizio sta aspettando?")
    reply = conversation.ask(then)

    assert reply.intent == kind
    assert "Assistenza domiciliare del Comune" in shown(reply)
    assert says in shown(reply)


def test_a_relative_whom_nobody_wrote_is_not_taken_for_her(begin):
    assert begin().ask("quanti anni ha suo padre?").head == "Per Ada non è scritto nessuno come «padre»."
