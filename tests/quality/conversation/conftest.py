"""The demo's district with its paths and the shipped norms, and the questions in their two halves."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
import yaml

TODAY = date(2026, 11, 22)
QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))


def is_held(words):
    """Put a wording into one of two halves by its letters alone."""
    return hashlib.sha256(words.encode()).digest()[0] % 2 == 1


@pytest.fixture(scope="session")
def wordings():
    """(question, one of its wordings), of both halves."""
    return [(question, words) for question in QUESTIONS for words in question["ask"]]


@pytest.fixture(scope="session")
def held():
    """Say whether a wording only measures."""
    return is_held


@pytest.fixture(scope="session")
def demo_day():
    """The day of every question."""
    return TODAY


@pytest.fixture(scope="session")
def demo(open_district):
    """The store of the demo on its day, with one person written twice."""
    from coordinator.model import Person

    store = open_district(200, ada=True, others=TODAY)
    with store.writing() as session:
        twin = {"given_name": "Wanda", "family_name": "Belini", "name": "Wanda Belini"}
        session.add(Person(id="per:twin", born_on=date(1929, 1, 18), **twin))
    yield store
    store.close()


@pytest.fixture(scope="session")
def norms():
    """The assistant over the shipped cards."""
    from knowledge.answer import Assistant
    from knowledge.library import Library

    with Library.open() as library:
        yield Assistant.open(library)


@pytest.fixture(scope="session")
def converse(demo, norms):
    """Begin a conversation on the demo."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def begin(person_id=""):
        return Talk(demo, open_viewer(demo, "demo"), lambda: norms, TODAY, person_id)

    return begin


@pytest.fixture(scope="session")
def said():
    """Write down all that an answer shows, in small letters."""

    def words(reply):
        parts = [reply.head, *(f"{line.text} {line.norm}" for line in reply.lines)]
        parts += [choice.label for choice in reply.choices]
        for answer in filter(None, [reply.answer, *(answer for _, answer in reply.answers)]):
            parts += [f"{quote.citation} {quote.text}" for quote in answer.quotes]
        return "\n".join(parts).casefold()

    return words
