"""Give the table of citations that a jurist can extend."""

from pathlib import Path

import pytest
import yaml

TABLE = yaml.safe_load(Path(__file__).with_name("citations.yaml").read_text("utf-8"))


def pytest_generate_tests(metafunc):
    if "citation" in metafunc.fixturenames:
        cases = TABLE["cases"]
        metafunc.parametrize("citation", cases, ids=[case["case"] for case in cases])


@pytest.fixture
def urn_of():
    """Write a norm of the table in full: ``L328~art14`` is an act's key and a partition."""

    def write(norm):
        act, mark, partition = norm.partition("~")
        return TABLE["acts"].get(act, act) + mark + partition

    return write
