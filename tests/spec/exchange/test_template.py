"""The template of the registers explains itself, and its example loads as it is."""

import openpyxl
import pytest

from coordinator.exchange.mapping import propose
from coordinator.exchange.registers import NOTES, REGISTERS
from coordinator.exchange.tables import load_tables
from coordinator.exchange.template import make_template, write_template_csv

ROWS = {
    "persone": 2,
    "nuclei": 1,
    "professionisti": 1,
    "servizi": 1,
    "enti": 2,
    "comunita": 1,
    "legami": 2,
    "ruoli": 1,
    "accordi": 1,
    "bisogni": 1,
    "contatti": 1,
}


@pytest.fixture(params=["xlsx", "csv"])
def example(request, tmp_path):
    """The filled-in template, as a workbook or as a folder of CSV."""
    if request.param == "xlsx":
        (tmp_path / "esempio.xlsx").write_bytes(make_template(filled=True))
        return [tmp_path / "esempio.xlsx"]
    write_template_csv(tmp_path / "esempio", filled=True)
    return sorted((tmp_path / "esempio").glob("*.csv"))


def test_the_filled_in_template_loads_as_it_is(store, viewer, example):
    assert load_tables(store, example, viewer).rows == ROWS


def test_the_empty_template_explains_every_field_and_every_word_and_holds_no_row(tmp_path):
    (tmp_path / "modello.xlsx").write_bytes(make_template())
    book = openpyxl.load_workbook(tmp_path / "modello.xlsx")

    assert tuple(book.sheetnames[:3]) == NOTES
    told = {(row[0].value, row[1].value) for row in book["campi"].iter_rows(min_row=2)}
    assert told == {(one.title, column.heading) for one in REGISTERS for column in one.columns}
    words = {(row[1].value, row[2].value) for row in book["parole"].iter_rows(min_row=2)}
    assert ("sad", "Servizio di assistenza domiciliare") in words
    assert [book[one.title].max_row for one in REGISTERS] == [1] * len(REGISTERS)
    assert [plan.title for plan in propose(tmp_path / "modello.xlsx")] == [one.title for one in REGISTERS]
