"""The norms stand for a reply of the record that does not speak of what was asked, and for no other."""

import pytest


def first_shown(reply):
    quotes = reply.answer.quotes if reply.answer is not None else ()
    return next((quote.citation for quote in quotes if quote.role == "rule"), "")


@pytest.mark.parametrize(
    ("about", "role", "question", "citation"),
    [
        ("per:ada", "persona", "mia cugina non sa esprimersi: chi la aiuta nel progetto di vita?", "art. 22"),
        ("", "medico", "il dolore misurato va riportato nella cartella clinica?", "art. 7, comma 1"),
        ("", "terzo_settore", "nella convenzione chi paga l'assicurazione dei volontari?", "art. 18, comma 3"),
        ("", "case_manager", "residenza spostata in struttura: quale comune integra la retta?", "art. 6, comma 4"),
    ],
)  # fmt: skip
def test_a_rule_that_the_record_does_not_speak_of_is_told_by_the_norms(
    begin, about, role, question, citation
):
    assert first_shown(begin(about, role).ask(question)).startswith(citation)


@pytest.mark.parametrize(
    "question",
    [
        "chi fa che cosa nel PAI?",
        "che succede se la badante si ammala?",
        "Quali servizi la seguono?",
        "obiettivi del piano e chi se ne occupa",
    ],
)
def test_what_the_record_is_asked_for_stays_with_it(begin, question):
    reply = begin("per:ada", "assistente_sociale").ask(question)

    assert reply.answer is None
    assert reply.query.startswith("Letto: ")


def test_what_goes_on_from_the_norms_stays_in_their_act_though_a_person_is_in_mind(begin):
    talk = begin("per:ada", "persona")
    talk.ask("Quali requisiti servono per avere la prestazione universale?")

    assert first_shown(talk.ask("e dove si presenta la domanda?")) == "art. 35, comma 2, D.Lgs. 29/2024"


def test_after_the_norms_who_is_around_her_is_still_told_by_the_record(begin, shown):
    talk = begin("per:ada", "persona")
    talk.ask("Quali requisiti servono per avere la prestazione universale?")

    assert "Lucia Bruni" in shown(talk.ask("e chi la aiuta a casa?"))
