"""Nobody opens a page or its websocket without having entered, nor another's page with her own cookie."""

import asyncio
import contextlib
import json
import re
from base64 import urlsafe_b64decode
from datetime import date
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from bokeh.util.token import get_session_id
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClosedError, WebSocketError, websocket_connect

from apps.serve import open_desk
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
    "verdi": ["assistente_sociale", "amministratore"],
}


@pytest.fixture(scope="module")
def house(tmp_path_factory, served, send, free_place):
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
    place = free_place()
    with served(desk, place):
        yield SimpleNamespace(place=place, desk=desk, fresh=fresh, send=send)
    patch.undo()


def ask(house, path, **how):
    return house.send(house.place, path, **how)


def enter(house, user, password=GOOD, **more):
    answer = ask(house, "/entra", form={"user": user, "password": password, **more})
    assert answer.status == 302, answer.text
    return cookie_of(answer)


def cookie_of(answer):
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


def test_an_open_page_is_not_given_to_another_who_names_it(house):
    rosa, greco = enter(house, "rosa"), enter(house, "greco")
    token = page_token(ask(house, LIVE, cookie=rosa))
    session = get_session_id(token)

    for how, named in (
        (f"/mappa?bokeh-token={token}", {}),
        (f"/mappa?bokeh-session-id={session}", {}),
        ("/mappa", {"Bokeh_Session_Id": session}),
    ):
        assert ask(house, how, cookie=greco, **named).status == 302, how
        assert "Rosa" in ask(house, how, cookie=rosa, **named).text


def test_who_has_left_is_out_of_every_page(house):
    cookie = enter(house, "rosa")
    token = page_token(ask(house, LIVE, cookie=cookie))
    assert ask(house, "/esci", form={}, cookie=cookie).status == 302

    assert ask(house, "/mappa", cookie=cookie).status == 302
    assert not opens(house, "/mappa", token, cookie)


async def first_and_last_word(house, page, token, cookie, *, end, ask_again):
    """Open a page's websocket, end the entry, perhaps ask again; returns how the server shut it."""
    origin = f"http://{house.place.host}"
    request = HTTPRequest(f"ws://{house.place.host}{page}/ws", headers={"Cookie": cookie, "Origin": origin})
    connection = await websocket_connect(request, subprotocols=["bokeh", token])
    for _ in range(3):  # the server's greeting, in three parts
        assert await asyncio.wait_for(connection.read_message(), 10) is not None
    await asyncio.get_running_loop().run_in_executor(None, end)
    if ask_again:
        with contextlib.suppress(WebSocketClosedError):  # it may be shut before the last part is asked
            for part in ({"msgid": "1", "msgtype": "PULL-DOC-REQ"}, {}, {}):
                await connection.write_message(json.dumps(part))
    said = []
    while (part := await asyncio.wait_for(connection.read_message(), 20)) is not None:
        said.append(str(part))
    return connection.close_code, "".join(said)


@pytest.mark.parametrize("ask_again", [True, False])
@pytest.mark.parametrize("how", ["leaves", "is closed out", "takes another role"])
def test_an_open_map_is_shut_once_its_entry_has_ended(house, how, ask_again):
    if ask_again is False and how != "is closed out":
        return  # a page that only listens is looked at every few seconds: once is enough
    user = "greco" if how != "is closed out" else "nuova"
    if how == "is closed out":
        old = accounts.open_account(
            house.desk.store, f"nuova{int(ask_again)}", "Nuova Prova", ["medico"], admin(house)
        )
        user = f"nuova{int(ask_again)}"
        password_changes.change_password(house.desk.store, user, old, GOOD)
    cookie = enter(house, user)
    token = page_token(ask(house, "/domande", cookie=cookie))
    today = house.desk.store.clock().date()
    ends = {
        "leaves": lambda: ask(house, "/esci", form={}, cookie=cookie),
        "is closed out": lambda: accounts.close_account(house.desk.store, user, today, admin(house)),
        "takes another role": lambda: ask(
            house, "/ruolo", form={"role": "infermiere_famiglia", "purpose": "cura"}, cookie=cookie
        ),
    }

    code, said = asyncio.run(
        first_and_last_word(house, "/domande", token, cookie, end=ends[how], ask_again=ask_again)
    )
    assert code == 4401
    assert "roots" not in said
    assert ask(house, "/dentro", cookie=cookie).status == 401


def test_a_page_can_ask_whether_it_is_still_inside(house):
    assert ask(house, "/dentro", cookie=enter(house, "rosa")).status == 204
    assert ask(house, "/dentro").status == 401


def admin(house):
    return open_viewer(house.desk.store, "capo")


@pytest.mark.parametrize("name", ["altrove.it", "127.0.0.1.altrove.it", "127.0.0.1:1", "ponte.esempio.it"])
def test_a_name_that_is_not_ours_is_not_answered(house, name):
    """As when another site points its own name at this machine, to read it with the visitor's browser."""
    answer = ask(house, "/entra", Host=name)

    assert answer.status == 421
    assert "<form" not in answer.text or "password" not in answer.text


def test_each_answer_lets_its_own_scripts_run_and_no_other(house):
    answers = [ask(house, LIVE, cookie=enter(house, "rosa")) for _ in range(2)]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    words = [re.search(r"script-src 'self' 'nonce-([\w-]{22})' blob:;", policy)[1] for policy in policies]

    assert words[0] != words[1]
    assert "unsafe-eval" not in policies[0]
    for word, answer in zip(words, answers, strict=True):
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert len(scripts) > 3
        assert all(f'nonce="{word}"' in one or "src=" in one or "json" in one for one in scripts), scripts


@pytest.mark.parametrize("page", ["/", "/entra", "/niente", "/risorse/ponte.css", "/static/js/bokeh.min.js"])
def test_every_answer_shuts_other_sites_out(house, page):
    headers = ask(house, page).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


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


def test_who_reads_her_own_record_is_led_to_it_and_to_no_page_of_her_team(house):
    cookie = enter(house, "ada")
    refused = ask(house, "/persona?id=per%3Aada", cookie=cookie).text
    assert "Questa pagina è per chi ti segue." in refused
    assert 'href="mia-scheda">La mia scheda' in refused

    consents = ask(house, "/consensi", cookie=cookie).text
    assert 'href="mia-scheda?id=per%3Aada"' in consents
    assert not re.search(r'href="(?:mappa|rilievi|persona)\?', consents)


def test_a_role_that_is_not_hers_is_not_taken_from_the_head_of_the_page(house):
    cookie = enter(house, "greco")
    answer = ask(house, "/ruolo", form={"role": "coordinatore_distretto", "purpose": "cura"}, cookie=cookie)

    assert answer.headers["Location"] == "entra"
    assert "Infermiere" in ask(house, "/", cookie=cookie).text


def test_a_page_that_another_of_her_roles_opens_is_a_button_away(house):
    cookie = enter(house, "verdi")
    refused = ask(house, "/amministrazione", cookie=cookie).text
    assert "Adesso lavori come «Assistente sociale»" in refused
    assert 'name="role" value="amministratore"' in refused

    taken = ask(house, "/ruolo", form={"role": "amministratore", "next": "/amministrazione"}, cookie=cookie)
    assert taken.headers["Location"] == "/amministrazione"
    assert "Non è permesso" not in ask(house, "/amministrazione", cookie=cookie_of(taken)).text


def test_the_purpose_of_the_role_of_before_does_not_bind_the_new_one(house):
    cookie = enter(house, "verdi")
    for role, was, now in (
        ("amministratore", "cura", "organizzazione"),
        ("assistente_sociale", "organizzazione", "cura"),  # as it stood in the form: nobody chose it
        ("assistente_sociale", "organizzazione", "organizzazione"),  # chosen for the role she has
    ):
        cookie = cookie_of(ask(house, "/ruolo", form={"role": role, "purpose": was}, cookie=cookie))
        assert f'<option value="{now}" selected>' in ask(house, "/domande", cookie=cookie).text


def test_a_wrong_password_is_told_without_saying_whose(house):
    known = ask(house, "/entra", form={"user": "rosa", "password": "sbagliata"}).text
    unknown = ask(house, "/entra", form={"user": "nessuno", "password": "sbagliata"}).text

    words = r'role="alert">([^<]+)<'
    assert re.search(words, known)[1] == re.search(words, unknown)[1]
    assert "sbagliata" not in known


def test_what_is_typed_at_the_door_is_never_run(house):
    text = ask(house, "/entra", form={"user": '"><script>alert(1)</script>', "password": json.dumps({})}).text

    assert "<script>alert" not in text
