"""The conversation knows what it is asked, and answers from the record with what it read."""

from datetime import date
from pathlib import Path

import pytest
import yaml

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["ask"])
def test_a_question_is_understood_and_answered(talk, case):
    reply = talk("per:ada" if case.get("about") == "ada" else "").ask(case["ask"])

    assert reply.intent == case["intent"]
    said = "\n".join([reply.head, *(line.text for line in reply.lines)])
    assert (case.get("says", "") in said) is not case.get("not", False)


@pytest.mark.parametrize("case", [case for case in QUESTIONS if case["intent"] not in {"norms", "help"}])
def test_an_answer_from_the_record_says_what_was_read(talk, case):
    reply = talk("per:ada" if case.get("about") == "ada" else "").ask(case["ask"])

    assert reply.query.startswith("Letto: ")
    assert reply.query.partition(" Domanda intesa:")[0].endswith("di Ada Serravalle, al 22 novembre 2026.")


def test_services_with_free_places_for_a_need_are_told_from_their_cards(talk):
    reply = talk("per:ada").ask("Quali servizi con posti liberi per gli spostamenti?")

    assert reply.head == "Servizi, con posti liberi, risponde a: spostarsi: 1."
    assert [line.text for line in reply.lines] == ["Trasporto Il Filo: 3 posti liberi; 3 giorni di attesa"]
    assert reply.query.startswith("Letto: le schede dei servizi (")
    assert "al 22 novembre 2026. Condizioni: con posti liberi, risponde a: spostarsi." in reply.query


def test_the_one_in_mind_stays_in_mind(talk):
    conversation = talk()
    conversation.ask("Chi segue Ada Serravalle?")

    assert conversation.ask("E se la figlia manca?").head == "Se mancasse Lucia Bruni, nella rete di Ada:"


def test_without_anybody_in_mind_it_asks_back(talk):
    assert talk().ask("chi la segue?").head == "Di chi parli? Scrivi nome e cognome nella domanda."


@pytest.mark.parametrize(
    "words",
    [
        "Che cosa succede il 31/02/2026?",
        "Quali norme valgono il 30/02/2026?",
        "Che cosa è successo ad Ada Serravalle il 31/2?",
        "Ada Serravalle 31/11",
    ],
)
def test_a_day_that_no_calendar_has_is_told_whatever_is_asked(talk, words):
    assert "non è un giorno del calendario" in talk().ask(words).head


def test_a_day_in_figures_without_its_year_is_the_last_one(talk):
    assert "al 3 marzo 2026" in talk().ask("Chi c’era intorno ad Ada Serravalle il 3/3?").query


def test_two_of_one_name_are_never_guessed(talk, district):
    from coordinator.network.parties import add_party
    from coordinator.protection import open_viewer

    add_party(
        district, "persona", {"given_name": "Ada", "family_name": "Zoppi"}, open_viewer(district, "demo")
    )

    reply = talk().ask("Chi segue Ada?")

    assert reply.head == "Di chi parli?"
    assert {choice.label for choice in reply.choices} == {"Ada Serravalle", "Ada Zoppi"}
    assert "Chi segue Ada Zoppi?" in {choice.question for choice in reply.choices}


def test_where_two_readings_fit_both_are_begun_and_it_is_asked_which(talk):
    from apps.assistant.reading.people import Named
    from apps.assistant.reading.route import Route
    from apps.assistant.thread.of_person import ask_or_find

    question = "a che punto è la firma?"
    scene = talk(
        "per:ada"
    )._scene  # which words fit two readings alike changes with the examples: asked from within
    reply = ask_or_find(scene, question, Route("phase", 3.0), Named(rest=question), ["phase", "sign"])

    said = [line.text for line in reply.lines]
    assert reply.head == "Può voler dire due cose: comincio da tutte e due. Quale intendevi?"
    assert said[0] == "Per Ada non risulta un percorso aperto: non è cominciato."
    assert "Firma e rappresentanza di Ada:" in said
    assert {one.label for one in reply.choices} == {
        "A che punto è il percorso?",
        "Chi firma, o chi decide per lei?",
    }
    assert reply.query.count("Letto: ") == 2


def test_who_may_not_read_persons_is_told_nothing_of_them(talk):
    from coordinator.errors import NotAllowedError

    for question in ("Chi segue Ada Serravalle?", "Quanti anni ha Ada Serravalle?"):
        try:
            reply = talk(role="ricercatore").ask(question)
        except NotAllowedError:
            continue
        assert "Bruni" not in str(reply)
        assert reply.intent == "norms" or not reply.lines


def test_asking_writes_nothing(talk, district):
    from sqlalchemy import func, select

    from coordinator.model import Party, Tie

    def counted():
        with district.reading() as session:
            return [session.scalar(select(func.count()).select_from(table)) for table in (Party, Tie)]

    before = counted()
    talk("per:ada").ask("E se Lucia manca?")

    assert counted() == before


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("da marzo", date(2026, 3, 1)),
        ("da dicembre", date(2025, 12, 1)),
        ("dal 2024", date(2024, 1, 1)),
        ("da maggio 2025", date(2025, 5, 1)),
        ("nell'ultima settimana", date(2026, 11, 15)),
        ("di recente", date(2025, 11, 22)),
    ],
)
def test_a_question_says_since_when(words, day):
    from apps.assistant.answers.changed import read_between

    time = read_between(f"che cosa è cambiato {words}?", date(2026, 11, 22))

    assert (time.since, time.until) == (day, date(2026, 11, 22))


def test_who_would_be_left_alone_is_said_with_the_rule(talk):
    reply = talk("per:ada").ask("Chi resta sola se manca Lucia?")

    assert any("il solo legame con 4 dei 21 aiuti" in line.text for line in reply.lines)


@pytest.mark.parametrize("question", ["Chi segue Mario Rossi?", "Chi segue Rosa Zanetti?"])
@pytest.mark.parametrize("about", ["per:ada", ""])
def test_an_unknown_name_is_never_answered_with_another_person(talk, question, about):
    reply = talk(about).ask(question)

    assert reply.head.startswith(f"Non trovo {question[10:-1]} ")
    assert reply.lines == ()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("nel 2024", date(2024, 12, 31)),
        ("nel 2026", date(2026, 11, 22)),
        ("a marzo", date(2026, 3, 31)),
        ("a dicembre", date(2025, 12, 31)),
        ("a febbraio 2024", date(2024, 2, 29)),
        ("il 3 maggio 2025", date(2025, 5, 3)),
        ("l'8 dicembre", date(2025, 12, 8)),
        ("un anno fa", date(2025, 11, 22)),
        ("sei mesi fa", date(2026, 5, 22)),
        ("il 31 febbraio 2025", None),
        ("dal 2024", None),
        ("oggi", None),
    ],
)
def test_a_question_says_for_which_day(words, day):
    from apps.assistant.reading.days import read_day

    assert read_day(f"chi la aiutava {words}?", date(2026, 11, 22)) == day


def test_a_year_past_is_answered_as_of_its_last_day(talk):
    reply = talk("per:ada").ask("e chi la aiutava nel 2024?")

    assert reply.head.startswith(
        "Al 31 dicembre 2024: seguono o aiutano Ada, fra 9 persone, servizi ed enti:"
    )
    assert not any("Irene Greco" in line.text for line in reply.lines)
    assert reply.query == "Letto: i legami di Ada Serravalle, al 31 dicembre 2024."


def test_what_was_uncovered_already_is_told_from_what_becomes_so(talk):
    said = [line.text for line in talk("per:ada").ask("E se Lucia manca?").lines]

    assert "Già scoperto: spostarsi." in said
    assert said[0].startswith(("Resterebbero senza risposta: ", "Nessun altro bisogno"))


def test_a_refusal_on_screen_points_to_pages_and_not_to_commands():
    from apps.assistant.general.screen import worded_for_screen

    said = worded_for_screen(
        "Aggiungi gli atti di Lombardia con `ponte norms add`, e indica il territorio con `--territory`."
    )

    assert said == (
        "Aggiungi gli atti della Lombardia dalla pagina Norme, e scrivi il territorio nella domanda."
    )


def test_a_second_question_waits_for_the_answer_on_its_way():
    import asyncio

    from apps.components.conversation import Conversation

    async def answer(question):
        await asyncio.sleep(0)
        yield f"a {question}"

    async def both():
        talk = Conversation(answer)
        talk._handle_msg({"type": "ask", "text": "una"})
        talk._handle_msg({"type": "ask", "text": "due"})
        while talk.busy:
            await asyncio.sleep(0.01)
        return [message["html"] for message in talk.messages]

    assert asyncio.run(both()) == ["una", "a una", "due", "a due"]


def test_of_a_named_person_nothing_is_said_that_is_not_about_her(talk):
    reply = talk().ask("di che colore ha gli occhi Ada Serravalle?")

    assert reply.head == "Questo di Ada Serravalle non so dirlo. Posso dirti:"
    assert reply.answer is None
    assert [one.label for one in reply.choices][-1] == "Cercalo nelle norme"
    assert "Ada" not in reply.choices[-1].question


def test_a_norm_asked_with_a_name_in_it_is_still_a_norm(talk):
    assert (
        talk().ask("Ada Serravalle ha diritto all'indennità di accompagnamento per legge?").answer is not None
    )


def test_of_one_who_has_died_it_is_said_first(talk):
    head = talk().ask("chi segue Piero Bruni?").head

    assert head.startswith("Piero non è più in vita dal 18 novembre 2024. ")
    assert talk().ask("chi segue Piero Bruni il 1 marzo 2024?").head.startswith("Al 1° marzo 2024: ")
