"""A library that holds only the shipped cards."""

import pytest

from knowledge.library import Library


@pytest.fixture(scope="module")
def library():
    with Library.open() as held:
        yield held
