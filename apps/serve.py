"""Serve the pages on one address: open the stores, say who asks, send headers that shut the rest out."""

from __future__ import annotations

import gc
import os
import secrets
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from apps.components.delivery import deliver_all
from apps.components.desk import Desk
from apps.components.edge import nonce_of, refuse_other_names, send_headers
from apps.components.entry import FirstCode, current_window
from apps.components.frame import ASSETS, missing_page
from apps.components.place import Place
from apps.pages import PAGES, ROUTES, load_page
from apps.pages.asking.preparing import prepare
from coordinator.errors import NotEnteredError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bokeh.server.server import Server

    from apps.pages.entry.provider import Provider
    from apps.settings import Settings
    from coordinator.protection import Viewer
    from coordinator.protection.entry import Entered
    from knowledge.answer import Assistant
    from knowledge.library import Library

__all__ = ["Place", "make_server", "open_desk", "serve"]

KEY_FILE = "cookie.key"
ORGANISATION_FILE = "organizzazione.yaml"


def open_desk(settings: Settings, *, demo: bool) -> Desk:
    """
    Open the stores that the pages read; the norms wait until a page asks for them.

    Parameters
    ----------
    settings
        Where data live, and who asks when nobody has entered.
    demo
        Whether the data are invented and nobody enters; so it is also for a store of invented data in which
        nobody has an account.

    Returns
    -------
    Desk
        For every page.
    """
    from apps.settings import open_library
    from coordinator.protection import open_viewer
    from coordinator.protection.accounts import has_accounts
    from coordinator.protection.entry import look_up
    from coordinator.store import open_store
    from coordinator.store.settings import INVENTED, read_setting

    store = open_store(url=settings.url, home=settings.home)
    demo = demo or (bool(read_setting(store, INVENTED)) and not has_accounts(store))

    opening = Lock()  # the first question may come while the norms are being opened ahead of it

    @cache
    def library() -> Library:
        return open_library(settings)

    def assistant() -> Assistant:
        with opening:
            return opened_assistant()

    @cache
    def opened_assistant() -> Assistant:
        from knowledge.answer import Assistant

        return Assistant.open(library())

    def me() -> Entered | None:
        window = None if demo else current_window()
        return look_up(store, window.token) if window is not None else None

    def viewer() -> Viewer:
        if demo:
            return open_viewer(store, settings.user, purpose="prova")
        entered = me()
        if entered is None:
            raise NotEnteredError
        return open_viewer(store, entered.user, role=entered.role, purpose=entered.purpose)

    return Desk(
        store=store,
        home=settings.home,
        library=library,
        assistant=assistant,
        today=(lambda: settings.day) if settings.stays else date.today,
        viewer=viewer,
        user=lambda: viewer().user,
        me=me,
        demo=demo,
        provider=None if demo else open_provider(settings.home),
        code=None if demo or has_accounts(store) else FirstCode(),
    )


def open_provider(home: Path) -> Provider | None:
    """
    Read how people enter with their organisation, if they do.

    Parameters
    ----------
    home
        The folder of the store, whose file ``organizzazione.yaml`` says it; ``$PONTE_ORGANISATION`` names another
        file. The client's secret is in ``$PONTE_ORGANISATION_SECRET`` or in the file that ``secret_file`` names.

    Returns
    -------
    Provider or None
        None where neither is there: people then enter with a password of Ponte's.

    Raises
    ------
    BadOrganisationError
        If the file is there and cannot be used.
    """
    given = os.environ.get("PONTE_ORGANISATION")
    path = Path(given) if given else home / ORGANISATION_FILE
    if not given and not path.exists():
        return None
    from apps.pages.entry.provider import Provider
    from coordinator.protection.organisation import read_organisation, read_secret

    organisation = read_organisation(path)
    secret = os.environ.get("PONTE_ORGANISATION_SECRET") or read_secret(organisation, path)
    return Provider(organisation, secret)


def sign_sessions() -> None:
    """Let only tokens that this server signed open a session; the key lives as long as the process."""
    os.environ.setdefault("BOKEH_SECRET_KEY", secrets.token_urlsafe(48))
    os.environ["BOKEH_SIGN_SESSIONS"] = "yes"


def cookie_secret(home: Path) -> str:
    """
    Return the key that signs the cookies of who has entered: from the environment, or the store's own.

    Parameters
    ----------
    home
        The folder of the store; its file ``cookie.key`` is made when missing, readable by its owner alone.

    Returns
    -------
    str
        ``$PONTE_COOKIE_SECRET`` if set, so that several servers may share it.
    """
    if given := os.environ.get("PONTE_COOKIE_SECRET"):
        return given
    home.mkdir(parents=True, exist_ok=True)
    path = home / KEY_FILE
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def door_options(desk: Desk, place: Place) -> dict[str, Any]:
    """Return what the server needs so that people enter with a password; nothing in the demo."""
    if desk.demo:
        return {}
    from apps.pages.entry.door import Door
    from apps.pages.entry.forms import FORMS
    from apps.pages.entry.organisation import FORMS as AWAY

    forms = {**FORMS, **AWAY} if desk.provider is not None else FORMS
    return {
        "auth_provider": Door(desk),
        "cookie_secret": cookie_secret(desk.home),
        "extra_patterns": [(route, form, {"desk": desk, "place": place}) for route, form in forms.items()],
    }


def make_server(desk: Desk, place: Place, *, unused_seconds: float = 30.0) -> Server:
    """
    Make the server of the pages, on the event loop of the calling thread; it does not run yet.

    Parameters
    ----------
    desk
        What the pages read.
    place
        Where.
    unused_seconds
        How long a session outlives its page.

    Returns
    -------
    bokeh.server.server.Server
        To start.
    """
    sign_sessions()
    import panel as pn
    from tornado.web import StaticFileHandler

    send_headers(place)
    pn.extension()
    deliver_all()
    options = door_options(desk, place)
    files = (r"/risorse/(.*)", StaticFileHandler, {"path": str(ASSETS)})  # the page to enter needs them too
    lifetime = int(unused_seconds * 1000)
    server: Server = pn.serve(  # type: ignore[no-untyped-call]
        {route: _named(partial(show, desk)) for route, show in PAGES.items()},
        address=place.address,
        port=place.port,
        websocket_origin=list(place.hosts),
        show=False,
        start=False,
        verbose=False,
        title="Ponte",
        index=None,
        generate_session_ids=True,
        sign_sessions=True,
        secret_key=os.environ["BOKEH_SECRET_KEY"].encode(),
        check_unused_sessions_milliseconds=max(lifetime // 3, 100),
        unused_session_lifetime_milliseconds=lifetime,
        ico_path="none",
        include_cookies=["tema"],  # the token of a page can be read by its scripts: no other cookie goes in
        exclude_headers=["Cookie", "Authorization"],
        use_xheaders=True,  # only a proxy on this machine reaches the port, and says whether it spoke https
        extra_patterns=[files, *options.pop("extra_patterns", ())],
        **options,
    )
    answer_strangers(server, desk, place)
    if not desk.demo:
        from apps.pages.entry.sockets import guard_sockets

        guard_sockets(server)
    return server


def answer_strangers(server: Server, desk: Desk, place: Place) -> None:
    """
    Answer an address that is no page with a page that leads back, and refuse a name that is not ours.

    Parameters
    ----------
    server
        Not yet running.
    desk
        What the pages read.
    place
        By which names it is called.
    """
    from tornado.web import RequestHandler

    class Missing(RequestHandler):
        def initialize(self, status: int = 404) -> None:
            self.status = status

        def prepare(self) -> None:
            self.set_status(self.status)
            nonce, theme = nonce_of(self.request), self.get_cookie("tema") or ""
            self.finish(missing_page(desk, self.request.path, theme, nonce))

    server._tornado.settings["default_handler_class"] = Missing  # noqa: SLF001  bokeh offers no other way
    refuse_other_names(server._tornado, place, Missing)  # noqa: SLF001


def serve(desk: Desk, place: Place, ready: Callable[[], None]) -> None:
    """
    Serve the pages until the process is told to stop.

    Parameters
    ----------
    desk
        What the pages read.
    place
        Where.
    ready
        Called once the address answers.
    """
    server = make_server(desk, place)
    desk.prepared.clear()
    server.io_loop.add_callback(ready)
    server.io_loop.call_later(1.0, lambda: Thread(target=partial(_warm, desk), daemon=True).start())
    try:
        server.run_until_shutdown()
    finally:
        desk.store.close()


def _warm(desk: Desk) -> None:
    """Import the other pages and open all that answers need, so that neither a click nor a question waits."""
    try:
        for place in ROUTES.values():
            load_page(place)
        prepare(desk)
    finally:
        desk.prepared.set()
        gc.freeze()
        gc.enable()


def _named(show: Callable[[], None]) -> Callable[[], None]:
    """Wrap a page in a plain function: Panel takes nothing else."""

    def page() -> None:
        show()

    return page
