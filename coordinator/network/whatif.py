"""Show what would be otherwise: without a carer or service, or with one more; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from coordinator.display import table
from coordinator.errors import UnknownPartyError
from coordinator.model import Need, Party, ServiceNeed, Tie, vocabulary
from coordinator.network.ego import ego
from coordinator.network.fields_seen import without_delicate
from coordinator.network.measures.measure import MeasureInputError
from coordinator.network.pen import Pen
from coordinator.network.snapshot import IN_CHARGE, Snapshot, differences, take_snapshot
from coordinator.network.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import networkx as nx

    from coordinator.protection import Viewer
    from coordinator.store import Store

HELPS_BY = {"professionista": "segue", "comunita": "volontariato"}
"""Kind of party → the tie by which it would help; a person would as a carer."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A carer or service that is not there yet."""

    id: str
    name: str
    kind: str  # persona, servizio …
    sector: str
    support: str | None = None  # what she would give, if no service
    hours_per_week: float | None = None
    offers: frozenset[str] = frozenset()  # needs that it would meet, if a service


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Before and after."""

    person_id: str
    day: date
    removed: tuple[str, ...]
    added: tuple[Addition, ...]
    before: Snapshot
    after: Snapshot
    sentences: tuple[str, ...]  # what changes, in plain Italian

    def _repr_html_(self) -> str:
        """Show the measures before and after, and what changes, in a notebook."""
        rows = [
            (one.label, one.sentence, self.after.measures[name].sentence)
            for name, one in self.before.measures.items()
            if name in self.after.measures
        ]
        rows.append(("Che cosa cambia", "", " ".join(self.sentences)))
        return table("E se? Prima e dopo", ("", "oggi", "allora"), rows)


def what_if(
    store: Store,
    person_id: str,
    day: date,
    viewer: Viewer,
    *,
    remove: Sequence[str] = (),
    add: Sequence[Addition] = (),
) -> WhatIf:
    """
    Compare a person's network with the same without some parties, or with some more.

    Parameters
    ----------
    store
        The record; it is only read.
    person_id, day, viewer
        As in `coordinator.network.ego`.
    remove
        Ids of parties that would be missing.
    add
        Carers or services that would come in.

    Returns
    -------
    WhatIf
        Measures, hours of help and needs that nobody meets, before and after.

    Raises
    ------
    MeasureInputError
        When a party to remove is not in the network, or is the person.
    """
    graph = ego(store, person_id, day, viewer).graph
    needs, offers = _needs_and_offers(store, person_id, day, graph)
    return compare(graph, person_id, day, without_delicate(needs, viewer), offers, remove=remove, add=add)


def compare(
    graph: nx.MultiDiGraph[str],
    person_id: str,
    day: date,
    needs: Sequence[str],
    offers: Mapping[str, Collection[str]],
    *,
    remove: Sequence[str] = (),
    add: Sequence[Addition] = (),
) -> WhatIf:
    """
    Compare as `what_if`, on data already read.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it; it is left as it is.
    person_id, day
        About whom, and when.
    needs
        Her open needs.
    offers
        What each service may meet, by id.
    remove, add
        As in `what_if`.

    Returns
    -------
    WhatIf
        Before and after.
    """
    for party in remove:
        if party not in graph or party == person_id:
            message = f"{party!r} to remove"
            raise MeasureInputError(message, "only a party around the person may be left out")
    changed = graph.copy()
    changed.remove_nodes_from(remove)
    for one in add:
        _join(changed, person_id, one)
    wider = {**offers, **{one.id: one.offers for one in add if one.offers}}
    before, after = (
        take_snapshot(graph, person_id, needs, offers),
        take_snapshot(changed, person_id, needs, wider),
    )
    said = tuple(differences(before, after))
    return WhatIf(person_id, day, tuple(remove), tuple(add), before, after, said)


def addition(store: Store, party_id: str, viewer: Viewer, **gives: Any) -> Addition:  # noqa: ANN401
    """
    Take someone or something of the record as one who would come in.

    Parameters
    ----------
    store
        The record.
    party_id
        Id of a service, practitioner, community or person.
    viewer
        Who asks; needs to read the directory.
    **gives
        ``support`` and ``hours_per_week`` that she would give.

    Returns
    -------
    Addition
        With the needs that it may meet, if it is a service.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    viewer.require("read", "directory", of=party_id)
    with viewer.reading() as session:
        party = session.scalar(select(Party).where(Party.id == party_id))
        if party is None:
            raise UnknownPartyError(party_id)
        needs = session.scalars(select(ServiceNeed.need).where(ServiceNeed.service_key == party.key))
        sector = party.sector or "famiglia"
        return Addition(party.id, party.name, party.kind, sector, offers=frozenset(needs), **gives)


def adopt(
    store: Store, result: WhatIf, day: date, viewer: Viewer, *, stated_by: str | None = None
) -> tuple[int, ...]:
    """
    Write what a comparison only supposed: from a day on, those removed no longer help, those added do.

    Parameters
    ----------
    store
        The record.
    result
        As `what_if` gives it; who is added must be in the record already.
    day
        The first day on which it is so. The care of those removed ends on its eve; who is kin, neighbour or
        guardian stays so.
    viewer
        Who writes; needs to write the network.
    stated_by
        Who decided it.

    Returns
    -------
    tuple of int
        Numbers of the ties that were ended or added: all of them, or nothing is written.

    Raises
    ------
    UnknownPartyError
        If someone added is not in the record.
    BadTieError
        If a tie of its kind cannot be.
    """
    viewer.require("write", "network", of=result.person_id)
    with store.writing() as session:
        pen = Pen(session, store.clock(), viewer.user)
        person = pen.party(result.person_id).key
        written = []
        for party_id in result.removed:
            other = pen.party(party_id).key
            pairs = or_(
                and_(Tie.from_key == person, Tie.to_key == other),
                and_(Tie.from_key == other, Tie.to_key == person),
            )
            holds = (Tie.since <= day, or_(Tie.until.is_(None), Tie.until >= day))
            helping = Tie.kind.in_(kind.id for kind in vocabulary().kinds.values() if kind.care)
            for tie in session.scalars(select(Tie).where(pairs, *holds, helping)).all():
                pen.stop(tie, day, stated_by)
                written.append(tie.key)
        for one in result.added:
            kind, start, end = _tie_of(one, result.person_id)
            said = Statement(
                kind,
                start,
                end,
                day,
                support=one.support,
                hours_per_week=one.hours_per_week,
                stated_by=stated_by,
            )
            written.append(pen.add(said).key)
        return tuple(written)


def _tie_of(one: Addition, person_id: str) -> tuple[str, str, str]:
    """Say by which kind of tie someone would help, from whom to whom."""
    if one.kind == "servizio":
        return IN_CHARGE, person_id, one.id
    return HELPS_BY.get(one.kind, "caregiver"), one.id, person_id


def _join(graph: nx.MultiDiGraph[str], person_id: str, one: Addition) -> None:
    """Add a party and its tie with the person."""
    if one.id not in graph:
        graph.add_node(one.id, kind=one.kind, name=one.name, sector=one.sector, detail="")
    kind, start, end = _tie_of(one, person_id)
    graph.add_edge(start, end, kind=kind, support=one.support, hours_per_week=one.hours_per_week)


def _needs_and_offers(
    store: Store, person_id: str, day: date, graph: nx.MultiDiGraph[str]
) -> tuple[list[str], dict[str, set[str]]]:
    """Read a person's open needs, and what the services around her may meet."""
    offers: dict[str, set[str]] = {}
    with store.reading() as session:
        open_on_day = (Need.since <= day, or_(Need.until.is_(None), Need.until >= day))
        needs: Any = session.scalars(
            select(Need.need)
            .join(Party, Party.key == Need.person_key)
            .where(Party.id == person_id, *open_on_day)
        )
        found = list(dict.fromkeys(needs))
        query = (
            select(Party.__table__.c.id, ServiceNeed.need)
            .select_from(Party.__table__)
            .join(ServiceNeed, ServiceNeed.service_key == Party.__table__.c.key)
            .where(Party.__table__.c.id.in_([party for party in graph if party.startswith("svc:")]))
        )
        for service, need in session.execute(query):
            offers.setdefault(service, set()).add(need)
    return found, offers
