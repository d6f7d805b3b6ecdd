"""Work on a person's network beside its map: findings, new ties, last year's ties, two dates, what if."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apps.components.days import DayError, read_day, write_day
from apps.components.frame import environment
from apps.components.live import Act, Live
from apps.components.messages import in_italian
from apps.components.words import KINDS, long_day
from apps.pages.person import around, facts, short_name
from coordinator.errors import CoordinatorError
from coordinator.findings import find_for
from coordinator.model import vocabulary
from coordinator.network import (
    Statement,
    change_tie,
    confirm_tie,
    difference,
    end_tie,
    follow_up,
    state_tie,
    withdraw_tie,
)
from coordinator.network.record import Record, add_person, names_nearby, read_record
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


BLOOD = frozenset({"genitore", "fratello", "nonno", "zio"})
"""Kinds that do not end while both live: they are asked about last, and never whether they are over."""


@dataclass
class State:
    """What the reader is doing beside the map."""

    tab: str = "chi"
    done: str = ""  # what was just written, in Italian
    undo: int | None = None  # the tie that can be taken back
    asked: Act = field(default_factory=dict)  # what was sent last, so that nothing is typed twice
    stated_by: str = ""
    changing: int | None = None  # the tie whose new state is asked
    begun: frozenset[str] = frozenset()  # ties that the comparison marks on the map


class Workshop:
    """The panel beside the map; after each change it asks the map to be drawn again."""

    def __init__(self, desk: Desk, person_id: str, redraw: Callable[[], None]) -> None:
        self._desk, self._viewer, self._redraw = desk, desk.viewer(), redraw
        self._person_id = person_id
        self.state = State()
        self.chosen, self.day, self.notice = "", desk.today(), ""
        self.live = Live(self._handle)

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
        self.live.html = environment().get_template("workshop.html").render(**values)

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
            "names": sorted(set(names_nearby(self._desk.store, self._person_id, self._viewer).values())),
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
        return {
            "questions": waiting[:ASKED_AT_ONCE],
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
        return {
            "found": found,
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
            "confirm": self._confirm,
            "change": self._ask_change,
            "changed": self._change,
            "end": self._end,
            "compare": self._keep,
            "suppose": self._keep,
        }
        self.state.done, self.state.asked, self.notice = "", act, ""
        try:
            acts[act["act"]](act)
        except DayError as error:
            self.notice = str(error)
            self.state.asked = {}
        except CoordinatorError as error:
            self.notice = in_italian(error)
        self.show()
        self._redraw()

    def _turn(self, act: Act) -> None:
        """Turn to another part of the panel."""
        self.state = State(tab=act["tab"], stated_by=self.state.stated_by)

    def _keep(self, act: Act) -> None:
        """Keep what was asked; showing the panel answers it."""
        for name in ("first", "second"):
            if act.get(name):
                read_day(act[name])

    def _add(self, act: Act) -> None:
        """Write a new tie, and the person if nobody has that name."""
        name, sayer = act.get("name", "").strip(), act.get("stated_by", "").strip()
        if not name or not sayer or not act.get("kind"):
            self.notice = "Servono tre cose: chi è, che cosa fa, e chi lo dice."
            return
        since = read_day(act.get("since") or write_day(self.day))
        party = self._party_named(name)
        strength = int(act["strength"]) if act.get("strength") else None
        statement = Statement(
            kind=act["kind"],
            from_id=party,
            to_id=self._person_id,
            since=since,
            strength=strength,
            conflict=bool(act.get("conflict")),
            stated_by=sayer,
        )
        self.state.undo = state_tie(self._desk.store, statement, self._viewer, about=self._person_id)
        self.state.done, self.state.stated_by, self.state.asked = f"Aggiunto: {name}.", sayer, {}

    def _party_named(self, name: str) -> str:
        """Find a party by its name, or write a new person; two of one name are never guessed."""
        known = names_nearby(self._desk.store, self._person_id, self._viewer)
        fits = [party for party, held in known.items() if held.casefold() == name.casefold()]
        if fits:
            return fits[0]
        given, _, family = name.partition(" ")
        return add_person(self._desk.store, given, family or "(cognome da chiedere)", self._viewer)

    def _undo(self, _act: Act) -> None:
        """Take back the tie just written."""
        if self.state.undo is not None:
            withdraw_tie(self._desk.store, self.state.undo, self._viewer)
            self.state.undo, self.state.done = None, "Tolto. Resta scritto che era stato aggiunto per errore."

    def _confirm(self, act: Act) -> None:
        """Write that a tie still holds."""
        confirm_tie(
            self._desk.store, int(act["tie"]), self.day, self._viewer, stated_by=self.state.stated_by or None
        )
        self.state.done = "Confermato."

    def _ask_change(self, act: Act) -> None:
        """Ask what is otherwise in a tie."""
        self.state.changing = int(act["tie"])

    def _change(self, act: Act) -> None:
        """Write what is otherwise in a tie from this day on."""
        sayer = act.get("stated_by", "").strip()
        changes: dict[str, Any] = {"conflict": bool(act.get("conflict"))}
        if act.get("strength"):
            changes["strength"] = int(act["strength"])
        tie = int(act["tie"])
        change_tie(self._desk.store, tie, self.day, changes, self._viewer, stated_by=sayer or None)
        self.state.changing, self.state.stated_by, self.state.done = None, sayer, "Cambiato da oggi."

    def _end(self, act: Act) -> None:
        """Write that this is the last day of a tie."""
        end_tie(
            self._desk.store, int(act["tie"]), self.day, self._viewer, stated_by=self.state.stated_by or None
        )
        self.state.done = "Segnato come finito oggi."


def tie_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """
    List what someone can be to a person, by group.

    Returns
    -------
    list of (str, list of (str, str))
        Group, then kind (or the id of its reverse) and its label, read "X label the person".
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in vocabulary().kinds.values():
        first, last = kind.ends
        if "persona" in last and not kind.id.startswith("si_"):
            groups.setdefault(_group(first), []).append((kind.id, kind.label))
        elif "persona" in first and not kind.symmetric and last != frozenset({"nucleo"}):
            groups.setdefault(_group(last), []).append((kind.reverse_id, kind.reverse_label))
        if first == last == frozenset({"persona"}) and not kind.symmetric and kind.code < 10:
            groups.setdefault("Persone", []).append((kind.reverse_id, kind.reverse_label))
    return list(groups.items())


def _group(kinds: frozenset[str]) -> str:
    """Name the group of the kinds of party at one end of a tie."""
    names = {
        "persona": "Persone",
        "professionista": "Professionisti",
        "servizio": "Servizi",
        "ente": "Enti",
        "comunita": "Gruppi e associazioni",
    }
    return next(names[kind] for kind in names if kind in kinds)
