"""Roles belong to a place or a case and have dates; bodies agree from one day to another."""

from datetime import date

import pytest
from sqlalchemy import select

from coordinator.errors import BadAgreementError, BadRoleError, NotAllowedError, UnknownWordError
from coordinator.model import SpanEvent
from coordinator.network.agreements import agreements, end_agreement, state_agreement, undo_agreement
from coordinator.network.roles import coordination_office, end_role, roles_of, state_role, undo_role
from coordinator.network.span_history import past_agreements, past_roles
from coordinator.protection import open_viewer

MONDAY = date(2026, 3, 2)
YEAR = date(2026, 1, 1)
LATER = date(2026, 12, 31)


@pytest.fixture
def district(drawn):
    """A district, its Comune, a nurse and a social worker who follow Ada."""
    drawn("pra:pia segue ada\npra:rita segue ada\nist:distretto vigila ist:comune")
    return "ist:distretto"


def test_the_coordination_office_of_a_district_shows_its_vacant_seats(store, viewer, district):
    state_role(store, "coordinatore_sanitario_distretto", "pra:pia", YEAR, viewer, at_id=district)
    state_role(store, "responsabile_comunale", "pra:rita", YEAR, viewer, at_id=district, document="decreto 3")

    office = coordination_office(store, district, MONDAY, viewer)
    assert [(seat.label, seat.holder_name) for seat in office] == [
        ("Coordinatore sanitario del distretto", "Pia"),
        ("Coordinatore sociale per le attività sociali dell'ASL", None),
        ("Responsabile dei servizi socio-assistenziali nominato dal Comune", "Rita"),
    ]


def test_a_seat_changes_hands_on_a_day(store, viewer, district):
    first = state_role(store, "coordinatore_sociale_asl", "pra:pia", YEAR, viewer, at_id=district)
    end_role(store, first, date(2026, 2, 28), viewer)
    state_role(store, "coordinatore_sociale_asl", "pra:rita", date(2026, 3, 1), viewer, at_id=district)

    held = [
        coordination_office(store, district, day, viewer)[1].holder_id for day in (date(2026, 2, 28), MONDAY)
    ]
    assert held == ["pra:pia", "pra:rita"]
    assert len(roles_of(store, district, MONDAY, viewer, with_ended=True)) == 2


def test_a_case_manager_is_so_in_a_case_and_not_at_large(store, viewer, district):
    state_role(store, "case_manager", "pra:rita", YEAR, viewer, about_id="per:ada", case_id="cas:1")

    assert [(seat.role, seat.holder_id) for seat in roles_of(store, "per:ada", MONDAY, viewer)] == [
        ("case_manager", "pra:rita")
    ]
    with pytest.raises(BadRoleError, match="about_id"):
        state_role(store, "case_manager", "pra:rita", YEAR, viewer, at_id=district)


@pytest.mark.parametrize(
    ("role", "more", "error"),
    [
        ("imperatrice", {"at_id": "ist:distretto"}, UnknownWordError),
        ("coordinatore_sociale_asl", {"at_id": "per:ada"}, BadRoleError),
        ("coordinatore_sociale_asl", {"at_id": "ist:distretto", "until": date(2025, 1, 1)}, BadRoleError),
    ],
)
def test_a_role_that_cannot_be_is_refused(store, viewer, district, role, more, error):
    with pytest.raises(error):
        state_role(store, role, "pra:pia", YEAR, viewer, **more)


def test_an_agreement_is_in_force_from_its_first_to_its_last_day(store, viewer, district):
    bodies = [district, "ist:comune"]
    pact = state_agreement(store, "Accordo per gli anziani", "accordo_programma", bodies, YEAR, viewer)
    end_agreement(store, pact, MONDAY, viewer)

    days = (date(2025, 12, 31), YEAR, MONDAY, date(2026, 3, 3))
    assert [len(agreements(store, viewer, on=day)) for day in days] == [0, 1, 1, 0]
    (found,) = agreements(store, viewer, body_id="ist:comune")
    assert [name for _, name in found.bodies] == ["Comune", "Distretto"]


@pytest.mark.parametrize(
    ("title", "bodies", "until"),
    [(" ", ["ist:distretto", "ist:comune"], None), ("Accordo", ["ist:comune", "ist:comune"], None),
     ("Accordo", ["ist:comune", "per:ada"], None), ("Accordo", ["ist:distretto", "ist:comune"], date(2025, 1, 1))],
)  # fmt: skip
def test_an_agreement_that_cannot_be_is_refused(store, viewer, district, title, bodies, until):
    with pytest.raises(BadAgreementError):
        state_agreement(store, title, "convenzione", bodies, YEAR, viewer, until=until)
    assert agreements(store, viewer) == ()


def test_who_may_not_write_agreements_signs_none(store, district):
    doctor = open_viewer(store, "fabbri", role="medico")
    with pytest.raises(NotAllowedError):
        state_agreement(store, "Accordo", "convenzione", [district, "ist:comune"], YEAR, doctor)


def test_an_end_written_by_mistake_is_taken_back(store, viewer, district):
    held = state_role(store, "responsabile_comunale", "pra:rita", YEAR, viewer, at_id=district)
    pact = state_agreement(
        store, "Accordo", "convenzione", [district, "ist:comune"], YEAR, viewer, until=LATER
    )
    end_role(store, held, MONDAY, viewer)
    end_agreement(store, pact, MONDAY, viewer)

    undo_role(store, held, viewer)
    undo_agreement(store, pact, viewer)
    assert [seat.until for seat in roles_of(store, district, LATER, viewer)] == [None]
    assert [one.until for one in agreements(store, viewer, on=LATER)] == [LATER]
    with pytest.raises(BadRoleError, match="nothing to take back"):
        undo_role(store, held, viewer)
    with pytest.raises(BadAgreementError, match="nothing to take back"):
        undo_agreement(store, pact, viewer)


def test_what_was_written_by_mistake_is_taken_back_and_its_log_stays(store, viewer, district):
    held = state_role(store, "responsabile_comunale", "pra:rita", YEAR, viewer, at_id=district)
    pact = state_agreement(store, "Accordo", "convenzione", [district, "ist:comune"], YEAR, viewer)
    undo_role(store, held, viewer)
    undo_agreement(store, pact, viewer)

    assert roles_of(store, district, MONDAY, viewer, with_ended=True) == ()
    assert agreements(store, viewer) == ()
    with store.reading() as session:
        written = session.execute(select(SpanEvent.table_name, SpanEvent.act).order_by(SpanEvent.key)).all()
    assert written == [
        ("role", "stated"), ("agreement", "stated"), ("role", "taken back"), ("agreement", "taken back")
    ]  # fmt: skip


def acts(past):
    return [(one.act, one.until, one.author) for one in past.writings]


def test_the_history_of_a_role_tells_every_writing_and_who_wrote_it(store, viewer, district):
    number = state_role(store, "coordinatore_sociale_asl", "pra:pia", YEAR, viewer, at_id=district)
    end_role(store, number, MONDAY, viewer)
    undo_role(store, number, viewer)

    (past,) = past_roles(store, district, viewer)
    assert (past.name, past.since, past.until, past.withdrawn) == ("Pia", YEAR, None, False)
    assert acts(past) == [
        ("stated", None, viewer.user), ("ended", MONDAY, viewer.user), ("taken back", None, viewer.user)
    ]  # fmt: skip


def test_an_agreement_that_was_taken_back_stays_in_the_history(store, viewer, drawn):
    drawn("ist:asl vigila ist:comune\nist:asl vigila ist:ente")
    kept = state_agreement(store, "Accordo A", "convenzione", ["ist:asl", "ist:comune"], YEAR, viewer)
    gone = state_agreement(store, "Accordo B", "convenzione", ["ist:asl", "ist:ente"], YEAR, viewer)
    undo_agreement(store, gone, viewer)

    assert [one.id for one in agreements(store, viewer)] == [kept]
    assert {one.name: one.withdrawn for one in past_agreements(store, viewer)} == {
        "Accordo A": False, "Accordo B": True
    }  # fmt: skip
    assert [one.name for one in past_agreements(store, viewer, body_id="ist:ente")] == ["Accordo B"]
