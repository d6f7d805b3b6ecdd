"""Go through a person's ties with her: each is confirmed, changed or ended by one action, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.words import count, long_day
from apps.pages.network.tie_words import sentence, sexes
from apps.pages.task import MissingError, Task, about_person, pick_person, show_task
from coordinator.model import vocabulary
from coordinator.network import change_tie, confirm_tie, end_tie, follow_up
from coordinator.network.one_tie import take_back
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.network import Question
    from coordinator.network.record import Record
    from coordinator.protection import Viewer
    from coordinator.store import Store

SHOWN = 12
"""Ties asked about at once: a list that a talk can finish."""

BLOOD = frozenset({"genitore", "fratello", "nonno", "zio"})
"""Kinds that do not end while both live: they are asked about last, and never whether they are over."""


def show_review(desk: Desk) -> None:
    """Fill the document with the ties of a person to go through again."""
    person_id = argument("id")
    lead = "I legami di cui non si parla da più tempo, per primi. Una risposta, un gesto."
    if not person_id:
        pick_person(desk, "rivedi", "Rivedi i legami", lead)
        return
    record, name = about_person(desk, person_id)
    show_task(desk, "rivedi", f"Rivedi i legami di {name}", lead, record=record, task=Review(desk, person_id))


class Review(Task):
    """The ties to go through: what is asked, and what was answered."""

    template = "network/review.html"

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(desk, person_id)
        self.person_id = person_id
        self.said_by = ""  # who is in the room: typed once
        self.changing = 0  # the tie whose new state is asked
        self.answered = 0

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {
            "who": self._who,
            "confirm": self._answer,
            "change": self._ask,
            "changed": self._answer,
            "end": self._answer,
            "close": self._ask,
        }

    def values(self) -> dict[str, Any]:
        """Collect the ties to ask about."""
        asked = [
            one
            for one in follow_up(self.desk.store, self.person_id, self.day, self.viewer)
            if one.days_silent > 0
        ]
        asked.sort(key=lambda one: one.kind in BLOOD)
        words = vocabulary().terms
        record = read_record(self.desk.store, self.person_id, self.day, self.viewer)
        sex = sexes(record)
        return {
            "questions": [(one, _words(one, sex), silence(one.days_silent)) for one in asked[:SHOWN]],
            "ties": any(span.holds_on(self.day) for span in record.spans),
            "person_id": self.person_id,
            "left": count(len(asked), "legame da rivedere", "legami da rivedere"),
            "more": max(0, len(asked) - SHOWN),
            "answered": count(self.answered, "risposta oggi", "risposte oggi") if self.answered else "",
            "blood": BLOOD,
            "changing": self.changing,
            "said_by": self.said_by,
            "sayers": _sayers(record),
            "may_write": self.viewer.may("write", "network"),
            "long_day": long_day,
            "today": write_day(self.day),
            "strengths": [(key, term.label) for key, term in words["strengths"].items()],
            "frequencies": [(key, term.label) for key, term in words["frequencies"].items()],
        }

    def _who(self, act: Act) -> None:
        """Keep who answers."""
        self.said_by = str(act.get("value") or "").strip()
        self.typed = {}

    def _ask(self, act: Act) -> None:
        """Ask what is otherwise in a tie, or no more."""
        self.changing = number_of(act, "tie") if act.get("tie") else 0

    def _answer(self, act: Act) -> None:
        """Write an answer, and keep how to take it back."""
        tie, done = answer(self.desk.store, act, self.day, self.viewer, self.said_by)
        self.changing = 0
        self.answered += 1

        def back() -> None:
            take_back(self.desk.store, tie, self.viewer)
            self.answered -= 1

        self.said(done, back)


def answer(store: Store, act: Act, day: date, viewer: Viewer, said_by: str) -> tuple[int, str]:
    """
    Write the answer about a tie: it holds, it is otherwise, it is over.

    Parameters
    ----------
    store
        The record.
    act
        ``confirm``, ``changed`` or ``end``, the tie, and what is otherwise.
    day
        The day of the talk.
    viewer
        Who writes.
    said_by
        Who answers; empty when nobody says.

    Returns
    -------
    tuple of (int, str)
        The tie whose last statement this is, and what was done, in Italian.

    Raises
    ------
    MissingError
        If hours are no number.
    DayError
        If a day is none.
    """
    tie, said = number_of(act, "tie"), said_by or None
    if act["act"] == "confirm":
        confirm_tie(store, tie, day, viewer, stated_by=said)
        return tie, "Confermato."
    if act["act"] == "end":
        end_tie(store, tie, day, viewer, stated_by=said)
        return tie, "Segnato come finito oggi."
    first = read_day(str(act.get("day") or write_day(day)))
    new = change_tie(store, tie, first, _changes(act), viewer, stated_by=said)
    return new, f"Cambiato dal {long_day(first)}. Com’era prima resta nella storia."


def _changes(act: Act) -> dict[str, Any]:
    """Read what is otherwise in a tie."""
    changes: dict[str, Any] = {"conflict": bool(act.get("conflict"))}
    if act.get("strength"):
        changes["strength"] = number_of(act, "strength")
    if act.get("frequency"):
        changes["frequency"] = act["frequency"]
    if str(act.get("hours") or "").strip():
        changes["hours_per_week"] = read_hours(str(act["hours"]))
    return changes


def read_hours(text: str) -> float:
    """
    Read hours a week as they are typed: ``"7,5"``.

    Parameters
    ----------
    text
        A number, with a comma or a point.

    Returns
    -------
    float
        From 0 to 168.

    Raises
    ------
    MissingError
        If it is no such number.
    """
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 168:
        message = (
            f"«{text}» non è un numero di ore la settimana: scrivi un numero da 0 a 168, per esempio 7,5."
        )
        raise MissingError(message)
    return number


def silence(days: int) -> str:
    """Say for how long nobody has spoken of a tie."""
    if days < 60:
        return count(days, "giorno", "giorni")
    if days < 730:
        return count(round(days / 30.4), "mese", "mesi")
    return count(days // 365, "anno", "anni")


def _sayers(record: Record) -> list[str]:
    """List who may be in the room: the person, then those around her."""
    near = [span.other_name for span in record.spans if span.other_kind in {"persona", "professionista"}]
    return list(dict.fromkeys([record.party.name, *near]))


def _words(question: Question, sex: Mapping[str, str | None]) -> str:
    """Say the tie that is asked about."""
    return sentence(question.kind, question.from_name, question.to_name, sex.get(question.from_id))
