"""Whatever address is asked of a running server, it tells nobody of others, and nothing is written."""

import random
import re
from urllib.parse import urlencode

import pytest
from bokeh.util.token import get_session_id

from apps.pages import ROUTES

from .asking import (
    ASKING,
    ATTEMPTS,
    COOKIES,
    KNOWING,
    SEED,
    alike,
    bad_cookie,
    changed,
    parting,
    secret_of,
    token_in,
    untyped,
)

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)
MALFORMED = (
    "", "per:", "per:nessuna", "per:ada'--", "PER:ADA", "../../etc/passwd", "%00", "<script>alert(1)</script>", "-1",
    "9" * 30, "per:ada per:lucia", "svc:../x", "{{7*7}}", "\ud800".encode("utf-8", "replace").decode(), "x" * 3000,
)  # fmt: skip
NAMES = (
    "Zefira Quornoth",
    "Quornoth 1988",
    "Casa Melograno",
    "Ermes Traskov",
    "QRNZFR88E44E506X",
    "Ada Serravalle",
)
DAYS = ("2026-11-22", "22/11/2026", "99/99/9999", "2025-01-01")


def asked_of(rng, about):
    """Make up what the address of a page asks for."""
    things = [
        *about["hers"],
        *about["ties"],
        *about["his"],
        *about["ada"],
        *about["agreement"],
        "svc:adi",
        "per:lucia",
    ]
    ids = ("id", "persona", "n", "a", "senza", "ente", "da", "legame", "carta")
    asked = {"id": rng.choice(things)} if rng.random() < 0.8 else {}
    asked |= {rng.choice(ids): rng.choice(things if rng.random() < 0.7 else MALFORMED)}
    if rng.random() < 0.4:
        asked |= {"cerca": rng.choice(NAMES)}
    if rng.random() < 0.3:
        asked |= {rng.choice(("giorno", "dal", "al")): rng.choice(DAYS + MALFORMED)}
    if rng.random() < 0.3:
        extras = ("parte", "per", "nuova", "bisogno", "verso", "vista", "tema", "tipo", "zona")
        asked |= {rng.choice(extras): rng.choice(("persona", "protezione", "comune", *MALFORMED))}
    return asked


class Addresses:
    """Attempts by address: each is put to both districts, and their answers compared."""

    def __init__(self, worlds, join):
        self.worlds, self.join, self.leaks, self.done = worlds, join, [], {}

    def attempt(self, rng, number):
        route, user = list(ROUTES)[number % len(ROUTES)], rng.choice(ASKING)
        asked = asked_of(rng, self.worlds[1].about)
        path = route + rng.choice(("", "", "", "", "/metadata", "/autoload.js")) + "?"
        how = rng.choice((*COOKIES, "page of another", "session of another", *["her own"] * 14))
        self.done[how] = self.done.get(how, 0) + 1
        attempt = getattr(self, "_" + how.replace(" ", "_"), self._shut)
        told = [attempt(world, path, asked, user, how) for world in self.worlds]
        what = (route, user, how, asked)
        for one in told:
            one = untyped(one, asked)
            if found := secret_of(user).search(one):
                self.leaks.append((what, "words", one[max(0, found.start() - 150) : found.end() + 80]))
        if alike(told[0]) != alike(told[1]):
            self.leaks.append((what, "differs", parting(*map(alike, told))))

    def _her_own(self, world, path, asked, user, _):
        answer = world.ask(path + urlencode(asked), cookie=world.cookies[user])
        told = _words(answer)
        if (token := token_in(answer.text)) and answer.status == 200 and "/" not in path[1:]:
            told += self.join(world, path[:-1], token, world.cookies[user]) or "shut"
        return told

    def _shut(self, world, path, asked, user, how):
        answer = world.ask(path + urlencode(asked), cookie=bad_cookie(world, how, user, self.worlds))
        if answer.status == 200:
            self.leaks.append((path, user, how, "let in"))
        return _words(answer)

    def _page_of_another(self, world, path, asked, user, _):
        """The page of who knows all, which is open meanwhile, asked for with another's cookie."""
        mine = world.ask("/mappa?id=per%3Aada", cookie=world.cookies[KNOWING])
        answer = world.ask(
            "/mappa?" + urlencode({**asked, "bokeh-token": token_in(mine.text)}), cookie=world.cookies[user]
        )
        return self._refused(answer, path, user)

    def _session_of_another(self, world, path, asked, user, _):
        mine = world.ask("/mappa?id=per%3Aada", cookie=world.cookies[KNOWING])
        session = get_session_id(token_in(mine.text))
        if len(asked) % 2:
            answer = world.ask(
                "/mappa?" + urlencode({**asked, "bokeh-session-id": session}), cookie=world.cookies[user]
            )
        else:
            answer = world.ask(
                "/mappa?" + urlencode(asked), cookie=world.cookies[user], Bokeh_Session_Id=session
            )
        return self._refused(answer, path, user)

    def _refused(self, answer, path, user):
        if answer.status == 200:
            self.leaks.append((path, user, "another's page", answer.text[:200]))
        return re.sub(r"bokeh-(token|session-id)(=|%3D)[\w.%-]+", "", _words(answer))


def _words(answer):
    """All that an answer says but what is new each time."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"Date", "Content-Length", "Etag"}
    }
    return f"{answer.status} {headers} {answer.text}"


def test_no_address_tells_of_others_nor_that_somebody_is_hidden(worlds, join, kept, record_property):
    rng, trial = random.Random(SEED), Addresses(worlds, join)
    before = [kept(world) for world in worlds]
    for number in range(ATTEMPTS // 2):
        trial.attempt(rng, number)

    record_property("attempts", trial.done)
    assert trial.leaks == [], f"{len(trial.leaks)} of {trial.done}: {trial.leaks[:9]}"
    assert [changed(one, kept(world)) for one, world in zip(before, worlds, strict=True)] == [{}, {}]
