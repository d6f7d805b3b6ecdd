"""
Measure who stands between whom in 12,000 services and professionals, against networkx source by source.

    python -m benchmarks.territory_network [--nodes 12000] [--ties 79000] [--sources 20]

Limits: betweenness at least 15 times networkx's for each source; constraint and brokerage of all in 0.3 s of CPU.
"""

from __future__ import annotations

import argparse
import os
import random

import networkx as nx
import numpy as np

from benchmarks.territory_kernels import time_of
from coordinator.network.measures import broker_roles
from coordinator.territory.centrality import Network, betweenness, brokerage, constraint

TIMES_NETWORKX, SECONDS = 15.0, 0.3


def main() -> None:
    """Print each figure with its ratio; stop with an error if one is beyond its limit."""
    options = _options()
    network = draw_network(options.nodes, options.ties)
    ties = network.as_matrix().nnz // 2
    print(f"load {os.getloadavg()[0]:.1f} · {network.size:,} parties, {ties:,} ties")
    graph: nx.Graph = nx.from_scipy_sparse_array(network.as_matrix())
    sources = random.Random(1).sample(range(network.size), options.sources)
    theirs = (
        time_of(lambda: nx.betweenness_centrality_subset(graph, sources, list(graph)), 1) / options.sources
    )
    found: list[np.ndarray] = []
    ours = time_of(lambda: found.append(betweenness(network)), 1) / network.size
    groups = np.arange(network.size) % 4
    both = time_of(lambda: (constraint(network), brokerage(network, groups)), 3)
    some = sources[:5]
    plain = [broker_roles(graph, party, dict(enumerate(groups.tolist()))).value["total"] for party in some]
    roles = brokerage(network, groups)
    equal = [roles[party].total for party in some] == plain
    fits = [theirs >= TIMES_NETWORKX * ours, both <= SECONDS, equal]
    print(
        f"  {_sign(fits[0])} betweenness: {1e3 * ours:.2f} ms of CPU a source, {ours * network.size:.1f} s in all;"
    )
    print(f"    networkx {1e3 * theirs:.0f} ms a source: {theirs / ours:.0f} times, at least 15")
    print(f"  {_sign(fits[1])} constraint and brokerage of all: {both:.3f} s of CPU, at most 0.3")
    print(f"  {_sign(equal)} roles of {len(some)} parties equal to the plain count")
    raise SystemExit(0 if all(fits) else 1)


def draw_network(nodes: int, ties: int, seed: int = 3) -> Network:
    """Draw ties with heavy hubs."""
    draw = np.random.Generator(np.random.SFC64(seed))
    ends = (nodes * draw.random((2, ties)) ** np.array([[2.5], [1.2]])).astype(np.int64)
    return Network(nodes, draw.permutation(nodes)[ends[0]], ends[1])


def _sign(fits: bool) -> str:
    """Mark a figure within its limit."""
    return "✓" if fits else "✗"


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--nodes", type=int, default=12_000)
    parser.add_argument("--ties", type=int, default=79_000)
    parser.add_argument("--sources", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    main()
