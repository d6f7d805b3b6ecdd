"""What is handed to a person tells her nothing that others confided about those around her."""

from datetime import date

from apps.pages.people.my_record import without_confidences
from coordinator.network import ego
from coordinator.protection import open_viewer


def test_the_sheet_for_the_person_shows_neither_quarrels_nor_who_is_tired(district):
    graph = ego(district, "per:ada", date(2026, 11, 22), open_viewer(district, "demo")).graph
    told = [tie for *_, tie in graph.edges(data=True) if tie["conflict"] or tie["strain"]]
    shown = without_confidences(graph)

    assert told, "somebody told of a quarrel in Ada's network"
    assert not [tie for *_, tie in shown.edges(data=True) if tie["conflict"] or tie["strain"]]
    assert sorted(shown) == sorted(graph)
    assert shown.number_of_edges() == graph.number_of_edges()
    assert [tie for *_, tie in graph.edges(data=True) if tie["conflict"] or tie["strain"]] == told
