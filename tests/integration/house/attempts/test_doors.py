"""No websocket of a running server joins the page of another, nor tells of who is hidden."""

import os
import random
from urllib.parse import urlencode

import pytest
from bokeh.util.token import generate_jwt_token, get_session_id

from .asking import (
    ASKING,
    ATTEMPTS,
    COOKIES,
    KNOWING,
    LIVE,
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
NOT_JOINED = (
    *COOKIES, "the page of another", "the page of another who has left", "left meanwhile", "spoilt token",
    "forged token", "expired token", "another site", "no site",
)  # fmt: skip
JOINED = ("her own page", "her own elsewhere", "the page of another elsewhere")


class Doors:
    """Attempts at the door of a websocket: what must stay shut, and what opens and may tell her own alone."""

    def __init__(self, worlds, join):
        self.worlds, self.join, self.leaks, self.done = worlds, join, [], {}

    def attempt(self, rng, number):
        how, user = (NOT_JOINED + JOINED)[number % len(NOT_JOINED + JOINED)], rng.choice(ASKING)
        routes = [rng.choice(LIVE), rng.choice(LIVE)]
        asked = {"id": rng.choice([*self.worlds[1].about["ada"], *self.worlds[1].about["hers"]])}
        self.done[how] = self.done.get(how, 0) + 1
        told = [self.join(world, *self._key(world, how, user, routes, asked)) for world in self.worlds]
        what = (how, user, routes, asked)
        if how in NOT_JOINED and any(one is not None for one in told):
            self.leaks.append((what, "joined"))
        if found := [one for one in told if one and secret_of(user).search(untyped(one, asked))]:
            self.leaks.append((what, "words", found[0][:300]))
        if alike(str(told[0])) != alike(str(told[1])):
            self.leaks.append((what, "differs", parting(*map(alike, map(str, told)))))

    def _key(self, world, how, user, routes, asked):
        """Return the route, the token, the cookie and the origin with which it is tried."""
        cookie, route = world.cookies[user], routes[0]
        whose = KNOWING if how.startswith("the page of another") else user
        hers = world.enter(whose) if how.endswith(("has left", "meanwhile")) else world.cookies[whose]
        page = world.ask(f"{route}?{urlencode(asked)}", cookie=hers)
        token = token_in(page.text) or token_in(world.ask("/domande", cookie=hers).text)
        route = route if token_in(page.text) else "/domande"
        if hers != world.cookies[whose]:
            world.ask("/esci", form={}, cookie=hers)
            cookie = hers if whose == user else cookie
        if how in COOKIES:
            cookie = bad_cookie(world, how, user, self.worlds)
        if how.endswith("token"):
            token = _other_token(how, token)
        origin = {"another site": "https://altrove.it", "no site": "null"}.get(
            how, f"http://{world.place.host}"
        )
        return (routes[1] if how.endswith("elsewhere") else route), token, cookie, origin


def _other_token(how, token):
    """Spoil a page's token, or make one that nobody gave."""
    if how == "spoilt token":
        at = len(token) // 2
        return token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    key = os.environ["BOKEH_SECRET_KEY"].encode() if how == "expired token" else b"un'altra chiave"
    named = {"headers": {}, "cookies": {}, "arguments": {"id": [b"per:ada"]}}
    return generate_jwt_token(
        get_session_id(token), secret_key=key, signed=True, extra_payload=named,
        expiration=-60 if how == "expired token" else 300,
    )  # fmt: skip


def test_no_websocket_joins_the_page_of_another_nor_tells_of_who_is_hidden(
    worlds, join, kept, record_property
):
    rng, trial = random.Random(SEED), Doors(worlds, join)
    before = [kept(world) for world in worlds]
    for number in range(ATTEMPTS // 4):
        trial.attempt(rng, number)

    record_property("attempts", trial.done)
    assert trial.leaks == [], f"{len(trial.leaks)} of {trial.done}: {trial.leaks[:9]}"
    assert [changed(one, kept(world)) for one, world in zip(before, worlds, strict=True)] == [{}, {}]
