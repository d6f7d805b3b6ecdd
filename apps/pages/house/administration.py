"""Administer Ponte: accounts and their roles, the log of accesses, a copy of the store, the body's data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.days import read_day, write_day
from apps.components.frame import home_of
from apps.components.words import count, long_day, role_label, written
from apps.pages.task import MissingError, Task, show_task
from coordinator.errors import AuditFileError, NotAllowedError, StoreError
from coordinator.model import PREFIXES
from coordinator.network.directory import directory
from coordinator.network.members import Member, login_name, welcome
from coordinator.network.record import find_people, find_services
from coordinator.protection import accounts, password_changes, policy, role_periods
from coordinator.protection.audit import verify
from coordinator.protection.audit_files import ANCHORS, drop_anchor, read_anchors
from coordinator.protection.backup import back_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection.accounts import AccountView

FOR_HERSELF = "persona"
"""The role of who reads her own record: it needs to be said whose."""
MOST_ALIKE = 8
"""Persons shown to choose among."""


def show_administration(desk: Desk) -> None:
    """Fill the document with the administration."""
    viewer = desk.viewer()
    if not viewer.may("write", "account"):
        raise NotAllowedError(viewer.role, "write", "account")
    lead = "Chi entra e con quale ruolo, il registro degli accessi, la copia di sicurezza."
    show_task(
        desk, "amministrazione", "Amministrazione", lead, task=Administration(desk), here=home_of(viewer).id
    )


class Administration(Task):
    """Accounts, log and copies."""

    template = "house/administration.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.told: tuple[str, str, str] | None = None  # name, login and password to hand over, shown once
        self.open = ""  # the account whose details are shown
        self.likely: tuple[tuple[str, str], ...] = ()  # ids and names of who may be meant by what was typed

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page may ask."""
        return {
            "add": self._add,
            "open": self._open,
            "role": self._give,
            "end": self._end,
            "renew": self._renew,
            "close": self._close,
            "reopen": self._reopen,
            "verify": self._verify,
            "copy": self._copy,
        }

    def values(self) -> dict[str, Any]:
        """Collect the accounts and what may be chosen for a new one."""
        found = accounts.accounts(self.desk.store, self.viewer, self.day)
        told, self.told = self.told, None
        return {
            "accounts": [_worded(one) for one in found],
            "open": self.open,
            "handed": told,
            "likely": self.likely,
            "finds_persons": self.viewer.may("read", "person"),
            "roles": list(policy().labels.items()),
            "role_label": role_label,
            "services": [(one.id, one.name) for one in find_services(self.desk.store, "", self.viewer)],
            "write_day": write_day,
            "today": self.day,
            "copies": self._copies(),
            "me": self.viewer.user,
            "may_verify": self.viewer.may("read", "audit"),
            "may_copy": self.viewer.may("export", "backup") and self.desk.store.dialect == "sqlite",
            "names": {
                one.id: one.name for one in directory(self.desk.store, self.viewer, kinds=("professionista",))
            },
        }

    def _copies(self) -> list[str]:
        """List the copies that there are, the newest first."""
        folder = self.desk.home / "copie"
        return (
            sorted((path.name for path in folder.glob("*.db")), reverse=True)[:5] if folder.is_dir() else []
        )

    def _add(self, act: Act) -> None:
        """Open an account: of a colleague with her place in the network, or of a person for her own record."""
        given = {
            name: str(act.get(name) or "").strip()
            for name in ("name", "role", "user", "service_id", "person", "party")
        }
        given["person"] = given["party"] or given["person"]
        self.likely = ()
        if not given["name"] or not given["role"]:
            message = "Scrivi nome e cognome, e scegli il ruolo."
            raise MissingError(message)
        until = read_day(str(act["until"])) if act.get("until") else None
        if given["role"] == FOR_HERSELF:
            user, password = self._herself(given)
        else:
            member = Member(given["name"], given["role"], given["user"], given["service_id"], until)
            user, password = welcome(self.desk.store, member, self.day, self.viewer)
        self.told = (given["name"], user, password)
        self.said(f"{given['name']} può entrare.")

    def _herself(self, given: Mapping[str, str]) -> tuple[str, str]:
        """Open the account of a person, or of who represents her."""
        party = self._whose(given["person"])
        user = given["user"] or login_name(given["name"])
        roles = [FOR_HERSELF]
        return user, accounts.open_account(
            self.desk.store, user, given["name"], roles, self.viewer, party_id=party
        )

    def _whose(self, typed: str) -> str:
        """Find the person who is meant by an id, or by name and year of birth."""
        if typed.startswith(f"{PREFIXES['persona']}:"):
            return typed
        if not self.viewer.may("read", "person"):
            message = (
                "Scrivi il codice della persona, come per:p12: il tuo ruolo non cerca le persone per nome."
            )
            raise MissingError(message)
        found = find_people(self.desk.store, typed, self.viewer, limit=MOST_ALIKE) if typed else []
        if len(found) == 1:
            return found[0].id
        self.likely = tuple((one.id, f"{one.name}, {long_day(one.born_on)}".rstrip(", ")) for one in found)
        if not typed:
            message = "Di chi è la scheda? Scrivi cognome e anno di nascita della persona che entra."
        elif not found:
            message = (
                f"Nessuno nell’archivio si chiama «{typed}»: controlla, oppure aggiungi prima la persona."
            )
        else:
            message = f"Più persone corrispondono a «{typed}»: scegli quale, nel modulo qui sotto."
        raise MissingError(message)

    def _open(self, act: Act) -> None:
        """Show one account's details, or hide them."""
        user = str(act["user"])
        self.open = "" if self.open == user else user

    def _give(self, act: Act) -> None:
        """Give a role for a period."""
        since = read_day(str(act.get("since") or write_day(self.day)))
        until = read_day(str(act["until"])) if act.get("until") else None
        if not act.get("role"):
            message = "Scegli il ruolo da aggiungere."
            raise MissingError(message)
        role = str(act["role"])
        role_periods.give_role(self.desk.store, str(act["user"]), role, self.viewer, since=since, until=until)
        self.said(f"Ruolo aggiunto: {role_label(role)}.")

    def _end(self, act: Act) -> None:
        """End a role today."""
        role_periods.end_role(self.desk.store, number_of(act, "number"), self.day, self.viewer)
        self.said("Oggi è l’ultimo giorno di questo ruolo.")

    def _renew(self, act: Act) -> None:
        """Give a new password to another: with her own new one an administrator would be out before she reads it."""
        user = str(act["user"])
        if user == self.viewer.user:
            message = "La tua password la cambi tu: dal menu con il tuo nome, «Cambia la password»."
            raise MissingError(message)
        self.told = (
            str(act["name"]),
            user,
            password_changes.renew_password(self.desk.store, user, self.viewer),
        )
        self.said(f"Password nuova per {act['name']}.")

    def _close(self, act: Act) -> None:
        """Close another's account now."""
        user = str(act["user"])
        if user == self.viewer.user:
            message = "Il tuo accesso lo chiude un altro amministratore."
            raise MissingError(message)
        accounts.close_account(self.desk.store, user, self.day, self.viewer)
        back = lambda: accounts.reopen_account(self.desk.store, user, self.viewer)  # noqa: E731
        self.said(f"{act['name']} non entra più. Quello che ha scritto resta firmato.", back)

    def _reopen(self, act: Act) -> None:
        """Open a closed account again."""
        accounts.reopen_account(self.desk.store, str(act["user"]), self.viewer)
        self.said(f"{act['name']} può entrare di nuovo.")

    def _verify(self, _act: Act) -> None:
        """Walk along the log of accesses."""
        self.viewer.require("read", "audit")
        anchors = self.desk.home / ANCHORS
        try:
            known = read_anchors(anchors) if anchors.exists() else ()
        except AuditFileError as error:
            message = f"Il file {error.file} non si legge alla riga {error.line}: qualcuno l’ha cambiato, o è rovinato."
            raise MissingError(message) from error
        found = verify(self.desk.store, known)
        if not found.whole:
            message = (
                f"Il registro è stato alterato: la voce {found.broken_at} manca, o non torna con quelle prima. "
                "Non scrivere altro, fai una copia e avvisa il responsabile della protezione dei dati."
            )
            raise MissingError(message)
        drop_anchor(self.desk.store, anchors, self.viewer)
        self.said(
            f"Il registro è integro: {count(found.entries, 'voce', 'voci')}, nessuna cambiata, tolta o aggiunta."
        )

    def _copy(self, _act: Act) -> None:
        """Copy the store into the folder of copies."""
        name = f"ponte-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.db"
        try:
            size = back_up(self.desk.store, self.desk.home / "copie" / name, self.viewer)
        except (StoreError, OSError) as error:
            message = "La copia non è riuscita: controlla che sul disco ci sia posto, e riprova."
            raise MissingError(message) from error
        self.said(f"Copia fatta e controllata: {name}, {written(round(size / 1e6, 1))} MB.")


def _worded(one: AccountView) -> dict[str, Any]:
    """Say an account's roles in Italian."""
    values = {name: getattr(one, name) for name in one.__slots__}
    return values | {"words": ", ".join(role_label(role) for role in one.roles)}
