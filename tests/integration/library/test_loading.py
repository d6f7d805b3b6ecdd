"""Adding files: once, again, changed, interrupted, on both stores."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import knowledge.library.loading as loading
from knowledge.library import Library
from knowledge.norms.identifiers import parse_urn

REGION = Path(str(files("knowledge") / "regione_esempio"))
LAW = "urn:nir:regione.esempio:legge:2020-03-12;4"
DAY = date(2024, 6, 1)


@pytest.fixture
def law(tmp_path):
    path = tmp_path / "legge.md"
    path.write_text((REGION / "legge_regionale_2020_4.md").read_text())
    return path


def test_a_file_added_twice_is_read_once(tmp_path, law, monkeypatch):
    with Library.open(tmp_path / "home") as library:
        first = library.add(law)
        monkeypatch.setattr(loading, "read", lambda _path: pytest.fail("the file was read again"))
        second = library.add(law)

    assert first.added == [LAW]
    assert second.unchanged == [LAW]


def test_a_changed_comma_is_the_only_thing_that_changes(tmp_path, law):
    with Library.open(tmp_path / "home") as library:
        library.add(law)
        law.write_text(law.read_text().replace("trenta ore", "quaranta ore"))
        report = library.add(law)

        assert report.changed == [LAW]
        assert (report.units_added, report.units_removed) == (0, 0)
        assert report.units_changed == 2  # the comma and the article that holds it
        assert "quaranta" in library.find(parse_urn(f"{LAW}~art2-com1"), DAY)[0].text


def test_a_kill_in_the_middle_loses_nothing_and_the_next_run_goes_on(tmp_path, law, monkeypatch):
    other = REGION / "regolamento_ambito_valchiara.md"
    real = loading.insert_document

    def killed(connection, document, source_id):
        if "ambito" in document.act.urn:
            real(connection, document, source_id)
            raise KeyboardInterrupt
        return real(connection, document, source_id)

    with Library.open(tmp_path / "home") as library:
        monkeypatch.setattr(loading, "insert_document", killed)
        with pytest.raises(KeyboardInterrupt):
            library.add([law, other])
        monkeypatch.undo()
    with Library.open(tmp_path / "home") as library:
        assert library.act(LAW) is not None
        assert library.act("urn:nir:ambito.valchiara:regolamento:2022-01-20;1") is None
        report = library.add([law, other])

        assert report.unchanged == [LAW]
        assert report.added == ["urn:nir:ambito.valchiara:regolamento:2022-01-20;1"]


def test_progress_tells_each_file_and_the_end(tmp_path, law):
    told = []
    with Library.open(tmp_path / "home") as library:
        library.add([law], progress=lambda done, total, name: told.append((done, total, name)))

    assert told == [(0, 1, "legge.md"), (1, 1, "")]


def test_a_library_opens_with_the_shipped_cards(tmp_path):
    with Library.open(tmp_path / "home") as library:
        cards = [passage for passage in library.passages(DAY) if not passage.official]
        assert len(library.acts()) >= 5

    assert cards
    assert all(passage.act.licence.startswith("Scheda redazionale") for passage in cards)


def test_an_official_comma_hides_the_card_on_it(tmp_path, law):
    law.write_text(
        "---\nurn: urn:nir:stato:legge:2000-11-08;328\nnota: testo originario\n---\n"
        "### Art. 14\n\n1. Parole inventate al posto di quelle vere."
    )
    ref = parse_urn("urn:nir:stato:legge:2000-11-08;328~art14-com1")
    with Library.open(tmp_path / "home") as library:
        assert [passage.official for passage in library.find(ref, DAY)] == [False]
        library.add(law)
        assert [passage.official for passage in library.find(ref, DAY)] == [True]


def test_another_schema_reads_the_same_files_again(tmp_path, law, monkeypatch):
    import knowledge.library.opening as module

    with Library.open(tmp_path / "home") as library:
        library.add(law)
        version = library.version
    monkeypatch.setattr(module, "SCHEMA", 99)
    with Library.open(tmp_path / "home") as library:
        assert library.version == version


def test_coverage_counts_and_verifies(tmp_path, law):
    with Library.open(tmp_path / "home") as library:
        library.add(law, on=date(2026, 5, 4))
        coverage = library.coverage()

    assert coverage.last_update == date(2026, 5, 4)
    assert coverage.damaged == ()
    assert coverage.unread == 0
    source = next(source for source in coverage.sources if source.path == str(law))
    assert (source.acts, source.intact) == ((LAW,), True)
    assert "inventato" in source.licence


@pytest.mark.postgres
def test_both_stores_give_the_same_passages(law, postgres_url):
    def passages(library):
        library.add([law, REGION / "deliberazione_2021_210.docx"])
        return list(library.passages(DAY, "IT-Esempio"))

    with Library.open() as here, Library.open(url=postgres_url) as there:
        assert passages(here) == passages(there)
        assert here.version == there.version
