"""How a conversation on one person goes on: with pronouns, with those named before, with what is asked besides."""

import pytest


def test_who_would_be_left_is_named_also_where_no_hours_are_written(begin):
    reply = begin().ask("se la figlia si ammala chi c'è?")

    told = " ".join(line.text for line in reply.lines)
    assert "Resterebbero, con le ore la settimana di oggi: " in told
    assert "Resterebbero, senza ore scritte: " in told
    assert "dott. Aldo Fabbri" in told


def test_how_those_get_on_who_were_named_before(begin):
    talk = begin()
    talk.ask("quanti figli ha la signora?")

    reply = talk.ask("vanno daccordo tra loro?")

    assert [line.text for line in reply.lines] == [
        "Lucia Bruni sorella o fratello di Marco Bruni, ogni tanto, in conflitto"
    ]


def test_and_how_with_her(begin):
    talk = begin()
    talk.ask("quanti figli ha la signora?")
    talk.ask("vanno d'accordo tra loro?")

    reply = talk.ask("e con lei?")

    assert {line.text.split(":")[0] for line in reply.lines} == {"Lucia Bruni", "Marco Bruni"}
    assert "secondo Lucia Bruni: debole, in conflitto" in " ".join(line.text for line in reply.lines)


def test_a_pronoun_of_the_other_sex_means_the_helper_named_before(begin):
    talk = begin()
    talk.ask("chi è il figlio?")

    assert "Marco Bruni: 55 anni" in talk.ask("lui quanti anni ha?").lines[0].text


def test_of_several_kin_that_are_sought_the_one_who_died_is_told(begin):
    reply = begin().ask("com'è composta la famiglia: figli, nipoti, marito")

    assert reply.lines[-1].text.startswith("Non più: Piero Bruni: coniuge, ")


def test_all_needs_are_told_where_the_uncovered_are_asked_besides(begin):
    reply = begin().ask("che bisogni ha e quali sono scoperti?")

    assert len(reply.lines) > 1
    assert "spostarsi: nessuno risponde" in [line.text for line in reply.lines]


def test_on_whose_word_the_administrator_is_written(begin):
    talk = begin()
    talk.ask("chi è l'amministratore di sostegno?")

    reply = talk.ask("da quando e chi l'ha nominato")

    assert reply.head == "Franca Landi: lo dice Tribunale di Valdoria; dal 15 gennaio 2026."


@pytest.mark.parametrize(
    "question", ["perché non va più al circolo?", "come mai non frequenta più il circolo?"]
)
def test_why_something_ended_is_said_not_to_be_written(begin, question):
    reply = begin().ask(question)

    assert reply.lines[0].text.startswith("Circolo degli anziani: ")
    assert reply.lines[-1].text == "Il motivo non è scritto."


def test_a_service_is_known_by_a_word_of_its_own(begin):
    reply = begin().ask("il sad è attivo per lei?")

    assert [line.text.split(":")[0] for line in reply.lines] == ["Assistenza domiciliare del Comune"]


def test_who_is_left_is_asked_in_few_words_after_who_would_be_away(begin):
    talk = begin()
    talk.ask("se si ammala la figlia?")

    assert "Oksana Melnyk (12 ore)" in " ".join(line.text for line in talk.ask("chi resta?").lines)


@pytest.mark.parametrize(
    "question", ["hanno fatto la uvm? com'è andata", "da quando l'ho vista a settembre cosa si è mosso"]
)
def test_a_question_in_the_midst_of_what_is_told_is_proposed_to_nobody(begin, question):
    assert begin().ask(question).intent != "propose"


def test_a_report_is_no_need_of_company(begin):
    reply = begin().ask("chi è il suo curante? devo mandargli una relazione")

    assert [line.text.split(":")[0] for line in reply.lines] == ["dott. Aldo Fabbri"]


def test_what_no_record_keeps_is_said_of_the_helper_spoken_of(begin):
    talk = begin()
    talk.ask("chi è il figlio?")

    assert talk.ask("lui lavora?").head == "Che lavoro faccia non è scritto. Di chi è intorno a Ada:"


def test_parents_are_told_alone(begin):
    reply = begin("").ask("chi sono i genitori del piccolo Luigi Palumbo?")

    assert {line.text.split(":")[0] for line in reply.lines} == {"Daniela Amato", "Tommaso Palumbo"}


def test_what_is_of_several_is_not_taken_for_the_askers_own(begin):
    reply = begin().ask("c'è qualcosa che non riusciamo a coprire")

    assert [line.text for line in reply.lines] == [
        "Nessuno, fra chi aiuta Ada Serravalle, risponde al bisogno: spostarsi."
    ]
