"""A term ends on the day that its norm makes it end."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.deadlines import (
    State,
    Suspension,
    SuspensionError,
    TermNotInForceError,
    compute_deadline,
)
from coordinator.pathway.terms import UnknownTermError, find_term, read_terms

CASES = yaml.safe_load((Path(__file__).parent / "deadlines.yaml").read_text())
TERMS = read_terms()
HERE = LocalCalendar()


def stretch(since, until, why="mancano documenti"):
    return Suspension(since, until, why)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_example_comes_out_right(case):
    patron = tuple(int(part) for part in case["patron"].split("-")) if "patron" in case else None
    stretches = [stretch(since, until) for since, until in case.get("suspended", [])]

    deadline = compute_deadline(TERMS[case["term"]], case["start"], LocalCalendar(patron), stretches)

    assert deadline.due == case["due"]


def test_there_are_at_least_sixty_worked_examples():
    assert len(CASES) >= 60


def test_every_term_names_its_comma_or_is_called_local():
    for term in TERMS.values():
        assert (term.source is None) == (term.origin == "termine locale")
        assert term.source is None or term.source.startswith("urn:nir:")


def test_a_term_that_hides_its_source_is_refused():
    hidden = "terms: [{id: x, name: x, origin: legge, source: null, length: 1, unit: giorni}]"

    with pytest.raises(Exception, match="termine locale"):
        read_terms(hidden)


def test_the_library_knows_the_patron_of_a_province():
    assert LocalCalendar(province="LE").is_holiday(date(2026, 8, 26))
    assert not LocalCalendar(province="MI").is_holiday(date(2026, 8, 26))


def test_an_open_suspension_leaves_the_end_unknown():
    term = TERMS["procedimento.conclusione"]

    deadline = compute_deadline(term, date(2026, 3, 3), HERE, [stretch(date(2026, 3, 16), None)])

    assert deadline.due is None
    assert deadline.days_left(date(2026, 4, 1)) is None
    assert deadline.state(date(2026, 4, 1)) is State.SUSPENDED


def test_a_suspension_longer_than_its_norm_allows_is_refused():
    term = TERMS["procedimento.conclusione"]

    with pytest.raises(SuspensionError, match="30 days"):
        compute_deadline(term, date(2026, 3, 3), HERE, [stretch(date(2026, 3, 4), date(2026, 4, 3))])


def test_a_second_suspension_is_refused_where_one_is_allowed():
    term = TERMS["procedimento.conclusione"]
    twice = [stretch(date(2026, 3, 4), date(2026, 3, 5)), stretch(date(2026, 3, 8), date(2026, 3, 9))]

    with pytest.raises(SuspensionError, match="1 times"):
        compute_deadline(term, date(2026, 3, 3), HERE, twice)


def test_a_term_without_suspension_refuses_one():
    term = TERMS["progetto_vita.conclusione"]

    with pytest.raises(SuspensionError, match="knows no suspension"):
        compute_deadline(term, date(2026, 3, 3), HERE, [stretch(date(2026, 3, 4), date(2026, 3, 5))])


def test_a_suspension_that_ends_before_it_begins_is_refused():
    term = TERMS["procedimento.conclusione"]

    with pytest.raises(SuspensionError, match="before it begins"):
        compute_deadline(term, date(2026, 3, 3), HERE, [stretch(date(2026, 3, 9), date(2026, 3, 4))])


def test_a_norm_not_yet_in_force_gives_no_term():
    text = """
    terms:
    - {id: t, name: t, starts_with: x, length: 1, unit: giorni, source: "urn:nir:x", origin: legge,
       saturday_works: true, on_holiday: fermo, counting_source: null, valid_from: 2027-01-01, valid_to: null}
    """
    term = read_terms(text)["t"]

    with pytest.raises(TermNotInForceError):
        compute_deadline(term, date(2026, 12, 31), HERE)

    assert compute_deadline(term, date(2027, 1, 2), HERE).due == date(2027, 1, 3)


def test_an_unknown_term_is_refused_with_those_that_exist():
    with pytest.raises(UnknownTermError, match="accesso.atti"):
        find_term(TERMS, "nessuno")


def test_days_left_and_state_follow_the_day_of_the_question():
    deadline = compute_deadline(TERMS["procedimento.conclusione"], date(2026, 3, 3), HERE)

    assert deadline.due == date(2026, 4, 2)
    assert deadline.days_left(date(2026, 3, 20)) == 13
    assert deadline.state(date(2026, 3, 20)) is State.RUNNING
    assert deadline.state(date(2026, 3, 26)) is State.NEAR
    assert deadline.state(date(2026, 4, 2)) is State.NEAR
    assert deadline.state(date(2026, 4, 3)) is State.OVERDUE
    assert deadline.state(date(2026, 4, 3), met_on=date(2026, 4, 2)) is State.MET
    assert deadline.state(date(2026, 4, 4), met_on=date(2026, 4, 3)) is State.MISSED


def test_the_count_is_told_step_by_step():
    deadline = compute_deadline(TERMS["progetto_vita.conclusione"], date(2026, 7, 6), HERE)

    assert deadline.steps == (
        "Inizia con l'avvio del procedimento, lunedì 06/07/2026: quel giorno non si conta.",
        "90 giorni: domenica 04/10/2026.",
        "Il giorno è festivo (Festa nazionale di San Francesco d'Assisi, patrono d'Italia): "
        "si va a lunedì 05/10/2026.",
    )
