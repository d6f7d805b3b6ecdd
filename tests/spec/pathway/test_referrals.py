"""A referral always has an owner and a next date, and ends with a coded reason."""

from datetime import date, timedelta
from random import Random

import pytest

from coordinator.pathway.local_rules import LocalRules
from coordinator.pathway.referrals import ReferralError, open_referral, steps_from, take_step

HERE = LocalRules()
MONDAY = date(2026, 3, 2)
PUA, ADI = "svc:pua", "svc:adi"
REASONS = {"rifiuta": "posti", "ritira": "rinuncia", "dichiara_fatta": "risolto", "riapri": "incompleto"}


def new(day=MONDAY, others=(), key="ref:1", need="igiene", person="per:ada"):
    return open_referral(key, person, need, PUA, ADI, day, HERE, others)


def test_a_new_request_is_the_receivers_to_answer_in_three_working_days():
    referral = new(date(2026, 3, 5))  # a Thursday

    assert (referral.owner, referral.next_on) == (ADI, date(2026, 3, 10))


def test_the_whole_loop_needs_both_sides():
    accepted = take_step(new(), "accetta", ADI, date(2026, 3, 3), HERE)
    done = take_step(accepted, "dichiara_fatta", ADI, date(2026, 3, 20), HERE, "risolto")
    closed = take_step(done, "conferma", PUA, date(2026, 3, 23), HERE)

    assert (done.owner, done.is_open) == (PUA, True)
    assert (closed.state, closed.is_open, closed.next_on) == ("conclusa", False, None)
    assert closed.outcome == "Bisogno risolto"


def test_the_sender_cannot_accept_for_the_receiver():
    with pytest.raises(ReferralError, match="it can: ritira"):
        take_step(new(), "accetta", PUA, MONDAY, HERE)


def test_a_refusal_without_a_coded_reason_is_not_taken():
    with pytest.raises(ReferralError, match="requisiti, posti, fondi"):
        take_step(new(), "rifiuta", ADI, MONDAY, HERE, "così")


def test_a_second_open_request_for_the_same_need_is_refused():
    first = new()

    with pytest.raises(ReferralError, match="ref:1"):
        new(others=[first], key="ref:2")

    assert new(others=[first], key="ref:2", need="pasti").is_open


def test_once_closed_the_same_need_may_be_asked_again():
    refused = take_step(new(), "rifiuta", ADI, MONDAY, HERE, "posti")

    assert new(others=[refused], key="ref:2").is_open


def test_a_service_said_to_be_done_can_be_reopened_by_who_asked():
    accepted = take_step(new(), "accetta", ADI, MONDAY, HERE)
    done = take_step(accepted, "dichiara_fatta", ADI, MONDAY, HERE, "risolto")

    again = take_step(done, "riapri", PUA, MONDAY, HERE, "non_ricevuto")

    assert (again.state, again.owner, again.next_on) == ("accettata", ADI, date(2026, 3, 9))


def test_a_step_before_the_last_one_is_refused():
    with pytest.raises(ReferralError, match="before the last one"):
        take_step(new(), "accetta", ADI, date(2026, 3, 1), HERE)


def test_a_referral_to_itself_is_refused():
    with pytest.raises(ReferralError, match="to itself"):
        open_referral("ref:1", "per:ada", "igiene", PUA, PUA, MONDAY, HERE)


def test_in_a_year_of_twenty_thousand_none_is_left_without_owner_date_or_coded_end():
    random, end = Random(7), date(2026, 12, 31)
    referrals = []
    for number in range(20_000):
        day = date(2026, 1, 1) + timedelta(days=random.randrange(365))
        referral = new(day, key=f"ref:{number}", need=f"need {number}", person=f"per:{number % 5000}")
        while referral.is_open:
            acts_on = referral.next_on - timedelta(days=random.randrange(3))
            acts_on = max(acts_on, referral.moves[-1].on)
            if acts_on > end:
                break
            step = random.choice(steps_from(referral, referral.owner))
            referral = take_step(referral, step, referral.owner, acts_on, HERE, REASONS.get(step))
        referrals.append(referral)

    still_open = [one for one in referrals if one.is_open]
    closed = [one for one in referrals if not one.is_open]
    assert len(closed) > 15_000
    assert all(one.owner in (PUA, ADI) for one in referrals)
    assert all(one.next_on is not None and one.next_on > end - timedelta(days=3) for one in still_open)
    assert all(one.outcome is not None and one.next_on is None for one in closed)
