"""Let people enter, leave, change their password and their role: plain forms, without any script."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler

from apps.components.edge import nonce_of
from apps.components.entry import COOKIE
from apps.components.frame import THEMES, environment, frame_values
from apps.components.messages import STORE_AWAY, in_italian, store_is_away
from apps.pages.entry.door import entered_of
from coordinator.errors import CoordinatorError, NotEnteredError
from coordinator.protection import accounts, entry, password_changes, policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.entry import Window
    from apps.components.place import Place
    from coordinator.protection.entry import Entered

LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Plain(RequestHandler):
    """A form on a page of its own; it is sent only from a page of this site."""

    template: ClassVar[str]
    title: ClassVar[str]
    lead: ClassVar[str] = ""

    def initialize(self, desk: Desk, place: Place) -> None:
        """Take what the server gives."""
        self.desk, self.place = desk, place

    def prepare(self) -> None:
        """Refuse what another site sends."""
        if self.request.method == "POST" and not self._from_here():
            raise HTTPError(403)
        self.set_header("Cache-Control", "no-store")

    def _from_here(self) -> bool:
        """Say whether a form was sent from a page of this site."""
        origin = self.request.headers.get("Origin", "null")
        if origin != "null":
            return origin in self.place.origins
        return self.request.headers.get("Sec-Fetch-Site") == "same-origin"

    def show(self, notice: str = "", **values: Any) -> None:
        """Write the page, with what was typed but the passwords."""
        theme = self.get_cookie("tema") or ""
        typed = {name: self.get_body_argument(name, "") for name in ("user", "name", "role")}
        self.finish(
            environment()
            .get_template(self.template)
            .render(
                **frame_values(self.desk, None, "") | {"menu": ()},
                theme=theme if theme in THEMES else "auto",
                live=frozenset(),
                nonce=nonce_of(self.request),
                title=self.title,
                heading=self.title,
                lead=self.lead,
                notice=notice,
                next=self.next_page(),
                typed=typed,
                organisation=self.desk.provider.organisation.name if self.desk.provider else "",
                **values,
            )
        )

    def next_page(self) -> str:
        """Return the page to go on to: one of this site."""
        asked = self.get_argument("next", "./")
        ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable()
        return asked if ours else "./"

    def begin(self, token: str) -> None:
        """Give the browser the cookie of an entry."""
        self.keep(COOKIE, token)

    def keep(self, name: str, value: str) -> None:
        """Give the browser a signed cookie that no script reads, and that goes nowhere in the clear over https."""
        safe = self.place.is_https or self.request.protocol == "https"
        self.set_signed_cookie(
            name, value, expires_days=None, path="/", httponly=True, samesite="Lax", secure=safe
        )

    def write_error(self, status_code: int, **reason: Any) -> None:
        """Say a refusal in Italian, or that the store does not answer."""
        self.set_status(status_code)
        error = (reason.get("exc_info") or (None, None))[1]
        refused = "Questa richiesta non si può fare da qui: apri di nuovo la pagina e riprova."
        self.show(in_italian(error) if store_is_away(error) else refused)


async def aside(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - as the work
    """Do what takes long, such as hashing a password, beside the loop that serves the pages."""
    return await IOLoop.current().run_in_executor(None, work)


class Enter(Plain):
    """Enter with name and password."""

    template, title = "entry/login.html", "Entra"

    async def get(self) -> None:
        """Show the form."""
        empty, provider = not accounts.has_accounts(self.desk.store), self.desk.provider
        if empty and provider is None:
            self.redirect("inizio")
            return
        way_out = ""
        if provider is not None and self.get_argument("uscita", ""):
            way_out = await provider.way_out(f"{self.place.url}entra")
        ended = "Il tempo è scaduto, o sei uscito da un’altra finestra: entra di nuovo."
        self.show(ended if self.get_cookie(COOKIE) else "", empty=empty, way_out=way_out)

    async def post(self) -> None:
        """Let her in."""
        name, password = (
            self.get_body_argument("user", ""),
            self.get_body_argument("password", "", strip=False),
        )
        try:
            token = await aside(partial(entry.enter, self.desk.store, name, password))
        except CoordinatorError as error:
            self.show(in_italian(error))
            return
        self.begin(token)
        self.redirect(self.next_page())


class Pause(Plain):
    """Say that the store does not answer, and lead back to the page that was asked for."""

    template, title = "notice.html", "L’archivio non risponde"

    def get(self) -> None:
        """Show it without asking the store anything."""
        self.set_status(503)
        self.show(message=STORE_AWAY, again=self.next_page())


class First(Plain):
    """Make the administrator, as the first who comes."""

    template, title = "entry/first.html", "Benvenuta, benvenuto in Ponte"
    lead = "Nessuno può ancora entrare: comincia da te. Poi Ponte ti accompagna passo passo fino alla prima persona."

    def show(self, notice: str = "", **values: Any) -> None:
        """Offer the roles that she may have beside administrator."""
        labels = policy().labels
        others = [role for role in labels if role not in {accounts.ADMINISTRATOR, "persona", "ricercatore"}]
        roles = [(role, labels[role]) for role in others]
        super().show(notice, roles=roles, alone=accounts.ADMINISTRATOR, coded=not self._is_near(), **values)

    def _is_near(self) -> bool:
        """Say whether who asks sits at this machine: the first who comes over a network could be anybody."""
        return not self.place.public and self.request.remote_ip in LOOPBACK

    def get(self) -> None:
        """Show the form, once."""
        if accounts.has_accounts(self.desk.store):
            self.redirect("entra")
            return
        self.show()

    async def post(self) -> None:
        """Make her account, and let her in."""
        user, name, role = (self.get_body_argument(field, "") for field in ("user", "name", "role"))
        password, again = (
            self.get_body_argument(field, "", strip=False) for field in ("password", "password_again")
        )
        if password != again:
            self.show("Le due password sono diverse: scrivile di nuovo.")
            return
        code = self.desk.code
        if not self._is_near() and (code is None or not code.fits(self.get_body_argument("code", ""))):
            self.show("Il codice non è quello scritto dove Ponte è stato avviato: copialo di nuovo.")
            return
        try:
            roles = [role] if role not in {"", accounts.ADMINISTRATOR} else []
            await aside(partial(accounts.open_first, self.desk.store, user, name, password, roles))
            self.begin(await aside(partial(entry.enter, self.desk.store, user, password)))
        except CoordinatorError as error:
            self.show(in_italian(error))
            return
        self.redirect("avvio")


class Inside(Plain):
    """What only somebody who has entered may ask."""

    entered: Entered

    def prepare(self) -> None:
        """Lead who has not entered to the door."""
        super().prepare()
        found = entered_of(self.desk, self)
        if found is None:
            self.redirect("entra")
            return
        self.entered = found

    @property
    def token(self) -> str:
        """Of her entry."""
        window: Window = self.request.window  # type: ignore[attr-defined]
        return window.token


class Password(Inside):
    """Change one's own password."""

    template, title = "entry/password.html", "Cambia la password"

    def get(self) -> None:
        """Show the form."""
        self.show(must_change=self.entered.must_change, who=self.entered.name)

    async def post(self) -> None:
        """Change it, and begin a new entry with it: all others of hers end."""
        old, new, again = (
            self.get_body_argument(field, "", strip=False) for field in ("old", "password", "password_again")
        )
        told = {"must_change": self.entered.must_change, "who": self.entered.name}
        if new != again:
            self.show("Le due password nuove sono diverse: scrivile di nuovo.", **told)
            return
        store, user = self.desk.store, self.entered.user
        try:
            await aside(partial(password_changes.change_password, store, user, old, new))
            self.begin(await aside(partial(entry.enter, store, user, new)))
        except CoordinatorError as error:
            self.show(in_italian(error), **told)
            return
        self.redirect(self.next_page())


class Role(Inside):
    """Act in another of one's roles, or for another purpose."""

    template, title = "entry/login.html", "Ruolo"

    def get(self) -> None:
        """Lead back: a role is chosen from the head of any page."""
        self.redirect("./")

    def post(self) -> None:
        """Take the role."""
        role, purpose = self.get_body_argument("role", ""), self.get_body_argument("purpose", "")
        if role != self.entered.role and purpose in {"", self.entered.purpose}:
            purpose = next(
                iter(policy().purposes_of.get(role, ())), ""
            )  # hers stood there for the role of before
        try:
            self.begin(entry.act_as(self.desk.store, self.token, role, purpose))
        except NotEnteredError:
            self.redirect("entra")
            return
        self.redirect(self.next_page())


class Leave(Inside):
    """Leave: the entry ends, and its pages with it."""

    template, title = "entry/login.html", "Esci"

    def get(self) -> None:
        """Lead back: one leaves with a button."""
        self.redirect("./")

    def post(self) -> None:
        """End the entry."""
        entry.leave(self.desk.store, self.token)
        self.clear_cookie(COOKIE, path="/")
        self.redirect("entra?uscita=1" if self.desk.provider is not None else "entra")


class Within(Plain):
    """Say to a page's script whether its entry still holds; nothing is shown."""

    template, title = "entry/login.html", "Entra"

    def get(self) -> None:
        """Answer with a number alone."""
        self.set_status(204 if entered_of(self.desk, self) is not None else 401)
        self.finish()


FORMS: Mapping[str, type[Plain]] = {
    "/entra": Enter,
    "/inizio": First,
    "/password": Password,
    "/ruolo": Role,
    "/esci": Leave,
    "/dentro": Within,
    "/pausa": Pause,
}
"""Route → the form; none of them is there in the demo, where nobody enters."""
