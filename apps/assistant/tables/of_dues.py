"""Read what the paths wait for as a table: terms, tasks and requests, those that are done too."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.general.work import due_page
from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.of_paths import manager_of, names_in, nobody, phase_of, read_paths, takers_of
from apps.assistant.tables.table import UNWRITTEN, Cell, Row
from apps.components.path_words import norm_words
from apps.components.words import author_words, count, curly, long_day
from coordinator.network.named import authors_of, phones_of
from coordinator.pathway.day import dues_of
from coordinator.pathway.deadlines import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.case import RunningTerm, Task
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.day import Due

THINGS = (
    ("uvm", "riunione della UVM", r"\buvm\b"),
    ("passo", "prossimo passo", r"prossimo passo"),
    ("prima_lettura", "prima lettura", r"prima lettura"),
    ("prima_valutazione", "prima valutazione", r"prima valutazione"),
    ("piano", "piano e verifica", r"\bpai\b|\bpiano\b|progetto|riesame|verifica"),
    ("prestazione", "prestazione", r"prestazione|^avviare:"),
    ("dimissione", "dimissione", r"dimission|rientro"),
)
"""Codes of what is due → how it is called, and what its name holds; the one whose word comes first."""

SOON = 7
"""Days within which a thing falls due these days."""

SOURCES = {
    "legge": "una norma di legge",
    "atto regionale": "un atto regionale",
    "termine locale": "una regola locale dell’ente",
}
"""Where a term comes from, in words."""

NO_TERM = {
    "compito": "nessuna norma: è un compito dato",
    "invio": "nessuna norma: è il tempo di risposta degli invii",
}


def read_dues(scene: Scene, person_id: str) -> list[Row]:
    """
    Read what the paths wait for as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all when empty.

    Returns
    -------
    list of Row
        The most urgent first, then what is done.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths.
    """
    paths = read_paths(scene, person_id)
    waiting = [(view, name, one) for view, name in paths for one in dues_of(view, name, scene.day)]
    waiting.sort(key=lambda one: (one[2].due or scene.day.max, one[1], one[2].what))
    tasks = [task for view, _ in paths for task in view.state.tasks]
    ids = [one.owner for _, _, one in waiting] + [task.owner for task in tasks]
    ids += [manager_of(view) for view, _ in paths]
    names = names_in(scene, paths, ids)
    told = _Told(names, phones_of(scene.store, names, scene.viewer), _authors(scene, tasks))
    rows = [_waiting(scene, view, name, one, told) for view, name, one in waiting]
    rows += [row for view, name in paths for row in _done(scene, view, name, told)]
    return [replace(row, cells={**row.cells, **_asked_by_name(row)}) for row in rows]


def _asked_by_name(row: Row) -> Mapping[str, Cell]:
    """Repeat by which names alone a thing is asked for."""
    return {"task": row.cell("kind"), "meeting": row.cell("thing")}


class _Told:
    """What those who act are called, and how they are reached."""

    def __init__(
        self, names: Mapping[str, str], phones: Mapping[str, str], authors: Mapping[str, str]
    ) -> None:
        self.names, self.phones, self.authors = names, phones, authors


def _authors(scene: Scene, tasks: list[Task]) -> Mapping[str, str]:
    """Say who gave the tasks."""
    return authors_of(scene.store, {one.given_by for one in tasks}, scene.viewer)


def _waiting(scene: Scene, view: CaseView, name: str, one: Due, told: _Told) -> Row:
    """Write one thing that waits."""
    left = one.days_left(scene.day)
    term = next((it for it in view.terms() if it.met_on is None and _is_of(it, one)), None)
    task = next((it for it in view.state.open_tasks if it.what in one.what and it.due == one.due), None)
    owner = one.owner or ""
    cells = {
        "what": text(curly(one.what)),
        "person": text(name),
        "kind": kind(one.kind, one.kind),
        "thing": _thing(one.what, one.kind),
        "due": day_cell(one.due),
        "state": kind(one.state, _state_words(one.state, left)),
        "left": Cell(_missing(left), left) if left is not None and left >= 0 else UNWRITTEN,
        "late": number(
            -left if left is not None and left < 0 else None, "giorno di ritardo", "giorni di ritardo"
        ),
        "near": kind("si", "urgente") if left is not None and left <= SOON else UNWRITTEN,
        "owner": text(told.names.get(owner, owner)) if owner else nobody(view),
        "phone": text(told.phones.get(owner)),
        "manager": text(told.names.get(manager_of(view))),
        "takers": text(", ".join(takers_of(view))),
        "phase": text(phase_of(view)),
        "open": kind("si", "ancora da fare"),
        **_of_term(term, one.kind),
        **_of_task(task, told),
    }
    return Row(cells, page=due_page(one), urn=one.norm or "", person_id=view.person_id)


def _done(scene: Scene, view: CaseView, name: str, told: _Told) -> Iterator[Row]:
    """Write the terms that were met and the tasks that are done."""
    page = f"percorso?id={view.id}"
    common = {"person": text(name), "phase": text(phase_of(view)), "open": kind("no", "già fatto"),
              "manager": text(told.names.get(manager_of(view)))}  # fmt: skip
    for one in view.terms():
        if one.met_on is None:
            continue
        term = one.deadline.term
        state = one.deadline.state(scene.day, one.met_on)
        cells = {
            **common,
            "what": text(curly(term.name)),
            "kind": kind("termine", "termine"),
            "thing": _thing(term.name, "termine"),
            "due": day_cell(one.deadline.due),
            "state": kind(state, str(state)),
            "done": day_cell(one.met_on),
            **_of_term(one, "termine"),
        }
        yield Row(cells, page=page, urn=term.source or "", person_id=view.person_id)
    for task in view.state.tasks:
        if not task.waits:
            cells = {
                **common,
                "what": text(curly(task.what)),
                "kind": kind("compito", "compito"),
                "due": day_cell(task.due),
                "state": kind(task.answer, str(task.answer)),
                "owner": text(told.names.get(task.owner)),
                **_of_term(None, "compito"),
                **_of_task(task, told),
            }
            yield Row(cells, page=page, person_id=view.person_id)


def _is_of(term: RunningTerm, one: Due) -> bool:
    """Say whether a thing that waits is a term."""
    return one.kind == "termine" and term.deadline.term.name == one.what and term.deadline.due == one.due


def _thing(what: str, kind_: str) -> Cell:
    """Say of what it is, by its name; a request is called after what its receiver must do."""
    if kind_ == "invio":
        return kind("invio", "richiesta a un servizio")
    found = [(match.start(), one) for one in THINGS if (match := re.search(one[2], what, re.IGNORECASE))]
    code, words, _ = min(found)[1] if found else ("altro", "altro", "")
    return kind(code, words)


def _state_words(state: State, left: int | None) -> str:
    """Say where a thing stands, with its days."""
    if left is None or state is State.SUSPENDED:
        return "sospeso"
    if left < 0:
        return f"scaduto da {count(-left, 'giorno', 'giorni')}"
    return "scade oggi" if left == 0 else f"fra {count(left, 'giorno', 'giorni')}"


def _missing(left: int) -> str:
    """Say how many days are left."""
    return f"{'manca' if left == 1 else 'mancano'} {count(left, 'giorno', 'giorni')}"


def _of_term(one: RunningTerm | None, kind_: str) -> Mapping[str, Cell]:
    """Write where a term comes from and how it is counted; of what is no term, that no norm lays it down."""
    if one is None:
        return {"norm": text(NO_TERM.get(kind_)), "origin": kind("nessuna", "nessuna norma")}
    term, begun = one.deadline.term, one.deadline.start
    source = SOURCES.get(term.origin, term.origin)
    norm = f"{norm_words(term.source)}, {source}" if term.source else f"{source}, nessuna norma lo fissa"
    document = f"; atto: {term.document}" if term.document else ""
    return {
        "norm": text(f"{norm}{document}"),
        "origin": kind(term.origin, source),
        "starts": text(curly(f"{term.starts_with}, il {long_day(begun)}")),
        "began": day_cell(begun),
        "length": text(f"{term.length} {term.unit}"),
        "count": text(curly(" ".join(one.deadline.steps))),
    }


def _of_task(one: Task | None, told: _Told) -> Mapping[str, Cell]:
    """Write who gave a task, when, and how it was answered."""
    if one is None:
        return {}
    return {
        "given": text(told.authors.get(one.given_by) or author_words(one.given_by)),
        "began": day_cell(one.since),
        "answer": text(f"{one.answer}{f': «{one.reason}»' if one.reason else ''}" if one.answer else ""),
    }
