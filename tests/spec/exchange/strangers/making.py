"""Write what another system could send, and try what must be refused."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from coordinator.errors import RegisterError
from coordinator.exchange.fhir import load_fhir
from coordinator.exchange.fhir.names import PARTY_ID, TAX_CODE, code_system
from coordinator.model import Access, Base

DAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERS = {"system": TAX_CODE, "value": "SRRDAA42B51F205C"}
KINDS = code_system("tie_kinds")


def patient(name="ada", **more):
    return {
        "resourceType": "Patient",
        "id": name,
        "name": [{"family": "Serravalle", "given": ["Ada"]}],
    } | more


def ours(name, party):
    return patient(name, identifier=[{"system": PARTY_ID, "value": party}])


def replaced_by(name):
    return {"active": False, "link": [{"other": {"reference": f"Patient/{name}"}, "type": "replaced-by"}]}


def tie(kind, **more):
    role = {"coding": [{"system": KINDS, "code": kind}]}
    return {"resourceType": "CareTeam", "id": "t", "subject": {"reference": "Patient/ada"}} | {
        "participant": [
            {"role": [role], "member": {"reference": "Practitioner/d"}, "period": {"start": "2026-01-01"}}
            | more
        ]
    }


DOCTOR = {"resourceType": "Practitioner", "id": "d", "name": [{"given": ["Ivo"], "family": "Fabbri"}]}


def bundle(*resources):
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def rows(store):
    """Count every row of the record, but for the log of who asked, at once."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != Access.__tablename__]
    counts = [select(func.count()).select_from(table).scalar_subquery().label(table.name) for table in tables]
    with store.reading() as session:
        return dict(session.execute(select(*counts)).one()._mapping)


def refused(desk, tmp_path, content):
    """Try to load a file that must be refused; return its problems, once nothing was written."""
    store, viewer = desk
    path = tmp_path / "loro.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    before = rows(store)
    with pytest.raises(RegisterError) as error:
        load_fhir(store, [path], viewer)
    assert rows(store) == before
    return [str(problem) for problem in error.value.problems]
