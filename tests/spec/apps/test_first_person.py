"""Who is put in as a helper of the first person is drawn as one, and told as one."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.assistant import Talk
from apps.pages.house.wizard_person import FirstPerson
from coordinator.network import ego
from coordinator.network.parties import add_party

DAY = date(2026, 11, 22)


@pytest.fixture
def first(store, viewer):
    """The steps about Ines, who lives with nobody around her yet."""
    ines = add_party(store, "persona", {"family_name": "Manta", "given_name": "Ines"}, viewer)
    day_centre = add_party(
        store, "servizio", {"name": "Centro diurno", "service_kind": "centro_diurno"}, viewer
    )
    setup = SimpleNamespace(
        desk=SimpleNamespace(store=store),
        day=DAY,
        state={"person": ines, "typed": {}},
        said=lambda _words: None,
        services=lambda: [(day_centre, "Centro diurno")],
        keep=lambda **_: None,
    )
    steps = FirstPerson(setup, viewer)
    return SimpleNamespace(steps=steps, ines=ines, centre=day_centre)


def helped(store, first, viewer):
    """List the ends and the direction of the ties around Ines, each from who helps to who is helped."""
    graph = ego(store, first.ines, DAY, viewer).graph
    found = []
    for start, end, tie in graph.edges(data=True):
        one, other = (end, start) if tie["direction"] == "from" else (start, end)
        found.append((graph.nodes[one]["name"], tie["kind"], graph.nodes[other]["name"], tie["direction"]))
    return found


def test_a_daughter_who_helps_is_the_helper_on_the_map_and_in_the_answer(first, store, viewer):
    first.steps.acts()["tie"](
        {"act": "tie", "name": "Carla Dongiovanni", "kind": "figlio", "stated_by": "Ines"}
    )

    assert sorted(helped(store, first, viewer)) == [
        ("Carla Dongiovanni", "caregiver", "Ines Manta", "to"),
        ("Carla Dongiovanni", "genitore", "Ines Manta", "from"),
    ]
    said = Talk(store, viewer, None, DAY, first.ines).ask("chi la aiuta?")
    assert "aiutano" in said.head
    assert "Carla Dongiovanni" in said.lines[0].text


@pytest.mark.parametrize("kind", ["coniuge", "vicinato", "altro_parente", "amicizia"])
def test_help_of_whoever_is_put_in_as_a_helper_goes_to_the_person(first, store, viewer, kind):
    first.steps.acts()["tie"]({"act": "tie", "name": "Ugo Leone", "kind": kind, "stated_by": "Ines"})

    assert {(one, other) for one, _, other, _ in helped(store, first, viewer)} == {
        ("Ugo Leone", "Ines Manta")
    }


def test_a_paid_helper_is_written_once(first, store, viewer):
    first.steps.acts()["tie"](
        {"act": "tie", "name": "Olena Koval", "kind": "assistente_familiare", "stated_by": "Ines"}
    )

    assert helped(store, first, viewer) == [("Olena Koval", "assistente_familiare", "Ines Manta", "to")]


def test_help_of_a_service_that_has_her_in_charge_goes_to_her(first, store, viewer):
    first.steps.acts()["service"]({"act": "service", "service": first.centre})

    assert helped(store, first, viewer) == [("Centro diurno", "in_carico", "Ines Manta", "from")]


def test_all_comuni_that_are_none_are_told_at_once_each_with_its_mend():
    from apps.pages.house.wizard_place import read_place
    from apps.pages.task import MissingError

    known = ["Galatina", "Soleto", "Sogliano Cavour", "Spongano"]
    act = {"province": "LE", "comuni": "galatina, Soletto, Sogliano", "asl": "ASL di prova"}

    with pytest.raises(MissingError) as said:
        read_place(act, known)

    assert str(said.value) == (
        "Comuni: «Soletto» non è fra i comuni di questa provincia. Forse «Soleto»? "
        "«Sogliano» non è fra i comuni di questa provincia. Forse «Sogliano Cavour»?"
    )
