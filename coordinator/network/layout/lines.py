"""Draw each tie from rim to rim, bowed beside its twins and around the parties in its way."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.network.layout.parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import networkx as nx

    from coordinator.network.layout.labels import Disc

TWINS_APART = 22.0
"""Distance between the bows of two ties of one pair."""

BOWS = (0.0, 22.0, -22.0, 44.0, -44.0, 66.0, -66.0)
"""How far a tie's middle is pushed aside, best first, until it passes through no party."""

GAP = 2.0
"""Air between a disc and the end of a line."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A line on trial."""

    start: tuple[float, float]
    control: tuple[float, float]
    end: tuple[float, float]

    def at(self, share: float) -> tuple[float, float]:
        """Return a point of the curve."""
        before, middle, after = (1.0 - share) ** 2, 2.0 * share * (1.0 - share), share**2
        return (
            before * self.start[0] + middle * self.control[0] + after * self.end[0],
            before * self.start[1] + middle * self.control[1] + after * self.end[1],
        )


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
            bows[pair] = _free_bow(first, second, [disc for disc in discs if disc.id not in pair])
        aside = bows[pair] + TWINS_APART * (drawn[pair] - (twins[pair] - 1) / 2.0)
        drawn[pair] += 1
        run = _run(first, second, aside)
        if source != first.id:
            run = _Run(run.end, run.control, run.start)
        (x1, y1), (cx, cy), (x2, y2) = run.start, run.control, run.end
        tie_id = str(tie.get("tie_id") or f"{source}→{target}#{key}")
        yield Line(tie_id, source, target, x1, y1, cx, cy, x2, y2)


def _free_bow(first: Disc, second: Disc, others: Sequence[Disc]) -> float:
    """Find the smallest bow that passes through no other party, or through the fewest."""

    def crossed(aside: float) -> int:
        run = _run(first, second, aside)
        points = [run.at(share / 16.0) for share in range(1, 16)]
        return sum(
            any(math.hypot(x - disc.x, y - disc.y) < disc.radius + 4.0 for x, y in points) for disc in others
        )

    fewest, best = len(others) + 1, 0.0
    for aside in BOWS:
        count = crossed(aside)
        if count == 0:
            return aside
        if count < fewest:
            fewest, best = count, aside
    return best


def _run(first: Disc, second: Disc, aside: float) -> _Run:
    """Trace a line from rim to rim whose middle is pushed aside."""
    dx, dy = second.x - first.x, second.y - first.y
    length = math.hypot(dx, dy) or 1.0
    control = (
        (first.x + second.x) / 2.0 - dy / length * aside,
        (first.y + second.y) / 2.0 + dx / length * aside,
    )
    return _Run(_rim(first, control), control, _rim(second, control))


def _rim(disc: Disc, towards: tuple[float, float]) -> tuple[float, float]:
    """Return the point of a disc's rim that faces a place."""
    dx, dy = towards[0] - disc.x, towards[1] - disc.y
    length = math.hypot(dx, dy) or 1.0
    reach = (disc.radius + GAP) / length
    return disc.x + dx * reach, disc.y + dy * reach
