"""Two writers who wait for each other: one writes, the other is told, and nothing is half-written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from apps.components.messages import in_italian
from coordinator.errors import CollisionError
from coordinator.store import open_store
from coordinator.store.settings import read_setting, write_setting

pytestmark = pytest.mark.postgres


def test_of_two_writers_who_wait_for_each_other_one_writes_and_one_is_told(postgres_url):
    store, both = open_store(postgres_url), Barrier(2)
    with store.writing() as session:
        for name in ("prima", "seconda"):
            write_setting(session, store, name, value="nuova", author="demo")

    def write(first, second, who):
        """Write two settings, and wait between them until the other has written one."""
        try:
            with store.writing() as session:
                write_setting(session, store, first, value=who, author=who)
                session.flush()
                both.wait(timeout=60)
                write_setting(session, store, second, value=who, author=who)
        except CollisionError as error:
            return error
        return who

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(write, "prima", "seconda", "anna"), pool.submit(write, "seconda", "prima", "ugo")]
        found = [one.result(timeout=120) for one in done]

    told = [one for one in found if isinstance(one, CollisionError)]
    assert [one.sqlstate for one in told] == ["40P01"]
    assert in_italian(told[0]).startswith("Qualcun altro stava scrivendo nello stesso momento")
    (writer,) = (one for one in found if one not in told)
    assert [read_setting(store, name) for name in ("prima", "seconda")] == [writer, writer]
    store.close()
