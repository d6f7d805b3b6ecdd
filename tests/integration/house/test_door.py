"""Nobody opens a page or its websocket without having entered, nor another's page with her own cookie."""

import asyncio
import gc
import json
import re
import socket
import threading
from base64 import urlsafe_b64decode
from datetime import date
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketError, websocket_connect

from apps.serve import Place, make_server, open_desk
from apps.settings import Settings
from coordinator.district import generate, load
from coordinator.protection import accounts, open_viewer, password_changes, passwords

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)

TODAY = date(2026, 11, 22)
LIVE = "/mappa?id=per%3Aada"
GOOD = "quattro gatti sul tetto"
PEOPLE = {
    "rosa": ["coordinatore_distretto"],
    "greco": ["infermiere_famiglia"],
    "ada": ["persona"],
    "neri": ["amministratore"],
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A served store in which four people can enter, and a fifth whose password is still the proposed one."""
    patch = pytest.MonkeyPatch()
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "_hasher", lambda: hasher)
    home = tmp_path_factory.mktemp("casa")
    settings = Settings(home=home, url=None, user="demo", day=TODAY)
    desk = open_desk(settings, demo=False)
    load(desk.store, generate(20, 7), open_viewer(desk.store, "demo"))
    accounts.open_first(desk.store, "capo", "Capo Prova", GOOD, [])
    admin = open_viewer(desk.store, "capo")
    for user, roles in PEOPLE.items():
        party = "per:ada" if user == "ada" else None
        old = accounts.open_account(desk.store, user, user.capitalize(), roles, admin, party_id=party)
        password_changes.change_password(desk.store, user, old, GOOD)
    fresh = accounts.open_account(desk.store, "nuovo", "Nuovo Prova", ["medico"], admin)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = Place(probe.getsockname()[1])
    started, loops = threading.Event(), []

    def run():
        asyncio.set_event_loop(asyncio.new_event_loop())
        server = make_server(desk, place)
        server.start()
        loops.append(server.io_loop)
        server.io_loop.add_callback(started.set)
        server.io_loop.start()
        server.stop()
        server.io_loop.run_sync(server._http.close_all_connections)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(60)
    yield SimpleNamespace(place=place, desk=desk, fresh=fresh)
    loops[0].add_callback(loops[0].stop)
    thread.join(10)
    desk.store.close()
    patch.undo()
    gc.collect()  # what sockets are left go here, not in another test


def ask(house, path, *, form=None, cookie="", **headers):
    """Ask for a page as a browser of this site would; returns status, headers and text."""
    connection = HTTPConnection(house.place.host, timeout=60)
    sent = {"Cookie": cookie} if cookie else {}
    if form is not None:
        sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{house.place.host}"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    body = None if form is None else urlencode(form)
    connection.request("GET" if form is None else "POST", path, body, {k: v for k, v in sent.items() if v})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return SimpleNamespace(status=answer.status, headers=answer.headers, text=text)


def enter(house, user, password=GOOD, **more):
    answer = ask(house, "/entra", form={"user": user, "password": password, **more})
    assert answer.status == 302, answer.text
    return answer.headers["Set-Cookie"].split(";")[0]


def page_token(answer):
    return re.search(r'"token":"([^"]+)"', answer.text)[1]


def opens(house, page, token, cookie):
    """Say whether the websocket of a page gives its document."""

    async def try_it():
        request = HTTPRequest(
            f"ws://{house.place.host}{page}/ws",
            headers={"Cookie": cookie, "Origin": f"http://{house.place.host}"},
        )
        try:
            connection = await websocket_connect(request, subprotocols=["bokeh", token])
        except (HTTPClientError, WebSocketError):
            return False
        try:
            return await asyncio.wait_for(connection.read_message(), 10) is not None
        except (WebSocketError, TimeoutError):
            return False
        finally:
            connection.close()

    return asyncio.run(try_it())


@pytest.mark.parametrize("page", ["/", "/persona?id=per%3Aada", "/mappa", "/amministrazione", "/password"])
def test_a_page_leads_a_stranger_to_the_door(house, page):
    answer = ask(house, page)

    assert answer.status == 302
    assert answer.headers["Location"].startswith(("./entra", "entra"))
    assert "Serravalle" not in answer.text


def test_the_door_itself_and_its_style_are_open(house):
    assert ask(house, "/entra").status == 200
    assert ask(house, "/risorse/ponte.css").status == 200
    assert ask(house, "/inizio").headers["Location"] == "entra"  # an administrator is there already


def test_who_enters_comes_back_to_the_page_she_asked_for(house):
    answer = ask(house, "/entra", form={"user": "rosa", "password": GOOD, "next": "/mappa?id=per%3Aada"})

    assert answer.headers["Location"] == "/mappa?id=per%3Aada"


@pytest.mark.parametrize(
    "away", ["//altrove.it", "https://altrove.it", "/\\altrove.it", "javascript:alert(1)", "/a\r\nb"]
)
def test_the_door_leads_to_no_other_site(house, away):
    answer = ask(house, "/entra", form={"user": "rosa", "password": GOOD, "next": away})

    assert answer.headers["Location"] == "./"


def test_the_cookie_is_for_no_script_and_no_other_site(house):
    plain = ask(house, "/entra", form={"user": "rosa", "password": GOOD}).headers["Set-Cookie"]
    behind_tls = ask(
        house,
        "/entra",
        form={"user": "rosa", "password": GOOD},
        X_Forwarded_Proto="https",
        Origin=f"https://{house.place.host}",
    )

    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" in behind_tls.headers["Set-Cookie"]


def test_the_token_of_a_page_holds_no_cookie(house):
    cookie = enter(house, "rosa")
    token = page_token(ask(house, LIVE, cookie=cookie))
    inside = urlsafe_b64decode(token.split(".")[0] + "===").decode("utf-8", "replace")

    assert "ponte_accesso" not in inside
    assert "no-store" in ask(house, "/mappa", cookie=cookie).headers["Cache-Control"]


@pytest.mark.parametrize(
    "forged", ["ponte_accesso=rosa", 'ponte_accesso="2|1:0|10:1|13:ponte_accesso|4:cm9zYQ==|00"']
)
def test_a_forged_cookie_opens_nothing(house, forged):
    assert ask(house, "/mappa", cookie=forged).status == 302


def test_another_site_can_send_no_form(house):
    cookie = enter(house, "rosa")

    for origin in ("https://altrove.it", "null"):
        assert ask(house, "/esci", form={}, cookie=cookie, Origin=origin).status == 403
    assert ask(house, "/mappa", cookie=cookie).status == 200


def test_a_websocket_opens_for_the_one_whose_page_it_is(house):
    rosa, greco = enter(house, "rosa"), enter(house, "greco")
    token = page_token(ask(house, LIVE, cookie=rosa))

    assert not opens(house, "/mappa", token, "")
    assert not opens(house, "/mappa", token, greco)
    assert not opens(house, "/mappa", "x" * 50, greco)  # no token at all
    assert opens(house, "/mappa", token, rosa)


def test_the_token_of_an_open_page_opens_no_forbidden_one(house):
    ada = enter(house, "ada")
    token = page_token(ask(house, "/domande", cookie=ada))
    ask(house, "/mappa", cookie=ada)

    shown = ask(house, "/mappa?bokeh-token=" + token, cookie=ada).text
    assert "Non è permesso" in shown
    assert "Lucia" not in shown


def test_who_has_left_is_out_of_every_page(house):
    cookie = enter(house, "rosa")
    token = page_token(ask(house, LIVE, cookie=cookie))
    assert ask(house, "/esci", form={}, cookie=cookie).status == 302

    assert ask(house, "/mappa", cookie=cookie).status == 302
    assert not opens(house, "/mappa", token, cookie)


def test_a_password_that_somebody_told_is_changed_before_anything_else(house):
    cookie = enter(house, "nuovo", house.fresh)

    assert ask(house, "/", cookie=cookie).headers["Location"].startswith("./password")
    told = ask(
        house,
        "/password",
        form={"old": house.fresh, "password": GOOD, "password_again": "altro"},
        cookie=cookie,
    )
    assert "Le due password nuove sono diverse" in told.text
    changed = ask(
        house, "/password", form={"old": house.fresh, "password": GOOD, "password_again": GOOD}, cookie=cookie
    )
    assert ask(house, "/", cookie=changed.headers["Set-Cookie"].split(";")[0]).status == 200


def test_a_person_reads_her_own_record_and_nothing_else(house):
    cookie = enter(house, "ada")

    assert "La scheda di Ada Serravalle" in ask(house, "/", cookie=cookie).text
    other = "per:lucia"
    places = [
        "persona",
        f"persona?id={other}",
        "mappa?id=per%3Aada",
        f"mia-scheda?id={other}",
        "amministrazione",
        "giornata",
    ]
    for page in places:
        text = ask(house, f"/{page}", cookie=cookie).text
        assert "Non è permesso" in text, page
        assert "Bruni" not in text


def test_who_administers_sees_accounts_and_no_person(house):
    cookie = enter(house, "neri")

    assert "Amministrazione" in ask(house, "/", cookie=cookie).text
    for page in ("/persona", "/persona?id=per%3Aada", "/mappa?id=per%3Aada", "/mia-scheda?id=per%3Aada"):
        assert "Serravalle" not in ask(house, page, cookie=cookie).text


def test_a_role_that_is_not_hers_is_not_taken_from_the_head_of_the_page(house):
    cookie = enter(house, "greco")
    answer = ask(house, "/ruolo", form={"role": "coordinatore_distretto", "purpose": "cura"}, cookie=cookie)

    assert answer.headers["Location"] == "entra"
    assert "Infermiere" in ask(house, "/", cookie=cookie).text


def test_a_wrong_password_is_told_without_saying_whose(house):
    known = ask(house, "/entra", form={"user": "rosa", "password": "sbagliata"}).text
    unknown = ask(house, "/entra", form={"user": "nessuno", "password": "sbagliata"}).text

    words = r'role="alert">([^<]+)<'
    assert re.search(words, known)[1] == re.search(words, unknown)[1]
    assert "sbagliata" not in known


def test_what_is_typed_at_the_door_is_never_run(house):
    text = ask(house, "/entra", form={"user": '"><script>alert(1)</script>', "password": json.dumps({})}).text

    assert "<script>alert" not in text
