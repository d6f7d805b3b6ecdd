"""What a province holds is plausible, and what its truth lists can be seen in its columns."""

from collections import defaultdict

import numpy as np
import pytest

from coordinator.district.people import LAST_DAY
from coordinator.district.province import Comune, TooFewPersonsError, invent
from coordinator.model import day_number, vocabulary

PERSONS = 20_000


@pytest.fixture(scope="module")
def province():
    return invent(PERSONS, seed=5)


@pytest.fixture(scope="module")
def tables(province):
    return province.tables()


def column(table, name, missing=-1):
    return np.asarray(table[name].fill_null(missing).to_numpy())


def code(kind):
    return vocabulary().tie_kind(kind).code


def test_there_are_as_many_persons_ties_and_contacts_as_a_province_has(tables):
    assert tables["person"].num_rows == PERSONS - 9
    assert 5.0 < tables["tie"].num_rows / PERSONS < 6.0
    assert 9.0 < tables["contact"].num_rows / PERSONS < 11.5
    assert 0.03 < tables["care_case"].num_rows / PERSONS < 0.05


def test_contacts_have_a_long_tail(tables, province):
    keys = column(tables["contact"], "person_key") - province.frame.first_person
    each = np.bincount(keys, minlength=PERSONS - 9)
    middle, tenth, most = np.percentile(each, [50, 90, 100])

    assert 4 <= middle <= 9
    assert 2.5 * middle < tenth < 6 * middle
    assert most > 100


def test_one_person_in_five_is_an_elder_and_one_in_five_a_minor(tables):
    born = column(tables["party"].filter(tables["party"]["born_on"].is_valid()), "born_on")
    age = (day_number(LAST_DAY) - born) / 365.25

    assert 0.17 < np.mean(age >= 65) < 0.27
    assert 0.14 < np.mean(age < 18) < 0.25
    assert age.max() < 102


def test_everyone_belongs_to_one_household_and_has_one_doctor(tables):
    kind, ended = column(tables["tie"], "kind"), tables["tie"]["until"].is_valid().to_numpy()
    members = kind == code("membro_nucleo")
    doctors = (kind == code("medico_base")) & ~ended

    for ends, rows in (("from_key", members), ("to_key", doctors)):
        assert np.unique(column(tables["tie"], ends)[rows]).size == rows.sum() == PERSONS - 9


def test_every_kind_of_tie_joins_parties_that_it_may_join(tables):
    kinds = dict(
        zip(column(tables["party"], "key").tolist(), tables["party"]["kind"].to_pylist(), strict=True)
    )
    kinds |= dict.fromkeys(range(1, 56), "ente")  # of the hand-drawn district only bodies are tied
    pairs = defaultdict(set)
    for kind, start, end in zip(
        *(column(tables["tie"], n).tolist() for n in ("kind", "from_key", "to_key")), strict=True
    ):
        pairs[kind].add((kinds[start], kinds[end]))

    assert all(vocabulary().kind_by_code[kind].fits(*pair) for kind, ends in pairs.items() for pair in ends)
    assert len(pairs) > 20


def test_a_contact_with_a_service_falls_into_a_span_in_which_it_has_the_person_in_care(tables):
    rows = column(tables["tie"], "kind") == code("in_carico")
    spans = defaultdict(list)
    until = column(tables["tie"], "until", missing=99_999)
    for person, service, since, last in zip(
        *(column(tables["tie"], n)[rows].tolist() for n in ("from_key", "to_key", "since")),
        until[rows].tolist(),
        strict=True,
    ):
        spans[person, service].append((since, last))
    outside = 0
    places = set(column(tables["service"], "key").tolist())
    kinds = tables["contact"]["kind"].to_pylist()
    for person, service, day, kind in zip(
        *(column(tables["contact"], n).tolist() for n in ("person_key", "with_key", "day")),
        kinds,
        strict=True,
    ):
        if service in places and kind not in ("ricovero", "dimissione"):
            outside += not any(since <= day <= last for since, last in spans[person, service])
    assert outside == 0


def test_a_delay_is_as_long_as_planted_and_no_other_district_has_it(province, tables):
    medians = uvm_medians(province, tables)
    planted = {delay.district: delay.median_days for delay in province.truth.delays if delay.phase == "uvm"}

    for district, days in medians.items():
        expected = planted.get(district, 22.0)
        assert abs(days - expected) < 0.2 * expected, district
    assert len(planted) == 1


def uvm_medians(province, tables):
    """Median days from the first assessment to the UVM by district, without what the intervention changed."""
    frame = province.frame
    district_of = {c.name: frame.districts[d] for c, d in zip(frame.comuni, frame.district_of, strict=True)}
    areas = dict(
        zip(column(tables["person"], "key").tolist(), tables["person"]["area"].to_pylist(), strict=True)
    )
    person = dict(
        zip(
            column(tables["care_case"], "key").tolist(),
            column(tables["care_case"], "person_key").tolist(),
            strict=True,
        )
    )
    starts, ends = {}, {}
    events = tables["case_event"]
    for case, day, content in zip(
        column(events, "case_key").tolist(),
        column(events, "day").tolist(),
        events["content"].to_pylist(),
        strict=True,
    ):
        if '"avvia_prima_valutazione"' in content:
            starts[case] = day
        elif '"convoca_uvm"' in content:
            ends[case] = day
    found = defaultdict(list)
    for case, day in ends.items():
        district = district_of[areas[person[case]]]
        if district != province.truth.intervention.district:
            found[district].append(day - starts[case])
    return {district: float(np.median(days)) for district, days in found.items()}


def test_the_missing_link_is_missing_in_its_district_alone(province, tables):
    service = {row["key"]: row for row in province.frame.services}
    rows = column(tables["tie"], "kind") == code("protocollo")
    pairs = zip(*(column(tables["tie"], name)[rows].tolist() for name in ("from_key", "to_key")), strict=True)
    there = {
        (province.frame.districts[one["district"]], (one["service_kind"], other["service_kind"]))
        for one, other in ((service[start], service[end]) for start, end in pairs)
    }
    everywhere = {(district, kinds) for district in province.frame.districts for _, kinds in there}

    assert everywhere - there == {(link.district, link.kinds) for link in province.truth.missing_links}


def test_the_short_comuni_are_served_less_than_any_large_one(province, tables):
    areas = dict(
        zip(column(tables["person"], "key").tolist(), tables["person"]["area"].to_pylist(), strict=True)
    )
    needs, cared = defaultdict(int), defaultdict(int)
    served = {
        row["key"]
        for row in province.frame.services
        if row["service_kind"] not in ("farmacia", "ambulatorio", "ospedale")
    }
    in_care = column(tables["tie"], "kind") == code("in_carico")
    for start, end in zip(
        *(column(tables["tie"], n)[in_care].tolist() for n in ("from_key", "to_key")), strict=True
    ):
        cared[areas[start]] += end in served
    for key in column(tables["need"], "person_key").tolist():
        needs[areas[key]] += 1
    rates = {name: cared[name] / needs[name] for name in needs if needs[name] > 150}
    short = set(province.truth.short_comuni) & set(rates)

    assert short
    assert max(rates[name] for name in short) < min(rate for name, rate in rates.items() if name not in short)


def test_the_province_is_laid_out_on_the_comuni_that_it_is_given():
    told = invent(1_000, 1, [Comune("Prima", 600), Comune("Seconda", 300), Comune("Terza", 100)])

    assert {comune.name: comune.people for comune in told.frame.comuni} == {
        "Prima": 595,
        "Seconda": 297,
        "Terza": 99,
    }
    assert len(told.truth.districts) == 3


def test_too_few_persons_make_no_province():
    with pytest.raises(TooFewPersonsError):
        invent(49, 1)


def test_another_seed_gives_another_province():
    one, other = (invent(500, seed).tables()["tie"] for seed in (1, 2))

    assert not one.equals(other)
