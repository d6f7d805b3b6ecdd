"""Whom a worker follows: those for whom something is due come first; the others can be told apart."""

from datetime import date

import pytest

from coordinator.network import Statement, state_tie
from coordinator.pathway.cases import open_case
from coordinator.pathway.events import Opened
from coordinator.pathway.followed import list_followed
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

MONDAY = date(2026, 3, 2)
CALL = Opened(source="vicini", caller="una vicina", reason="non esce")
BORN = {
    "ada": ("Abate", "1941-01-01"),
    "bea": ("Basso", "2008-03-02"),  # eighteen today
    "eva": ("Esposito", "2008-03-03"),  # eighteen tomorrow
    "ivo": ("Ianni", "1950-01-01"),
    "lia": ("Landi", "1950-01-01"),
    "ugo": ("Urso", "1950-01-01"),
}


@pytest.fixture
def rosa(store):
    """Six persons: Bea, Eva, Ivo and Lia are in care, Ada and Lia on a path, Ugo neither."""
    people = [
        {"id": f"per:{one}", "given_name": one.capitalize(), "family_name": name, "born_on": date.fromisoformat(born)}
        for one, (name, born) in BORN.items()
    ]  # fmt: skip
    service = {"id": "svc:sad", "name": "Assistenza", "service_kind": "sad"}
    records = Records(persons=people, services=[service])
    with store.writing() as session:
        write_records(session, records, Signature("prova", store.clock()))
    rosa = open_viewer(store, "rosa", role="coordinatore_distretto")
    for one in ("bea", "eva", "ivo", "lia"):
        state_tie(store, Statement("in_carico", f"per:{one}", "svc:sad", MONDAY), rosa)
    for one in ("ada", "lia"):
        open_case(store, f"per:{one}", CALL, MONDAY, rosa)
    return rosa


def listed(viewer, *waiting, **how):
    return [
        one.id.removeprefix("per:")
        for one in list_followed(viewer, MONDAY, [f"per:{one}" for one in waiting], **how).people
    ]


def test_who_is_waited_for_comes_first_then_who_is_on_a_path_then_the_others_by_name(rosa):
    assert listed(rosa) == ["ada", "lia", "bea", "eva", "ivo"]
    assert listed(rosa, "lia") == ["lia", "ada", "bea", "eva", "ivo"]


def test_the_list_can_go_by_family_name(rosa):
    assert listed(rosa, "lia", by_name=True) == ["ada", "bea", "eva", "ivo", "lia"]


def test_those_on_a_path_those_on_none_and_those_under_age_are_told_apart(rosa):
    assert listed(rosa, which="percorso") == ["ada", "lia"]
    assert listed(rosa, which="senza") == ["bea", "eva", "ivo"]
    assert listed(rosa, which="minori") == ["eva"]


@pytest.mark.parametrize("by_name", [False, True])
def test_every_person_stands_on_one_piece_of_a_long_list(rosa, by_name):
    pieces = [list_followed(rosa, MONDAY, by_name=by_name, start=start, limit=2) for start in (0, 2, 4)]

    assert [person.id for piece in pieces for person in piece.people] == [
        person.id for person in list_followed(rosa, MONDAY, by_name=by_name).people
    ]
    assert [piece.more for piece in pieces] == [True, True, False]
