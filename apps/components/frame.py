"""Put a page into Ponte's frame: language, header, menu, theme, and who is looking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, wraps
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.exc import SQLAlchemyError

from apps.components.days import italian_day
from apps.components.edge import current_nonce, nonced, without_plots
from apps.components.messages import heading_of, in_italian, store_is_away
from apps.components.refused import FOR_HER, is_her_own_reader, other_role
from apps.components.titles import act_title
from apps.components.words import author_words, count, curly, joined, place_name, role_label
from coordinator.errors import CoordinatorError, NotEnteredError, NotYoursError
from coordinator.protection import policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bokeh.document import Document
    from jinja2 import Environment
    from panel.viewable import Viewable

    from apps.components.desk import Desk
    from coordinator.protection import Viewer

ASSETS = Path(__file__).parent / "assets"
TEMPLATES = (ASSETS, Path(__file__).parents[1] / "pages")


THEMES = frozenset({"dark", "light"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    id: str
    name: str
    href: str
    icon: str  # SVG path data in a box of 24


MENU = (
    Item("oggi", "Oggi", "./", "M4 11.5L12 4.5L20 11.5M6 10V19.5H18V10"),
    Item(
        "persone",
        "Persone",
        "persona",
        "M12 11.5a3.8 3.8 0 1 0 0-7.6a3.8 3.8 0 0 0 0 7.6M4.5 20c0-4.2 3.3-6 7.5-6s7.5 1.8 7.5 6",
    ),
    Item(
        "mappa",
        "Mappa",
        "mappa",
        "M12 14.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5M5 6a1.8 1.8 0 1 0 0-.1M19 6a1.8 1.8 0 1 0 0-.1"
        "M12 20.5a1.8 1.8 0 1 0 0-.1M6.3 7.2L10.2 10.4M17.7 7.2L13.8 10.4M12 14.5V18.6",
    ),
    Item("domande", "Domande", "domande", "M4.5 5.5H19.5V16H11L7 19.5V16H4.5ZM8.5 9.3H15.5M8.5 12.4H13"),
    Item("norme", "Norme", "norme", "M6 4.5H16.5L18.5 6.5V19.5H6ZM9.3 9H15M9.3 12.2H15M9.3 15.4H13"),
    Item("servizi", "Servizi", "servizi", "M4.5 19.5V9L12 4.5L19.5 9V19.5ZM9.5 19.5V13.5H14.5V19.5"),
)


@cache
def environment() -> Environment:
    """Return the templates of the pages; every value is escaped."""
    from bokeh.core.templates import get_env
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader

    loaders = [FileSystemLoader([str(folder) for folder in TEMPLATES]), get_env().loader]
    made = Environment(
        loader=ChoiceLoader([loader for loader in loaders if loader]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"place_name": place_name, "joined": joined, "counted": count}
    made.filters["act_title"] = act_title
    made.filters |= {"curly": curly, "by_name": author_words}
    made.filters["italian_day"] = italian_day
    made.filters |= {"nonced": nonced, "without_plots": without_plots}
    made.globals["embed"] = made.get_template("macros.html.jinja").module.embed  # type: ignore[attr-defined]
    return made


def theme() -> str:
    """Return the theme that the reader chose, kept in a cookie of this site; "auto": that of the machine."""
    import panel as pn

    chosen = pn.state.cookies.get("tema")
    return chosen if chosen in THEMES else "auto"


def page(
    desk: Desk,
    template: str,
    title: str,
    here: str,
    *,
    viewer: Viewer | None = None,
    roots: Mapping[str, Viewable] | None = None,
    **values: Any,
) -> None:
    """
    Fill the current session's document with one page of Ponte.

    The frame is our own template, so that words are on screen before any script runs, ``lang`` is Italian,
    and nothing outlives the session.

    Parameters
    ----------
    desk
        The server's store, clock and user.
    template
        File name of the page's template, which extends ``frame.html``.
    title
        What the browser's tab shows, in Italian.
    here
        Id of the menu's entry that the page belongs to.
    viewer
        Who looks, to be named in the header; None on a page of no one.
    roots
        Live components by the name that the template embeds them with.
    **values
        What the template shows; everything is escaped.
    """
    import panel as pn
    from panel.io.resources import LOCAL_DIST

    document = cast("Document", pn.state.curdoc)
    document.title = title
    # connection.js says in Italian that the server is away, and tries again: the library's own words are English
    document.config.update(reconnect_session=False, notify_connection_status=False)
    # Panel learns where its own style sheets are only when it renders; without this, a component that
    # changes before then would ask a CDN for them.
    document.template_variables["dist_url"] = LOCAL_DIST
    live = dict(roots or {})
    for name, root in live.items():
        before = len(document.roots)
        root.server_doc(document, title, location=False)
        document.roots[before].name = name
    document.template = environment().get_template(template)
    document.template_variables.update(
        **frame_values(desk, viewer, here),
        theme=theme(),
        live=frozenset(live),
        nonce=current_nonce(),
        **values,
    )


def frame_values(desk: Desk, viewer: Viewer | None, here: str) -> dict[str, Any]:
    """Return what the frame shows around any page."""
    return {
        "here": here,
        "menu": menu_of(viewer),
        "home": home_of(viewer),
        "demo": desk.demo,
        "me": entered_values(desk),
        "sees_ties": viewer is None or viewer.may("read", "network"),
        "administers": viewer is not None and viewer.may("write", "account"),
        "user": viewer.user if viewer else "",
        "role": role_label(viewer.role) if viewer else "",
        "version": _version(),
    }


@cache
def _version() -> str:
    """Read which version is installed, once."""
    return metadata.version("ponte-care")


def menu_of(viewer: Viewer | None) -> tuple[Item, ...]:
    """Return the menu of who looks: her own record, her administration, or the team's work."""
    role = viewer.role if viewer is not None else ""
    asks = tuple(item for item in MENU if item.id in {"domande", "norme"})
    if role == "persona":
        return (Item("persone", "La mia scheda", "mia-scheda", MENU[1].icon), *asks)
    if role == "amministratore":
        return (Item("amministra", "Amministrazione", "amministrazione", MENU[0].icon), *asks, MENU[-1])
    return MENU


def home_of(viewer: Viewer | None) -> Item:
    """Return the entry where who looks begins, and under which the pages hang that keep the house in order."""
    return menu_of(viewer)[0]


def entered_values(desk: Desk) -> dict[str, Any] | None:
    """Return who has entered, and the roles and purposes that she may choose; None where nobody enters."""
    me = desk.me()
    if me is None:
        return None
    purposes = [(key, policy().purposes[key]) for key in policy().purposes_of.get(me.role, ())]
    return {
        "name": me.name,
        "role": me.role,
        "has_password": me.has_password,
        "purpose": me.purpose,
        "roles": [(role, role_label(role)) for role in me.roles],
        "purposes": purposes,
    }


def missing_page(desk: Desk, path: str, theme: str, nonce: str) -> str:
    """
    Write the page of an address that Ponte does not have.

    Parameters
    ----------
    desk
        The server's store, clock and user.
    path
        Of the address.
    theme
        ``"dark"``, ``"light"``; any other leaves it to the reader's machine.
    nonce
        The word that lets the scripts of this answer run.

    Returns
    -------
    str
        HTML, with no live component; its links hold at any depth.
    """
    title = "Pagina non trovata"
    message = (
        "Questo indirizzo non porta a nessuna pagina. Forse è scritto male, o la pagina ha cambiato posto."
    )
    try:
        values = frame_values(desk, onlooker(desk), "")
    except SQLAlchemyError:  # the database is away: the page is missing all the same
        values = frame_values(without_store(desk), None, "")
    return (
        environment()
        .get_template("notice.html")
        .render(
            **values,
            theme=theme if theme in THEMES else "auto",
            live=frozenset(),
            nonce=nonce,
            title=title,
            heading=title,
            message=message,
            address="/" + path.lstrip("/"),
        )
    )


def onlooker(desk: Desk) -> Viewer | None:
    """Return who looks, None where nobody is recognised: a notice must not fail for that."""
    try:
        return desk.viewer()
    except CoordinatorError:
        return None


def without_store(desk: Desk) -> Desk:
    """Return a desk at which nobody has entered: a notice that the store does not answer may not ask it who looks."""

    def nobody() -> Viewer:
        raise NotEnteredError

    return replace(desk, viewer=nobody, me=lambda: None)


def argument(name: str) -> str:
    """
    Return a value of the page's address: ``argument("id")`` of ``/persona?id=per:ada``.

    Parameters
    ----------
    name
        Of the value.

    Returns
    -------
    str
        Empty when the address has none; never more than 500 characters.
    """
    import panel as pn

    values = pn.state.session_args.get(name) or [b""]
    return str(values[0].decode("utf-8", "replace"))[:500]


def _may_open(desk: Desk, error: Exception) -> str:
    """Return the id of the person whom who looks may open in an emergency after this refusal; else nothing."""
    viewer = onlooker(desk)
    asked = argument("id") or argument("persona")
    may = isinstance(error, NotYoursError) and viewer is not None and viewer.may("emergency", "person")
    return asked if may and asked.startswith("per:") else ""


def guarded(show: Callable[[Desk], None]) -> Callable[[Desk], None]:
    """
    Put a notice in the place of a page that fails: what happened, in Italian, and the way on.

    Parameters
    ----------
    show
        Fills the document with a page.

    Returns
    -------
    Callable
        The page, or the notice.
    """

    @wraps(show)
    def safe(desk: Desk) -> None:
        try:
            show(desk)
        except Exception as error:  # noqa: BLE001  no page ever shows a trace
            away = store_is_away(error)
            asked = without_store(desk) if away else desk
            heading, instead, hers = (
                heading_of(error),
                other_role(asked, error),
                is_her_own_reader(asked, error),
            )
            told = instead.message if instead else FOR_HER if hers else in_italian(error)
            page(
                asked,
                "notice.html",
                heading,
                "",
                viewer=onlooker(asked),
                heading=heading,
                message=told,
                instead=instead,
                hers=hers,
                emergency=_may_open(asked, error),
                again=away,
            )

    return safe
