"""A Ponte that serves the invented district to a real browser, cut off from every other machine."""

import asyncio
import shutil
import socket
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlparse

import pytest

VENDOR = Path(__file__).parent / "vendor"
TODAY = date(2026, 11, 22)

HERE = Path(__file__).resolve().parent


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

    def __getattr__(self, name):
        return getattr(self.assistant, name)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Serve the invented district from a thread of this process; the day is always the same."""
    from apps.serve import Place, make_server, open_desk
    from apps.settings import Settings
    from coordinator.district import generate, load
    from coordinator.protection import open_viewer

    home = tmp_path_factory.mktemp("ponte")
    desk = open_desk(Settings(home=home, url=None, user="demo", day=TODAY), demo=True)
    load(desk.store, generate(60, 7), open_viewer(desk.store, "demo"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = Place(probe.getsockname()[1])
    served = Site(place.url, None)
    served.desk = replace(
        desk,
        today=lambda: TODAY,
        assistant=lambda: Answering(desk.assistant(), served),
        viewer=lambda: open_viewer(desk.store, "demo", role=served.role),
    )
    started, loops = threading.Event(), []

    def run():
        asyncio.set_event_loop(asyncio.new_event_loop())
        server = make_server(served.desk, place, unused_seconds=1.0)
        server.start()
        loops.append(server.io_loop)
        server.io_loop.add_callback(started.set)
        server.io_loop.start()
        server.stop()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(60)
    yield served
    loops[0].add_callback(loops[0].stop)
    thread.join(10)
    desk.store.close()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, without a network of its own."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium): the pages are not looked at")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


class Visit:
    """One reader's window; it notes what the page asked of other machines, and what it complained of."""

    def __init__(self, context):
        self.outside, self.complaints = [], []
        context.route("**/*", self._guard)
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _guard(self, route):
        address = urlparse(route.request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1":
            self.outside.append(route.request.url)
            route.abort()
        else:
            route.continue_()


@pytest.fixture
def visit(chromium):
    """Open windows of a size; at the end nothing was asked outside and nothing was complained of."""
    opened = []

    def open_window(width=1280, height=900, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="it-IT", reduced_motion="reduce", **options
        )
        made = Visit(context)
        opened.append((context, made))
        return made

    yield open_window
    for context, made in opened:
        context.close()
        assert made.outside == []
        assert made.complaints == []


@pytest.fixture
def window(visit, site):
    """A window of 1280 × 900 that has gone nowhere yet."""
    opened = visit().page
    opened.site = site
    return opened


@pytest.fixture
def axe():
    """Look at a page with axe-core; returns what is serious or critical."""
    script = (VENDOR / "axe.min.js").read_text(encoding="utf-8")

    def run(page):
        page.evaluate(script)
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
        found = page.evaluate("rules => axe.run(document, rules)", rules)
        return [
            {
                "id": fault["id"],
                "impact": fault["impact"],
                "where": [node["target"] for node in fault["nodes"]][:4],
            }
            for fault in found["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]

    return run


def pytest_collection_modifyitems(items):
    """Let a socket that the server has shut be collected late: here alone, where browsers hold many."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))
