"""What a question leaves out is left out of the answer, or said to be still in; so is what of it is not understood."""

import pytest

from apps.assistant.reading.excepted import excepted


def names(reply):
    return [line.text.partition(":")[0] for line in reply.lines]


@pytest.mark.parametrize(
    ("question", "rest", "items"),
    [
        ("chi lavora all'ADI oltre alla Greco?", "chi lavora all'ADI?", (("greco",),)),
        ("a parte Ada, chi ha scadenze oggi?", "chi ha scadenze oggi?", (("ada",),)),
        ("servizi tranne adi, educativa e i pasti", "servizi", (("adi",), ("educativa",), ("pasti",))),
        (
            "chi ha posto, senza contare la RSA, e quanto si aspetta?",
            "chi ha posto, e quanto si aspetta?",
            (("rsa",),),
        ),
        ("quelli col piano ma non i minori", "quelli col piano", (("minori",),)),
    ],
)
def test_what_is_left_out_is_told_from_what_is_asked(question, rest, items):
    found = excepted(question)

    assert (found.rest, found.items) == (rest, items)


@pytest.mark.parametrize(
    "question",
    ["quanti oltre i 30 giorni?", "chi c'è oltre a lei?", "chi non ha il piano?", "non la conosco"],
)
def test_a_number_a_pronoun_and_a_mere_no_leave_nobody_out(question):
    assert excepted(question) is None


def test_one_who_is_left_out_of_a_list_is_not_in_it_and_the_count_says_so(begin):
    reply = begin("").ask("quali percorsi sono aperti, a parte Ada?")

    assert reply.head == "6 percorsi aperti. Tranne Ada Serravalle, ne restano 5:"
    assert "Ada Serravalle" not in names(reply)


def test_a_colleague_is_left_out_of_those_of_a_service(begin):
    reply = begin("").ask("chi lavora all'ADI oltre alla Greco?")

    assert len(reply.lines) == 5
    assert not any("Greco" in line.text for line in reply.lines)


def test_next_one_leaves_out_more_of_what_was_told(begin):
    talk = begin("")
    talk.ask("quali percorsi sono aperti?")

    assert "Nino Negri" not in names(talk.ask("e tranne Nino Negri?"))


def test_where_the_only_one_told_is_left_out_nobody_is_said_to_come_next(begin):
    talk = begin("")
    talk.ask("chi aspetta da più tempo?")
    reply = talk.ask("e a parte Ada?")

    assert reply.head == "So dire solo di Ada Serravalle, e la domanda lo toglie: di altri qui non so dire."


def test_what_cannot_be_left_out_is_said_to_be_still_in(begin):
    reply = begin("").ask("chi può vedere i dati di Ada oltre al medico?")

    assert reply.head.startswith("Non so tener conto di «oltre al medico»: quello che segue vale senza.")


def test_a_table_leaves_out_each_of_several(begin):
    reply = begin("").ask("quali servizi hanno posti liberi, esclusa la RSA e il trasporto?")

    assert "Trasporto Il Filo" not in names(reply)
    assert "ADI di Valdoria" in names(reply)


def test_a_word_that_a_whole_list_does_not_use_is_said_first(begin):
    reply = begin("", role="infermiere_famiglia").ask("quante medicazioni ho questa settimana?")

    assert reply.head.startswith("Non so tener conto di «medicazioni»: quello che segue vale senza.")


def test_no_indicator_stands_for_another_that_is_not_counted(begin):
    reply = begin("", role="ufficio_di_piano").ask("quanto costa in media un piano?")

    assert reply.head.startswith("Questo numero da qui non so dirlo: non so tener conto di «costa».")
    assert reply.lines == ()


@pytest.mark.parametrize(
    "question",
    [
        "che cosa devo fare questa settimana?",
        "quali percorsi sono aperti?",
        "come aggiungo un aiuto alla mappa?",
    ],
)
def test_of_what_was_all_used_nothing_is_said(begin, question):
    assert "Non so tener conto" not in begin("").ask(question).head


@pytest.mark.parametrize(
    "question",
    [
        "quali persone sono in valutazione ma non hanno ancora un assistente sociale nell'equipe?",
        "quali LEPS non garantiamo ancora?",
    ],
)
def test_what_only_the_record_may_know_is_not_answered_by_a_norm(begin, question):
    reply = begin("").ask(question)

    assert reply.answer is None
    assert [one.label for one in reply.choices][-1] == "Cercalo nelle norme"


def test_after_what_was_counted_a_short_question_goes_to_no_norm(begin):
    talk = begin("")
    talk.ask("in quale comune ci sono più persone con bisogni scoperti?")

    assert talk.ask("e a Rocca di cosa si tratta?").answer is None


def test_what_a_rule_says_is_still_asked_of_the_norms(begin):
    assert begin("").ask("chi deve convocare la UVM?").answer is not None


def test_what_is_asked_of_ones_own_is_said_to_be_of_all_where_who_asks_is_not_written(begin):
    reply = begin("", role="terzo_settore").ask("la nostra associazione quante persone segue?")

    assert reply.head.startswith("Per quale ente lavori non è scritto nel tuo accesso")


def test_after_those_who_lack_something_one_asks_of_those_who_have_it(begin):
    talk = begin("")
    talk.ask("quanti casi non hanno un responsabile?")

    assert names(talk.ask("e quanti ce l'hanno ma con qualcosa di scaduto?")) == ["Wanda Bellini"]


@pytest.mark.parametrize(
    ("question", "unheard"),
    [
        ("chi la aiuta gratis?", "gratis"),
        ("che bisogni ha la sua caviglia rotta?", "caviglia», «rotta"),
    ],
)
def test_an_answer_on_one_person_says_which_word_of_the_question_it_did_not_use(begin, question, unheard):
    head = begin().ask(question).head

    assert head.startswith(f"Non so tener conto di «{unheard}»: quello che segue vale senza. ")


def test_a_word_that_is_not_in_the_record_is_told_as_it_was_typed(begin):
    assert "non trovo «weekend»" in begin().ask("nel weekend chi la segue?").head
