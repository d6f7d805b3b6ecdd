"""Ada and Lia, without ties."""

import pytest

from coordinator.store.records import Records, Signature, write_records


@pytest.fixture
def ada(store):
    """Write Ada and Lia; returns Ada's id."""
    persons = [{"id": f"per:{name}", "given_name": name, "family_name": "Prova"} for name in ("ada", "lia")]
    with store.writing() as session:
        write_records(session, Records(persons=persons), Signature("prova", store.clock()))
    return "per:ada"
