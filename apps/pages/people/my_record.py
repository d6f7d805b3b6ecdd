"""Show a person her own record: her map, her plan, her choices, who looked at her data; on screen and on paper."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, page
from apps.components.path_lists import lists_of
from apps.components.words import long_day, role_label
from apps.pages.cases.plan import need_label
from apps.pages.people.emergency import told
from apps.pages.people.neighbours import around, by_sector
from apps.pages.task import STYLE_OF_TASKS, pick_person
from coordinator.network import ego
from coordinator.network.drawing import draw
from coordinator.network.layout import place, place_tall
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of, read_case
from coordinator.pathway.plan_events import ChoiceMade
from coordinator.pathway.sheets import SHEETS
from coordinator.protection import policy
from coordinator.protection.emergency import openings_of
from coordinator.protection.looks import looks_at, own_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import networkx as nx

    from apps.components.desk import Desk
    from coordinator.network.layout import Layout
    from coordinator.protection import Viewer
    from coordinator.protection.looks import Look

TOLD_BACK = timedelta(days=365)
"""How far back the page tells who looked."""
WORDS = {
    ("read", "network"): "ha guardato la tua rete",
    ("read", "person"): "ha letto i tuoi dati",
    ("read", "case"): "ha letto il tuo percorso",
    ("read", "plan"): "ha letto il tuo piano",
    ("read", "budget"): "ha letto le risorse del tuo piano",
    ("read", "findings"): "ha letto che cosa manca nella tua rete",
    ("read", "measures"): "ha letto le misure della tua rete",
    ("read", "own_record"): "ha aperto questa pagina",
    ("write", "network"): "ha cambiato la tua rete",
    ("write", "person"): "ha cambiato i tuoi dati",
    ("write", "case"): "ha cambiato il tuo percorso",
    ("write", "plan"): "ha cambiato il tuo piano",
    ("write", "budget"): "ha cambiato le risorse del tuo piano",
    ("read", "draft"): "ha cercato che cosa aveva cominciato a scrivere su di te",
    ("write", "draft"): "ha cominciato a scrivere qualcosa su di te",
    ("read", "consent"): "ha letto i tuoi consensi",
    ("write", "consent"): "ha scritto un tuo consenso",
    ("export", "network"): "ha stampato o scaricato la tua rete",
    ("export", "own_record"): "ha stampato questa pagina",
    ("emergency", "person"): "ha aperto la tua scheda in emergenza",
    ("review", "emergency"): "ha riesaminato un accesso in emergenza alla tua scheda",
    ("decide", "duplicates"): "ha unito o diviso due tue schede",
    ("decide", "case"): "ha deciso sul tuo percorso",
    ("decide", "plan"): "ha deciso sul tuo piano",
}
"""What was asked → how it is told to the person."""
OTHERWISE = {
    "read": "ha letto altri tuoi dati",
    "write": "ha cambiato altri tuoi dati",
    "export": "ha scaricato tuoi dati",
}

TO_YOU = re.compile(r"(?<![^ ])((?:segue|frequenta|ha (?:in|come)|eroga|dà)\b[^,]*?)(?: a)? te(?=,|$)")
"""What somebody does to "te": the pronoun goes before the verb."""
WEIGHT = ("emergency", "review", "decide", "write", "export", "read")
"""Actions of the log, the weightiest first."""
READ = "ha letto la tua scheda"


def show_my_record(desk: Desk) -> None:
    """Fill the document with a person's own record; for her, or for who prints it with her."""
    viewer, today = desk.viewer(), desk.today()
    mine = own_records(desk.store, viewer)
    person_id = argument("id") or (mine[0][0] if mine else "")
    if not person_id:
        lead = "La pagina che la persona legge e porta a casa: mappa, piano, scelte, chi ha guardato i suoi dati."
        pick_person(desk, "mia-scheda", "La scheda della persona", lead)
        return
    since = datetime.combine(today - TOLD_BACK, datetime.min.time(), UTC)
    looks = looks_at(desk.store, person_id, viewer, since=since)
    record = read_record(desk.store, person_id, today, viewer)
    graph = without_confidences(ego(desk.store, person_id, today, viewer).graph)
    spans = [replace(span, conflict=False) for span in record.spans]
    paths = cases_of(desk.store, person_id, viewer)
    page(
        desk,
        "people/my_record.html",
        f"La scheda di {record.party.name}",
        "persone",
        viewer=viewer,
        style=STYLE_OF_TASKS,
        party=record.party,
        herself=bool(mine),
        mine=mine if len(mine) > 1 else (),
        day=long_day(today),
        pictures=pictures_of(graph, person_id) if graph.number_of_edges() else [],
        around=by_sector(to_her(around(spans, today, "te")), graph),
        needs=record.needs,
        paths=[told_path(desk, viewer, case_id, person_id, today) for case_id in paths],
        looks=told_looks(looks),
        openings=[told(one) for one in openings_of(desk.store, person_id, viewer)],
    )


def without_confidences(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """
    Leave out what others confided of the ties around a person: who quarrels, and how tired a carer is.

    A sheet that is handed over lies on a kitchen table; who told it must be able to tell it again.

    Parameters
    ----------
    graph
        Her network; it is left as it is.

    Returns
    -------
    MultiDiGraph
        The same parties and ties, without conflict and strain.
    """
    shown = graph.copy()
    for _, _, tie in shown.edges(data=True):
        tie["conflict"], tie["strain"] = False, None
    return shown


def to_her(entries: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """
    Say to a person what those around her are to her, as one speaks to somebody.

    Parameters
    ----------
    entries
        As `around` lists them for "te".

    Returns
    -------
    list of dict
        ``"ti segue"`` for ``"segue te"``.
    """
    return [{**one, "role": TO_YOU.sub(r"ti \1", one["role"])} for one in entries]


def pictures_of(graph: nx.MultiDiGraph[str], person_id: str) -> list[str]:
    """Draw her map for a screen and for a telephone, which has room for her own ties alone, as its map has."""
    hers = graph.copy()
    hers.remove_edges_from([(one, other) for one, other in graph.edges() if person_id not in (one, other)])
    return [
        drawn(graph, person_id, place(graph, person_id)),
        drawn(hers, person_id, place_tall(hers, person_id)),
    ]


def drawn(graph: nx.MultiDiGraph[str], person_id: str, layout: Layout) -> str:
    """Draw the map in a form, as an address that holds the whole picture."""
    drawing = draw(graph, person_id, layout=layout)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def told_path(desk: Desk, viewer: Viewer, case_id: str, person_id: str, day: date) -> dict[str, Any]:
    """
    Tell a person one of her paths: the plan in plain words, and what she chose.

    Parameters
    ----------
    desk
        The store.
    viewer
        Who reads; needs to read cases.
    case_id, person_id
        The path and whose it is.
    day
        Today.

    Returns
    -------
    dict
        ``instrument``, ``phase``, ``since``, ``plan`` (a sheet, or None before there are goals), ``choices``,
        ``signed``.
    """
    view = read_case(desk.store, case_id, viewer)
    lists = lists_of(desk.store, desk.today(), viewer, person_id, view)
    chosen = [
        {
            "day": long_day(one.day),
            "need": need_label(one.event.need),
            "chosen": lists.name(one.event.chosen),
            "among": [lists.name(key) for key in one.event.among if key != one.event.chosen],
            "reason": one.event.reason,
        }
        for one in view.history
        if isinstance(one.event, ChoiceMade) and one.number not in view.state.void
    ]
    stay = view.state.stays[-1] if view.state.stays else None
    return {
        "id": case_id,
        "name": view.instrument.name,
        "phase": view.process.phases[view.state.position.phase].name,
        "since": long_day(stay.since) if stay else "",
        "plan": SHEETS["piano_semplice"](view, lists.names(), day) if view.state.file.goals else None,
        "choices": chosen,
        "signed": lists.name(view.state.signed_by) if view.state.signed_by else "",
    }


def told_looks(looks: Iterable[Look]) -> list[dict[str, Any]]:
    """
    Tell who looked, day by day: the weightiest thing that each did, and apart all of them.

    Parameters
    ----------
    looks
        The latest first.

    Returns
    -------
    list of dict
        ``day``, ``who``, ``role``, ``what`` (one sentence), ``all`` (the sentences that it sums up; empty where
        there is but one), ``why``.
    """
    found: dict[tuple[Any, ...], list[Look]] = {}
    for look in looks:
        key = (look.at.astimezone().date(), look.who, look.role, look.purpose, look.allowed)
        found.setdefault(key, []).append(look)
    return [
        {
            "day": long_day(day),
            "who": who,
            "role": role_label(role),
            "why": policy().purposes.get(purpose, purpose),
            **(_summed(those) if allowed else {"what": _refused(those), "all": []}),
        }
        for (day, who, role, purpose, allowed), those in found.items()
    ]


def _summed(looks: Iterable[Look]) -> dict[str, Any]:
    """Tell what somebody did by its weightiest part, and by all of its parts."""
    acts = sorted(looks, key=lambda one: WEIGHT.index(one.action) if one.action in WEIGHT else 0)
    words = list(dict.fromkeys(_words(one) for one in acts))
    only_read = acts[0].action == "read"
    return {"what": READ if only_read else words[0], "all": words if len(words) > 1 else []}


def _words(look: Look) -> str:
    """Say one thing that was asked for and given."""
    otherwise = OTHERWISE.get(look.action, "ha letto altri tuoi dati")
    return WORDS.get((look.action, look.resource)) or otherwise


def _refused(looks: Iterable[Look]) -> str:
    """Say what was asked for and refused."""
    wrote = any(one.action != "read" for one in looks)
    return f"ha provato a {'cambiare' if wrote else 'leggere'} la tua scheda: Ponte ha rifiutato"
