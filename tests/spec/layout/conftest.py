"""Invent networks of any size, the same for a seed on every machine."""

import random

import networkx as nx
import pytest

SECTORS = ("famiglia", "sanita", "sociale", "terzo_settore", "comunita", "istituzioni", "altro")
KINDS = {
    "persona": "per",
    "nucleo": "hou",
    "professionista": "pra",
    "servizio": "svc",
    "ente": "ist",
    "comunita": "com",
}
LIKELY = {
    "famiglia": ["persona"],
    "sanita": ["professionista", "servizio", "servizio", "ente"],
    "sociale": ["professionista", "servizio", "servizio", "ente"],
    "terzo_settore": ["servizio", "ente"],
    "comunita": ["persona", "comunita"],
    "istituzioni": ["ente"],
    "altro": ["servizio"],
}
NAMES = (
    "Lia Bandini", "Centro diurno Il Girasole", "Comune di Esempio", "ASL Esempio Nord", "Dott. Marco Ferri",
    "Infermiera di comunità Paola Neri", "Associazione Volontari Amici del Quartiere", "Rosa",
    "Farmacia San Rocco", "Ospedale", "Servizio di assistenza domiciliare integrata", "Gino",
    "Parrocchia Santa Maria",
    "Ambito territoriale sociale n. 4", "Cooperativa sociale Arcobaleno",
)  # fmt: skip


def join(graph, chance, *, mixed=False):
    """Add one party with a tie to Ada, or sometimes to somebody else."""
    sector = chance.choice(SECTORS) if mixed else chance.choices(SECTORS, [25, 25, 18, 12, 10, 8, 2])[0]
    kind = chance.choice(list(KINDS) if mixed else LIKELY[sector])
    party = f"{KINDS[kind]}:{chance.randrange(10**9)}"
    other = "per:ada" if chance.random() < 0.85 else chance.choice(list(graph.nodes))
    graph.add_node(party, kind=kind, sector=sector, name=chance.choice(NAMES))
    strength = chance.choice([None, 0, 1, 2, 3])
    graph.add_edge(party, other, tie_id=f"t{len(graph)}", strength=strength, direction="to", conflict=False)
    return party


@pytest.fixture
def invented():
    """A network of some parties around Ada, by a seed; `mixed` puts any kind into any sector."""

    def invent(parties, seed, *, mixed=False):
        chance = random.Random(seed)
        graph = nx.MultiDiGraph()
        graph.add_node("per:ada", kind="persona", sector="famiglia", name="Ada Moretti")
        while len(graph) <= parties:
            join(graph, chance, mixed=mixed)
        return graph

    return invent


@pytest.fixture
def joined():
    """The same network with one more party."""

    def add(graph, seed, *, mixed=False):
        wider = graph.copy()
        join(wider, random.Random(seed), mixed=mixed)
        return wider

    return add
