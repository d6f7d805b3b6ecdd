"""The brokers and bottlenecks of a district's services are found, each with its measure in words."""

from datetime import date

import pytest
from sqlalchemy import update

from coordinator.errors import NotAllowedError
from coordinator.model import Party
from coordinator.network.measures import broker_roles
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records
from coordinator.territory.brokers import between_sectors, service_network, standings

DAY = date(2026, 3, 2)
KINDS = ("pua", "adi", "cot", "servizio_sociale", "trasporto")


@pytest.fixture
def drawn(store):
    """``adi - cot - pua - servizio_sociale``, ``pua - trasporto``; a tie that ended, and one that is hidden."""

    def tie(one, other, **more):
        ends = {
            "from_id": f"svc:{one}",
            "to_id": f"svc:{other}",
            "kind": "protocollo",
            "since": date(2026, 1, 1),
        }
        return ends | more

    ties = [tie("adi", "cot"), tie("cot", "pua"), tie("pua", "servizio_sociale"), tie("pua", "trasporto")]
    ties.append(tie("adi", "trasporto", until=date(2026, 3, 1)))
    ties.append(tie("adi", "servizio_sociale", hidden=True))
    services = [{"id": f"svc:{kind}", "name": kind.upper(), "service_kind": kind} for kind in KINDS]
    with store.writing() as session:
        write_records(session, Records(services=services, ties=ties), Signature("prova", store.clock()))


def test_who_holds_the_others_together_comes_first_and_is_told_in_words(store, drawn, viewer):
    found = standings(service_network(store, DAY, viewer))

    assert [party.party_id for party in found][:2] == ["svc:pua", "svc:cot"]
    assert [party.party_id for party in found if party.gateway] == ["svc:pua", "svc:cot"]
    pua = found[0]
    assert pua.betweenness.value == pytest.approx(5 / 6)
    assert pua.betweenness.sentence == "Per PUA passa il 83,3 % delle vie più brevi fra gli altri."
    roles = {"coordinator": 0, "itinerant": 0, "gatekeeper": 2, "representative": 2, "liaison": 2}
    assert pua.brokerage.value == {**roles, "total": 6}
    assert pua.constraint.value == pytest.approx(1 / 3)
    assert {one.status for one in (pua.brokerage, pua.betweenness, pua.constraint)} == {"ok"}


def test_the_roles_are_those_of_the_plain_measure(store, drawn, viewer):
    import networkx as nx

    services = service_network(store, DAY, viewer)
    graph = nx.Graph()
    for party, name, sector in zip(services.ids, services.names, services.sectors, strict=True):
        graph.add_node(party, name=name, sector=sector)
    ends = zip(services.network.first, services.network.second, strict=True)
    graph.add_edges_from((services.ids[one], services.ids[other]) for one, other in ends)

    assert {party.party_id: party.brokerage for party in standings(services)} == {
        party: broker_roles(graph, party) for party in graph
    }


def test_between_health_and_social_care_the_cot_and_the_pua_open_the_door(store, drawn, viewer):
    found = between_sectors(service_network(store, DAY, viewer), "sanita", "sociale")

    assert [party.party_id for party in found] == ["svc:cot", "svc:pua"]
    assert found[0].brokerage.value["gatekeeper"] == 1


def test_a_hidden_tie_counts_for_nobody(store, drawn, viewer):
    """Nor for the coordinator, who may see it: the same number for all, and nothing to work it out from."""
    services = service_network(store, DAY, viewer)

    assert services.network.first.size == 4


def test_a_reserved_service_counts_for_nobody(store, drawn, viewer):
    with store.writing() as session:
        session.execute(update(Party).where(Party.id == "svc:trasporto").values(hidden=True))

    services = service_network(store, DAY, viewer)

    assert "svc:trasporto" not in services.ids
    assert services.network.first.size == 3


def test_an_empty_store_has_no_standing_and_nothing_breaks(store, viewer):
    assert standings(service_network(store, DAY, viewer)) == []


def test_who_may_not_read_the_territory_is_refused(store, drawn):
    with pytest.raises(NotAllowedError):
        service_network(store, DAY, open_viewer(store, "medica", role="medico"))
