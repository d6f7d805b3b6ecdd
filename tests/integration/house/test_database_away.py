"""The database goes away under a server that runs: every page says so in Italian, and answers when it is back."""

from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from argon2 import PasswordHasher

from apps.serve import open_desk
from apps.settings import Settings
from coordinator.district import generate, load
from coordinator.protection import accounts, open_viewer, passwords

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
    ),
]

GOOD = "quattro gatti sul tetto"
AWAY = "non risponde in questo momento"
PAGES = ("/", "/persona?id=per%3Aada", "/norme")


@pytest.fixture
def settings(postgres_url, tmp_path, monkeypatch):
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    return Settings(home=tmp_path, url=postgres_url, user="demo", day=date(2026, 11, 22))


@contextmanager
def away(url):
    """Let a database throw out who uses it, and nobody in."""
    server, _, name = url.partition("@")[2].partition("/")
    host, _, port = server.partition(":")
    admin = f"host={host} port={port} user=ponte dbname=postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_each_page_of_the_demo_says_it_and_comes_back(settings, served, send, free_place):
    desk = open_desk(settings, demo=True)
    load(desk.store, generate(20, 7), open_viewer(desk.store, "demo"))
    place = free_place()
    with served(desk, place):
        assert "Ada Serravalle" in send(place, PAGES[1]).text
        with away(settings.url):
            told = {page: send(place, page) for page in PAGES}
            assert [page for page, answer in told.items() if AWAY not in answer.text] == []
            assert [page for page, answer in told.items() if "Serravalle" in answer.text] == []
            assert "Pagina non trovata" in send(place, "/da-nessuna-parte").text
        assert "Ada Serravalle" in send(place, PAGES[1]).text


def test_who_has_entered_is_told_and_stays_in(settings, served, send, free_place):
    desk = open_desk(settings, demo=False)
    accounts.open_first(desk.store, "capo", "Capo Prova", GOOD, [])
    place = free_place()
    with served(desk, place):
        entered = send(place, "/entra", form={"user": "capo", "password": GOOD})
        cookie = entered.headers["Set-Cookie"].split(";")[0]
        with away(settings.url):
            led = send(place, "/amministrazione", cookie=cookie).headers["Location"]
            told = send(place, f"/{led.lstrip('./')}", cookie=cookie)
            assert (told.status, AWAY in told.text) == (503, True)
            assert 'href="/amministrazione"' in told.text
            assert AWAY in send(place, "/entra", form={"user": "capo", "password": GOOD}).text
            assert AWAY in send(place, "/password", cookie=cookie).text
        back = send(place, "/amministrazione", cookie=cookie)
        assert (back.status, "Capo Prova" in back.text) == (200, True)
