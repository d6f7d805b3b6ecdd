"""Ask about last time's ties again: each is confirmed, changed or ended in one action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.model.vocabulary import FIRST_HELPER_CODE, vocabulary
from coordinator.network.ego import ego

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Question:
    """A tie to ask about, and when it was last spoken of."""

    tie_id: int
    kind: str
    label: str  # read "from label to"
    from_id: str
    from_name: str
    to_id: str
    to_name: str
    since: date
    last_spoken_of: date
    days_silent: int


def follow_up(store: Store, person_id: str, day: date, viewer: Viewer) -> tuple[Question, ...]:
    """
    List the ties of a person to go through with her: answer each by `confirm_tie`, `change_tie` or `end_tie`.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose ties.
    day
        The day of the talk.
    viewer
        Who asks; needs to read the network.

    Returns
    -------
    tuple of Question
        Her own ties and those among her helpers that hold on the day, the longest silent first; ties between
        services and bodies are not hers to answer.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    graph = ego(store, person_id, day, viewer).graph
    names = {party: str(node["name"]) for party, node in graph.nodes(data=True)}
    questions = []
    for start, end, tie in graph.edges(data=True):
        if not _is_hers(tie["kind"], start, end, person_id):
            continue
        stated_on = tie["recorded_at"].date() if tie["stated_by"] else None
        spoken = last_spoken_of(tie["since"], tie["confirmed_on"], stated_on, day)
        questions.append(
            Question(
                tie["tie_id"],
                tie["kind"],
                tie["label"],
                start,
                names[start],
                end,
                names[end],
                tie["since"],
                spoken,
                (day - spoken).days,
            )
        )
    return tuple(sorted(questions, key=lambda question: (-question.days_silent, question.tie_id)))


def last_spoken_of(since: date, confirmed_on: date | None, stated_on: date | None, day: date) -> date:
    """
    Tell the last day, up to a given one, on which somebody spoke of a tie.

    Parameters
    ----------
    since
        When the tie began.
    confirmed_on
        When it was asked about and still held; None if it never was.
    stated_on
        When it was recorded, if somebody stated it; None for one that came from a register or from nobody.
    day
        The day that is asked about.

    Returns
    -------
    date
        The latest of the three that is not after `day`; `since` when there is none.
    """
    spoken = (one for one in (confirmed_on, stated_on) if one is not None and one <= day)
    return max((since, *spoken))


def _is_hers(kind: str, start: str, end: str, person_id: str) -> bool:
    """Say whether a person can answer for a tie: her own, or of two helpers who talk about her."""
    if person_id in (start, end):
        return True
    return kind == "si_coordina" or vocabulary().tie_kind(kind).code < FIRST_HELPER_CODE
