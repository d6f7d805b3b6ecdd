"""What anybody may, must or is due is asked of the norms; of one who is named, her facts stand beside them."""

import pytest


@pytest.mark.parametrize(
    ("question", "citation"),
    [
        ("il minore disabile chi lo rappresenta?", "art. 357 c.c."),
        ("il medico curante è obbligato ad andare in uvm?", "art. 24, comma 2, D.Lgs. 62/2024"),
    ],
)
def test_what_anybody_may_or_must_is_answered_by_the_norms(begin, question, citation):
    reply = begin("").ask(question)

    assert reply.intent == "norms"
    assert not reply.choices
    assert citation in [quote.citation for quote in reply.answer.quotes]


@pytest.mark.parametrize("more", ["e il pediatra?", "e per i minori?", "vale anche per gli stranieri?"])
def test_few_words_after_the_norms_carry_their_subject(begin, more):
    conversation = begin("")
    conversation.ask("il medico curante è obbligato ad andare in uvm?")

    reply = conversation.ask(more)

    assert reply.answer.read_as.startswith("il medico curante è obbligato ad andare in uvm?")


def test_after_the_norms_a_year_asks_the_same_of_that_year(begin):
    conversation = begin("")
    conversation.ask("chi deve fare il progetto di vita?")

    reply = conversation.ask("e nel 2010?")

    assert reply.answer.as_of.isoformat() == "2010-12-31"
    assert "progetto di vita" in reply.answer.question


def test_a_question_that_was_not_answered_is_still_gone_on_from(begin):
    conversation = begin("")
    conversation.ask("il comune è obbligato a dare il sad?")

    reply = conversation.ask("e se non ha soldi?")

    assert "sad" in (reply.answer.read_as or reply.answer.question)


def test_a_relative_of_one_who_is_named_is_told_beside_the_norms(begin):
    reply = begin("").ask("la figlia di Ada Serravalle ha diritto ai permessi della 104?")

    assert reply.head.startswith("Che cosa vale lo dicono le norme, per chiunque.")
    assert any(line.text.startswith("Lucia Bruni: figlia") for line in reply.lines)
    assert "art. 33, comma 3, L. 104/1992" in [quote.citation for quote in reply.answer.quotes]


def test_the_terms_that_are_counted_here_answer_within_when(begin):
    reply = begin("").ask("entro quanti giorni va fatto il pai?")

    assert [line.text.split(":")[0] for line in reply.lines][0] == "Sottoscrizione del PAI dopo la UVM"
    assert reply.query.startswith("Letto: i termini delle regole dell’ente")


def test_the_terms_that_are_counted_here_are_not_told_for_a_day_that_is_past(begin):
    assert begin("").ask("entro quanti giorni va fatto il pai, nel 2015?").lines == ()


def test_a_plan_is_known_to_the_norms_by_its_letters(begin):
    reply = begin("").ask("ogni quanto si rivede il piano?")

    assert "Verifica del PAI: 6 mesi, dalla firma del PAI (termine locale)" in [
        line.text for line in reply.lines
    ]
    assert reply.answer.quotes[0].citation == "art. 27, comma 16, D.Lgs. 29/2024"


def test_who_is_in_charge_of_a_person_is_no_question_of_rights(begin):
    assert begin().ask("chi la segue?").intent == "around"
    assert begin().ask("chi può fare il prossimo passo?").intent == "who_may"
