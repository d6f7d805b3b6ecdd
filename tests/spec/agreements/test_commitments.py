"""Commitments are watched: each figure equals what was planted in the synthetic year, or is said to be unknown."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from coordinator.agreements.counting import Declared
from coordinator.agreements.standing import watch
from coordinator.district import generate, load
from coordinator.district.pact import sign_demo_agreement
from coordinator.district.path import walk_ada, walk_others
from coordinator.district.year import walk_year, year_truth
from coordinator.errors import NotAllowedError
from coordinator.findings.commitments import find_commitments
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 11, 22)


@pytest.fixture
def district(open_district):
    """A district of its own, of 200 persons and no paths, and who may do everything in it."""
    store = open_district(200)
    yield store, open_viewer(store, "demo")
    store.close()


@pytest.fixture(scope="module")
def year(open_district):
    """The district with the year alone."""
    store = open_district(200)
    walk_year(store, open_viewer(store, "demo"), DAY)
    yield store
    store.close()


@pytest.fixture
def stands(year, good):
    """How each commitment stands in the year, by its id."""

    def stand(day=DAY, agreement=None, declared=()):
        viewer = open_viewer(year, "demo")
        return {one.commitment.id: one for one in watch(year, agreement or good, day, viewer, declared)}

    return stand


def counted(standing):
    return (standing.figure.kept, standing.figure.of, standing.status)


def test_the_figures_are_those_that_were_planted(stands):
    found = stands()

    assert counted(found["i1"]) == (57, 60, "not_kept")  # plans with a case manager: all were promised
    assert counted(found["i3"]) == (61, 62, "kept")  # UVM with both professions: 98,4 of 95
    assert counted(found["i4"]) == (9, 10, "kept")  # returns home: 90 of 90, the threshold itself keeps
    assert counted(found["i5"]) == (50, 60, "kept")  # reviews
    assert counted(found["i6"]) == (1, 3, "not_kept")  # a PUA in one comune of three
    assert counted(found["i7"]) == (68, 72, "kept")  # calls read
    assert counted(found["i8"]) == (52, 66, "not_kept")  # UVM in time
    assert counted(found["i9"]) == (51, 60, "kept")  # plans in time; six ended before
    assert counted(found["i10"]) == (27, 60, "not_kept")  # plans with the community
    assert found["i9"].figure.ended == 6


def test_the_planted_numbers_are_those_that_the_tests_write_out():
    truth = year_truth()

    assert (truth["cases"], truth["read"]["good"], truth["uvm"]["good"], truth["plan"]["good"]) == (
        72,
        68,
        52,
        51,
    )
    assert (truth["review"]["good"], truth["managed"], truth["community"], truth["mixed"]) == (50, 57, 27, 61)


@pytest.mark.parametrize("seed", [1, 2])
def test_another_draw_has_other_days_and_the_same_figures(seed, good, district):
    store, viewer = district
    walk_year(store, viewer, DAY, seed)

    found = {one.commitment.id: counted(one) for one in watch(store, good, DAY, viewer)}

    assert found["i7"] == (68, 72, "kept")
    assert found["i8"] == (52, 66, "not_kept")
    assert found["i5"] == (50, 60, "kept")


def test_in_the_demo_open_paths_count_too_as_late_or_as_not_yet_due(good, district):
    store, viewer = district
    walk_ada(store, viewer)
    walk_others(store, viewer, DAY)
    walk_year(store, viewer, DAY)

    found = {one.commitment.id: one for one in watch(store, good, DAY, viewer)}

    # six paths more: Ada and four others were read within 3 days, one call of six days ago was not
    assert counted(found["i7"]) == (68 + 5, 72 + 6, "kept")
    # Ada's UVM met after 7 days, another's after 24; two first assessments are younger than 30 days
    assert counted(found["i8"]) == (52 + 2, 66 + 2, "not_kept")
    assert found["i8"].figure.waiting == 2
    # Ada's plan has a case manager, and is reviewed within 180 days or is not yet due
    assert counted(found["i1"]) == (57 + 1, 60 + 1, "not_kept")
    assert found["i5"].figure.waiting == 1


def test_nothing_to_count_is_unknown_and_never_zero(stands):
    early = stands(DAY - timedelta(days=364))

    assert early["i10"].status == "unknown"
    assert early["i10"].figure.value is None
    assert "Non si può dire" in early["i10"].sentence


def test_a_commitment_that_begins_later_is_not_yet_watched(stands):
    assert stands(date(2026, 6, 29))["i6"].status == "not_yet"
    assert stands(date(2026, 6, 30))["i6"].status == "not_kept"


def test_a_commitment_says_when_it_lapses(stands):
    now, after = stands()["i10"], stands(date(2027, 1, 1))["i10"]

    assert (now.lapses_on, now.lapses_soon) == (date(2026, 12, 31), True)
    assert after.status == "lapsed"
    assert stands()["i9"].lapses_on == date(2027, 12, 31)


def test_a_declared_figure_needs_who_said_it_and_on_which_paper(stands):
    assert stands()["i2"].status == "unknown"

    said = Declared("i2", Decimal(2), date(2026, 10, 5), "registro delle presenze", "coordinatrice")

    found = stands(declared=[said])["i2"]
    assert found.status == "kept"
    assert "registro delle presenze" in found.figure.source


def test_a_suspension_does_not_count_against_who_promised(good, tmp_path):
    from coordinator.pathway.cases import go, open_case
    from coordinator.pathway.events import Opened

    store = open_store(home=tmp_path)
    viewer = open_viewer(store, "demo")
    load(store, generate(20, 7), viewer)
    case = open_case(
        store, "per:ada", Opened(source="mmg", caller="mmg", reason="cade"), date(2026, 9, 1), viewer
    )
    for passage, role, day in [
        ("prendi_in_carico_accesso", "operatore_pua", date(2026, 9, 1)),
        ("sospendi", "assistente_sociale", date(2026, 9, 2)),
        ("riprendi", "assistente_sociale", date(2026, 10, 2)),
    ]:
        more = {"reason": "ricovero", "until": date(2026, 10, 2)} if passage == "sospendi" else {}
        go(store, case, passage, day, viewer, role=role, **more)

    found = {one.commitment.id: one for one in watch(store, good, date(2026, 10, 5), viewer)}

    assert counted(found["i7"]) == (1, 1, "kept")


def test_what_is_not_kept_is_a_finding_on_the_body_that_promised(year):
    viewer = open_viewer(year, "demo")
    sign_demo_agreement(year, viewer, DAY)

    found = find_commitments(year, DAY, viewer)

    assert [(one.rule_id, one.evidence[0].id, one.person_id) for one in found] == [
        ("commitment_not_kept", "i1", "ist:ambito"),
        ("commitment_not_kept", "i6", "ist:ambito"),
        ("commitment_not_kept", "i8", "ist:asl"),
        ("commitment_not_kept", "i10", "ist:coop-ginestra"),
        ("commitment_ends", "i10", "ist:coop-ginestra"),
    ]
    assert "circa 50 su circa 65" in found[2].sentence
    assert "85 per cento" in found[2].explanation
    assert "art. 10" in found[2].explanation


def test_who_may_not_read_the_territory_is_refused(year, good):
    with pytest.raises(NotAllowedError):
        watch(year, good, DAY, open_viewer(year, "lettrice", role="assistente_sociale"))


def test_what_is_told_of_a_promise_counts_no_few_persons_out(stands):
    found = stands()

    assert found["i1"].sentence.startswith("circa 55 su circa 60 (91,7 per cento): ")  # 57 of 60
    assert found["i6"].sentence.startswith("1 su 3 (33,3 per cento): ")  # comuni are no persons
    with_few = next(one for one in found.values() if one.figure and one.figure.ended)
    assert "lasciati fuori: circa 5." in with_few.sentence  # six


@pytest.mark.parametrize(
    ("kept", "of", "at_least", "told"),
    [
        (58, 60, 100, "circa 60 su circa 60 (di poco sotto il promesso: i numeri sono arrotondati a 5)"),
        (52, 60, 85, "circa 50 su circa 60 (di poco sopra il promesso: i numeri sono arrotondati a 5)"),
        (57, 60, 100, "circa 55 su circa 60 (91,7 per cento)"),
        (60, 60, 100, "circa 60 su circa 60 (100 per cento)"),
    ],
)
def test_rounded_numbers_never_seem_to_say_the_contrary_of_how_a_promise_stands(
    stands, kept, of, at_least, told
):
    one = stands()["i1"]
    figure = replace(one.figure, kept=kept, of=of, value=Decimal(100 * kept) / of)
    promise = one.commitment.model_copy(update={"at_least": Decimal(at_least)})
    standing = replace(one, commitment=promise, figure=figure)

    assert standing.sentence.startswith(f"{told}: ")
