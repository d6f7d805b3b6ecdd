"""Ask what would be otherwise in a person's network, with measures and needs before and after; adopt it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.days import read_day, write_day
from apps.components.frame import argument
from apps.components.words import curly, hours, long_day, written
from apps.pages.network.review import read_hours
from apps.pages.people.neighbours import around
from apps.pages.task import MissingError, Task, about_person, pick_person, show_task
from coordinator.matching import match
from coordinator.model import vocabulary
from coordinator.network.directory import directory
from coordinator.network.one_tie import take_back
from coordinator.network.record import read_record
from coordinator.network.whatif import Addition, WhatIf, addition, adopt, what_if

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.network.measures import Measure

INVENTED = "per:ipotesi"
SUGGESTED = 3
"""Services proposed for a need that would stay without an answer."""


def show_whatif(desk: Desk) -> None:
    """Fill the document with the what-if of a person's network."""
    person_id = argument("id")
    lead = (
        "Togli o aggiungi qualcuno e guarda che cosa cambia. È un’ipotesi: nell’archivio non cambia niente."
    )
    if not person_id:
        pick_person(desk, "ipotesi", "E se…", lead)
        return
    record, name = about_person(desk, person_id)
    task = Supposing(desk, person_id, name)
    if argument("senza"):
        task.removed.append(argument("senza"))
    show_task(desk, "ipotesi", f"E se, per {name}…", lead, record=record, task=task)


class Supposing(Task):
    """Who would be missing, who would come in, and what that changes."""

    template = "network/whatif.html"

    def __init__(self, desk: Desk, person_id: str, name: str) -> None:
        super().__init__(desk, person_id)
        self.person_id, self.name = person_id, name
        self.removed: list[str] = []
        self.added: list[Addition] = []

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {
            "remove": self._remove,
            "keep": self._keep,
            "add": self._add,
            "drop": self._drop,
            "adopt": self._adopt,
            "clear": self._clear,
        }

    def values(self) -> dict[str, Any]:
        """Collect what is supposed and what it changes."""
        record = read_record(self.desk.store, self.person_id, self.day, self.viewer)
        others = around(record.spans, self.day, self.name)
        known = {other["id"]: other["name"] for other in others}
        self.removed = [one for one in self.removed if one in known]
        result = self._result() if self.removed or self.added else None
        return {
            "name": self.name,
            "others": [other for other in others if other["id"] not in self.removed],
            "removed": [(one, known[one]) for one in self.removed],
            "added": self.added,
            "entries": self._entries(set(known)),
            "supports": [(key, term.label) for key, term in vocabulary().terms["supports"].items()],
            "sentences": [curly(one) for one in result.sentences] if result else [],
            "rows": compared(result) if result else [],
            "drawn": drawn(result) if result else [],
            "needs": self._needs(result) if result else [],
            "today": write_day(self.day),
            "may_write": self.viewer.may("write", "network"),
            "hours": hours,
        }

    def _result(self) -> WhatIf:
        """Compare the network with what is supposed."""
        return what_if(
            self.desk.store, self.person_id, self.day, self.viewer, remove=self.removed, add=self.added
        )

    def _entries(self, near: set[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """List who could come in: services, professionals and groups that are not around her yet."""
        titles = {
            "servizio": "Servizi",
            "comunita": "Gruppi e associazioni",
            "professionista": "Professionisti",
        }
        taken = near | {one.id for one in self.added}
        found = directory(self.desk.store, self.viewer, kinds=tuple(titles))
        return [
            (title, [(one.id, one.name) for one in found if one.kind == kind and one.id not in taken])
            for kind, title in titles.items()
        ]

    def _needs(self, result: WhatIf) -> list[dict[str, Any]]:
        """List the needs that nobody would meet, each with the services that might."""
        found = []
        for need in result.after.uncovered:
            matches = match(self.desk.store, self.person_id, need, self.day, self.viewer)
            offering = [one for one in matches if need in one.offer.needs]
            out = [one for one in offering if not one.fits or one.offer.id in self.removed]
            fit = [one for one in offering if one not in out]
            found.append(
                {
                    "label": curly(vocabulary().label("needs", need)),
                    "new": need not in result.before.uncovered,
                    "fit": [(one.offer.id, one.offer.name, ", ".join(one.notes)) for one in fit[:SUGGESTED]],
                    "not": [
                        (one.offer.name, "; ".join(one.against) or "è fra chi mancherebbe") for one in out
                    ],
                }
            )
        return found

    def _remove(self, act: Act) -> None:
        """Suppose that someone is missing."""
        if not act.get("who"):
            message = "Scegli chi mancherebbe."
            raise MissingError(message)
        self.removed = list(dict.fromkeys([*self.removed, str(act["who"])]))
        self.typed = {}

    def _keep(self, act: Act) -> None:
        """Suppose no longer that someone is missing."""
        self.removed = [one for one in self.removed if one != act["who"]]

    def _add(self, act: Act) -> None:
        """Suppose that someone comes in: of the directory, or a person not yet known."""
        who, name = str(act.get("who") or ""), str(act.get("name") or "").strip()
        text = str(act.get("hours") or "").strip()
        gives: dict[str, Any] = {
            "support": act.get("support") or None,
            "hours_per_week": read_hours(text) if text else None,
        }
        if who:
            self.added.append(addition(self.desk.store, who, self.viewer, **gives))
        elif name:
            number = sum(one.id.startswith(INVENTED) for one in self.added) + 1
            self.added.append(Addition(f"{INVENTED}-{number}", name, "persona", "famiglia", **gives))
        else:
            message = "Scegli chi si aggiungerebbe dall’elenco, oppure scrivi il nome di una persona."
            raise MissingError(message)
        self.typed = {}

    def _drop(self, act: Act) -> None:
        """Suppose no longer that someone comes in."""
        self.added = [one for one in self.added if one.id != act["who"]]

    def _clear(self, _act: Act) -> None:
        """Suppose nothing."""
        self.removed, self.added = [], []

    def _adopt(self, act: Act) -> None:
        """Write in the record what was supposed."""
        new = [one.name for one in self.added if one.id.startswith(INVENTED)]
        if new:
            message = (
                f"{', '.join(new)}: non è ancora nell’archivio. Aggiungila con «Aggiungi una persona» qui sotto, "
                "poi torna qui; oppure toglila dall’ipotesi."
            )
            raise MissingError(message)
        day = read_day(str(act.get("day") or write_day(self.day)))
        decided = str(act.get("decided") or "").strip()
        if not decided:
            message = "Scrivi chi l’ha deciso: per esempio «UVM del 20 novembre» o «Ada e la figlia»."
            raise MissingError(message)
        ties = adopt(self.desk.store, self._result(), day, self.viewer, stated_by=decided)
        if not ties:
            message = f"Dal {long_day(day)} non c’è nulla da scrivere: chi togli non dà cura in quel giorno."
            raise MissingError(message)

        def back() -> None:
            for tie in reversed(ties):
                take_back(self.desk.store, tie, self.viewer)

        self.removed, self.added = [], []
        count = "Un legame è stato scritto" if len(ties) == 1 else f"{len(ties)} legami sono stati scritti"
        self.said(f"Adottato dal {long_day(day)}. {count}; chi è parente o vicino lo resta.", back)


def compared(result: WhatIf) -> list[tuple[str, str, str, str]]:
    """
    List measures and hours before and after.

    Parameters
    ----------
    result
        A comparison.

    Returns
    -------
    list of (str, str, str, str)
        Label, before, after, and what kind of change: ``"same"`` or ``"other"``.
    """
    before, after = result.before, result.after
    rows = [
        ("Ore di aiuto contate, la settimana", _hours(before.hours_per_week), _hours(after.hours_per_week))
    ]
    rows += [(one.label, _value(one), _value(after.measures[name])) for name, one in before.measures.items()]
    rows.append(("Bisogni senza risposta", str(len(before.uncovered)), str(len(after.uncovered))))
    return [(label, one, other, "same" if one == other else "other") for label, one, other in rows]


def drawn(result: WhatIf) -> list[tuple[float, float] | None]:
    """
    Lay out the bars of the measures, before and after, each pair on its own scale.

    Parameters
    ----------
    result
        A comparison.

    Returns
    -------
    list of (float, float) or None
        Per cent of the width, in the order of `compared`; None for what has no length: unknown, or below nought.
    """
    before, after = result.before, result.after
    pairs = [
        (before.hours_per_week, after.hours_per_week),
        *((one.value, after.measures[name].value) for name, one in before.measures.items()),
        (len(before.uncovered), len(after.uncovered)),
    ]
    return [_bars(*pair) for pair in pairs]


def _bars(before: float | None, after: float | None) -> tuple[float, float] | None:
    """Lay out two bars on the scale of the longer."""
    if before is None or after is None or min(before, after) < 0:
        return None
    longer = max(before, after) or 1.0
    return 100 * before / longer, 100 * after / longer


def _hours(amount: float | None) -> str:
    return "nessuno le ha contate" if amount is None else written(amount)


def _value(measure: Measure) -> str:
    """Write the value of a measure, or why there is none."""
    if measure.value is None:
        return "non calcolabile"
    text = str(measure.value) if isinstance(measure.value, int) else f"{measure.value:.2f}"
    text = text.replace(".", ",").replace("-", "−")
    return f"{text} (dati insufficienti)" if measure.status == "insufficient" else text
