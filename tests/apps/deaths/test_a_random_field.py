"""The real server is killed at a random field: what was typed is there again, but for the last field at most."""

import os
import random
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

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


@pytest.fixture(scope="module")
def ponte(tmp_path_factory, mortal):
    """A store with Ada in it, and the server that will die."""
    from coordinator.district import generate, load
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    home = tmp_path_factory.mktemp("mortal")
    store = open_store(home=home)
    load(store, generate(10, 7), open_viewer(store, "demo"))
    store.close()
    with mortal(home) as server:
        yield server


@contextmanager
def call(ponte, chromium):
    """The page of a new call, in a window of its own."""
    context = chromium.new_context(locale="it-IT", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(ponte.patience * 1000)
    page.goto(ponte.url + CALL)
    page.locator("#contatto-source").wait_for()
    yield page
    context.close()


def type_in(page, name, value):
    field = page.locator(f"#contatto-{name}")
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
        field.blur()


def kept(page, name):
    """Wait until the page says that a field is kept."""
    page.locator(f"#contatto-{name}[data-kept]").wait_for()


@pytest.mark.timeout(150 * (DEATHS + 1))
def test_what_was_typed_survives_the_death_of_the_server(ponte, chromium):
    dice = random.Random(DEATHS)
    for _ in range(DEATHS):
        last = dice.randrange(len(TYPED))
        with call(ponte, chromium) as page:
            for name, value in TYPED[:last]:
                type_in(page, name, value)
                kept(page, name)
            type_in(page, *TYPED[last])
            ponte.kill()  # the last field may be on its way to the server
        ponte.start()

        with call(ponte, chromium) as page:
            for name, value in TYPED[:last]:
                expect(page.locator(f"#contatto-{name}")).to_have_value(value)
            for name in ("source", "caller", "reason"):  # the next one begins anew
                if page.locator(f"#contatto-{name}").input_value():
                    type_in(page, name, "")
                    kept(page, name)
