"""What changes on a page while another change is being written reaches the browser too."""

import asyncio

from bokeh.document import Document
from panel.io import document as io

from apps.components.delivery import deliver_all


class Socket:
    """Where messages to a browser are written."""


class Connection:
    def __init__(self):
        self._socket = Socket()


def test_a_message_that_waits_when_the_writing_before_it_ends_is_written(monkeypatch):
    written = []
    monkeypatch.setattr(io, "_dispatch_msgs", io._dispatch_msgs)  # put back after the test
    monkeypatch.setitem(io.extra_socket_handlers, Socket, lambda _conn, msg: written.append(msg) or [])
    page = Document()
    io._WRITE_MSGS[page] = {Connection(): ["the answer has come"]}  # and the writer before took the mark away
    deliver_all()
    deliver_all()

    asyncio.run(io._dispatch_msgs(page))

    assert written == ["the answer has come"]
    assert page not in io._WRITE_BLOCK
