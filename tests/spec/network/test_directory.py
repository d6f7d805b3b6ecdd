"""A service's network names other services and bodies, and only counts persons."""

from datetime import date

import pytest

from coordinator.errors import UnknownPartyError
from coordinator.network.directory import directory, surroundings
from coordinator.network.merges import merges
from coordinator.network.merging import merge, undo_merge
from coordinator.network.services import needs_met
from coordinator.protection import open_viewer

MONDAY = date(2026, 3, 2)


def test_persons_are_counted_and_never_named(store, viewer, drawn):
    every = [f"p{n} in_carico svc:{of}" for n in range(6) for of in ("adi", "sad")]
    drawn("\n".join([*every, "zoe in_attesa svc:adi"]))
    found = surroundings(store, "svc:adi", MONDAY, viewer)

    assert found.persons == {"in_carico": 5, "in_attesa": None}
    assert found.shared == (("svc:sad", "Sad", 5),)
    assert found.neighbours == ()


def test_a_count_below_five_is_kept_from_everybody(store, viewer, drawn):
    drawn("\n".join(f"p{n} in_carico svc:adi" for n in range(5)) + "\nada in_carico svc:sad")
    for one in (viewer, open_viewer(store, "ricerca", role="ricercatore")):
        assert surroundings(store, "svc:adi", MONDAY, one).persons == {"in_carico": 5}
        assert surroundings(store, "svc:sad", MONDAY, one).persons == {"in_carico": None}


def test_a_tie_is_told_from_the_side_that_is_read(store, viewer, drawn):
    drawn("svc:adi gestito_da ist:asl\npra:pia lavora_presso svc:adi")

    told = [(one.label, one.id) for one in surroundings(store, "svc:adi", MONDAY, viewer).neighbours]
    assert told == [("si avvale di", "pra:pia"), ("è servizio di", "ist:asl")]
    assert [one.label for one in surroundings(store, "ist:asl", MONDAY, viewer).neighbours] == [
        "è titolare di"
    ]


def test_no_person_is_in_the_directory(store, viewer, drawn):
    drawn("ada in_carico svc:adi")

    assert [one.id for one in directory(store, viewer)] == ["svc:adi"]
    assert directory(store, viewer, kinds=("persona",)) == []
    with pytest.raises(UnknownPartyError):
        surroundings(store, "per:ada", MONDAY, viewer)


def test_a_service_of_which_nobody_said_meets_no_need(store, viewer, drawn):
    drawn("ada in_carico svc:adi")

    assert needs_met(store, "svc:adi", viewer) == []


def test_merges_are_listed_with_those_undone(store, viewer, drawn):
    drawn("lia caregiver ada\nlia2 caregiver ada")
    number = merge(store, "per:lia", "per:lia2", "stessa persona", viewer)
    undo_merge(store, number, viewer)

    (one,) = merges(store, viewer)
    assert (one.kept_id, one.dropped_id, one.reason) == ("per:lia", "per:lia2", "stessa persona")
    assert one.undone_at is not None
