"""Give each tie its stroke: width by strength, dashes where weak, zigzag in conflict, heads by direction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.network.layout.lines import tie_id_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    import networkx as nx

    from coordinator.network.layout import Curve, Layout, Line

Point = tuple[float, float]

WIDTHS: Mapping[int | None, float] = {None: 1.6, 0: 1.6, 1: 2.0, 2: 3.2, 3: 5.5}
"""Strength → width of the line; None: nobody said."""

DASHES: Mapping[int | None, str] = {None: "1 5", 0: "1 7", 1: "7 6"}
"""Strength → dashes of the line; the others are unbroken."""

AMONG_HELPERS = 0.62
"""Width of a tie that is not the person's own, over that of one that is."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How one tie is drawn, in the units of its map."""

    tie_id: str
    path: str  # path data of an SVG
    heads: tuple[str, ...]  # path data, one a head
    width: float
    dashes: str  # empty where the line is unbroken
    conflict: bool
    sector: str  # of the one who has a tie with the person; empty for a tie among helpers


def strokes(graph: nx.MultiDiGraph[str], layout: Layout) -> Iterator[tuple[Stroke, Line, Mapping[str, Any]]]:
    """
    Give the ties of a map their strokes.

    Parameters
    ----------
    graph
        Ties with ``strength``, ``conflict``, ``direction``.
    layout
        Where their lines run.

    Yields
    ------
    (Stroke, Line, mapping)
        The stroke, its line, and the attributes of the tie; those among helpers first, so that the
        person's own lie over them.
    """
    lines = sorted(layout.lines, key=lambda line: layout.centre in (line.source, line.target))
    for line in lines:
        tie = _tie_of(graph, line)
        ends = [party for party in (line.source, line.target) if party != layout.centre]
        sector = layout.places[ends[0]].sector if len(ends) == 1 else ""
        yield (
            stroke(
                line.curve,
                tie.get("strength"),
                str(tie.get("direction") or "to"),
                tie_id=line.tie_id,
                conflict=bool(tie.get("conflict")),
                sector=sector,
            ),
            line,
            tie,
        )


def stroke(
    curve: Curve,
    strength: int | None,
    direction: str = "",
    *,
    tie_id: str = "",
    conflict: bool = False,
    sector: str = "",
) -> Stroke:
    """
    Give one tie its stroke.

    Parameters
    ----------
    curve
        From the tie's first party to its second.
    strength
        From 0 to 3; None: nobody said.
    direction
        Where help goes: ``"to"`` the second, ``"from"`` it, ``"both"``; any other has no heads.
    tie_id
        Of the tie.
    conflict
        Whether it is drawn as a zigzag.
    sector
        As in `Stroke`.

    Returns
    -------
    Stroke
        Path data and numbers.
    """
    width = WIDTHS.get(strength, WIDTHS[None]) * (1.0 if sector else AMONG_HELPERS)
    return Stroke(
        tie_id,
        zigzag(curve) if conflict else curve.path,
        tuple(arrow_heads(curve, direction, width)),
        round(width, 2),
        "" if conflict else DASHES.get(strength, ""),
        conflict,
        sector,
    )


def _tie_of(graph: nx.MultiDiGraph[str], line: Line) -> Mapping[str, Any]:
    """Find the tie that a line draws."""
    ties: dict[Any, dict[str, Any]] = graph.get_edge_data(line.source, line.target, default={})
    for key, tie in ties.items():
        if line.tie_id == tie_id_of(line.source, line.target, key, tie):
            return tie
    return {}


def zigzag(curve: Curve) -> str:
    """
    Write a curve as a zigzag, its ends straight.

    Parameters
    ----------
    curve
        The curve.

    Returns
    -------
    str
        Path data of an SVG.
    """
    (x1, y1), (x2, y2) = curve.start, curve.end
    length = curve.span or 1.0
    teeth = max(4, round(length / 8.0))
    points = []
    for tooth in range(teeth + 1):
        x, y = curve.at(tooth / teeth)
        aside = 0.0 if tooth < 2 or tooth > teeth - 2 else (5.0 if tooth % 2 else -5.0)
        points.append(f"{x - (y2 - y1) / length * aside:.1f} {y + (x2 - x1) / length * aside:.1f}")
    return "M " + " L ".join(points)


def arrow_heads(curve: Curve, direction: str, width: float) -> list[str]:
    """
    Draw the heads of a tie, where help goes.

    Parameters
    ----------
    curve
        From the tie's first party to its second.
    direction
        ``"to"`` the second, ``"from"`` it, ``"both"`` ways.
    width
        Of the line.

    Returns
    -------
    list of str
        Path data of an SVG, one a head.
    """
    ends = {
        "to": ((curve.end, 0.94),),
        "from": ((curve.start, 0.06),),
        "both": ((curve.end, 0.94), (curve.start, 0.06)),
    }
    return [_head(tip, curve.at(share), 6.0 + 1.4 * width) for tip, share in ends.get(direction, ())]


def _head(tip: Point, behind: Point, size: float) -> str:
    """Draw one head that points from a place to a tip."""
    angle = math.atan2(tip[1] - behind[1], tip[0] - behind[0])

    def turned(back: float, aside: float) -> str:
        x = tip[0] - back * math.cos(angle) - aside * math.sin(angle)
        y = tip[1] - back * math.sin(angle) + aside * math.cos(angle)
        return f"{x:.1f} {y:.1f}"

    corners = ((0.0, 0.0), (1.0, -0.55), (0.72, 0.0), (1.0, 0.55))
    return "M " + " L ".join(turned(back * size, aside * size) for back, aside in corners) + " Z"
