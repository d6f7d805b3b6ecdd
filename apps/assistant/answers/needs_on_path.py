"""Say what a path holds of a need: the assessment that found it, the goal of the plan, the request to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import action_words, path_page, plan_page
from apps.assistant.reply import Line
from apps.components.path_words import ROLE_NAMES
from apps.components.words import curly, long_day
from coordinator.model import vocabulary
from coordinator.pathway.referrals import state_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from apps.assistant.reading.asked import Asked


def found_on_path(asked: Asked, needs: Collection[str] = ()) -> list[Line]:
    """
    Say which assessments of her paths found needs.

    Parameters
    ----------
    asked
        The question, by who may read cases.
    needs
        Words of the vocabulary's needs; empty for all.

    Returns
    -------
    list of Line
        Each with its day, who found it in which role, and what was noted.
    """
    lines = []
    for view in asked.cases:
        for one in view.history:
            event: Any = one.event
            apart = one.number in view.state.void or one.day > asked.day
            if event.kind != "need_found" or apart or (needs and event.need not in needs):
                continue
            role = ROLE_NAMES.get(one.role, one.role.replace("_", " "))
            phase = _phase_on(view, one.number)
            note = f": «{curly(event.note)}»" if event.note else ""
            what = vocabulary().label("needs", event.need)
            text = f"{what}: rilevato il {long_day(one.day)}{phase}, da {role}{note}"
            lines.append(Line(curly(text), page=path_page(view)))
    return lines


def _phase_on(view: Any, number: int) -> str:  # noqa: ANN401  a path that the asker may read
    """Name the phase in which an event was written."""
    phase = ""
    for one in view.history:
        if one.number >= number:
            break
        passage = view.process.passages.get(getattr(one.event, "passage", ""))
        if one.event.kind == "moved" and passage is not None and one.number not in view.state.void:
            phase = passage.target
    return f", nella fase «{view.process.phases[phase].name}»" if phase in view.process.phases else ""


def planned_for(asked: Asked, need: str) -> Iterator[Line]:
    """
    Say what the plan does for a need, and which requests for it are open.

    Parameters
    ----------
    asked
        The question, by who may read cases.
    need
        Word of the vocabulary's needs.

    Yields
    ------
    Line
        A goal with its actions, or a request.
    """
    for view in asked.open_cases:
        names = asked.names([one.responsible for one in view.state.planned])
        for goal in view.state.file.goals:
            if goal.need == need:
                own = (action_words(one, names) for one in view.state.planned if one.goal == goal.name)
                done = "; ".join(own) or "nessun intervento"
                yield Line(curly(f"Nel piano, obiettivo «{goal.name}»: {done}"), page=plan_page(view))
        sent = [one for one in view.referrals() if one.need == need and one.is_open]
        called = asked.names([one.receiver for one in sent])
        for one in sent:
            yield Line(
                f"Richiesta a {called[one.receiver]}: {state_words(one.state)}", page=f"invii?id={view.id}"
            )
