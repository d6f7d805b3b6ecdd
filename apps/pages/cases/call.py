"""Take a call: what is typed is kept at each field, and sending it opens the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.days import DayError, read_day
from apps.components.frame import environment
from apps.components.path_lists import lists_of, read_choice
from apps.pages.cases.faults import NO_DAY, Refusal, refuse
from apps.pages.cases.piece import Piece
from coordinator.errors import CoordinatorError
from coordinator.findings.facts import age_on
from coordinator.findings.rules import rules
from coordinator.pathway.cases import open_case
from coordinator.pathway.drafts import discard_draft, read_draft, save_field
from coordinator.pathway.events import Opened
from coordinator.pathway.forms import forms_table, make_form_event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.model import Person
    from coordinator.protection import Viewer

FORM = "contatto"
AREAS = {
    "non_autosufficienza": "non autosufficienza",
    "disabilita": "disabilità",
    "salute_mentale": "salute mentale e dipendenze",
    "violenza_di_genere": "violenza di genere",
    "minori": "minori",
}
INSTRUMENTS = {
    "pai": "PAI, piano assistenziale individualizzato",
    "progetto_individuale": "progetto individuale",
    "progetto_personalizzato": "progetto personalizzato (salute mentale, dipendenze, violenza, minori, povertà)",
    "progetto_di_vita": "progetto di vita",
}
OF_MOST = {"area": "non_autosufficienza", "instrument": "pai"}
OF_MINORS = {"area": "minori", "instrument": "progetto_personalizzato"}


class CallPiece:
    """The form of the call."""

    def __init__(self, desk: Desk, viewer: Viewer, person: Person) -> None:
        self.desk, self.viewer, self.person = desk, viewer, person
        self.lists = lists_of(desk.store, desk.today(), viewer, person.id, None)
        self.piece = Piece(self.handle, html=self.html())

    def handle(self, act: Act) -> None:
        """Keep a field, or open the path."""
        if act["act"] == "draft":
            field, value = str(act["field"]), str(act["value"])
            save_field(self.desk.store, FORM, self.person.id, field, value, self.viewer)
            self.piece.acknowledge(act)
            return
        refusal = self._refuse_day(act)
        if refusal:
            self.piece.html = self.html(refusal, act)
            return
        try:
            case_id = self._open(act)
        except CoordinatorError as error:
            self.piece.html = self.html(refuse(error, forms_table()[FORM]), act)
            return
        discard_draft(self.desk.store, FORM, self.person.id, self.viewer)
        self.piece.html = environment().get_template("cases/call_done.html").render(case_id=case_id)

    def _refuse_day(self, act: Act) -> Refusal:
        """Refuse what is no day, and a call of tomorrow."""
        try:
            day = self._day(act)
        except DayError:
            return Refusal("Questo giorno non si legge.", {"day": NO_DAY})
        words = "Questo giorno deve ancora venire."
        return Refusal(words, {"day": words}) if day > self.desk.today() else Refusal()

    def _day(self, act: Act) -> date:
        """Read the day of the call."""
        return read_day(str(act.get("day") or self.desk.today()))

    def _open(self, act: Act) -> str:
        """Open the path from what was typed."""
        form = forms_table()[FORM]
        event = make_form_event(form, read_choice(form, act, self.lists))
        assert isinstance(event, Opened)  # noqa: S101  the form's own event
        return open_case(
            self.desk.store,
            self.person.id,
            event,
            self._day(act),
            self.viewer,
            **{name: str(act.get(name) or usual) for name, usual in self._usual().items()},
        )

    def _usual(self) -> dict[str, str]:
        """Say what most calls are about for somebody of that age: chosen until something else is."""
        born, grown = self.person.born_on, rules()["minor_without_responsibility"].limit("years")
        minor = born is not None and age_on(born, self.desk.today()) < grown
        return OF_MINORS if minor else OF_MOST

    def html(self, refusal: Refusal | None = None, typed: Mapping[str, object] | None = None) -> str:
        """Render the form with what was typed before."""
        draft = typed or read_draft(self.desk.store, FORM, self.person.id, self.viewer)
        return (
            environment()
            .get_template("cases/call_form.html")
            .render(
                form=forms_table()[FORM],
                typed=draft,
                lists=self.lists,
                refusal=refusal or Refusal(),
                areas=AREAS,
                instruments=INSTRUMENTS,
                usual=self._usual(),
                today=self.desk.today(),
            )
        )
