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
    assert reply.query.endswith("di Ada Serravalle, al 22 novembre 2026.")


def test_the_one_in_mind_stays_in_mind(talk):
    conversation = talk()
    conversation.ask("Chi segue Ada Serravalle?")

    assert conversation.ask("E se la figlia manca?").head == "Se mancasse Lucia Bruni, nella rete di Ada:"


def test_without_anybody_in_mind_it_asks_back(talk):
    assert talk().ask("chi la segue?").head == "Di chi parli? Scrivi nome e cognome nella domanda."


def test_two_of_one_name_are_never_guessed(talk, district):
    from coordinator.network.record import add_person
    from coordinator.protection import open_viewer

    add_person(district, "Ada", "Zoppi", open_viewer(district, "demo"))

    reply = talk().ask("Chi segue Ada?")

    assert reply.head == "Di chi parli?"
    assert {choice.label for choice in reply.choices} == {"Ada Serravalle", "Ada Zoppi"}
    assert "Chi segue Ada Zoppi?" in {choice.question for choice in reply.choices}


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
    from apps.assistant.case import read_since

    assert read_since(f"che cosa è cambiato {words}?", date(2026, 11, 22)) == day


def test_who_would_be_left_alone_is_said_with_the_rule(talk):
    reply = talk("per:ada").ask("Chi resta sola se manca Lucia?")

    assert any("il solo legame con 4 dei 21 aiuti" in line.text for line in reply.lines)
