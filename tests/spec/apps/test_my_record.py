"""What is handed to a person tells her nothing that others confided about those around her."""

from base64 import b64decode
from datetime import UTC, date, datetime

from apps.pages.people.my_record import pictures_of, to_her, told_looks, without_confidences
from coordinator.network import ego
from coordinator.protection import open_viewer
from coordinator.protection.looks import Look


def test_the_sheet_for_the_person_shows_neither_quarrels_nor_who_is_tired(district):
    graph = ego(district, "per:ada", date(2026, 11, 22), open_viewer(district, "demo")).graph
    told = [tie for *_, tie in graph.edges(data=True) if tie["conflict"] or tie["strain"]]
    shown = without_confidences(graph)

    assert told, "somebody told of a quarrel in Ada's network"
    assert not [tie for *_, tie in shown.edges(data=True) if tie["conflict"] or tie["strain"]]
    assert sorted(shown) == sorted(graph)
    assert shown.number_of_edges() == graph.number_of_edges()
    assert [tie for *_, tie in graph.edges(data=True) if tie["conflict"] or tie["strain"]] == told


def test_on_a_telephone_her_map_draws_her_own_ties_and_everyone_who_has_one(district):
    graph = ego(district, "per:ada", date(2026, 11, 22), open_viewer(district, "demo")).graph
    wide, tall = (b64decode(one.partition(",")[2]).decode() for one in pictures_of(graph, "per:ada"))

    assert "Rosa Pini" in wide
    assert "Rosa Pini" in tall
    assert tall.count("<path") < wide.count("<path")


def looked(*asked, allowed=True):
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return [Look(at, "Sara Prova", "infermiere_famiglia", "cura", *one, allowed) for one in asked]


def test_who_looked_is_told_by_what_weighs_most_and_the_rest_can_be_unfolded():
    (row,) = told_looks(looked(("read", "case"), ("write", "plan"), ("read", "network")))

    assert row["what"] == "ha cambiato il tuo piano"
    assert row["all"] == [
        "ha cambiato il tuo piano", "ha letto il tuo percorso", "ha guardato la tua rete",
    ]  # fmt: skip


def test_who_only_read_has_read_the_sheet():
    (row,) = told_looks(looked(("read", "case"), ("read", "network")))

    assert row["what"] == "ha letto la tua scheda"


def test_who_was_refused_is_told_apart_from_who_read():
    rows = told_looks([*looked(("read", "case")), *looked(("read", "network"), allowed=False)])

    assert [row["what"] for row in rows] == [
        "ha letto la tua scheda",
        "ha provato a leggere la tua scheda: Ponte ha rifiutato",
    ]


def test_a_person_is_spoken_to():
    roles = [
        "ha in carico te",
        "segue te, case manager",
        "eroga una prestazione a te",
        "si sente con te",
        "figlia",
    ]

    assert [one["role"] for one in to_her({"role": role} for role in roles)] == [
        "ti ha in carico", "ti segue, case manager", "ti eroga una prestazione", "si sente con te", "figlia",
    ]  # fmt: skip
