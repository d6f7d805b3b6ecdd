"""One sees how a question would leave before it does."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.assistant.reply import Reply
from apps.pages.asking.chat import reply_html
from apps.pages.asking.sent import Sent
from coordinator.protection import open_viewer


@pytest.fixture
def page(district, tmp_path):
    viewer = open_viewer(district, "demo")
    desk = SimpleNamespace(
        store=district, home=tmp_path, today=lambda: date(2026, 11, 22), viewer=lambda: viewer
    )
    return Sent(desk)


def test_a_question_is_shown_as_it_would_leave(page):
    page._handle({"act": "try", "question": "ada serravalle, tel. 338 1234567: chi la segue?"})

    assert "[PERSONA_1], tel. [TELEFONO_1]: chi la segue?" in page.live.html
    assert "Nessun modello linguistico" in page.live.html


def test_a_helper_who_is_in_the_record_is_hidden_by_her_family_name_alone(page):
    page._handle({"act": "try", "question": "de luca ha visto deluca e Greco?"})

    assert "Greco" not in page.live.html.partition("Partirebbe")[2]


def test_a_page_in_a_question_is_shown_as_words(page):
    page._handle({"act": "try", "question": "<script>alert(1)</script>"})

    assert "<script" not in page.live.html


def test_what_was_sent_is_told_below_the_answer():
    html = reply_html(Reply("around", "Chi aiuta:", sent=("Chi segue [PERSONA_1]?",)))

    assert "Che cosa è stato inviato" in html
    assert "[PERSONA_1]" in html
