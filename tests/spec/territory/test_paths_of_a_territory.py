"""What is counted over a territory is what its paths say."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
import pytest

from coordinator.district import generate, load
from coordinator.district.path import walk_ada, walk_others
from coordinator.district.year import walk_year, year_truth
from coordinator.errors import NotAllowedError
from coordinator.model import Case, day_number
from coordinator.network.integration import integration
from coordinator.network.parties import add_party
from coordinator.pathway.case import running_terms
from coordinator.pathway.cases import go, record, undo_last
from coordinator.pathway.events import Contacted, Noted
from coordinator.pathway.local_keeping import rules_in
from coordinator.pathway.reading import read_case
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.territory.courses import read_courses
from coordinator.territory.indicator import definitions
from coordinator.territory.integrated import measure_integration
from coordinator.territory.intervals import WAY, measure_intervals, spells
from coordinator.territory.overdue import late_paths
from coordinator.territory.standards import StandardsError, load_standards, measure_standards, read_standards
from coordinator.territory.supply import read_supply
from coordinator.territory.view import refresh, territory_view

DAY = date(2026, 11, 22)
ONE = timedelta(days=1)
OTHERS = 6
"""The first paths are Ada's and those of a morning's work."""


@dataclass
class Scene:
    """A store, who looks at it, each case as the path reads it, and the id of the suspended one."""

    store: object
    viewer: object
    views: dict
    stopped: str


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def scene(request, tmp_path_factory):
    """A district after a year of paths, one call taken back and one path suspended; made once a store."""
    if request.param == "sqlite":
        store = open_store(home=tmp_path_factory.mktemp("territory"))
    else:
        import psycopg

        host, port = request.getfixturevalue("postgres_server").split(":")
        with psycopg.connect(f"host={host} port={port} user=ponte dbname=postgres", autocommit=True) as admin:
            admin.execute("CREATE DATABASE territory")
        store = open_store(f"postgresql://ponte@{host}:{port}/territory")
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    load(store, generate(200, 7), viewer)
    walk_ada(store, viewer)
    walk_others(store, viewer, DAY)
    walk_year(store, viewer, DAY)
    views = _views(store, viewer)
    stopped = next(one for one in views.values() if one.state.position.phase == "prima_valutazione")
    before = DAY - 11 * ONE
    record(store, stopped.id, Contacted(by="pra:greco", how="telefonata", text="a un altro"), before, viewer)
    undo_last(store, stopped.id, "scritta nel percorso sbagliato", before, viewer)
    until = date(2026, 12, 1)
    go(
        store,
        stopped.id,
        "sospendi",
        DAY - 10 * ONE,
        viewer,
        role="case_manager",
        reason="ricovero",
        until=until,
    )
    yield Scene(store, viewer, _views(store, viewer), stopped.id)
    store.close()


@pytest.fixture(scope="module")
def courses(scene):
    return read_courses(scene.store, DAY, scene.viewer)


def _views(store, viewer):
    with store.reading() as session:
        ids = {case.key: case.id for case in session.query(Case)}
    return {key: read_case(store, case_id, viewer) for key, case_id in ids.items()}


def test_each_mark_of_each_path_is_there_on_its_day(scene, courses):
    for mark in (*WAY, "phase:segnalazione", "phase:chiuso", "event:contacted"):
        found = dict(courses.first(mark).iter_rows())
        told = {
            key: day_number(view.state.marks[mark][0])
            for key, view in scene.views.items()
            if mark in view.state.marks
        }
        assert found == told, mark
    assert "event:contacted" not in scene.views[_key(scene)].state.marks  # it was taken back


def _key(scene):
    return next(key for key, one in scene.views.items() if one.id == scene.stopped)


def test_the_planted_delays_come_back(courses):
    truth = year_truth()
    read = spells(courses, "phase:segnalazione", "phase:accesso").filter(pl.col("case") > OTHERS)
    within = read.filter(read["days"] <= 3).height
    assert (within, read.height) == (truth["read"]["good"], truth["cases"])


def test_the_first_help_comes_when_it_was_planted_to(courses):
    helped = spells(courses, "phase:erogazione", "event:delivered").filter(pl.col("case") > OTHERS)
    came = helped.filter(pl.col("arrived"))["days"]
    assert (came.len(), came.min(), came.max()) == (60, 1, 12)


def test_the_days_of_a_suspension_are_not_waited(scene, courses):
    key = _key(scene)
    view = scene.views[key]
    found = spells(courses, "phase:accesso", "phase:valutazione_multidimensionale").filter(
        pl.col("case") == key
    )

    assert found["days"][0] == (DAY - view.state.marks["phase:accesso"][0]).days - 10


def test_a_uvm_that_was_only_convened_is_still_waited_for(scene, courses):
    convened = {
        key
        for key, view in scene.views.items()
        if "phase:valutazione_multidimensionale" in view.state.marks and "uvm:met" not in view.state.marks
    }
    what = definitions()["triage_uvm"]
    waiting = spells(courses, what.start, what.end).filter(pl.col("open"))["case"]

    assert convened, "a UVM of the morning was convened and has not met"
    assert convened <= set(waiting)


def test_small_groups_are_hidden_and_counts_are_rounded(courses):
    found = measure_intervals(courses)
    hidden = [one for one in found if one.status == "hidden"]
    assert hidden
    assert all(one.value is None and one.inputs["n"] is None for one in hidden)
    assert all(one.inputs["n"] % 5 == 0 for one in found if one.status != "hidden")


def test_a_term_that_has_passed_counts_its_path_as_late(scene, courses):
    late = {
        key
        for key, view in scene.views.items()
        if view.state.position.phase != "sospeso"
        and any(
            one.met_on is None and one.deadline.due is not None and one.deadline.due < DAY
            for one in running_terms(view.state, view.process.terms, view.local)
        )
    }
    with scene.store.reading() as session:
        found = set(late_paths(courses, rules_in(session)))

    assert late
    assert found == late


def test_the_five_levels_are_those_that_name_their_pairs(scene):
    supply = read_supply(scene.store, DAY, scene.viewer)
    found = {
        one.id: one.inputs for one in measure_integration(scene.store, DAY, supply) if one.among == "tutti"
    }
    named = integration(scene.store, DAY, scene.viewer)

    for level in ("institutional", "planning", "managerial"):
        inputs = named[level].inputs
        told = found[f"integrazione_{level}"]
        assert (told.get("n", 0), told.get("k", 0)) == (inputs["pairs"], inputs["joined"]), level
    for level in ("professional", "community"):
        inputs = named[level].inputs
        told = found[f"integrazione_{level}"]
        assert (told["n"], told["k"]) == (inputs["with_both"], inputs["joined"] or 0), level


def test_a_bodys_own_standard_is_weighed_with_its_source(scene, tmp_path):
    table = tmp_path / "standard.csv"
    table.write_text(
        "codice;nome;che_cosa;almeno;ogni_abitanti;dove;fonte;dal;al\n"
        "as;Assistenti sociali;professione:assistente_sociale;1;50;territorio;atto inventato 1/2026;2026-01-01;\n"
        "ieri;Non vale più;abitanti;1;0;territorio;atto inventato 2/2026;;2026-01-01\n"
    )
    assert load_standards(scene.store, table, scene.viewer) == 2

    found = {one.group: one for one in measure_standards(scene.store, DAY)}
    assert found["as"].inputs["source"] == "atto inventato 1/2026"
    assert "ieri" not in found
    asked, there = found["as"].inputs["asked"], found["as"].inputs["there"]
    assert found["as"].value == pytest.approx(100 * there / asked, rel=0.05)


def test_no_standard_counts_who_is_reserved(scene):
    def there():
        return {one.group: one.value for one in measure_standards(scene.store, DAY)}

    before = there()
    for number in range(30):
        fields = {"given_name": f"Z{number}", "family_name": "Nascosta", "area": "valdoria", "hidden": True}
        add_party(scene.store, "persona", fields, scene.viewer)

    assert there() == before


def test_a_wrong_table_of_standards_names_row_and_field_and_loads_nothing(scene, tmp_path):
    before = read_standards(scene.store)
    table = tmp_path / "standard.csv"
    table.write_text(
        "codice,nome,che_cosa,almeno,ogni_abitanti,dove,fonte,dal,al\n"
        "a,Bene,abitanti,1,0,territorio,atto,,\n"
        "b,Male,professione:mago,zero,0,qui,,31/3,\n"
    )
    with pytest.raises(StandardsError) as refused:
        load_standards(scene.store, table, scene.viewer)

    assert [one.split(":")[0] for one in refused.value.problems] == [
        f"Riga 3, {field}" for field in ("fonte", "che_cosa", "almeno", "dove", "dal")
    ]
    assert read_standards(scene.store) == before


def test_a_view_is_kept_until_something_is_written(scene):
    first = refresh(scene.store, DAY, scene.viewer, contacts=False)
    again = territory_view(scene.store, DAY, scene.viewer)
    assert again == first

    case = next(one for one in scene.views.values() if one.state.position.phase == "erogazione")
    record(scene.store, case.id, Noted(nature="fatto", text="sta meglio"), DAY, scene.viewer)
    assert territory_view(scene.store, DAY, scene.viewer).made_at > first.made_at


def test_only_who_may_read_the_territory_reads_it(scene):
    for role in ("assistente_sociale", "medico", "operatore_pua", "persona"):
        with pytest.raises(NotAllowedError):
            territory_view(scene.store, DAY, open_viewer(scene.store, "qualcuno", role=role))
    assert territory_view(scene.store, DAY, open_viewer(scene.store, "studia", role="ricercatore"))


def test_an_empty_record_has_nothing_to_tell_and_says_so(store, viewer):
    found = refresh(store, DAY, viewer, contacts=False)

    assert {one.status for one in found.indicators if one.among == "tutti"} <= {"undefined", "ok"}
    assert found.one("triage_uvm").value is None
    assert (found.gaps, found.links) == ((), ())
