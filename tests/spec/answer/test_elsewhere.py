"""An institute that an absent act rules is not answered with who only mentions it."""

from datetime import date

import pytest

from knowledge.answer.elsewhere import institutes, ruled_elsewhere
from knowledge.norms.identifiers import format_legal, parse_urn


def none_held(_act):
    return False


@pytest.mark.parametrize(
    "question",
    [
        "A chi spetta l'indennità di accompagnamento?",
        "quanto è l'indennità di accompagnamento?",
        "Come si chiede l'accompagnamento?",
        "quali sono i requisiti per l'indennità di accompagnamento",
        "mio zio ha 90 anni e non sta in piedi: gli tocca l'accompagno?",
        "scusi, e l'indennità d'accompagnamento a chi va?",
    ],
)
def test_the_act_that_rules_an_institute_is_named(ask, question):
    answer = ask(question)

    assert (answer.status, answer.refusal.reason) == ("refused", "act_missing")
    assert "L. 18/1980" in answer.refusal.message
    assert not answer.quotes


def test_an_institute_whose_act_is_held_is_searched():
    held = {"urn:nir:stato:legge:1980-02-11;18"}.__contains__

    assert ruled_elsewhere("A chi spetta l'indennità di accompagnamento?", held) is None
    assert ruled_elsewhere("A chi spetta l'indennità di accompagnamento?", none_held).act in {
        "urn:nir:stato:legge:1980-02-11;18"
    }


@pytest.mark.parametrize(
    "question",
    [
        "La prestazione universale assorbe l'indennità di accompagnamento?",
        "I comuni promuovono l'affidamento familiare dei minori allontanati dalla famiglia?",
        "Chi predispone il progetto individuale?",
        "mio padre ha già l'accompagnamento, può avere un progetto di vita?",
        "la visita per l'invalidità civile la fa l'INPS?",
        "il tutore può chiedere il progetto di vita?",
    ],
)
def test_what_another_act_may_rule_is_searched(question):
    assert ruled_elsewhere(question, none_held) is None


def test_an_act_that_wrote_its_rules_into_another_leads_there(ask):
    answer = ask("che cosa dice la legge 6 del 2004?")

    assert (answer.status, answer.refusal.reason) == ("refused", "act_missing")
    assert "l'amministrazione di sostegno" in answer.refusal.message
    assert "art. 404 c.c." in answer.refusal.message
    assert "art. 404 c.c." in [near.citation for near in answer.refusal.nearest]


def test_every_institute_names_an_act_that_can_be_read():
    assert len(institutes()) >= 30
    for one in institutes():
        assert format_legal(parse_urn(one.act)) != one.act
        assert not one.is_asked("chi predispone il progetto individuale")


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("ogni quanti abitanti ci deve essere una casa della comunità?", "D.M. salute 23 maggio 2022, n. 77"),
        (
            "che dice il DM 77/2022 sulla centrale operativa territoriale?",
            "D.M. salute 23 maggio 2022, n. 77",
        ),
        ("chi è qui senza documenti può andare dal medico?", "art. 35, D.Lgs. 286/1998"),
        ("nell'ISEE per la RSA contano i redditi dei figli?", "art. 6, D.P.C.M. 159/2013"),
        ("congedo straordinario per assistere la mamma: a chi spetta prima?", "art. 42, D.Lgs. 151/2001"),
        (
            "mi spetta un'assenza pagata di 2 anni dal lavoro per mio fratello disabile?",
            "art. 42, D.Lgs. 151/2001",
        ),
        ("chi firma per l'operazione di una zia con la demenza?", "art. 3, L. 219/2017"),
        ("la sanità paga metà della retta in casa di riposo?", "art. 30, D.P.C.M. 12 gennaio 2017"),
        ("l'assegno di cura figura nell'ISEE?", "art. 4, D.P.C.M. 159/2013"),
        ("mi hanno licenziata, posso aggiornare l'ISEE?", "art. 9, D.P.C.M. 159/2013"),
        ("il bambino in carrozzina ha diritto allo scuolabus?", "art. 3, D.Lgs. 66/2017"),
        ("voglio contestare il verbale di invalidità, come faccio ricorso?", "art. 445-bis c.p.c."),
    ],
)
def test_the_article_that_rules_what_is_asked_is_named_where_only_others_of_its_act_are_held(
    ask, question, where
):
    answer = ask(question)

    assert (answer.status, answer.refusal.reason) == ("refused", "act_missing")
    assert where in answer.refusal.message
    assert not answer.quotes


def test_an_article_that_is_held_is_searched_though_others_of_its_act_are_not():
    question = "nell'ISEE per la RSA contano i redditi dei figli?"
    articles = {"urn:nir:presidente.consiglio:decreto:2013-12-05;159~art6"}

    assert ruled_elsewhere(question, articles.__contains__) is None
    assert ruled_elsewhere(question, none_held).act in articles


@pytest.mark.parametrize(
    "question",
    [
        "il PUA ha sede nella casa della comunità, con quali orari?",
        "mio marito è in coma e aveva scritto le sue volontà: chi decide per le cure?",
        "con l'ISEE basso il comune aiuta a pagare il nido?",
    ],
)
def test_what_makes_another_question_of_it_is_searched(question):
    assert ruled_elsewhere(question, none_held) is None


def test_a_day_before_the_act_is_refused_as_another_time(ask):
    answer = ask("entro quando la famiglia presenta la domanda per l'orto di vicinato?", on=date(2019, 1, 1))

    assert (answer.status, answer.refusal.reason) == ("refused", "other_time")
    assert "L. 901/2021" in answer.refusal.message


def test_no_question_of_a_card_is_taken_for_one_that_an_absent_act_rules(assistant):
    def held(urn):
        return assistant.holds(engine, urn)

    engine = assistant.searcher.engine(date(2026, 3, 2))
    asked = [question for row in engine.rows if row.card for question in row.card.questions]

    assert len(asked) > 800
    assert [question for question in asked if ruled_elsewhere(question, held)] == []
