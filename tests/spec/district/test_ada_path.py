"""The demo's Ada has a case whose plan is being given, with a term that runs."""

from datetime import date

from coordinator.district import generate, load
from coordinator.district.path import walk_ada
from coordinator.pathway.cases import cases_of, read_case
from coordinator.protection import open_viewer


def test_adas_plan_is_being_given_and_its_review_is_due_in_march(store):
    demo = open_viewer(store, "demo")
    load(store, generate(persons=20, seed=7), demo)

    walk_ada(store, demo)

    (case_id,) = cases_of(store, "per:ada", demo)
    view = read_case(store, case_id, demo)
    running = {one.deadline.term.id: one.deadline.due for one in view.terms() if one.met_on is None}
    assert view.state.position.phase == "erogazione"
    assert running == {"esempio.verifica": date(2027, 3, 18)}
