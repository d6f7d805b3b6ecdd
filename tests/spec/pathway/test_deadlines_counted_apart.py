"""The engine's ends of terms agree with a count made apart: by days, with Easter and the law's holidays by hand."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.deadlines import Suspension, compute_deadline
from coordinator.pathway.terms import SuspensionRule, read_terms

FIXED = {(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)}
A_TERM = read_terms()["progetto_vita.avvio"]
ANY_STOP = SuspensionRule("prova", 10_000, 10, "prova")
MANY = 4000


def is_free(day, patron):
    """Say by hand whether offices are closed for a holiday; 4 October only from 2026 on."""
    return (
        day.weekday() == 6
        or (day.month, day.day) in FIXED
        or (day.month, day.day) == patron
        or day == easter(day.year) + timedelta(days=1)
        or ((day.month, day.day) == (10, 4) and day.year >= 2026)
    )


def count(start, length, unit, *, saturday, put_off, patron, stops):
    """Count a term day by day, as a clerk does with a calendar on the wall."""

    def works(day):
        return not is_free(day, patron) and (saturday or day.weekday() != 5)

    if unit in ("mesi", "anni"):
        step = relativedelta(months=length) if unit == "mesi" else relativedelta(years=length)
        length, unit = (start + step - start).days, "giorni"
    day, counted = start, 0
    while counted < length:
        day += timedelta(days=1)
        if any(since <= day <= until for since, until in stops):
            continue
        if unit == "giorni" or works(day):
            counted += 1
    while put_off and not works(day):
        day += timedelta(days=1)
    return day


def draw(dice):
    unit = dice.choice(["giorni", "giorni lavorativi", "mesi", "anni"])
    start = date(2024, 1, 1) + timedelta(days=dice.randrange(1900))
    stops, after = [], start
    for _ in range(dice.choice([0, 0, 1, 2])):
        since = after + timedelta(days=dice.randrange(1, 40))
        after = since + timedelta(days=dice.randrange(0, 30))
        stops.append((since, after))
    return {
        "start": start,
        "unit": unit,
        "length": dice.randrange(1, {"giorni": 200, "giorni lavorativi": 90, "mesi": 18, "anni": 3}[unit]),
        "saturday": dice.random() < 0.5,
        "put_off": dice.random() < 0.8,
        "patron": dice.choice([None, (2, 3), (8, 26), (12, 7), (2, 29), (10, 5)]),
        "stops": stops,
    }


@pytest.mark.parametrize("seed", range(4))
def test_the_engine_and_a_clerk_agree_on_every_term(seed):
    dice = Random(seed)
    for _ in range(MANY // 4):
        case = draw(dice)
        term = replace(
            A_TERM, length=case["length"], unit=case["unit"], saturday_works=case["saturday"],
            on_holiday="prorogato" if case["put_off"] else "fermo", suspension=ANY_STOP,
        )  # fmt: skip
        stops = [Suspension(since, until, "prova") for since, until in case["stops"]]

        found = compute_deadline(term, case["start"], LocalCalendar(case["patron"]), stops).due

        by_hand = count(**case)
        assert found == by_hand, case


@pytest.mark.parametrize(
    ("start", "length", "unit", "more", "due"),
    [
        # months end on the same day, or on the last where the month lacks it; the first day never counts
        (date(2026, 1, 31), 1, "mesi", {}, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, "mesi", {}, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, "mesi", {}, date(2026, 4, 30)),
        (date(2026, 8, 31), 6, "mesi", {}, date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (date(2026, 2, 28), 1, "mesi", {}, date(2026, 3, 28)),
        (date(2024, 2, 29), 1, "anni", {}, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "anni", {}, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, "mesi", {}, date(2027, 3, 1)),
        # 4 October: a holiday from 2026, a Sunday then and a Monday in 2027
        (date(2027, 9, 24), 10, "giorni", {}, date(2027, 10, 5)),
        (date(2025, 9, 24), 10, "giorni", {"saturday": False}, date(2025, 10, 6)),
        (date(2027, 10, 1), 1, "giorni lavorativi", {"saturday": False}, date(2027, 10, 5)),
        (date(2027, 10, 1), 1, "giorni lavorativi", {"saturday": True}, date(2027, 10, 2)),
        # the end on a Saturday, said both ways
        (date(2026, 3, 4), 10, "giorni", {"saturday": True}, date(2026, 3, 14)),
        (date(2026, 3, 4), 10, "giorni", {"saturday": False}, date(2026, 3, 16)),
        # the patron saint on a Monday, after a Sunday
        (date(2026, 12, 1), 5, "giorni", {"patron": (12, 7)}, date(2026, 12, 9)),  # Sunday 6, Monday 7, the 8th
        (date(2026, 12, 4), 1, "giorni lavorativi", {"patron": (12, 7), "saturday": False}, date(2026, 12, 9)),
        # Easter Monday, and the bridge of 25 April to 1 May
        (date(2027, 3, 25), 4, "giorni", {}, date(2027, 3, 30)),
        (date(2026, 4, 24), 5, "giorni lavorativi", {"saturday": False}, date(2026, 5, 4)),
        # a suspension from the day after the start, one that ends on the last day, one wholly after the end
        (date(2026, 3, 2), 10, "giorni", {"stops": [(date(2026, 3, 3), date(2026, 3, 12))]}, date(2026, 3, 23)),
        (date(2026, 3, 2), 10, "giorni", {"stops": [(date(2026, 3, 12), date(2026, 3, 12))]}, date(2026, 3, 13)),
        (date(2026, 3, 2), 10, "giorni", {"stops": [(date(2026, 3, 13), date(2026, 3, 20))]}, date(2026, 3, 12)),
    ],
)  # fmt: skip
def test_an_end_worked_out_on_paper_is_the_engine_s(start, length, unit, more, due):
    said = {"saturday": True, "patron": None, "stops": []} | more
    term = replace(A_TERM, length=length, unit=unit, saturday_works=said["saturday"], suspension=ANY_STOP)
    stops = [Suspension(since, until, "prova") for since, until in said["stops"]]

    assert compute_deadline(term, start, LocalCalendar(said["patron"]), stops).due == due
    assert count(start, length, unit, put_off=True, **said) == due
