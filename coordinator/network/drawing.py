"""Draw a network as one standalone SVG: for print, for notebooks, for whoever has no screen of ours."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from coordinator.network.layout import place
from coordinator.network.layout.lettering import text_width
from coordinator.network.strokes import DASHES, WIDTHS, Run, arrow_heads, zigzag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

    from coordinator.network.layout import Layout, Line, Place

INK, PAPER = "#17242b", "#ffffff"
COLOURS: Mapping[str, str] = {
    "famiglia": "#a04e2c",
    "sanita": "#1d6a86",
    "sociale": "#5a5aa0",
    "terzo_settore": "#3b7a4c",
    "comunita": "#86681a",
    "istituzioni": "#4d5d67",
    "altro": "#76666f",
}
"""Each sector's colour; white signs and white paper stand against it at 4.5:1 or more."""

GLYPHS: Mapping[str, str] = {
    "persona": "M0,-8.2a4.3,4.3 0 1 1 -.01,0zM-8,8.4c0,-5 3.6,-7.4 8,-7.4s8,2.4 8,7.4z",
    "nucleo": "M-9.5,0L0,-8.6L9.5,0L7,0L7,8.2L2.2,8.2L2.2,2.6L-2.2,2.6L-2.2,8.2L-7,8.2L-7,0Z",
    "professionista": "M-2.6,-8.6h5.2v5.9h5.9v5.2h-5.9v5.9h-5.2v-5.9h-5.9v-5.2h5.9z",
    "servizio": "M-8,-5.4h16v2.9h-16zM-8,-1h16v2.9h-16zM-8,3.4h10v2.9h-10z",
    "ente": "M0,-9L9,-4.6V-2.6H-9V-4.6ZM-7.2,-1.2h2.8v6.2h-2.8zM-1.4,-1.2h2.8v6.2h-2.8z"
    "M4.4,-1.2h2.8v6.2h-2.8zM-9,6h18v2.6h-18z",
    "comunita": "M-5.6,-4.6a2.9,2.9 0 1 1 -.01,0zM5.6,-4.6a2.9,2.9 0 1 1 -.01,0zM-10.4,6.4c0,-3.6 2,-5 4.8,-5"
    "s4.8,1.4 4.8,5zM.8,6.4c0,-3.6 2,-5 4.8,-5s4.8,1.4 4.8,5z",
}
"""A sign for each kind of party, in a box of 24 around the origin."""

KINDS: Mapping[str, str] = {
    "persona": "persona",
    "nucleo": "nucleo",
    "professionista": "professionista",
    "servizio": "servizio",
    "ente": "ente",
    "comunita": "gruppo della comunità",
}
"""What the legend calls each kind of party."""

NO_DASHES = "none"
LEGEND_HEIGHT = 46.0


def draw(
    graph: nx.MultiDiGraph[str], centre: str, *, layout: Layout | None = None, title: str | None = None
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

    Returns
    -------
    str
        An SVG that asks for nothing outside itself, with a title and a description for who cannot see it.
    """
    layout = layout or place(graph, centre)
    name = graph.nodes[centre].get("name") or centre
    scale = layout.width / 1000.0
    parts = [
        f"<title id='eco-title'>{escape(title or f'Ecomappa di {name}')}</title>",
        f"<desc id='eco-desc'>{escape(describe(graph, centre))}</desc>",
        f"<style>{_style()}</style><rect width='100%' height='100%' fill='{PAPER}'/>",
        *_ground(layout),
        *(_tie(line, _attributes(graph, line), layout) for line in layout.lines),
        *(_party(one, graph.nodes[party], party == centre) for party, one in layout.places.items()),
        *(_name(one, party == centre) for party, one in layout.places.items()),
        f"<g transform='translate(0 {layout.height:.1f}) scale({scale:.3f})'>{''.join(_legend())}</g>",
    ]
    height = layout.height + LEGEND_HEIGHT * scale
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {layout.width:.0f} {height:.0f}' role='img' "
        f"aria-labelledby='eco-title eco-desc'>{''.join(parts)}</svg>"
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


def _attributes(graph: nx.MultiDiGraph[str], line: Line) -> Mapping[str, Any]:
    """Find the tie that a line draws."""
    ties: dict[Any, dict[str, Any]] = graph.get_edge_data(line.source, line.target, default={})
    for key, tie in ties.items():
        if line.tie_id in (str(tie.get("tie_id")), f"{line.source}→{line.target}#{key}"):
            return tie
    return {}


def _ground(layout: Layout) -> Iterator[str]:
    """Draw rings and slices, the outermost ring first."""
    for ring in reversed(layout.rings):
        centre = f"cx='{layout.x:.1f}' cy='{layout.y:.1f}'"
        yield f"<ellipse class='ring' {centre} rx='{ring.rx:.1f}' ry='{ring.ry:.1f}'/>"
    for sector in layout.sectors:
        colour = COLOURS[sector.key]
        yield f"<path class='edge' d='{sector.edge}'/><path class='rim' stroke='{colour}' d='{sector.arc}'/>"
        look = f"class='sector' style='fill:{colour}'"
        yield _along(f"eco-{sector.key}", sector.label_path, sector.label, look)
    for number, ring in enumerate(layout.rings):
        yield _along(f"eco-ring-{number}", ring.label_path, ring.label, "class='small'")


def _along(identifier: str, path: str, text: str, look: str) -> str:
    """Write a word along a line."""
    return (
        f"<path id='{identifier}' fill='none' d='{path}'/><text {look} text-anchor='middle'>"
        f"<textPath href='#{identifier}' startOffset='50%'>{escape(text)}</textPath></text>"
    )


def _tie(line: Line, tie: Mapping[str, Any], layout: Layout) -> str:
    """Draw one tie, with its kind for whoever points at it."""
    run = Run((line.x1, line.y1), (line.cx, line.cy), (line.x2, line.y2))
    near = layout.centre in (line.source, line.target)
    width = WIDTHS.get(tie.get("strength"), WIDTHS[None]) * (1.0 if near else 0.75)
    words = escape(str(tie.get("label") or tie.get("kind") or "legame"))
    stroke = _stroke(
        run, tie.get("strength"), width, str(tie.get("direction") or "to"), bool(tie.get("conflict"))
    )
    return f"<g><title>{words}</title>{stroke}</g>"


def _stroke(run: Run, strength: int | None, width: float, direction: str, conflict: bool) -> str:
    """Draw a line: width by strength, dashes where it is weak, zigzag where there is conflict, heads."""
    mark = " conflict" if conflict else ""
    shape = zigzag(run) if conflict else run.path
    dashes = "" if conflict else f" stroke-dasharray='{DASHES.get(strength) or NO_DASHES}'"
    heads = "".join(f"<path class='head{mark}' d='{head}'/>" for head in arrow_heads(run, direction, width))
    return f"<path class='tie{mark}' stroke-width='{width:.2f}'{dashes} d='{shape}'/>{heads}"


def _party(spot: Place, node: Mapping[str, Any], central: bool) -> str:
    """Draw a party: round for persons and groups, square for services, squarer for bodies."""
    kind = str(node.get("kind") or "persona")
    colour = INK if central else COLOURS[spot.sector]
    look = f"class='plate' fill='{colour}'"
    words = escape(", ".join(filter(None, (spot.label.text, node.get("detail")))))
    sign = _sign(kind, spot.radius, look)
    return f"<g transform='translate({spot.x:.1f} {spot.y:.1f})'><title>{words}</title>{sign}</g>"


def _sign(kind: str, radius: float, look: str) -> str:
    """Draw the shape and the sign of a kind of party, around the origin."""
    if kind in ("servizio", "ente"):
        side, corner = radius * 0.9, radius * (0.2 if kind == "ente" else 0.42)
        square = f"x='{-side:.1f}' y='{-side:.1f}' width='{2 * side:.1f}' height='{2 * side:.1f}'"
        plate = f"<rect {look} {square} rx='{corner:.1f}'/>"
    else:
        plate = f"<circle {look} r='{radius:.1f}'/>"
    glyph = GLYPHS.get(kind, GLYPHS["persona"])
    return f"{plate}<path class='glyph' transform='scale({radius / 17.0:.2f})' d='{glyph}'/>"


def _name(spot: Place, central: bool) -> str:
    """Write a party's name where the map keeps room for it."""
    label = spot.label
    lines = "".join(
        f"<tspan x='{label.x:.1f}' y='{label.y + row * label.line_height:.1f}'>{escape(line)}</tspan>"
        for row, line in enumerate(label.lines)
    )
    kind = "name centre" if central else "name"
    look = f"class='{kind}' font-size='{label.size:.1f}'"
    return f"<text {look} text-anchor='{label.anchor}'>{lines}</text>"


def _legend() -> Iterator[str]:
    """Explain lines on one row, shapes on the next."""
    samples: tuple[tuple[str, int | None, str, bool], ...] = (
        ("forte", 3, "", False),
        ("buono", 2, "", False),
        ("debole", 1, "", False),
        ("nessuno ha detto quanto", None, "", False),
        ("in conflitto", 2, "", True),
        ("verso di chi va l'aiuto", 2, "to", False),
    )
    yield "<g class='key'>"
    x = 30.0
    for words, strength, direction, conflict in samples:
        run = Run((x, 12.0), (x + 20.0, 12.0), (x + 40.0, 12.0))
        width = 2.0 if conflict or direction else WIDTHS[strength]
        yield _stroke(run, strength, width, direction, conflict)
        yield f"<text x='{x + 48.0:.0f}' y='16'>{escape(words)}</text>"
        x += 76.0 + text_width(words, 12.0)
    x = 40.0
    for kind, words in KINDS.items():
        sign = _sign(kind, 9.0, "class='sign'")
        yield f"<g transform='translate({x:.0f} 34)'>{sign}</g>"
        yield f"<text x='{x + 15.0:.0f}' y='38'>{words}</text>"
        x += 48.0 + text_width(words, 12.0)
    yield "</g>"


@cache
def _style() -> str:
    """Return the style sheet, which the drawing carries in itself."""
    return files("coordinator.network").joinpath("drawing.css").read_text(encoding="utf-8")
