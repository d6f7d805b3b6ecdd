"""Comuni come from a JSON or CSV that the user has, or the error says what to mend."""

import json

import pytest

from coordinator.district.province import Comune, ComuniFileError, read_comuni
from coordinator.district.province.comuni import invent_comuni, share_out


def written(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_a_csv_gives_names_and_people_whatever_its_separator_and_encoding(tmp_path):
    comma = written(tmp_path, "a.csv", "Comune,Popolazione\nCittà Alta,1200\nBorgo,80\n", "latin-1")
    points = written(
        tmp_path, "b.csv", "Sigla;Denominazione in italiano;Popolazione legale\nEE;Borgo;12.345\n\n"
    )

    assert read_comuni(comma) == [Comune("Città Alta", 1200), Comune("Borgo", 80)]
    assert read_comuni(points) == [Comune("Borgo", 12345)]


def test_a_json_gives_the_comuni_of_one_province_by_letters_or_name(tmp_path):
    rows = [
        {"nome": "Uno", "popolazione": 10, "sigla": "EE", "provincia": {"nome": "Esempio"}},
        {"nome": "Due", "popolazione": 20, "sigla": "FF", "provincia": {"nome": "Forte"}},
        {"nome": "Vuoto", "popolazione": 0, "sigla": "EE", "provincia": {"nome": "Esempio"}},
    ]
    path = written(tmp_path, "comuni.json", json.dumps(rows))

    assert read_comuni(path, "ee") == read_comuni(path, "esempio") == [Comune("Uno", 10)]


@pytest.mark.parametrize(
    ("text", "province", "said"),
    [
        ("niente di simile", None, "colonna «Comune»"),
        ("", None, "colonna «Comune»"),
        ('{"a": 1}', None, "«nome» e «popolazione»"),
        ("Comune;Popolazione\nBorgo;molti\n", None, "riga 2"),
        ("Comune;Popolazione\nBorgo;0\n", None, "nessun comune ha abitanti"),
        ("Comune;Popolazione\nBorgo;5\nBorgo;7\n", None, "stesso nome"),
        ("Comune;Popolazione;Sigla\nUno;5;AA\nDue;7;BB\n", None, "2 province"),
        ("Comune;Popolazione;Sigla\nUno;5;AA\n", "ZZ", "'ZZ'"),
    ],
)
def test_what_is_no_list_of_comuni_is_told_with_its_mend(tmp_path, text, province, said):
    with pytest.raises(ComuniFileError, match=said):
        read_comuni(written(tmp_path, "comuni.txt", text), province)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ComuniFileError, match="non c’è"):
        read_comuni(tmp_path / "assente.csv")


def test_persons_are_shared_out_to_the_last():
    assert share_out([1, 1, 1], 10) == [4, 3, 3]
    assert share_out([0, 5], 3) == [0, 3]


def test_invented_comuni_are_few_large_and_many_small():
    people = sorted(comune.people for comune in invent_comuni(7))

    assert people[-1] > 8 * people[len(people) // 2]


def test_the_real_comuni_of_a_province_are_read(corpus_dir):
    found = read_comuni(corpus_dir / "territory" / "comuni_contrini_2020.json", "LE")

    assert (len(found), sum(comune.people for comune in found)) == (96, 802018)
    again = read_comuni(corpus_dir / "territory" / "istat_comuni_20200101.csv", "LE")
    assert {comune.name for comune in again} == {comune.name for comune in found}
