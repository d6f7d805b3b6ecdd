"""PostgreSQL answers while it looks, and keeps the questions that it was asked."""

import pytest
from psycopg.errors import DivisionByZero
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from coordinator.store.stream import stream

MANY = "SELECT generate_series(1, %(last)s)"
KNOWN = text("SELECT statement FROM pg_prepared_statements")


pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("store", ["postgresql"], indirect=True)]


def test_every_row_comes_once_and_in_its_order(store):
    with store.reading() as session:
        rows = list(stream(session.connection(), MANY, {"last": 1000}))

    assert rows == [(number,) for number in range(1, 1001)]


def test_an_answer_of_which_only_the_first_row_was_read_stands_in_nobodys_way(store):
    with store.reading() as session:
        assert next(stream(session.connection(), MANY, {"last": 10**7})) == (1,)
    with store.reading() as session:
        assert list(stream(session.connection(), MANY, {"last": 2})) == [(1,), (2,)]


def test_a_question_that_cannot_be_answered_says_so(store):
    with store.reading() as session, pytest.raises(DivisionByZero):
        list(stream(session.connection(), "SELECT 1 / (%(last)s - 1)", {"last": 1}))


def test_the_next_reading_finds_the_questions_of_the_one_before(store):
    with store.reading() as session:
        list(stream(session.connection(), MANY, {"last": 1}))
    with store.reading() as session:
        assert any("generate_series" in known for known in session.scalars(KNOWN))


def test_who_reads_writes_nothing(store):
    with store.reading() as session, pytest.raises(InternalError, match="ReadOnlySqlTransaction"):
        session.execute(text("DELETE FROM party"))
