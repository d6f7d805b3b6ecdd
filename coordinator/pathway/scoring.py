"""Answer a scale within a case, and compare what it said at first with what it says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.pathway.events import ScaleScored
from coordinator.pathway.own import scales_of
from coordinator.pathway.scales import ScaleError, score
from coordinator.pathway.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coordinator.pathway.case import Scored
    from coordinator.pathway.scales import Scale
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A scale at its first and at its last answering in a case."""

    scale: str
    name: str
    before: Scored
    after: Scored
    change: int  # points, after less before
    direction: (
        str | None
    )  # "meglio", "peggio", "uguale"; None where the scale does not say which end is better
    proposes: bool  # the change is one that calls for a new assessment: to be decided, nothing is written


def answer_scale(
    store: Store,
    case_id: str,
    scale_id: str,
    answers: Mapping[str, str],
    by: str,
    day: date,
    viewer: Viewer,
    *,
    seen: int | None = None,
) -> CaseView:
    """
    Answer a scale in a case; the total comes from the scale's own rule.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    scale_id
        One of `scales_of`.
    answers
        Question → answer, all of them.
    by
        Party id of who asked.
    day
        The day.
    viewer
        Who writes; needs to write cases.
    seen
        As in `record`.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    ScaleError
        No such scale, an answer that is not its own, or questions without an answer, all named. Nothing is
        written: a total is never guessed.
    """
    known = scales_of(store, viewer)
    if scale_id not in known:
        msg = f"No scale has the id {scale_id!r}. There are: {', '.join(known)}."
        raise ScaleError(msg)
    scale = known[scale_id]
    found = score(scale, answers)
    if found.total is None or found.words is None:
        texts = "; ".join(scale.texts[question] for question in found.unanswered)
        msg = f"The scale {scale_id!r} lacks the answer to: {texts}. Without them it has no total."
        raise ScaleError(msg)
    event = ScaleScored(
        scale=scale_id, name=scale.name, by=by, answers=dict(answers), total=found.total, words=found.words
    )
    return write(store, case_id, event, day, viewer, seen, None)


def compare_scales(view: CaseView, scales: Mapping[str, Scale]) -> tuple[BeforeAfter, ...]:
    """
    Compare the first and the last answering of each scale of a case.

    Parameters
    ----------
    view
        The case.
    scales
        As `scales_of` lists them.

    Returns
    -------
    tuple[BeforeAfter, ...]
        Only scales answered twice or more, in the order of their first answering.
    """
    found: dict[str, list[Scored]] = {}
    for one in view.state.scales:
        found.setdefault(one.scale, []).append(one)
    return tuple(_compared(ones, scales.get(key)) for key, ones in found.items() if len(ones) > 1)


def _compared(ones: list[Scored], scale: Scale | None) -> BeforeAfter:
    """Compare the ends of a row of answerings."""
    before, after = ones[0], ones[-1]
    change = after.total - before.total
    better = scale.higher_is if scale else None
    direction = None
    if better is not None:
        direction = "uguale" if change == 0 else better if change > 0 else OPPOSITE[better]
    proposes = bool(
        scale and scale.matters is not None and abs(after.total - ones[-2].total) >= scale.matters
    )
    return BeforeAfter(before.scale, before.name, before, after, change, direction, proposes)


OPPOSITE = {"meglio": "peggio", "peggio": "meglio"}
