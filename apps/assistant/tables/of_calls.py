"""Read the calls by which the paths began as a table: of whom, by whom, why, and whether they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.calls import opened, parties, reading_due
from apps.assistant.answers.plan import last_event, path_page
from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.of_paths import (
    is_over,
    manager_of,
    names_in,
    nobody,
    phase_of,
    read_paths,
    takers_of,
)
from apps.assistant.tables.people_read import Lives, lives_of
from apps.assistant.tables.table import UNWRITTEN, Cell, Row
from apps.components.words import author_words, curly
from coordinator.network.named import authors_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView

SOURCES = {"mmg": "medico di famiglia", "cot": "centrale operativa", "persona": "persona stessa"}
"""Where calls come from, where the code does not say it."""

FIRST = "segnalazione"
"""The phase in which nobody has read a call yet."""


def read_calls(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the calls as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all when empty.

    Returns
    -------
    list of Row
        The newest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths.
    """
    paths = [(view, name) for view, name in read_paths(scene, person_id) if opened(view) is not None]
    paths.sort(key=lambda one: one[0].history[0].day, reverse=True)
    ids = [one for view, _ in paths for one in (*parties(view), manager_of(view))]
    names = names_in(scene, paths, ids)
    writers = {one.author for view, _ in paths for one in view.history}
    authors = authors_of(scene.store, writers, scene.viewer)
    lives = lives_of(scene, person_id)
    return [_row(scene, view, name, names, authors, lives) for view, name in paths]


def _row(
    scene: Scene,
    view: CaseView,
    name: str,
    names: Mapping[str, str],
    authors: Mapping[str, str],
    lives: Mapping[str, Lives],
) -> Row:
    """Write one call."""
    first, triage = view.history[0], last_event(view, "triaged")
    call, read, due = opened(view), _read_on(view), reading_due(view)
    late = (scene.day - due).days if due and due < scene.day else None
    triaged = triage.event if triage else None
    owner = str(triaged.owner) if triaged else ""
    lives_here = lives.get(view.person_id, Lives())
    cells = {
        "person": text(name),
        "caller": text(curly(names.get(call.caller, call.caller)) if call else ""),
        "source": kind(call.source, SOURCES.get(call.source, call.source)) if call else text(""),
        "on": day_cell(first.day),
        "reason": text(f"«{curly(call.reason)}»" if call else ""),
        "wrote": text(authors.get(first.author) or author_words(first.author)),
        "read": _read(view, read),
        "read_on": day_cell(read),
        "priority": kind(triaged.priority, f"priorità {triaged.priority}") if triaged else UNWRITTEN,
        "reader": text((authors.get(triage.author) or author_words(triage.author)) if triage else ""),
        "why": text(curly(triaged.reason) if triaged else ""),
        "owner": text(names.get(owner, owner)) if owner else nobody(view),
        "next": day_cell(triaged.next_on if triaged else None),
        "due": day_cell(due),
        "late": number(late, "giorno di ritardo", "giorni di ritardo"),
        "age": number((scene.day - first.day).days, "giorno fa", "giorni fa"),
        "manager": text(names.get(manager_of(view))),
        "phase": text(phase_of(view)),
        "place": text(lives_here.place),
        "years": number(lives_here.years, "anno", "anni"),
        "takers": text(", ".join(takers_of(view))),
        "open": kind("no" if is_over(view) else "si", "percorso chiuso" if is_over(view) else "percorso aperto"),
    }  # fmt: skip
    return Row(cells, page=path_page(view), person_id=view.person_id)


def _read_on(view: CaseView) -> date | None:
    """Return on which day a call was read; None while it was not."""
    if view.state.position.phase == FIRST:
        return None
    return next((one.day for one in view.history if one.event.kind == "moved"), None)


def _read(view: CaseView, read: date | None) -> Cell:
    """Say whether a call was read."""
    if read is None and view.state.position.phase == FIRST:
        return kind("no", "non ancora letta")
    return kind("si", "letta")
