"""Two districts served side by side, alike but for a woman who is protected; people of many roles enter both."""

import asyncio
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import inspect, select, text
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketError, websocket_connect

import coordinator.store
from apps.serve import open_desk
from apps.settings import Settings
from coordinator.district import generate, load
from coordinator.district.pact import sign_demo_agreement
from coordinator.district.path import walk_ada
from coordinator.model import Access, Account
from coordinator.network import Statement, state_tie
from coordinator.network.parties import add_party, change_party
from coordinator.pathway.cases import open_case
from coordinator.pathway.events import Opened
from coordinator.protection import accounts, open_viewer, passwords
from coordinator.protection.audit import append_alone

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = NOW.date()
GOOD = "quattro gatti sul tetto"
PEOPLE = {
    "greco": ("infermiere_famiglia", "pra:greco"),
    "fontana": ("assistente_sociale", "pra:fontana"),
    "fabbri": ("medico", "pra:fabbri"),
    "costa": ("terzo_settore", "pra:costa"),
    "riva": ("coordinatore_uvm", "pra:riva"),
    "scuola": ("referente_scuola", None),
    "comune": ("responsabile_comunale", "pra:gallo"),
    "bassi": ("operatore_pua", "pra:bassi"),
    "cot": ("operatore_cot", None),
    "sanitario": ("coordinatore_sanitario", None),
    "piano": ("ufficio_di_piano", None),
    "studio": ("ricercatore", None),
    "neri": ("amministratore", None),
    "tutela": ("responsabile_dati", None),
    "ada": ("persona", "per:ada"),
    "rosa": (
        "coordinatore_distretto",
        None,
    ),  # who is told of all: hers are the pages that others try to open
}
"""Login → role and party."""
PATIENCE = 60  # seconds, on a machine that does much else
KEPT_VIEW = "vista_territorio"  # the indicators of the day, worked out at the first look
ASIDE = {"access", "entry", "failed_entry", "alembic_version"}
"""Tables in which a look may leave something: the log, and who has entered when."""


@pytest.fixture(scope="module")
def worlds(tmp_path_factory, served, send, free_place):
    """Serve the district without and with what is reserved, at the same hour; the second knows the reserved ids."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", lambda: hasher)
        patch.setattr(
            coordinator.store, "open_store", partial(coordinator.store.open_store, clock=lambda: NOW)
        )
        homes = [tmp_path_factory.mktemp(name) for name in ("clean", "planted")]
        about = _fill(homes[0])
        shutil.copy(homes[0] / "ponte.db", homes[1] / "ponte.db")
        made = [_world(home, free_place(), send, about) for home in homes]
        made[1].about = about | _plant(made[1].desk.store)
        _tell_the_log(*(one.desk.store for one in made))
        with served(made[0].desk, made[0].place), served(made[1].desk, made[1].place):
            for one in made:
                one.cookies = {user: one.enter(user) for user in PEOPLE}
            yield made


def _fill(home):
    """Write the district, the accounts, and a man whom none of the care teams follows; return what can be asked for."""
    store = coordinator.store.open_store(home=home)
    demo = open_viewer(store, "demo")
    load(store, generate(12, 7), demo)
    walked = walk_ada(store, demo)
    agreement = sign_demo_agreement(store, demo, DAY)
    his = add_party(
        store,
        "persona",
        {"given_name": "Ermes", "family_name": "Traskov", "phone": "0888777666", "area": "valdoria"},
        demo,
    )
    called = Opened(source="vicini", caller="Wanda Kurvand", reason="scale ripide al Vicolo Zobrist")
    case = open_case(store, his, called, DAY - timedelta(days=20), demo)
    accounts.open_first(store, "capo", "Capo Prova", GOOD, [])
    admin = open_viewer(store, "capo")
    for user, (role, party) in PEOPLE.items():
        accounts.open_account(store, user, user.capitalize(), [role], admin, party_id=party)
    with store.writing() as session:
        for account in session.scalars(select(Account)):
            account.password, account.must_change = passwords.hash_password(GOOD, account.user), False
    store.close()
    return {"his": [his, case], "ada": ["per:ada", walked], "agreement": [agreement], "hers": []}


def _world(home, place, send, about):
    """Open a home as a server would, on the day of the tests."""
    desk = replace(
        open_desk(Settings(home=home, url=None, user="demo", day=DAY), demo=False), today=lambda: DAY
    )
    ask = partial(send, place)

    def enter(user):
        answer = ask("/entra", form={"user": user, "password": GOOD})
        assert answer.status == 302, answer.text
        return answer.headers["Set-Cookie"].split(";")[0]

    return SimpleNamespace(desk=desk, place=place, ask=ask, enter=enter, about=about, cookies={})


def _plant(store):
    """Write the protected woman, her case, the refuge, and ties that only few may be told of."""
    viewer = open_viewer(store, "demo", purpose="cura")
    fields = {
        "given_name": "Zefira", "family_name": "Quornoth", "born_on": date(1988, 5, 4), "phone": "0999123456",
        "tax_code": "QRNZFR88E44E506X", "area": "valdoria",
    }  # fmt: skip
    her = add_party(store, "persona", fields, viewer)
    refuge = {
        "name": "Casa Melograno",
        "service_kind": "antiviolenza",
        "area": "valdoria",
        "needs": ["protezione"],
    }
    place = add_party(store, "servizio", refuge, viewer)
    called = Opened(source="ente", caller="Questura di Melograno", reason="Quornoth cerca un rifugio")
    case = open_case(store, her, called, DAY - timedelta(days=9), viewer)
    ties = [
        state_tie(store, Statement(kind, start, end, DAY - timedelta(days=90), **more), viewer)
        for kind, start, end, more in (
            ("in_carico", her, place, {"hidden": True}),
            ("in_carico", her, "svc:adi", {}),
            ("fratello", her, "per:ada", {"conflict": True}),
            ("puo_inviare", "svc:adi", place, {}),
            ("in_carico", "per:ada", place, {"hidden": True}),
        )
    ]
    for party in (her, place):
        change_party(store, party, {"hidden": True}, viewer)
    return {"hers": [her, place, case], "ties": [str(one) for one in ties]}


def _tell_the_log(clean, planted):
    """Log in the clean world too that somebody wrote about Ada: that much she is told of her own record."""
    with planted.reading() as session:
        told = session.scalars(select(Access).where(Access.of == "per:ada", Access.action == "write")).all()
    with clean.reading() as session:
        known = len(
            session.scalars(select(Access).where(Access.of == "per:ada", Access.action == "write")).all()
        )
    for one in told[known:]:
        names = ("user", "role", "purpose", "action", "resource", "of", "allowed")
        append_alone(clean, **{name: getattr(one, name) for name in names})


@pytest.fixture(scope="session")
def kept():
    """Say what a world's record holds: the rows of each table, or only those that are about some parties and cases."""

    def rows(world, about=()):
        engine = world.desk.store.engine
        with engine.connect() as connection:
            keys = {
                table: set(
                    connection.scalars(text(f"SELECT key FROM {table} WHERE id IN {(*about, '', '')}"))
                )
                for table in ("party", "care_case")
            }
            found = {
                table: connection.execute(text(f'SELECT * FROM "{table}"')).mappings().all()
                for table in inspect(engine).get_table_names()
                if table not in ASIDE
            }
            pointing = {table: list(_pointing(inspect(engine), table)) for table in found}
        return {
            table: [
                repr(tuple(row.values()))
                for row in lines
                if (not about and KEPT_VIEW not in row.values())
                or any(row[column] in keys[other] for column, other in pointing[table])
                or set(about) & {str(value) for value in row.values()}
            ]
            for table, lines in found.items()
            if not about or table != "draft"  # her own, whatever she types
        }

    return rows


def _pointing(schema, table):
    """List the columns by which a table points to parties and cases."""
    for key in schema.get_foreign_keys(table):
        if key["referred_table"] in {"party", "care_case"} and key["referred_columns"] == ["key"]:
            yield key["constrained_columns"][0], key["referred_table"]


class Socket:
    """A page's websocket in the hands of somebody who writes her own messages."""

    def __init__(self, connection):
        self._connection, self._number = connection, 0

    async def receive(self):
        """Return the kind and the content of the next message."""
        header, _, content = [await self._part() for _ in range(3)]
        told = json.loads(header)
        for _ in range(2 * told.get("num_buffers", 0)):
            await self._part()
        return told["msgtype"], content

    async def _part(self):
        part = await asyncio.wait_for(self._connection.read_message(), PATIENCE)
        if part is None:
            raise WebSocketError(self._connection.close_code)
        return part

    async def _send(self, kind, content):
        self._number += 1
        for part in ({"msgid": str(self._number), "msgtype": kind}, {}, content):
            await self._connection.write_message(json.dumps(part))

    async def document(self):
        """Ask for the whole page; returns it as text."""
        await self._send("PULL-DOC-REQ", {})
        while (message := await self.receive())[0] not in {"PULL-DOC-REPLY", "ERROR"}:
            pass
        return message[1]

    async def change(self, *events):
        """Send changes; returns all that is said until they are answered."""
        await self._send("PATCH-DOC", {"events": list(events)})
        said = [await self.receive()]
        while said[-1][0] not in {"OK", "ERROR"}:
            said.append(await self.receive())
        return "".join(content for _, content in said)


@pytest.fixture(scope="session")
def join():
    """Open a page's websocket and do something with it; None when it is refused."""

    async def talk(world, route, token, cookie, origin, then):
        headers = {"Origin": origin} | ({"Cookie": cookie} if cookie else {})
        address = f"ws://{world.place.host}{route.rstrip('/')}/ws"
        try:
            connection = await websocket_connect(
                HTTPRequest(address, headers=headers, request_timeout=PATIENCE), subprotocols=["bokeh", token]
            )
        except (HTTPClientError, WebSocketError):
            return None
        try:
            socket = Socket(connection)
            await socket.receive()
            return await then(socket)
        except WebSocketError:
            return None
        finally:
            connection.close()

    def opened(world, route, token, cookie, origin="", *, then=Socket.document):
        origin = origin or f"http://{world.place.host}"
        return asyncio.run(talk(world, route, token, cookie, origin, then))

    return opened
