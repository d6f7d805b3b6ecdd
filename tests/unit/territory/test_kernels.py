"""Whole territories are measured by compiled loops: row by row they say what the plain measures say."""

import random

import numpy as np
import pytest

from coordinator.model import day_of
from coordinator.network.measures import (
    care_density,
    coc,
    entropy,
    hhi,
    in_order,
    mmci,
    provider_weights,
    secon,
    upc,
    visits_by_provider,
)
from coordinator.territory import columns as sorting
from coordinator.territory import continuity, density, kernels, projection
from coordinator.territory.columns import Columns, ColumnsError, between, sort_contacts

WORDS = ("upc", "coc", "secon", "mmci", "hhi")


@pytest.fixture(params=["compiled", "numpy"])
def engine(request, monkeypatch):
    """With numba, and where it is not installed."""
    if request.param == "numpy":
        for module in (sorting, continuity, projection, density):
            monkeypatch.setattr(module, "compiled", lambda _kernel: None)
    return request.param


def rows(persons, services, contacts, seed):
    """Contacts with a heavy tail, many on the same day; keys are not dense."""
    draw = random.Random(seed)
    return [
        (3 + 7 * int(persons * draw.random() ** 3), 5_000 + 11 * int(services * draw.random() ** 2),
         20_000 + draw.randrange(-300, 40))
        for _ in range(contacts)
    ]  # fmt: skip


def as_columns(contacts):
    return sort_contacts(*(np.array(one, dtype=np.int32) for one in zip(*contacts, strict=True)))


def plain(contacts):
    """Person → providers in order, as the record's own page reads them."""
    by_person = {}
    for person, provider, day in contacts:
        by_person.setdefault(person, []).append((day_of(day), provider))
    return {person: in_order(some) for person, some in sorted(by_person.items())}


@pytest.mark.parametrize(("persons", "services", "contacts"), [(40, 6, 900), (3_000, 50, 9_000), (2, 3, 600)])
def test_each_row_is_what_the_plain_measures_say(engine, persons, services, contacts):
    drawn = rows(persons, services, contacts, seed=persons)
    expected = plain(drawn)

    columns = as_columns(drawn)
    tally = continuity.tally(columns)

    assert columns.persons.tolist() == list(expected)
    for i, providers in enumerate(expected.values()):
        assert columns.services[columns.service[columns.of(i)]].tolist() == providers
    found = {word: getattr(tally, word) for word in WORDS} | {"entropy": continuity.entropy(columns)}
    for i, providers in enumerate(expected.values()):
        counts = list(visits_by_provider(providers).values())
        exact = {"upc": upc(counts), "coc": coc(counts), "secon": secon(providers)}
        near = {
            "mmci": mmci(len(providers), len(counts)),
            "hhi": hhi(counts),
            "entropy": entropy(counts),
        }
        for word, measure in exact.items():
            value = found[word][i]
            assert (value == measure.value) if measure.value is not None else np.isnan(value)
        for word, measure in near.items():
            value = found[word][i]
            wanted = np.nan if measure.value is None else measure.value
            assert value == pytest.approx(wanted, abs=1e-12, nan_ok=True)


def test_shared_persons_and_care_density_are_what_the_plain_measures_say(engine):
    drawn = rows(400, 30, 2_500, seed=8)
    named = [(f"per:{person}", f"svc:{provider:06}") for person, provider, _ in drawn]
    columns = as_columns(drawn)
    names = [f"svc:{key:06}" for key in columns.services]

    tally = continuity.tally(columns)
    shared = projection.shared_persons(tally, columns.services.size)
    values = density.care_density(tally, shared)

    pairs = zip(shared.first, shared.second, shared.persons, strict=True)
    assert {(names[one], names[other]): many for one, other, many in pairs} == provider_weights(named)
    plainly = care_density(named)
    for key, value in zip(columns.persons, values, strict=True):
        wanted = plainly[f"per:{key}"].value
        assert value == wanted if wanted is not None else np.isnan(value)


def test_a_great_many_services_are_paired_without_a_square_table(monkeypatch):
    columns = as_columns(rows(400, 30, 2_500, seed=8))
    tally = continuity.tally(columns)
    square = projection.shared_persons(tally, columns.services.size)
    monkeypatch.setattr(projection, "SQUARE", 10)
    monkeypatch.setattr(density, "SQUARE", 10)

    listed = projection.shared_persons(tally, columns.services.size)

    assert listed.pairs.tolist() == square.pairs.tolist()
    assert listed.persons.tolist() == square.persons.tolist()
    assert density.shared_by_person(tally, listed).sum() == (square.persons.astype(int) ** 2).sum()


def test_the_kernels_say_the_same_uncompiled():
    columns = as_columns(rows(40, 6, 300, seed=1))
    compiled = continuity.tally(columns)
    bare = continuity._tally_by(kernels.tally, columns)

    for word in Columns.__slots__ and continuity.Tally.__slots__:
        assert getattr(bare, word).tolist() == getattr(compiled, word).tolist()


def test_contacts_of_one_day_keep_the_order_in_which_they_were_recorded(engine):
    columns = as_columns([(1, 9, 5), (1, 7, 5), (1, 9, 5), (1, 8, 4)])

    assert columns.services[columns.service].tolist() == [8, 9, 7, 9]
    assert continuity.tally(columns).repeats.tolist() == [0]


def test_no_contact_is_no_person_and_nothing_breaks(engine):
    columns = sort_contacts(*(np.zeros(0, dtype=np.int32) for _ in range(3)))
    tally = continuity.tally(columns)

    assert len(columns) == 0
    assert tally.coc.tolist() == []
    assert continuity.entropy(columns).tolist() == []
    assert projection.shared_persons(tally, 0).pairs.tolist() == []


def test_one_contact_has_no_continuity_and_that_is_not_zero(engine):
    tally = continuity.tally(as_columns([(4, 2, 20_000)]))

    assert tally.upc.tolist() == [1.0]
    assert np.isnan([tally.coc[0], tally.secon[0], tally.mmci[0]]).all()


def test_days_before_1970_and_far_keys_are_sorted_too(engine):
    columns = as_columns([(2_000_000_000, 2, 5), (2_000_000_000, 1, -40_000), (0, 1, 9)])

    assert columns.persons.tolist() == [0, 2_000_000_000]
    assert columns.day.tolist() == [9, -40_000, 5]


def test_a_span_of_days_holds_its_first_and_its_last(engine):
    columns = as_columns([(1, 5, 10), (1, 6, 11), (1, 5, 12), (2, 5, 13)])

    kept = between(columns, day_of(11), day_of(12))

    assert kept.persons.tolist() == [1]
    assert kept.day.tolist() == [11, 12]
    assert kept.services.tolist() == [5, 6]


@pytest.mark.parametrize(
    ("person", "provider", "day", "said"),
    [
        ([1, 2], [1], [1, 2], "differ in length"),
        ([-1], [1], [1], "'person' holds the key -1"),
        ([1], [-4], [1], "'provider' holds the key -4"),
        ([1, 1], [1, 1], [0, 30_000_000], "45,000 years"),
    ],
)
def test_columns_that_are_none_are_refused(person, provider, day, said):
    with pytest.raises(ColumnsError, match=said):
        sort_contacts(*(np.array(one, dtype=np.int64) for one in (person, provider, day)))


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ColumnsError, match="ends on 1970-01-02, before"):
        between(as_columns([(1, 1, 1)]), day_of(5), day_of(1))
