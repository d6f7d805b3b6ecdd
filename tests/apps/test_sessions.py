"""What a closed page leaves behind, and what one page's key opens."""

import asyncio
import gc
import json
import re
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tornado.httpclient import HTTPRequest
from tornado.simple_httpclient import HTTPTimeoutError
from tornado.websocket import websocket_connect

ADA = "?id=per%3Aada"


@pytest.fixture
def documents(monkeypatch):
    """References to the documents that are made from now on."""
    from bokeh.document import Document

    made, make = [], Document.__init__

    def noted(document, *arguments, **named):
        made.append(weakref.ref(document))
        make(document, *arguments, **named)

    monkeypatch.setattr(Document, "__init__", noted)
    return made


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", "domande", f"mappa{ADA}", f"persona{ADA}"])
def test_a_closed_page_is_freed(visit, see, documents, patience, address):
    opened = visit().page
    for _ in range(3):
        see(opened, address)
    opened.goto("about:blank")

    last = time.monotonic() + 3 * patience
    while sum(made() is not None for made in documents) > 1 and time.monotonic() < last:
        time.sleep(0.5)
        gc.collect()
    assert len(documents) >= 3
    assert sum(made() is not None for made in documents) <= 1  # the server's loop remembers its latest


def key_of(page):
    return re.search(r'"token":"([^"]+)"', page.content()).group(1)


def first_words(site, path, token, origin=None):
    """Open a page's websocket with a key; return what the server says, or the refusal."""

    async def talk():
        address = site.url.replace("http://", "ws://") + f"{path}/ws"
        headers = {"Origin": origin or site.url.rstrip("/")}
        request = HTTPRequest(address, headers=headers, connect_timeout=8, request_timeout=8)
        socket = await websocket_connect(request, subprotocols=["bokeh", token])
        try:
            said = [
                str(await socket.read_message()) for _ in range(3)
            ]  # the server's greeting, in three parts
            for part in ({"msgid": "1", "msgtype": "PULL-DOC-REQ"}, {}, {}):
                await socket.write_message(json.dumps(part))
            while "roots" not in "".join(said) and (part := await socket.read_message()) is not None:
                said.append(str(part))
        finally:
            socket.close()
            await asyncio.sleep(0.3)
        return "".join(said)

    with ThreadPoolExecutor(1) as pool:  # the browser's driver has a loop in this thread
        return pool.submit(lambda: asyncio.run(asyncio.wait_for(talk(), 15))).result()


@pytest.mark.browser
def test_the_key_of_a_page_opens_that_page(window, site):
    window.goto(site.address("domande"))

    assert "Chi predispone il progetto individuale" in first_words(site, "domande", key_of(window))


@pytest.mark.browser
def test_a_page_key_that_nobody_signed_opens_nothing(window, site):
    window.goto(site.address("domande"))

    try:
        said = first_words(site, "domande", quote("eyJzZXNzaW9uX2lkIjogInByZXNvIn0"))
    except (TimeoutError, HTTPTimeoutError):  # the server has shut the door without a word
        said = ""
    assert "roots" not in said


@pytest.mark.browser
def test_the_key_of_one_page_shows_nothing_of_another(window, site, as_role):
    as_role("ricercatore")
    window.goto(site.address("domande"))

    said = first_words(site, "mappa", key_of(window))

    assert "Serravalle" not in said
    assert "Bruni" not in said


@pytest.mark.browser
def test_a_researcher_sees_no_person(window, see, as_role):
    as_role("ricercatore")
    for address in ("persona?id=per%3Aada", "mappa?id=per%3Aada", "persona?cerca=Bruni", ""):
        see(window, address)

        expect(window.locator("h1")).to_be_visible()
        expect(window.locator("main")).not_to_contain_text("Serravalle")


@pytest.mark.browser
def test_another_site_cannot_open_a_page(window, site):
    window.goto(site.address("domande"))

    with pytest.raises(Exception, match="403"):
        first_words(site, "domande", key_of(window), origin="http://altrove.example")
