"""An office's own table is read as a register: its headings are paired with ours, its rows keep their numbers."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from coordinator.errors import RegisterError, UnknownWordError
from coordinator.exchange import load_tables
from coordinator.exchange.mapping import NEW_CODE, as_register, check, load, propose, with_columns
from coordinator.exchange.registers import NOTES, REGISTERS
from coordinator.exchange.template import make_template
from coordinator.network.record import find_people

OFFICE = """\
Cognome;Nome;Data di nascita;CF;Comune;Note interne
Farina;Elia;2/4/1950;;Valdoria;x

Moro;Ines;31/2/1951;;;y
"""


@pytest.fixture
def plans(tmp_path):
    path = tmp_path / "anagrafe comunale.csv"
    path.write_text(OFFICE, encoding="utf-8")
    return propose(path)


def test_headings_of_an_office_are_paired_with_ours(plans):
    (plan,) = plans

    assert plan.register == "persone"
    assert plan.columns == {
        "codice": NEW_CODE,
        "cognome": "cognome",
        "nome": "nome",
        "nata_il": "data_di_nascita",
        "codice_fiscale": "cf",
        "zona": "comune",
    }


def test_a_heading_that_also_says_of_whom_is_known_and_another_code_is_not_ours(tmp_path):
    path = tmp_path / "elenco.csv"
    path.write_text("Cognome della persona;Nome;Codice struttura\nFarina;Elia;7\n", encoding="utf-8")
    (plan,) = propose(path)

    assert plan.columns == {"codice": NEW_CODE, "cognome": "cognome_della_persona", "nome": "nome"}


def test_an_error_names_the_offices_own_file_row_and_heading(store, viewer, plans):
    with pytest.raises(RegisterError) as caught:
        check(store, plans, viewer)

    assert [str(one) for one in caught.value.problems] == [
        "anagrafe comunale.csv, riga 4, colonna data_di_nascita: '31/2/1951' non è un giorno: "
        "scrivilo come 2026-03-31 oppure 31/03/2026"
    ]
    assert find_people(store, "Farina", viewer) == []


def test_a_column_left_out_is_not_read_and_the_rest_is_loaded(store, viewer, plans):
    (plan,) = plans
    without = with_columns(plan, {**plan.columns, "nata_il": ""})

    assert check(store, [without], viewer) == {"persone": 2}
    assert load(store, [without], viewer).rows["persone"] == 2
    (elia,) = find_people(store, "Farina", viewer)
    assert (elia.id, elia.born_on) == ("per:anagrafe-comunale-2", None)


def test_a_sheet_is_left_out_or_read_as_another_register(store, viewer, plans):
    (plan,) = plans

    assert as_register(plan, None).columns == {}
    assert as_register(plan, "nuclei").columns["nome"] == "nome"
    assert check(store, [as_register(plan, None)], viewer) == {}


def test_the_template_loads_as_it_is_and_explains_each_heading(store, viewer, tmp_path):
    path = tmp_path / "modello.xlsx"
    path.write_bytes(make_template())
    book = load_workbook(BytesIO(path.read_bytes()))

    assert book.sheetnames == [*NOTES, *(register.title for register in REGISTERS)]
    assert all(cell.comment is not None for register in REGISTERS for cell in book[register.title][1])
    assert set(load_tables(store, [path], viewer).rows.values()) == {0}


def test_a_sheet_is_read_as_no_register_that_ponte_does_not_have(plans):
    with pytest.raises(UnknownWordError):
        as_register(plans[0], "'; DROP TABLE person; --")
