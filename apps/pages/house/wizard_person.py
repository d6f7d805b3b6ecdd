"""Enter the first person, who is around her, and a first question: the last steps of setting up."""

from __future__ import annotations

import asyncio
import base64
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from apps.components.messages import in_italian
from apps.pages.asking.preparing import PREPARING, until_prepared
from apps.pages.network.tie_form import add_tie
from apps.pages.people.neighbours import around
from apps.pages.people.party import read_fields, say_fault
from apps.pages.task import MissingError
from apps.pages.whom import short_name
from coordinator.errors import BadPartyError, BadTaxCodeError
from coordinator.network import Statement, ego, state_tie
from coordinator.network.drawing import draw
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.parties import add_party
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.assistant.reply import Reply
    from apps.components.live import Act
    from apps.pages.house.setup import Setup
    from coordinator.protection import Viewer

PERSON = ("family_name", "given_name", "born_on", "area", "phone")
HELPERS = (
    ("figlio", "figlia o figlio"),
    ("coniuge", "moglie o marito"),
    ("genitore", "madre o padre"),
    ("fratello", "sorella o fratello"),
    ("convivente", "convivente"),
    ("altro_parente", "un’altra o un altro parente"),
    ("caregiver", "dà una mano"),
    ("assistente_familiare", "assistente familiare (badante)"),
    ("amicizia", "amica o amico"),
    ("vicinato", "vicina o vicino"),
    ("amministratore_sostegno", "amministratore di sostegno"),
)
ABOUT_NORMS = (
    "Chi predispone il progetto individuale per una persona con disabilità?",
    "Quanti giorni di permesso ha chi assiste un familiare?",
)


class FirstPerson:
    """The steps about the first person; they write with the role of her that may."""

    def __init__(self, setup: Setup, viewer: Viewer | None) -> None:
        self.setup, self.viewer = setup, viewer
        self.likely: tuple[Any, ...] = ()  # who may be the person being entered
        self.likely_helper: tuple[tuple[str, str, str], ...] = ()
        self.asked: Act = {}  # the tie that waits for the one who is meant
        self.answer = ""  # HTML of the first answer
        self.coming = ""  # what is said while it is on its way
        self._task: asyncio.Task[None] | None = None

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what these steps may ask."""
        return {
            "persona": self._enter,
            "sure": lambda act: self._enter(act, sure=True),
            "her": lambda act: self._go_on(str(act["party"])),
            "tie": self._tie,
            "service": self._service,
            "doctor": self._doctor,
            "ask": self._ask,
            "stop": self._stop,
        }

    def values(self, step: str) -> dict[str, Any]:
        """Collect what a step shows."""
        desk, viewer = self.setup.desk, self._viewer()
        if step == "persona":
            return {"likely": self.likely, "comuni": self._comuni()}
        if not self.setup.state["person"]:
            return {"near": None}
        record = read_record(desk.store, self.setup.state["person"], self.setup.day, viewer)
        name = short_name(record.party)
        shown: dict[str, Any] = {"party": record.party, "near": name}
        if step == "domanda":
            return shown | {
                "examples": (f"Chi aiuta {record.party.name}?", *ABOUT_NORMS),
                "answer": self.answer,
                "coming": self.coming,
            }
        entries = around(record.spans, self.setup.day, name)
        graph = ego(desk.store, record.party.id, self.setup.day, viewer).graph
        picture = base64.b64encode(draw(graph, record.party.id).encode()).decode() if entries else ""
        return shown | {
            "around": entries,
            "picture": f"data:image/svg+xml;base64,{picture}" if picture else "",
            "helpers": HELPERS,
            "services": self.setup.services(),
            "likely": self.likely_helper,
        }

    def _viewer(self) -> Viewer:
        """Return who writes about persons; the steps are not shown to who may not."""
        assert self.viewer is not None  # noqa: S101
        return self.viewer

    def _comuni(self) -> list[str]:
        """List the comuni of the place, for the person's area."""
        typed = str(self.setup.state["typed"].get("luogo", {}).get("comuni", ""))
        return [one.strip() for one in typed.replace(";", ",").replace("\n", ",").split(",") if one.strip()]

    def _enter(self, act: Act, *, sure: bool = False) -> None:
        """Add the person, unless she may be one who is there."""
        setup, viewer = self.setup, self._viewer()
        if not sure:
            setup.state["typed"]["persona"] = {name: str(act.get(name) or "") for name in PERSON}
            setup.keep()
        typed = setup.state["typed"]["persona"]
        fields = {name: value for name, value in read_fields("persona", typed).items() if value}
        candidate = Candidate(*(fields.get(name) for name in ("given_name", "family_name", "born_on")))  # type: ignore[arg-type]
        self.likely = () if sure else find_duplicates(setup.desk.store, candidate, viewer)
        if self.likely:
            return
        try:
            self._go_on(add_party(setup.desk.store, "persona", fields, viewer))
        except (BadPartyError, BadTaxCodeError) as error:
            raise MissingError(say_fault(error)) from error

    def _go_on(self, party: str) -> None:
        """Go on to who is around her."""
        self.likely = ()
        self.setup.state["typed"]["persona"] = {}
        self.setup.keep(person=party)
        self.setup.go("legami")

    def _tie(self, act: Act) -> None:
        """Write somebody who helps her."""
        setup = self.setup
        sent = self.asked = {**self.asked, "party": act["party"]} if act.get("party") else act
        outcome = add_tie(setup.desk, self._viewer(), setup.state["person"], setup.day, sent, helps=True)
        self.likely_helper = outcome.likely
        if not outcome.likely:
            setup.said(f"Aggiunto: {sent['name']}.")

    def _service(self, act: Act) -> None:
        """Write that a service follows her."""
        setup, chosen = self.setup, str(act.get("service") or "")
        names = dict(setup.services())
        if chosen not in names:
            message = "Scegli un servizio dall’elenco."
            raise MissingError(message)
        self._state(Statement("in_carico", setup.state["person"], chosen, setup.day))
        setup.said(f"Aggiunto: {names[chosen]}.")

    def _doctor(self, act: Act) -> None:
        """Write who her doctor is."""
        setup, name = self.setup, " ".join(str(act.get("name") or "").split())
        if not name:
            message = "Scrivi come si chiama il medico."
            raise MissingError(message)
        fields = {"name": name, "profession": "medico_medicina_generale"}
        doctor = add_party(setup.desk.store, "professionista", fields, self._viewer())
        self._state(Statement("medico_base", doctor, setup.state["person"], setup.day))
        setup.said(f"Aggiunto: {name}.")

    def _state(self, statement: Statement) -> None:
        """Write a tie of hers."""
        state_tie(self.setup.desk.store, statement, self._viewer(), about=self.setup.state["person"])

    def _ask(self, act: Act) -> None:
        """Begin to answer the first question, about her or about the norms, beside the loop that serves the pages."""
        from apps.assistant import Talk

        setup, question = self.setup, str(act.get("question") or "").strip()
        if not question:
            message = "Scrivi una domanda, o scegline una."
            raise MissingError(message)
        desk = setup.desk
        talk = Talk(desk.store, self._viewer(), desk.assistant, setup.day, setup.state["person"])
        setup.state["typed"]["domanda"] = {"question": question}
        setup.keep()
        self._stop()
        self.answer, self.coming = "", PREPARING if not desk.prepared.is_set() else "Cerco la risposta…"
        self._task = asyncio.ensure_future(self._answer(partial(talk.ask, question)))

    async def _answer(self, ask: Callable[[], Reply]) -> None:
        """Show the answer when it has come; a failure is told in its place."""
        from apps.components.quotes import card_style
        from apps.pages.asking.chat import reply_html

        try:
            await until_prepared(self.setup.desk)
            shown = reply_html(await asyncio.to_thread(ask))
        except Exception as error:  # noqa: BLE001  the page must go on; the words say what to do
            shown = f"<p>{escape(in_italian(error))}</p>"
        self.answer, self.coming, self._task = f"<style>{card_style()}</style>{shown}", "", None
        self.setup.show()

    def _stop(self, _act: Act | None = None) -> None:
        """Wait no more for an answer on its way."""
        if self._task is not None:
            self._task.cancel()
        self._task, self.coming = None, ""
