"""Read the needs of one person or of all as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.words import author_words, place_name
from coordinator.model import vocabulary
from coordinator.network.needs_told import needs_told
from coordinator.pathway.cases import cases_of, read_case, read_open_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.assistant.whom.scene import Scene
    from coordinator.network.needs_told import NeedTold
    from coordinator.pathway.cases import CaseView

UNSEEN = Cell("chi risponde non è fra ciò che il tuo ruolo vede")
"""Stands for those who answer, where the viewer is not told of ties."""


def read_needs(scene: Scene, person_id: str) -> list[Row]:
    """
    Read needs as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all whom the asker may see where it is empty.

    Returns
    -------
    list of Row
        Those that have ended too.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    goals = _goals(scene, person_id)
    found = needs_told(scene.store, scene.day, scene.viewer, person_id)
    return [_row(scene, one, goals) for one in found]


def _goals(scene: Scene, person_id: str) -> Mapping[tuple[str, str], str] | None:
    """Read which needs have a goal in the plan of a path; None for who may not read paths."""
    if not scene.viewer.may("read", "case"):
        return None
    return {
        (view.person_id, goal.need): goal.name
        for view in _views(scene, person_id)
        for goal in view.state.file.goals
        if goal.need
    }


def _views(scene: Scene, person_id: str) -> Iterator[CaseView]:
    """Read the open paths of one person, or of all."""
    if not person_id:
        yield from (view for view, _ in read_open_cases(scene.store, scene.viewer))
        return
    for one in cases_of(scene.store, person_id, scene.viewer):
        view = read_case(scene.store, one, scene.viewer)
        if not view.process.phases[view.state.position.phase].final:
            yield view


def _row(scene: Scene, one: NeedTold, goals: Mapping[tuple[str, str], str] | None) -> Row:
    """Write one need."""
    span, word = one.span, vocabulary().terms["needs"][one.span.need]
    open_ = span.holds_on(scene.day)
    state = "aperto" if open_ else "chiuso" if span.until and span.until < scene.day else "futuro"
    answered = one.answered_by
    if not open_:
        by, met = Cell(""), Cell("")
    elif answered is None:
        by, met = UNSEEN, UNSEEN
    else:
        by = text(MANY.join(answered))
        met = Cell("coperto", "si") if answered else Cell("scoperto", "no")
    goal = goals.get((one.person_id, span.need)) if goals is not None else None
    cells = {
        "need": kind(span.need, span.label),
        "person": text(one.person_name),
        "area": text(place_name(one.area)),
        "state": kind(state, state),
        "met": met,
        "by": by,
        "many": Cell("") if by.value is None and answered is None else _many(answered, open_=open_),
        "since": day_cell(span.since),
        "days": number((scene.day - span.since).days, "giorno", "giorni"),
        "until": day_cell(span.until),
        "hours": number(span.hours_per_week, "ora la settimana", "ore la settimana"),
        "said": text(span.stated_by),
        "paper": text(span.document),
        "goal": Cell("gli obiettivi del piano non sono fra ciò che il tuo ruolo vede")
        if goals is None
        else text(goal),
        "domain": text(_domain(str(word.more.get("life_domain", "")))),
        "author": text(author_words(span.author)),
    }
    return Row(cells, party_id=one.person_id, person_id=one.person_id)


def _many(answered: tuple[str, ...] | None, *, open_: bool) -> Cell:
    """Count those who answer."""
    return number(len(answered or ()), "risponde", "rispondono") if open_ else Cell("")


def _domain(code: str) -> str:
    """Name the part of life that a need is of."""
    return vocabulary().label("life_domains", code) if code else ""
