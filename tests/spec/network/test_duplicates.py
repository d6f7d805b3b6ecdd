"""Whoever is entered twice is noticed with the reason, made one, and made two again."""

from dataclasses import asdict
from datetime import date

import pytest

from coordinator.errors import BadMergeError, BadTaxCodeError
from coordinator.network import ego, genogram, replay
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.merging import merge, undo_merge
from coordinator.network.parties import add_party

MONDAY = date(2026, 3, 2)
ADA = Candidate("Ada", "Serravalle", date(1942, 2, 11), "SRRDAA42B51E506L", "0000 200300")


def add_person(store, candidate, viewer, **more):
    """Add a person from what was typed to look for duplicates."""
    return add_party(store, "persona", asdict(candidate) | more, viewer)


@pytest.fixture
def ada(store, viewer):
    return add_person(store, ADA, viewer, sex="F")


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        (Candidate("Altra", "Persona", None, "SRRDAA42B51E506L"), ("stesso codice fiscale",)),
        (Candidate("ada", "SERRAVALLE"), ("stesso nome e cognome",)),
        (
            Candidate("Serravalle", "Ada", date(1942, 2, 11)),
            ("nome e cognome scambiati", "stessa data di nascita"),
        ),
        (
            Candidate("Ada", "Seravalle", date(1942, 2, 11)),
            ("nome quasi uguale: Ada Serravalle", "stessa data di nascita"),
        ),
        (
            Candidate("Ada", "Serravalle", date(1942, 11, 2)),
            ("stesso nome e cognome", "giorno e mese di nascita scambiati"),
        ),
        (
            Candidate("Ada", "Serravalle", date(1943, 2, 11)),
            ("stesso nome e cognome", "data di nascita diversa di una cifra: 11/02/1942"),
        ),
        (
            Candidate("Adda", "Serravalle", None, None, "+39 0000 200300"),
            ("nome quasi uguale: Ada Serravalle", "stesso telefono"),
        ),
    ],
)
def test_who_may_be_the_same_is_found_with_the_reason(store, viewer, ada, typed, reasons):
    (match,) = find_duplicates(store, typed, viewer)

    assert (match.person_id, match.reasons) == (ada, reasons)


@pytest.mark.parametrize(
    "typed",
    [
        Candidate("Ugo", "Serravalle", date(1980, 1, 1)),
        Candidate("Ada", "Serravalle", date(1971, 5, 30)),
        Candidate("Ada", "Bianchi", date(1942, 2, 11)),
    ],
)
def test_a_relative_or_a_namesake_is_not_the_same_person(store, viewer, ada, typed):
    assert find_duplicates(store, typed, viewer) == ()


def test_only_the_same_code_is_certain(store, viewer, ada):
    assert find_duplicates(store, ADA, viewer)[0].certain
    assert not find_duplicates(store, Candidate("Ada", "Serravalle", date(1942, 2, 11)), viewer)[0].certain


def test_a_badly_copied_code_is_refused_without_repeating_it(store, viewer):
    with pytest.raises(BadTaxCodeError) as caught:
        add_person(store, Candidate("Ada", "Serravalle", None, "SRRDAA42B51E506X"), viewer)

    assert "SRRDAA" not in str(caught.value)


def test_the_id_of_a_new_person_says_nothing_of_her(ada):
    assert ada.startswith("per:p")
    assert ada.removeprefix("per:p").isdigit()


def test_merged_records_have_one_network(drawn, seen, store, viewer):
    drawn("lia caregiver ada\nugo amicizia adabis\nada vicinato adabis")
    merge(store, "per:ada", "per:adabis", "stessa persona", viewer)

    assert set(seen("ada", "2026-03-02")) == {"lia caregiver ada", "ugo amicizia ada"}
    assert seen("adabis", "2026-03-02") == []


def test_an_undone_merge_leaves_both_as_they_were(drawn, seen, store, viewer):
    drawn("lia caregiver ada\nugo amicizia adabis\nada vicinato adabis 2025-01-01..2026-12-31")
    before = (seen("ada", "2026-03-02"), seen("adabis", "2026-03-02"), seen("ada", "2027-01-01"))
    undo_merge(store, merge(store, "per:ada", "per:adabis", "stessa persona", viewer), viewer)

    assert (seen("ada", "2026-03-02"), seen("adabis", "2026-03-02"), seen("ada", "2027-01-01")) == before


def test_a_merge_is_in_the_log_too(drawn, store, viewer):
    (_, tie) = drawn("lia caregiver ada\nugo amicizia adabis")
    merge(store, "per:ada", "per:adabis", "stessa persona", viewer)

    assert set(ego(store, "per:ugo", MONDAY, viewer).graph) == {"per:ugo", "per:ada"}
    assert replay(store, viewer)[tie]["to_key"] == replay(store, viewer)[1]["to_key"]


def test_the_kept_record_takes_over_what_it_lacked_and_gives_it_back(store, viewer, ada):
    bare = add_person(store, Candidate("Ada", "Serravalle"), viewer)
    number = merge(store, bare, ada, "stesso telefono", viewer)

    def birth():
        return genogram(store, bare, MONDAY, viewer).relatives[0].born_on

    assert birth() == date(1942, 2, 11)
    undo_merge(store, number, viewer)
    assert birth() is None


def test_what_was_merged_or_undone_once_is_not_again(drawn, store, viewer):
    drawn("lia caregiver ada\nugo amicizia adabis")
    number = merge(store, "per:ada", "per:adabis", "stessa persona", viewer)
    with pytest.raises(BadMergeError, match="merged into another"):
        merge(store, "per:lia", "per:adabis", "stessa persona", viewer)
    undo_merge(store, number, viewer)
    with pytest.raises(BadMergeError, match="undone already"):
        undo_merge(store, number, viewer)
    with pytest.raises(BadMergeError, match="name two"):
        merge(store, "per:ada", "per:ada", "x", viewer)
