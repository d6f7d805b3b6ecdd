"""Show at a prompt what belongs to a path: the case, a refusal, the budget, the outcome, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.figures import number
from apps.components.path_words import FUNDERS
from apps.components.words import role_label, short_day
from apps.prompt.tables import counted, euros, named
from coordinator.display import bars, table, written

if TYPE_CHECKING:
    from coordinator.pathway.budgets import BudgetSummary
    from coordinator.pathway.entitlements import Entitlements
    from coordinator.pathway.machine import RefusedPassageError
    from coordinator.pathway.outcome import Outcome
    from coordinator.pathway.view import CaseView


def case(view: CaseView) -> str:
    """Show how long a case was in each phase, then its passages."""
    phases, last = view.process.phases, view.history[-1].day
    days = [(phases[stay.phase].name, ((stay.until or last) - stay.since).days) for stay in view.state.stays]
    longest = max((many for _, many in days), default=0) or 1
    drawn = bars(
        f"{view.instrument.name}: {phases[view.state.position.phase].name}. Giorni in ogni fase",
        [(name, many / longest, f"{many} giorni" if many != 1 else "1 giorno") for name, many in days],
    )
    passages = view.process.passages
    rows = [
        (short_day(one.day), passages[one.event.passage].name, role_label(one.role), one.norm or "")
        for one in view.history
        if one.event.kind == "moved" and one.event.passage in passages and one.number not in view.state.void
    ]
    return drawn + named(table("Passaggi", ("giorno", "che cosa", "chi", "per quale norma"), rows))


def refusal(error: RefusedPassageError) -> str:
    """Show what is missing before a passage, and who asks for it."""
    rows = [(item.name, item.norm) for item in error.items]
    return named(table("Il passaggio è rifiutato: manca", ("che cosa", "lo chiede"), rows))


def budget(one: BudgetSummary) -> str:
    """Show who puts in what, as bars, and beside it what has no price."""
    rows = [
        (FUNDERS.get(who, who), float(one.shares[who]) if one.shares else 0.0, euros(amount))
        for who, amount in one.by_funder.items()
    ]
    rows += [
        (
            FUNDERS.get(free.funder, free.funder),
            0.0,
            f"senza prezzo: {free.what}, {written(free.quantity)} {free.unit}",
        )
        for free in one.unvalued
    ]
    return bars(f"Budget: {euros(one.total)}", rows)


def outcome(one: Outcome) -> str:
    """Show the goals with her words, then the scales."""
    goals = [(goal.goal, goal.words, f"«{goal.in_her_words}»") for goal in one.goals]
    goals += [(goal, "mai verificato", "") for goal in one.never_weighed]
    scales = [
        (scale.name, f"da {scale.before.total} a {scale.after.total}", scale.direction or "")
        for scale in one.scales
    ]
    score = number(one.score) if one.score is not None else "non si può dire"
    caption = f"Esito. Punteggio di raggiungimento {score} (50: come atteso)"
    return table(caption, ("che cosa", "come è andata", ""), [*goals, *scales])


def entitlements(one: Entitlements) -> str:
    """Show how many levels she has, then those that she has not."""
    counts: dict[str, int] = {}
    for row in one.rows:
        counts[row.status.value] = counts.get(row.status.value, 0) + 1
    drawn = counted("LEA e LEPS che le spettano", counts)
    rows = [
        (row.level.name, row.level.system, row.status.value, "; ".join(row.missing), row.norm)
        for row in one.rows
        if row.missing
    ]
    return drawn + named(table("Che cosa manca", ("livello", "", "stato", "manca", "norma"), rows))
