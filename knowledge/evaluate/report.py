"""Write what was measured as one HTML page: figures, gains and losses by question, risk, calibration."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from knowledge.evaluate.measures import risk_coverage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.evaluate.measures import Measures, Outcome


def write_report(runs: Mapping[str, Measures], before: Mapping[str, bool] | None = None) -> str:
    """
    Write a report as one HTML page without scripts.

    Parameters
    ----------
    runs
        Name of the set → its measures.
    before
        Id of a question → whether the last release answered it rightly: gains and losses are listed.
    """
    parts = ["<!doctype html><meta charset='utf-8'><title>Misure</title><h1>Misure</h1>"]
    for name, measures in runs.items():
        parts.append(f"<h2>{html.escape(name)} ({measures.questions})</h2><table>")
        for figure, value in measures.figures.items():
            shown = "non definito" if value is None else f"{value:.3f}"
            parts.append(f"<tr><td>{html.escape(figure)}<td>{shown}")
        parts.append("</table>" + _curve(risk_coverage(measures.outcomes)))
        parts.append(_changes(measures.outcomes, before or {}))
    return "\n".join(parts)


def _changes(outcomes: Sequence[Outcome], before: Mapping[str, bool]) -> str:
    """List the questions that were lost and gained since the last release."""
    now = {outcome.case.id: outcome for outcome in outcomes}
    lost = [o for key, o in now.items() if before.get(key) is True and not o.right_article]
    gained = [o for key, o in now.items() if before.get(key) is False and o.right_article]
    lists = (("Perse", lost), ("Guadagnate", gained))
    return "".join(
        f"<h3>{title}: {len(some)}</h3><ul>"
        + "".join(f"<li>{html.escape(o.case.question)}" for o in some)
        + "</ul>"
        for title, some in lists
    )


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Draw the risk-coverage curve."""
    if not points:
        return ""
    path = " ".join(f"{20 + 300 * x:.1f},{170 - 300 * min(y, 0.5):.1f}" for x, y in points)
    label = "Quota di risposte sbagliate (in alto 50 %) al crescere di quelle date"
    return (
        f"<svg width='340' height='190' role='img' aria-label='{label}'><title>{label}</title>"
        f"<path d='M20 20V170H320' fill='none' stroke='#555'/>"
        f"<polyline points='{path}' fill='none' stroke='#06c'/></svg>"
    )
