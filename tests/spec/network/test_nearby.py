"""Where a search finds nobody, the nearest names are offered."""

import pytest

from coordinator.network.nearby import ids_like, people_like
from coordinator.network.parties import add_party

NAMES = [("Ada", "Serravalle"), ("Lucia", "Bruni"), ("Niccolò", "D'Amico"), ("Rosa", "Pini")]


@pytest.fixture(autouse=True)
def people(store, viewer):
    for given, family in NAMES:
        add_party(store, "persona", {"given_name": given, "family_name": family}, viewer)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("seravale", ["Ada Serravalle"]),
        ("Adda Seravalle", ["Ada Serravalle"]),
        ("brumi lucia", ["Lucia Bruni"]),
        ("nicolo damico", ["Niccolò D'Amico"]),
        ("serravale 1942", ["Ada Serravalle"]),
        ("Esposito", []),
        ("1942", []),
        ("lucia serravalle", []),
    ],
)
def test_the_nearest_names_are_offered(store, viewer, typed, offered):
    assert [person.name for person in people_like(store, typed, viewer)] == offered


def test_an_id_with_a_slip_has_near_ones(store, viewer):
    add_party(store, "servizio", {"name": "ADI di Valdoria", "service_kind": "adi"}, viewer)

    assert ids_like(store, "svc:adi-di-valdora", viewer) == {"svc:adi-di-valdoria": "ADI di Valdoria"}
    assert ids_like(store, "svc:xyz", viewer) == {}
