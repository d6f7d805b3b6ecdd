"""Let only who has entered open a page, and nobody another's: by her cookie, her page's token, her session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bokeh.server.auth_provider import AuthProvider
from bokeh.util.token import get_session_id
from sqlalchemy.exc import SQLAlchemyError

from apps.components.entry import COOKIE, Window
from coordinator.errors import NotEnteredError
from coordinator.protection import accounts, entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from tornado.web import RequestHandler

    from apps.components.desk import Desk
    from coordinator.protection.entry import Entered

DAYS = 1.0
"""For which the cookie's signature is believed; the entry itself ends earlier."""


class Door(AuthProvider):
    """Let only who has entered open a page or its websocket; every page then checks again what she may see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__()

    @property
    def get_user(self) -> Callable[[Any], Any]:
        """Return the function that says who asks; None: nobody."""
        return self._recognise

    @property
    def get_login_url(self) -> Callable[[Any], str]:
        """Return the function that says where to enter."""
        return self._where_to_enter

    def _recognise(self, handler: RequestHandler) -> str | None:
        """Read the cookie of this very request; a websocket joins only a page of its own entry."""
        try:
            entered = entered_of(self._desk, handler)
        except SQLAlchemyError:
            handler.request.away = True  # type: ignore[attr-defined]
            return None
        if entered is None or entered.must_change:
            return None
        window = handler.request.window  # type: ignore[attr-defined]
        return entered.user if _own_page(handler, window) else None

    def _where_to_enter(self, handler: RequestHandler) -> str:
        """Say where one enters: the first who comes makes the administrator."""
        if getattr(handler.request, "away", False):
            return "/pausa"
        if self._desk.provider is None and not accounts.has_accounts(self._desk.store):
            return "/inizio"
        entered = entered_of(self._desk, handler)
        return "/password" if entered is not None and entered.must_change else "/entra"


def entered_of(desk: Desk, handler: RequestHandler) -> Entered | None:
    """
    Say who sends a request, and put her window into it.

    Parameters
    ----------
    desk
        The store.
    handler
        Of the request.

    Returns
    -------
    Entered or None
        None when nobody has entered.
    """
    signed = handler.get_signed_cookie(COOKIE, max_age_days=DAYS)
    if signed is None:
        return None
    token = signed.decode("ascii", "replace")
    try:
        found = entry.look_up(desk.store, token)
    except NotEnteredError:
        return None
    was_left = lambda: not _holds(desk, token, used=False)  # noqa: E731
    handler.request.window = Window(token, partial(_holds, desk, token), was_left)  # type: ignore[attr-defined]
    return found


def _holds(desk: Desk, token: str, *, used: bool = True) -> bool:
    """Say whether an entry still holds."""
    try:
        entry.look_up(desk.store, token, used=used)
    except NotEnteredError:
        return False
    return True


def _own_page(handler: Any, window: Window) -> bool:  # noqa: ANN401 - Bokeh's handlers share no class
    """Say whether the pages that a request or a websocket names were given to the same entry."""
    sessions = getattr(getattr(handler, "application_context", None), "_sessions", {})
    joined = [
        sessions[one] for one in _named(handler) if one in sessions
    ]  # any other is made anew, for this request
    owners = [getattr(one.document.session_context.request, "window", None) for one in joined]
    return all(owner is not None and owner.token == window.token for owner in owners)


def _named(handler: RequestHandler) -> list[str]:
    """List the sessions that a request names in any of the ways that Bokeh reads."""
    headers = handler.request.headers
    tokens = [*headers.get("Sec-WebSocket-Protocol", "").split(","), *handler.get_arguments("bokeh-token")]
    plain = [headers.get("Bokeh-Session-Id", ""), *handler.get_arguments("bokeh-session-id")]
    return [*(_session_of(one.strip()) for one in tokens), *plain]


def _session_of(token: str) -> str:
    """Read the session that a page's token names; empty when it is no token."""
    try:
        return str(get_session_id(token))
    except (ValueError, KeyError, TypeError):
        return ""
