"""What was only supposed is written when somebody adopts it: all of it, with the day and who decided."""

from datetime import date

import pytest

from coordinator.errors import UnknownPartyError
from coordinator.network.whatif import Addition, addition, adopt, what_if

MONDAY = date(2026, 3, 2)


@pytest.fixture
def ada(drawn):
    drawn("lia caregiver ada hours_per_week=20\nada genitore lia\nugo in_carico svc:centro")
    return "per:ada"


def test_the_care_of_who_is_removed_ends_on_the_eve_and_kinship_stays(store, viewer, ada, seen):
    supposed = what_if(store, ada, MONDAY, viewer, remove=["per:lia"])
    adopt(store, supposed, MONDAY, viewer, stated_by="équipe")

    assert set(seen("ada", "2026-03-01")) == {"lia caregiver ada", "ada genitore lia"}
    assert seen("ada", "2026-03-02") == ["ada genitore lia"]


def test_a_service_that_was_added_has_her_in_charge_from_the_day(store, viewer, ada, seen):
    centre = addition(store, "svc:centro", viewer, hours_per_week=6.0)
    adopt(store, what_if(store, ada, MONDAY, viewer, add=[centre]), MONDAY, viewer)

    assert "ada in_carico svc:centro" in seen("ada", "2026-03-02")
    assert "ada in_carico svc:centro" not in seen("ada", "2026-03-01")


def test_nothing_is_written_when_one_of_those_added_is_unknown(store, viewer, ada, seen):
    nobody = Addition("per:nessuno", "Nessuno", "persona", "famiglia")
    supposed = what_if(store, ada, MONDAY, viewer, remove=["per:lia"], add=[nobody])
    with pytest.raises(UnknownPartyError):
        adopt(store, supposed, MONDAY, viewer)

    assert "lia caregiver ada" in seen("ada", "2026-03-02")


def test_only_supposing_writes_nothing(store, viewer, ada, seen):
    before = seen("ada", "2026-03-02")
    what_if(store, ada, MONDAY, viewer, remove=["per:lia"])

    assert seen("ada", "2026-03-02") == before
