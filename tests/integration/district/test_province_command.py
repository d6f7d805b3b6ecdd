"""A province by command: on the comuni of a file, told in Italian, refused where it cannot be."""

import json


def test_a_province_on_the_comuni_of_a_file_is_loaded_and_its_truth_written_apart(ponte, tmp_path):
    comuni = tmp_path / "comuni.csv"
    comuni.write_text("Comune;Popolazione\nPrima;600\nSeconda;300\nTerza;100\n", encoding="utf-8")
    words = ("district", "--persons", 900, "--seed", 3, "--comuni", comuni)
    made = ponte(*words, "--export", tmp_path / "csv")
    again = ponte(*words, check=False)

    assert "Caricate 900 persone inventate" in made.stdout
    assert "100%  fatto" in made.stderr
    truth = json.loads((tmp_path / "provincia_verita.json").read_text(encoding="utf-8"))
    assert truth["districts"] == ["Distretto di Prima", "Distretto di Seconda", "Distretto di Terza"]
    assert (tmp_path / "csv" / "SHA256SUMS").read_text(encoding="utf-8").count("\n") == 17
    assert again.returncode == 1
    assert "in un archivio vuoto" in again.stderr


def test_a_file_that_holds_no_comuni_is_refused_before_anything_is_written(ponte, tmp_path):
    refused = ponte("district", "--persons", 900, "--comuni", __file__, check=False)

    assert refused.returncode == 1
    assert "«Comune»" in refused.stderr
    assert "Traceback" not in refused.stderr
