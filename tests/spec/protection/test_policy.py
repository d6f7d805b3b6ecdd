"""The policy gives what the table beside this test says, and nothing else; a purpose opens what it needs."""

import ast
import csv
import importlib
import inspect
import pkgutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import coordinator
from coordinator.errors import NotYoursError, UnknownPartyError, WrongPurposeError
from coordinator.model import Access, Account
from coordinator.network import Statement, ego, state_tie
from coordinator.network.history import history
from coordinator.network.one_tie import read_tie
from coordinator.network.parties import add_party, change_party
from coordinator.network.record import find_people, read_record
from coordinator.network.roles import state_role
from coordinator.protection import open_viewer, policy

DAY = date(2026, 3, 2)
LETTERS = {"R": "read", "W": "write", "E": "export", "D": "decide", "O": "emergency", "V": "review"}
MATRIX = list(csv.DictReader((Path(__file__).parent / "policy_matrix.csv").read_text("utf-8").splitlines()))
OPENS = {
    "ricerca": {"measures", "territory", "directory", "research"},
    "verifica": {"directory", "audit", "emergency", "backup", "draft"},
    "organizzazione": {
        *(
            "measures",
            "directory",
            "territory",
            "agreement",
            "register",
            "account",
            "body",
            "backup",
            "audit",
            "draft",
        ),
    },
    "trasloco": {"register_whole"},
    "autorita": {"register_whole"},
    "emergenza": {"network", "delicate", "person", "contacts", "tax_code", "case", "plan", "draft"},
}
"""What the purposes other than care open to read."""
ABOUT_ONE = {
    "trasloco": set(),
    "autorita": set(),
    "ricerca": set(),
    "organizzazione": set(),
    "verifica": {"audit", "emergency"},
}
"""What they open about one person."""
SCOPES = {
    "own": {
        *("assistente_sociale", "infermiere_famiglia", "medico", "coordinatore_uvm", "case_manager"),
        *("terzo_settore", "referente_scuola"),
    },
    "body": {"responsabile_comunale"},
    "self": {"amministratore", "persona"},
    "district": {
        *("operatore_pua", "operatore_cot", "coordinatore_sanitario", "coordinatore_sociale"),
        *("coordinatore_distretto", "ufficio_di_piano", "ricercatore", "responsabile_dati"),
    },
}


def test_the_policy_is_the_written_table():
    roles = [name for name in MATRIX[0] if name != "resource"]
    assert list(policy().grants) == roles
    assert list(policy().resources) == [row["resource"] for row in MATRIX]
    for row in MATRIX:
        for role in roles:
            for letter, action in LETTERS.items():
                given = letter in row[role]
                assert policy().allows(role, action, row["resource"]) == given, (
                    role,
                    action,
                    row["resource"],
                )


def test_nothing_is_given_that_no_resource_names():
    known = set(policy().resources)
    assert {resource for pairs in policy().grants.values() for _, resource in pairs} <= known


@pytest.mark.parametrize("purpose", OPENS)
def test_a_purpose_opens_what_it_needs(purpose):
    assert policy().asked_for[purpose].opens == OPENS[purpose]
    assert policy().asked_for[purpose].persons == ABOUT_ONE.get(purpose, OPENS[purpose])


@pytest.mark.parametrize("scope", SCOPES)
def test_each_role_is_given_on_the_persons_that_its_scope_says(scope):
    assert {role for role, one in policy().scopes.items() if one == scope} == SCOPES[scope]


@pytest.mark.parametrize("purpose", ["organizzazione", "verifica", "ricerca"])
def test_for_another_purpose_than_care_no_record_opens(store, ada, purpose):
    viewer = open_viewer(store, "capo", role="coordinatore_distretto", purpose=purpose)

    with pytest.raises(WrongPurposeError):
        ego(store, ada, DAY, viewer)
    with pytest.raises(WrongPurposeError):
        find_people(store, "ada", viewer)
    with store.reading() as session:
        assert [(one.purpose, one.allowed) for one in session.scalars(select(Access))] == [
            (purpose, False)
        ] * 2


def test_a_purpose_that_the_role_has_not_opens_nothing(store, ada):
    nurse = open_viewer(store, "greco", role="infermiere_famiglia", purpose="verifica")

    with pytest.raises(WrongPurposeError):
        read_record(store, ada, DAY, nurse)


def test_the_usual_purpose_is_the_first_of_the_role(store):
    assert open_viewer(store, "studiosa", role="ricercatore").purpose == "ricerca"
    assert open_viewer(store, "greco", role="medico").purpose == "cura"


def account(store, user, role, party_id):
    with store.writing() as session:
        session.add(Account(user=user, role=role, party_id=party_id))
    return open_viewer(store, user)


@pytest.mark.parametrize(("days", "sees"), [(0, True), (30, True), (31, False)])
def test_a_member_of_the_team_sees_her_person_in_her_period_and_a_month_after(store, viewer, ada, days, sees):
    greco = add_party(store, "professionista", {"name": "Greco", "profession": "infermiere_famiglia"}, viewer)
    until = store.clock().date() - timedelta(days=days)
    since = until - timedelta(days=90)
    state_role(store, "case_manager", greco, since, viewer, about_id=ada, until=until)
    nurse = account(store, "greco", "infermiere_famiglia", greco)

    if sees:
        assert read_record(store, ada, DAY, nurse).party.id == ada
    else:
        with pytest.raises(NotYoursError):
            read_record(store, ada, DAY, nurse)


def test_who_answers_for_a_body_sees_whom_its_services_follow_and_nobody_else(store, viewer, ada):
    comune = add_party(store, "ente", {"name": "Comune A", "institution_kind": "comune"}, viewer)
    sad = add_party(store, "servizio", {"name": "SAD", "service_kind": "sad"}, viewer)
    capo = add_party(store, "professionista", {"name": "Capo", "profession": "amministrativo"}, viewer)
    for kind, start, end in (
        ("gestito_da", sad, comune), ("lavora_presso", capo, comune), ("in_carico", ada, sad),
    ):  # fmt: skip
        state_tie(store, Statement(kind, start, end, DAY), viewer)
    head = account(store, "capo", "responsabile_comunale", capo)

    assert read_record(store, ada, DAY, head).party.id == ada
    with pytest.raises(NotYoursError):
        read_record(store, "per:lia", DAY, head)


def with_judge(store, viewer, ada):
    court = add_party(store, "ente", {"name": "Tribunale", "institution_kind": "tribunale"}, viewer)
    about_her = state_tie(store, Statement("assistito_da_ente", ada, court, DAY), viewer)
    papers = {"document": "decreto 12", "note": "limiti", "stated_by": "giudice"}
    keeper = state_tie(store, Statement("amministratore_sostegno", "per:lia", ada, DAY, **papers), viewer)
    return court, about_her, keeper


def test_the_doctor_knows_who_represents_her_and_nothing_of_the_tribunals_file(store, viewer, ada):
    court, about_her, keeper = with_judge(store, viewer, ada)
    doctor = open_viewer(store, "fabbri", role="medico")

    graph = ego(store, ada, DAY, doctor).graph
    assert set(graph) == {ada, "per:lia"}
    assert [tie["document"] for *_, tie in graph.edges(data=True)] == [None]
    assert [one.other_id for one in read_record(store, ada, DAY, doctor).spans] == ["per:lia"]
    assert read_tie(store, keeper, doctor)[0].said["document"] is None
    assert [one.document for one in history(store, keeper, doctor)] == [None]
    assert court in ego(store, ada, DAY, open_viewer(store, "rosa", role="assistente_sociale")).graph


def test_the_third_sector_is_told_neither_tax_code_nor_of_mental_health(store, viewer, ada):
    csm = add_party(store, "servizio", {"name": "CSM", "service_kind": "csm"}, viewer)
    state_tie(store, Statement("in_carico", ada, csm, DAY), viewer)
    change_party(store, ada, {"phone": "0832000000", "area": "valdoria"}, viewer)
    helper = open_viewer(store, "filo", role="terzo_settore")
    office = open_viewer(store, "capo", role="responsabile_comunale")

    assert ego(store, ada, DAY, helper).graph.number_of_edges() == 0
    assert read_record(store, ada, DAY, helper).party.phone == "0832000000"
    assert read_record(store, ada, DAY, office).party.phone is None
    assert csm in ego(store, ada, DAY, open_viewer(store, "greco", role="infermiere_famiglia")).graph


def test_a_reserved_person_is_as_unknown_as_nobody(store, viewer, ada):
    state_tie(store, Statement("amicizia", ada, "per:lia", DAY), viewer)
    change_party(store, ada, {"hidden": True}, viewer)
    pua = open_viewer(store, "pua", role="operatore_pua")

    assert find_people(store, "ada", pua) == []
    assert list(ego(store, "per:lia", DAY, pua).graph) == ["per:lia"]
    for unknown in (ada, "per:nessuna"):
        with pytest.raises(UnknownPartyError) as refused:
            read_record(store, unknown, DAY, pua)
        assert str(refused.value).replace(unknown, "X").startswith("No party has the id 'X'")
        with pytest.raises(UnknownPartyError):
            state_tie(store, Statement("vicinato", "per:lia", unknown, DAY), pua)
    assert read_record(store, ada, DAY, viewer).party.hidden


def test_a_parent_does_not_see_her_protected_child_by_the_law_alone(store, viewer, ada):
    state_tie(store, Statement("responsabilita_genitoriale", "per:lia", ada, DAY), viewer)
    parent = account(store, "lia", "persona", "per:lia")
    assert read_record(store, ada, DAY, parent).party.id == ada

    change_party(store, ada, {"hidden": True}, viewer)

    with pytest.raises(UnknownPartyError):
        read_record(store, ada, DAY, parent)
    assert read_record(store, ada, DAY, account(store, "ada", "persona", ada)).party.id == ada


def test_who_has_her_in_hands_by_name_keeps_seeing_her(store, viewer, ada):
    greco = add_party(store, "professionista", {"name": "Greco", "profession": "assistente_sociale"}, viewer)
    state_tie(store, Statement("segue", greco, ada, DAY), viewer)
    change_party(store, ada, {"hidden": True}, viewer)

    assert (
        ego(store, ada, DAY, account(store, "greco", "assistente_sociale", greco)).graph.number_of_edges()
        == 1
    )


PIECES = {"coordinator.protection.study.gather"}
"""Pieces of services, called after these have asked; so are all that take a session."""


def services():
    """Find every public function that takes a viewer."""
    for module in pkgutil.walk_packages(coordinator.__path__, "coordinator."):
        if "migrations" in module.name or module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in vars(loaded).items():
            own = inspect.isfunction(function) and function.__module__ == loaded.__name__
            if (
                own
                and not name.startswith("_")
                and {"store", "viewer"} <= (asked := set(inspect.signature(function).parameters))
                and "session" not in asked
            ):
                yield f"{module.name}.{name}", function


def test_every_service_asks_its_viewer_or_hands_her_on():
    """A function that does neither would answer whoever calls it."""
    careless = []
    for name, function in services():
        tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
        calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
        asks = any(
            isinstance(call.func, ast.Attribute) and call.func.attr == "require" for call in calls
        )  # fmt: skip
        handed = any(
            isinstance(one, ast.Name) and one.id == "viewer"
            for call in calls
            for one in [*call.args, *(word.value for word in call.keywords)]
        )
        if not (asks or handed or name in PIECES):
            careless.append(name)
    assert len(list(services())) > 90
    assert careless == []
