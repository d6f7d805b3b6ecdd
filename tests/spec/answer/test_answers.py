"""What an answer owes to who asks."""

from datetime import date

import pytest

ORCHARD = "urn:nir:stato:legge:2021-02-01;901"


def test_a_question_is_answered_with_the_words_of_the_comma(ask):
    answer = ask("entro quando la famiglia presenta la domanda per l'orto di vicinato?")

    assert answer.status == "answered"
    assert answer.quotes[0].passage.urn == f"{ORCHARD}~art2-com1"
    assert "entro quaranta giorni dal bando" in answer.quotes[0].text


def test_every_quote_is_a_slice_of_the_library_byte_by_byte(ask, library):
    for question in (
        "domanda per l'orto di vicinato",
        "quanto costa il canone dell'orto?",
        "art. 1 legge 901/2021",
    ):
        for quote in ask(question).quotes:
            assert quote.text in quote.passage.text
            assert quote.passage.text.encode() in {
                p.text.encode() for p in library.passages(date(2026, 3, 2))
            }


def test_a_named_article_comes_first_and_whole(ask):
    answer = ask("cosa dice l'articolo 2 della legge 901 del 2021?")

    assert [q.passage.comma for q in answer.quotes if q.role == "rule"] == ["1", "2", "3"]
    assert answer.quotes[0].citation == "art. 2, comma 1, L. 901/2021"


def test_a_rule_is_shown_with_its_exception(ask):
    answer = ask("entro quanti giorni risponde il comune sulla domanda dell'orto?")

    assert f"{ORCHARD}~art2-com3" in {quote.passage.urn for quote in answer.quotes}


def test_a_defined_term_is_shown_with_its_definition(ask):
    answer = ask("entro quando la famiglia presenta la domanda per l'orto di vicinato?")

    assert any(q.passage.letter == "a" and q.role in ("definition", "rule") for q in answer.quotes)


def test_off_topic_questions_are_refused_as_outside_the_corpus(ask):
    answer = ask("qual è la capitale della Francia?")

    assert (answer.status, answer.refusal.reason) == ("refused", "outside_corpus")
    assert not answer.quotes


def test_a_missing_article_is_told_apart_from_a_missing_act(ask):
    article, act = ask("che cosa prevede l'art. 47 della legge 901/2021?"), ask("art. 3 legge 77/1903")

    assert (article.refusal.reason, act.refusal.reason) == ("act_missing", "act_missing")
    assert "art. 47" in article.answer
    assert "dal 1 al 3" in article.answer
    assert "L. 77/1903" in act.answer


def test_the_rules_of_a_region_that_is_not_there_are_refused_by_name(ask):
    answer = ask("quanti metri di orto spettano a testa in Veneto?")

    assert answer.refusal.reason == "other_territory"
    assert "Veneto" in answer.answer


def test_a_regional_norm_is_shown_only_to_who_asks_for_that_region(ask):
    question = "a chi si assegnano le serre riscaldate?"
    asked, unasked = ask(question, territory="IT-Esempio"), ask(question)

    assert any("serre riscaldate" in quote.text for quote in asked.quotes)
    assert not any("serre riscaldate" in quote.text for quote in unasked.quotes)


def test_an_acronym_with_two_meanings_is_asked_back(ask):
    answer = ask("che cos'è l'ADI?")

    assert answer.status == "clarify"
    assert [o.label for o in answer.options] == ["assistenza domiciliare integrata", "assegno di inclusione"]


def test_a_follow_up_is_searched_afresh_in_the_article_shown(ask):
    first = ask("cosa dice l'articolo 2 della legge 901 del 2021?")
    second = ask("e il comma 2?", follows=first)

    assert [q.passage.urn for q in second.quotes if q.role == "rule"] == [f"{ORCHARD}~art2-com2"]


def test_a_text_not_yet_in_force_is_not_shown_as_in_force(ask):
    answer = ask("art. 3 legge 901/2021", on=date(2020, 1, 1))

    assert {str(quote.passage.status) for quote in answer.quotes} == {"not_yet"}
    assert "Non ancora in vigore" in answer.quotes[0].status_line


def test_the_same_question_gives_the_same_answer(ask):
    one, two = ask("quanto costa il canone dell'orto?"), ask("quanto costa il canone dell'orto?")

    assert one.id == two.id


def test_cards_answer_where_there_is_no_official_text_and_say_so(ask):
    answer = ask("Chi manda l'anziano al punto unico di accesso?")

    assert answer.status == "answered"
    assert not answer.quotes[0].passage.official
    assert "Scheda redazionale, non testo ufficiale" in answer.answer
    assert answer.facts


@pytest.mark.parametrize("question", ["", "   ", "?", "il lo la"])
def test_a_question_without_matter_is_refused_kindly(ask, question):
    assert ask(question).status == "refused"


def test_what_took_the_place_of_a_provision_is_quoted_before_it(ask):
    answer = ask("chi predispone il progetto individuale per una persona con disabilità?")
    shown = [quote.citation for quote in answer.quotes]

    assert shown.index("art. 18, comma 6, D.Lgs. 62/2024") < shown.index("art. 14, comma 1, L. 328/2000")


@pytest.mark.parametrize(
    "question",
    [
        "chi può chiedere l'amministratore di sostegno?",
        "chi nomina il tutore?",
        "entro quanti giorni si conclude il procedimento?",
    ],
)
def test_what_is_told_in_short_stands_on_the_provisions_shown_in_full(ask, question):
    answer = ask(question)
    rules = list(dict.fromkeys(quote.passage.urn for quote in answer.quotes if quote.role == "rule"))

    assert len(rules) > 3
    assert {fact.urn for fact in answer.facts if fact.fits} <= set(rules[:3])


@pytest.mark.parametrize("question", ["legge 901/2021", "che cosa dice la legge 901/2021?", "L. 901/2021"])
def test_an_act_that_is_named_whole_is_said_to_be_there_with_what_it_is_about(ask, question):
    answer = ask(question)

    assert answer.refusal.reason == "whole_act"
    assert answer.refusal.message == "L. 901/2021 è nel corpus: Norme inventate sugli orti di vicinato."
    assert "dal 1 al 3" in answer.refusal.hint
    assert all(one.urn.startswith(ORCHARD) for one in answer.refusal.nearest)


def test_what_is_asked_of_an_act_is_answered_and_not_the_act_told(ask):
    assert (
        ask("legge 901/2021: entro quando presento la domanda per l'orto di vicinato?").status == "answered"
    )


def test_a_regional_act_asked_for_elsewhere_is_said_to_hold_there(ask):
    answer = ask("L.R. Esempio 7/2022")

    assert answer.refusal.reason == "other_territory"
    assert answer.refusal.message == "L.R. Esempio 7/2022 vale in Esempio, e la domanda è per un altro luogo."


def test_who_works_in_a_region_is_answered_with_its_acts_too(assistant):
    question = "a chi sono assegnate le serre riscaldate?"

    assert assistant.ask(question, on=date(2026, 3, 2)).status == "refused"
    here = assistant.at("IT-esempio").ask(question, on=date(2026, 3, 2))
    assert here.quotes[0].citation == "art. 1, comma 1, L.R. Esempio 7/2022"
    assert assistant.at("IT-toscana") is assistant
