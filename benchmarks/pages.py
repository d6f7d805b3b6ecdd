"""
Measure what a reader waits for, and what her open pages cost, each printed with its ratio to the limit.

    python -m benchmarks.pages [--repeat 5] [--sessions 50]

The demo is served by a process of its own on one port; Debian's Chromium is the reader. Limits hold for two quiet
cores: say the load beside the numbers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from benchmarks.pages_served import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

PAGES = (
    "",
    "persona?id=per%3Aada",
    "mappa?id=per%3Aada",
    "percorso?id={case}",
    "piano?id={case}",
    "domande",
    "norme",
    "servizi",
)
LIMITS = {
    "cold": 4.0,
    "warm": 2.0,
    "details": 0.3,
    "draw 60": 1.0,
    "draw 300": 3.0,
    "first words": 0.5,
    "stop": 0.3,
}
"""Seconds."""

QUESTIONS = {
    "on a record": (
        "Quale termine sta correndo?",
        "Chi la segue?",
        "Che cosa manca nella sua rete?",
        "Che cosa è cambiato da marzo?",
        "Quali servizi riceve adesso?",
    ),
    "on the norms": (
        "Quanti giorni di permesso al mese ha chi assiste un familiare con disabilità grave?",
        "Che cosa sono i livelli essenziali delle prestazioni sociali?",
        "Che cosa fa la centrale operativa territoriale?",
        "Chi fa parte dell'unità di valutazione multidimensionale?",
        "Che cosa prevede la legge per il dopo di noi?",
    ),
}

PER_SESSION, IDLE = 2.0, 300.0
"""Megabytes: what one open session may add, and what a server with 50 idle ones may hold in all."""

AT_REST = """() => (typeof Bokeh === "undefined"
    || (Bokeh.documents.length && Bokeh.documents.every((one) => one.roots().length && one.is_idle)))
    && !document.querySelector('[aria-busy="true"]')"""

SHOWN = """([css, words]) => {
    const look = (root) => [...root.querySelectorAll(css)].some(
        (one) => one.checkVisibility() && one.textContent.includes(words))
        || [...root.querySelectorAll("*")].some((one) => one.shadowRoot && look(one.shadowRoot));
    return look(document);
}"""
"""Whether something is on the screen; a locator's own wait looks only every half second."""


def main() -> None:
    """Measure all and print it; stop with an error when a limit is passed."""
    options = _options()
    with tempfile.TemporaryDirectory() as home, served(home) as (url, tell):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        found = [*_seen(url, tell, options.repeat), *_kept(url, tell, options.sessions)]
        print(f"load at the end {os.getloadavg()[0]:.1f}")
    if not all(found):
        raise SystemExit(1)


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="times that each thing is measured")
    parser.add_argument("--sessions", type=int, default=50, help="pages that stay open at once")
    return parser.parse_args()


def _say(what: str, seconds: list[float], limit: float) -> bool:
    """Print a time, the middle one of several, and its ratio to the limit."""
    middle = statistics.median(seconds)
    spread = f"{min(seconds):.2f}–{max(seconds):.2f}"
    print(
        f"{what:42} {middle:6.2f} s  ({spread})  limit {limit:.1f} s  ratio {middle / limit:.2f}", flush=True
    )
    return middle <= limit


def _seen(url: str, tell: Callable[[str], dict[str, float]], repeat: int) -> Iterator[bool]:
    """Measure what a reader waits for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        page = browser.new_context(locale="it-IT").new_page()
        page.set_default_timeout(120_000)
        yield _say("cold: first page of a new server", [_open(page, url)], LIMITS["cold"])
        case = str(tell("case")["case"])
        for address in PAGES:
            place = address.format(case=case)
            _open(page, url + place)
            times = [_open(page, url + place) for _ in range(repeat)]
            yield _say(f"warm: /{address.split('?')[0]}", times, LIMITS["warm"])
        yield _say(
            "select → details", [_select(page, url, number) for number in range(repeat)], LIMITS["details"]
        )
        for parties in (60, 300):
            _open(page, f"{url}prova?n={parties}")
            times = [_open(page, f"{url}prova?n={parties}") for _ in range(repeat)]
            drawn = page.locator(".node").count()
            yield drawn == parties and _say(
                f"{drawn} parties, from click to drawn", times, LIMITS[f"draw {parties}"]
            )
        yield from _talk(page, url, tell, repeat)
        browser.close()


def _open(page: Page, address: str) -> float:
    """Open an address; return the seconds until it is at rest."""
    page.goto("about:blank")
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_function(AT_REST)
    return time.perf_counter() - begun


def _shown(page: Page, css: str, words: str = "") -> None:
    """Wait until something is on the screen, looking at every frame."""
    page.wait_for_function(SHOWN, arg=[css, words])


def _select(page: Page, url: str, number: int) -> float:
    """Choose a party of the map; return the seconds until her record is beside it."""
    party, name = [("per:lucia", "Lucia Bruni"), ("svc:adi", "ADI di Valdoria"), ("per:rosa", "Rosa Pini")][
        number % 3
    ]
    _open(page, f"{url}mappa?id=per%3Aada")
    node = page.locator(f'.node[data-id="{party}"]')
    node.focus()
    begun = time.perf_counter()
    page.keyboard.press("Enter")
    _shown(page, ".beside h2", name)
    return time.perf_counter() - begun


def _talk(page: Page, url: str, tell: Callable[[str], dict[str, float]], repeat: int) -> Iterator[bool]:
    """Measure the first words of answers, none of them asked before, and how soon Stop stops one."""
    for what, questions in QUESTIONS.items():
        _ask(page, url, "Chi predispone il progetto individuale?")  # the norms are open
        times = [_ask(page, url, question) for question in questions]
        yield _say(f"first words: {len(times)} questions {what}", times, LIMITS["first words"])
    yield _say("Stop", [_stop(page, url, tell) for _ in range(repeat)], LIMITS["stop"])


def _stop(page: Page, url: str, tell: Callable[[str], dict[str, float]]) -> float:
    """Stop an answer that is held back; return the seconds until the page says so and takes a question again."""
    _open(page, f"{url}domande")
    tell("hold")
    try:
        page.locator(".ask textarea").fill("Chi predispone il progetto individuale?")
        page.keyboard.press("Enter")
        stop = page.get_by_role("button", name="Ferma")
        stop.wait_for()
        last = time.monotonic() + 30
        while not tell("held")["held"]:
            if time.monotonic() > last:
                sys.exit("The question to be stopped no longer reaches the norms: choose another.")
            time.sleep(0.05)
        begun = time.perf_counter()
        stop.click()
        _shown(page, ".message.ponte", "Hai fermato la risposta.")
        _shown(page, ".ask button", "Chiedi")
        return time.perf_counter() - begun
    finally:
        tell("free")


def _ask(page: Page, url: str, question: str) -> float:
    """Ask; return the seconds until the answer's own first words are there."""
    _open(page, f"{url}domande?id=per%3Aada")
    page.locator(".ask textarea").fill(question)
    begun = time.perf_counter()
    page.keyboard.press("Enter")
    _shown(page, ".message.ponte .answer")
    return time.perf_counter() - begun


def _kept(url: str, tell: Callable[[str], dict[str, float]], sessions: int) -> Iterator[bool]:
    """Measure what open sessions cost a server that holds no model, and what closed ones leave behind."""
    with tempfile.TemporaryDirectory() as home, served(home) as (fresh, say):
        mixed = [
            f"{fresh}{page}" for page in ("mappa?id=per%3Aada", "domande", "rivedi?id=per%3Aada", "giornata")
        ]
        own = say("state")["documents"]  # the process's own, of no session
        asyncio.run(_hold(mixed * 2, lambda: None))  # what is imported once is no session's
        _settle(say, own)
        before = say("state")["mb"]
        during = asyncio.run(
            _hold([mixed[n % len(mixed)] for n in range(sessions)], lambda: say("state")["mb"])
        )
        left = _settle(say, own)
    each = (during - before) / sessions
    print(f"{'one open session':42} {each:6.2f} MB  limit {PER_SESSION} MB  ratio {each / PER_SESSION:.2f}")
    whole = f"{sessions} idle sessions, whole process"
    print(f"{whole:42} {during:6.0f} MB  limit {IDLE:.0f} MB  ratio {during / IDLE:.2f}")
    print(f"{'documents alive after all were closed':42} {left:6.0f}  limit 0")
    yield from (each <= PER_SESSION, during <= IDLE, left == 0)


def _settle(tell: Callable[[str], dict[str, float]], own: float, seconds: float = 60.0) -> float:
    """Wait until the closed sessions' documents are freed; return how many beside the process's own are held."""
    last = time.monotonic() + seconds
    while (held := tell("state")["documents"] - own) > 0 and time.monotonic() < last:
        time.sleep(1)
    return held


async def _hold(addresses: list[str], then: Callable[[], Any]) -> Any:  # noqa: ANN401  what `then` gives
    """Keep a session open at each address as a browser would, do something, and close them."""
    from tornado.httpclient import HTTPRequest
    from tornado.websocket import websocket_connect

    sockets = []
    for address in addresses:
        with urlopen(address) as answer:  # noqa: S310  our own server
            found = re.search(r'"token":"([^"]+)"', answer.read().decode())
        if found is None:
            sys.exit(f"{address} keeps no session: it failed, or it has no live part; measure another.")
        place, _, query = address.partition("?")
        origin = re.match(r"http://[^/]+", address)[0]  # type: ignore[index]
        path = place.replace("http://", "ws://").rstrip("/") + "/ws" + (f"?{query}" if query else "")
        request = HTTPRequest(path, headers={"Origin": origin})
        socket = await websocket_connect(request, subprotocols=["bokeh", found[1]])
        for _ in range(3):
            await asyncio.wait_for(socket.read_message(), 30)
        for part in ({"msgid": "1", "msgtype": "PULL-DOC-REQ"}, {}, {}):
            await socket.write_message(json.dumps(part))
        while (said := await asyncio.wait_for(socket.read_message(), 30)) is not None and "roots" not in str(
            said
        ):
            pass
        sockets.append(socket)
    await asyncio.sleep(1)
    said_then = then()
    for socket in sockets:
        socket.close()
    await asyncio.sleep(1)
    return said_then


if __name__ == "__main__":
    main()
