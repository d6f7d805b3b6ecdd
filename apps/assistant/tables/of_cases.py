"""Read the paths as a table: whose, in which phase, since when, who keeps it, what is missing to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.calls import opened
from apps.assistant.answers.plan import last_event, path_page
from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.of_paths import (
    is_over,
    kept,
    manager_of,
    names_in,
    phase_of,
    read_paths,
    takers_of,
)
from apps.assistant.tables.people_read import Lives, lives_of
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.path_words import norm_words
from apps.components.words import curly, long_day
from coordinator.model import vocabulary
from coordinator.pathway.day import dues_of
from coordinator.pathway.deadlines import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.day import Due

PLANNED = frozenset({"piano", "erogazione", "monitoraggio", "aggiornamento"})
"""Phases in which the plan is the next gate, or is behind."""


def read_path_rows(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the paths as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all when empty.

    Returns
    -------
    list of Row
        The oldest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths.
    """
    paths = read_paths(scene, person_id)
    ids = [one for view, _ in paths for one in (manager_of(view), _reader(view), _caller(view))]
    names = names_in(scene, paths, ids)
    lives = lives_of(scene, person_id)
    return [_row(scene, view, name, names, lives.get(view.person_id, Lives())) for view, name in paths]


def _row(scene: Scene, view: CaseView, name: str, names: Mapping[str, str], lives: Lives) -> Row:
    """Write one path."""
    since, day = view.state.stays[-1].since, scene.day
    dues = [one for one in dues_of(view, name, day) if one.due is not None]
    late = [one for one in dues if one.state is State.OVERDUE]
    first = next(iter(dues), None)
    triage, signed, file = last_event(view, "triaged"), last_event(view, "signed"), view.state.file
    moved = view.history[-1].day
    waiting = [one for one in view.referrals() if one.is_open]
    cells = {
        "person": text(name),
        "phase": text(phase_of(view)),
        "step": kind(view.state.position.phase, phase_of(view)),
        "since": day_cell(since),
        "still": number((day - since).days, "giorno nella fase", "giorni nella fase"),
        "opened": day_cell(view.history[0].day),
        "days": number(((_ended(view) or day) - view.history[0].day).days, "giorno di percorso", "giorni di percorso"),
        "manager": text(names.get(manager_of(view))),
        "owner": text(names.get(manager_of(view)) or names.get(_reader(view))),
        "place": text(lives.place),
        "years": number(lives.years, "anno", "anni"),
        "instrument": text(view.instrument.name),
        "area": text(view.area.replace("_", " ")),
        "plan": _plan(view),
        "signed": day_cell(signed.day if signed and signed.event.by else None),
        "review": day_cell(file.review_on),
        "due": day_cell(first.due if first else None),
        "what": text(_due_words(first) if first else ""),
        "late": number(len(late), "termine scaduto", "termini scaduti"),
        "late_what": text(MANY.join(_due_words(one) for one in late)),
        "missing": _missing(view),
        "lacks": number(len(view.missing(_gate(view))), "cosa che manca", "cose che mancano"),
        "norms": text(MANY.join(dict.fromkeys(norm_words(one.norm) for one in view.missing(_gate(view))))),
        "priority": kind(triage.event.priority, f"priorità {triage.event.priority}") if triage else text(""),
        "needs": text(MANY.join(vocabulary().label("needs", one) for one in dict.fromkeys(file.needs))),
        "risks": text(MANY.join(curly(one.risk) for one in view.state.risks)),
        "caller": text(curly(_caller_words(view, names))),
        "takers": text(", ".join(takers_of(view))),
        "team": number(len({one.party_id for one in file.team}), "persona nell’équipe", "persone nell’équipe"),
        "sent": number(len(waiting), "richiesta aperta", "richieste aperte"),
        "moved": day_cell(moved),
        "idle": number((day - moved).days, "giorno senza novità", "giorni senza novità"),
        "met": day_cell(_met(view)),
        "ended": day_cell(_ended(view)),
        "open": kind("no" if is_over(view) else "si", "chiuso" if is_over(view) else "aperto"),
    }  # fmt: skip
    return Row(cells, party_id=view.person_id, page=path_page(view), person_id=view.person_id)


def _reader(view: CaseView) -> str:
    """Return who goes on after the first reading; empty where nobody is written."""
    triage = last_event(view, "triaged")
    return str(triage.event.owner) if triage else ""


def _caller(view: CaseView) -> str:
    """Return who called."""
    call = opened(view)
    return str(call.caller) if call else ""


def _caller_words(view: CaseView, names: Mapping[str, str]) -> str:
    """Say who called."""
    return names.get(_caller(view), _caller(view))


def _gate(view: CaseView) -> str:
    """Return the next gate of the instrument."""
    return "piano" if view.state.position.phase in PLANNED else "uvm"


def _missing(view: CaseView) -> Cell:
    """Write what is missing for the next gate."""
    items = view.missing(_gate(view))
    return text(MANY.join(curly(one.name) for one in items)) if items else Cell("non manca niente")


def _plan(view: CaseView) -> Cell:
    """Say whether there is a plan, and since when it is active."""
    if view.state.versions:
        last = view.state.versions[-1]
        return kind("attivo", f"piano attivo dal {long_day(last.since)}")
    return kind("scritto", "piano in scrittura") if view.state.file.goals else Cell("senza piano")


def _due_words(one: Due) -> str:
    """Say what is due."""
    return curly(
        f"{one.what}, {'entro' if one.state is not State.OVERDUE else 'scaduto'} il {long_day(one.due)}"
    )


def _met(view: CaseView) -> date | None:
    """Return the day on which somebody of the team last saw or heard the person."""
    return max((one.day for one in kept(view, "contacted")), default=None)


def _ended(view: CaseView) -> date | None:
    """Return the day on which a path ended; None while it is open."""
    return view.state.stays[-1].since if is_over(view) else None
