"""Draw a network as one standalone SVG: for print, for notebooks, for whoever has no screen of ours."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar
from xml.sax.saxutils import escape

from coordinator.network.layout import place
from coordinator.network.layout.lettering import text_width
from coordinator.network.legend import line_samples
from coordinator.network.palette import (
    ALARM,
    COLOURS,
    CORNERS,
    GLYPHS,
    GROUND,
    INK,
    KINDS,
    PAPER,
    RULE,
    SOFT,
    SQUARE,
    TIE,
)
from coordinator.network.strokes import strokes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from coordinator.network.layout import Layout, Place
    from coordinator.network.strokes import Stroke

T = TypeVar("T")
LEGEND_HEIGHT, HEADING_HEIGHT = 58.0, 44.0
LEGEND_ROW, LEAST_LEGEND = 24.0, 0.9
"""How far apart the legend's rows are; and how small it may become: in a narrow drawing it takes more rows instead."""


def draw(
    graph: nx.MultiDiGraph[str],
    centre: str,
    *,
    layout: Layout | None = None,
    title: str | None = None,
    heading: str = "",
    bare: bool = False,
    fluid: bool = False,
) -> str:
    """
    Draw a person's network.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it.
    centre
        Id of the person in the middle.
    layout
        A map that was placed before; by default it is placed here.
    title
        What the drawing is called; by default after the person.
    heading
        Words to write above it.
    bare
        Whether to leave out names and legend: for a picture too small for words.
    fluid
        Whether it is as wide as its place, as in a notebook; else it has its own size.

    Returns
    -------
    str
        An SVG that asks for nothing outside itself, with a title and a description for who cannot see it.
    """
    layout = layout or place(graph, centre)
    name = graph.nodes[centre].get("name") or centre
    scale = layout.width / 1000.0
    key, tall = max(scale, LEAST_LEGEND), 0.0
    parts = [
        f"<title id='eco-title'>{escape(title or f'Ecomappa di {name}')}</title>",
        f"<desc id='eco-desc'>{escape(describe(graph, centre))}</desc>",
        f"<style>{_style()}</style>",
        "" if bare else f"<rect y='-60' width='100%' height='110%' fill='{PAPER}'/>",
        *_ground(layout, bare=bare),
        *(_tie(one, tie) for one, _, tie in strokes(graph, layout)),
        *(_party(one, graph.nodes[party], party == centre) for party, one in layout.places.items()),
        *(_name(one) for one in layout.places.values() if one.label.inside or not bare),
    ]
    if not bare:
        legend, tall = _legend(layout.width / key)
        parts.append(f"<g transform='translate(0 {layout.height:.1f}) scale({key:.3f})'>{legend}</g>")
    above = HEADING_HEIGHT * scale if heading else 0.0
    if heading:
        parts.append(f"<text class='heading' x='{24 * scale:.0f}' y='-10'>{escape(heading)}</text>")
    height = above + layout.height + (0.0 if bare else tall * key)
    size = (
        ""
        if fluid
        else f"width='{layout.width:.0f}' height='{height:.0f}' style='max-width:100%;height:auto'"
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 {-above:.0f} {layout.width:.0f} {height:.0f}' "
        f"{size} role='img' aria-labelledby='eco-title eco-desc'>{''.join(parts)}</svg>"
    )


def describe(graph: nx.MultiDiGraph[str], centre: str) -> str:
    """
    Say in words what a drawing shows.

    Parameters
    ----------
    graph, centre
        As in `draw`.

    Returns
    -------
    str
        How many parties by sector, how many ties, how many of them in conflict.
    """
    sectors = Counter(
        str(node.get("sector") or "altro") for party, node in graph.nodes(data=True) if party != centre
    )
    ties = graph.number_of_edges()
    conflicts = sum(bool(tie.get("conflict")) for _, _, tie in graph.edges(data=True))
    if not sectors:
        return "La persona è al centro. Intorno a lei non è registrato nessuno."
    listed = ", ".join(f"{sector.replace('_', ' ')} {count}" for sector, count in sorted(sectors.items()))
    clash = f", di cui {conflicts} in conflitto" if conflicts else ""
    return f"La persona è al centro. Intorno a lei: {listed}. Legami: {ties}{clash}."


def _ground(layout: Layout, *, bare: bool) -> Iterator[str]:
    """Draw slices and rings, the outermost first, with their names unless the drawing is bare."""
    for sector in layout.sectors:
        yield f"<path class='wash' fill='{COLOURS[sector.key]}' d='{sector.wash}'/>"
    for ring in reversed(layout.rings):
        yield f"<path class='ring' d='{ring.outline}'/>"
    if layout.trunk:
        yield f"<path class='trunk' d='{layout.trunk}'/>"
    for sector in layout.sectors:
        colour = COLOURS[sector.key]
        yield f"<path class='edge' d='{sector.edge}'/><path class='rim' stroke='{colour}' d='{sector.arc}'/>"
        look = f"class='sector' style='fill:{colour}'"
        if not bare:
            yield _along(f"eco-{sector.key}", sector.label_path, sector.label, look)
    for number, ring in enumerate(() if bare else layout.rings):
        yield _along(f"eco-ring-{number}", ring.label_path, ring.label, "class='small'")


def _along(identifier: str, path: str, text: str, look: str) -> str:
    """Write a word along a line."""
    return (
        f"<path id='{identifier}' fill='none' d='{path}'/><text {look} text-anchor='middle'>"
        f"<textPath href='#{identifier}' startOffset='50%'>{escape(text)}</textPath></text>"
    )


def _tie(one: Stroke, tie: Mapping[str, Any]) -> str:
    """Draw one tie, with its kind for whoever points at it."""
    words = escape(str(tie.get("label") or tie.get("kind") or "legame"))
    return f"<g><title>{words}</title>{_stroke(one)}</g>"


def _stroke(one: Stroke) -> str:
    """Draw a line and its heads."""
    mark = " conflict" if one.conflict else ""
    colour = ALARM if one.conflict else COLOURS.get(one.sector, TIE)
    dashes = f" stroke-dasharray='{one.dashes}'" if one.dashes else ""
    heads = "".join(f"<path fill='{colour}' d='{head}'/>" for head in one.heads)
    return (
        f"<path class='tie{mark}' stroke='{colour}' stroke-width='{one.width:.2f}'{dashes} d='{one.path}'/>"
        f"{heads}"
    )


def _party(spot: Place, node: Mapping[str, Any], central: bool) -> str:
    """Draw a party: round for persons and groups, square for services, squarer for bodies."""
    kind = str(node.get("kind") or "persona")
    colour = INK if central else COLOURS[spot.sector]
    look = f"class='plate' fill='{colour}'"
    words = escape(", ".join(filter(None, (spot.label.text, node.get("detail")))))
    sign = f"<circle {look} r='{spot.radius:.1f}'/>" if spot.label.inside else _sign(kind, spot.radius, look)
    return f"<g transform='translate({spot.x:.1f} {spot.y:.1f})'><title>{words}</title>{sign}</g>"


def _sign(kind: str, radius: float, look: str) -> str:
    """Draw the shape and the sign of a kind of party, around the origin."""
    if kind in CORNERS:
        side, corner = radius * SQUARE, radius * CORNERS[kind]
        square = f"x='{-side:.1f}' y='{-side:.1f}' width='{2 * side:.1f}' height='{2 * side:.1f}'"
        plate = f"<rect {look} {square} rx='{corner:.1f}'/>"
    else:
        plate = f"<circle {look} r='{radius:.1f}'/>"
    glyph = GLYPHS.get(kind, GLYPHS["persona"])
    return f"{plate}<path class='glyph' transform='scale({radius / 17.0:.2f})' d='{glyph}'/>"


def _name(spot: Place) -> str:
    """Write a party's name where the map keeps room for it."""
    label = spot.label
    words = [*label.lines, label.sector] if label.sector else label.lines
    lines = "".join(
        f"<tspan x='{label.x:.1f}' y='{label.y + row * label.line_height:.1f}'>{escape(line)}</tspan>"
        for row, line in enumerate(words)
    )
    kind = "name centre" if label.inside else "name"
    look = f"class='{kind}' font-size='{label.size:.1f}'"
    leader = f"<path class='leader' d='{spot.leader}'/>" if spot.leader else ""
    return f"{leader}<text {look} text-anchor='{label.anchor}'>{lines}</text>"


def _legend(width: float) -> tuple[str, float]:
    """Explain lines, then shapes, each on as many rows as a width needs; return the drawing and its height."""
    lines = [(62.0 + text_width(words, 12.0), words, one) for words, one in line_samples()]
    shapes = [(48.0 + text_width(words, 12.0), words, kind) for kind, words in KINDS.items()]
    parts, down = ["<g class='key'>"], 0.0
    for x, y, words, one in _in_rows(lines, 24.0, width):
        parts.append(f"<g transform='translate({x:.0f} {y + 3:.0f})'>{_stroke(one)}</g>")
        parts.append(f"<text x='{x + 49.0:.0f}' y='{y + 16:.0f}'>{escape(words)}</text>")
        down = y
    for x, y, words, kind in _in_rows(shapes, 36.0, width, down):
        sign = _sign(kind, 10.0, "class='sign'")
        parts.append(f"<g transform='translate({x:.0f} {y + 38:.0f})'>{sign}</g>")
        parts.append(f"<text x='{x + 16.0:.0f}' y='{y + 42:.0f}'>{words}</text>")
        down = y
    return "".join([*parts, "</g>"]), LEGEND_HEIGHT + down


def _in_rows(
    items: Iterable[tuple[float, str, T]], begin: float, width: float, down: float = 0.0
) -> Iterator[tuple[float, float, str, T]]:
    """Place items one after another, and on the next row what a row has no room for."""
    x = begin
    for advance, words, one in items:
        if x > begin and x + advance - 13.0 > width:
            x, down = begin, down + LEGEND_ROW
        yield x, down, words, one
        x += advance


def _style() -> str:
    """Return the style sheet, which the drawing carries in itself."""
    sheet = files("coordinator.network").joinpath("drawing.css").read_text(encoding="utf-8")
    tokens = {"INK": INK, "PAPER": PAPER, "SOFT": SOFT, "RULE": RULE, "GROUND": GROUND}
    for token, colour in tokens.items():
        sheet = sheet.replace(f"var({token})", colour)
    return sheet
