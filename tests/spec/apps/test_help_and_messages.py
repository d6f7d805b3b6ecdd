"""Help is found by the words that people use, every link in it leads to a page, and each refusal has its words."""

import re

import pytest

from apps.components.messages import ACCOUNTS, PASSWORDS, in_italian
from apps.pages import ROUTES
from apps.pages.help import first_for, marked, search, topics
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
