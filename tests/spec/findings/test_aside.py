"""What was set aside can be listed with its reason, and put back."""

from datetime import date

import pytest

from coordinator import district
from coordinator.findings import dismiss, find_for
from coordinator.findings.aside import NotAsideError, put_back, set_aside

DAY = date(2026, 10, 31)


def test_what_is_set_aside_is_listed_and_put_back(store, viewer):
    district.load(store, district.read_ada(), viewer)
    finding = find_for(store, "per:ada", DAY, viewer)[0]
    dismiss(store, finding, viewer, reason="già visto in équipe", until=date(2026, 12, 31))

    (one,) = set_aside(store, "per:ada", viewer)
    assert (one.reason, one.author, one.until) == ("già visto in équipe", "coordinatrice", date(2026, 12, 31))
    assert one.holds_on(DAY)
    assert not one.holds_on(date(2027, 1, 1))

    put_back(store, one.number, viewer)
    assert set_aside(store, "per:ada", viewer) == ()
    assert finding.fingerprint in {found.fingerprint for found in find_for(store, "per:ada", DAY, viewer)}


def test_what_nobody_set_aside_cannot_be_put_back(store, viewer):
    with pytest.raises(NotAsideError):
        put_back(store, 99, viewer)
