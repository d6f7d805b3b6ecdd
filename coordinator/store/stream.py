"""Read what PostgreSQL answers while it is still looking for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg import Cursor, capabilities, errors, pq
from psycopg._preparing import Prepare
from psycopg.generators import execute, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg.abc import Params, PQGen, Query
    from sqlalchemy import Connection

CHUNK = 32
"""Rows handed over together: about what the server sends at once."""


class PreparedStream(Cursor[tuple[Any, ...]]):
    """
    A cursor whose `stream` asks by a prepared statement, as `execute` does.

    That of psycopg 3.3 has each question planned anew, which takes as long as half of the answer.
    """

    def _stream_send_gen(
        self, query: Query, params: Params | None = None, *, binary: bool | None = None, size: int
    ) -> PQGen[None]:
        """Send the question under the name that the connection keeps it by, and ask for rows as they come."""
        yield from self._start_query(query)
        asked = self._convert_query(query, params)
        known = self._conn._prepared  # noqa: SLF001 - psycopg's own list, so that both forget together
        state, name = known.get(asked, True)
        if state is Prepare.SHOULD:
            self._send_prepare(name, asked)
            for result in (yield from execute(self._pgconn)):
                if result.status == pq.ExecStatus.FATAL_ERROR:
                    raise errors.error_from_result(result, encoding=self._encoding)
        if state is Prepare.NO:  # the connection keeps none, as behind some poolers
            self._execute_send(asked, binary=binary, force_extended=True)
        else:
            self._send_query_prepared(name, asked, binary=binary)
            known.maybe_add_to_cache(asked, state, name)
        self._pgconn.set_chunked_rows_mode(size)
        self._last_query = query
        yield from send(self._pgconn)


def stream(connection: Connection, sql: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """
    Ask PostgreSQL, and give each row as it comes: the server looks for the next ones meanwhile.

    Read it to its end: to leave before calls the question off, and with it the transaction.

    Parameters
    ----------
    connection
        To PostgreSQL.
    sql, values
        The question, with ``%(name)s`` for each value.

    Yields
    ------
    tuple
        A row.
    """
    driver: Any = connection.connection.driver_connection
    if capabilities.has_stream_chunked():
        yield from PreparedStream(driver).stream(sql, values, binary=True, size=CHUNK)
    else:  # a libpq older than 17
        yield from driver.cursor(binary=True).execute(sql, values)
