"""Registers come in whole or not at all, and go out as they came in."""

import csv
from datetime import date

import openpyxl
import pytest

from coordinator.district import generate, load
from coordinator.errors import NotATableError, RegisterError
from coordinator.exchange import export_tables, load_tables
from coordinator.network import ego

PERSONS = (
    "codice;cognome;nome;sesso;nata_il;codice_fiscale\nada;Serravalle;Ada;F;11/02/1942;\nlia;Bruni;Lia;F;;\n"
)
TIES = "tipo;da;a;dal;ore_settimana\ncaregiver;per:lia;per:ada;01/03/2025;12,5\n"


@pytest.fixture
def written(tmp_path):
    """Write files by name and text; returns their paths."""

    def write(encoding="utf-8", **texts):
        paths = []
        for name, text in texts.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(text.encode(encoding))
            paths.append(path)
        return paths

    return write


@pytest.fixture
def problems(store, viewer, written):
    """Load what must be refused; returns its problems as lines."""

    def refuse(**texts):
        with pytest.raises(RegisterError) as caught:
            load_tables(store, written(**texts), viewer)
        return [str(problem) for problem in caught.value.problems]

    return refuse


def test_persons_and_ties_that_refer_to_each_other_load_together(store, viewer, written):
    loaded = load_tables(store, written(legami=TIES, persone=PERSONS), viewer)

    assert (loaded.rows["persone"], loaded.rows["legami"]) == (2, 1)
    ((_, _, tie),) = ego(store, "per:ada", date(2026, 3, 2), viewer).graph.edges(data=True)
    assert (tie["hours_per_week"], tie["since"], tie["author"]) == (12.5, date(2025, 3, 1), "coordinatrice")


def test_a_tie_that_nobody_signed_is_signed_by_who_loads_it(store, viewer, written):
    text = "tipo;da;a;dal;autore;registrato_il\ncaregiver;per:lia;per:ada;01/03/2025;;\n"
    load_tables(store, written(legami=text, persone=PERSONS), viewer)

    ((_, _, tie),) = ego(store, "per:ada", date(2026, 3, 2), viewer).graph.edges(data=True)
    assert (tie["author"], tie["recorded_at"]) == ("coordinatrice", store.clock())


def test_a_register_saved_by_an_old_spreadsheet_keeps_its_accents(store, viewer, written):
    text = "codice;cognome;nome\nnico;Calò;Nicolò\n"
    load_tables(store, written(encoding="cp1252", persone=text), viewer)

    assert ego(store, "per:nico", date(2026, 3, 2), viewer).graph.nodes["per:nico"]["name"] == "Nicolò Calò"


def test_a_workbook_loads_like_csv(store, viewer, tmp_path):
    book = openpyxl.Workbook()
    for title, text in (("Persone", PERSONS), ("Legami", TIES)):
        sheet = book.create_sheet(title)
        for row in csv.reader(text.splitlines(), delimiter=";"):
            sheet.append(row)
    book["Legami"]["D2"] = date(2025, 3, 1)
    book.save(tmp_path / "registri.xlsx")

    assert load_tables(store, [tmp_path / "registri.xlsx"], viewer).rows["legami"] == 1


def test_every_error_names_its_row_and_column(problems):
    assert problems(
        persone=PERSONS + "ada;;Ugo;Q;31/02/1950;RSSMRA80A01H501Z\n",
        legami=TIES + "caregiver;per:zoe;per:ada;2025-01-01;200\npadrino;per:lia;svc-adi;;\n",
    ) == [
        "legami.csv, riga 3, colonna da: per:zoe non è nell'archivio né nei file: aggiungilo prima",
        "legami.csv, riga 3, colonna ore_settimana: 200 non va bene: un numero da 0 a 168",
        "legami.csv, riga 4, colonna a: 'svc-adi' non è un codice: "
        "comincia con com:, hou:, ist:, per:, pra:, svc:",
        "legami.csv, riga 4, colonna dal: manca: è obbligatorio",
        "legami.csv, riga 4, colonna tipo: 'padrino' non è fra le parole ammesse: "
        "forse parte_di, partecipa, ha_fiduciario?",
        "persone.csv, riga 4, colonna codice: per:ada è scritto due volte",
        "persone.csv, riga 4, colonna codice_fiscale: non è un codice fiscale, né STP o ENI con 13 cifre: "
        "ricopialo dalla tessera",
        "persone.csv, riga 4, colonna cognome: manca: è obbligatorio",
        "persone.csv, riga 4, colonna nata_il: '31/02/1950' non è un giorno: "
        "scrivilo come 2026-03-31 oppure 31/03/2026",
        "persone.csv, riga 4, colonna sesso: 'Q': scrivi F oppure M oppure X",
    ]  # fmt: skip


def test_one_bad_cell_keeps_every_row_out(store, viewer, problems):
    problems(persone=PERSONS, legami=TIES + "caregiver;per:lia;per:ada;mai;\n")

    assert export_rows(store, viewer) == 0


def export_rows(store, viewer):
    """Count the parties of the store."""
    from coordinator.store.records import party_ids

    return len(party_ids(store))


def test_a_code_that_says_another_birth_is_refused(problems):
    headings = "codice;cognome;nome;sesso;nata_il;codice_fiscale"
    row = "ada;Serravalle;Ada;M;1943-02-11;SRRDAA42B51E506L"
    place = "persone.csv, riga 2, colonna codice_fiscale: non concorda con"
    assert problems(persone=f"{headings}\n{row}\n") == [
        f"{place} il sesso: ricontrolla tutti e due",
        f"{place} la data di nascita: ricontrolla tutti e due",
    ]


def test_a_tie_that_cannot_hold_between_its_ends_is_refused(problems):
    assert problems(persone=PERSONS, legami="tipo;da;a;dal\ngestito_da;per:lia;per:ada;2025-01-01\n") == [
        "legami.csv, riga 2, colonna tipo: 'gestito_da' non può andare da persona a persona: "
        "gira il legame o cambia tipo"
    ]


def test_a_register_already_loaded_is_refused_and_not_doubled(store, viewer, written, problems):
    load_tables(store, written(persone=PERSONS), viewer)

    assert problems(persone=PERSONS)[0] == (
        "persone.csv, riga 2, colonna codice: per:ada è già nell'archivio: "
        "toglilo dal file, o dagli un altro codice"
    )


def test_an_unknown_column_is_named(problems):
    assert problems(persone="codice;cognome;nome;soprannome\nada;S;Ada;x\n")[0].startswith(
        "persone.csv, riga 1, colonna soprannome: colonna sconosciuta"
    )


def test_a_row_with_a_separator_too_many_is_named(problems):
    assert problems(persone="codice;cognome;nome\nada;Serra;valle;Ada\n") == [
        "persone.csv, riga 2: ha più celle che colonne: controlla i separatori"
    ]


@pytest.mark.parametrize("cell", ['"Serra', '"Serra"valle'])
def test_a_quote_that_does_not_close_is_named_where_it_opens(problems, cell):
    assert problems(persone=f"codice;cognome;nome\nlia;Bruni;Lia\nada;{cell};Ada\nugo;Prova;Ugo\n") == [
        'persone.csv, riga 3: le virgolette (") non tornano: chiudile, o scrivile due volte dove fanno parte '
        "del testo"
    ]


def test_what_is_no_table_is_refused(store, viewer, tmp_path):
    (tmp_path / "persone.xlsx").write_text("not a workbook")
    with pytest.raises(NotATableError, match="not an XLSX workbook"):
        load_tables(store, [tmp_path / "persone.xlsx"], viewer)
    with pytest.raises(NotATableError, match="no such file"):
        load_tables(store, [tmp_path / "nessuno.csv"], viewer)


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(store, viewer, written, tmp_path):
    text = 'codice;cognome;nome;telefono\nada;"=HYPERLINK(""http://x"")";@Ada;+39 000\n'
    load_tables(store, written(persone=text), viewer)
    export_tables(store, tmp_path / "out", viewer)

    written_out = (tmp_path / "out" / "persone.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(written_out.splitlines(), delimiter=";"))
    assert [cell for cell in rows[1] if cell[:1] in "=+-@" and cell] == []
    assert rows[1][1] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("target", ["folder", "book.xlsx"])
def test_what_goes_out_comes_in_the_same(store, viewer, tmp_path, target):
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    load(store, generate(60, seed=3), viewer)
    first, again = tmp_path / target, tmp_path / f"again-{target}"
    export_tables(store, first, viewer)
    other = open_store(home=tmp_path / "other")
    asker = open_viewer(other, "prova", role="coordinatore_distretto")
    load_tables(other, sorted(first.glob("*.csv")) if first.is_dir() else [first], asker)
    export_tables(other, again, asker)
    other.close()

    assert cells(first) == cells(again)


def cells(path):
    """Read all cells of an export."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in path.glob("*.csv")}
    book = openpyxl.load_workbook(path, read_only=True)
    found = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    return found
