"""The machine fails in the middle of a writing: what was acknowledged is there, nothing is half-written."""

import os
import random
import resource
import signal
import socket
import threading
import time
from contextlib import suppress
from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from apps.components.messages import STORE_AWAY, STORE_FULL, in_italian
from coordinator.model import Party, PartyEvent, Tie, TieEvent
from coordinator.network import Statement, change_tie, ego, state_tie
from coordinator.network.parties import add_party
from coordinator.protection import open_viewer
from coordinator.protection.audit import verify
from coordinator.store import open_store

DEATHS = int(os.environ.get("PONTE_DEATHS", "5"))  # 200 before a release
DAY = date(2026, 3, 2)
FULL_BY = 300_000
"""Bytes that the store may still grow by when the disk is nearly full."""


@pytest.fixture
def home(tmp_path):
    """The folder of a store with one person."""
    store = open_store(home=tmp_path)
    fields = {"given_name": "Ada", "family_name": "Prova"}
    assert add_party(store, "persona", fields, open_viewer(store, "demo")).startswith("per:")
    store.close()
    return tmp_path


def write_on(home, tell):
    """Write persons, ties and changes of ties until the end of the world; tell each once it is acknowledged."""
    store = open_store(home=home)
    viewer = open_viewer(store, "demo")
    while True:
        one, other = (
            add_party(store, "persona", {"given_name": name, "family_name": "Prova"}, viewer)
            for name in ("Lia", "Ugo")
        )
        tie = state_tie(store, Statement("amicizia", one, other, DAY), viewer)
        tell(f"{one} {tie}\n")
        changed = change_tie(store, tie, DAY + timedelta(days=9), {"strength": 3}, viewer)
        tell(f"{other} {changed}\n")


def in_a_child(home, limit=None):
    """Let a child write; returns its process id and where it tells what was acknowledged."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, os.fdopen(out, encoding="utf-8")
    code = 1
    with suppress(BaseException):
        os.close(out)
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            write_on(home, lambda line: os.write(into, line.encode()))
        except OperationalError as error:
            os.write(into, f"refused {in_italian(error) == STORE_FULL}\n".encode())
            code = 0
    os._exit(code)


def whole(store, acknowledged):
    """Say whether a store holds all that was acknowledged, and each writing with its line in the log of writings."""
    with store.reading() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        persons = set(session.scalars(select(Party.key)))
        written = set(session.scalars(select(PartyEvent.party_key).where(PartyEvent.act == "added")))
        ties = {tie.key: tie for tie in session.scalars(select(Tie))}
        stated = set(session.scalars(select(TieEvent.tie_key).where(TieEvent.act == "stated")))
        ended = set(session.scalars(select(TieEvent.tie_key).where(TieEvent.act == "ended")))
        ids = set(session.scalars(select(Party.id)))
    assert persons == written
    assert set(ties) == stated
    followed = {tie.follows for tie in ties.values() if tie.follows}
    assert followed == ended == {key for key, tie in ties.items() if tie.until is not None}
    for line in acknowledged:
        party, tie = line.split()
        assert party in ids
        assert int(tie) in ties
    assert verify(store).whole


def test_a_death_in_the_middle_of_writing_leaves_all_that_was_acknowledged_and_nothing_half(home):
    rng = random.Random(5)
    acknowledged = []
    for _ in range(DEATHS):
        child, told = in_a_child(home)
        acknowledged.append(told.readline())  # it is at work
        time.sleep(rng.uniform(0.0, 0.15))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        acknowledged += [line for line in told if line.endswith("\n")]
        told.close()
    store = open_store(home=home)
    whole(store, acknowledged)
    store.close()


def test_a_full_disk_refuses_in_italian_and_what_was_there_stays(home):
    size = max(path.stat().st_size for path in home.iterdir())
    child, told = in_a_child(home, limit=size + FULL_BY)
    lines = list(told)
    told.close()
    assert os.waitpid(child, 0)[1] == 0
    assert lines[-1] == "refused True\n"
    assert len(lines) > 3

    store = open_store(home=home)
    whole(store, lines[:-1])
    viewer = open_viewer(store, "demo")
    assert add_party(store, "persona", {"given_name": "Poi", "family_name": "Prova"}, viewer)
    store.close()


def test_a_full_disk_of_postgresql_is_told_as_such_in_whatever_language_it_speaks():
    told = psycopg.errors.DiskFull("impossibile estendere il file: scritti solo 4096 byte")

    assert in_italian(OperationalError("INSERT", {}, told)) == STORE_FULL


class Wire:
    """A way to a server that can be cut and joined again."""

    def __init__(self, host, port):
        self.target, self.open, self.cut_ends = (host, int(port)), True, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                if not self.open:
                    near.close()
                    continue
                far = socket.create_connection(self.target)
                self.cut_ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass(one, other):
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self):
        """Cut every connection, and refuse new ones."""
        self.open = False
        for end in self.cut_ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.cut_ends = []


@pytest.mark.postgres
@pytest.mark.parametrize("asked_meanwhile", [True, False])
def test_a_database_that_goes_and_comes_back_is_said_in_italian_and_then_answers(
    postgres_url, asked_meanwhile, monkeypatch
):
    monkeypatch.setattr("coordinator.store.engine.PAUSE_SECONDS", 0.0)
    server = postgres_url.split("@")[1].split("/")[0]
    wire = Wire(*server.split(":"))
    store = open_store(postgres_url.replace(server, f"127.0.0.1:{wire.port}"))
    viewer = open_viewer(store, "demo")
    ada = add_party(store, "persona", {"given_name": "Ada", "family_name": "Prova"}, viewer)

    wire.cut()
    if asked_meanwhile:
        with pytest.raises(DBAPIError) as away:
            ego(store, ada, DAY, viewer)
        assert in_italian(away.value) == STORE_AWAY
        with pytest.raises(DBAPIError):
            add_party(store, "persona", {"given_name": "Lia", "family_name": "Prova"}, viewer)
    wire.open = True

    assert list(ego(store, ada, DAY, viewer).graph) == [ada]
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Party)) == 1
    assert verify(store).whole
    store.close()
    wire.listener.close()
