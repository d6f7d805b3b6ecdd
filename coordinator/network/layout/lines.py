"""Draw each tie from rim to rim, bowed beside its twins and around the parties in its way."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.network.layout.parts import Curve, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from coordinator.network.layout.parts import Disc


TWINS_APART = 22.0
"""Distance between the bows of two ties of one pair."""

BOWS = (0.0, 22.0, -22.0, 44.0, -44.0, 66.0, -66.0)
"""How far a tie's middle is pushed aside, best first, until it passes through no party."""

SHARES = np.arange(1.0, 16.0) / 16.0
WEIGHTS = np.stack([(1.0 - SHARES) ** 2, 2.0 * SHARES * (1.0 - SHARES), SHARES**2], axis=1)
"""Of a curve's start, control point and end, at each of the points where it is held against the parties."""

GAP = 3.0
"""Air between a disc and the end of a line."""

WIDE_BERTH = 22.0
"""Air between the person and a tie that passes her by."""


def draw(graph: nx.MultiDiGraph[str], discs: Sequence[Disc]) -> Iterator[Line]:
    """
    Draw the ties of a graph.

    Parameters
    ----------
    graph
        Ties with ``tie_id``; a tie without one is called ``from→to#key``.
    discs
        Where the parties stand.

    Yields
    ------
    Line
        One a tie, in the graph's order; a tie of a party with itself is left out.
    """
    at = {disc.id: disc for disc in discs}
    others = np.array([(disc.x, disc.y, disc.radius + disc.berth) for disc in discs]).reshape(-1, 3)
    twins: dict[frozenset[str], int] = defaultdict(int)
    for one, other in graph.edges():
        twins[frozenset((one, other))] += 1
    drawn: dict[frozenset[str], int] = defaultdict(int)
    bows: dict[frozenset[str], float] = {}
    for source, target, key, tie in graph.edges(keys=True, data=True):
        if source == target or source not in at or target not in at:
            continue
        pair = frozenset((source, target))
        first, second = (at[party] for party in sorted(pair))
        if pair not in bows:
            bows[pair] = _free_bow(first, second, others[[disc.id not in pair for disc in discs]])
        aside = bows[pair] + TWINS_APART * (drawn[pair] - (twins[pair] - 1) / 2.0)
        drawn[pair] += 1
        run = _run(first, second, aside)
        if source != first.id:
            run = Curve(run.end, run.control, run.start)
        (x1, y1), (cx, cy), (x2, y2) = run.start, run.control, run.end
        yield Line(tie_id_of(source, target, key, tie), source, target, x1, y1, cx, cy, x2, y2)


def tie_id_of(source: str, target: str, key: int, tie: Mapping[str, Any]) -> str:
    """Return what a tie is called, also where it has no id."""
    return str(tie.get("tie_id") or f"{source}→{target}#{key}")


def _free_bow(first: Disc, second: Disc, others: NDArray[np.float64]) -> float:
    """Find the smallest bow that passes through no other party (x, y, berth), or through the fewest."""

    def crossed(aside: float) -> int:
        run = _run(first, second, aside)
        points = WEIGHTS @ np.array([run.start, run.control, run.end])
        away = (points[:, :1] - others[:, 0]) ** 2 + (points[:, 1:] - others[:, 1]) ** 2
        return int((away < berths).any(axis=0).sum())

    berths = others[:, 2] ** 2
    fewest, best = len(others) + 1, 0.0
    for aside in BOWS:
        count = crossed(aside)
        if count == 0:
            return aside
        if count < fewest:
            fewest, best = count, aside
    return best


def _run(first: Disc, second: Disc, aside: float) -> Curve:
    """Trace a line from rim to rim whose middle is pushed aside."""
    dx, dy = second.x - first.x, second.y - first.y
    length = math.hypot(dx, dy) or 1.0
    control = (
        (first.x + second.x) / 2.0 - dy / length * aside,
        (first.y + second.y) / 2.0 + dx / length * aside,
    )
    return Curve(_rim(first, control), control, _rim(second, control))


def _rim(disc: Disc, towards: tuple[float, float]) -> tuple[float, float]:
    """Return the point of a disc's rim that faces a place."""
    dx, dy = towards[0] - disc.x, towards[1] - disc.y
    length = math.hypot(dx, dy) or 1.0
    reach = (disc.radius + GAP) / length
    return disc.x + dx * reach, disc.y + dy * reach
