"""No act of an open page reaches another, nor who is hidden."""

import random
import re
from urllib.parse import urlencode

import pytest

from .asking import ASKING, ATTEMPTS, DISTRICT, KNOWING, LIVE, OF_A_CASE, SEED, secret_of, token_in, untyped
from .events import event_of

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)


class Acts:
    """Attempts from a page that she may open: its acts, changed so that they ask for another."""

    def __init__(self, world, join):
        self.world, self.join, self.leaks, self.done, self.heard = world, join, [], {}, 0

    def attempt(self, rng, number):
        route = LIVE[number % len(LIVE)]
        how = ("form", "made up", "property", "model of another")[rng.randrange(4)]
        user, token = self._somebody_on(route, rng)
        cookie, about = self.world.cookies[user], self.world.about
        self.done[how] = self.done.get(how, 0) + 1
        others = about["hers"] + about["ties"] + (about["his"] * (user not in DISTRICT))
        theirs = self._page_of_who_knows() if how == "model of another" else None

        async def try_it(socket):
            page = await socket.document()
            said = [page]
            for _ in range(3):
                said.append(await socket.change(event_of(how, page, theirs, rng, others)))
            return "".join([*said, await socket.document()])

        told = self.join(self.world, route, token, cookie, then=try_it) or ""
        self.heard += len(re.findall(r'"heard":\s*[1-9]', told))
        if not told:
            self.leaks.append((user, route, how, "her own page is shut"))
        if found := secret_of(user).search(told := untyped(told, dict(enumerate(others)))):
            self.leaks.append((user, route, how, told[max(0, found.start() - 200) : found.end() + 100]))
        if theirs is not None and self._page_of_who_knows(theirs) != theirs:
            self.leaks.append((user, route, how, "the page of another changed"))

    def _somebody_on(self, route, rng):
        """Open a page as somebody to whom it is open; returns her and the page's token."""
        ours = self.world.about["agreement"] if route == "/protocolli" else self.world.about["ada"]
        asked = {"id": ours[route in OF_A_CASE]}
        told = []
        for user in rng.sample(ASKING, len(ASKING)):
            page = self.world.ask(f"{route}?{urlencode(asked)}", cookie=self.world.cookies[user])
            if token := token_in(page.text):
                return user, token
            told.append(f"{user}: {page.status} {page.headers.get('Location', '')} {_heading_of(page.text)}")
        pytest.fail(f"{route} is open to nobody: {told}")

    def _page_of_who_knows(self, again=None):
        """Look at the page that another has open; it stays open for some time."""
        if again is None:
            page = self.world.ask("/mappa?id=per%3Aada", cookie=self.world.cookies[KNOWING])
            self.token = token_in(page.text)
        return self.join(self.world, "/mappa", self.token, self.world.cookies[KNOWING])


def _heading_of(page):
    return found[1].strip() if (found := re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)) else ""


def test_no_act_of_a_page_reaches_another_nor_who_is_hidden(worlds, join, kept, record_property):
    world = worlds[1]
    rng, trial = random.Random(SEED), Acts(world, join)
    before = kept(world, world.about["hers"]), kept(world, world.about["his"])
    for number in range(ATTEMPTS // 4):
        trial.attempt(rng, number)

    record_property("attempts", trial.done)
    assert trial.leaks == [], f"{len(trial.leaks)} of {trial.done}: {trial.leaks[:9]}"
    assert trial.heard > 0, "no page heard of any act: nothing was tried"
    assert (kept(world, world.about["hers"]), kept(world, world.about["his"])) == before
