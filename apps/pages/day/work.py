"""Show the working day: what is late, what comes, what waits for an answer, and who carries what."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from apps.components.drafts import Shelf
from apps.components.due_words import due_sentence, time_left
from apps.components.frame import environment, page
from apps.components.path_words import ROLE_NAMES, norm_words
from apps.components.words import long_day
from apps.pages.cases.piece import Piece
from coordinator.exchange.calendar import write_calendar
from coordinator.pathway.agenda import gather_agenda
from coordinator.pathway.deadlines import State

if TYPE_CHECKING:
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.pathway.agenda import Agenda, Colleague
    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer

KINDS = {"termine": "termine", "compito": "compito", "invio": "invio"}
TONES = {State.OVERDUE: "alarm", State.NEAR: "note"}


def show_day(desk: Desk) -> None:
    """Fill the document with the working day of whoever looks."""
    viewer = desk.viewer()
    piece = DayPiece(desk, viewer)
    page(
        desk,
        "day/work.html",
        "La giornata",
        "oggi",
        viewer=viewer,
        roots={"day": piece.piece},
        day=long_day(desk.today(), weekday=True),
    )


class DayPiece:
    """The working day, with the calendar to take away."""

    def __init__(self, desk: Desk, viewer: Viewer) -> None:
        self.desk, self.viewer = desk, viewer
        self.owner = ""  # whose things are shown; all of the teams' when empty
        self.piece = Piece(self.handle, shelf=Shelf(desk, viewer, "giornata"), afresh=self._show)
        self._show()

    def _show(self) -> None:
        """Show the day as it stands."""
        self.piece.draw(self.html())

    def handle(self, act: Act) -> None:
        """Give the calendar, or show one colleague's things."""
        match act["act"]:
            case "calendar":
                self._give_calendar(named=bool(act.get("named")))
                return
            case "owner":
                self.owner = "" if self.owner == act["party"] else str(act["party"])
        self._show()

    def _give_calendar(self, *, named: bool) -> None:
        """Hand over the calendar of what is shown; with names only when asked."""
        agenda = self._agenda()
        self.viewer.require("read", "case")
        content = write_calendar(self._shown(agenda), self.desk.today(), names=named)
        self.piece.hand_over("scadenze.ics", content, "text/calendar")

    def _agenda(self) -> Agenda:
        return gather_agenda(self.desk.store, self.viewer, self.desk.today())

    def _shown(self, agenda: Agenda) -> list[Due]:
        """List what is shown: everything, or what waits for one colleague."""
        return [one for one in agenda.dues if self.owner in ("", one.owner)]

    def html(self) -> str:
        """Render the day."""
        agenda = self._agenda()
        shown = self._shown(agenda)
        today = self.desk.today()
        names = dict(agenda.names)
        coming = [one for one in shown if one.state is not State.OVERDUE and one not in agenda.unowned]
        return (
            environment()
            .get_template("day/work_body.html")
            .render(
                late=[due_words(one, names, today) for one in shown if one.state is State.OVERDUE],
                days=[
                    (_day_name(day, today), [due_words(one, names, today) for one in group])
                    for day, group in groupby(coming, key=lambda one: one.due)
                ],
                unowned=[
                    due_words(one, names, today) for one in agenda.unowned if one.state is not State.OVERDUE
                ],
                waiting=sum(one.kind == "invio" for one in shown),
                colleagues=[_colleague(one, names) for one in agenda.colleagues],
                cases=agenda.cases,
                owner=self.owner,
                owner_name=names.get(self.owner, self.owner),
                everyone=self.viewer.party_id is None,
            )
        )


def due_words(one: Due, names: dict[str, str], today: date) -> dict[str, Any]:
    """
    Describe one thing that is due.

    Parameters
    ----------
    one
        The term, task or referral.
    names
        Of the parties, by id.
    today
        The day.

    Returns
    -------
    dict
        ``kind``, ``what``, ``name``, ``address``, ``owned``, ``left``, ``tone``, ``norm``, ``urn``.
    """
    return {
        "kind": KINDS[one.kind],
        "what": due_sentence(one, names),
        "name": one.person_name,
        "address": f"{'invii' if one.kind == 'invio' else 'percorso'}?id={one.case_id}"
        + (f"&passo={one.form}" if one.form else ""),
        "owned": one.owner is not None,
        "left": time_left(one, today),
        "tone": TONES.get(one.state, ""),
        "norm": norm_words(one.norm) if one.norm else "termine locale" if one.kind == "termine" else "",
        "urn": one.norm or "",
    }


def _day_name(day: date | None, today: date) -> str:
    """Name a day of the agenda; what is suspended has none."""
    if day is None:
        return "Sospesi"
    words = long_day(day, weekday=True)
    return f"Oggi, {words}" if day == today else words[:1].upper() + words[1:]


def _colleague(one: Colleague, names: dict[str, str]) -> dict[str, Any]:
    """Describe what a colleague carries."""
    return {
        "id": one.party_id,
        "name": names.get(one.party_id, one.party_id),
        "roles": ", ".join(ROLE_NAMES.get(role, role) for role in one.roles),
        "cases": one.cases,
        "owned": one.owned,
        "overdue": one.overdue,
    }
