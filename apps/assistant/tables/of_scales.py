"""Read the scales that were answered in the paths of one person, or of all, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page
from apps.assistant.reading.asked import Asked
from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.words import author_words, count
from coordinator.model import vocabulary
from coordinator.network.named import names_of, professions_of
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.own import scales_of
from coordinator.pathway.scoring import OPPOSITE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.scales import Scale

WENT = {"meglio": "migliorata", "peggio": "peggiorata", "uguale": "uguale"}
"""How a scale went, as it is told."""


def read_scales(scene: Scene, person_id: str) -> list[Row]:
    """
    Read scales as rows, each with how it went since the one before.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom, also in paths that have ended; of all open paths that the asker sees where it is empty.

    Returns
    -------
    list of Row
        The newest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths.
    """
    store, viewer = scene.store, scene.viewer
    viewer.require("read", "case")
    if person_id:
        asked = Asked(store, viewer, person_id, scene.day, "")
        views = [(view, asked.record.party.name) for view in asked.cases]
    else:
        views = list(read_open_cases(store, viewer))
    scored = [(view, name, kept) for view, name in views if (kept := list(_scored(view)))]
    ids = {str(getattr(one.event, "by", "")) for _, _, kept in scored for one in kept}
    names, works = names_of(store, ids, viewer), professions_of(store, ids, viewer)
    known = scales_of(store, viewer) if scored else {}
    rows = [row for view, name, kept in scored for row in _rows(view, name, kept, (names, works, known))]
    return sorted(rows, key=lambda row: str(row.cell("day").value), reverse=True)


def _scored(view: CaseView) -> Iterator[Recorded]:
    """List the answerings of scales in a path that count, in order."""
    for one in view.history:
        if one.event.kind == "scale_scored" and one.number not in view.state.void:
            yield one


def _rows(
    view: CaseView,
    person: str,
    kept: Sequence[Recorded],
    read: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, Scale]],
) -> Iterator[Row]:
    """Write the answerings of one path."""
    names, works, known = read
    before: dict[str, Any] = {}
    versions = {(one.scale, one.day): one.version for one in view.state.scales}
    for one in kept:
        event: Any = one.event
        scale, last = known.get(event.scale), before.get(event.scale)
        change = None if last is None else event.total - last.event.total
        version = versions.get((event.scale, one.day), 0)
        work = works.get(event.by, "")
        went = _went(scale, change)
        most = scale.bands[-1][0] if scale and scale.bands else None
        cells = {
            "scale": kind(event.scale, event.name),
            "person": text(person),
            "score": number(event.total, "punto", "punti"),
            "most": number(most, "punto al massimo", "punti al massimo"),
            "means": text(event.words),
            "day": day_cell(one.day),
            "by": text(names.get(event.by, "")),
            "work": kind(work, vocabulary().label("professions", work)) if work else Cell(""),
            "before": _before(last),
            "change": Cell("") if change is None else Cell(f"{change:+d} punti".replace("-", "−"), change),
            "went": Cell("") if went is None else Cell(WENT[went], went),
            "better": Cell("") if scale is None or scale.higher_is is None else _better(scale.higher_is),
            "items": text(MANY.join(_items(scale, event.answers))),
            "worst": text(MANY.join(_worst(scale, event.answers))),
            "plan": text(f"versione {version}" if version else "prima del piano"),
            "source": text(scale.source if scale else ""),
            "author": text(author_words(one.author)),
            "which": Cell("prima volta", "prima") if last is None else Cell("ripetuta", "dopo"),
        }
        before[event.scale] = one
        yield Row(cells, page=path_page(view), person_id=view.person_id)


def _before(last: Recorded | None) -> Cell:
    """Say how many points it had been the time before, and when."""
    if last is None:
        return Cell("")
    event: Any = last.event
    points = number(event.total, "punto", "punti")
    return Cell(f"prima {points.shown}, il {day_cell(last.day).shown}", event.total)


def _went(scale: Scale | None, change: int | None) -> str | None:
    """Say whether it went better or worse; None where there is none before, or the scale does not say."""
    if scale is None or scale.higher_is is None or change is None:
        return None
    return "uguale" if change == 0 else scale.higher_is if change > 0 else OPPOSITE[scale.higher_is]


def _better(higher_is: str) -> Cell:
    """Say which end of a scale is better."""
    return text("più punti, meglio" if higher_is == "meglio" else "più punti, peggio")


def _items(scale: Scale | None, answers: Mapping[str, str]) -> Iterator[str]:
    """Say how each question of a scale was answered."""
    for item, answer in answers.items():
        yield f"{scale.texts.get(item, item) if scale else item}: {answer}"


def _worst(scale: Scale | None, answers: Mapping[str, str]) -> Iterator[str]:
    """Say which answers gave the most points, where more of them are worse."""
    if scale is None or scale.higher_is != "peggio":
        return
    points = {item: scale.questions.get(item, {}).get(answer, 0) for item, answer in answers.items()}
    most = max(points.values(), default=0)
    for item, many in points.items():
        if many == most and most:
            yield f"{scale.texts.get(item, item)} ({answers[item]}, {count(many, 'punto', 'punti')})"
