"""The invented district is the same for the same seed, on every store, and Ada is in it."""

import hashlib
from datetime import date

import pytest

from coordinator.district import generate, load
from coordinator.district.faults import KINDS, plant
from coordinator.exchange import export_tables
from coordinator.exchange.checks import check_records
from coordinator.network import ego

SHA256_OF_200_PERSONS_SEED_7 = "1778b4ff4bd6d562a8b29323b8070a453ae4977fd4d45b01ad0d87b0623f631e"


def fingerprint(store, viewer, folder):
    """Hash the CSV export, file by file."""
    export_tables(store, folder, viewer)
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        total.update(path.read_bytes())
    return total.hexdigest()


def test_the_same_seed_gives_the_same_export_on_every_store(store, viewer, tmp_path):
    load(store, generate(200, seed=7), viewer)

    assert fingerprint(store, viewer, tmp_path / "csv") == SHA256_OF_200_PERSONS_SEED_7


def test_another_seed_gives_other_persons():
    assert generate(60, seed=1).persons != generate(60, seed=2).persons


def test_a_district_has_as_many_persons_as_asked_for():
    assert [len(generate(persons, seed=1).persons) for persons in (9, 10, 57)] == [9, 10, 57]


def test_adas_network_has_all_who_help_her(store, viewer):
    load(store, generate(9, seed=1), viewer)

    graph = ego(store, "per:ada", date(2026, 10, 31), viewer).graph
    assert graph.nodes["per:ada"]["detail"] == "84 anni"
    assert {"per:lucia", "pra:fabbri", "pra:greco", "svc:centro-diurno", "ist:comune-valdoria", "ist:asl",
            "com:parrocchia", "per:landi"} <= set(graph)  # fmt: skip
    assert len(graph) >= 18
    stated = {
        tie["stated_by"]: tie["conflict"] for _, end, tie in graph.edges(data=True) if end == "per:marco"
    }
    assert (stated["Ada Serravalle"], stated["Lucia Bruni"]) == (False, True)


def test_last_years_ties_of_ada_have_ended(store, viewer):
    load(store, generate(9, seed=1), viewer)

    spring = set(ego(store, "per:ada", date(2025, 3, 31), viewer).graph)
    autumn = set(ego(store, "per:ada", date(2026, 10, 31), viewer).graph)
    assert spring - autumn == {"com:circolo", "pra:neri", "svc:pasti"}


def test_every_invented_row_is_one_that_a_register_may_hold():
    records = generate(300, seed=4)
    plant(records, seed=4, per_kind=6)

    everything = [row for name in records.__slots__ for row in getattr(records, name)]
    places = {id(row): (row.get("id", row.get("kind", "")), 0) for row in everything}
    assert check_records(records, set(), places) == []


def test_there_are_as_many_decoys_as_faults_of_every_kind():
    planted = plant(generate(9, seed=1), seed=2, per_kind=24)

    faults = [one.kind for one in planted if not one.is_decoy]
    assert (len(KINDS), len(faults), len(planted)) == (24, 576, 1152)
    assert {kind: faults.count(kind) for kind in KINDS} == dict.fromkeys(KINDS, 24)
    assert len({one.person_id for one in planted}) == 1152


@pytest.mark.parametrize("persons", [9, 40])
def test_the_generator_of_faults_draws_the_same_for_the_same_seed(persons):
    one, other = generate(persons, seed=1), generate(persons, seed=1)
    plant(one, seed=5, per_kind=3)
    plant(other, seed=5, per_kind=3)

    assert one == other
