"""Run a person's path on one page: what is asked now, what is missing, what runs, what happened."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from apps.components.frame import argument, environment, page
from apps.components.live import Live
from apps.components.words import age
from apps.pages.case_view import describe_case, lists_of, read_choice
from apps.pages.case_words import say_refusal
from coordinator.errors import CoordinatorError
from coordinator.model import Person
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of, go, open_case, open_cases, read_case, record, undo_last
from coordinator.pathway.drafts import discard_draft, read_draft, save_field
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.forms import forms_table, make_form_event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection import Viewer

STYLE = (Path(__file__).parent / "case.css").read_text(encoding="utf-8")
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
    "progetto_di_vita": "progetto di vita",
}


class Piece(Live):
    """A live piece of the page in the page's own type and colours."""

    _stylesheets = [*Live._stylesheets, STYLE]


def show_case(desk: Desk) -> None:
    """Fill the document with a case, with the call that opens one, or with the open cases."""
    viewer = desk.viewer()
    case_id, person_id = argument("id"), argument("persona")
    if case_id:
        _show_path(desk, viewer, case_id)
    elif person_id:
        _show_call(desk, viewer, person_id)
    else:
        page(desk, "cases.html", "Percorsi", "persone", viewer=viewer, cases=open_cases(desk.store, viewer))


def _show_path(desk: Desk, viewer: Viewer, case_id: str) -> None:
    """Show one case."""
    path = PathPiece(desk, viewer, case_id)
    person = _person(desk, viewer, path.view.person_id)
    page(
        desk,
        "case.html",
        f"Il percorso di {person.given_name}",
        "persone",
        viewer=viewer,
        roots={"path": path.piece},
        person=person,
        others=[one for one in cases_of(desk.store, person.id, viewer) if one != case_id],
        instrument=path.view.instrument.name,
    )


def _show_call(desk: Desk, viewer: Viewer, person_id: str) -> None:
    """Show what is active for a person, and the form of the call."""
    person = _person(desk, viewer, person_id)
    call = CallPiece(desk, viewer, person)
    active = [
        span
        for span in read_record(desk.store, person_id, desk.today(), viewer).spans
        if span.holds_on(desk.today()) and span.kind in {"in_carico", "in_attesa", "case_manager", "segue"}
    ]
    page(
        desk,
        "call.html",
        "Una nuova chiamata",
        "persone",
        viewer=viewer,
        roots={"call": call.piece},
        person=person,
        years=age(person.born_on, desk.today()),
        active=active,
        cases=[read_case(desk.store, one, viewer) for one in cases_of(desk.store, person_id, viewer)],
    )


def _person(desk: Desk, viewer: Viewer, person_id: str) -> Person:
    """Read a person, refusing any other party."""
    party = read_record(desk.store, person_id, desk.today(), viewer).party
    assert isinstance(party, Person)  # noqa: S101  paths are of persons: the store holds no other
    return party


class CallPiece:
    """The form of the call: what is typed is kept at each field, and sending it opens the path."""

    def __init__(self, desk: Desk, viewer: Viewer, person: Person) -> None:
        self.desk, self.viewer, self.person = desk, viewer, person
        self.lists = lists_of(desk, viewer, person.id, None)
        self.piece = Piece(self.handle, html=self.html())

    def handle(self, act: Act) -> None:
        """Keep a field, or open the path."""
        if act["act"] == "draft":
            field, value = str(act["field"]), str(act["value"])
            save_field(self.desk.store, "contatto", self.person.id, field, value, self.viewer)
            return
        try:
            case_id = self._open(act)
        except CoordinatorError as error:
            self.piece.html = self.html(say_refusal(error), act)
            return
        discard_draft(self.desk.store, "contatto", self.person.id, self.viewer)
        self.piece.html = environment().get_template("call_done.html").render(case_id=case_id)

    def _open(self, act: Act) -> str:
        """Open the path from what was typed."""
        form = forms_table()["contatto"]
        typed = read_choice(form, act, self.lists)
        event = make_form_event(form, typed)
        assert isinstance(event, Opened)  # noqa: S101  the form's own event
        return open_case(
            self.desk.store,
            self.person.id,
            event,
            date.fromisoformat(str(act.get("day") or self.desk.today())),
            self.viewer,
            area=str(act.get("area") or "non_autosufficienza"),
            instrument=str(act.get("instrument") or "pai"),
        )

    def html(self, refusal: str = "", typed: Mapping[str, object] | None = None) -> str:
        """Render the form with what was typed before."""
        draft = typed or read_draft(self.desk.store, "contatto", self.person.id, self.viewer)
        return (
            environment()
            .get_template("call_form.html")
            .render(
                form=forms_table()["contatto"],
                typed=draft,
                lists=self.lists,
                refusal=refusal,
                areas=AREAS,
                instruments=INSTRUMENTS,
                today=self.desk.today().isoformat(),
            )
        )


class PathPiece:
    """The live part of a case's page: forms with their drafts, passages, undo."""

    def __init__(self, desk: Desk, viewer: Viewer, case_id: str) -> None:
        self.desk, self.viewer, self.case_id = desk, viewer, case_id
        self.view = read_case(desk.store, case_id, viewer)
        self.day = max(desk.today(), self.view.history[-1].day)
        self.open: str | None = None
        self.said, self.refusal = "", ""
        self.piece = Piece(self.handle, html=self.html())

    def handle(self, act: Act) -> None:
        """Keep a field as it is typed; do all else and show the case anew."""
        if act["act"] == "draft":
            form, field = str(act["form"]), str(act["field"])
            save_field(self.desk.store, form, self.case_id, field, str(act["value"]), self.viewer)
            return
        if act["act"] == "day":
            self.day = date.fromisoformat(str(act["value"]))
            return
        self.said = self.refusal = ""
        try:
            self._do(act)
        except CoordinatorError as error:
            self.refusal = say_refusal(error)
            self.open = str(act.get("form") or act.get("passage") or "")
        self.view = read_case(self.desk.store, self.case_id, self.viewer)
        self.piece.html = self.html()

    def _do(self, act: Act) -> None:
        """Do what a form or a button says."""
        store, seen = self.desk.store, self.view.version
        match act["act"]:
            case "send":
                self._send(act)
            case "offer":
                event = make_event(str(act["kind"]), **_fields(act))
                record(store, self.case_id, event, self.day, self.viewer, seen=seen)
                self.said, self.open = "Registrato.", str(act.get("opens") or "")
            case "go":
                self._go(act)
            case "undo":
                reason = str(act.get("reason") or "passo registrato per errore")
                undo_last(store, self.case_id, reason, self.day, self.viewer)
                self.said, self.open = "Annullato: il passo resta nella cronologia.", ""

    def _send(self, act: Act) -> None:
        """Record what a form says."""
        form = forms_table()[str(act["form"])]
        lists = lists_of(self.desk, self.viewer, self.view.person_id, self.view)
        typed = read_choice(form, act, lists)
        more: dict[str, object] = {}
        if form.event == "resource_given":
            more["resource"] = f"r{len(self.view.state.resources) + 1}"
        if form.event == "joined" and typed.get("party"):
            more |= lists.member(typed["party"])
        event = make_form_event(form, typed, **more)
        record(self.desk.store, self.case_id, event, self.day, self.viewer, seen=self.view.version)
        discard_draft(self.desk.store, form.id, self.case_id, self.viewer)
        self.said, self.open = "Registrato.", form.id if form.repeats else ""

    def _go(self, act: Act) -> None:
        """Go a passage."""
        until = act.get("until")
        go(
            self.desk.store,
            self.case_id,
            str(act["passage"]),
            self.day,
            self.viewer,
            role=str(act["role"]),
            reason=str(act.get("reason") or "") or None,
            until=date.fromisoformat(str(until)) if until else None,
            seen=self.view.version,
        )
        self.said, self.open = "Fatto.", ""

    def html(self) -> str:
        """Render the case as it stands."""
        shown = describe_case(self.desk, self.viewer, self.view)
        return (
            environment()
            .get_template("case_body.html")
            .render(
                **shown,
                day=self.day.isoformat(),
                open=self.open,
                said=self.said,
                refusal=self.refusal,
            )
        )


def _fields(act: Act) -> dict[str, object]:
    """Take the fields of an event from a button's data: those whose name begins with ``f``."""
    fields = {key[1:].lower(): value for key, value in act.items() if key.startswith("f") and key != "form"}
    if "among" in fields:
        fields["among"] = str(fields["among"]).split()
    return fields
