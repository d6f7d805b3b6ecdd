"""Help is found by the words that people use, every link in it leads to a page, and each refusal has its words."""

import re

import pytest

from apps.assistant.general.guide import find_help
from apps.assistant.general.index import asked_pages, entries
from apps.components.messages import ACCOUNTS, PASSWORDS, in_italian
from apps.pages import ROUTES
from apps.pages.asking.help import first_for, marked, search, topics
from coordinator.errors import (
    BadAccountError,
    EntryRefusedError,
    LockedError,
    NotEnteredError,
    WeakPasswordError,
)


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("password", "accessi"),
        ("doppioni", "persona"),
        ("stampa mappa", "mappa"),
        ("Normattiva", "norme"),
        ("tastiera", "tastiera"),
        ("caricare elenchi", "registri"),
        ("tutore", "scheda"),
        ("copia", "accessi"),
        ("puA", "percorso"),
    ],
)
def test_a_word_finds_its_task(word, topic):
    assert topic in [one["id"] for one in search(word)]


def test_a_word_that_nobody_wrote_finds_nothing():
    assert search("astronave") == []
    assert search("  ") == []


def test_the_page_one_comes_from_puts_its_tasks_first():
    assert first_for("mappa")[0]["id"] == "mappa"
    assert first_for("nessuna")[0]["id"] == topics()[0]["id"]
    assert len(first_for("mappa")) == len(topics())


def test_every_link_of_the_help_is_a_page():
    links = re.findall(r"\]\(([^)]+)\)", str(topics()))

    assert {f"/{link.split('?')[0].removeprefix('./')}" for link in links} <= set(ROUTES)
    assert len(links) > 10


def test_every_page_that_one_can_go_to_stands_in_the_index_once():
    reached_from_another = {"/rilievi-gravi", "/nuovo-legame", "/legami", "/legame", "/scheda", "/intorno"}
    pages = ["/" if one.page == "./" else f"/{one.page}" for one in entries()]

    assert sorted(pages) == sorted(set(ROUTES) - reached_from_another)


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("Che cosa sa fare il governo del territorio?", "governo"),
        ("a che serve la pagina Doppioni?", "doppioni"),
        ("Dove trovo i rilievi?", "rilievi"),
        ("apri la pagina misure", "misure"),
        ("chi vede che cosa", "politica"),
    ],
)
def test_a_question_that_names_a_page_finds_it(question, page):
    assert [one.page for one in asked_pages(question)] == [page]


@pytest.mark.parametrize(
    "question",
    [
        "A che servono i permessi della 104?",
        "cosa fa il governo?",
        "che cosa fa lo strumento di valutazione?",
    ],
)
def test_a_word_of_the_norms_is_no_page(question):
    assert asked_pages(question) == []


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("come si usa la tastiera?", "aiuto?tema=tastiera"),
        ("come faccio una copia di sicurezza", "aiuto?tema=accessi"),
        ("come si fa il genogramma", "famiglia?id=per:ada"),
        ("come entro in emergenza", "emergenza"),
    ],
)
def test_the_help_finds_how_something_is_done(question, page):
    assert find_help(question, "per:ada")[0].page == page


def test_the_help_says_nothing_of_what_it_does_not_hold():
    assert find_help("come si coltivano i pomodori") == []
    assert find_help("") == []


def test_marking_escapes_what_it_marks():
    assert marked("<b> **forte** [qui](norme)") == '&lt;b&gt; <b>forte</b> <a href="norme">qui</a>'


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EntryRefusedError(), "Il nome o la password non vanno bene"),
        (NotEnteredError(), "entra di nuovo"),
        (LockedError(31), "fra un minuto"),
        (LockedError(61), "fra 2 minuti"),
        *((WeakPasswordError(why), words) for why, words in PASSWORDS.items()),
        *((BadAccountError(field, "why"), words) for field, words in ACCOUNTS.items()),
    ],
)
def test_each_refusal_says_what_to_do_in_italian(error, words):
    assert words in in_italian(error)
