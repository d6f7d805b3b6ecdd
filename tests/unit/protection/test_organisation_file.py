"""A file that says how an organisation enters names its own faults."""

import pytest

from coordinator.errors import BadOrganisationError
from coordinator.protection.organisation import read_organisation, read_secret

GOOD = {
    "name": "Comune di Esempio",
    "issuer": "https://accesso.esempio.it/realms/rete",
    "client_id": "ponte",
    "roles": "{infermieri: [infermiere_famiglia]}",
}


@pytest.fixture
def written(tmp_path):
    def write(**changed):
        path = tmp_path / "organizzazione.yaml"
        fields = {**GOOD, **changed}
        path.write_text("\n".join(f"{name}: {value}" for name, value in fields.items() if value is not None))
        return path

    return write


def test_a_file_in_order_is_read(written):
    assert read_organisation(written()).roles == {"infermieri": ["infermiere_famiglia"]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "http://accesso.esempio.it"),
        ("issuer", "file:///etc/passwd"),
        ("issuer", None),
        ("client_id", None),
        ("roles", "{}"),
        ("roles", "{infermieri: [mago]}"),
        ("skew_seconds", 3600),
        ("client_secret", "in chiaro"),
    ],
)
def test_a_fault_is_named_by_its_field(written, field, value):
    with pytest.raises(BadOrganisationError) as told:
        read_organisation(written(**{field: value}))

    assert told.value.field.startswith(field)


@pytest.mark.parametrize("text", ["- una lista", "a: [", "\x00"])
def test_what_is_no_list_of_fields_is_refused(tmp_path, text):
    path = tmp_path / "organizzazione.yaml"
    path.write_text(text)

    with pytest.raises(BadOrganisationError):
        read_organisation(path)


def test_a_secret_that_is_not_there_is_named_and_never_shown(written, tmp_path):
    path = written(secret_file="segreto.txt")
    with pytest.raises(BadOrganisationError, match=r"segreto\.txt"):
        read_secret(read_organisation(path), path)
    (tmp_path / "segreto.txt").write_text("parola\n")

    assert read_secret(read_organisation(path), path) == "parola"
