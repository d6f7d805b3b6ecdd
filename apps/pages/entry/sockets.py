"""Shut the websockets of an entry that has ended: an open map or chat then neither asks nor is told anything."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bokeh.server.views.ws import WSHandler
from tornado.ioloop import PeriodicCallback

from apps.components.entry import Window

if TYPE_CHECKING:
    from bokeh.server.server import Server

log = logging.getLogger("ponte")

ENDED, AWAY = 4401, 4503  # of the codes that the websocket's standard leaves to us
EVERY = 5.0
"""Seconds after which also a page that only listens is shut."""

_take = WSHandler.on_message


async def _take_while_open(socket: WSHandler, fragment: str | bytes) -> None:
    """Take a message of a page only while its entry holds."""
    window = _window(socket)
    try:
        shut = window is not None and not window.is_open()
    except Exception:  # noqa: BLE001  the store is away: the page says so, and comes back by itself
        log.warning("an entry could not be looked up: its page is shut")
        socket.close(AWAY, "store away")
        return
    if shut:
        socket.close(ENDED, "entry ended")
        return
    await _take(socket, fragment)


def guard_sockets(server: Server, *, every: float = EVERY) -> PeriodicCallback:
    """
    Shut the websockets of entries that have ended: at their next message, or soon after by themselves.

    Parameters
    ----------
    server
        Not yet running.
    every
        Seconds between two looks at pages that only listen.

    Returns
    -------
    PeriodicCallback
        Begun; it ends with the loop.
    """
    WSHandler.on_message = _take_while_open  # type: ignore[method-assign, assignment]

    def look() -> None:
        sockets = [connection._socket for connection in server._tornado._clients]  # noqa: SLF001
        windows = {window.token: window for socket in sockets if (window := _window(socket)) is not None}
        left = {token for token, window in windows.items() if window.was_left()}
        for socket in sockets:
            if (window := _window(socket)) is not None and window.token in left:
                socket.close(ENDED, "entry ended")

    watch = PeriodicCallback(look, every * 1000)
    watch.start()
    return watch


def _window(socket: Any) -> Window | None:  # noqa: ANN401 - Bokeh's
    """Return the window of a websocket; None where nobody enters."""
    window = getattr(getattr(socket, "request", None), "window", None)
    return window if isinstance(window, Window) else None
