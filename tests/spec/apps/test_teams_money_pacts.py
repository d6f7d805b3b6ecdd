"""Who works at a service, who carries how much, what a body gives for a service, which agreements end when."""

from datetime import date

import pytest


@pytest.fixture
def ask(walked, echo):
    """Ask one question; the answer."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def said(question, person_id=""):
        talk = Talk(walked, open_viewer(walked, "demo"), echo, date(2026, 11, 22), person_id)
        return talk.ask(question)

    return said


@pytest.mark.parametrize(
    "question", ["l'équipe dell'ADI", "chi lavora all'ADI?", "chi sono gli operatori dell'ADI"]
)
def test_the_team_of_a_service_is_who_works_there(ask, question):
    told = ask(question)

    assert told.head == "Lavorano lì 6 professionisti:"
    assert told.lines[0].text == (
        "Angela Battaglia: infermiere di famiglia e comunità, a ADI di Valdoria dal 25 maggio 2018"
    )


def test_one_profession_of_a_team_is_counted(ask):
    assert ask("quanti infermieri ha l'ADI?").head == "Lavorano lì 4 professionisti:"


def test_whom_a_service_follows_is_another_question(ask):
    assert ask("chi segue l'ADI?").head.startswith("10 persone in carico a «ADI»")


def test_of_a_service_without_a_written_team_that_is_said(ask):
    assert ask("personale del centro diurno").head == "Non è scritto chi ci lavora."


@pytest.mark.parametrize(
    "question",
    ["chi è oberato?", "come sono distribuiti i casi tra i colleghi", "carichi di lavoro degli operatori"],
)
def test_the_load_of_each_colleague_is_asked_for_in_many_ways(ask, question):
    assert ask(question).intent == "workload"


def test_a_tired_carer_is_no_colleague(ask):
    assert ask("chi ha il caregiver oberato?").intent == "census"


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "quanto spende il Comune per l'assistenza domiciliare?",
            "Comune: impegnati 1.144,00 euro, liquidati 0,00 euro per «assistenza domiciliare»;",
        ),
        ("la asl quanto mette per l'adi?", "ASL: impegnati 2.340,00 euro, liquidati 450,00 euro per «ADI»;"),
        ("chi finanzia il SAD?", "Comune: impegnati 1.144,00 euro, liquidati 0,00 euro per «SAD»;"),
        ("quanto mette il Comune in tutto", "Comune: impegnati 1.144,00 euro, liquidati 0,00 euro;"),
        (
            "quanto paga l'ASL per il trasporto?",
            "Nei budget dei percorsi aperti che vedi non c’è niente per «trasporto».",
        ),
    ],
)
def test_what_a_body_gives_for_a_service_is_read_in_the_budgets(ask, question, head):
    assert ask(question).head.startswith(head)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("quali accordi scadono quest'anno", ["Coprogettazione del trasporto sociale"]),
        (
            "convenzioni che finiscono entro il 28 febbraio 2027",
            ["Coprogettazione del trasporto sociale", "Accordo per il percorso assistenziale integrato"],
        ),
        (
            "con chi ha convenzioni l'ASL?",
            ["Accordo per il percorso assistenziale integrato", "Protocollo per le dimissioni protette"],
        ),
    ],
)
def test_only_the_agreements_that_are_asked_for_are_listed(ask, question, titles):
    assert [one.text.partition(" (")[0] for one in ask(question).lines] == titles


def test_where_no_agreement_ends_the_next_that_does_is_named(ask):
    told = ask("accordi che scadono entro il 30 novembre 2026")

    assert told.head == "Entro il 30 novembre 2026 non scade nessun accordo. Il primo a scadere:"
    assert told.lines[0].text.startswith("Coprogettazione del trasporto sociale")
