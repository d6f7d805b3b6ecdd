"""Tables in the shape of the national flows say what they hold, what they lack, and name nobody."""

import csv
from datetime import date

import pytest

from coordinator.district import generate, load
from coordinator.district.path import walk_ada
from coordinator.errors import NotAllowedError
from coordinator.exchange.comuni import Comune, Comuni
from coordinator.exchange.national import export_flow, flows, told
from coordinator.protection import open_viewer

DAY = date(2026, 10, 31)
VALDORIA = Comune("901001", "Valdoria")


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """The invented district with Ada's path."""
    from coordinator.store import open_store

    store = open_store(home=tmp_path_factory.mktemp("district"))
    demo = open_viewer(store, "demo")
    load(store, generate(20, 1), demo)
    walk_ada(store, demo)
    yield store
    store.close()


@pytest.fixture
def tables(district, tmp_path):
    """Write a flow and read its tables again."""

    def write(flow, **how):
        export_flow(district, tmp_path / flow, DAY, open_viewer(district, "demo"), flow, **how)
        return {
            file.stem.removeprefix(f"{flow}_"): list(
                csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
            )
            for file in sorted((tmp_path / flow).glob("*.csv"))
        }

    return write


def test_who_is_in_home_care_has_a_row_with_her_carers_and_no_name(tables, tmp_path):
    comuni = Comuni({"901001": VALDORIA}, {"valdoria": (VALDORIA,)})
    found = tables("siad", comuni=comuni)

    (ada,) = [row for row in found["tracciato_1"] if row["persona"] == "per:ada"]
    assert (ada["anno_nascita"], ada["genere"], ada["codice_istat"]) == ("1942", "F", "901001")
    assert (ada["presa_in_carico"], ada["conclusione"]) == ("2025-05-05", "")
    assert (ada["caregiver"], ada["assistente_familiare"], ada["valutazione"]) == ("sì", "sì", "2026-09-15")
    assert not [
        file for file in (tmp_path / "siad").iterdir() if "Serravalle" in file.read_text(encoding="utf-8")
    ]


def test_what_a_plan_gives_is_a_row_and_what_has_no_price_has_no_value(tables):
    found = tables("sina")

    values = {row["finanziatore"]: (row["prestazione"], row["valore_euro"]) for row in found["prestazioni"]}
    assert values["asl"] == ("ore ADI", "2340.00")
    assert values["famiglia"] == ("ore della figlia", "")
    (ada,) = found["valutazioni"]
    assert (ada["persona"], ada["valutazione"]) == ("per:ada", "2026-09-15")


@pytest.mark.parametrize("flow", ["siad", "sina"])
def test_the_limits_go_out_beside_the_tables(tables, tmp_path, flow):
    tables(flow)

    text = (tmp_path / flow / "limiti.txt").read_text(encoding="utf-8")
    assert "non va trasmesso così com’è" in text
    assert all(heading in text for columns in flows()[flow]["tables"].values() for heading, _ in columns)
    assert text.splitlines() == told(flow)


def test_who_may_not_export_registers_gets_no_flow(district, tmp_path):
    with pytest.raises(NotAllowedError):
        export_flow(district, tmp_path / "no", DAY, open_viewer(district, "m", role="medico"), "siad")

    assert not (tmp_path / "no").exists()
