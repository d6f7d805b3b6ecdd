"""The commands on the network of care do from a terminal what the functions do from Python."""

import json

import networkx as nx


def test_a_district_is_invented_shown_exported_and_loaded_again(ponte, tmp_path):
    assert "40 persone inventate" in ponte("district", "--persons", 40, "--seed", 3).stdout
    shown = ponte("network", "per:ada", "--on", "31/10/2026", "--json", "--graphml", tmp_path / "ada.graphml")
    network = json.loads(shown.stdout)
    read = nx.read_graphml(tmp_path / "ada.graphml")
    assert {party["id"] for party in network["parties"]} == set(read)
    assert len(network["ties"]) == read.number_of_edges()

    ponte("export", "--to", tmp_path / "registri.xlsx")
    again = ponte("load", tmp_path / "registri.xlsx", home=tmp_path / "other")
    assert again.stdout.startswith("Caricati: 40 persone")
    assert "integro" in ponte("audit", "verify").stdout


def test_what_cannot_be_done_is_said_in_italian(ponte, tmp_path):
    nobody = ponte("network", "per:nessuno", check=False)
    assert (nobody.returncode, "Nessuna parte ha il codice" in nobody.stderr) == (1, True)

    (tmp_path / "persone.csv").write_text("codice;cognome;nome\nada;;Ada\n")
    refused = ponte("load", tmp_path / "persone.csv", check=False)
    assert "persone.csv, riga 2, colonna cognome: manca: è obbligatorio" in refused.stderr


def test_what_would_be_and_the_levels_of_a_territory_are_told(ponte):
    ponte("district", "--persons", 40, "--seed", 3)

    without = ponte("network", "per:ada", "--on", "2026-11-20", "--without", "per:lucia").stdout
    assert "Le ore di aiuto contate passerebbero da 67,5 a 36,5 a settimana." in without
    assert "nulla è stato scritto" in without
    levels = ponte("measures", "levels", "--on", "2026-11-20").stdout
    assert levels.count("Formula: ") == 5
    slip = ponte("network", "per:adda", check=False).stderr
    assert "Forse: per:ada (Ada Serravalle)" in slip
