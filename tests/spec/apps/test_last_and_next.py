"""When somebody was last there, and what is known of the next time; how a plan is going; the map of a day gone."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "quando è passata per ultima l'infermiera?",
        "da quanto tempo non viene l'infermiera?",
        "l'ultima volta di Irene Greco quando è stata?",
    ],
)
def test_the_last_time_is_of_whom_the_question_means(begin, question):
    lines = [line.text for line in begin("per:ada").ask(question).lines]

    assert (
        "Irene Greco: l’ultimo contatto scritto è del 20 ottobre 2026, 33 giorni fa "
        "(visita a casa, Irene Greco: si lava con meno fatica, chiede della nipote)"
    ) in lines
    assert not any("Paola De Luca" in one for one in lines)


def test_what_others_gave_in_her_place_is_told_as_given_by_them(begin):
    lines = [line.text for line in begin("per:ada").ask("quando è venuta l'infermiera?").lines]

    assert lines[0] == (
        "Di ciò per cui risponde Irene Greco nel piano: 13 novembre 2026, bagno assistito, 3 ore, ADI di Valdoria"
    )


def test_the_same_is_asked_of_somebody_else(begin):
    conversation = begin("per:ada")
    conversation.ask("quando è venuta l'ultima volta l'assistente sociale?")

    assert [line.text for line in conversation.ask("e il medico?").lines] == [
        "dott. Aldo Fabbri: nessun contatto è scritto"
    ]
    assert "3 aprile 2026" in conversation.ask("e Paola De Luca?").lines[0].text


def test_the_next_time_is_not_written_and_its_rhythm_is(begin):
    conversation = begin("per:ada")
    conversation.ask("quando è venuta l'ultima volta l'infermiera?")
    reply = conversation.ask("e quando torna?")

    assert reply.head == "Il giorno della prossima volta di Irene Greco non è scritto. Si sa:"
    assert [line.text for line in reply.lines][:2] == [
        "Irene Greco: ogni settimana, 1,5 ore la settimana",
        "Nel piano: bagno assistito, 3 ore la settimana",
    ]


def test_a_kind_of_contact_is_told_alone(begin):
    reply = begin("per:ada").ask("l'ultima visita a casa di quando è?")

    assert reply.head == "visita a casa: il 20 ottobre 2026."
    assert reply.lines[0].text.startswith("con Irene Greco")


@pytest.mark.parametrize(
    "question",
    ["il pai sta dando risultati?", "come sta andando il piano?", "gli obiettivi sono stati raggiunti?"],
)
def test_how_a_plan_is_going_is_told_from_its_data(begin, question):
    reply = begin("per:ada").ask(question)
    lines = [line.text for line in reply.lines]

    assert reply.head == (
        "Il piano di Ada: nessuno dei 2 obiettivi è ancora stato verificato; date 26 ore su 33,8 previste a oggi "
        "(77 su 100)."
    )
    assert lines[0].startswith(
        "Non ancora verificati: «lavarsi in sicurezza», «uscire due volte a settimana»"
    )
    assert any(one.startswith("Vita a casa: meglio, da 7 punti") for one in lines)


def test_what_is_behind_in_a_plan_is_told_alone(begin):
    reply = begin("per:ada").ask("nel piano siamo indietro su qualcosa?")

    assert reply.head == "Nel piano di Ada è indietro:"
    assert [line.text for line in reply.lines] == [
        "bagno assistito: 20 ore su 22,7 previste, ne mancano 2,7",
        "passeggiata: 6 ore su 11,1 previste, ne mancano 5,1",
    ]


def test_who_has_no_plan_is_told_so(begin):
    head = begin("per:ada").ask("il piano di Ida Quaranta sta funzionando?").head

    assert head == "Per Ida non è ancora scritto un piano: non c’è niente da confrontare."


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("fammi vedere la mappa di aprile", "2026-04-30"),
        ("apri l'ecomappa di sei mesi fa", "2026-05-22"),
        ("com'era la sua rete a inizio anno?", "2026-01-01"),
        ("che legami aveva a Natale?", "2025-12-25"),
    ],
)
def test_the_map_of_a_day_that_is_gone_is_opened_on_that_day(begin, question, day):
    reply = begin("per:ada").ask(question)

    assert reply.head.startswith("Al ")
    assert f"mappa?id=per:ada&giorno={day}" in [address for _, address in reply.links]


def test_what_is_asked_of_now_leaves_the_day_behind(begin):
    conversation = begin("per:ada")
    conversation.ask("chi la seguiva un anno fa?")

    assert conversation.ask("e adesso?").head.startswith("Seguono o aiutano Ada")


def test_what_stays_uncovered_goes_on_from_who_would_be_missing(begin):
    conversation = begin("per:ada")
    conversation.ask("se manca Lucia?")
    reply = conversation.ask("e che cosa resta scoperto?")

    assert reply.head == "Se mancasse Lucia Bruni, nella rete di Ada:"
