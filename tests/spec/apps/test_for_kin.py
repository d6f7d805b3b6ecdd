"""What is asked for a relative is answered as of anybody, unless it is of what is written of her."""

import pytest

ROLES = ("persona", None)
NOT_YOURS = "La scheda di cui parli non è fra quelle che vedi"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "mia suocera avrebbe bisogno di una casa di riposo, si trova posto?",
            "RSA Villa Serena: 0 posti liberi",
        ),
        (
            "nostro zio non sta più da solo, c'è un centro diurno per l'alzheimer",
            "Centro diurno Le Querce: 2 posti",
        ),
        (
            "mio cognato è caduto nell'alcol, dove lo mando?",
            "Servizio per le dipendenze: nel registro non ce n’è",
        ),
        (
            "il bambino della mia vicina è autistico: a chi si rivolgono?",
            "Educativa domiciliare: 1 posto libero",
        ),
        ("il papà mio esce dall'ospedale domani, chi chiamo?", "COT di Valdoria"),
        ("ho un genitore anziano, da dove comincio?", "PUA di Valdoria, si trova: piazza del Municipio 1"),
        ("quanto costa il trasporto per mia zia?", "Trasporto Il Filo: il costo non è scritto nella scheda"),
    ],
)
def test_a_service_for_a_relative_is_told_as_to_anybody(begin, shown, role, question, told):
    assert told in shown(begin("", role).ask(question))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("a mio nonno spetta l'indennità di accompagnamento?", "L. 18/1980"),
        ("mia sorella disabile ha diritto al progetto di vita?", "D.Lgs. 62/2024"),
        ("chi nomina l'amministratore di sostegno per mia zia?", "art. 404 c.c."),
    ],
)
def test_a_right_of_a_relative_is_told_by_the_norms(begin, role, question, act):
    reply = begin("", role).ask(question)

    assert reply.intent == "norms"
    assert act in reply.as_markdown()


@pytest.mark.parametrize("role", ROLES)
def test_the_next_question_goes_on_from_the_service(begin, shown, role):
    talk = begin("", role)
    talk.ask("mio padre deve entrare in una rsa, c'è posto?")

    assert "RSA Villa Serena: metà retta a carico della persona" in shown(talk.ask("e quanto costa?"))


def test_another_relative_is_asked_after_one(begin):
    talk = begin("", "persona")
    talk.ask("quanti giorni di permesso ho se assisto mio nonno?")

    assert talk.ask("e mio fratello?").intent == "norms"


@pytest.mark.parametrize(
    "question",
    [
        "chi segue mio nonno?",
        "a che punto è la pratica di mia zia",
        "mi date il numero dell'infermiera di mia madre?",
        "quante ore di assistenza ha mio padre?",
        "come sta mia madre?",
    ],
)
def test_what_is_written_of_a_relative_stays_her_own(begin, question):
    talk = begin("", "persona")

    assert talk.ask(question).head.startswith(NOT_YOURS)
    assert talk.ask("e da quando?").head.startswith(NOT_YOURS)


def test_a_colleague_is_asked_of_whom_she_speaks(begin):
    talk = begin("")

    assert talk.ask("chi segue mia madre?").head == "Di chi parli? Scrivi nome e cognome nella domanda."
    assert talk.ask("Ada Serravalle").person_id == "per:ada"


@pytest.mark.parametrize("question", ["non ce la faccio più con mia madre", "sono disperata per mio figlio"])
def test_who_cannot_bear_it_any_more_is_listened_to_first(begin, question):
    assert begin("", "persona").ask(question).intent == "distress"
