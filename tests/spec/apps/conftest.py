"""The invented district, without a browser."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


class Told(str):
    """What norms that only say what they were asked answer."""

    refusal = None


@pytest.fixture(scope="session")
def district(open_district):
    """A store with Ada and fifty others."""
    store = open_district(60)
    yield store
    store.close()


class Norms:
    """Norms that only say what they were asked."""

    def ask(self, question, **_how):
        return Told(f"norms: {question}")

    def territories(self):
        return []

    def at(self, _territory):
        return self


@pytest.fixture(scope="session")
def echo():
    """Open norms that only say what they were asked."""
    return Norms


@pytest.fixture
def talk(district):
    """Begin a conversation; the norms only say that they were asked."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def begin(person_id="", role=None):
        viewer = open_viewer(district, "demo", role=role)
        return Talk(district, viewer, Norms, TODAY, person_id)

    return begin


@pytest.fixture(scope="session")
def walked(open_district):
    """The district with Ada's path and those of others."""
    store = open_district(200, ada=True, others=TODAY)
    yield store
    store.close()


@pytest.fixture(scope="session")
def cards():
    """The assistant over the shipped cards."""
    from knowledge.answer import Assistant
    from knowledge.library import Library

    with Library.open() as library:
        yield Assistant.open(library)


@pytest.fixture(scope="session")
def begin(walked, cards):
    """Begin a conversation over the walked district and the cards, from Ada's page unless told otherwise."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    return lambda about="per:ada", role=None: Talk(
        walked, open_viewer(walked, "demo", role=role), lambda: cards, TODAY, about
    )


@pytest.fixture(scope="session")
def shown():
    """Write down the sentences and norms that an answer shows."""
    return lambda reply: "\n".join(
        [reply.head, *(f"{line.text} {line.norm}".strip() for line in reply.lines)]
    )
