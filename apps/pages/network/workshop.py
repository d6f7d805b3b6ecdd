"""Work on a person's network beside its map: findings, new ties, last year's ties, two dates, what if."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.days import DayError, read_day, write_day
from apps.components.drafts import Shelf
from apps.components.frame import environment
from apps.components.live import Act, Live
from apps.components.messages import in_italian
from apps.components.words import KINDS, long_day
from apps.pages.network.review import BLOOD, answer
from apps.pages.network.tie_form import add_tie, names_of, tie_choices
from apps.pages.network.tie_words import sentence, sexes
from apps.pages.people.neighbours import around
from apps.pages.people.person import facts
from apps.pages.task import MissingError
from apps.pages.whom import short_name
from coordinator.errors import CoordinatorError
from coordinator.findings import find_for
from coordinator.model import vocabulary
from coordinator.network import difference, follow_up
from coordinator.network.one_tie import take_back
from coordinator.network.record import Record, names_nearby, read_record
from coordinator.network.whatif import what_if

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.components.desk import Desk

TABS = (
    ("chi", "Chi è"),
    ("rilievi", "Rilievi"),
    ("aggiungi", "Aggiungi"),
    ("rivedi", "Rivedi"),
    ("confronta", "Confronta"),
    ("ese", "E se…"),
)
ASKED_AT_ONCE = 6
"""Ties to go through that are shown together."""


@dataclass
class State:
    """What the reader is doing beside the map."""

    tab: str = "chi"
    done: str = ""  # what was just written, in Italian
    undo: int | None = None  # the tie that can be taken back
    asked: Act = field(default_factory=dict)  # what was sent last, so that nothing is typed twice
    stated_by: str = ""
    likely: tuple[tuple[str, str, str], ...] = ()  # who may be meant by the name that was typed
    changing: int | None = None  # the tie whose new state is asked
    begun: frozenset[str] = frozenset()  # ties that the comparison marks on the map


class Workshop:
    """The panel beside the map; after each change it asks the map to be drawn again."""

    def __init__(self, desk: Desk, person_id: str, redraw: Callable[[], None]) -> None:
        self._desk, self._viewer, self._redraw = desk, desk.viewer(), redraw
        self._person_id = person_id
        self.state = State()
        self.chosen, self.day, self.notice = "", desk.today(), ""
        shelf = Shelf(desk, self._viewer, "mappa", person_id)
        self.live = Live(self._handle, shelf=shelf, afresh=self._begin_anew)

    def show(self) -> None:
        """Write the panel again from its state."""
        writers = {
            "chi": self._who,
            "rilievi": self._findings,
            "aggiungi": self._adding,
            "rivedi": self._reviewing,
            "confronta": self._comparing,
            "ese": self._supposing,
        }
        values: dict[str, Any] = {"tabs": TABS, "state": self.state, "notice": self.notice}
        try:
            person = self._read(self._person_id)
            values |= {"person": person.party, "name": short_name(person.party)}
            values |= writers[self.state.tab]()
        except CoordinatorError as error:
            values["notice"] = in_italian(error)
        self.live.draw(environment().get_template("network/workshop.html").render(**values))

    def _read(self, party_id: str) -> Record:
        """Read a record on the day of the map."""
        return read_record(self._desk.store, party_id, self.day, self._viewer)

    # what each part shows

    def _who(self) -> dict[str, Any]:
        """Collect the record of the chosen party."""
        record = self._read(self.chosen or self._person_id)
        return {
            "party": record.party,
            "kind": KINDS.get(record.party.kind, record.party.kind),
            "facts": [pair for pair in facts(record, self.day) if pair[0]],
            "needs": record.needs,
            "around": around(record.spans, self.day, short_name(record.party)),
            "day": long_day(self.day),
        }

    def _findings(self) -> dict[str, Any]:
        """Collect the findings of the day."""
        return {"findings": find_for(self._desk.store, self._person_id, self.day, self._viewer)}

    def _adding(self) -> dict[str, Any]:
        """Collect what the form for a new tie offers."""
        return {
            "names": names_of(names_nearby(self._desk.store, self._person_id, self._viewer)),
            "kinds": tie_choices(),
            "strengths": vocabulary().terms["strengths"],
            "today": write_day(self.day),
            "sayers": self._sayers(),
        }

    def _reviewing(self) -> dict[str, Any]:
        """Collect the ties to go through."""
        questions = follow_up(self._desk.store, self._person_id, self.day, self._viewer)
        waiting = [question for question in questions if question.days_silent > 0]
        waiting.sort(key=lambda question: question.kind in BLOOD)
        sex = sexes(read_record(self._desk.store, self._person_id, self.day, self._viewer))
        return {
            "questions": [
                (one, sentence(one.kind, one.from_name, one.to_name, sex.get(one.from_id)))
                for one in waiting[:ASKED_AT_ONCE]
            ],
            "left": len(waiting),
            "blood": BLOOD,
            "long_day": long_day,
            "strengths": vocabulary().terms["strengths"],
            "sayers": self._sayers(),
        }

    def _comparing(self) -> dict[str, Any]:
        """Compare two days."""
        asked = self.state.asked if self.state.asked.get("act") == "compare" else {}
        second = read_day(asked["second"]) if asked.get("second") else self.day
        first = read_day(asked["first"]) if asked.get("first") else self.day - timedelta(days=365)
        found = difference(self._desk.store, self._person_id, first, second, self._viewer)
        self.state.begun = frozenset(str(edge.tie["tie_id"]) for edge in found.begun)
        sex = sexes(self._read(self._person_id))
        return {
            "found": found,
            "said": lambda one: sentence(one.tie["kind"], one.from_name, one.to_name, sex.get(one.from_id)),
            "first": write_day(first),
            "second": write_day(second),
            "strengths": vocabulary().terms["strengths"],
        }

    def _supposing(self) -> dict[str, Any]:
        """Ask what would be otherwise without a party."""
        record = self._read(self._person_id)
        away = str(self.state.asked.get("away") or self.chosen)
        others = around(record.spans, self.day, short_name(record.party))
        known = {other["id"] for other in others}
        if away not in known:
            return {"others": others, "away": "", "result": None}
        result = what_if(self._desk.store, self._person_id, self.day, self._viewer, remove=[away])
        needs = [vocabulary().label("needs", need) for need in result.after.uncovered]
        return {"others": others, "away": away, "result": result, "uncovered": needs}

    def _sayers(self) -> list[str]:
        """List who may have said something: the person, and who is around her."""
        record = self._read(self._person_id)
        people = [
            span.other_name for span in record.spans if span.other_kind in {"persona", "professionista"}
        ]
        return list(dict.fromkeys([record.party.name, *people]))

    # what each act does

    def _handle(self, act: Act) -> None:
        """Do what a form or a button asks, then show the panel again."""
        acts = {
            "tab": self._turn,
            "add": self._add,
            "undo": self._undo,
            "confirm": self._answer,
            "change": self._ask_change,
            "changed": self._answer,
            "end": self._answer,
            "compare": self._keep,
            "suppose": self._keep,
        }
        self.state.done, self.state.asked, self.notice = "", act, ""
        try:
            acts[act["act"]](act)
        except (DayError, MissingError) as error:
            self.notice = str(error)
            self.state.asked = {} if act["act"] == "compare" else act
        except CoordinatorError as error:
            self.notice = in_italian(error)
        if self.state.done:
            self.live.done()
        self.show()
        self._redraw()

    def _begin_anew(self) -> None:
        """Show the panel as if nothing had been typed."""
        self.state.asked, self.notice = {}, ""
        self.show()

    def _turn(self, act: Act) -> None:
        """Turn to another part of the panel."""
        self.state = State(tab=act["tab"], stated_by=self.state.stated_by)

    def _keep(self, act: Act) -> None:
        """Keep what was asked; showing the panel answers it."""
        for name in ("first", "second"):
            if act.get(name):
                read_day(act[name])

    def _add(self, act: Act) -> None:
        """Write a new tie, or ask who is meant by the name."""
        self.state.likely = ()
        found = add_tie(self._desk, self._viewer, self._person_id, self.day, act)
        if found.tie is None:
            self.state.likely = found.likely
            return
        name, sayer = str(act["name"]).strip(), str(act["stated_by"]).strip()
        self.state.undo = found.tie
        self.state.done, self.state.stated_by, self.state.asked = f"Aggiunto: {name}.", sayer, {}

    def _undo(self, _act: Act) -> None:
        """Take back what was just written."""
        if self.state.undo is not None:
            take_back(self._desk.store, self.state.undo, self._viewer)
            self.state.undo, self.state.done = None, "Annullato. Nello storico resta scritto."

    def _ask_change(self, act: Act) -> None:
        """Ask what is otherwise in a tie."""
        self.state.changing = number_of(act, "tie")

    def _answer(self, act: Act) -> None:
        """Write the answer about a tie: it holds, it is otherwise, it is over."""
        said = str(act.get("stated_by") or "").strip() or self.state.stated_by
        self.state.undo, self.state.done = answer(self._desk.store, act, self.day, self._viewer, said)
        self.state.changing, self.state.stated_by = None, said
