"""A Ponte that serves the invented district to a real browser, cut off from every other machine."""

import asyncio
import os
import shutil
import socket
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlparse

import pytest

VENDOR = Path(__file__).parent / "vendor"
TODAY = date(2026, 11, 22)

HERE = Path(__file__).resolve().parent
PATIENCE = 20_000 * float(os.environ.get("PONTE_PATIENCE", "1"))
"""Milliseconds to wait for anything; a slow machine multiplies them."""
AT_REST = """() => typeof Bokeh === "undefined"
    || Bokeh.documents.length && Bokeh.documents.every((one) => one.roots().length && one.is_idle)"""
"""When a page has drawn all that it draws by itself: at once, or when its live parts are idle."""


@dataclass
class Site:
    """A running server and what the tests may turn on it."""

    url: str
    desk: object
    slow: threading.Event = field(default_factory=threading.Event)  # answers wait while it is set
    role: str | None = None  # in which the reader looks; None: that of the demo's user

    def address(self, path=""):
        return self.url + path


class Answering:
    """The real assistant, which a test can hold back."""

    def __init__(self, assistant, site):
        self.assistant, self.site = assistant, site

    def ask(self, question, **how):
        while self.site.slow.is_set():
            time.sleep(0.05)
        return self.assistant.ask(question, **how)

    def at(self, territory):
        """Hold back also what is asked for a territory: every question of a conversation is."""
        return Answering(self.assistant.at(territory), self.site)

    def __getattr__(self, name):
        return getattr(self.assistant, name)


@pytest.fixture(scope="session")
def a_place():
    """Find a place that nobody serves at."""
    from apps.serve import Place

    def find():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return Place(probe.getsockname()[1])

    return find


@pytest.fixture(scope="session")
def served_by():
    """Serve a desk at a place from a thread of this process, as long as a block lasts."""
    from apps.serve import make_server

    @contextmanager
    def serve(desk, place):
        started, loops = threading.Event(), []

        def run():
            asyncio.set_event_loop(asyncio.new_event_loop())
            server = make_server(desk, place, unused_seconds=1.0)
            server.start()
            loops.append(server.io_loop)
            server.io_loop.add_callback(started.set)
            server.io_loop.start()
            server.stop()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        assert started.wait(60)
        yield
        loops[0].add_callback(loops[0].stop)
        thread.join(10)

    return serve


@pytest.fixture(scope="session")
def serve_district(a_place, served_by, tmp_path_factory):
    """Serve an invented district of one's own from a thread of this process; the day is always the same."""
    from apps.serve import open_desk
    from apps.settings import Settings
    from coordinator.district import generate, load
    from coordinator.protection import open_viewer

    @contextmanager
    def serve():
        home = tmp_path_factory.mktemp("ponte")
        desk = open_desk(Settings(home=home, url=None, user="demo", day=TODAY), demo=True)
        load(desk.store, generate(60, 7), open_viewer(desk.store, "demo"))
        place = a_place()
        served = Site(place.url, None)
        served.desk = replace(
            desk,
            today=lambda: TODAY,
            assistant=lambda: Answering(desk.assistant(), served),
            viewer=lambda: open_viewer(desk.store, "demo", role=served.role),
        )
        with served_by(served.desk, place):
            yield served
        desk.store.close()

    return serve


@pytest.fixture(scope="session")
def site(serve_district):
    """The invented district that most tests share, each leaving in it what it wrote."""
    with serve_district() as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, which finds no machine but this one."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium): the pages are not looked at")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    shut_in = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", shut_in]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()


class Visit:
    """One reader's window; it notes what the page asked of other machines, and what it complained of."""

    def __init__(self, context):
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("websocket", lambda socket: self._note(socket.url))
        self.begin()

    def begin(self):
        self.outside, self.complaints = [], []

    def _note(self, address):
        parts = urlparse(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.outside.append(address)


@pytest.fixture(scope="session")
def patience():
    """Seconds to wait for what is not on a page."""
    return PATIENCE / 1000


@pytest.fixture(scope="session")
def windows():
    """Windows that no test uses now, by how they were made: a browser that is warm draws twice as fast."""
    return defaultdict(list)


@pytest.fixture
def visit(chromium, windows):
    """Open windows of a size; at the end nothing was asked outside and nothing was complained of."""
    opened = []

    def open_window(width=1280, height=900, **options):
        kind = repr(sorted(options.items()))
        if windows[kind]:
            made = windows[kind].pop()
            made.begin()
        else:
            context = chromium.new_context(locale="it-IT", reduced_motion="reduce", **options)
            made = Visit(context)
        made.page.set_viewport_size({"width": width, "height": height})
        opened.append((kind, made))
        return made

    yield open_window
    for kind, made in opened:
        if not made.page.is_closed():
            made.page.goto("about:blank")
            made.page.emulate_media(media="null")  # who looked at paper leaves no window that cannot print
            made.page.context.clear_cookies()
            windows[kind].append(made)
    for _, made in opened:
        assert made.outside == []
        assert made.complaints == []


@pytest.fixture
def see(site):
    """Go to an address of the site, and wait until the page is at rest."""

    from playwright.sync_api import expect

    def go(page, address=""):
        page.goto(site.address(address))
        page.wait_for_function(AT_REST)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        return page

    return go


@pytest.fixture
def window(visit, site):
    """A window of 1280 × 900 that has gone nowhere yet."""
    opened = visit().page
    opened.site = site
    return opened


@pytest.fixture
def calm():
    """Wait until Ponte has answered all that was sent."""
    from playwright.sync_api import expect

    def wait(page):
        expect(page.locator("[aria-busy=true]")).to_have_count(0)

    return wait


@pytest.fixture
def press(calm):
    """Press the first button of a name, and wait for the answer."""

    def click(page, name):
        page.get_by_role("button", name=name, exact=True).first.click()
        calm(page)

    return click


@pytest.fixture
def good():
    """Wait until the page says that something went well."""
    return lambda page, words: page.locator(".notice.good", has_text=words).wait_for()


@pytest.fixture
def alarm():
    """Wait until the page says what is wrong."""
    return lambda page, words: page.locator(".notice.alarm", has_text=words).wait_for()


@pytest.fixture
def axe():
    """Look at a page with axe-core; returns what is serious or critical."""
    script = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    options = {
        "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
        "resultTypes": ["violations"],
        "preload": False,  # no rule of these needs what it would fetch again
    }

    def run(page):
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(script)
        found = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
        return [
            {
                "id": fault["id"],
                "impact": fault["impact"],
                "where": [node["target"] for node in fault["nodes"]][:4],
            }
            for fault in found
            if fault["impact"] in {"serious", "critical"}
        ]

    return run


@pytest.fixture
def faults(axe):
    """Look at a page in light and in the dark, on a screen and on a telephone; returns what is wrong."""

    def look(page):
        found = []
        for theme, width in (("light", 1280), ("dark", 1280), ("light", 390)):
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{wide} pixels wide in a window of {width}"] if wide > width else []
            found += [(theme, width, fault) for fault in axe(page)]
        return found

    return look


@pytest.fixture
def as_role(site):
    """Let the reader look in a role."""

    def choose(role):
        site.role = role

    yield choose
    site.role = None


def pytest_collection_modifyitems(items):
    """Let a socket that the server has shut be collected late: here alone, where browsers hold many."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))
