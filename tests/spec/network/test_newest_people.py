"""A record in which nobody is followed yet still leads to whom it holds."""

import pytest

from coordinator.network.parties import add_party
from coordinator.network.record import find_people, newest_people
from coordinator.protection import open_viewer


@pytest.fixture
def viewer(store):
    return open_viewer(store, "rosa.neri", role="coordinatore_distretto")


def test_the_persons_written_last_come_first_though_nobody_follows_them(store, viewer):
    for name in ("Pia", "Marta", "Nilde"):
        add_party(store, "persona", {"given_name": name, "family_name": "Leone"}, viewer)

    assert find_people(store, "", viewer) == []
    assert [one.given_name for one in newest_people(store, viewer, limit=2)] == ["Nilde", "Marta"]


def test_a_reserved_person_is_among_them_only_for_who_may_see_her(store, viewer):
    add_party(store, "persona", {"given_name": "Pia", "family_name": "Leone", "hidden": True}, viewer)
    doctor = open_viewer(store, "medico", role="coordinatore_sanitario")

    assert [one.given_name for one in newest_people(store, viewer)] == ["Pia"]
    assert newest_people(store, doctor) == []
