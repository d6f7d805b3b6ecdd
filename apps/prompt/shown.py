"""Show values at a prompt in the words of the pages: a picture first, then a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.figures import number
from apps.components.words import long_day
from apps.prompt import shown_case, shown_territory
from apps.prompt.tables import named
from coordinator.display import table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from coordinator.network.difference import Difference
    from knowledge.search import Ranking


def _itself(value: Any) -> str:  # noqa: ANN401  whatever shows itself
    """Show a value as it does by itself, with its norms named."""
    return named(value._repr_html_())


def _difference(one: Difference) -> str:
    """Show what ended, began and changed."""
    told = [("Non c’è più", one.ended), ("È cominciato", one.begun)]
    rows = [
        (what, f"{edge.from_name} {edge.tie['label']} {edge.to_name}", _since(edge.tie))
        for what, edges in told
        for edge in edges
    ]
    rows += [
        (
            "È cambiato",
            f"{one_.after.from_name} {one_.after.tie['label']} {one_.after.to_name}",
            ", ".join(one_.fields),
        )
        for one_ in one.changed
    ]
    rows += [("Conosciuti prima", name, "") for name in one.left.values()]
    caption = f"Fra il {long_day(one.first)} e il {long_day(one.second)}"
    return table(caption if rows else f"{caption}: niente di diverso", ("", "legame", "da quando"), rows)


def _since(tie: Mapping[str, Any]) -> str:
    """Say since when a tie holds."""
    since: date | None = tie["since"]
    return f"dal {long_day(since)}" if since else ""


def _ranking(found: Ranking) -> str:
    """Show provisions in order, named as jurists do."""
    rows = [(one.urn, one.heading, number(one.score, 2)) for one in found]
    return named(table("Le disposizioni più vicine", ("disposizione", "di che cosa parla", "punti"), rows))


SHOWN: Mapping[str, Callable[[Any], str]] = {
    "coordinator.findings.finding.Finding": _itself,
    "coordinator.findings.finding.Findings": _itself,
    "coordinator.network.difference.Difference": _difference,
    "coordinator.pathway.budgets.BudgetSummary": shown_case.budget,
    "coordinator.pathway.case.RunningTerms": _itself,
    "coordinator.pathway.entitlements.Entitlements": shown_case.entitlements,
    "coordinator.pathway.machine.RefusedPassageError": shown_case.refusal,
    "coordinator.pathway.outcome.Outcome": shown_case.outcome,
    "coordinator.pathway.view.CaseView": shown_case.case,
    "coordinator.protection.exported.Export": shown_territory.export,
    "coordinator.territory.claims.Change": shown_territory.change,
    "coordinator.territory.claims.Verdict": shown_territory.verdict,
    "coordinator.territory.decide.Move": shown_territory.move,
    "coordinator.territory.indicator.Indicator": shown_territory.indicator,
    "coordinator.territory.view.TerritoryView": shown_territory.territory,
    "knowledge.search.Ranking": _ranking,
}
"""What a notebook shows in the pages' words, by the name of its class: nothing of it is imported before it is made."""


def as_html(value: object) -> str | None:
    """
    Show a value as a notebook does.

    Parameters
    ----------
    value
        Anything.

    Returns
    -------
    str or None
        HTML; None for what is shown in no way of its own.
    """
    show = SHOWN.get(f"{type(value).__module__}.{type(value).__name__}")
    if show is not None:
        return show(value)
    itself = getattr(value, "_repr_html_", None)
    return itself() if itself is not None else None
