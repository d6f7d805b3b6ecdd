"""Opening hours are read as offices write them, and kept in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.model.hours import BadHoursError, Opening, read_hours, write_hours


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lun-ven 8-13 e 14-17; sab 9.00-12.30", "lun-ven 08:00-13:00; lun-ven 14:00-17:00; sab 09:00-12:30"),
        ("Lunedì, mercoledì e venerdì dalle 9:00-12:00", "lun, mer, ven 09:00-12:00"),
        ("dal lunedì al venerdì 8-14", "lun-ven 08:00-14:00"),
        ("tutti i giorni 0-24", "lun-dom 00:00-24:00"),
        ("lun 8-13; mar 8-13; mer 8-13", "lun-mer 08:00-13:00"),
        ("sab–lun 10–12", "lun, sab, dom 10:00-12:00"),
    ],
)
def test_hours_are_read_as_offices_write_them(typed, kept):
    assert write_hours(read_hours(typed)) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "scrivi gli orari così"),
        ("su appuntamento", "non si capisce"),
        ("lun 8-13 su appuntamento", "non si capisce"),
        ("foo 8-9", "'foo' non è un giorno"),
        ("lun mar mer 8-9", "non sono giorni"),
        ("lun 13-8", "chiude prima di aprire"),
        ("lun 25-26", "non è un’ora"),
        ("lun 8-13; lun 12-15", "si accavallano alle 12:00"),
    ],
)
def test_what_is_not_understood_is_refused_with_how_to_write_it(typed, said):
    with pytest.raises(BadHoursError, match=said):
        read_hours(typed)


@given(st.sets(st.integers(0, 6), min_size=1), st.integers(0, 1439), st.integers(1, 1440))
def test_what_is_written_is_read_the_same(days, first, last):
    if first >= last:
        return
    opening = Opening(
        tuple(sorted(days)), f"{first // 60:02}:{first % 60:02}", f"{last // 60:02}:{last % 60:02}"
    )
    assert read_hours(write_hours([opening])) == (opening,)
