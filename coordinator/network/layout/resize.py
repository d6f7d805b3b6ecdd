"""Draw the same map larger or smaller."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.network.layout.parts import Box

if TYPE_CHECKING:
    from coordinator.network.layout.parts import Label, Layout, Line, Place

_NUMBER = re.compile(r"-?\d+\.\d+")


def resize(layout: Layout, factor: float) -> Layout:
    """
    Multiply every length of a map.

    Parameters
    ----------
    layout
        The map.
    factor
        Above 0.

    Returns
    -------
    Layout
        The same map, larger or smaller.
    """
    return replace(
        layout,
        width=layout.width * factor,
        height=layout.height * factor,
        x=layout.x * factor,
        y=layout.y * factor,
        places={party: _place(one, factor) for party, one in layout.places.items()},
        lines=tuple(_line(line, factor) for line in layout.lines),
        rings=tuple(
            replace(ring, outline=_path(ring.outline, factor), label_path=_path(ring.label_path, factor))
            for ring in layout.rings
        ),
        sectors=tuple(
            replace(
                sector,
                wash=_path(sector.wash, factor),
                arc=_path(sector.arc, factor),
                edge=_path(sector.edge, factor),
                label_path=_path(sector.label_path, factor),
            )
            for sector in layout.sectors
        ),
        trunk=_path(layout.trunk, factor),
    )


def _place(place: Place, factor: float) -> Place:
    """Multiply a place's lengths."""
    return replace(
        place,
        x=place.x * factor,
        y=place.y * factor,
        radius=place.radius * factor,
        label=_label(place.label, factor),
    )


def _label(label: Label, factor: float) -> Label:
    """Multiply a label's lengths."""
    box = label.box
    return replace(
        label,
        x=label.x * factor,
        y=label.y * factor,
        size=label.size * factor,
        line_height=label.line_height * factor,
        box=Box(box.left * factor, box.top * factor, box.right * factor, box.bottom * factor),
    )


def _line(line: Line, factor: float) -> Line:
    """Multiply a line's lengths."""
    return replace(
        line,
        x1=line.x1 * factor,
        y1=line.y1 * factor,
        cx=line.cx * factor,
        cy=line.cy * factor,
        x2=line.x2 * factor,
        y2=line.y2 * factor,
    )


def _path(path: str, factor: float) -> str:
    """Multiply the numbers of a path; an arc's flags are whole numbers and stay."""
    return _NUMBER.sub(lambda number: f"{float(number[0]) * factor:.1f}", path)
