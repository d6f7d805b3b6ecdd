"""Without one who helps, it is told who would be alone and who would lack something, and only to whom may see her."""

from datetime import date

import pytest
from sqlalchemy import select, update

from coordinator.errors import NotAllowedError
from coordinator.model import Account, Need, Party, ServiceNeed
from coordinator.network.whatif import what_if
from coordinator.network.without import who_depends
from coordinator.protection import open_viewer

DAY = date(2026, 3, 2)
PLACE = """
ada in_carico svc:adi 2024-01-01
bea in_carico svc:adi 2024-01-01
noa caregiver bea 2024-01-01 support=domestico hours_per_week=9
eva in_carico svc:adi 2024-01-01
eva in_carico svc:sad 2024-01-01
leo in_carico svc:adi 2020-01-01..2021-01-01
ugo in_carico svc:sad 2024-01-01
zoe caregiver ugo 2024-01-01 hours_per_week=4
zoe amicizia ada
pra:pia segue bea
"""
NEEDS = [("ada", "terapia"), ("bea", "pasti"), ("eva", "terapia"), ("ugo", "pasti")]


@pytest.fixture
def place(store, drawn):
    """A nurse's service that helps three today, one of them alone; each line is a fact."""
    drawn(PLACE)
    with store.writing() as session:
        keys = dict(session.execute(select(Party.id, Party.key)).all())
        for name, need in NEEDS:
            said = {"recorded_at": store.clock(), "author": "prova"}
            session.add(Need(person_key=keys[f"per:{name}"], need=need, since=date(2025, 1, 1), **said))
        session.add(ServiceNeed(service_key=keys["svc:adi"], need="terapia"))
        session.add(ServiceNeed(service_key=keys["svc:sad"], need="terapia"))
    return store


def test_first_comes_who_would_be_alone_then_who_keeps_other_helpers(place, viewer):
    found = who_depends(place, ["svc:adi"], DAY, viewer)

    assert [(one.id, one.alone, one.lost, one.left) for one in found] == [
        ("per:ada", True, ("terapia",), ()),
        ("per:bea", False, (), ("Noa Prova", "Pia")),
        ("per:eva", False, (), ("Sad",)),
    ]


def test_two_that_close_together_leave_more_alone_than_each(place, viewer):
    found = who_depends(place, ["svc:adi", "svc:sad"], DAY, viewer)

    assert {one.id: (one.alone, one.lost) for one in found} == {
        "per:ada": (True, ("terapia",)),
        "per:eva": (True, ("terapia",)),
        "per:bea": (False, ()),
        "per:ugo": (False, ()),
    }


def test_who_cares_at_home_may_be_the_one_that_is_missing(place, viewer):
    (bea,) = who_depends(place, ["per:noa"], DAY, viewer)

    assert (bea.id, bea.hours, bea.left, bea.lost) == ("per:bea", 9.0, ("Adi", "Pia"), ("pasti",))


def test_a_help_that_has_ended_leaves_nobody_alone(place, viewer):
    assert "per:leo" not in {one.id for one in who_depends(place, ["svc:adi"], DAY, viewer)}


def test_whom_the_asker_may_not_see_is_not_counted(place, viewer):
    with place.writing() as session:
        session.execute(update(Party).where(Party.id == "per:ada").values(hidden=True))

    pua = open_viewer(place, "demo", role="operatore_pua")
    assert [one.id for one in who_depends(place, ["svc:adi"], DAY, pua)] == ["per:bea", "per:eva"]
    assert "per:ada" in {one.id for one in who_depends(place, ["svc:adi"], DAY, viewer)}


def test_a_need_that_is_closed_to_the_asker_is_not_told(place, viewer):
    with place.writing() as session:
        keys = dict(session.execute(select(Party.id, Party.key)).all())
        said = {"recorded_at": place.clock(), "author": "prova"}
        session.add(Need(person_key=keys["per:ada"], need="salute_mentale", since=date(2025, 1, 1), **said))
        session.add(ServiceNeed(service_key=keys["svc:adi"], need="salute_mentale"))
    for one, told in (
        (viewer, ("terapia", "salute_mentale")),
        (open_viewer(place, "altri", role="terzo_settore"), ("terapia",)),
    ):
        assert who_depends(place, ["svc:adi"], DAY, one)[0].lost == told
        assert what_if(place, "per:ada", DAY, one, remove=["svc:adi"]).after.uncovered == told


def test_who_may_read_no_persons_is_refused(place):
    with pytest.raises(NotAllowedError):
        who_depends(place, ["svc:adi"], DAY, open_viewer(place, "demo", role="ricercatore"))


def test_who_follows_one_person_is_told_of_her_alone(place):
    with place.writing() as session:
        session.add(
            Account(
                user="pia", name="Pia Prova", role="assistente_sociale", party_id="pra:pia", opened_on=DAY
            )
        )
    found = who_depends(place, ["svc:adi"], DAY, open_viewer(place, "pia"))

    assert [one.id for one in found] == ["per:bea"]
