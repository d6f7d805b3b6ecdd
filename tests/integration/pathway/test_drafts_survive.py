"""The server is killed while someone types: the draft comes back, and at most the last field is lost."""

import os
import random
import signal
import subprocess
import sys

import pytest

from coordinator.district import generate, load
from coordinator.pathway.drafts import read_draft
from coordinator.protection import open_viewer
from coordinator.store import open_store

DEATHS = int(os.environ.get("PONTE_DEATHS", "5"))  # 50 before a release
PEOPLE = generate(max(DEATHS, 9), 7)
FIELDS = [f"campo{number}" for number in range(12)]
TYPIST = """
import sys
from pathlib import Path
from coordinator.district import generate, load
from coordinator.pathway.drafts import save_field
from coordinator.protection import open_viewer
from coordinator.store import open_store

store = open_store(home=Path(sys.argv[1]))
viewer = open_viewer(store, "rosa", role="operatore_pua")
for field in sys.stdin:
    save_field(store, "contatto", sys.argv[2], field.strip(), f"valore di {field.strip()}", viewer)
    print(field.strip(), flush=True)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folder of a store with as many persons as deaths: each leaves the draft of another."""
    folder = tmp_path_factory.mktemp("drafts")
    store = open_store(home=folder)
    load(store, PEOPLE, open_viewer(store, "demo"))
    store.close()
    return folder


def type_and_die(home, about, rng):
    """Type fields and kill the process in the middle; returns those acknowledged, and the last one."""
    process = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(home), about],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    acknowledged = []
    last = rng.randrange(1, len(FIELDS))
    for field in FIELDS[:last]:
        process.stdin.write(f"{field}\n")
        process.stdin.flush()
        acknowledged.append(process.stdout.readline().strip())
    process.stdin.write(f"{FIELDS[last]}\n")  # this one may or may not have been written when death comes
    process.stdin.flush()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    return acknowledged, FIELDS[last]


def test_each_draft_comes_back_with_at_most_the_last_field_lost(home):
    rng = random.Random(DEATHS)
    typed = {one["id"]: type_and_die(home, one["id"], rng) for one in PEOPLE.persons[:DEATHS]}

    store = open_store(home=home)
    viewer = open_viewer(store, "rosa", role="operatore_pua")
    for about, (acknowledged, last) in typed.items():
        draft = read_draft(store, "contatto", about, viewer)
        assert set(acknowledged) <= set(draft) <= {*acknowledged, last}
        assert all(value == f"valore di {field}" for field, value in draft.items())
    store.close()
