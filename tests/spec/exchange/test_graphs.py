"""A network goes out whole, to programs that read it back; what is kept hidden never leaves."""

import csv
from datetime import date

import networkx as nx
import pytest
from sqlalchemy import select

from coordinator.errors import NotAllowedError
from coordinator.exchange.graphs_export import export_network
from coordinator.exchange.tables import load_tables
from coordinator.model import Access
from coordinator.protection import open_viewer
from coordinator.protection.accounts import open_account

DAY = date(2026, 3, 2)
PERSONS = "codice;cognome;nome;nata_il\nada;Serravalle;Ada;11/02/1942\nlia;Bruni;Lia;\nivo;Riva;Ivo;\n"
SERVICES = "codice;nome;tipo\ncasa;Casa rifugio;sportello_casa\nsad;Aiuto a casa;sad\nsolo;Sportello;sportello_lavoro\n"
TIES = (
    "tipo;da;a;dal;ore_settimana;forza;conflitto;riservato;nota\n"
    "caregiver;per:lia;per:ada;01/03/2025;12,5;3;sì;no;«due volte» & <sempre>\n"
    "in_carico;per:ada;svc:sad;01/01/2026;;;no;no;\n"
    "in_carico;per:ada;svc:casa;01/01/2026;;;no;sì;\n"
)


@pytest.fixture
def district(store, viewer, tmp_path):
    """Ada, her daughter, Ivo whom nobody is tied to, three services; one of Ada's ties is hidden."""
    paths = []
    for name, text in (("persone", PERSONS), ("servizi", SERVICES), ("legami", TIES)):
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    load_tables(store, paths, viewer)
    return store


READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.mark.parametrize("ending", READ)
def test_networkx_reads_the_district_back_with_all_that_was_said(district, viewer, tmp_path, ending):
    export_network(district, tmp_path / f"rete.{ending}", DAY, viewer)

    graph = READ[ending](tmp_path / f"rete.{ending}")
    assert sorted(graph) == ["per:ada", "per:ivo", "per:lia", "svc:sad", "svc:solo"]
    assert {"kind": "persona", "name": "Ada Serravalle", "age": 84}.items() <= graph.nodes["per:ada"].items()
    (care,) = [tie for start, _, tie in graph.edges(data=True) if start == "per:lia"]
    told = {"hours_per_week": 12.5, "strength": 3, "conflict": True, "since": "2025-03-01"}
    assert told.items() <= care.items()
    assert care["note"] == "«due volte» & <sempre>"
    assert "until" not in care


def test_tables_of_nodes_and_edges_hold_the_same_network(district, viewer, tmp_path):
    written = export_network(district, tmp_path / "rete", DAY, viewer)

    nodes, edges = (
        list(csv.DictReader((tmp_path / "rete" / name).read_text(encoding="utf-8").splitlines()))
        for name in ("nodi.csv", "legami.csv")
    )
    assert (written.parties, written.ties, written.alone) == (5, 2, 2)
    assert [node["Id"] for node in nodes] == ["per:ada", "per:ivo", "per:lia", "svc:sad", "svc:solo"]
    assert [(e["Source"], e["Target"], e["conflict"]) for e in edges] == [
        ("per:ada", "svc:sad", "false"),
        ("per:lia", "per:ada", "true"),
    ]


@pytest.mark.parametrize("person", ["per:ada", None])
@pytest.mark.parametrize("ending", [".graphml", ".gexf", ""])
def test_who_is_known_through_a_hidden_tie_never_leaves(district, viewer, tmp_path, person, ending):
    target = tmp_path / f"fuori{ending}"
    export_network(district, target, DAY, viewer, person_id=person, radius=2)

    files = [target] if ending else list(target.iterdir())
    assert all("rifugio" not in file.read_text() and "svc:casa" not in file.read_text() for file in files)


def test_a_worker_takes_out_her_own_persons_and_who_helps_them_alone(district, viewer, tmp_path):
    open_account(district, "deluca", "Anna Deluca", ["assistente_sociale"], viewer)
    worker = open_viewer(district, "deluca")
    export_network(district, tmp_path / "sua.graphml", DAY, worker)

    assert not [party for party in nx.read_graphml(tmp_path / "sua.graphml") if party.startswith("per:")]


def test_an_export_is_in_the_log_and_so_is_its_refusal(district, viewer, tmp_path):
    doctor = open_viewer(district, "medico", role="medico")
    with pytest.raises(NotAllowedError):
        export_network(district, tmp_path / "no.graphml", DAY, doctor, person_id="per:ada")
    export_network(district, tmp_path / "si.graphml", DAY, viewer, person_id="per:ada")

    assert not (tmp_path / "no.graphml").exists()
    asked = select(Access.user, Access.of, Access.allowed).where(Access.action == "export")
    with district.reading() as session:
        assert sorted(session.execute(asked).all()) == [
            ("coordinatrice", "per:ada", True),
            ("medico", "per:ada", False),
        ]
