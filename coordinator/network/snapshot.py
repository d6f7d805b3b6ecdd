"""Measure a network as it stands or would stand, and say what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.model import vocabulary
from coordinator.network.coverage import HELP, uncovered
from coordinator.network.measures import Measure, density, diversity, ei_index, fragmentation, size
from coordinator.network.measures.measure import italian

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import networkx as nx

IN_CHARGE = "in_carico"
"""The kind of tie by which a service helps."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A network as it stands or would stand."""

    measures: Mapping[str, Measure]
    hours_per_week: float | None  # of help that somebody counted; None where nobody did
    uncovered: tuple[str, ...]  # needs that nobody meets
    spare_hours: float | None  # that those who help said they could give besides; None where nobody did


def take_snapshot(
    graph: nx.MultiDiGraph[str], person_id: str, needs: Sequence[str], offers: Mapping[str, Collection[str]]
) -> Snapshot:
    """
    Measure a network.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it, with what is imagined.
    person_id
        Whose it is.
    needs
        Hers, open on the day.
    offers
        The needs that each service may meet.

    Returns
    -------
    Snapshot
        Its measures are those of the report on the network, computed alike.
    """
    ties = [(start, end, tie) for start, end, tie in graph.edges(data=True) if person_id in (start, end)]
    services = {end for start, end, tie in ties if tie.get("kind") == IN_CHARGE and start == person_id}
    supports = {tie.get("support") for _, _, tie in ties if tie.get("kind") in HELP}
    hours = [tie["hours_per_week"] for _, _, tie in ties if tie.get("hours_per_week") is not None]
    measures = (
        size(graph, person_id),
        density(graph, person_id),
        diversity(graph, person_id),
        ei_index(
            graph.subgraph([party for party in graph if party != person_id])
        ),  # as the report measures it
        fragmentation(graph, [person_id]),
    )
    return Snapshot(
        {measure.name: measure for measure in measures},
        sum(hours) if hours else None,
        tuple(uncovered(needs, [offers.get(service, ()) for service in sorted(services)], supports)),
        _spare(ties),
    )


def _spare(ties: Iterable[tuple[str, str, Mapping[str, Any]]]) -> float | None:
    """Count the hours that helpers could give beyond those that they give."""
    more = [
        max(tie["hours_available"] - (tie.get("hours_per_week") or 0.0), 0.0)
        for *_, tie in ties
        if tie.get("hours_available") is not None
    ]
    return sum(more) if more else None


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """
    Say what changes.

    Parameters
    ----------
    before, after
        The network as it stands, and as it would.

    Returns
    -------
    list of str
        Sentences in Italian; one that nothing would, where nothing does.
    """
    lost = [vocabulary().label("needs", need) for need in after.uncovered if need not in before.uncovered]
    met = [vocabulary().label("needs", need) for need in before.uncovered if need not in after.uncovered]
    said = []
    if lost:
        said.append(f"Resterebbero senza risposta: {', '.join(lost)}.")
    if met:
        said.append(f"Troverebbero risposta: {', '.join(met)}.")
    if before.hours_per_week != after.hours_per_week:
        hours = [italian(one.hours_per_week or 0.0, 1) for one in (before, after)]
        said.append(f"Le ore di aiuto contate passerebbero da {hours[0]} a {hours[1]} a settimana.")
    missing = (before.hours_per_week or 0.0) - (after.hours_per_week or 0.0)
    if missing > 0:
        said.append(_who_could(missing, after.spare_hours))
    apart = [one.measures["fragmentation"].value for one in (before, after)]
    if None not in apart and apart[1] > apart[0]:
        said.append("Chi resta si raggiungerebbe meno: la rete, senza la persona, si dividerebbe di più.")
    return said or ["Non cambierebbe nulla di ciò che Ponte misura."]


def _who_could(missing: float, spare: float | None) -> str:
    """Say how many hours would be left to cover, and what those who stay said of theirs."""
    hours = f"Resterebbero da coprire {italian(missing, 1).removesuffix(',0')} ore a settimana"
    if not spare:
        return f"{hours}: fra chi resta, nessuno ha detto di poterne dare di più."
    return f"{hours}: chi resta ha detto di poterne dare {italian(spare, 1).removesuffix(',0')} in più."
