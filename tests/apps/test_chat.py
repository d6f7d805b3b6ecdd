"""The conversation in a real browser: an answer with its source, a no that helps, and Stop."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def chat(window, site, see):
    site.desk.assistant().ask(
        "Chi predispone il progetto individuale?", on=site.desk.today()
    )  # the norms are open
    see(window, "domande")
    yield window
    site.slow.clear()


def ask(chat, question):
    chat.locator(".ask textarea").fill(question)
    chat.keyboard.press("Enter")
    chat.locator(".message.io", has_text=question).wait_for()


def test_an_answer_shows_the_provision_with_its_address_and_status(chat):
    ask(chat, "Quanti giorni di permesso al mese ha chi assiste un familiare con disabilità grave?")

    card = chat.locator(".quote").first
    expect(card.locator("h4")).to_contain_text("L. 104/1992")
    expect(card.locator("blockquote")).to_have_text(re.compile(".{41,}", re.DOTALL))
    expect(card).to_contain_text("Scheda redazionale, non testo ufficiale")
    official = card.get_by_text("Testo ufficiale", exact=True)
    expect(official).to_have_attribute("href", re.compile("^https://"))


def test_what_the_corpus_does_not_hold_is_refused_with_a_hint(chat):
    ask(chat, "Qual è la capitale della Francia?")

    chat.locator(".refusal").wait_for()
    expect(chat.locator(".quote")).to_have_count(0)


def test_stop_stops_an_answer_on_its_way_and_the_next_question_is_answered(chat, site):
    site.slow.set()
    ask(chat, "Chi predispone il progetto individuale?")
    chat.get_by_role("button", name="Ferma").click()

    chat.get_by_text("Hai fermato la risposta.").wait_for()
    chat.get_by_role("button", name="Chiedi", exact=True).wait_for()
    site.slow.clear()
    ask(chat, "Qual è la capitale della Francia?")
    chat.locator(".refusal").wait_for()
    expect(chat.locator(".quote")).to_have_count(0)  # what was stopped does not come after all


def test_what_is_written_is_shown_as_it_is_and_never_run(chat):
    ask(chat, "<img src=x onerror=document.title='preso'>")

    expect(chat.locator(".message.io .body")).to_have_text("<img src=x onerror=document.title='preso'>")
    expect(chat).to_have_title("Domande · Ponte")


def test_a_question_can_be_in_the_address(window, see):
    see(window, "domande?q=Qual%20%C3%A8%20la%20capitale%20della%20Francia%3F")

    window.locator(".message.io", has_text="capitale").wait_for()
    window.locator(".refusal").wait_for()


def test_who_comes_back_from_a_record_finds_the_conversation(chat):
    ask(chat, "Chi segue Ada Serravalle?")
    chat.locator(".message.ponte a", has_text="Paola De Luca").first.click()
    chat.wait_for_url(re.compile("deluca"))
    chat.go_back()

    expect(chat.locator(".message.io", has_text="Chi segue Ada Serravalle?")).to_have_count(1)
    ask(chat, "e chi la accompagna?")  # it still knows of whom
    expect(chat.locator(".message.ponte").nth(1)).to_contain_text("Ada")
