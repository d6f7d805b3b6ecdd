"""Behind a proxy people come by another name, over https; and not whoever comes first may set Ponte up."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from apps.components.entry import WRONG_CODES, FirstCode
from apps.serve import open_desk
from apps.settings import Settings
from coordinator.protection import accounts

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)

NAME = "ponte.esempio.it"
FORM = {"name": "Rosa Neri", "user": "rosa", "role": "", "password": "quattro gatti sul tetto"}
FORM["password_again"] = FORM["password"]


@pytest.fixture
def empty(served, send, free_place, tmp_path):
    """An empty store, served behind a proxy; `ask` asks as the proxy would."""
    settings = Settings(home=tmp_path, url=None, user="demo", day=date(2026, 11, 22))
    desk, place = open_desk(settings, demo=False), free_place(public=f"https://{NAME}")
    proxied = {"Host": NAME, "X_Forwarded_Proto": "https", "X_Forwarded_For": "10.0.0.7"}
    with served(desk, place):
        yield SimpleNamespace(
            desk=desk, place=place, ask=lambda path, **how: send(place, path, **{**proxied, **how})
        )


def test_who_comes_first_over_a_network_needs_the_code_of_the_terminal(empty):
    assert "Codice della prima configurazione" in empty.ask("/inizio").text

    for code in ("", "AAAA-AAAA-AAAA"):
        told = empty.ask("/inizio", form=FORM | {"code": code})
        assert "Il codice non è quello scritto" in told.text
        assert not accounts.has_accounts(empty.desk.store)

    made = empty.ask("/inizio", form=FORM | {"code": f" {empty.desk.code.text.lower()} "})
    assert made.status == 302
    assert accounts.has_accounts(empty.desk.store)
    cookie = made.headers["Set-Cookie"]
    assert re.search(r"HttpOnly.*SameSite=Lax.*Secure", cookie), cookie


def test_answers_ask_for_https_from_now_on(empty):
    headers = empty.ask("/inizio").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert f"wss://{NAME}" in headers["Content-Security-Policy"]


def test_a_form_of_another_site_is_refused_and_ours_is_not(empty):
    assert empty.ask("/inizio", form=FORM, Origin="https://altrove.it").status == 403
    assert empty.ask("/inizio", form=FORM, Origin=f"https://altro.{NAME}").status == 403
    assert empty.ask("/inizio", form=FORM).status == 200


def test_a_code_cannot_be_guessed_by_trying():
    code = FirstCode()
    assert re.fullmatch(r"([A-Z2-9]{4}-){2}[A-Z2-9]{4}", code.text)
    for _ in range(WRONG_CODES):
        assert not code.fits("AAAA-AAAA-AAAA")
    assert code.fits(code.text)
    assert not code.fits("AAAA-AAAA-AAAA")

    assert not code.fits(code.text)  # until Ponte starts again
