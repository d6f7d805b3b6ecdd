"""The invented district behind its pages, and every address at which some form of theirs is shown."""

import json
import os
import re
from collections import deque
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest
from bokeh.document import Document
from jinja2 import ChainableUndefined
from panel.custom import JSComponent
from panel.io.state import set_curdoc

from apps.components.live import Live
from apps.pages import PAGES, ROUTES

TODAY = date(2026, 11, 22)
ROLES = ("case_manager", "amministratore", "responsabile_dati", "persona")
"""Who see forms that the demo's user does not."""
ALIKE = 3  # addresses of one page that ask for the same things


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The invented district, with paths of care; the norms say one word."""
    from apps.serve import open_desk
    from apps.settings import Settings
    from coordinator.district import generate, load
    from coordinator.district.pact import sign_demo_agreement
    from coordinator.district.path import walk_ada
    from coordinator.model import Account
    from coordinator.protection import open_viewer

    home = tmp_path_factory.mktemp("ponte")
    desk = open_desk(Settings(home=home, url=None, user="demo", day=TODAY), demo=True)
    viewer = open_viewer(desk.store, "demo")
    load(desk.store, generate(12, 7), viewer)
    walk_ada(desk.store, viewer)
    sign_demo_agreement(desk.store, viewer, TODAY)
    with desk.store.writing() as session:
        for role in ROLES:
            party = "per:ada" if role == "persona" else None
            session.add(Account(user=f"chi.{role}", role=role, name=f"Chi {role}", party_id=party))
    yield replace(desk, today=lambda: TODAY)
    desk.store.close()


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
def opened(desk, components):
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
def addresses(opened, things):
    """Follow the links of all pages, as some roles; returns the addresses of each, those that ask alike but a few."""
    kept = Path(os.environ["PONTE_HOSTILE_LOG"]) / "indirizzi" if "PONTE_HOSTILE_LOG" in os.environ else None
    if kept is not None and kept.exists():  # the district is invented alike each time
        return json.loads(kept.read_text())
    found = follow(opened, things, whole="PONTE_HOSTILE" in os.environ)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
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
