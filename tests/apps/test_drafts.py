"""The real server is killed at a random field: what was typed is there again, but for the last field at most."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser
DEATHS = int(os.environ.get("PONTE_DEATHS", "2"))  # 50 before a release
CALL = "percorso?persona=per%3Aada"
TYPED = [
    ("source", "vicini"),
    ("caller", "Rosa Pini"),
    ("reason", "Non esce da una settimana, e non apre a nessuno"),
    ("day", "12/3/2026"),
    ("area", "disabilita"),
    ("instrument", "progetto_individuale"),
]


class Ponte:
    """`ponte serve` in a process of its own, on the same store and port through every death."""

    def __init__(self, home):
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "apps.cli", "serve", "--store", str(self.home), "--as", "demo",
                   "--port", str(self.port)]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                urlopen(self.url + "risorse/ponte.svg", timeout=1).close()  # noqa: S310  our own server
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.fail("ponte serve did not start in a minute")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def ponte(tmp_path_factory):
    """A store with Ada in it, and the server that will die."""
    from coordinator.district import generate, load
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    home = tmp_path_factory.mktemp("mortal")
    store = open_store(home=home)
    load(store, generate(10, 7), open_viewer(store, "demo"))
    store.close()
    server = Ponte(home)
    server.start()
    yield server
    server.kill()


def type_in(page, name, value):
    field = page.locator(f"#contatto-{name}")
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
        field.blur()


def read_back(page):
    return {name: page.locator(f"#contatto-{name}").input_value() for name, _ in TYPED}


@pytest.mark.timeout(120 * (DEATHS + 1))
def test_what_was_typed_survives_the_death_of_the_server(ponte, chromium):
    dice = random.Random(DEATHS)
    for _ in range(DEATHS):
        last = dice.randrange(len(TYPED))
        context = chromium.new_context(locale="it-IT", reduced_motion="reduce")
        page = context.new_page()
        page.goto(ponte.url + CALL)
        page.locator("#contatto-source").wait_for()
        for name, value in TYPED[:last]:
            type_in(page, name, value)
            page.locator(f"#contatto-{name}[data-kept]").wait_for()  # the page says that it is kept
        type_in(page, *TYPED[last])
        ponte.kill()  # the last field may be on its way to the server
        context.close()
        ponte.start()

        context = chromium.new_context(locale="it-IT", reduced_motion="reduce")
        page = context.new_page()
        page.goto(ponte.url + CALL)
        page.locator("#contatto-source").wait_for()
        back = read_back(page)
        for name, value in TYPED[:last]:
            assert back[name] == value
        for name, _ in TYPED:
            type_in(page, name, "" if name in {"source", "caller", "reason"} else back[name])
        page.wait_for_timeout(300)
        context.close()
