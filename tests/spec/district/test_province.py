"""A province loads whole or goes on where it stopped, the same on every store; its log and its paths hold."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from coordinator.district import read_ada
from coordinator.district.people import LAST_DAY
from coordinator.district.province import (
    DistrictThereError,
    NoRoomError,
    OtherLoadError,
    invent,
    load,
    loading,
)
from coordinator.district.province.export import export_csv
from coordinator.district.province.loading import FILLED, TRUTH
from coordinator.model import Case, Person, Service, Tie, TieEvent, day_number, vocabulary
from coordinator.network import ego, replay
from coordinator.pathway.adding import add_up
from coordinator.pathway.passing import missing_of
from coordinator.pathway.reading import read_case
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.store.bulk_fill import filling
from coordinator.store.bulk_indexes import definitions
from coordinator.store.settings import read_setting

PERSONS, SEED, BLOCK = 3_000, 7, 1_000
SHA256 = "747d3aef91dfda9ee6a6e2e40d223a152e9e1e3384f88701839b623de8e9f7f7"
BLOCKS, INDEXES = "persone, legami e contatti", "indici"


class StoppedError(Exception):
    """Stands for whatever ends a load in its middle."""


def province(seed=SEED):
    return invent(PERSONS, seed, block=BLOCK)


def stopping_at(what, time):
    """Make a progress that fails when it is told something for so many times."""
    told = []

    def progress(now, _done, _steps):
        told.append(now)
        if told.count(what) == time:
            raise StoppedError

    return progress


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A province loaded at once, to be read only."""
    store = open_store(home=tmp_path_factory.mktemp("province"))
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    load(store, province(), viewer)
    yield store
    store.close()


@pytest.fixture
def reader(loaded):
    return open_viewer(loaded, "coordinatrice", role="coordinatore_distretto")


def test_the_same_seed_gives_the_same_export(loaded, reader, tmp_path):
    assert export_csv(loaded, tmp_path, reader) == SHA256
    assert "contact.csv" in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")


def test_a_stopped_load_goes_on_and_gives_the_same_export_on_every_store(store, viewer, tmp_path):
    with filling(store) as filler:
        before = definitions(filler, store.dialect, FILLED)
    for what, time in ((BLOCKS, 1), (BLOCKS, 2), (INDEXES, 4)):
        with pytest.raises(StoppedError):
            load(store, province(), viewer, stopping_at(what, time))
    rows = load(store, province(), viewer)

    assert export_csv(store, tmp_path, viewer) == SHA256
    assert rows["person"] == PERSONS
    assert (tmp_path / "tie.csv").read_bytes().count(b"\n") == rows["tie"] + 1
    with filling(store) as filler:
        assert definitions(filler, store.dialect, FILLED) == before


KILLED = """
import os, signal
from coordinator.district.province import invent, load
from coordinator.protection import open_viewer
from coordinator.store import open_store

def progress(what, done, steps):
    if (what, done) == {at!r}:
        os.kill(os.getpid(), signal.SIGKILL)

store = open_store(home={home!r})
viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
load(store, invent({persons}, {seed}, block={block}), viewer, progress)
"""


def test_a_load_whose_process_was_killed_goes_on_and_writes_nothing_twice(tmp_path):
    code = KILLED.format(at=(BLOCKS, 2), home=str(tmp_path), persons=PERSONS, seed=SEED, block=BLOCK)
    root = Path(__file__).resolve().parents[3]
    process = subprocess.run([sys.executable, "-c", code], cwd=root, env={**os.environ}, check=False)
    store = open_store(home=tmp_path)
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    with store.reading() as session:
        half = session.scalar(select(func.count()).select_from(Person))
    load(store, province(), viewer)

    assert process.returncode == -signal.SIGKILL
    assert 0 < half < PERSONS
    assert export_csv(store, tmp_path / "csv", viewer) == SHA256
    store.close()


def test_a_store_with_something_in_it_is_left_as_it_is(loaded, reader):
    with pytest.raises(DistrictThereError):
        load(loaded, province(), reader)


def test_another_province_than_the_stopped_one_is_refused(store, viewer):
    with pytest.raises(StoppedError):
        load(store, province(), viewer, stopping_at(BLOCKS, 1))

    with pytest.raises(OtherLoadError):
        load(store, province(seed=8), viewer)


def test_a_province_too_large_for_the_disk_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "BYTES_OF_A_PERSON", 10**15)
    store = open_store(home=tmp_path)
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    with pytest.raises(NoRoomError):
        load(store, province(), viewer)
    monkeypatch.undo()

    assert load(store, invent(50, SEED), viewer)["person"] == 50
    store.close()


def test_the_log_alone_gives_every_tie_again(loaded, reader):
    told = replay(loaded, reader)
    with loaded.reading() as session:
        ties = session.scalars(select(Tie)).all()

    columns = [
        c.key for c in Tie.__table__.columns if c.key not in ("key", "recorded_at", "author", "case_id")
    ]
    unlike = []
    for tie in ties:
        state = told.pop(tie.key)
        for name in columns:
            value = getattr(tie, name)
            stated = state.get(name, False if isinstance(value, bool) else None)
            if stated != (value.isoformat() if hasattr(value, "isoformat") else value):
                unlike.append((tie.key, name, stated, value))
    assert (unlike, told) == ([], {})


def test_ada_and_hers_are_as_in_the_small_district(loaded, reader):
    graph = ego(loaded, "per:ada", LAST_DAY, reader).graph

    assert {"per:lucia", "pra:fabbri", "svc:centro-diurno"} <= set(graph)
    with loaded.reading() as session:
        assert session.scalar(select(func.min(TieEvent.key))) == 1
        assert session.scalar(select(Tie.from_key).where(Tie.key == len(read_ada().ties) + 1)) > 50


def test_no_row_names_a_party_that_is_not_there(loaded):
    with loaded.reading() as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_every_case_adds_up_to_where_its_row_says_it_stands(loaded, reader):
    with loaded.reading() as session:
        cases = session.execute(select(Case.id, Case.phase, Case.opened_on, Case.closed_on)).all()
    views = [read_case(loaded, case.id, reader) for case in cases]

    assert len(cases) > 60
    assert [view.state.position.phase for view in views] == [case.phase for case in cases]
    assert [view.history[0].day for view in views] == [case.opened_on for case in cases]
    ends = [view.history[-1].day for view, case in zip(views, cases, strict=True) if case.closed_on]
    assert ends == [case.closed_on for case in cases if case.closed_on]
    assert len({case.phase for case in cases}) >= 4


def test_every_passage_of_every_case_went_through_an_open_gate(loaded, reader):
    with loaded.reading() as session:
        ids = session.scalars(select(Case.id)).all()
    closed = []
    for view in (read_case(loaded, one, reader) for one in ids):
        for number, entry in enumerate(view.history):
            if entry.event.kind == "moved":
                before = view.history[:number]
                as_it_was = replace(view, history=before, state=add_up(view.process, before))
                closed += [(entry.event.passage, item.id) for item in missing_of(as_it_was, entry.event)]
    assert closed == []


def test_overloaded_services_are_those_of_the_truth_and_no_others(loaded):
    truth = read_setting(loaded, TRUTH)
    kind = vocabulary().tie_kind("in_carico").id
    with loaded.reading() as session:
        load_of = dict(
            session.execute(
                select(Tie.to_key, func.count())
                .where(Tie.kind == kind, Tie.until.is_(None))
                .group_by(Tie.to_key)
            ).all()
        )
        services = session.scalars(select(Service).where(Service.capacity.is_not(None))).all()
    above = {
        one.id for one in services if one.id.startswith("svc:p") and load_of.get(one.key, 0) > one.capacity
    }

    assert above == set(truth["overloaded_services"])
    assert above


def test_nothing_happens_after_the_last_day(loaded):
    days = ("tie.since", "contact.day", "need.since", "case_event.day", "care_case.opened_on")
    last = day_number(LAST_DAY)
    with loaded.reading() as session:
        for column in days:
            name = column.split(".")[0]
            assert session.scalar(text(f"SELECT max({column}) FROM {name}")) <= last


def test_the_truth_is_kept_as_it_is_planted(loaded):
    truth = read_setting(loaded, TRUTH)

    assert truth == json.loads(json.dumps(truth))
    assert len(truth["delays"]) == 2
    assert truth["intervention"]["factor"] == 0.5
    assert truth["intervention"]["district"] not in {delay["district"] for delay in truth["delays"]}
