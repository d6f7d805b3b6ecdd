"""The invented district behind its pages, and every address at which some form of theirs is shown."""

import json
import os
import re
import shutil
import sqlite3
from collections import deque
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest
from bokeh.document import Document
from jinja2 import ChainableUndefined, FileSystemLoader
from panel.custom import JSComponent
from panel.io.state import set_curdoc
from sqlalchemy import text

from apps.components.live import Live
from apps.pages import PAGES, ROUTES

from .marks import marked

KEPT = Path(os.environ["PONTE_HOSTILE_LOG"]) if "PONTE_HOSTILE_LOG" in os.environ else None
"""Where a long trial keeps what it is about, to go on with the same."""
DATABASE, BEGINNING = "ponte.db", "vuota/ponte.db"
TODAY = date(2026, 11, 22)
ROLES = ("case_manager", "amministratore", "responsabile_dati", "persona")
"""Who see forms that the demo's user does not."""
ALIKE = 3  # addresses of one page that ask for the same things


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
    if KEPT is None or not (KEPT / DATABASE).exists():
        fill(desk.store)
    yield replace(desk, today=lambda: TODAY)
    desk.store.close()


@pytest.fixture(scope="module")
def beginning(desk):
    """An empty record, seen by who sets it up."""
    from coordinator.protection import accounts, open_viewer
    from coordinator.protection.entry import Entered
    from coordinator.store import open_store

    store = open_store(home=desk.home / "vuota")
    if not accounts.has_accounts(store):
        accounts.open_first(store, "capo", "Capo Prova", "quattro gatti sul tetto", ["assistente_sociale"])
    me = Entered(
        "capo", "Capo Prova", "amministratore", "", False, ("amministratore", "assistente_sociale"), None
    )
    yield replace(
        desk,
        store=store,
        home=desk.home / "vuota",
        demo=False,
        me=lambda: me,
        viewer=lambda: open_viewer(store, "capo"),
    )
    store.close()


def fill(store):
    """Write what the pages are about: the district, a path of care, an agreement, and who enters."""
    from coordinator.agreements.demo import demo_agreement
    from coordinator.agreements.keeping import begin_draft
    from coordinator.district import generate, load
    from coordinator.district.pact import sign_demo_agreement
    from coordinator.district.path import walk_ada
    from coordinator.model import Account
    from coordinator.network.parties import add_party
    from coordinator.protection import open_viewer
    from coordinator.protection.emergency import open_in_emergency

    viewer = open_viewer(store, "demo")
    load(store, generate(12, 7), viewer)
    walk_ada(store, viewer)
    sign_demo_agreement(store, viewer, TODAY)
    with store.writing() as session:
        for role in ROLES:
            party = "per:ada" if role == "persona" else None
            session.add(Account(user=f"chi.{role}", role=role, name=f"Chi {role}", party_id=party))
    twice = {"given_name": "Ada", "family_name": "Serravalle", "area": "valdoria"}
    add_party(store, "persona", twice, viewer)
    other = add_party(store, "persona", {"given_name": "Ermes", "family_name": "Traskov"}, viewer)
    open_in_emergency(
        store,
        other,
        "caduta in casa, ambulanza in arrivo",
        open_viewer(store, "chi.case_manager", role="case_manager"),
    )
    begin_draft(store, demo_agreement(TODAY), viewer)


class House:
    """The records behind the pages, which can be put back as they were, and opened page by page."""

    def __init__(self, desks, open_page):
        self.desks, self.open = desks, open_page
        self.right = [copy_of(desk) for desk in desks]
        self.used = False  # whether anything may have been written since they were put back

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
        seen = replace(desk, viewer=lambda: open_viewer(desk.store, f"chi.{who}", role=who)) if who else desk
        seen = beginning if route == "/avvio" else seen
        components.clear()
        with set_curdoc(document):
            PAGES[route](seen)
        return document, list(components)

    return open_page


def shown(document):
    """Write what a page shows beside its live parts."""
    values = {"roots": ChainableUndefined(), "plot_script": "", **document.template_variables}
    inner = re.search(r"<main[^>]*>(.*)</main>", document.template.render(**values), re.DOTALL)[1]
    return re.sub(r'<script nonce="x">.*?</script>', "", inner.replace("\x00", ""), flags=re.DOTALL)


@pytest.fixture(scope="session")
def words_of():
    return shown


@pytest.fixture(scope="module")
def things(desk):
    """What the pages are about: a person, her case, a tie, an agreement, a service."""
    from sqlalchemy import select

    from coordinator.model import AgreementDraft, Case, Tie

    with desk.store.reading() as session:
        case, draft = session.scalar(select(Case.id)), session.scalar(select(AgreementDraft.id))
        return ("per:ada", case, str(session.scalar(select(Tie.key))), draft or "acc:1", "svc:adi")


def links_of(html):
    """List the pages that a piece of page leads to, and what each is asked for."""
    for address in lxml.html.fromstring(f"<div>{html}</div>").xpath("//a/@href"):
        parts = urlsplit(address)
        route = "/" + parts.path.lstrip("./")
        if not parts.scheme and route in ROUTES and (parts.query or parts.path):
            yield route, dict(parse_qsl(parts.query))


@pytest.fixture(scope="module")
def addresses(house, opened, things):
    """Follow the links of all pages, as some roles; returns the addresses of each, those that ask alike but a few."""
    kept = KEPT / "indirizzi" if KEPT is not None else None
    if kept is not None and kept.exists():
        return json.loads(kept.read_text())
    found = follow(opened, things, whole="PONTE_HOSTILE" in os.environ)
    if kept is not None:
        kept.write_text(json.dumps(found))
    return found


def follow(opened, things, *, whole):
    """Open page after page; in a short trial one of each, in the whole one a few for each role."""
    found, seen = {route: [] for route in ROUTES}, {}
    begun = [{}, *({"id": one} for one in (things if whole else things[:2]))]
    queue = deque((who, route, asked) for who in ("", *ROLES) for route in ROUTES for asked in begun)
    while queue:
        who, route, asked = queue.popleft()
        alike = (who, route, frozenset(asked), asked.get("id", "")[:4])
        if (who and not whole and not asked) or seen.get(alike, 0) >= (ALIKE if whole else 1):
            continue
        if (who, route, asked) in found[route]:
            continue
        seen[alike] = seen.get(alike, 0) + 1
        document, made = opened(route, who, **asked)
        if document.template_variables.get("message"):  # a notice in the place of the page
            continue
        found[route].append((who, route, asked))
        html = shown(document) + "".join(one.html for one in made if isinstance(one, Live))
        queue.extend((who, *link) for link in links_of(html))
    return found
