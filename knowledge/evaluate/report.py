"""Write what was measured as one HTML page: figures, gains and losses by question, risk, calibration."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from knowledge.evaluate.baseline import Baseline
from knowledge.evaluate.measures import risk_coverage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.evaluate.measures import Measures, Outcome

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#17202a;"
    "background:#fff}table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left;"
    "border-bottom:1px solid #d5dbdb}.no{color:#a93226;font-weight:600}svg{margin:.5rem 1rem .5rem 0}"
)


def write_report(
    runs: Mapping[str, Measures],
    before: Baseline | None = None,
    required: Mapping[str, tuple[float, float, bool]] | None = None,
) -> str:
    """
    Write a report as one HTML page without scripts.

    Parameters
    ----------
    runs
        Name of the set → its measures.
    before
        Results of the last release: beside them stand its figures, and the questions gained and lost are listed.
    required
        Figure → (required, aim, whether more is better).

    Returns
    -------
    str
        In Italian; for each set its figures, the questions lost, gained and wrong, and two drawings.
    """
    parts = [
        "<!doctype html><html lang='it'><meta charset='utf-8'><title>Misure delle risposte</title>"
        f"<style>{_STYLE}</style><h1>Misure delle risposte</h1>"
    ]
    then = before or Baseline()
    for name, measures in runs.items():
        parts.append(f"<h2>{html.escape(name)}: {measures.questions} domande</h2>")
        parts.append(_figures(name, measures.figures, required or {}, then))
        parts.append(_curve(risk_coverage(measures.outcomes)) + _calibration(measures.outcomes))
        parts.append(_changes(name, measures, then))
    return "\n".join(parts)


def _figures(
    name: str,
    figures: Mapping[str, float | None],
    required: Mapping[str, tuple[float, float, bool]],
    before: Baseline,
) -> str:
    """Write the figures of a set beside those of the last release, and beside what is required of them."""
    rows = []
    for figure, value in figures.items():
        least, aim, more = required.get(figure, (None, None, True))
        missed = value is not None and least is not None and (value < least if more else value > least)
        asked = "<td><td>" if least is None else f"<td>{least:g}<td>{aim:g}"
        then = before.figure(name, figure)
        shown = f"<td class='{'no' if missed else ''}'>{_number(value)}<td>{'' if then is None else _number(then)}"
        rows.append(f"<tr><td>{html.escape(figure)}{shown}{asked}")
    release = f"Prima ({html.escape(before.release)})" if before.release else "Prima"
    return f"<table><tr><th>Misura<th>Valore<th>{release}<th>Richiesto<th>Meta{''.join(rows)}</table>"


def _number(value: float | None) -> str:
    """Write a figure."""
    return "non definito" if value is None else f"{value:.3f}"


def _changes(name: str, measures: Measures, before: Baseline) -> str:
    """List the questions that were lost and gained since the last release, and all that are wrong."""
    lists = (
        ("Perse", before.lost(name, measures)),
        ("Guadagnate", before.gained(name, measures)),
        ("Sbagliate", [one for one in measures.outcomes if not one.right]),
    )
    return "".join(
        f"<details{' open' if title == 'Perse' else ''}><summary>{title}: {len(some)}</summary><ul>"
        + "".join(f"<li>{html.escape(o.case.question)} <small>({o.reason or o.status})</small>" for o in some)
        + "</ul></details>"
        for title, some in lists
    )


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Draw the risk-coverage curve."""
    path = " ".join(f"{30 + 300 * x:.1f},{170 - 300 * min(y, 0.5):.1f}" for x, y in points)
    return _drawing(
        "Quota di risposte sbagliate (fino a metà, in alto) al crescere di quelle date, le più sicure per prime",
        f"<polyline points='{path}' fill='none' stroke='#06c' stroke-width='2'/>",
    )


def _calibration(outcomes: Sequence[Outcome]) -> str:
    """Draw, for ten steps of stated probability, the share that was right."""
    bins: dict[int, list[bool]] = {}
    for outcome in outcomes:
        if outcome.answered:
            bins.setdefault(min(9, int(10 * outcome.probability)), []).append(outcome.right_article)
    bars = "".join(
        f"<rect x='{33 + 30 * step}' y='{170 - 150 * sum(some) / len(some):.1f}' width='24' "
        f"height='{150 * sum(some) / len(some):.1f}' fill='#7fb3d5'><title>{len(some)}</title></rect>"
        for step, some in sorted(bins.items())
    )
    line = "<path d='M30 170L330 20' stroke='#555' stroke-dasharray='4'/>"
    return _drawing("Quota di risposte giuste per ogni decimo di probabilità detta", bars + line)


def _drawing(label: str, inside: str) -> str:
    """Frame a drawing with its axes and its name."""
    return (
        f"<figure><svg width='350' height='190' role='img' aria-label='{label}'><title>{label}</title>"
        f"<path d='M30 20V170H330' fill='none' stroke='#555'/>{inside}</svg><figcaption>{label}</figcaption></figure>"
    )
