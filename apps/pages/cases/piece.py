"""Run the live part of a case's page: forms with their drafts, buttons that record, refusals at their field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.acts import UnknownActError
from apps.components.days import DayError, read_day
from apps.components.drafts import Shelf
from apps.components.frame import ASSETS, environment
from apps.components.live import Live
from apps.components.path_lists import lists_of, read_choice
from apps.components.path_words import norm_words
from apps.pages.cases.faults import NO_DAY, Refusal, refuse
from apps.pages.cases.papers import make_paper
from coordinator.errors import CoordinatorError
from coordinator.pathway.cases import go, read_case, record, undo_last
from coordinator.pathway.drafts import discard_draft, read_drafts, save_field
from coordinator.pathway.events import make_event
from coordinator.pathway.forms import forms_table, make_form_event

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.pathway.forms import Form
    from coordinator.protection import Viewer

STYLE = "".join(
    path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "case.css", ASSETS / "parts.css")
)
DAY_FORM = "percorso"
"""Under which the chosen day is kept, as ``the day of the choice|the day chosen``: tomorrow begins afresh."""


class Piece(Live):
    """A live piece of the page in the page's own type and colours."""

    _stylesheets = [*Live._stylesheets, STYLE]


class CasePiece:
    """What the pages of one case share; each has its own template, and its own description of the case."""

    template: ClassVar[str]

    def __init__(self, desk: Desk, viewer: Viewer, case_id: str) -> None:
        self.desk, self.viewer, self.case_id = desk, viewer, case_id
        self.view = read_case(desk.store, case_id, viewer)
        self.lists = lists_of(desk.store, desk.today(), viewer, self.view.person_id, self.view)
        self.drafts = read_drafts(desk.store, case_id, viewer)
        self.day = self._first_day()
        self.open, self.said, self.led_to = "", "", ""
        self.can_undo = False  # whether what was just done is the last step of the case
        self.refusal = Refusal()
        self.typed: Act = {}
        shelf = Shelf(desk, viewer, type(self).__name__, case_id)
        self.piece = Piece(self.handle, shelf=shelf, afresh=self.show)
        self.show()

    def unfold(self, form: str) -> None:
        """Open a form under the reader's eyes: another page led to it, or what is missing is written in it."""
        self.open = self.led_to = form
        self.show()
        self.led_to = ""

    def show(self) -> None:
        """Show the case as it stands."""
        self.piece.draw(self.html())

    def describe(self) -> dict[str, Any]:
        """Describe the case for the template."""
        raise NotImplementedError

    def handle(self, act: Act) -> None:
        """Keep a field as it is typed; do all else and show the case anew."""
        if act["act"] == "draft":
            form, field = str(act["form"]), str(act["field"])
            save_field(self.desk.store, form, self.case_id, field, str(act["value"]), self.viewer)
            self.piece.acknowledge(act)
            return
        if act["act"] == "unfold":
            self.said, self.refusal, self.typed = "", Refusal(), {}
            self.unfold(str(act["form"]))
            return
        if act["act"] == "paper":
            self.piece.hand_over(*make_paper(self.desk, self.viewer, self.view, self.lists, act))
            return
        was_refused, self.said, self.refusal, self.typed = bool(self.refusal), "", Refusal(), {}
        if act["act"] == "day" and self._set_day(act) and not was_refused:
            return
        before = self.view.version
        form_sent = forms_table().get(str(act.get("form") or ""))
        try:
            self.do(act)
        except (CoordinatorError, DayError) as error:
            self.refusal = refuse(error, form_sent)
            self.open = str(act.get("form") or act.get("passage") or act.get("opens") or self.open)
            self.typed = act
        if not self.refusal:
            self.piece.done()
        self.view = read_case(self.desk.store, self.case_id, self.viewer)
        self.can_undo = bool(self.said) and self._stepped(before) and act["act"] != "undo"
        self.lists = lists_of(self.desk.store, self.desk.today(), self.viewer, self.view.person_id, self.view)
        self.drafts = read_drafts(self.desk.store, self.case_id, self.viewer)
        self.show()

    def _stepped(self, before: int) -> bool:
        """Say whether the viewer took one step since a version: a colleague's is not hers to take back."""
        return self.view.version == before + 1 and self.view.history[-1].author == self.viewer.user

    def do(self, act: Act) -> None:
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
                undo_last(store, self.case_id, reason, self.day, self.viewer, seen=seen)
                discard_draft(store, "annulla", self.case_id, self.viewer)
                self.said, self.open = "Annullato: il passo resta nella cronologia.", ""

    def _send(self, act: Act) -> None:
        """Record what a form says."""
        form = forms_table().get(str(act["form"]))
        if form is None:
            raise UnknownActError
        typed = read_choice(form, act, self.lists)
        more: dict[str, object] = {}
        if form.event == "resource_given":
            more["resource"] = f"r{len(self.view.state.resources) + 1}"
        if form.event == "joined" and typed.get("party"):
            more |= self.lists.member(typed["party"])
        event = make_form_event(form, typed, **more)
        record(self.desk.store, self.case_id, event, self.day, self.viewer, seen=self.view.version)
        discard_draft(self.desk.store, form.id, self.case_id, self.viewer)
        self.said, self.open = "Registrato.", form.id if form.repeats else ""

    def _go(self, act: Act) -> None:
        """Go a passage."""
        passage = str(act["passage"])
        until = read_day(str(act["until"])) if act.get("until") else None
        go(
            self.desk.store,
            self.case_id,
            passage,
            self.day,
            self.viewer,
            role=str(act["role"]),
            reason=str(act.get("reason") or "") or None,
            until=until,
            seen=self.view.version,
        )
        discard_draft(self.desk.store, passage, self.case_id, self.viewer)
        self.said, self.open = "Fatto.", ""

    def _set_day(self, act: Act) -> bool:
        """Change the day on which things happened; say whether it was one that may be."""
        self.open, self.typed = str(act.get("open") or "").removeprefix("passo-"), act
        try:
            day = read_day(str(act["value"]))
        except DayError:
            self.refusal = Refusal("Questo giorno non si legge.", {"giorno": NO_DAY})
            return False
        if day > self.desk.today():
            words = "Questo giorno deve ancora venire."
            self.refusal = Refusal(words, {"giorno": words})
            return False
        self.day = day
        kept = f"{self.desk.today()}|{day}"
        save_field(self.desk.store, DAY_FORM, self.case_id, "giorno", kept, self.viewer)
        return True

    def _first_day(self) -> date:
        """Return the day that was chosen today; else today, or the last of the case if that comes after."""
        today = self.desk.today()
        kept = self.drafts.get(DAY_FORM, {}).get("giorno", "")
        chosen_on, _, day = kept.partition("|")
        last = self.view.history[-1].day
        return max(date.fromisoformat(day), last) if chosen_on == str(today) else max(today, last)

    def asked(self, form: Form) -> dict[str, Any]:
        """Describe a form with what was typed, how often it was sent, and what is wrong in it."""
        view = self.view
        since = view.state.stays[-1].since
        sent = sum(
            one.event.kind == form.event
            and all(getattr(one.event, key) == value for key, value in form.fixed.items())
            and (form.repeats or one.day >= since)
            for one in view.history
            if one.number not in view.state.void
        )
        refused = bool(self.refusal) and self.open == form.id
        draft = self.drafts.get(form.id, {})
        just_sent = {one.name: str(self.typed.get(one.name) or "") for one in form.fields} if refused else {}
        return {
            "form": form,
            "typed": {**draft, **just_sent},
            "draft": any(draft.values()),
            "sent": sent,
            "norm": norm_words(form.norm) if form.norm else None,
            "refusal": self.refusal if refused else Refusal(),
        }

    def html(self) -> str:
        """Render the case as it stands."""
        return (
            environment()
            .get_template(self.template)
            .render(
                view=self.view,
                lists=self.lists,
                norm=norm_words,
                day=self.typed["value"] if "giorno" in self.refusal.faults else self.day,
                today=self.desk.today(),
                open=self.open,
                led_to=self.led_to,
                said=self.said,
                can_undo=self.can_undo,
                refusal=self.refusal,
                drafts=self.drafts,
                **self.describe(),
            )
        )


def _fields(act: Act) -> dict[str, object]:
    """Take the fields of an event from a button's data: those whose name begins with ``f``."""
    fields = {key[1:].lower(): value for key, value in act.items() if key.startswith("f") and key != "form"}
    if "among" in fields:
        fields["among"] = str(fields["among"]).split()
    return fields
