"""The norms answer what goes on from them, and what nobody else could answer of a question that is a rule's."""

import pytest

from apps.assistant.reading.rights import asks_as_rule, asks_of_rights

ASKED_BACK = "Di chi parli?"


def first_shown(reply):
    return next((quote.citation for quote in reply.answer.quotes if quote.role == "rule"), "")


@pytest.mark.parametrize("role", ["assistente_sociale", "persona"])
@pytest.mark.parametrize(
    ("asked", "more", "citation"),
    [
        ("quando si può fare un TSO?", "e quanto dura?", "art. 35"),
        (
            "quali giorni di permesso ho se assisto mia madre?",
            "e mi possono cambiare sede?",
            "art. 33, comma 5",
        ),
        (
            "entro quanti giorni chiudiamo una pratica se il regolamento tace?",
            "e se manca una carta il termine si ferma?",
            "art. 2, comma 7",
        ),
        ("come si fanno le DAT?", "e il fiduciario lo posso togliere?", "art. 4, comma 3"),
    ],
)
def test_what_goes_on_from_the_norms_is_answered_anew(begin, role, asked, more, citation):
    talk = begin("", role)
    talk.ask(asked)

    assert first_shown(talk.ask(more)).startswith(citation)


def test_a_relative_who_is_asked_about_too_stays_with_the_norms_though_a_person_is_in_mind(begin):
    talk = begin("per:ada", "persona")
    talk.ask("lavoro e assisto mia madre con la 104: quanti giorni di permesso ho?")

    assert first_shown(talk.ask("ne può prendere qualcuno anche mia sorella?")).startswith("art. 33, comma 3")


def test_a_service_after_a_norm_is_told_by_its_card(begin, shown):
    talk = begin("", "assistente_sociale")
    talk.ask("come si fanno le DAT?")

    assert "2 posti liberi" in shown(talk.ask("e al centro diurno Le Querce ci sono posti?"))


@pytest.mark.parametrize(
    "question",
    [
        "possiamo dare notizie sulla salute al caregiver senza il consenso?",
        "siamo un'associazione iscritta al RUNTS da poco: si può fare una convenzione con il comune?",
        "coprogettazione e coprogrammazione, che differenza c'è?",
        "un paziente rifiuta la terapia, lo dobbiamo accettare?",
    ],
)
def test_a_rule_of_nobody_by_name_is_asked_of_the_norms(begin, question):
    reply = begin("", "assistente_sociale").ask(question)

    assert reply.intent == "norms"
    assert not reply.refused


@pytest.mark.parametrize(
    "question", ["quali bisogni ha?", "chi la segue?", "quante ore di aiuto ha mia madre?"]
)
def test_what_is_of_somebody_is_still_asked_back_or_kept(begin, question):
    reply = begin("", "persona").ask(question)

    assert reply.answer is None


@pytest.mark.parametrize(
    "question",
    [
        "una signora mi ha chiesto la cartella del fratello, gliela do?",
        "un figlio vuole la relazione sulla madre",
        "l'ufficio ci mette sei mesi, è normale?",
        "dobbiamo avvisare il cittadino prima del diniego?",
    ],
)
def test_a_case_told_of_nobody_is_a_rules(question):
    assert asks_as_rule(question)


@pytest.mark.parametrize("question", ["chi segue Ada?", "quali servizi hanno posto?", "cosa devo fare oggi?"])
def test_the_record_and_the_days_work_are_no_rules(question):
    assert not asks_as_rule(question)


def test_what_one_loses_or_keeps_is_a_right():
    assert asks_of_rights("se cambia regione perde i sostegni che aveva?")
