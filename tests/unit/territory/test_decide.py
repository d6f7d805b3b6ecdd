"""Hours that move from one comune to another are counted once, and nobody is served who has no need."""

import pytest

from coordinator.territory.decide import Gap, MoveError, move_hours, rank_gaps


@pytest.fixture
def gaps():
    def gap(comune, persons, served, free):
        return Gap("pasti", comune, "ist:ambito", persons, served, free, hours_each=2.0)

    return rank_gaps([gap("alto", 100, 40, 0.0), gap("basso", 60, 50, 20.0), gap("medio", 50, 20, 0.0)])


def test_the_comune_with_most_persons_without_a_place_comes_first(gaps):
    assert [one.comune for one in gaps] == ["alto", "medio", "basso"]
    assert [one.gap for one in gaps] == [60.0, 30.0, 0.0]


def test_hours_from_free_places_take_the_service_from_nobody(gaps):
    moved = move_hours(gaps, "pasti", "basso", "alto", 30)

    assert moved.persons == 15
    assert [one.served for one in moved.after] == [50, 55]
    assert moved.after[0].free == 5.0
    assert moved.after[1].gap == 45.0


def test_beyond_the_free_places_some_are_served_no_more(gaps):
    moved = move_hours(gaps, "pasti", "basso", "alto", 60)

    assert [one.served for one in moved.after] == [40, 70]
    assert moved.places == (1, 2)


def test_what_is_left_over_stays_as_free_places(gaps):
    moved = move_hours(gaps, "pasti", "basso", "medio", 80)

    assert (moved.after[1].served, moved.after[1].free) == (50, 10.0)
    assert moved.places == (2, 3)


@pytest.mark.parametrize(
    ("source", "target", "hours", "words"),
    [
        ("basso", "basso", 10, "due comuni diversi"),
        ("basso", "alto", 0, "più di zero"),
        ("basso", "alto", 1000, "circa 140"),
        ("basso", "lontano", 10, "meno di cinque"),
    ],
)
def test_what_cannot_be_moved_is_said(gaps, source, target, hours, words):
    with pytest.raises(MoveError, match=words):
        move_hours(gaps, "pasti", source, target, hours)
