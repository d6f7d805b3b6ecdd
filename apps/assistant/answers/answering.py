"""Say who, around a person, answers to her needs: as the rule of uncovered needs counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.words import hours
from coordinator.network import ego
from coordinator.network.coverage import HELP, supports_that_meet
from coordinator.network.services import needs_by_service

if TYPE_CHECKING:
    from collections.abc import Collection

    from apps.assistant.reading.asked import Asked


def who_answers(asked: Asked, needs: Collection[str]) -> dict[str, dict[str, str]]:
    """
    Name those who answer to needs: a service that has her in charge and meets it, or a helper's support.

    Parameters
    ----------
    asked
        The question: of whom, on which day, by whom.
    needs
        Words of the vocabulary's needs.

    Returns
    -------
    dict of str to dict
        Need → party → its name and its hours; a need without anybody has none.
    """
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    met, meets = needs_by_service(asked.store, asked.viewer), supports_that_meet()
    found: dict[str, dict[str, str]] = {need: {} for need in needs}
    for start, stop, tie in graph.edges(data=True):
        if asked.person_id not in (start, stop):
            continue
        other = start if stop == asked.person_id else stop
        often = f", {hours(tie['hours_per_week'])}" if tie.get("hours_per_week") else ""
        for need in needs:
            served = tie["kind"] == "in_carico" and need in met.get(other, ())
            helped = tie["kind"] in HELP and tie.get("support") in meets.get(need, frozenset())
            if served or helped:
                found[need].setdefault(other, f"{graph.nodes[other]['name']}{often}")
    return found
