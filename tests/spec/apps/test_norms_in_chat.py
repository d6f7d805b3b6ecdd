"""The conversation asks the norms on the day and in the territory that a question names."""

from datetime import date

import pytest

from apps.assistant.general.norms import ask_norms, named_days
from knowledge.answer import Assistant
from knowledge.library import Library
from knowledge.search.searcher import Searcher

TODAY = date(2026, 11, 22)
FIRST_TEXT = "art. 14, comma 1, L. 328/2000"


@pytest.fixture(scope="module")
def assistant():
    with Library.open() as library:
        yield Assistant(Searcher(library))


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Nel 2015 chi predisponeva il progetto individuale?", [date(2015, 12, 31)]),
        ("Che cosa dice l'art. 14 della legge 328 del 2000?", []),
        (
            "Che cosa diceva l'art. 14 della legge 8 novembre 2000, n. 328, al 1° marzo 2010?",
            [date(2010, 3, 1)],
        ),
        ("Che cosa è cambiato fra il 2015 e oggi?", [date(2015, 12, 31), TODAY]),
        ("Confronta il 3/5/2020 e il 2024-01-01", [date(2020, 5, 3), date(2024, 1, 1)]),
        ("Chi valuta oggi la persona?", []),
    ],
)
def test_the_days_of_a_question_are_read_outside_its_citations(question, days):
    assert named_days(question, TODAY) == days


def test_a_question_about_a_day_is_answered_for_that_day(assistant):
    reply = ask_norms(assistant, "Nel 2015 che cosa diceva l'articolo 14 della legge 328 del 2000?", TODAY)

    assert reply.answer.as_of == date(2015, 12, 31)


def test_two_days_are_answered_side_by_side(assistant):
    question = "Che differenza c'è nell'articolo 18 del decreto legislativo 62/2024 fra il 2015 e oggi?"
    reply = ask_norms(assistant, question, TODAY)

    assert [title for title, _ in reply.answers] == ["Al 31 dicembre 2015:", "Al 22 novembre 2026:"]


def test_a_follow_up_to_a_norm_means_its_provision(assistant):
    first = ask_norms(assistant, "Che cosa prevede l'articolo 14 della legge 328 del 2000?", TODAY)
    reply = ask_norms(assistant, "e il comma 2?", TODAY, first.answer)

    assert [q.citation for q in reply.answer.quotes if q.role == "rule"] == ["art. 14, comma 2, L. 328/2000"]


def test_a_chosen_model_adds_only_sentences_that_the_quotes_hold(assistant, monkeypatch):
    """They come one by one, above quotes that are on the page already."""
    import asyncio
    import json

    from langchain_core.language_models.fake_chat_models import FakeListChatModel

    from apps.pages.asking import chat

    reply = ask_norms(assistant, "A che cosa serve il punto unico di accesso?", TODAY)
    true = " ".join(reply.answer.quotes[0].text.split()[:10]).rstrip(",;:.")
    said = [(f"{true}.", ["q1"]), (f"{true} entro 999 giorni.", ["q1"])]
    claims = json.dumps({"claims": [{"text": text, "quote_ids": ids} for text, ids in said]})
    monkeypatch.setattr(chat, "chosen_model", lambda: FakeListChatModel(responses=[claims]))

    async def shown():
        return [chat.reply_html(one) async for one in chat.in_plain_words(reply.answer.question, reply)]

    pages = asyncio.run(shown())

    assert len(pages) == 1
    assert "Frasi di un modello linguistico" in pages[0]
    assert "999" not in pages[0]


def test_without_a_chosen_model_nothing_is_added(assistant, monkeypatch):
    import asyncio

    from apps.pages.asking import chat

    monkeypatch.delenv("PONTE_MODEL", raising=False)
    reply = ask_norms(assistant, "A che cosa serve il punto unico di accesso?", TODAY)

    async def shown():
        return [one async for one in chat.in_plain_words(reply.answer.question, reply)]

    assert asyncio.run(shown()) == []


def test_norms_are_listed_with_their_pages_when_asked_which_ones_speak_of_a_matter(assistant):
    reply = ask_norms(assistant, "Quali norme parlano del progetto individuale?", TODAY)

    assert reply.answer is None
    assert len(reply.lines) >= 3
    assert all(line.urn.startswith("urn:") and line.text for line in reply.lines)


def test_a_list_of_what_no_norm_speaks_of_is_a_refusal(assistant):
    assert ask_norms(assistant, "Quali norme parlano di astronavi lunari?", TODAY).answer.refusal


@pytest.mark.parametrize(
    ("question", "day", "citation"),
    [
        ("il 10/05/2010 a chi spettava predisporre il progetto individuale?", date(2010, 5, 10), FIRST_TEXT),
        ("l'1.1.2005 chi faceva il progetto individuale?", date(2005, 1, 1), FIRST_TEXT),
        ("nel gennaio 2005 chi predisponeva il progetto individuale?", date(2005, 1, 31), FIRST_TEXT),
        (
            "in che forma si scrivono le disposizioni anticipate di trattamento?",
            TODAY,
            "art. 4, comma 6, L. 219/2017",
        ),
    ],
)
def test_what_was_so_on_a_day_is_asked_of_that_day_in_its_own_words(cards, question, day, citation):
    reply = ask_norms(cards, question, TODAY)

    assert reply.answer.refusal is None
    assert reply.answer.as_of == day
    assert citation in [quote.citation for quote in reply.answer.quotes]
