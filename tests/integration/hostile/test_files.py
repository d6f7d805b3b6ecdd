# ruff: noqa: E501 - the words of a list are read side by side
"""Whatever a file holds, reading it ends in rows or in a refusal that says what to mend; never in half of it."""

import base64
import importlib
import inspect
import io
import json
import pkgutil
import re
import typing
import zipfile
from datetime import date

import pytest

import coordinator.exchange
import knowledge.readers
from apps.components.acts import UnreadableActError, file_of
from coordinator.errors import CoordinatorError, NotATableError
from coordinator.exchange import archives
from coordinator.exchange.documents import TemplateError, write_docx
from coordinator.exchange.own_templates import PAPERS
from coordinator.exchange.registers import REGISTERS
from coordinator.exchange.tables import export_tables, load_tables
from coordinator.network.parties import add_party
from coordinator.pathway.sheets import Part, Sheet
from coordinator.protection import open_viewer
from coordinator.store import open_store
from knowledge.errors import KnowledgeError

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
ENDINGS = (
    ".csv",
    ".xlsx",
    ".json",
    ".xml",
    ".html",
    ".md",
    ".txt",
    ".pdf",
    ".docx",
    ".zip",
    ".yaml",
    ".ndjson",
    "",
)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no workbook can hold, so that none of ours could be written with it."""
READING = ("read", "load", "propose", "import", "add")


def importers():
    """Find every public function that reads a file: its name begins like reading, and it takes paths or bytes."""
    found = {}
    for package in (coordinator.exchange, knowledge.readers):
        inside = [info.name for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
        for module in map(importlib.import_module, [package.__name__, *inside]):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if not name.startswith(READING) or not function.__module__.startswith(package.__name__):
                    continue
                annotations = " ".join(map(str, inspect.get_annotations(function).values()))
                if any(word in annotations for word in ("Path", "bytes")):
                    found[f"{function.__module__}:{name}"] = function
    return found


FOUND = importers()


def register(made):
    """Write a register of the right headings, with cells of any kind."""
    kind = made.choose(REGISTERS)
    usual = {"day": "2026-03-01", "number": "3", "party": "per:ada", "flag": "sì"}
    rows = [[column.heading for column in kind.columns]]
    for _ in range(made.choose([1, 3])):
        rows.append(
            [made.text()[:9000] if made.chance(0.4) else usual.get(one.holds, "x") for one in kind.columns]
        )
    return kind.title, rows


def template(made):
    """Write a Word template with a field of ours, or with one that nobody offers."""
    from docx import Document

    document, kept = Document(), io.BytesIO()
    for words in ("{{ title }}", made.choose(["{{ subtitle }}", "{{ parts }}", "{{%s}}"]), "%s"):
        document.add_paragraph(NOT_IN_XML.sub("", words.replace("%s", made.text()[:2000])))
    document.save(kept)
    return kept.getvalue()


def content(made, path):
    """Fill a file with something: right in part, spoilt, or of another kind."""
    title, rows = register(made)
    if path.suffix == ".xlsx" and made.chance(0.7):
        from openpyxl import Workbook
        from openpyxl.utils.exceptions import IllegalCharacterError

        book = Workbook()
        book.active.title = title
        for row in rows:
            try:
                book.active.append([NOT_IN_XML.sub("", cell) for cell in row])
            except (IllegalCharacterError, ValueError):
                continue
        kept = io.BytesIO()
        book.save(kept)
        data = kept.getvalue()
    elif path.suffix == ".docx" and made.chance(0.9):
        data = template(made)
    elif made.chance(0.6):
        data = "\n".join(";".join(row) for row in rows).encode("utf-8", "replace")
    else:
        data = made.choose([
            json.dumps({"resourceType": made.text(), "entry": [made.text()]}).encode(),
            json.dumps([[]] * 9).encode(), b"[" * 5000, b'{"a":' * 3000, b"\x00" * 99, b"\xff\xfe\x00", b"%PDF-1.7\n" + made.text().encode("utf-8", "replace"),
            ENTITIES.encode(), f"<akomaNtoso><act>{made.text()}</act>".encode("utf-8", "replace"),
            f"<html><body>{made.text()}<p>Art. 1</p>".encode("utf-8", "replace"), b"PK\x03\x04" + b"x" * 99,
            f"# Art. 1\n{made.text()}\n".encode("utf-8", "replace"), b"a: &a [*a, *a]", b"!!python/object/apply:os.system [id]",
        ])  # fmt: skip
    if made.chance(0.3):  # spoilt on the way
        cut = made.random.randrange(len(data) + 1)
        data = data[:cut] + bytes(made.random.randrange(256) for _ in range(8)) + data[cut + 3 :]
    path.write_bytes(data)


ENTITIES = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY x SYSTEM "file:///etc/passwd">
]><akomaNtoso><act><body>&d;&d;&d;&x;</body></act></akomaNtoso>"""


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    store = open_store(home=tmp_path_factory.mktemp("registro"))
    viewer = open_viewer(store, "demo")
    add_party(store, "persona", {"given_name": "Ada", "family_name": "Prova"}, viewer)
    yield store, viewer
    store.close()


def call(function, path, record):
    """Call an importer by what its parameters are called."""
    from knowledge.readers.files import read_raw

    store, viewer = record
    given = {
        "store": lambda: store, "viewer": lambda: viewer, "path": lambda: path, "paths": lambda: [path],
        "file": lambda: path, "files": lambda: [path], "source": lambda: path, "raw": lambda: read_raw(path),
        "folder": lambda: path.parent, "content": path.read_bytes, "data": path.read_bytes, "day": lambda: date(2026, 11, 22),
        "on": lambda: date(2026, 11, 22), "today": lambda: date(2026, 11, 22), "target": lambda: path,
        "paper": lambda: next(iter(PAPERS)),
    }  # fmt: skip
    named = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in given and (parameter.default is parameter.empty or name in {"day", "path", "folder"}):
            named[name] = given[name]()
        elif parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD:
            pytest.skip(f"it is called by another that is here: needs {name}")
    found = function(**named)
    if isinstance(found, typing.Iterator):
        list(found)


@pytest.mark.parametrize("name", FOUND)
def test_a_reader_of_files_refuses_or_reads(name, record, hostile, tries, tally, written, tmp_path):
    kept, faults = tally(f"lettore-{name}"), []
    made, noted = hostile(f"{name} {kept.done(name)}"), written(record[0].engine)
    for number in range(tries(8) - kept.done(name)):
        path = tmp_path / f"{number}{made.choose(ENDINGS)}"
        content(made, path)
        with noted.during() as tables:
            try:
                call(FOUND[name], path, record)
                outcome = "accolti"
            except (CoordinatorError, KnowledgeError) as error:
                outcome = "rifiutati" if str(error) else "CRASH"
            except Exception as error:  # noqa: BLE001 - of any kind, it is a crash
                outcome = "CRASH"
                faults.append((repr(error)[:300], path.name, path.read_bytes()[:200]))
        if outcome == "rifiutati" and tables:
            outcome = "SCRITTO A METÀ"
            faults.append((outcome, path.name, path.read_bytes()[:200], tables))
        if outcome.isupper():
            kept.fault(faults[-1:])
        kept.note(name, outcome)
        path.unlink()
    kept.keep()
    assert faults == []


def test_the_readers_that_are_known_are_found():
    known = {
        "coordinator.exchange.tables:load_tables", "coordinator.exchange.mapping:propose", "knowledge.readers:read",
        "coordinator.exchange.rules_table:load_rules",
    }  # fmt: skip
    names = {
        *FOUND,
        *(f"knowledge.readers:{n}" for n, _ in inspect.getmembers(knowledge.readers, inspect.isfunction)),
    }

    assert known <= names


@pytest.mark.parametrize("number", range(2))
def test_an_act_added_to_the_library_is_read_or_refused(number, hostile, tries, tmp_path):
    from knowledge.library import Library

    made = hostile(f"library {number}")
    with Library.open(tmp_path / "casa") as library:
        for one in range(tries(4)):
            path = tmp_path / f"{one}{made.choose(ENDINGS)}"
            content(made, path)
            try:
                library.add(path)
            except KnowledgeError:
                continue
            assert library.coverage().damaged == ()


def test_an_entity_of_a_file_is_never_followed_nor_multiplied(tmp_path):
    path = tmp_path / "atto.xml"
    path.write_text(ENTITIES)

    with pytest.raises(KnowledgeError):
        [str(document) for document in knowledge.readers.read(path)]


def bomb(inside):
    """An archive of a few kilobytes that unpacks to a thousand times as much."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(inside, "w", force_zip64=True) as file,
    ):
        for _ in range(20):
            file.write(b"\x00" * 1_000_000)
    return made.getvalue()


def test_a_bomb_is_refused_before_it_is_opened(record, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 10_000_000)
    path = tmp_path / "persone.xlsx"
    path.write_bytes(bomb("xl/worksheets/sheet1.xml"))
    assert path.stat().st_size < 100_000

    with pytest.raises(NotATableError):
        load_tables(record[0], [path], record[1])
    with pytest.raises(TemplateError):
        write_docx(Sheet("a", "b", (Part("c"),)), tmp_path / "x.docx", path.read_bytes())


def test_a_sheet_that_says_it_is_huge_is_read_by_what_it_holds(record, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active["XFD1"] = "cognome"
    book.active["A1"] = "cognome"
    book.save(tmp_path / "persone.xlsx")

    with pytest.raises(CoordinatorError):
        load_tables(record[0], [tmp_path / "persone.xlsx"], record[1])


@pytest.mark.parametrize(
    "words",
    [
        "{{ title.__class__.__mro__[1].__subclasses__() }}",
        "{{ parts.append(1) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__ }}",
        "{% for i in range(10**9) %}x{% endfor %}",
    ],
)
def test_a_word_template_fills_fields_in_and_runs_nothing(words, tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph(words)
    document.save(str(tmp_path / "modello.docx"))

    with pytest.raises(TemplateError):
        write_docx(Sheet("Titolo", "b", (Part("c"),)), tmp_path / "fatto.docx", tmp_path / "modello.docx")
    assert not (tmp_path / "fatto.docx").exists()


@pytest.mark.parametrize("name", ["..", ".", "", "/", "a/..", "..\\", "x\ny", "è" * 199])
def test_the_name_of_a_sent_file_is_a_name_and_no_way(name):
    act = {"file": {"name": name, "base64": base64.b64encode(b"a").decode()}}

    with pytest.raises(UnreadableActError):
        file_of(act, "file")


def test_a_sent_file_keeps_the_last_part_of_its_name():
    assert file_of({"file": {"name": "../../etc/passwd", "base64": "YQ=="}}, "file") == ("passwd", b"a")
    assert file_of({"file": None}, "file") is None


def test_no_cell_of_an_export_is_a_formula_and_all_come_back(tmp_path):
    import csv

    from openpyxl import load_workbook

    store = open_store(home=tmp_path / "casa")
    viewer = open_viewer(store, "demo")
    names = ["=1+1", "+39", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1"]
    for name in names:
        add_party(store, "persona", {"given_name": name, "family_name": "Prova"}, viewer)
    export_tables(store, tmp_path / "fuori", viewer)
    export_tables(store, tmp_path / "fuori.xlsx", viewer)

    cells = [
        cell
        for path in (tmp_path / "fuori").glob("*.csv")
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(FORMULAS)]
    book = load_workbook(tmp_path / "fuori.xlsx")
    assert not [one for sheet in book for row in sheet.iter_rows() for one in row if one.data_type == "f"]
    book.close()

    again = open_store(home=tmp_path / "di-nuovo")
    load_tables(again, [tmp_path / "fuori" / "persone.csv"], open_viewer(again, "demo"))
    with again.reading() as session:
        from sqlalchemy import select

        from coordinator.model import Person

        assert sorted(session.scalars(select(Person.given_name))) == sorted([*names[:5], "=1"])
    store.close()
    again.close()
