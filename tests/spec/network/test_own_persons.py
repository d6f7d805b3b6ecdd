"""A professional sees the persons in her hands: by a dated tie, role or case, or by the service she works for."""

from datetime import UTC, date, datetime
from itertools import count

import pytest
from sqlalchemy import select, update

from coordinator.errors import NotAllowedError, NotYoursError
from coordinator.findings import find_district
from coordinator.model import Access, Account, Case, CaseEvent, Party
from coordinator.network import confirm_tie, ego, end_tie
from coordinator.network.parties import add_party
from coordinator.network.record import find_people, read_record
from coordinator.network.roles import state_role
from coordinator.pathway.events import make_event, write_event
from coordinator.protection import open_viewer
from coordinator.store import Store

MONDAY = date(2026, 3, 2)


@pytest.fixture
def enter(store):
    """Give a party of the network an account; returns who asks."""

    def enter(user, role="infermiere_famiglia", party_id=None):
        with store.writing() as session:
            session.add(Account(user=user, role=role, party_id=party_id or f"pra:{user}"))
        return open_viewer(store, user)

    return enter


def sees(store, who, person):
    try:
        ego(store, f"per:{person}", MONDAY, who)
    except NotYoursError:
        return False
    return True


@pytest.mark.parametrize(
    ("drawing", "seen"),
    [
        ("pra:pia segue ada 2026-01-01", True),
        ("pra:pia segue ada 2026-03-03", False),  # not yet
        ("pra:pia segue ada 2025-01-01..2026-02-10", True),  # handed over this month
        ("pra:pia segue ada 2025-01-01..2026-01-10", False),  # long ended
        ("pra:pia lavora_presso svc:adi\nada in_carico svc:adi", True),
        ("pra:pia lavora_presso svc:adi\nada segnalato svc:adi", True),
        ("pra:pia lavora_presso svc:adi 2020-01-01..2025-01-01\nada in_carico svc:adi", False),
        ("pra:pia lavora_presso svc:adi\nada in_carico svc:sad", False),
        ("pra:pia segue lia\nlia caregiver ada", False),  # she follows the daughter only
        (
            "pra:pia lavora_presso ist:inps\nada assistito_da_ente ist:inps",
            False,
        ),  # a benefit opens no record
        ("pra:pia lavora_presso com:coro\nada partecipa com:coro", False),  # nor does going to a choir
        ("pra:pia lavora_presso com:auser\ncom:auser volontariato ada", False),
    ],
)
def test_whom_a_nurse_sees(store, drawn, enter, drawing, seen):
    drawn(f"{drawing}\npra:pia segue zoe")

    assert sees(store, enter("pia"), "ada") is seen


def test_a_role_in_her_case_opens_a_person_for_its_days(store, viewer, drawn, enter):
    drawn("pra:pia segue zoe\nlia caregiver ada")
    nurse = enter("pia")
    assert not sees(store, nurse, "ada")
    state_role(store, "infermiere_referente", "pra:pia", MONDAY, viewer, about_id="per:ada")

    assert sees(store, nurse, "ada")


@pytest.fixture
def happened(store, hands):
    """Open a case of Ada's; returns what writes an event into it, a day after the other."""
    with store.writing() as session:
        session.add(
            Case(
                id="cas:ada",
                person_key=session.scalar(select(Party.key).where(Party.id == "per:ada")),
                **{"area": "non_autosufficienza", "instrument": "pai", "phase": "piano", "opened_on": MONDAY},
            )
        )
    numbers = count(1)

    def happened(kind, **said):
        number = next(numbers)
        with store.writing() as session:
            event = CaseEvent(
                case_key=session.scalar(select(Case.key)),
                **{"number": number, "kind": kind, "day": MONDAY, "recorded_at": store.clock()},
                **{"author": "prova", "role": "prova"},
                content=write_event(make_event(kind, **said)),
            )
            session.add(event)
        return number

    return happened


JOINED = {"party": "pra:pia", "role": "infermiere", "sector": "sanita"}


@pytest.fixture
def hands(drawn):
    """Two nurses who follow somebody else."""
    drawn("pra:pia segue zoe\npra:piaa segue zoe\nlia caregiver ada")


def test_who_joins_the_team_of_a_case_sees_the_person_until_she_leaves_it(store, hands, enter, happened):
    nurse, other = enter("pia"), enter("piaa")
    assert not sees(store, nurse, "ada")
    number = happened("joined", **JOINED)

    assert (sees(store, nurse, "ada"), sees(store, other, "ada")) == (True, False)
    happened("undone", number=number, reason="un’altra infermiera")
    assert not sees(store, nurse, "ada")
    happened("joined", **JOINED)
    happened("left", party="pra:pia", role="infermiere")
    assert sees(store, nurse, "ada")  # she hands over for some days
    later = Store(store.engine, lambda: datetime(2026, 6, 1, tzinfo=UTC))
    assert not sees(later, open_viewer(later, "pia"), "ada")


def test_who_must_do_something_for_a_person_sees_her(store, hands, enter, happened):
    nurse, other = enter("pia"), enter("piaa")
    step = {"priority": "media", "reason": "una caduta", "next_on": MONDAY}
    happened("triaged", owner="pra:pia", **step)
    happened("action_planned", action="medicazioni", goal="guarire", responsible="pra:piaa")

    assert (sees(store, nurse, "ada"), sees(store, other, "ada")) == (True, True)
    later = Store(store.engine, lambda: datetime(2026, 6, 1, tzinfo=UTC))
    assert sees(later, open_viewer(later, "pia"), "ada")  # the case is open
    with store.writing() as session:
        session.execute(update(Case).values(closed_on=MONDAY))
    assert not sees(later, open_viewer(later, "pia"), "ada")


def test_a_refusal_is_in_the_log(store, drawn, enter):
    drawn("pra:pia segue zoe\nlia caregiver ada")
    assert not sees(store, enter("pia"), "ada")
    with store.reading() as session:
        (entry,) = session.query(Access).filter_by(user="pia").all()

    assert (entry.of, entry.allowed) == ("per:ada", False)


def test_a_coordinator_and_the_pua_see_the_whole_district(store, drawn, enter):
    drawn("pra:pia segue zoe\nlia caregiver ada")

    assert sees(store, enter("capo", "coordinatore_distretto"), "ada")
    assert sees(store, enter("rosa", "operatore_pua"), "ada")


def test_lists_and_searches_hold_her_own_persons_alone(store, drawn, enter):
    drawn("pra:pia segue ada\nlia caregiver zoe strain=3\nlia caregiver ada strain=3")
    nurse = enter("pia")

    assert [person.id for person in find_people(store, "prova", nurse)] == ["per:ada"]
    assert {finding.person_id for finding in find_district(store, MONDAY, nurse)} == {"per:ada"}


def test_through_a_service_or_two_steps_she_meets_no_stranger(store, drawn, enter):
    drawn(
        "pra:pia segue ada\nada in_carico svc:adi\nzoe in_carico svc:adi\nlia caregiver ada\nlia caregiver ugo"
    )
    nurse = enter("pia")

    assert set(ego(store, "per:ada", MONDAY, nurse, radius=2).graph) == {
        "per:ada",
        "pra:pia",
        "svc:adi",
        "per:lia",
    }
    assert "per:zoe" not in ego(store, "svc:adi", MONDAY, nurse).graph
    assert [span.other_id for span in read_record(store, "svc:adi", MONDAY, nurse).spans] == ["per:ada"]


def test_she_writes_on_the_ties_of_her_own_persons_only(store, drawn, enter):
    hers, other = drawn("lia caregiver ada\nlia caregiver zoe\npra:pia segue ada")[:2]
    nurse = enter("pia")
    confirm_tie(store, hers, MONDAY, nurse)
    with pytest.raises(NotYoursError):
        end_tie(store, other, MONDAY, nurse)


def test_who_enters_a_person_may_go_on_with_her(store, drawn, enter):
    drawn("pra:rita segue zoe")
    worker = enter("rita", "assistente_sociale")
    ada = add_party(store, "persona", {"given_name": "Ada", "family_name": "Serra"}, worker)

    assert sees(store, worker, ada.removeprefix("per:"))
    later = Store(store.engine, lambda: datetime(2026, 6, 1, tzinfo=UTC))
    assert not sees(later, open_viewer(later, "rita"), ada.removeprefix("per:"))


def test_an_account_tied_to_nobody_sees_nobody(store, drawn, enter):
    drawn("pra:pia segue ada")

    assert not sees(store, enter("ignota", party_id=None), "ada")


def test_the_role_still_bounds_what_is_done_with_her_own(store, drawn, enter):
    (tie,) = drawn("pra:elio medico_base ada")
    doctor = enter("elio", "medico")
    assert sees(store, doctor, "ada")
    with pytest.raises(NotAllowedError):
        confirm_tie(store, tie, MONDAY, doctor)
