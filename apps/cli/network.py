"""Show one person's network: in words, as JSON, as GraphML or as a drawing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options
from coordinator.display import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from apps.settings import Settings
    from coordinator.network import Ego
    from coordinator.protection import Viewer
    from coordinator.store import Store

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("person")
@click.option(
    "--radius", default=1, show_default=True, type=click.IntRange(1, 3), help="Passi dalla persona."
)
@click.option("--cap", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Legami per lato.")
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@click.option("--graphml", type=FILE, help="Scrive un file GraphML.")
@click.option("--svg", type=FILE, help="Scrive il disegno.")
@click.option(
    "--without", multiple=True, metavar="ID", help="E se mancasse? Dice che cosa cambia; non scrive nulla."
)
@click.option(
    "--with", "with_", multiple=True, metavar="ID", help="E se ci fosse anche? Dice che cosa cambia."
)
@common_options
def network(
    settings: Settings,
    person: str,
    radius: int,
    cap: int,
    as_data: bool,
    graphml: Path | None,
    svg: Path | None,
    without: tuple[str, ...],
    with_: tuple[str, ...],
) -> None:
    """La rete di una persona in un giorno, per esempio: ponte network per:ada."""
    from apps.cli.record import open_record
    from coordinator.exchange import graphs
    from coordinator.exchange.graphs_export import export_network
    from coordinator.network import ego

    with open_record(settings) as (store, viewer):
        if without or with_:
            click.echo("\n".join(_supposed(store, viewer, person, settings.day, without, with_)))
            return
        found = ego(store, person, settings.day, viewer, radius=radius, cap=cap)
        if graphml:
            export_network(store, graphml, settings.day, viewer, person_id=person, radius=radius)
        if svg:
            from coordinator.network.drawing import draw

            svg.write_text(draw(found.graph, person), encoding="utf-8")
        if as_data:
            click.echo(json.dumps(graphs.as_json(found), ensure_ascii=False))
        else:
            click.echo("\n".join(_told(found)))


def _supposed(
    store: Store, viewer: Viewer, person: str, day: date, without: Sequence[str], with_: Sequence[str]
) -> Iterator[str]:
    """
    Tell what would change without some parties, or with some more.

    Yields
    ------
    str
        In Italian; the last says that nothing was written.
    """
    from coordinator.model import vocabulary
    from coordinator.network.measures import MeasureInputError
    from coordinator.network.whatif import addition, what_if

    add = [addition(store, party, viewer) for party in with_]
    try:
        found = what_if(store, person, day, viewer, remove=without, add=add)
    except MeasureInputError as error:
        message = "Si può togliere solo chi è intorno alla persona, e non la persona: guarda la sua rete."
        raise click.ClickException(message) from error
    yield from found.sentences
    for when, at in (("Oggi", found.before), ("Allora", found.after)):
        needs = ", ".join(vocabulary().label("needs", need) for need in at.uncovered) or "nessuno"
        yield f"{when}, bisogni senza risposta: {needs}."
    yield "È solo un'ipotesi: nulla è stato scritto."


def _told(found: Ego) -> Iterator[str]:
    """
    Tell a network in lines: one a tie, then what the cap left out.

    Yields
    ------
    str
        How many parties and ties; then one a tie, and one a party whose ties are not all shown.
    """
    from coordinator.model.euphony import euphonic

    graph = found.graph
    names = {party: str(node["name"]) for party, node in graph.nodes(data=True)}
    counts = f"{len(graph) - 1} parti e {graph.number_of_edges()} legami"
    yield f"{names[found.person_id]}, {found.day:%d/%m/%Y}: {counts}."
    for start, end, tie in graph.edges(data=True):
        more = [
            tie["frequency"],
            f"{written(tie['hours_per_week'])} ore a settimana" if tie["hours_per_week"] else None,
        ]
        more.append("in conflitto" if tie["conflict"] else None)
        said = ", ".join(word for word in more if word)
        yield euphonic(f"  {names[start]} {tie['label']} {names[end]}") + (f" ({said})" if said else "")
    for party, (shown, total) in found.capped.items():
        yield f"  Di {names[party]} si vedono {shown} legami su {total}."
