"""Two workers of a cluster say of a territory what one process says."""

import numpy as np
import pytest

from coordinator.territory.columns import sort_contacts
from coordinator.territory.continuity import Tally
from coordinator.territory.partitions import find_parts, measure, write_parts
from coordinator.territory.partitions_cluster import fetch, measure_on

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.fixture
def client():
    """Two processes on this machine, reached by loopback alone."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_each_row_is_the_same_on_two_workers_and_in_one_process(client, tmp_path):
    draw = np.random.default_rng(9)
    person, provider = (5_000 * draw.random(40_000) ** 3).astype(int), draw.integers(0, 300, 40_000)
    columns = sort_contacts(person, provider, draw.integers(0, 900, 40_000))
    write_parts(columns, tmp_path / "parts", 5)

    measured = measure_on(client, find_parts(tmp_path / "parts"))
    apart, whole = fetch(client, measured), measure(columns)

    assert len({worker for where in client.who_has(measured).values() for worker in where}) == 2
    for word in Tally.__slots__:
        assert np.array_equal(getattr(apart.tally, word), getattr(whole.tally, word))
    assert np.array_equal(apart.shared, whole.shared)
    assert np.array_equal(apart.persons, whole.persons)
