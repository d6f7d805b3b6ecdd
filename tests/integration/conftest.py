"""Serve a desk at a place of this machine, without a browser."""

import asyncio
import gc
import socket
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from apps.serve import Place, make_server


@pytest.fixture(scope="session")
def free_place():
    """Find a place that nobody serves at."""

    def find(**named):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return Place(probe.getsockname()[1], **named)

    return find


@pytest.fixture(scope="session")
def served():
    """Serve a desk from a thread of this process, as long as a block lasts; its store is closed at the end."""

    @contextmanager
    def serve(desk, place):
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
        yield
        loops[0].add_callback(loops[0].stop)
        thread.join(10)
        desk.store.close()
        gc.collect()  # what sockets are left go here, not in another test

    return serve


@pytest.fixture(scope="session")
def send():
    """Ask a place for a page as a browser of this site would; returns status, headers and text."""

    def ask(place, path, *, form=None, cookie="", **headers):
        connection = HTTPConnection(place.host, timeout=60)
        sent = {"Cookie": cookie} if cookie else {}
        if form is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": place.url.rstrip("/")}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = None if form is None else urlencode(form)
        connection.request(
            "GET" if form is None else "POST", path, body, {k: v for k, v in sent.items() if v}
        )
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return SimpleNamespace(status=answer.status, headers=answer.headers, text=text)

    return ask
