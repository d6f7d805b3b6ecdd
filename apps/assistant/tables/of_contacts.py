"""Read when somebody was in touch with a person as a table: visits, calls, meetings, the diary of her paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page
from apps.assistant.reading.asked import Asked
from apps.assistant.tables.cells import day_cell, number, text
from apps.assistant.tables.table import UNWRITTEN, Cell, Row
from apps.components.words import WEEKDAYS, author_words, curly
from coordinator.model import vocabulary
from coordinator.network.contacts import STAYS, contacts_of
from coordinator.network.named import phones_of, professions_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.network.contacts import Met
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView

MOST = 1000
"""Contacts that are read."""

SORTS = {
    "visita": "visita",
    "accesso_domiciliare": "visita domicilio",
    "visita a casa": "visita domicilio",
    "colloquio": "colloquio",
    "incontro al servizio": "colloquio",
    "telefonata": "telefonata",
    "riunione": "riunione",
    "ricovero": "ospedale ricovero",
    "dimissione": "ospedale dimissione",
}
"""Kind of contact → the words by which a question calls it."""

PLACES = {
    "accesso_domiciliare": "a casa",
    "visita a casa": "a casa",
    "incontro al servizio": "al servizio",
    "telefonata": "al telefono",
}
"""Kind of contact → where it is, where the kind says it."""

HERE = {"a casa": "casa", "al servizio": "servizio", "al telefono": "telefono"}
"""Place → the word by which it is compared."""


def read_contacts(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the contacts of a person as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom.

    Returns
    -------
    list of Row
        Up to the day, the newest first; of the diaries of her paths only for who may read them.

    Raises
    ------
    NotAllowedError
        If the viewer may not read her network.
    """
    store, viewer, day = scene.store, scene.viewer, scene.day
    met = contacts_of(person_id, day, viewer, limit=MOST)
    asked = Asked(store, viewer, person_id, day, "")
    noted = list(_noted(asked)) if viewer.may("read", "case") else []
    ids = {one.with_id for one in met} | {str(getattr(one.event, "by", "")) for _, one in noted}
    names = asked.names(sorted(ids))
    works, phones = professions_of(store, ids, viewer), phones_of(store, ids, viewer)
    rows = [_of_network(one, person_id, day) for one in met]
    rows += [_of_path(view, one, names, day) for view, one in noted]
    rows.sort(key=lambda row: str(row.cell("order").value), reverse=True)
    return [_with_work(row, works, phones) for row in rows]


def _noted(asked: Asked) -> Iterator[tuple[CaseView, Recorded]]:
    """List what the diaries of her paths hold, up to the day."""
    for view in asked.cases:
        for one in view.history:
            if one.event.kind == "contacted" and one.number not in view.state.void and one.day <= asked.day:
                yield view, one


def _of_network(one: Met, person_id: str, today: date) -> Row:
    """Write one contact."""
    label = curly(vocabulary().label("contact_kinds", one.kind))
    cells = _when(one.day, today) | _kind(one.kind, label)
    cells |= {"who": text(one.with_name), "by": text(one.with_id), "source": text("contatti della rete")}
    if one.kind in STAYS:
        cells["place"] = text(one.with_name)
    return Row(cells, party_id=one.with_id, person_id=person_id)


def _of_path(view: CaseView, one: Recorded, names: dict[str, str], today: date) -> Row:
    """Write one note of a diary."""
    event: Any = one.event
    cells = _when(one.day, today) | _kind(event.how, event.how)
    cells |= {
        "who": text(names.get(event.by, "")),
        "by": text(event.by),
        "text": text(event.text),
        "author": text(author_words(one.author)),
        "source": text("diario del percorso"),
    }
    return Row(cells, page=path_page(view), person_id=view.person_id)


def _when(day: date, today: date) -> dict[str, Cell]:
    """Write on which day it was."""
    return {
        "day": day_cell(day),
        "order": text(day.isoformat()),
        "weekday": text(WEEKDAYS[day.weekday()]),
        "ago": number((today - day).days, "giorno fa", "giorni fa"),
    }


def _kind(kind: str, label: str) -> dict[str, Cell]:
    """Write what it was, and where."""
    place = PLACES.get(kind, "")
    return {
        "what": Cell(label, SORTS.get(kind, kind)),
        "place": Cell(place, HERE[place]) if place else UNWRITTEN,
    }


def _with_work(row: Row, works: dict[str, str], phones: dict[str, str]) -> Row:
    """Add what the one who was there does, and how to reach her."""
    by = row.cell("by").shown
    work = works.get(by, "")
    label = vocabulary().label("professions", work) if work else ""
    cells = {key: cell for key, cell in row.cells.items() if key not in {"by", "order"}}
    cells |= {"work": Cell(label, work) if work else UNWRITTEN, "phone": text(phones.get(by))}
    return Row(cells, row.party_id, row.page, row.urn, row.person_id)
