"""Shut the edge of the web: what a browser may load, run, keep and embed; by which names we answer."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.components.place import Place

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: {sockets}; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""
Nothing is asked of any other machine, and a script runs only from a file of ours or with the word of this very answer.

``blob:`` is how Panel loads a component's module. Styles stay open: Bokeh writes each component's style sheet into
the page as a ``<style>`` element of its own.
"""

WEBGL = re.compile(r"<script[^<>]*/bokeh-gl\.[^<>]*></script>\s*")


def send_headers(place: Place) -> None:
    """
    Send the security headers with every page, file and error that this process serves.

    Parameters
    ----------
    place
        Where the pages are served: the only websocket that a page may open.
    """
    from tornado.web import RequestHandler

    headers = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # with none at all, a browser hides from us which site a form came from
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if place.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in sorted(place.origins))

    def set_default_headers(handler: RequestHandler) -> None:
        policy = POLICY.format(nonce=nonce_of(handler.request), sockets=sockets)
        handler.set_header("Content-Security-Policy", policy)
        for name, value in headers.items():
            handler.set_header(name, value)

    RequestHandler.set_default_headers = set_default_headers  # type: ignore[assignment, method-assign]


def nonce_of(request: Any) -> str:  # noqa: ANN401 - tornado's request, or Bokeh's stand-in for it
    """Return the word that lets the scripts of one answer run; the same for all of that answer."""
    if not hasattr(request, "nonce"):
        request.nonce = secrets.token_urlsafe(16)
    return str(request.nonce)


def current_nonce() -> str:
    """Return the word of the answer that the page is being made for; empty outside of a page."""
    import panel as pn

    context = getattr(pn.state.curdoc, "session_context", None)
    return str(getattr(getattr(context, "request", None), "nonce", ""))


def without_plots(scripts: str) -> str:
    """Leave out the script with which the library draws plots on a graphics card: Ponte has no plot of its."""
    return WEBGL.sub("", str(scripts))


def nonced(scripts: str, nonce: str) -> Markup:
    """Let the scripts run that a library wrote: never words of a record, in which nobody reads ``<script``."""
    return Markup(str(scripts).replace("<script", f'<script nonce="{nonce}"'))  # noqa: S704


def refuse_other_names(application: Any, place: Place, missing: type) -> None:  # noqa: ANN401 - tornado's
    """
    Refuse a request that calls us by a name not ours: another site may point its own name at this machine.

    Parameters
    ----------
    application
        Tornado's.
    place
        By which names we answer.
    missing
        The handler of what is no page.
    """
    find: Callable[..., Any] = application.find_handler

    def find_ours(request: Any, **how: Any) -> Any:  # noqa: ANN401 - tornado's
        if request.host.lower() in place.hosts:
            return find(request, **how)
        return application.get_handler_delegate(request, missing, {"status": 421})

    application.find_handler = find_ours
