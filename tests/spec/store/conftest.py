"""Two persons to tie."""

import pytest

from coordinator.store.records import Records, Signature, write_records


@pytest.fixture
def two_persons(store):
    """Write Ada and Lia; returns their ids."""
    persons = [{"id": f"per:{name}", "given_name": name, "family_name": "Prova"} for name in ("ada", "lia")]
    with store.writing() as session:
        write_records(session, Records(persons=persons), Signature("prova", store.clock()))
    return "per:ada", "per:lia"
