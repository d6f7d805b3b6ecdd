"""Ages are moved to the nearest at which a count may be told to who sees no persons."""

import pytest

from coordinator.network.wanted import Wanted
from coordinator.territory.tally import is_coarse, nearest_coarse


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((71, None), (75, None)),
        ((80, None), (75, None)),
        ((60, 74), (65, 74)),
        ((70, 79), (65, 84)),
        ((90, 99), (85, None)),
        ((None, 13), (None, 17)),
        ((10, 12), (None, 17)),
        ((3, None), (None, None)),
    ],
)
def test_the_nearest_edges_are_taken(asked, told):
    near = nearest_coarse(Wanted(least_age=asked[0], most_age=asked[1]))

    assert (near.least_age, near.most_age) == told
    assert is_coarse(near)
