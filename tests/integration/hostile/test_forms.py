"""Whatever a form is sent, nothing of it runs, nothing is half-written, and what is refused is told in Italian."""

import asyncio
import logging
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import lxml.html
import pytest
from bokeh.document import Document
from jinja2 import ChainableUndefined
from panel.custom import JSComponent
from panel.io.state import set_curdoc

from apps.components.conversation import Conversation
from apps.components.live import Live
from apps.components.messages import UNFORESEEN
from apps.pages import PAGES, ROUTES

TODAY = date(2026, 11, 22)
DANGEROUS = re.compile(r"^(on|formaction$)", re.IGNORECASE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The invented district, with paths of care; the norms say one word."""
    from apps.serve import open_desk
    from apps.settings import Settings
    from coordinator.district import generate, load
    from coordinator.district.pact import sign_demo_agreement
    from coordinator.district.path import walk_ada
    from coordinator.protection import open_viewer

    home = tmp_path_factory.mktemp("ponte")
    desk = open_desk(Settings(home=home, url=None, user="demo", day=TODAY), demo=True)
    viewer = open_viewer(desk.store, "demo")
    load(desk.store, generate(12, 7), viewer)
    walk_ada(desk.store, viewer)
    sign_demo_agreement(desk.store, viewer, TODAY)
    yield replace(desk, today=lambda: TODAY)
    desk.store.close()


@pytest.fixture
def components(monkeypatch):
    """The live parts that pages make."""
    made, begin = [], JSComponent.__init__

    def noted(component, *words, **named):
        begin(component, *words, **named)
        made.append(component)

    monkeypatch.setattr(JSComponent, "__init__", noted)
    return made


@pytest.fixture
def opened(desk, components):
    """Open a page as a session would; returns its document and its live parts."""

    def open_page(route, **arguments):
        document = Document()
        sent = {name: [text.encode("utf-8", "replace")] for name, text in arguments.items()}
        request = SimpleNamespace(arguments=sent, cookies={}, headers={}, nonce="x")
        context = SimpleNamespace(
            request=request, id="s", token="", logged_out=False, server_context=None, session=None
        )
        document._session_context = lambda: context
        components.clear()
        with set_curdoc(document):
            PAGES[route](desk)
        return document, list(components)

    return open_page


@pytest.fixture(scope="module")
def things(desk):
    """What the pages are about: a person, her case, a tie, an agreement."""
    from sqlalchemy import select

    from coordinator.model import AgreementDraft, Case, Tie

    with desk.store.reading() as session:
        case, draft = session.scalar(select(Case.id)), session.scalar(select(AgreementDraft.id))
        return ("per:ada", case, str(session.scalar(select(Tie.key))), draft or "acc:1", "svc:adi")


def forms_of(component):
    """List what the forms and buttons of a piece send: their data, and their fields with what may be chosen."""
    tree = lxml.html.fromstring(f"<div>{component.html}</div>")
    for form in tree.xpath("//form[@data-act]"):
        fields = {}
        for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            options = [one.get("value") or one.text_content() for one in field.xpath(".//option")]
            fields[field.get("name")] = options or [field.get("value") or "", "3", "1/3/2026", "Rosa Neri"]
            if field.get("type") == "file":
                fields[field.get("name")] = [{"name": "a.csv", "base64": "YTti"}]
        yield data_of(form), fields
    for button in tree.xpath("//button[@data-act]|//*[@data-on-change]"):
        yield data_of(button), {}


def data_of(element):
    def camel(name):
        return re.sub(r"-(\w)", lambda one: one[1].upper(), name)

    return {camel(name[5:]): value for name, value in element.items() if name.startswith("data-")}


def send(component, act):
    """Send a piece what a browser would; a failure that nobody foresaw is a crash."""
    component._handle_msg(act)
    assert UNFORESEEN not in component.notice, act
    assert UNFORESEEN not in component.html, act


def refused(component):
    """Say whether a piece has just told that something cannot be done."""
    task = getattr(component._handle, "__self__", None)
    return bool(component.notice or getattr(task, "notice", "") or getattr(task, "refusal", None))


def is_harmless(html):
    """Say whether nothing in a piece of page can run."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    return not tree.xpath("//script|//iframe|//object|//embed|//base") and not any(
        DANGEROUS.match(name) or re.match(r"\s*javascript:", value, re.IGNORECASE)
        for element in tree.iter() if isinstance(element.tag, str)
        for name, value in element.items()
    )  # fmt: skip


def attack(component, made, noted, times):
    """Send each form and button of a piece hostile words, several times."""
    for data, fields in list(forms_of(component)):
        for _ in range(times):
            act = {
                name: made.value() if name != "act" and made.chance(0.15) else text
                for name, text in data.items()
            }
            act |= {
                name: made.value() if made.chance(0.5) else made.choose(usual)
                for name, usual in fields.items()
            }
            if fields and made.chance(0.1):
                act.pop(made.choose(list(fields)))
            with noted.during() as kept:
                send(component, act)
            if refused(component):
                assert not kept, (act, kept)
            assert is_harmless(component.html), act


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_survives_whatever_it_is_sent(
    desk, things, opened, route, whole_trial, hostile, tries, written, caplog, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.ERROR, "ponte")
    made, noted = hostile(route), written(desk.store.engine)
    for about in things:
        document, components = opened(route, id=about)
        caplog.clear()  # a page that has nothing to do with this says so
        with set_curdoc(document):
            pieces = [one for one in components if isinstance(one, Live) and list(forms_of(one))]
            for component in pieces:
                attack(component, made, noted, tries(1))
        if pieces and not whole_trial:  # in the whole trial, every page about everything
            break
    assert not [record for record in caplog.records if record.name == "ponte" and record.levelname == "ERROR"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_survives_whatever_its_address_says(opened, route, hostile, tries, caplog):
    caplog.set_level(logging.ERROR, "ponte")
    made = hostile(f"? {route}")
    names = ("id", "cerca", "giorno", "dal", "al", "urn", "q", "su", "senza", "tipo", "legame", "da", "nuova")
    for _ in range(tries(1)):
        arguments = {
            name: made.text() if made.chance(0.4) else "per:ada" for name in names if made.chance(0.5)
        }
        document, components = opened(route, **arguments)
        values = {"roots": ChainableUndefined(), "plot_script": "", **document.template_variables}
        html = document.template.render(**values)
        inner = re.search(r"<main[^>]*>(.*)</main>", html, re.DOTALL)[1].replace("\x00", "")
        assert is_harmless(re.sub(r'<script nonce="x">.*?</script>', "", inner, flags=re.DOTALL)), arguments
        assert all(is_harmless(one.html) for one in components if isinstance(one, Live))
        assert not [record.getMessage() for record in caplog.records if record.name == "ponte"], arguments


def test_the_map_and_the_chat_survive_whatever_they_are_sent(opened, hostile, tries):
    made = hostile("map")
    for route in ("/mappa", "/domande"):
        document, components = opened(route, id="per:ada")
        odd = [one for one in components if not isinstance(one, Live)]
        assert odd, route
        with set_curdoc(document):
            for component in odd:
                for _ in range(tries(30)):
                    data = {
                        "type": made.choose(
                            ["moved", "replaced", "begin", "drawn", "stop", "save", made.value()]
                        )
                    }
                    data |= {
                        name: made.value() for name in ("id", "x", "y", "format", "text") if made.chance(0.6)
                    }
                    component._handle_msg(data)


def test_the_chat_answers_whatever_it_is_asked(opened, hostile, tries):
    made = hostile("chat")
    document, components = opened("/domande", id="per:ada")
    (chat,) = (one for one in components if isinstance(one, Conversation))

    async def converse():
        for _ in range(tries(2)):
            chat.ask(made.text()[:4000])
            while chat.busy:
                await asyncio.sleep(0.005)

    with set_curdoc(document):
        asyncio.run(converse())
    assert all(is_harmless(one["html"]) for one in chat.messages)
    assert UNFORESEEN not in str(chat.messages)
