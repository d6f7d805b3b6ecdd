"""Write a network for other programs: JSON, GraphML, GEXF, and tables of nodes and edges."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator.exchange.cells import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import networkx as nx

    from coordinator.network import Ego

NODES, EDGES = "nodi.csv", "legami.csv"
ENDINGS = (".graphml", ".gexf")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WRITTEN_ON = re.compile(r'(?<=lastmodifieddate=")[^"]*')


def as_json(network: Ego) -> dict[str, Any]:
    """
    Write a network as plain values.

    Parameters
    ----------
    network
        As `ego` reads it.

    Returns
    -------
    dict
        ``person``, ``day``, ``radius``, ``cap``, ``capped`` (id → ties shown and ties in all), ``parties``
        (each with ``id``) and ``ties`` (each with ``from`` and ``to``); days as 2026-03-31.
    """
    graph = network.graph
    return {
        "person": network.person_id,
        "day": network.day.isoformat(),
        "radius": network.radius,
        "cap": network.cap,
        "capped": {party: {"shown": s, "total": t} for party, (s, t) in network.capped.items()},
        "parties": [{"id": party, **_plain(node)} for party, node in graph.nodes(data=True)],
        "ties": [{"from": a, "to": b, **_plain(tie)} for a, b, tie in graph.edges(data=True)],
    }


def write_graph(graph: nx.MultiDiGraph[str], path: Path, day: date) -> None:
    """
    Write a graph as GraphML or GEXF; what nobody said is left out.

    Parameters
    ----------
    graph
        As `coordinator.network.build_network` gives it; parties without ties are written too.
    path
        Ends in ``.graphml`` or ``.gexf``; one that exists is replaced.
    day
        That the graph holds for: an attribute of a GraphML, the date of a GEXF.

    Notes
    -----
    Days become text, 2026-03-31. In a GEXF a party's ``label``, which its programs show, is her name.
    """
    import networkx as nx

    centre = graph.graph.get("centre") or ""
    if path.suffix.lower() == ".graphml":
        nx.write_graphml(_said_of(graph, centre=centre, day=day.isoformat()), path)
        return
    plain = _said_of(graph, name=f"{centre or 'distretto'} {day.isoformat()}")
    for _, node in plain.nodes(data=True):
        node["label"] = node["name"]
    for number, (_, _, tie) in enumerate(plain.edges(data=True)):
        tie["id"] = str(tie.get("tie_id", number))
    text = "\n".join(nx.generate_gexf(plain))
    path.write_text(WRITTEN_ON.sub(day.isoformat(), text, count=1), encoding="utf-8")


def write_graph_tables(graph: nx.MultiDiGraph[str], folder: Path) -> tuple[Path, Path]:
    """
    Write a graph as two tables that Gephi, R and pandas read: nodes and edges.

    Parameters
    ----------
    graph
        As in `write_graph`.
    folder
        Where to; made when missing.

    Returns
    -------
    Path, Path
        ``nodi.csv`` (first columns Id and Label) and ``legami.csv`` (Source, Target, Type); comma and UTF-8.
        A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    plain = _said_of(graph)
    nodes = [{"Id": party, "Label": node["name"], **node} for party, node in plain.nodes(data=True)]
    edges = [
        {"Source": start, "Target": end, "Type": "Directed", **tie}
        for start, end, tie in plain.edges(data=True)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / NODES, nodes, ("Id", "Label", "kind", "name", "sector", "detail"))
    _write(
        folder / EDGES, edges, ("Source", "Target", "Type", "tie_id", "kind", "label", "direction", "since")
    )
    return folder / NODES, folder / EDGES


def _write(path: Path, rows: Sequence[Mapping[str, object]], first: tuple[str, ...]) -> None:
    """Write rows as CSV: the columns that are always there, then the others by name."""
    others = sorted({name for row in rows for name in row} - set(first))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*first, *others])
        writer.writerows([_cell(row.get(name)) for name in (*first, *others)] for row in rows)


def _cell(value: object) -> str:
    """Write a value as these programs read it: truth in English, the rest as registers have it."""
    return str(value).lower() if isinstance(value, bool) else safe(value)


def _said_of(graph: nx.MultiDiGraph[str], **about: str) -> nx.MultiDiGraph[str]:
    """Copy a graph without what nobody said, in values that every format holds."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update(about)
    for party, node in graph.nodes(data=True):
        plain.add_node(party, **_said(node))
    for start, end, tie in graph.edges(data=True):
        plain.add_edge(start, end, **_said(tie))
    return plain


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Write days and instants as text."""
    return {n: value.isoformat() if isinstance(value, date) else value for n, value in attributes.items()}


def _said(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what nobody said, and signs that XML cannot hold."""
    return {
        name: NOT_XML.sub("", value) if isinstance(value, str) else value
        for name, value in _plain(attributes).items()
        if value is not None
    }
