"""Whatever is asked of a running server, by address or websocket, it tells nobody of others, and nothing is written."""

import html
import json
import os
import random
import re
import time
from datetime import timedelta
from urllib.parse import quote, quote_plus, urlencode

import lxml.html
import pytest
from bokeh.util.token import generate_jwt_token, get_session_id
from sqlalchemy import update
from tornado.web import create_signed_value, decode_signed_value

from apps.components.entry import COOKIE
from apps.pages import ROUTES
from apps.serve import cookie_secret
from coordinator.model import Entry
from coordinator.protection.entry import fingerprint

pytestmark = pytest.mark.filterwarnings(  # a socket that the server has shut may be collected late
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)

ATTEMPTS = int(os.environ.get("PONTE_ATTEMPTS", "24"))
"""Of which half by address, a quarter at the door of a websocket, a quarter with acts; the whole trial: 1000."""
RESERVED = re.compile("zefira|quornoth|melograno|qrnzfr|0999123456", re.IGNORECASE)
OTHERS = re.compile(r"\bermes\b|traskov|kurvand|zobrist|0888777666|" + RESERVED.pattern, re.IGNORECASE)
DISTRICT = {"bassi", "cot", "sanitario"}
"""Who may see every person who is not reserved."""
ASKING = (
    "greco", "fontana", "fabbri", "costa", "riva", "scuola", "comune", "bassi", "cot", "sanitario", "piano", "studio",
    "neri", "tutela", "ada",
)  # fmt: skip
KNOWING = "rosa"
"""Who is told of all: hers are the pages that the others try to open."""
MALFORMED = (
    "", "per:", "per:nessuna", "per:ada'--", "PER:ADA", "../../etc/passwd", "%00", "<script>alert(1)</script>", "-1",
    "9" * 30, "per:ada per:lucia", "svc:../x", "{{7*7}}", "\ud800".encode("utf-8", "replace").decode(), "x" * 3000,
)  # fmt: skip
NAMES = (
    "Zefira Quornoth",
    "Quornoth 1988",
    "Casa Melograno",
    "Ermes Traskov",
    "QRNZFR88E44E506X",
    "Ada Serravalle",
)
DAYS = ("2026-11-22", "22/11/2026", "99/99/9999", "2025-01-01")
COOKIES = ("none", "forged", "spoilt", "old", "left", "idle", "of the other district")


def asked_of(rng, about):
    """Make up what the address of a page asks for."""
    things = [
        *about["hers"],
        *about["ties"],
        *about["his"],
        *about["ada"],
        *about["agreement"],
        "svc:adi",
        "per:lucia",
    ]
    ids = ("id", "persona", "n", "a", "senza", "ente", "da", "legame", "carta")
    asked = {"id": rng.choice(things)} if rng.random() < 0.8 else {}
    asked |= {rng.choice(ids): rng.choice(things if rng.random() < 0.7 else MALFORMED)}
    if rng.random() < 0.4:
        asked |= {"cerca": rng.choice(NAMES)}
    if rng.random() < 0.3:
        asked |= {rng.choice(("giorno", "dal", "al")): rng.choice(DAYS + MALFORMED)}
    if rng.random() < 0.3:
        extras = ("parte", "per", "nuova", "bisogno", "verso", "vista", "tema", "tipo", "zona")
        asked |= {rng.choice(extras): rng.choice(("persona", "protezione", "comune", *MALFORMED))}
    return asked


def secret_of(user):
    """Return the words that a person of this login may never read."""
    return RESERVED if user in DISTRICT else OTHERS


def alike(page):
    """Leave out of a page what is new each time: its token, its nonce, its places in memory."""
    page = re.sub(r'"token":"[^"]+"|nonce[-=]"?[\w-]{22}"?', "", page)
    page = re.sub(
        r'"?\b(p\d{4,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"?|(?<=[A-Za-z])\d{5,}\b', "", page
    )
    return re.sub(r"127\.0\.0\.1:\d+", "", page)


def untyped(told, asked):
    """Leave out what the asker typed herself: a page may repeat it."""
    words = {*asked.values(), *asked.get("cerca", "").split()}
    typed = {form for value in words for form in _forms(value)}
    for one in sorted(filter(None, typed), key=len, reverse=True):
        told = told.replace(one, "").replace(json.dumps(one)[1:-1], "")
    return told


def _forms(value):
    """List how a word may stand in an address, in an address within it, and in a page."""
    once, plus = quote(value, safe=""), quote_plus(value)
    return value, once, plus, quote(once, safe=""), quote(plus, safe=""), html.escape(value)


def token_in(page):
    return found[1] if (found := re.search(r'"token":"([^"]+)"', page)) else None


def changed(before, after):
    """List the rows that came or went, by table."""
    return {table: found for table in after if (found := sorted({*before[table]} ^ {*after[table]}))}


def parting(one, other):
    """Show where two answers part."""
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[max(0, at - 80) : at + 120], other[max(0, at - 80) : at + 120]


def bad_cookie(world, kind, user, worlds):
    """Return a cookie that opens nothing."""
    if kind == "none":
        return ""
    if kind == "forged":
        return f"{COOKIE}={create_signed_value('altra chiave', COOKIE, user).decode()}"
    if kind == "spoilt":
        good = world.cookies[user]
        return good[:-9] + ("A" if good[-9] != "A" else "B") + good[-8:]
    if kind == "of the other district":
        return next(one for one in worlds if one is not world).cookies[user]
    if kind == "old":
        day_before = time.time() - 2 * 86_400
        secret, token = cookie_secret(world.desk.home), "x"
        return f"{COOKIE}={create_signed_value(secret, COOKIE, token, clock=lambda: day_before).decode()}"
    made = world.enter(user)
    if kind == "left":
        world.ask("/esci", form={}, cookie=made)
    else:
        _let_sleep(world, made)
    return made


def _let_sleep(world, cookie):
    """Make an entry look as if nobody had used it for a day."""
    raw = cookie.split("=", 1)[1].strip('"')
    token = decode_signed_value(cookie_secret(world.desk.home), COOKIE, raw).decode()
    with world.desk.store.writing() as session:
        asleep = world.desk.store.clock() - timedelta(days=1)
        session.execute(update(Entry).where(Entry.token_hash == fingerprint(token)).values(seen_at=asleep))


class Addresses:
    """Attempts by address: each is put to both districts, and their answers compared."""

    def __init__(self, worlds, join):
        self.worlds, self.join, self.leaks, self.done = worlds, join, [], {}

    def attempt(self, rng, number):
        route, user = list(ROUTES)[number % len(ROUTES)], rng.choice(ASKING)
        asked = asked_of(rng, self.worlds[1].about)
        path = route + rng.choice(("", "", "", "", "/metadata", "/autoload.js")) + "?"
        how = rng.choice((*COOKIES, "page of another", "session of another", *["her own"] * 14))
        self.done[how] = self.done.get(how, 0) + 1
        attempt = getattr(self, "_" + how.replace(" ", "_"), self._shut)
        told = [attempt(world, path, asked, user, how) for world in self.worlds]
        what = (route, user, how, asked)
        for one in told:
            one = untyped(one, asked)
            if found := secret_of(user).search(one):
                self.leaks.append((what, "words", one[max(0, found.start() - 150) : found.end() + 80]))
        if alike(told[0]) != alike(told[1]):
            self.leaks.append((what, "differs", parting(*map(alike, told))))

    def _her_own(self, world, path, asked, user, _):
        answer = world.ask(path + urlencode(asked), cookie=world.cookies[user])
        told = _words(answer)
        if (token := token_in(answer.text)) and answer.status == 200 and "/" not in path[1:]:
            told += self.join(world, path[:-1], token, world.cookies[user]) or "shut"
        return told

    def _shut(self, world, path, asked, user, how):
        answer = world.ask(path + urlencode(asked), cookie=bad_cookie(world, how, user, self.worlds))
        if answer.status == 200:
            self.leaks.append((path, user, how, "let in"))
        return _words(answer)

    def _page_of_another(self, world, path, asked, user, _):
        """The page of who knows all, which is open meanwhile, asked for with another's cookie."""
        mine = world.ask("/mappa?id=per%3Aada", cookie=world.cookies[KNOWING])
        answer = world.ask(
            "/mappa?" + urlencode({**asked, "bokeh-token": token_in(mine.text)}), cookie=world.cookies[user]
        )
        return self._refused(answer, path, user)

    def _session_of_another(self, world, path, asked, user, _):
        mine = world.ask("/mappa?id=per%3Aada", cookie=world.cookies[KNOWING])
        session = get_session_id(token_in(mine.text))
        if len(asked) % 2:
            answer = world.ask(
                "/mappa?" + urlencode({**asked, "bokeh-session-id": session}), cookie=world.cookies[user]
            )
        else:
            answer = world.ask(
                "/mappa?" + urlencode(asked), cookie=world.cookies[user], Bokeh_Session_Id=session
            )
        return self._refused(answer, path, user)

    def _refused(self, answer, path, user):
        if answer.status == 200:
            self.leaks.append((path, user, "another's page", answer.text[:200]))
        return re.sub(r"bokeh-(token|session-id)(=|%3D)[\w.%-]+", "", _words(answer))


def _words(answer):
    """All that an answer says but what is new each time."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"Date", "Content-Length", "Etag"}
    }
    return f"{answer.status} {headers} {answer.text}"


def test_no_address_tells_of_others_nor_that_somebody_is_hidden(worlds, join, kept, record_property):
    rng, trial = random.Random(8), Addresses(worlds, join)
    before = [kept(world) for world in worlds]
    for number in range(ATTEMPTS // 2):
        trial.attempt(rng, number)

    record_property("attempts", trial.done)
    assert trial.leaks == [], f"{len(trial.leaks)} of {trial.done}: {trial.leaks[:9]}"
    assert [changed(one, kept(world)) for one, world in zip(before, worlds, strict=True)] == [{}, {}]


NOT_JOINED = (
    *COOKIES, "the page of another", "the page of another who has left", "left meanwhile", "spoilt token",
    "forged token", "expired token", "another site", "no site",
)  # fmt: skip
JOINED = ("her own page", "her own elsewhere", "the page of another elsewhere")


class Doors:
    """Attempts at the door of a websocket: what must stay shut, and what opens and may tell her own alone."""

    def __init__(self, worlds, join):
        self.worlds, self.join, self.leaks, self.done = worlds, join, [], {}

    def attempt(self, rng, number):
        how, user = (NOT_JOINED + JOINED)[number % len(NOT_JOINED + JOINED)], rng.choice(ASKING)
        routes = [rng.choice(LIVE), rng.choice(LIVE)]
        asked = {"id": rng.choice([*self.worlds[1].about["ada"], *self.worlds[1].about["hers"]])}
        self.done[how] = self.done.get(how, 0) + 1
        told = [self.join(world, *self._key(world, how, user, routes, asked)) for world in self.worlds]
        what = (how, user, routes, asked)
        if how in NOT_JOINED and any(one is not None for one in told):
            self.leaks.append((what, "joined"))
        if found := [one for one in told if one and secret_of(user).search(untyped(one, asked))]:
            self.leaks.append((what, "words", found[0][:300]))
        if alike(str(told[0])) != alike(str(told[1])):
            self.leaks.append((what, "differs", parting(*map(alike, map(str, told)))))

    def _key(self, world, how, user, routes, asked):
        """Return the route, the token, the cookie and the origin with which it is tried."""
        cookie, route = world.cookies[user], routes[0]
        whose = KNOWING if how.startswith("the page of another") else user
        hers = world.enter(whose) if how.endswith(("has left", "meanwhile")) else world.cookies[whose]
        page = world.ask(f"{route}?{urlencode(asked)}", cookie=hers)
        token = token_in(page.text) or token_in(world.ask("/domande", cookie=hers).text)
        route = route if token_in(page.text) else "/domande"
        if hers != world.cookies[whose]:
            world.ask("/esci", form={}, cookie=hers)
            cookie = hers if whose == user else cookie
        if how in COOKIES:
            cookie = bad_cookie(world, how, user, self.worlds)
        if how.endswith("token"):
            token = _other_token(how, token)
        origin = {"another site": "https://altrove.it", "no site": "null"}.get(
            how, f"http://{world.place.host}"
        )
        return (routes[1] if how.endswith("elsewhere") else route), token, cookie, origin


def _other_token(how, token):
    """Spoil a page's token, or make one that nobody gave."""
    if how == "spoilt token":
        at = len(token) // 2
        return token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    key = os.environ["BOKEH_SECRET_KEY"].encode() if how == "expired token" else b"un'altra chiave"
    named = {"headers": {}, "cookies": {}, "arguments": {"id": [b"per:ada"]}}
    return generate_jwt_token(
        get_session_id(token), secret_key=key, signed=True, extra_payload=named,
        expiration=-60 if how == "expired token" else 300,
    )  # fmt: skip


def test_no_websocket_joins_the_page_of_another_nor_tells_of_who_is_hidden(
    worlds, join, kept, record_property
):
    rng, trial = random.Random(8), Doors(worlds, join)
    before = [kept(world) for world in worlds]
    for number in range(ATTEMPTS // 4):
        trial.attempt(rng, number)

    record_property("attempts", trial.done)
    assert trial.leaks == [], f"{len(trial.leaks)} of {trial.done}: {trial.leaks[:9]}"
    assert [changed(one, kept(world)) for one, world in zip(before, worlds, strict=True)] == [{}, {}]


OF_A_CASE = ("/percorso", "/valutazione", "/piano", "/scelta", "/invii", "/documenti")
LIVE = (
    *OF_A_CASE, "/mappa", "/giornata", "/regole", "/domande", "/rilievi", "/nuovo-legame", "/rivedi", "/ipotesi",
    "/scheda", "/doppioni", "/accordi", "/registri", "/scambio", "/strumento", "/consensi", "/protocolli",
    "/amministrazione", "/avvio",
)  # fmt: skip
"""Pages that somebody can do something on."""
ACTS = (
    "save",
    "add",
    "end",
    "open",
    "go",
    "show",
    "choose",
    "change",
    "merge",
    "refer",
    "record",
    "moved",
    "begin",
    "ask",
)
FIELDS = (
    "id", "party", "person", "other", "to", "from", "service", "tie", "n", "case", "about", "text", "form",
    "field", "value",
)  # fmt: skip


class Acts:
    """Attempts from a page that she may open: its acts, changed so that they ask for another."""

    def __init__(self, world, join):
        self.world, self.join, self.leaks, self.done, self.heard = world, join, [], {}, 0

    def attempt(self, rng, number):
        route = LIVE[number % len(LIVE)]
        how = ("form", "made up", "property", "model of another")[rng.randrange(4)]
        user, token = self._somebody_on(route, rng)
        cookie, about = self.world.cookies[user], self.world.about
        self.done[how] = self.done.get(how, 0) + 1
        others = about["hers"] + about["ties"] + (about["his"] * (user not in DISTRICT))
        theirs = self._page_of_who_knows() if how == "model of another" else None

        async def try_it(socket):
            page = await socket.document()
            said = [page]
            for _ in range(3):
                said.append(await socket.change(event_of(how, page, theirs, rng, others)))
            return "".join([*said, await socket.document()])

        told = self.join(self.world, route, token, cookie, then=try_it) or ""
        self.heard += len(re.findall(r'"heard":\s*[1-9]', told))
        if not told:
            self.leaks.append((user, route, how, "her own page is shut"))
        if found := secret_of(user).search(told := untyped(told, dict(enumerate(others)))):
            self.leaks.append((user, route, how, told[max(0, found.start() - 200) : found.end() + 100]))
        if theirs is not None and self._page_of_who_knows(theirs) != theirs:
            self.leaks.append((user, route, how, "the page of another changed"))

    def _somebody_on(self, route, rng):
        """Open a page as somebody to whom it is open; returns her and the page's token."""
        asked = {"id": self.world.about["ada"][route in OF_A_CASE]}
        for user in rng.sample(ASKING, len(ASKING)):
            page = self.world.ask(f"{route}?{urlencode(asked)}", cookie=self.world.cookies[user])
            if token := token_in(page.text):
                return user, token
        pytest.fail(f"{route} is open to nobody")

    def _page_of_who_knows(self, again=None):
        """Look at the page that another has open; it stays open for some time."""
        if again is None:
            page = self.world.ask("/mappa?id=per%3Aada", cookie=self.world.cookies[KNOWING])
            self.token = token_in(page.text)
        return self.join(self.world, "/mappa", self.token, self.world.cookies[KNOWING])


def event_of(how, page, theirs, rng, others):
    """Make up what a page's script could send."""
    models = list(objects_in(json.loads(page)))
    live = [one for one in models if "data" in one["attributes"]] or models
    if how == "property":
        one = rng.choice(models)
        attributes = {
            **one["attributes"],
            "day": "",
            "selected": "",
            "moves": 0,
            "person_id": "",
            "current": "",
        }
        name = rng.choice([*attributes, "day", "selected", "moves"])
        new = 7 if isinstance(attributes[name], int) else rng.choice([*others, attributes[name], 7])
        return {"kind": "ModelChanged", "model": {"id": one["id"]}, "attr": name, "new": new}
    if how == "model of another":
        one = rng.choice([one for one in objects_in(json.loads(theirs)) if "data" in one["attributes"]])
        if rng.random() < 0.5:
            return {"kind": "ModelChanged", "model": {"id": one["id"]}, "attr": "name", "new": "preso"}
        return message_to(one["id"], {"act": "save", "id": rng.choice(others)})
    one = rng.choice(live)
    forms = [form for text in texts_in(json.loads(page)) for form in forms_in(text)]
    data, fields = rng.choice(forms) if forms and how == "form" else ({"act": rng.choice(ACTS)}, {})
    act = {
        name: rng.choice(others) if re.search(r":|^\d+$", value) else value for name, value in data.items()
    }
    for name, choices in fields.items():
        act[name] = rng.choice(others) if any(":" in one for one in choices) else rng.choice(choices)
    for name in FIELDS:
        if how == "made up" or (name not in act and rng.random() < 0.3):
            act[name] = rng.choice(others)
    return message_to(one["id"], act)


def texts_in(value):
    """Find the pieces of page in a document that hold a form or a button."""
    if isinstance(value, str) and "data-act" in value:
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(one)


def forms_in(piece):
    """List what the forms and buttons of a piece send: their data, and their fields with what may be chosen."""
    try:
        tree = lxml.html.fromstring(f"<div>{piece}</div>")
    except (lxml.etree.ParserError, ValueError):
        return
    for element in tree.xpath("//*[@data-act]"):
        fields = {}
        for field in element.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            options = [one.get("value") or one.text_content() for one in field.xpath(".//option")]
            fields[field.get("name")] = options or [field.get("value") or "una nota", "3", "1/3/2026"]
        camel = {
            re.sub(r"-(\w)", lambda at: at[1].upper(), name[5:]): value
            for name, value in element.items()
            if name[:5] == "data-"
        }
        yield camel, fields


def message_to(model, act):
    """Write the event that a live piece of page sends."""
    data = {"type": "map", "entries": [[name, value] for name, value in act.items()]}
    values = {"type": "map", "entries": [["model", {"id": model}], ["data", data]]}
    told = {"type": "event", "name": "data_event", "values": values}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": told}


def objects_in(value):
    """Find the models of a document."""
    if isinstance(value, dict):
        if value.get("type") == "object" and "id" in value:
            yield {"id": value["id"], "attributes": value.get("attributes", {})}
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from objects_in(one)


def test_no_act_of_a_page_reaches_another_nor_who_is_hidden(worlds, join, kept, record_property):
    world = worlds[1]
    rng, trial = random.Random(8), Acts(world, join)
    before = kept(world, world.about["hers"]), kept(world, world.about["his"])
    for number in range(ATTEMPTS // 4):
        trial.attempt(rng, number)

    record_property("attempts", trial.done)
    assert trial.leaks == [], f"{len(trial.leaks)} of {trial.done}: {trial.leaks[:9]}"
    assert trial.heard > 0, "no page heard of any act: nothing was tried"
    assert (kept(world, world.about["hers"]), kept(world, world.about["his"])) == before
