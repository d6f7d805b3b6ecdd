"""Show a person's network as a map that the team and the family can read together, on any day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import param
from panel.pane import HTML

from apps.components.ecomap import Ecomap
from apps.components.frame import ASSETS, argument, environment, page
from apps.components.messages import in_italian
from apps.components.scene import draw_scene
from apps.components.words import KINDS, long_day
from apps.pages.person import around, facts, short_name
from coordinator.errors import CoordinatorError
from coordinator.network import ego
from coordinator.network.layout import place
from coordinator.network.record import find_people, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apps.components.desk import Desk
    from coordinator.network.record import Span


def show_map(desk: Desk) -> None:
    """Fill the document with the map of a person, or with the choice of one."""
    viewer = desk.viewer()
    person_id = argument("id")
    if not person_id:
        people = find_people(desk.store, "", viewer)
        page(desk, "choose.html", "Mappa", "mappa", viewer=viewer, people=people)
        return
    view = MapView(desk, person_id)
    page(
        desk,
        "map.html",
        f"Ecomappa di {view.title}",
        "mappa",
        viewer=viewer,
        person_id=person_id,
        name=view.title,
        roots={"map": view.map, "record": view.details},
    )


class MapView(param.Parameterized):
    """One person's map: its day may move, a party may be chosen, and the record beside it follows."""

    person_id = param.String(doc="Id of the person in the middle.")
    notice = param.String(doc="What the reader should know or do.")

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(person_id=person_id)
        self._desk, self._viewer = desk, desk.viewer()
        today = desk.today()
        self._record = read_record(desk.store, person_id, today, self._viewer)
        self.title = self._record.party.name
        days = moments(self._record.spans)
        first = min(days, default=today)
        self.map = Ecomap(
            day=today.isoformat(),
            span=[first.isoformat(), today.isoformat()],
            moments=[day.isoformat() for day in days if day <= today],
        )
        self.details = HTML("", margin=0, sizing_mode="stretch_width", stylesheets=[_style()])
        self._draw()
        self.map.param.watch(lambda _: self._draw(), "day")
        self.map.param.watch(lambda _: self._show(), "selected")

    def _draw(self) -> None:
        """Draw the network of the day; a failure clears the map and says why."""
        day = date.fromisoformat(self.map.day)
        try:
            found = ego(self._desk.store, self.person_id, day, self._viewer)
        except CoordinatorError as error:
            self.map.scene = {}
            self.notice = in_italian(error)
        else:
            layout = place(found.graph, self.person_id)
            near = around(self._record.spans, day, short_name(self._record.party))
            roles = {entry["id"]: entry["role"] for entry in near}
            self.map.param.update(
                scene=draw_scene(found.graph, layout, self.person_id, roles),
                news=news(self._record.spans, day),
            )
            self.notice = capped(found.capped)
        self._show()

    def _show(self) -> None:
        """Show the record of the chosen party, or of the person, on the day of the map."""
        chosen = self.map.selected or self.person_id
        day = date.fromisoformat(self.map.day)
        values: dict[str, Any] = {"notice": self.notice, "day": long_day(day), "centre": self.person_id}
        try:
            record = read_record(self._desk.store, chosen, day, self._viewer)
        except CoordinatorError as error:
            values["notice"] = in_italian(error)
        else:
            values |= {
                "party": record.party,
                "kind": KINDS.get(record.party.kind, record.party.kind),
                "facts": facts(record, day),
                "needs": record.needs,
                "around": around(record.spans, day, short_name(record.party)),
            }
        self.details.object = environment().get_template("beside.html").render(**values)


def moments(spans: Iterable[Span]) -> list[date]:
    """
    List the days on which something changed in a network, oldest first.

    Parameters
    ----------
    spans
        The ties of the person through time.

    Returns
    -------
    list of date
        First days of ties, and the days after their last.
    """
    days: set[date] = set()
    for span in spans:
        days.add(span.since)
        if span.until is not None:
            days.add(date.fromordinal(span.until.toordinal() + 1))
    return sorted(days)


def news(spans: Iterable[Span], day: date) -> str:
    """
    Say what begins and what has just ended on a day.

    Parameters
    ----------
    spans
        The ties of the person through time.
    day
        The day.

    Returns
    -------
    str
        One or two sentences; empty when nothing changed.
    """
    begun = sorted({span.other_name for span in spans if span.since == day})
    eve = date.fromordinal(day.toordinal() - 1)
    over = sorted({span.other_name for span in spans if span.until == eve} - set(begun))
    parts = [
        f"Da questo giorno: {', '.join(begun)}." if begun else "",
        f"Non più: {', '.join(over)}." if over else "",
    ]
    return " ".join(part for part in parts if part)


def capped(shown: Mapping[str, tuple[int, int]]) -> str:
    """
    Say that a map leaves ties out, and how many.

    Parameters
    ----------
    shown
        Id of a party → (ties shown, ties that it has).

    Returns
    -------
    str
        Empty when nothing is left out.
    """
    if not shown:
        return ""
    here, total = (sum(pair[side] for pair in shown.values()) for side in (0, 1))
    return f"La mappa mostra {here} legami su {total}: i più recenti."


def _style() -> str:
    """Return the style of what stands beside the map."""
    return (ASSETS / "beside.css").read_text(encoding="utf-8")
