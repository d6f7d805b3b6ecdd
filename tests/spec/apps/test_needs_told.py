"""A need is a row: its day, who said so, what found it, who answers to it, whether it is still open."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "da quando ha bisogno di aiuto per i pasti?",
        "chi ha segnalato che ha difficoltà a cucinare?",
        "il bisogno dei pasti è ancora aperto?",
        "in che data è stato scritto il bisogno dei pasti?",
    ],
)
def test_a_need_is_told_with_its_day_its_author_and_who_answers(begin, question):
    reply = begin("per:ada").ask(question)

    assert reply.lines[0].text == (
        "preparare e avere i pasti: dal 12 marzo 2026, lo dice Paola De Luca; ancora aperto, vi risponde "
        "Centro diurno Le Querce, 12 ore la settimana; Oksana Melnyk, 12 ore la settimana"
    )
    assert reply.query.startswith("Letto: i bisogni")


def test_a_document_that_is_not_written_is_said_to_be_so(begin):
    lines = [line.text for line in begin("per:ada").ask("chi dice che ha bisogno di compagnia?").lines]

    assert "Da quale documento o valutazione venga questa riga non è scritto." in lines


def test_a_need_is_told_with_the_assessment_and_the_goal_that_took_it_up(begin):
    lines = [line.text for line in begin("per:ada").ask("il bisogno di igiene da dove risulta?").lines]

    assert "(valutazione del 12 marzo 2026)" in lines[0]
    assert (
        "igiene e cura della persona: rilevato il 15 settembre 2026, nella fase «Valutazione multidimensionale "
        "(UVM)», da assistente sociale"
    ) in lines
    assert any(
        one.startswith("Nel piano, obiettivo «lavarsi in sicurezza»: bagno assistito") for one in lines
    )


def test_what_is_uncovered_is_of_now_and_supposes_nothing(begin):
    conversation = begin("per:ada")
    conversation.ask("che bisogni ha?")

    assert [line.text for line in conversation.ask("e che cosa rimane scoperto?").lines] == [
        "Nessuno, fra chi aiuta Ada Serravalle, risponde al bisogno: spostarsi."
    ]
    assert conversation.ask("da quando?").lines[0].text == (
        "spostarsi: dal 12 marzo 2026, lo dice Lucia Bruni; ancora aperto, nessuno risponde"
    )


def test_what_would_be_uncovered_without_somebody_is_another_question(begin):
    assert begin("per:ada").ask("cosa resterebbe scoperto se mancasse Oksana?").intent == "absence"


def test_needs_are_put_in_the_order_of_their_days(begin):
    conversation = begin("per:ada")
    conversation.ask("di cosa ha bisogno?")

    assert conversation.ask("qual è il più vecchio?").head == "prendere le terapie: dal 5 maggio 2025."


def test_that_no_need_has_ended_is_said(begin):
    assert begin("per:ada").ask("ha bisogni già risolti?").head == "Per Ada nessun bisogno risulta chiuso."


def test_a_need_that_nobody_wrote_is_not_dated(begin):
    reply = begin("per:ada").ask("da quando ha bisogno di riabilitazione?")

    assert reply.head == "Per Ada questo bisogno non è scritto: riabilitazione."
    assert reply.lines == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("quali bisogni ha trovato la UVM?", "igiene e cura della persona: rilevato il 15 settembre 2026"),
        ("quali bisogni non sono nel piano?", "preparare e avere i pasti: dal 12 marzo 2026"),
        ("quali bisogni sono nuovi da marzo?", "igiene e cura della persona: dal 12 marzo 2026"),
    ],
)
def test_needs_are_chosen_by_what_became_of_them(begin, question, told):
    assert begin("per:ada").ask(question).lines[0].text.startswith(told)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("chi dice che non prende le pastiglie?", "prendere le terapie: dal 5 maggio 2025"),
        ("il bisogno di trasporto è coperto?", "spostarsi: dal 12 marzo 2026"),
        ("qual è l'origine del bisogno di sollievo?", "sollievo per chi cura: dal 12 marzo 2026"),
    ],
)
def test_one_need_alone_is_told_however_it_is_called(begin, question, first):
    reply = begin("per:ada").ask(question)

    assert reply.intent == "needs"
    assert reply.lines[0].text.startswith(first)
    assert not any(line.text.startswith("preparare e avere i pasti") for line in reply.lines)


def test_who_wrote_a_need_is_asked_of_the_one_spoken_of(begin):
    conversation = begin("per:ada")
    conversation.ask("il bisogno di trasporto è coperto?")

    [first, *_] = conversation.ask("chi lo ha scritto?").lines
    assert first.text.startswith("spostarsi: dal 12 marzo 2026, lo dice Lucia Bruni")


def test_a_delicate_need_is_dated_to_nobody_who_is_not_given_it(walked):
    from coordinator.network.needs import needs_of
    from coordinator.protection import open_viewer

    def told(role):
        return [one.need for one in needs_of("per:000065", open_viewer(walked, "demo", role=role))]

    assert told("medico") == ["salute_mentale"]
    assert told("responsabile_comunale") == []
