"""The first answer of a server that has just started waits for nothing that could be opened before."""

import asyncio
from datetime import date
from threading import Event
from types import SimpleNamespace

import pytest

from apps.components.desk import Desk
from apps.pages.asking.preparing import PREPARING, prepare
from apps.pages.house.wizard_person import FirstPerson
from coordinator.model.access import Access
from coordinator.network.parties import add_party

DAY = date(2026, 11, 22)


class Answering:
    """Norms that keep the questions and the territory that they were asked."""

    def __init__(self):
        self.asked, self.place = [], None

    def at(self, territory):
        self.place = territory
        return self

    def territories(self):
        return []

    def ask(self, question, **_how):
        self.asked.append(question)
        raise RuntimeError


def nothing():
    """Give what this desk lacks."""


@pytest.fixture
def starting(store, tmp_path):
    """The desk of a server that is opening what it needs."""
    norms = Answering()
    return Desk(store, tmp_path, nothing, lambda: norms, lambda: DAY, nothing, nothing, prepared=Event())


def test_what_a_first_answer_needs_is_opened_ahead(starting):
    with pytest.raises(RuntimeError):
        prepare(starting)

    assert len(starting.assistant().asked) == 1
    assert starting.prepared.is_set()


def test_nobodys_record_is_read_for_it(starting, store):
    with pytest.raises(RuntimeError):
        prepare(starting)

    with store.reading() as session:
        assert session.query(Access).count() == 0


@pytest.fixture
def first(starting, store, viewer):
    """The step of the first question, about Ines."""
    ines = add_party(store, "persona", {"family_name": "Manta", "given_name": "Ines"}, viewer)
    setup = SimpleNamespace(
        desk=starting,
        day=DAY,
        state={"person": ines, "typed": {}},
        services=list,
        keep=lambda **_: None,
        show=lambda: None,
    )
    return FirstPerson(setup, viewer)


def test_who_asks_before_is_told_why_she_waits_and_then_answered(first, starting):
    async def ask():
        first.acts()["ask"]({"question": "chi la aiuta?"})
        said = first.values("domanda")["coming"], first.values("domanda")["answer"]
        starting.prepared.set()
        await asyncio.wait_for(asyncio.shield(first._task), 30)
        return said, first.values("domanda")

    said, then = asyncio.run(ask())

    assert said == (PREPARING, "")
    assert (then["coming"], "Ines" in then["answer"]) == ("", True)


def test_who_stops_waiting_gets_no_answer_later(first, starting):
    async def ask():
        first.acts()["ask"]({"question": "chi la aiuta?"})
        first.acts()["stop"]({})
        starting.prepared.set()
        await asyncio.sleep(0.3)
        return first.values("domanda")

    then = asyncio.run(ask())

    assert (then["coming"], then["answer"]) == ("", "")
