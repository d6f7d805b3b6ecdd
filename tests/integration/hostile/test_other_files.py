"""Copies, keys, anchors and a body's own settings: whatever their file holds, it is taken whole or refused in words."""

import io
import json
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from apps.cli.ask import _assistant, ask
from apps.cli.measures import check
from coordinator.errors import CoordinatorError
from coordinator.network.parties import add_party
from coordinator.protection import audit_files, open_viewer
from coordinator.protection.backup_archive import MANIFEST, back_up_all, restore_all
from coordinator.protection.organisation import read_organisation
from coordinator.protection.pseudonyms import open_key
from coordinator.protection.retention import retention_rules
from coordinator.store import open_store
from coordinator.territory.standards import HEADER, load_standards
from knowledge.errors import KnowledgeError
from knowledge.norms.official import official_hosts

ORGANISATION = """name: ASL di prova
issuer: https://ingresso.esempio.it/realms/asl
client_id: ponte
secret_file: segreto.txt
roles: {assistenti: [assistente_sociale], capi: [coordinatore_distretto]}
skew_seconds: 60
"""
CASES = {
    "cases": [{"id": "a", "measure": "care_density", "input": {"contacts": [["a", "b", 3]]}, "expected": 1.0}]
}
ODD = [
    b"", b"\x00" * 50, b"\xff\xfe\x00", b"[" * 100_000, b'{"a":' * 50_000, b"a: &a [*a, *a]", b"- " * 9000,
    b"!!python/object/apply:os.system [touch eseguito]", b'"a" ' * 99, b"PK\x03\x04" + b"x" * 99, b"a: 1\na: 2\n",
    b"null", b"1", b"[]", b"9" * 5000,
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A record with one person, and of each kind of file one that is right."""
    home = tmp_path_factory.mktemp("casa")
    store = open_store(home=home)
    viewer = open_viewer(store, "demo")
    add_party(store, "persona", {"given_name": "Ada", "family_name": "Prova"}, viewer)
    right = tmp_path_factory.mktemp("giusti")
    audit_files.drop_anchor(store, right / "ancora", viewer)
    audit_files.export_log(store, right / "registro", viewer)
    back_up_all(store, home, right / "copia", viewer)
    open_key(right / "chiave")
    row = dict.fromkeys(HEADER, "1") | {
        "che_cosa": "abitanti",
        "dove": "territorio",
        "dal": "2026-01-01",
        "al": "",
    }
    made = {
        "misure": json.dumps(CASES), "domande": '{"id": "1", "question": "Che cos’è il PUA?"}\n',
        "organizzazione": ORGANISATION, "conservazione": "bozze: 30\nmai_seguite: 400\n",
        "siti": "- norme.esempio.it\n",
        "standard": ";".join(HEADER) + "\n" + ";".join(row.values()) + "\n",
    }  # fmt: skip
    for name, text in made.items():
        (right / name).write_text(text, encoding="utf-8")
    yield store, viewer, {path.name: path.read_bytes() for path in right.iterdir()}
    store.close()


def spoilt(made, data):
    """Change what is right here and there, or put something else in its place."""
    if made.chance(0.15):
        return made.choose(ODD)
    if data.startswith(b"PK") and made.chance(0.6):
        return repacked(made, data)
    if data.startswith(b"PK") or made.chance(0.2):
        cut = made.random.randrange(len(data))
        return (
            data[:cut]
            + bytes(made.random.randrange(256) for _ in range(8))
            + data[cut + made.choose([0, 3, 8]) :]
        )
    words = re.split(r"([\w.:/-]+)", data.decode("utf-8", "replace"))
    for _ in range(made.choose([1, 1, 2, 4])):
        words[made.random.randrange(len(words))] = made.text()
    return "".join(words).encode("utf-8", "replace")


def repacked(made, data):
    """Pack an archive anew with a name that leads elsewhere, a list that lies, or another content."""
    kept = io.BytesIO()
    how = made.choose(["name", "list", "content", "more"])
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
        names = old.namelist()
        told = json.loads(old.read(MANIFEST))
        for name in names:
            if name == MANIFEST:
                continue
            inside = spoilt(made, old.read(name)[:20_000]) if how == "content" else old.read(name)
            called = (made.text()[:90].encode("utf-8", "replace").decode() or "x") if how == "name" else name
            if how == "name":
                told["files"][called] = told["files"].pop(name, {})
            new.writestr(called, inside)
        if how == "more":
            new.writestr(
                made.choose(["../../fuori", "/tmp/fuori-ponte", "testi/../../fuori", "C:\\fuori"]), b"x"
            )
        if how == "list":
            told[made.choose(list(told))] = made.value()
        new.writestr(MANIFEST, json.dumps(told))
    return kept.getvalue()


@pytest.fixture
def one_assistant(monkeypatch):
    """Open the norms once for all runs of a command, each of which would be a process of its own."""
    monkeypatch.setattr("apps.cli.ask._assistant", cache(_assistant))


def command(run, *arguments):
    """Run a command on a file; what it does not foresee is raised."""
    answer = CliRunner().invoke(run, list(map(str, arguments)))
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    if answer.exit_code:
        assert "Traceback" not in answer.output
        raise CoordinatorError(answer.output)


READERS = {
    "ancora": lambda path, house, _: audit_files.read_anchors(path),
    "registro": lambda path, house, _: audit_files.verify_file(path),
    "copia": lambda path, house, home: restore_all(path, home, "prova"),
    "chiave": lambda path, house, _: open_key(path),
    "standard": lambda path, house, _: load_standards(house[0], path, house[1]),
    "misure": lambda path, house, _: command(check, path),
    "domande": lambda path, house, _: command(
        ask, "--batch", path, "--store", Path(house[0].engine.url.database).parent
    ),
    "organizzazione": lambda path, house, _: read_organisation(path),
    "conservazione": lambda path, house, _: retention_rules(path.parent),
    "siti": lambda path, house, _: official_hosts(path.parent),
}
CALLED = {"conservazione": "conservazione.yaml", "siti": "siti_ufficiali.yaml"}
"""Files that are found by their name."""


@pytest.mark.parametrize("kind", READERS)
def test_a_file_is_taken_whole_or_refused_in_words(
    kind, house, hostile, tries, tally, written, tmp_path, monkeypatch, one_assistant
):
    kept = tally(f"file {kind}")
    made, noted, faults = hostile(f"{kind} {kept.done(kind)}"), written(house[0].engine), []
    monkeypatch.chdir(tmp_path)
    usual = 1 if kind in {"copia", "domande"} else 12
    for number in range(tries(usual) - kept.done(kind)):
        place, home = tmp_path / str(number), tmp_path / f"casa {number}"
        place.mkdir()
        path = place / CALLED.get(kind, "file")
        path.write_bytes(spoilt(made, house[2][kind]))
        path.chmod(0o600)
        with noted.during() as tables:
            try:
                READERS[kind](path, house, home)
                outcome = "accolti"
            except (CoordinatorError, KnowledgeError) as error:
                half = tables or (kind == "copia" and home.exists())
                outcome = "SCRITTO A METÀ" if half else "rifiutati" if str(error) else "CRASH"
            except Exception as error:  # noqa: BLE001 - of any kind, it is a crash
                outcome = "CRASH"
                faults.append((repr(error)[:300], path.read_bytes()[:200]))
        kept.note(kind, outcome)
        if outcome.isupper():
            faults.append((outcome, path.read_bytes()[:200], tables))
            kept.fault(faults[-2:])
        left = {one.name for one in tmp_path.iterdir()} - {place.name, home.name}
        assert not left, left
        shutil.rmtree(place)
        shutil.rmtree(home, ignore_errors=True)
    kept.keep()
    assert faults == []
