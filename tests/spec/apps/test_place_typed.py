"""What a new body types of its place is answered whole: every slip at once, each with its mend."""

import pytest

from apps.pages.house.wizard_place import read_place
from apps.pages.task import MissingError

OF_LECCE = ("Galatina", "Nardò", "Soleto", "Sogliano Cavour")


def test_all_that_is_missing_is_told_at_once_a_line_each():
    with pytest.raises(MissingError) as told:
        read_place({"comuni": "", "patron_day": "giugno"}, ())

    lines = str(told.value).splitlines()
    assert [line.split(":")[0].split(" ")[0] for line in lines] == ["Scegli", "Scrivi", "Scrivi", "Santo"]


def test_a_comune_that_is_none_hides_no_other_slip():
    with pytest.raises(MissingError) as told:
        read_place({"province": "LE", "comuni": "Galatina, Soletto, Sogliano"}, OF_LECCE)

    lines = str(told.value).splitlines()
    assert "Forse «Soleto»?" in lines[0]
    assert "Forse «Sogliano Cavour»?" in lines[0]
    assert lines[1] == "Scrivi almeno un ente: la ASL, il distretto o l’Ambito."


def test_comuni_are_kept_as_the_national_list_spells_them():
    _, place = read_place(
        {"province": "LE", "comuni": "galatina,\nComune di Nardo", "district": " Distretto di  Galatina "},
        OF_LECCE,
    )

    assert place.comuni == ("Galatina", "Nardò")
    assert place.district == "Distretto di Galatina"
