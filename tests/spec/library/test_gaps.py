"""What the library lacks, by name; the acts of a region that does not exist."""

from datetime import date

from knowledge.library.example import TERRITORY, add_example_region

PALLIATIVE = "urn:nir:stato:legge:2017-12-22;219~art2"


def test_coverage_names_a_wanted_provision_until_its_text_is_there(library, add):
    before = {gap.urn for gap in library.coverage().gaps}
    add("### Art. 2. (Uno)\n\n1. Testo.\n\n2. Altro.", urn="urn:nir:stato:legge:2017-12-22;219")
    after = {gap.urn for gap in library.coverage().gaps}

    assert before - after == {PALLIATIVE}


def test_the_example_region_is_shown_only_to_who_asks_for_it(library):
    add_example_region(library)
    day = date(2026, 1, 1)

    assert any(passage.act.territory == TERRITORY for passage in library.passages(day, TERRITORY))
    assert not any(passage.act.territory == TERRITORY for passage in library.passages(day))
    assert len(add_example_region(library).unchanged) == 3
