# ruff: noqa: E501 - the words of a list are read side by side
"""Whatever is sent to the forms at the door, nobody is let in who may not be, nothing runs, and nothing breaks."""

import re
import sqlite3
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import quote, urlencode

import lxml.html
import pytest
from argon2 import PasswordHasher
from tornado.web import RequestHandler

from apps.components.entry import COOKIE
from apps.pages.entry.forms import FORMS
from apps.serve import open_desk
from apps.settings import Settings
from coordinator.protection import accounts, open_viewer, password_changes, passwords

GOOD = "quattro gatti sul tetto"
FIELDS = {
    "/entra": {"user": "rosa", "password": GOOD, "next": "/persona"},
    "/inizio": {
        "user": "capo", "name": "Capo Prova", "role": "medico", "password": GOOD, "password_again": GOOD, "code": "",
    },
    "/password": {"old": GOOD, "password": "cinque cani in cantina", "password_again": "cinque cani in cantina", "next": "./"},
    "/ruolo": {"role": "infermiere_famiglia", "purpose": "cura", "next": "/persona"},
    "/esci": {},
}  # fmt: skip
"""What somebody who means well would send to each."""
FOLLOWED = {"href", "src", "action", "formaction"}
TYPES = (
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain",
    "",
    "x" * 9000,
)
BODIES = (
    b"", b"\x00" * 99, b"%", b"user=%ff%fe&password=%00", b"user", b"&" * 5000, b"user=a&user=b&user[]=c", b'{"user": 1}',
    b"--x\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\na", b"a=" + b"9" * 300_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory, served, free_place):
    """Serve a record in which a person may enter, and one in which nobody may yet; each can be put back."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: hasher)
        filled, empty = (_open(tmp_path_factory.mktemp(name)) for name in ("piena", "vuota"))
        accounts.open_first(filled.store, "capo", "Capo Prova", GOOD, [])
        roles = ["infermiere_famiglia", "medico"]
        old = accounts.open_account(filled.store, "rosa", "Rosa", roles, open_viewer(filled.store, "capo"))
        password_changes.change_password(filled.store, "rosa", old, GOOD)
        places = [free_place(), free_place()]
        with served(filled, places[0]), served(empty, places[1]):
            yield [_kept(*one) for one in zip((filled, empty), places, strict=True)]


def _open(home):
    return open_desk(Settings(home=home, url=None, user="demo", day=date(2026, 11, 22)), demo=False)


def _kept(desk, place):
    """Remember the record as it is, to put it back."""
    right = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(desk.home / "ponte.db")) as now:
        now.backup(right)

    def put_back():
        with closing(sqlite3.connect(desk.home / "ponte.db")) as now:
            right.backup(now)

    return SimpleNamespace(desk=desk, place=place, put_back=put_back)


def post(place, path, body, cookie="", kind="application/x-www-form-urlencoded"):
    """Send bytes to a form as a page of this site would."""
    with closing(HTTPConnection(place.host, timeout=60)) as connection:
        headers = {"Origin": place.url.rstrip("/"), "Cookie": cookie, "Content-Type": kind}
        connection.request("POST", path, body, {name: value for name, value in headers.items() if value})
        answer = connection.getresponse()
        return SimpleNamespace(
            status=answer.status, headers=answer.headers, text=answer.read().decode("utf-8", "replace")
        )


def body_of(made, right):
    """Write a form's body: rightly in part, or no form at all."""
    if made.chance(0.15):
        return made.choose(BODIES)
    hostile = made.choose([0.2, 0.6, 1.0])
    sent = [(name, made.text() if made.chance(hostile) else value) for name, value in right.items()]
    sent += [(made.text()[:50], made.text())] * made.chance(0.2)
    sent += [made.choose(sent)] if sent and made.chance(0.1) else []
    return urlencode(sent, errors="replace").encode()


def runs_in(page):
    """List what could run in a page and is not of ours."""
    tree = lxml.html.fromstring(page)
    return [
        (element.tag, name, value[:80])
        for element in tree.iter() if isinstance(element.tag, str)
        for name, value in [*element.items(), ("", "")]
        if name.lower().startswith("on")
        or (name in FOLLOWED and re.match(r"[\s\x00-\x1f]*(javascript|vbscript|data):", value, re.IGNORECASE))
        or (element.tag in {"script", "iframe", "object", "base"} and not name and not element.get("nonce"))
    ]  # fmt: skip


def outcome_of(answer, sent, kept):
    """Say what came of a form that was sent."""
    location = answer.headers.get("Location", "")
    let_in = f"{COOKIE}=" in answer.headers.get("Set-Cookie", "") and '""' not in answer.headers["Set-Cookie"]
    if answer.status >= 500:
        return "CRASH"
    if runs_in(answer.text or "<p></p>"):
        return "ESEGUIBILE"
    if re.match(r"\s*([a-z]+:|//|/\\)", location, re.IGNORECASE):
        return "PORTATO FUORI"
    if let_in and quote(GOOD, safe="").replace("%20", "+").encode() not in sent and b"role=" not in sent:
        return "ENTRATO"
    if answer.status != 302 and kept:
        return "SCRITTO A METÀ"
    return "accolti" if answer.status == 302 else "rifiutati"


def test_every_form_at_the_door_is_tried():
    assert set(FIELDS) == {route for route, form in FORMS.items() if form.post is not RequestHandler.post}


@pytest.mark.parametrize("route", FIELDS)
def test_a_form_at_the_door_survives_whatever_it_is_sent(route, house, hostile, tries, tally, written):
    at = house[route == "/inizio"]
    kept, faults = tally(f"porta {route[1:]}"), []
    made, noted = hostile(f"door {route} {kept.done(route)}"), written(at.desk.store.engine)
    at.put_back()
    for _ in range(tries(12) - kept.done(route)):
        cookie = ""
        if route not in {"/entra", "/inizio"} and made.chance(0.9):
            entered = post(at.place, "/entra", urlencode({"user": "rosa", "password": GOOD}).encode())
            cookie = entered.headers["Set-Cookie"].split(";")[0]
        body = body_of(made, FIELDS[route])
        kind = made.choose(TYPES) if made.chance(0.1) else "application/x-www-form-urlencoded"
        query = "?" + urlencode({"next": made.text()[:2000]}, errors="replace") if made.chance(0.2) else ""
        with noted.during() as tables:
            answer = post(at.place, route + query, body, cookie, kind)
        outcome = outcome_of(answer, body, tables)
        kept.note(route, outcome)
        if outcome.isupper():
            faults.append((outcome, route, body[:300], kind[:40], query[:100], answer.status, tables))
            kept.fault(faults[-1])
        if tables or cookie:
            at.put_back()
    kept.keep()
    assert faults == []
