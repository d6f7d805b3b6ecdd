"""The invented district behind its pages, and every address at which some form of theirs is shown."""

import asyncio
import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from bokeh.document import Document
from jinja2 import FileSystemLoader
from panel.custom import JSComponent
from panel.io.state import set_curdoc
from sqlalchemy import text

from apps.pages import PAGES, ROUTES
from coordinator.territory import view

from .links import follow, shown
from .marks import marked
from .ways import ALONE, LARGE, WAYS, walk
from .world import TODAY, begin, fill

KEPT = Path(os.environ["PONTE_HOSTILE_LOG"]) if "PONTE_HOSTILE_LOG" in os.environ else None
"""Where a long trial keeps what it is about, to go on with the same."""
DATABASE, BEGINNING = "ponte.db", "vuota/ponte.db"


def noon():
    """Tell the time of what is written: of the day on which the pages stay, so that roles hold on it."""
    return datetime.combine(TODAY, time(12)).astimezone()


@pytest.fixture(scope="module", autouse=True)
def loop():
    """The loop that serves the pages; a module that ran before may have left none."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield loop
    asyncio.set_event_loop(None)
    loop.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The invented district, with paths of care; the norms say one word. A long trial goes on with the same."""
    from apps.serve import open_desk
    from apps.settings import Settings

    home = tmp_path_factory.mktemp("ponte")
    for name in (DATABASE, BEGINNING):
        if KEPT is not None and (KEPT / name).exists():
            (home / name).parent.mkdir(exist_ok=True)
            shutil.copy(KEPT / name, home / name)
    desk = open_desk(Settings(home=home, url=None, user="demo", day=TODAY), demo=True)
    desk = replace(desk, store=replace(desk.store, clock=noon))
    if KEPT is None or not (KEPT / DATABASE).exists():
        fill(desk.store)
    yield replace(desk, today=lambda: TODAY)
    desk.store.close()


@pytest.fixture(scope="module")
def beginning(desk):
    """An empty record, seen by who sets it up."""
    from coordinator.protection import accounts
    from coordinator.store import open_store

    store = open_store(home=desk.home / "vuota", clock=noon)
    if not accounts.has_accounts(store):
        begin(store)
    yield replace(desk, store=store, home=desk.home / "vuota", demo=False)
    store.close()


def entered(desk, *roles):
    """Open a desk to who sets Ponte up, in one or more roles."""
    from coordinator.protection import open_viewer
    from coordinator.protection.entry import Entered

    me = Entered("capo", "Capo Prova", roles[0], "", False, roles, None)
    return replace(desk, me=lambda: me, viewer=lambda: open_viewer(desk.store, "capo", role=roles[-1]))


class House:
    """The records behind the pages, which can be put back as they were, and opened page by page."""

    def __init__(self, desks, open_page):
        self.desks, self.open = desks, open_page
        self.right = [copy_of(desk) for desk in desks]
        self.used = True  # whether anything may have been written since they were put back

    def put_back(self):
        """Write the records anew as they were at first."""
        if not self.used:
            return
        self.used = False
        for desk, right in zip(self.desks, self.right, strict=True):
            with closing(sqlite3.connect(desk.home / DATABASE)) as now:
                now.execute("PRAGMA synchronous=OFF")
                right.backup(now)

    def check(self):
        """Assert that the records are whole."""
        for desk in self.desks:
            with desk.store.reading() as session:
                assert session.scalar(text("PRAGMA integrity_check")) == "ok"
                assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def copy_of(desk):
    """Remember a record as it is."""
    right = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(desk.home / DATABASE)) as now:
        now.backup(right)
    return right


@pytest.fixture(scope="module")
def house(desk, beginning, opened):
    """The records as they are now are what they are put back to."""
    made = House((desk, beginning), lambda who, route, asked: opened(route, who, **asked))
    for right, name in zip(made.right, (DATABASE, BEGINNING), strict=True):
        if KEPT is not None and not (KEPT / name).exists():
            (KEPT / name).parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(KEPT / name)) as kept:
                right.backup(kept)
    yield made
    for right in made.right:
        right.close()


@pytest.fixture(scope="module")
def components():
    """The live parts that pages make."""
    made, begin = [], JSComponent.__init__

    def noted(component, *words, **named):
        begin(component, *words, **named)
        made.append(component)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JSComponent, "__init__", noted)
        yield made


@pytest.fixture(scope="module")
def marks():
    """Mark in each page which form of which template is shown."""
    from apps.components.frame import environment

    def source_of(loader, made, name):
        source, *others = read(loader, made, name)
        return (marked(name, source), *others)

    read = FileSystemLoader.get_source
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileSystemLoader, "get_source", source_of)
        environment.cache_clear()
        yield
    environment.cache_clear()


@pytest.fixture(scope="module")
def opened(desk, beginning, components, marks):
    """Open a page as a session would; returns its document and its live parts."""
    from coordinator.protection import open_viewer

    def open_page(route, who="", **arguments):
        document = Document()
        sent = {name: [text.encode("utf-8", "replace")] for name, text in arguments.items()}
        request = SimpleNamespace(arguments=sent, cookies={}, headers={}, nonce="x")
        document._session_context = lambda: SimpleNamespace(
            request=request, id="s", token="", logged_out=False, server_context=None, session=None
        )
        at = desk
        if route == "/avvio":
            at = entered(beginning, "amministratore", *(["assistente_sociale"] if who != ALONE else ()))
        elif who not in {"", LARGE}:
            at = replace(desk, viewer=lambda: open_viewer(desk.store, f"chi.{who}", role=who))
        components.clear()
        with set_curdoc(document), patch.object(view, "SMALL", 0 if who == LARGE else view.SMALL):
            PAGES[route](at)
        return document, list(components)

    return open_page


@pytest.fixture(scope="session")
def words_of():
    return shown


@pytest.fixture(scope="module")
def names(desk):
    """The cases and the agreements that the pages are about: their ids differ at each run."""
    from sqlalchemy import select

    from coordinator.model import AgreementDraft, Case

    with desk.store.reading() as session:
        cases, drafts = (
            session.scalars(select(one.id).order_by(one.key)).all() for one in (Case, AgreementDraft)
        )
    return {"case": cases[0], "new case": cases[-1], "draft": drafts[-2], "blank": drafts[-1]}


@pytest.fixture(scope="module")
def things(names):
    """What the pages are about: a person, her case, a tie, an agreement, a service."""
    return ("per:ada", names["case"], "1", names["draft"], "svc:adi")


@pytest.fixture(scope="module")
def seen():
    """Which forms and buttons some page has shown, of which template."""
    return set()


@pytest.fixture(scope="module")
def ways(addresses, house, names, seen):
    """Go the ways that are known; returns those of each page to what is not shown when it is opened."""
    found = {route: [] for route in ROUTES}
    for one in WAYS:
        found[one.route] += walk(house, one, names, seen)
    house.put_back()
    return found


@pytest.fixture(scope="module")
def addresses(house, opened, things, seen, whole_trial, bound):
    """Follow the links of all pages, as some roles; returns the addresses of each, those that ask alike but a few."""
    kept = KEPT / "indirizzi" if KEPT is not None else None
    if kept is not None and kept.exists():
        return json.loads(kept.read_text())
    found = follow(opened, things, seen, whole=whole_trial and not bound)
    if kept is not None:
        kept.write_text(json.dumps(found))
    return found
