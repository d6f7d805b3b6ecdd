"""Show a person's network as a map that the team and the family can read together, on any day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import param

from apps.components.ecomap import Ecomap
from apps.components.frame import argument, page
from apps.components.messages import in_italian
from apps.components.scene import draw_scene
from apps.components.words import long_day
from apps.pages.network.workshop import TABS, Workshop
from apps.pages.people.neighbours import around
from apps.pages.whom import choices, short_name
from coordinator.errors import CoordinatorError
from coordinator.network import ego
from coordinator.network.drawing import draw
from coordinator.network.layout import place, place_tall, without
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apps.components.desk import Desk
    from apps.components.scene import Drawing
    from coordinator.network import Ego
    from coordinator.network.record import Record, Span


def show_map(desk: Desk) -> None:
    """Fill the document with the map of a person, or with the choice of one."""
    viewer = desk.viewer()
    person_id = argument("id")
    if not person_id:
        text = argument("cerca")
        people = choices(desk, viewer, text)
        page(
            desk,
            "pick.html",
            "Mappa",
            "mappa",
            viewer=viewer,
            now="mappa",
            heading="Mappa",
            lead="Di chi vuoi vedere la rete?",
            text=text,
            people=people,
        )
        return
    viewer.require("read", "network", of=person_id)  # an empty map would say that there is nobody
    view = MapView(desk, person_id)
    page(
        desk,
        "network/map.html",
        f"Ecomappa di {view.title}",
        "mappa",
        viewer=viewer,
        person_id=person_id,
        name=view.title,
        roots={"map": view.map, "record": view.beside.live},
    )


def _day_of(text: str, today: date) -> date:
    """Return the day that an address asks for, such as ``2026-03-31``; today for none, and for one to come."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today


class MapView(param.Parameterized):
    """One person's map: its day may move, a party may be chosen, and the panel beside it follows."""

    person_id = param.String(doc="Id of the person in the middle.")

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(person_id=person_id)  # type: ignore[no-untyped-call]
        self._desk, self._viewer = desk, desk.viewer()
        self.beside = Workshop(desk, person_id, self._draw)
        if argument("parte") in dict(TABS):
            self.beside.state.tab = argument("parte")
        day = _day_of(argument("giorno"), desk.today())
        self.title = read_record(desk.store, person_id, day, self._viewer).party.name
        self.beside.day = day
        self.map = Ecomap(self._picture, day=day.isoformat())
        self._draw()
        self.beside.show()
        self.map.param.watch(lambda _: self._move(), "day")
        self.map.param.watch(lambda _: self._choose(), "selected")
        self.map.param.watch(lambda _: self._draw(), "moves")
        self.map.param.watch(lambda _: self._begin(), "begun")

    def _move(self) -> None:
        """Follow the slider to another day."""
        self.beside.day = date.fromisoformat(self.map.day)
        self._draw()
        self.beside.show()

    def _choose(self) -> None:
        """Show the record of the chosen party."""
        self.beside.chosen = self.map.selected
        if self.beside.state.tab != "ese":
            self.beside.state.tab = "chi"
        self.beside.show()

    def _begin(self) -> None:
        """Open the form that adds somebody."""
        self.beside.state.tab = "aggiungi"
        self.beside.show()

    def _picture(self) -> str:
        """Draw the map as it is seen, with its title, its day and its legend."""
        day = date.fromisoformat(self.map.day)
        graph = ego(self._desk.store, self.person_id, day, self._viewer).graph
        layout = without(place(graph, self.person_id, moved=self.map.places), frozenset(self.map.hidden))
        return draw(graph, self.person_id, layout=layout, heading=f"La rete di {self.title}, {long_day(day)}")

    def _draw(self) -> None:
        """Draw the network of the day; a failure clears the map and says why."""
        day, today = date.fromisoformat(self.map.day), self._desk.today()
        try:
            record = read_record(self._desk.store, self.person_id, day, self._viewer)
            found = ego(self._desk.store, self.person_id, day, self._viewer)
        except CoordinatorError as error:
            self.map.scene = {}
            self.beside.notice = in_italian(error)
            return
        scene = sketch(found, record, self.map)
        for tie in scene["ties"]:
            tie["change"] = "new" if tie["id"] in self.beside.state.begun else ""
        days = [one for one in moments(record.spans) if one <= today]
        self.map.param.update(
            scene=scene,
            news=news(record.spans, day) or capped(found.capped),
            moments=[one.isoformat() for one in days],
            span=[min([*days, day]).isoformat(), today.isoformat()],
        )


def sketch(found: Ego, record: Record, shown: Ecomap) -> Drawing:
    """
    Draw a network for the map, as its reader has moved it.

    Parameters
    ----------
    found
        The network of a day.
    record
        The record of the person in the middle, which says what each party is to her.
    shown
        The map that will show it.

    Returns
    -------
    dict
        Its scene.
    """
    centre = found.person_id
    near = around(record.spans, found.day, short_name(record.party))
    roles = {entry["id"]: entry["role"] for entry in near}
    layouts = {
        "wide": place(found.graph, centre, moved=shown.places),
        "tall": place_tall(found.graph, centre),
    }
    scene = draw_scene(found.graph, layouts, centre, roles)
    return scene | {"day": found.day.isoformat(), "moves": shown.moves}


def map_by_itself(desk: Desk, person_id: str, day: date) -> Ecomap:
    """
    Show a person's map without the page around it, on one day.

    Parameters
    ----------
    desk
        The store, and who looks.
    person_id
        Id of the person in the middle.
    day
        On which ties must hold.

    Returns
    -------
    Ecomap
        Its parties can be chosen and moved, its drawing saved.

    Raises
    ------
    coordinator.errors.CoordinatorError
        If the viewer may not read her network, or nobody has this id.
    """
    viewer = desk.viewer()
    record = read_record(desk.store, person_id, day, viewer)
    found = ego(desk.store, person_id, day, viewer)

    def picture() -> str:
        layout = without(place(found.graph, person_id, moved=shown.places), frozenset(shown.hidden))
        heading = f"La rete di {record.party.name}, {long_day(day)}"
        return draw(found.graph, person_id, layout=layout, heading=heading)

    shown = Ecomap(picture, day=day.isoformat(), news=capped(found.capped))
    shown.scene = sketch(found, record, shown)
    shown.param.watch(lambda _: shown.param.update(scene=sketch(found, record, shown)), "moves")
    return shown


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
