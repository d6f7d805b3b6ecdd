"""Set a new body up, from an empty store to a first person, her network and an answer; nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.words import curly
from apps.pages.house.setup import STEPS, Setup, able
from apps.pages.house.wizard_person import FirstPerson
from apps.pages.house.wizard_place import read_place, read_services, write_calendar
from apps.pages.task import MissingError, show_task
from coordinator.errors import BadAccountError
from coordinator.model import vocabulary
from coordinator.network.members import Member, welcome
from coordinator.network.place import USUAL, comuni_of, found_place, open_services, regions
from coordinator.protection import policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act

OF_PERSONS = {"persona", "legami", "domanda"}
"""Steps that only somebody who follows persons can do."""
NOT_FOR_COLLEAGUES = {"persona", "amministratore"}


def show_wizard(desk: Desk) -> None:
    """Fill the document with the setting up; the invented district needs none."""
    lead = "Sette passi brevi. Quello che scrivi resta: puoi uscire e riprendere, andare avanti e tornare indietro."
    if desk.demo:
        show_task(desk, "avvio", "Prepara Ponte", body="house/demonstration.html", here="oggi", steps=STEPS)
        return
    show_task(desk, "avvio", "Prepara Ponte", lead, task=Wizard(desk), here="")


class Wizard(Setup):
    """The steps, what each asks, and what each writes."""

    template = "house/wizard.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.told: list[tuple[str, str, str]] = []  # name, login and password of who was welcomed just now
        self.person = FirstPerson(self, able(desk, "write", "person"))

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page may ask."""
        return {
            "go": lambda act: self.go(str(act["to"])),
            "luogo": self._place,
            "servizi": self._services,
            "member": self._member,
            **(self.person.acts() if self.person.viewer is not None else {}),
        }

    def values(self) -> dict[str, Any]:
        """Collect what the step shows."""
        step = self.state["step"]
        shown = {"step": step, "steps": STEPS, "number": [key for key, _ in STEPS].index(step)}
        shown |= {"form": self.state["typed"].get(step, {}), "follows": self.person.viewer is not None}
        told = {name for name, _, _ in self.told}
        before = [name for name in self.state["members"] if name not in told]
        shown |= {"state": self.state, "told": self.told, "before": before}
        shown |= {
            "administers": self.viewer.may("write", "account"),
            "loads": self.viewer.may("write", "register"),
        }
        if step == "luogo":
            shown |= {"regions": regions()}
        if step == "servizi":
            kinds = vocabulary().terms["service_kinds"]
            shown |= {"usual": [(kind, curly(kinds[kind].label)) for kind in USUAL]}
            shown |= {"kinds": [(kind, curly(term.label)) for kind, term in kinds.items()]}
        if step == "squadra":
            roles = [
                (role, label) for role, label in policy().labels.items() if role not in NOT_FOR_COLLEAGUES
            ]
            shown |= {"roles": roles, "services": self.services()}
        return shown | (self.person.values(step) if step in OF_PERSONS and shown["follows"] else {})

    def _form(self, act: Act, step: str) -> None:
        """Keep all fields of a form that was sent."""
        fields = {name: value for name, value in act.items() if name != "act" and isinstance(value, str)}
        self.state["typed"][step] = fields
        self.keep()

    def _place(self, act: Act) -> None:
        """Found the place, and go on."""
        self._form(act, "luogo")
        region, place = read_place(act, comuni_of(str(act.get("province") or "")))
        write_calendar(self.desk.store, region, act, self.admin)
        self.keep(bodies=found_place(self.desk.store, place, self.day, self.admin))
        self.go("servizi")

    def _services(self, act: Act) -> None:
        """Open the services that were ticked or named, and go on or stay for another."""
        self._form(act, "servizi")
        services = read_services(act)
        open_services(self.desk.store, services, self.state["bodies"], self.day, self.admin)
        if act.get("do") == "add":
            kept = {
                key: value for key, value in self.state["typed"]["servizi"].items() if key.startswith("s:")
            }
            self.state["typed"]["servizi"] = kept
            self.keep()
            self.said(f"Aggiunto: {services[-1][1]}.")
            return
        if not self.services():
            message = "Scegli almeno un servizio: anche uno solo, gli altri si aggiungono dopo."
            raise MissingError(message)
        self.go("squadra")

    def _member(self, act: Act) -> None:
        """Welcome a colleague, and show once the password to tell her."""
        self._form(act, "squadra")
        given = {name: str(act.get(name) or "").strip() for name in ("name", "role", "user", "service_id")}
        if not given["name"] or " " not in given["name"] or not given["role"]:
            message = "Scrivi nome e cognome, e scegli il ruolo."
            raise MissingError(message)
        member = Member(given["name"], given["role"], given["user"], given["service_id"])
        try:
            user, password = welcome(self.desk.store, member, self.day, self.admin)
        except BadAccountError as error:
            if error.field != "user" or member.user:
                raise
            message = (
                f"C’è già qualcuno che entra come «{given['name']}»: scrivi tu un altro nome per entrare."
            )
            raise MissingError(message) from error
        self.told.append((given["name"], user, password))
        self.state["typed"]["squadra"] = {}
        self.keep(members=[*self.state["members"], given["name"]])
        self.said(f"{given['name']} può entrare.")
