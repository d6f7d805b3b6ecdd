"""A colleague is welcomed whole: her account, who she is and where she works, or nothing of it."""

from datetime import date

import pytest
from sqlalchemy import func, select

from coordinator.errors import UnknownPartyError
from coordinator.model import Account, Party
from coordinator.network.members import Member, welcome

DAY = date(2026, 3, 2)


def test_who_is_to_work_at_a_place_that_is_none_is_not_half_welcomed(store, viewer):
    with pytest.raises(UnknownPartyError):
        welcome(store, Member("Rosa Neri", "medico", service_id="svc:nessuno"), DAY, viewer)

    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 0
        assert session.scalar(select(func.count()).select_from(Party)) == 0
