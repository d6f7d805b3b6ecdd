"""What no kind of question fits is looked up, by its own words, among all that is written of the person."""

import pytest


@pytest.mark.parametrize(
    ("question", "told", "word"),
    [
        ("dimmi del corrimano", "scala ripida senza corrimano", "«corrimano»"),
    ],
)
def test_the_lines_that_hold_a_questions_words_are_shown(begin, question, told, word, shown):
    reply = begin("per:ada").ask(question)

    assert told in shown(reply)
    if reply.intent == "facts":
        assert reply.head.startswith("Non sono certo di aver capito.")
        assert word in reply.head
        assert reply.query.startswith("Letto: ")
        assert all(line.href for line in reply.lines)
        assert reply.choices


def test_words_that_stand_nowhere_find_nothing(begin):
    assert begin("per:ada").ask("dimmi del dirigibile").intent != "facts"


def test_what_a_role_does_not_see_is_not_found(begin, shown):
    """The money of the plan is not for the desk that takes the calls."""
    assert "euro" not in shown(
        begin("per:ada", role="operatore_pua").ask("dimmi dei buoni taxi e dell'assegno")
    )


def test_who_follows_comes_first_and_the_others_in_one_line(begin, shown):
    reply = begin("per:ada").ask("chi la segue?")

    assert reply.head == "Seguono o aiutano Ada, fra 21 persone, servizi ed enti:"
    assert reply.lines[0].text.startswith("Paola De Luca: case manager")
    assert reply.lines[-1].text.startswith("Intorno ci sono anche: ")
    assert "Marco Bruni" in reply.lines[-1].text
    assert "Marco Bruni: figlio" not in shown(reply)


def test_each_need_is_told_with_who_answers_to_it(begin, shown):
    text = shown(begin("per:ada").ask("di che cosa ha bisogno?"))

    assert "preparare e avere i pasti: Centro diurno Le Querce, 12 ore la settimana; Oksana Melnyk" in text
    assert "spostarsi: nessuno risponde" in text


@pytest.mark.parametrize(
    "question",
    [
        "che bisogni di Ada non hanno risposta?",
        "quali suoi bisogni restano fuori?",
        "c'è qualche bisogno che non è seguito",
        "bisogni insoddisfatti",
    ],
)
def test_only_the_needs_that_nobody_meets_are_named(begin, question, shown):
    reply = begin("per:ada").ask(question)

    assert [line.text for line in reply.lines] == [
        "Nessuno, fra chi aiuta Ada Serravalle, risponde al bisogno: spostarsi."
    ]


@pytest.mark.parametrize(
    ("question", "told", "word"),
    [
        ("come siamo messi col corrimano?", "scala ripida senza corrimano", "«corrimano»"),
        ("le querce come vanno?", "Centro diurno Le Querce", "«querce»"),
    ],
)
def test_a_how_that_asks_for_no_use_of_ponte_is_looked_up_too(begin, question, told, word, shown):
    reply = begin("per:ada").ask(question)

    assert reply.head.startswith("Non sono certo di aver capito.")
    assert word in reply.head
    assert told in shown(reply)


def test_a_day_past_is_held_for_the_question_after(begin):
    conversation = begin("per:ada")

    assert conversation.ask("qual era la sua rete a giugno?").head.startswith("Al 30 giugno 2026: ")
    assert conversation.ask("e rispetto a oggi?").head.startswith("Dal 30 giugno 2026 ")


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("che cosa è cambiato dal 3 maggio 2026?", "dal 3 maggio 2026"),
        ("novità da due mesi fa?", "dal 22 settembre 2026"),
        ("è cambiato qualcosa da marzo?", "dal 1° marzo 2026"),
    ],
)
def test_a_change_is_told_since_the_day_that_is_named(begin, question, since):
    assert since in begin("per:ada").ask(question).head.lower()


def test_the_need_that_nobody_meets_is_held_for_the_question_after(begin, shown):
    conversation = begin("per:ada")
    conversation.ask("quali suoi bisogni non hanno risposta?")

    assert shown(conversation.ask("e chi potrebbe occuparsene?")).startswith(
        "Per questo bisogno (spostarsi):"
    )


def test_who_bridges_is_told_by_the_measures_that_say_so(begin):
    reply = begin("per:ada").ask("chi fa da ponte tra la famiglia e i servizi?")

    assert [line.text.split(":")[0] for line in reply.lines] == [
        "Punti di passaggio obbligato",
        "Ruoli di intermediazione",
    ]


def test_a_surname_that_names_the_doctor_names_no_second_person(begin):
    conversation = begin("per:ada")
    conversation.ask("chi segue Wanda Bellini?")

    reply = conversation.ask("aggiungi la dottoressa amato")

    assert "Amalia" not in reply.head
    assert reply.head == "Non posso proporlo: Wanda ha già un legame con Gina Amato."


def test_a_bare_name_is_summed_up(begin, shown):
    reply = begin("").ask("Wanda Bellini")

    assert reply.head == "Wanda Bellini in breve, al 22 novembre 2026:"
    assert "97 anni" in shown(reply)
    assert reply.choices[0].label == "Chi c’è intorno?"


def test_who_waits_for_an_answer_waits(begin, shown):
    text = shown(begin("").ask("che cosa aspetta Wanda Bellini?"))

    assert "spostarsi: da Unità di valutazione a Trasporto Il Filo, richiesta inviata" in text


@pytest.mark.parametrize("about", ["", "per:ada"])
def test_where_one_waits_is_told_the_longest_first(begin, about):
    reply = begin(about).ask("quali servizi hanno lista d'attesa?")

    assert reply.head == "Dove si aspetta, l’attesa più lunga per prima:"
    assert reply.lines[0].text.startswith("RSA Villa Serena: 0 posti liberi; attesa di 120 giorni")
