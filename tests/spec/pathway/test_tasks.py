"""A task has somebody who does it and a day; who has it takes it on, declines it with the reason, or does it."""

from datetime import date

import pytest

from coordinator.pathway.case import CaseOrderError
from coordinator.pathway.cases import open_case, read_case, record, undo_last
from coordinator.pathway.day import my_day
from coordinator.pathway.events import BadEventError, Opened, make_event
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

DAY, DUE = date(2026, 3, 2), date(2026, 3, 6)


@pytest.fixture
def viewer(store):
    """Who coordinates the district, and stands in no network; Ada is in the store."""
    person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
    with store.writing() as session:
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    return open_viewer(store, "rosa", role="coordinatore_distretto")


@pytest.fixture
def case(store, viewer):
    call = Opened(source="vicini", caller="una vicina", reason="non esce")
    return open_case(store, "per:ada", call, DAY, viewer)


@pytest.fixture
def give(store, viewer, case):
    """Give a task, or answer one, as it happens on a day."""

    def give(kind, day=DAY, **fields):
        return record(store, case, make_event(kind, **fields), day, viewer)

    return give


@pytest.fixture
def given(give):
    view = give("task_given", what="sentire il medico", owner="pra:nora", due=DUE)
    return view.state.tasks[0].number


def waiting(store, viewer):
    return [(one.what, one.owner, one.due) for one in my_day(store, viewer, DAY).tasks if one.due == DUE]


def test_a_task_waits_for_its_owner_until_its_day(store, viewer, given):
    assert waiting(store, viewer) == [("sentire il medico", "pra:nora", DUE)]


def test_who_takes_it_on_still_has_it_to_do(store, viewer, give, given):
    give("task_answered", task=given, answer="accettato")

    assert waiting(store, viewer) == [("sentire il medico", "pra:nora", DUE)]


@pytest.mark.parametrize("answer", ["fatto", "tolto"])
def test_what_is_done_or_needed_no_more_waits_for_nobody(store, viewer, give, given, answer):
    view = give("task_answered", task=given, answer=answer)

    assert waiting(store, viewer) == []
    assert [one.answer for one in view.state.tasks] == [answer]


def test_a_task_that_was_declined_goes_back_with_the_reason(store, viewer, give, given):
    give("task_answered", task=given, answer="rifiutato", reason="sono in ferie")

    ((what, owner, due),) = waiting(store, viewer)
    assert what == "sentire il medico (da ridare: «sono in ferie»)"
    assert owner != "pra:nora"
    assert due == DUE


def test_given_to_another_it_waits_for_her_alone(store, viewer, give, given):
    give("task_answered", task=given, answer="rifiutato", reason="sono in ferie")
    give("task_given", what="sentire il medico", owner="pra:altra", due=DUE)

    assert waiting(store, viewer) == [("sentire il medico", "pra:altra", DUE)]


def test_nobody_declines_without_a_reason(give, given):
    with pytest.raises(BadEventError) as refused:
        give("task_answered", task=given, answer="rifiutato")

    assert refused.value.fields == ("reason",)


def test_a_task_that_was_not_given_or_is_done_is_not_answered(give, given):
    give("task_answered", task=given, answer="fatto")

    for number in (given, 99):
        with pytest.raises(CaseOrderError, match="open task"):
            give("task_answered", task=number, answer="accettato")


def test_an_answer_that_is_taken_back_leaves_the_task_as_it_was(store, viewer, case, give, given):
    give("task_answered", task=given, answer="fatto")
    undo_last(store, case, "sbaglio", DAY, viewer)

    assert [one.answer for one in read_case(store, case, viewer).state.tasks] == [None]
