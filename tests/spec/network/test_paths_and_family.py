"""Through whom she reaches a service; who lives with her; her family, the dead too."""

from datetime import date

from coordinator.network import genogram, households_of, paths_to

MONDAY = date(2026, 3, 2)


def told(path):
    return [path.steps[0].from_id, *(f"{step.by} {step.to_id}" for step in path.steps)]


def test_she_reaches_a_service_through_who_may_refer_her(drawn, store, viewer):
    drawn("pra:fabbri medico_base ada\npra:fabbri puo_inviare svc:pua\nsvc:pua puo_inviare svc:centro")

    (path,) = paths_to(store, "per:ada", "svc:centro", MONDAY, viewer)
    assert told(path) == [
        "per:ada",
        "medico_base pra:fabbri",
        "puo_inviare svc:pua",
        "puo_inviare svc:centro",
    ]
    assert [step.may_refer for step in path.steps] == [False, True, True]


def test_the_shortest_way_is_told_first(drawn, store, viewer):
    drawn(
        "lia caregiver ada\nlia si_coordina pra:irene\npra:irene lavora_presso svc:adi\n"
        "pra:fabbri medico_base ada\npra:fabbri puo_inviare svc:adi"
    )

    ways = [told(path) for path in paths_to(store, "per:ada", "svc:adi", MONDAY, viewer)]
    assert ways == [
        ["per:ada", "medico_base pra:fabbri", "puo_inviare svc:adi"],
        ["per:ada", "caregiver per:lia", "si_coordina pra:irene", "lavora_presso svc:adi"],
    ]


def test_a_way_that_has_ended_is_no_way(drawn, store, viewer):
    drawn("pra:fabbri medico_base ada\npra:fabbri puo_inviare svc:adi 2020-01-01..2025-12-31")

    assert paths_to(store, "per:ada", "svc:adi", MONDAY, viewer) == ()


def test_another_patient_of_a_service_is_no_way_to_it(drawn, store, viewer):
    drawn("ugo amicizia ada\nugo in_carico svc:adi")

    assert paths_to(store, "per:ada", "svc:adi", MONDAY, viewer) == ()


def test_a_household_has_members_and_former_members_and_no_head(drawn, store, viewer):
    drawn(
        "ada membro_nucleo hou:tigli\nlia membro_nucleo hou:tigli 2021-05-01\n"
        "piero membro_nucleo hou:tigli 2020-01-01..2024-11-18"
    )

    (home,) = households_of(store, "per:ada", MONDAY, viewer)
    assert ([m.id for m in home.members], [m.id for m in home.former]) == (
        ["per:ada", "per:lia"],
        ["per:piero"],
    )


def test_a_person_may_belong_to_two_households(drawn, store, viewer):
    drawn("gil membro_nucleo hou:madre\ngil membro_nucleo hou:padre")

    assert [home.id for home in households_of(store, "per:gil", MONDAY, viewer)] == ["hou:madre", "hou:padre"]


def test_the_genogram_counts_generations_and_keeps_the_dead(drawn, store, viewer):
    drawn(
        "ada genitore lia\npiero genitore lia 1968-01-01..2024-11-18\n"
        "piero coniuge ada 1966-01-01..2024-11-18\n"
        "lia genitore gil\nnora genitore ada\nugo vicinato ada"
    )

    family = genogram(store, "per:ada", MONDAY, viewer)
    assert {relative.id: relative.generation for relative in family.relatives} == {
        "per:nora": -1,
        "per:ada": 0,
        "per:piero": 0,
        "per:lia": 1,
        "per:gil": 2,
    }
    assert ("coniuge", "per:piero") in {(tie.kind, tie.from_id) for tie in family.ties}
