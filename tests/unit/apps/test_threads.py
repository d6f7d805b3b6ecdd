"""A conversation is given back to whom it was with, for half an hour."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from apps.pages.asking.threads import MOST, Threads

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    now = NOW

    def viewer(self, user="paola", role="case_manager", purpose="cura"):
        store = SimpleNamespace(engine=SimpleNamespace(url="sqlite://"), clock=lambda: self.now)
        return SimpleNamespace(user=user, role=role, purpose=purpose, store=store)


def test_it_is_given_back_to_the_same_user_about_the_same_person():
    clock, threads = Clock(), Threads()
    threads.keep(clock.viewer(), "per:ada", "talk", [{"id": "m0"}])

    assert threads.find(clock.viewer(), "per:ada").messages == ({"id": "m0"},)
    assert threads.find(clock.viewer(), "") is None
    assert threads.find(clock.viewer(user="rita"), "per:ada") is None
    assert threads.find(clock.viewer(role="medico"), "per:ada") is None
    assert threads.find(clock.viewer(purpose="organizzazione"), "per:ada") is None


def test_after_half_an_hour_it_is_gone():
    clock, threads = Clock(), Threads()
    threads.keep(clock.viewer(), "", "talk", [])
    clock.now = NOW + timedelta(minutes=31)

    assert threads.find(clock.viewer(), "") is None


def test_the_oldest_makes_room():
    clock, threads = Clock(), Threads()
    for number in range(MOST + 1):
        threads.keep(clock.viewer(), f"per:{number}", "talk", [])

    assert threads.find(clock.viewer(), "per:0") is None
    assert threads.find(clock.viewer(), "per:1") is not None
