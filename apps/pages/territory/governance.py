"""Show the coordinator of a district what to look at first on a Monday, and what would change if hours moved."""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from apps.components.days import write_day
from apps.components.figures import figure, interval, number
from apps.components.frame import argument
from apps.components.papers import MIMES, write_paper
from apps.components.path_words import norm_words
from apps.components.words import curly, long_day, place_name
from apps.pages.task import MissingError, Task, show_task
from apps.pages.territory.charts import bars, funnel_points
from apps.pages.territory.report import lay_out_report
from apps.pages.territory.words import KINDS, label_of, name_of, tell
from coordinator.model import vocabulary
from coordinator.network.measures import LEVELS
from coordinator.territory.decide import MoveError, move_hours
from coordinator.territory.indicator import definitions
from coordinator.territory.intervals import FIVE, WHOLE
from coordinator.territory.load import FULL
from coordinator.territory.signals import find_signals, is_late, most_urgent
from coordinator.territory.stages import STAGES
from coordinator.territory.view import refresh, territory_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.components.desk import Desk
    from apps.components.live import Act
    from apps.pages.territory.words import Told
    from coordinator.territory.decide import Move
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.signals import Signal
    from coordinator.territory.view import TerritoryView

BY = {"distretto": "per ambito", "area": "per area di cura", "comune": "per comune", "ente": "per ente"}
ALIKE = ("coperti", "in_attesa", "obiettivi", "giri", "ritorni", "doppi", "scaduti", "senza_nessuno")
"""Shares that are shown one beside the other."""
URGENT = 3
"""Things that come before all others."""
SHOWN = 12
"""Rows of a long table that a page shows."""


def show_governance(desk: Desk) -> None:
    """Fill the document with the territory as of today."""
    task = Governance(desk)
    show_task(desk, "governo", "Governo del territorio", "", here="servizi", task=task)


class Governance(Task):
    """The territory as it was last computed, and hours moved as if."""

    template = "territory/governance.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = territory_view(desk.store, self.day, self.viewer)
        self.by = argument("per") if argument("per") in BY else "distretto"
        self.move: Move | None = None
        self.typed = {"need": argument("bisogno"), "target": argument("verso")}

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"refresh": self._refresh, "move": self._move, "report": self._report}

    def values(self) -> dict[str, Any]:
        """Collect what is shown."""
        if self.view is None:
            return {"view": None}
        view, signals = self.view, find_signals(self.view)
        return {
            "view": view,
            "made": _made(view),
            "number": number, "long_day": long_day, "today": self.day,
            "first": [tell(one, view) for one in most_urgent(signals)],
            "quiet": _quiet(signals), "definitions": list(definitions().values()),
            "others": _grouped([tell(one, view) for one in signals]),
            "intervals": bars([view.one(name) for name in (*FIVE, WHOLE)]),
            "by": self.by, "choices": BY, "groups": self._groups(view),
            "stages": [(label_of(name), view.one(name)) for name in ("dovute", *STAGES)],
            "level_names": [label_of(f"integrazione_{level}") for level in LEVELS],
            "figure": figure, "interval": interval, "label_of": label_of,
            "stages_by": self._stages_by(view),
            "levels": _levels(view), "together": self._together(view),
            "standards": view.of("standard"), "brokers": view.of("mediatori"),
            "meeting": view.of("continuita", "vicinanza"), "named": lambda group: name_of(view, group),
            "legal": norm_words,
            "services": [one for one in view.of("carico", among="servizio") if one.value is not None][:SHOWN],
            "full": FULL, "whole": {name: view.one(name) for name in ("carico", "posti_liberi", "in_lista")},
            "gaps": view.gaps[:SHOWN], "place": place_name, "needs": _needs(view), "places": _places(view),
            "need_label": lambda need: curly(vocabulary().label("needs", need)),
            "funnel": funnel_points(view.of("coperti", among="comune"), view.one("coperti")),
            "alike": [view.one(name) for name in ALIKE],
            "move": self.move, "may_export": self.viewer.may("export", "territory"),
        }  # fmt: skip

    def _groups(self, view: TerritoryView) -> list[tuple[str, list[tuple[str, bool]]]]:
        """Tell the intervals group by group: name, and each median with whether it is late."""
        rows: dict[str, dict[str, Indicator]] = {}
        for one in view.of(*FIVE, WHOLE, among=self.by):
            rows.setdefault(one.group, {})[one.id] = one
        name = self._name(view)
        return [
            (name(group), [_cell(found.get(key)) for key in (*FIVE, WHOLE)]) for group, found in rows.items()
        ]

    def _stages_by(self, view: TerritoryView) -> list[tuple[str, list[str]]]:
        """Tell the stages group by group."""
        rows: dict[str, dict[str, Indicator]] = {}
        for one in view.of("dovute", *STAGES, among=self.by):
            rows.setdefault(one.group, {})[one.id] = one
        name = self._name(view)
        return [
            (name(group), [_said(found.get(key)) for key in ("dovute", *STAGES)])
            for group, found in rows.items()
        ]

    def _together(self, view: TerritoryView) -> list[tuple[str, list[str]]]:
        """Tell the five levels of integration, for all and district by district."""
        names = tuple(f"integrazione_{level}" for level in LEVELS)
        rows: dict[str, dict[str, Indicator]] = {}
        for one in view.of(*names):
            rows.setdefault(one.group, {})[one.id] = one
        told = [(group, [_said(found.get(name)) for name in names]) for group, found in rows.items()]
        return [(name_of(view, group) if group else "Tutto il territorio", cells) for group, cells in told]

    def _name(self, view: TerritoryView) -> Any:  # noqa: ANN401 - a function from a word to a name
        """Return what names the groups that are shown."""
        from coordinator.pathway.entitlements import AREAS

        return (
            (lambda group: AREAS.get(group, group))
            if self.by == "area"
            else (lambda group: name_of(view, group))
        )

    def _refresh(self, _act: Act) -> None:
        """Compute everything again."""
        self.view, self.move = refresh(self.desk.store, self.day, self.viewer), None
        self.said("Tutto è calcolato di nuovo.")

    def _move(self, act: Act) -> None:
        """Recompute two comuni as if hours moved."""
        self.move, self.typed = None, act
        need, source, target = (str(act.get(key) or "") for key in ("need", "source", "target"))
        if not (need and source and target):
            message = "Scegli il bisogno, il comune da cui le ore vanno via e quello in cui arrivano."
            raise MissingError(message)
        try:
            self.move = move_hours(
                self._view().gaps, need, source, target, _read_hours(str(act.get("hours") or "0"))
            )
        except MoveError as error:
            raise MissingError(str(error)) from error

    def _report(self, act: Act) -> None:
        """Give the report as a document."""
        self.viewer.require("export", "territory")

        ending = "docx" if act["format"] == "docx" else "pdf"
        content = write_paper(lay_out_report(self._view(), appendix=act.get("appendix") == "yes"), ending)
        self.live.hand_over(
            f"governo-{write_day(self.day).replace('/', '-')}.{ending}", content, MIMES[ending]
        )

    def _view(self) -> TerritoryView:
        """Return the view; the acts that need it are only there when it is."""
        if self.view is None:
            message = "Prima calcola il territorio."
            raise MissingError(message)
        return self.view


def _read_hours(text: str) -> float:
    """Read hours as they are typed, «1.200» or «7,5»; refuse what Python alone would take for a number."""
    try:
        hours = float(text.replace(".", "").replace(",", "."))
    except ValueError:
        hours = inf
    if not isfinite(hours):
        message = f"«{text}» non è un numero di ore: scrivi per esempio 40 oppure 7,5."
        raise MissingError(message)
    return hours


def _made(view: TerritoryView) -> str:
    """Say when the territory was computed: the hour, and the day where it is not the one that is shown."""
    at = view.made_at.astimezone()
    return f"alle {at:%H:%M}" if at.date() == view.day else f"il {long_day(at.date())} alle {at:%H:%M}"


def _levels(view: TerritoryView) -> list[Indicator]:
    """List the essential levels that are counted, those that fewest have first."""
    counted = [one for one in view.of("livello") if one.value is not None]
    return sorted(counted, key=lambda one: one.value or 0.0)


def _cell(one: Indicator | None) -> tuple[str, bool]:
    """Tell a median in a cell, and whether it is late."""
    if one is None or one.value is None:
        return ("–" if one is None or one.status == "undefined" else "non mostrato", False)
    return f"{number(one.value)}", is_late(one)


def _said(one: Indicator | None) -> str:
    """Tell a share or a count in a cell."""
    return "–" if one is None or one.value is None else figure(one).replace(" persone", "")


def _quiet(signals: Sequence[Signal]) -> str:
    """Name the kinds of things that ask for nothing, where fewer than three do."""
    kinds = {one.kind for one in signals if one.persons}
    silent = [words.lower() for kind, words in KINDS.items() if kind not in kinds]
    return f"{', '.join(silent[:-1])} e {silent[-1]}" if len(kinds) < URGENT else ""


def _grouped(rows: list[Told]) -> dict[str, list[Told]]:
    """Group what was told by kind."""
    found: dict[str, list[Told]] = {}
    for one in rows:
        found.setdefault(one.kind, []).append(one)
    return found


def _needs(view: TerritoryView) -> list[tuple[str, str]]:
    """List the needs of which hours can be moved."""
    labels = {one.need: curly(vocabulary().label("needs", one.need)) for one in view.gaps}
    return sorted(labels.items(), key=lambda pair: pair[1])


def _places(view: TerritoryView) -> list[tuple[str, str]]:
    """List the comuni."""
    return sorted({(one.comune, name_of(view, one.comune)) for one in view.gaps}, key=lambda pair: pair[1])
