"""Lay out how a plan came out: goals, planned against given, scales before and after, what changed around her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.display import written
from coordinator.pathway.planned import planned_against_given
from coordinator.pathway.sheets import Part, Sheet, say_name, say_needs, subtitle_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from coordinator.network.difference import Difference
    from coordinator.pathway.outcome import Outcome
    from coordinator.pathway.view import CaseView


def lay_out_outcome(view: CaseView, outcome: Outcome, names: Mapping[str, str], day: date) -> Sheet:
    """
    Lay out how a plan came out.

    Parameters
    ----------
    view
        The case.
    outcome
        As `report_outcome` tells it.
    names
        Names by party id.
    day
        The day of the review.

    Returns
    -------
    Sheet
        Goals with her words, planned against given, scales, network; what is undefined is said to be so.
    """
    goals = tuple(
        (one.goal, say_needs((one.need,))[0] if one.need else "–", f"{one.day:%d/%m/%Y}", one.words,
         one.in_her_words or "–")
        for one in outcome.goals
    )  # fmt: skip
    score = (
        "non si può dire: nessun obiettivo è stato verificato"
        if outcome.score is None
        else written(outcome.score)
    )
    unweighed = tuple(f"Non ancora verificato: {goal}." for goal in outcome.never_weighed)
    scales = tuple(
        (one.name, f"{one.before.total} ({one.before.words})", f"{one.after.total} ({one.after.words})",
         one.direction or "–")
        for one in outcome.scales
    )  # fmt: skip
    given = tuple(
        (one.action, say_name(names, one.responsible) if one.responsible else "–", _hours(one.hours_expected),
         _hours(one.hours_given), f"{one.share:.0%}" if one.share is not None else "–")
        for one in planned_against_given(view.state, day)
    )  # fmt: skip
    return Sheet(
        "Esito del piano",
        subtitle_of(view, names, day),
        (
            Part(
                "Obiettivi",
                (f"Punteggio di raggiungimento (50 = come atteso): {score}.", *unweighed),
                ("Obiettivo", "Bisogno", "Verificato il", "Come è andata", "Con le parole della persona"),
                goals,
            ),
            Part("Previsto e dato", (), ("Intervento", "Chi", "Ore attese", "Ore date", "Quota"), given),
            Part(
                "Scale, prima e dopo",
                () if scales else ("Nessuna scala con due misure.",),
                ("Scala", "Prima", "Dopo", "Verso"),
                scales,
            ),
            Part("Che cosa è cambiato nella rete", _network(outcome.network)),
        ),
    )


def _network(change: Difference | None) -> tuple[str, ...]:
    """Say what changed around her since the plan became active."""
    if change is None:
        return ("Il piano non è ancora diventato attivo.",)
    if change.nothing:
        return (f"Nulla è cambiato dal {change.first:%d/%m/%Y}.",)
    came = tuple(f"È arrivata o arrivato: {name}." for name in change.came.values())
    left = tuple(f"Non c’è più: {name}." for name in change.left.values())
    begun = tuple(f"Nuovo: {one.from_name} {one.tie['label']} {one.to_name}." for one in change.begun)
    ended = tuple(f"Finito: {one.from_name} {one.tie['label']} {one.to_name}." for one in change.ended)
    otherwise = tuple(
        f"Cambiato: {one.after.from_name} {one.after.tie['label']} {one.after.to_name}."
        for one in change.changed
    )
    return (f"Dal {change.first:%d/%m/%Y}:", *came, *left, *begun, *ended, *otherwise)


def _hours(hours: Decimal | None) -> str:
    return "–" if hours is None else written(hours)
