"""Show the ties of a person with who says so, the history of one, and what differs between two days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apps.components.acts import whole_number
from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.words import count, long_day, short_day
from apps.pages.network.tie_data import choices_of_data, read_data
from apps.pages.network.tie_words import changes, data_of, sentence, sexes, tie_sentence, told
from apps.pages.network.two_days import in_time, line_of, stretch_of
from apps.pages.task import MissingError, Task, about_person, day_argument, pick_person, show_task
from coordinator.errors import BadTieError, UnknownTieError
from coordinator.network import change_tie, confirm_tie, difference, end_tie, history
from coordinator.network.followup import follow_up
from coordinator.network.one_tie import disagreements, read_tie, take_back
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.model import Party
    from coordinator.network.difference import EdgeView
    from coordinator.network.one_tie import TieView
    from coordinator.network.record import Record, Span


def show_ties(desk: Desk) -> None:
    """Fill the document with the ties of a person, today's and those that ended, with who says so."""
    person_id = argument("id")
    lead = (
        "Ogni legame con i suoi giorni e chi lo dice. Se due fonti dicono cose diverse, restano tutte e due."
    )
    if not person_id:
        pick_person(desk, "legami", "Legami e fonti", lead)
        return
    record, name = about_person(desk, person_id)
    day = desk.today()
    here = record.party
    groups = disagreements(desk.store, person_id, day, desk.viewer())
    rows = [(_span_sentence(span, here), span) for span in record.spans]
    asked = follow_up(desk.store, person_id, day, desk.viewer())
    show_task(
        desk,
        "legami",
        f"I legami di {name}",
        lead,
        body="network/ties.html",
        record=record,
        disagreements=[
            (tie_sentence(group[0]), [(one, marked(one, group)) for one in group]) for group in groups
        ],
        current=[(words, span) for words, span in rows if span.holds_on(day)],
        past=[(words, span) for words, span in rows if not span.holds_on(day)],
        spoken={one.tie_id: one.last_spoken_of for one in asked},
        long_day=long_day,
    )


def marked(one: TieView, group: Sequence[TieView]) -> list[tuple[str, str, bool]]:
    """List what one source says, each datum with whether the sources differ on it."""
    said = [dict(data_of(other)) for other in group]
    return [
        (label, value, label != "documento" and any(other.get(label) != value for other in said))
        for label, value in data_of(one)
    ]


def _span_sentence(span: Span, here: Party) -> str:
    """Say a tie of a record in the direction in which it is recorded."""
    ends = (here.name, span.other_name) if span.starts_here else (span.other_name, here.name)
    sex = getattr(here, "sex", None) if span.starts_here else span.other_sex
    return sentence(span.kind, *ends, sex=sex)


def show_tie(desk: Desk) -> None:
    """Fill the document with the history of one tie."""
    number = whole_number(argument("n"))
    if number is None:
        raise UnknownTieError(0)
    tie, _ = read_tie(desk.store, number, desk.viewer())
    record = _person_of(desk, tie.from_id, tie.to_id)
    task = OneTie(desk, number, record.party.id if record else "")
    lead = "Chi l’ha detto, quando, su quale documento. Niente si cancella: ogni passo resta scritto."
    show_task(desk, "legame", tie_sentence(tie), lead, record=record, task=task)


def _person_of(desk: Desk, *parties: str) -> Record | None:
    """Read the person at one end of a tie: where it ends if both are persons."""
    persons = [party for party in parties if party.startswith("per:")]
    return read_record(desk.store, persons[-1], desk.today(), desk.viewer()) if persons else None


class OneTie(Task):
    """A tie: its data, its history, what other sources say; confirm it, end it, take the last step back."""

    template = "network/tie.html"

    def __init__(self, desk: Desk, number: int, about: str) -> None:
        super().__init__(desk, about, f"legame {number}")
        self.number = number

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"confirm": self._confirm, "end": self._end, "change": self._change}

    def values(self) -> dict[str, Any]:
        """Collect the tie, its history and what other sources say."""
        tie, others = read_tie(self.desk.store, self.number, self.viewer)
        return {
            "tie": tie,
            "data": data_of(tie),
            "events": [told(event) for event in reversed(history(self.desk.store, self.number, self.viewer))],
            "others": [(one, tie_sentence(one), data_of(one)) for one in others],
            "holds": tie.holds_on(self.day),
            "may_write": self.viewer.may("write", "network"),
            "long_day": long_day,
            "today": write_day(self.day),
            "choices": choices_of_data(),
        }

    def _confirm(self, act: Act) -> None:
        """Write that the tie still holds."""
        said = str(act.get("stated_by") or "").strip() or None
        confirm_tie(self.desk.store, self.number, self.day, self.viewer, stated_by=said)
        self.said("Confermato con la data di oggi.", self._back)

    def _end(self, act: Act) -> None:
        """Write the last day of the tie."""
        day = read_day(str(act.get("day") or write_day(self.day)))
        said = str(act.get("stated_by") or "").strip() or None
        end_tie(self.desk.store, self.number, day, self.viewer, stated_by=said)
        self.said(f"Finito il {long_day(day)}.", self._back)

    def _change(self, act: Act) -> None:
        """Write what is otherwise in the tie from a day on."""
        day = read_day(str(act.get("day") or write_day(self.day)))
        said = str(act.get("stated_by") or "").strip() or None
        changes = {name: value for name, value in read_data(act).items() if name != "direction" or value}
        try:
            new = change_tie(self.desk.store, self.number, day, changes, self.viewer, stated_by=said)
        except BadTieError as error:
            message = (
                f"Il {long_day(day)} questo legame non c’era ancora, o non c’era più: controlla il giorno."
            )
            raise MissingError(message) from error
        old, self.number = self.number, new

        def back() -> None:
            take_back(self.desk.store, new, self.viewer)
            self.number = old

        self.said(f"Cambiato dal {long_day(day)}. Com’era prima resta nella storia.", back)

    def _back(self) -> None:
        """Take the last step back."""
        take_back(self.desk.store, self.number, self.viewer)


def show_comparison(desk: Desk) -> None:
    """Fill the document with what differs in a person's network between two days."""
    person_id = argument("id")
    lead = "Che cosa è cominciato, finito o cambiato nella rete, fra un giorno e un altro."
    if not person_id:
        pick_person(desk, "confronta", "Due giorni a confronto", lead)
        return
    record, name = about_person(desk, person_id)
    today = desk.today()
    first, first_fault = day_argument("dal", today - timedelta(days=365))
    second, second_fault = day_argument("al", today)
    first, second = min(first, second), max(first, second)
    found = difference(desk.store, person_id, first, second, desk.viewer())
    sex, line = sexes(record), line_of(first, second)
    back = (("un mese fa", 30), ("sei mesi fa", 182), ("un anno fa", 365), ("due anni fa", 730))
    show_task(
        desk,
        "confronta",
        f"La rete di {name}, due giorni a confronto",
        body="network/comparison.html",
        record=record,
        fault=first_fault or second_fault,
        typed=(argument("dal") or write_day(first), argument("al") or write_day(second)),
        first=long_day(first),
        second=long_day(second),
        found=found,
        line=line,
        days=(short_day(first), short_day(second)),
        begun=[(*_edge(edge, sex), stretch_of(edge, line)) for edge in in_time(found.begun)],
        ended=[(*_edge(edge, sex), stretch_of(edge, line)) for edge in in_time(found.ended)],
        joined=[_edge(edge, sex) for edge in found.joined],
        parted=[_edge(edge, sex) for edge in found.parted],
        changed=[
            (*_edge(change.after, sex), stretch_of(change.after, line), changes(change.fields))
            for change in found.changed
        ],
        counted=", ".join(
            (
                count(len(found.begun), "cominciato", "cominciati"),
                count(len(found.ended), "finito", "finiti"),
                count(len(found.changed), "cambiato", "cambiati"),
            )
        ),
        back=[(words, write_day(today - timedelta(days=days))) for words, days in back],
        this_day=write_day(today),
    )


def _edge(edge: EdgeView, sex: dict[str, str | None]) -> tuple[str, int, str, str]:
    """Say a tie of a comparison: sentence, number, days, who says so."""
    tie = edge.tie
    days = f"dal {long_day(tie['since'])}" + (f" al {long_day(tie['until'])}" if tie["until"] else "")
    words = sentence(tie["kind"], edge.from_name, edge.to_name, sex.get(edge.from_id))
    return words, tie["tie_id"], days, tie["stated_by"] or ""
