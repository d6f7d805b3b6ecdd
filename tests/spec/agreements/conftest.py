"""Give the demo's agreement, and edit it as a planted defect says."""

from datetime import date

import pytest

from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.text import read_agreement

DAY = date(2026, 11, 22)


@pytest.fixture
def good():
    """The agreement of the demo, complete."""
    return demo_agreement(DAY)


@pytest.fixture
def edited(good):
    """Make an agreement by editing the good one."""

    def edit(edits):
        content = good.model_dump()
        for one in edits:
            _edit(content, one)
        return read_agreement(content)

    return edit


def _edit(content, edit):
    *way, last = edit["at"].split(".")
    place = content
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    key = int(last) if last.isdigit() else last
    if isinstance(place, dict) and isinstance(place[key], tuple):
        place[key] = list(place[key])
    if "add" in edit:
        place[key].append(edit["add"])
        return
    if "drop" in edit:
        _drop(content, way, key)
        return
    if isinstance(place, tuple):
        _swap(content, way, key, edit["set"])
    else:
        place[key] = edit["set"]


def _parent(content, way):
    for step in way[:-1]:
        content = content[int(step)] if step.isdigit() else content[step]
    return content


def _drop(content, way, key):
    parent = _parent(content, way)
    parent[way[-1]] = [one for number, one in enumerate(parent[way[-1]]) if number != key]


def _swap(content, way, key, value):
    parent = _parent(content, way)
    parent[way[-1]] = [value if number == key else one for number, one in enumerate(parent[way[-1]])]
