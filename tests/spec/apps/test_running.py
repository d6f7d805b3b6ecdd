"""Who runs a service, who works there, and what a body runs, from the ties of the directory."""

import pytest


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "chi gestisce il centro diurno?",
            {
                "è accreditato da ASL Esempio, dal 1° gennaio 2016",
                "è erogato da Cooperativa La Ginestra, dal 1° gennaio 2016",
                "è servizio di Comune di Valdoria, dal 1° gennaio 2016",
            },
        ),
        ("il PUA da chi dipende?", {"è servizio di Distretto di Valdoria, dal 1° gennaio 2024"}),
        (
            "chi lavora al PUA, e di chi è?",
            {
                "è servizio di Distretto di Valdoria, dal 1° gennaio 2024",
                "si avvale di Teresa Bassi, dal 1° gennaio 2021",
            },
        ),
        (
            "la cooperativa La Ginestra che cosa gestisce?",
            {
                "eroga ADI di Valdoria, dal 1° gennaio 2023",
                "eroga Assistenza domiciliare del Comune, dal 1° gennaio 2022",
                "eroga Centro diurno Le Querce, dal 1° gennaio 2016",
                "eroga Educativa domiciliare, dal 1° gennaio 2018",
            },
        ),
    ],
)
def test_what_the_directory_holds_of_who_runs_a_service_is_told_and_no_more(begin, asked, told):
    reply = begin("").ask(asked)

    assert {line.text for line in reply.lines} == told
    assert reply.query == "Letto: i legami dei servizi e degli enti, al 22 novembre 2026."


def test_of_a_service_of_which_nobody_wrote_who_works_there_the_body_is_told_and_that_is_said(begin):
    told = [line.text for line in begin("").ask("lo sportello casa di chi è, e chi ci lavora?").lines]

    assert told[0] == "è servizio di Comune di Valdoria, dal 1° gennaio 2018"
    assert told[-1] == "Chi vi lavora non è scritto."


def test_who_holds_a_persons_case_is_no_question_of_a_service(begin):
    reply = begin("").ask("chi gestisce il caso di Ada Serravalle?")

    assert "servizi e degli enti" not in reply.query
    assert reply.person_id == "per:ada"


def test_what_a_body_pays_a_person_is_asked_of_her_budget(begin):
    reply = begin("per:ada").ask("il contributo erogato dal Comune a quanto ammonta?")

    assert reply.person_id == "per:ada"
    assert "euro" in reply.lines[0].text
