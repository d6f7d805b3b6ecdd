"""What a person is due, what she has and what is missing, by area and level, each with its norm."""

from datetime import date

import pytest

from coordinator.district import generate, load
from coordinator.district.path import walk_ada
from coordinator.errors import UnknownPartyError
from coordinator.pathway.cases import go, open_case
from coordinator.pathway.entitlements import Status, entitlements
from coordinator.pathway.events import Opened
from coordinator.pathway.levels import LevelError, levels_table, read_levels
from coordinator.protection import open_viewer

NOVEMBER = date(2026, 11, 22)


@pytest.fixture
def demo(store):
    viewer = open_viewer(store, "demo")
    load(store, generate(persons=9, seed=7), viewer)
    return viewer


def row(found, level):
    return next((one for one in found.rows if one.level.id == level), None)


def test_ada_waits_for_home_help_and_has_home_care(store, demo):
    walk_ada(store, demo)

    found = entitlements(store, "per:ada", NOVEMBER, demo)

    help_at_home = row(found, "leps.domiciliare_sociale")
    assert found.areas == ("tutti", "non_autosufficienza")
    assert help_at_home.status is Status.WAITS
    assert help_at_home.norm == "urn:nir:stato:legge:2021-12-30;234~art1-com162-leta"
    assert "bisogno: igiene e cura della persona" in help_at_home.because
    assert [one.service_id for one in help_at_home.offers] == ["svc:sad"]
    assert row(found, "lea.cure_domiciliari").status is Status.HAS
    assert [one.party_id for one in row(found, "lea.medico").given] == ["pra:fabbri"]


def test_the_macro_phases_are_one_set_and_the_missing_one_is_named(store, demo):
    walk_ada(store, demo)

    path = row(entitlements(store, "per:ada", NOVEMBER, demo), "leps.percorso")

    assert path.status is Status.PARTLY
    assert path.missing == ("Manca la macrofase: Monitoraggio degli esiti di salute.",)


def test_what_nobody_records_is_to_be_checked_never_claimed(store, demo):
    found = entitlements(store, "per:lucia", NOVEMBER, demo)

    assert row(found, "lea.palliative").status is Status.TO_CHECK
    assert row(found, "lea.palliative").missing == (
        "Da verificare se la persona ha dolore o una malattia che non risponde alle cure.",
    )


def test_what_the_place_lacks_is_missing_for_all_who_live_there(store, demo):
    found = entitlements(store, "per:lucia", NOVEMBER, demo)

    assert row(found, "leps.pronto_intervento").status is Status.MISSING
    assert row(found, "leps.servizio_sociale").status is Status.HAS


def test_without_a_path_no_area_is_claimed_and_what_to_do_is_said(store, demo):
    found = entitlements(store, "per:ada", NOVEMBER, demo)

    assert found.areas == ("tutti",)
    assert found.undecided == "Nessun percorso aperto dice l’area di cura: aprilo al PUA."
    assert row(found, "leps.domiciliare_sociale") is None


def test_a_path_that_was_not_open_yet_or_has_ended_claims_nothing(store, demo):
    call = Opened(source="famiglia", caller="per:lucia", reason="prova")
    case = open_case(store, "per:rosa", call, date(2026, 3, 2), demo)
    go(store, case, "decesso", date(2026, 4, 2), demo, role="assistente_sociale")

    areas = {
        day: entitlements(store, "per:rosa", day, demo).areas
        for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 4, 2))
    }

    assert areas[date(2026, 3, 1)] == ("tutti",)
    assert areas[date(2026, 3, 2)] == ("tutti", "non_autosufficienza")
    assert areas[date(2026, 4, 2)] == ("tutti",)


def test_social_services_are_due_for_a_month_after_the_hospital(store, demo):
    discharged = date(2025, 5, 2)

    within = row(entitlements(store, "per:ada", date(2025, 6, 1), demo), "leps.dimissioni_protette")
    later = row(entitlements(store, "per:ada", date(2025, 6, 2), demo), "leps.dimissioni_protette")

    assert f"dimissione del {discharged:%d/%m/%Y}" in within.because
    assert later is None


def test_disability_has_its_own_levels(store, demo):
    call = Opened(source="persona", caller="per:rosa", reason="prova")
    open_case(
        store, "per:rosa", call, NOVEMBER, demo, area="disabilita", instrument="progetto_di_vita",
        territory="IT-esempio",
    )  # fmt: skip

    found = entitlements(store, "per:rosa", NOVEMBER, demo)

    assert row(found, "leps.progetto_vita").status is Status.HAS
    assert row(found, "leps.percorso") is None


def test_an_unknown_person_is_named(store, demo):
    with pytest.raises(UnknownPartyError, match="per:nessuno"):
        entitlements(store, "per:nessuno", NOVEMBER, demo)


def test_each_area_has_levels_and_each_level_a_norm_or_says_that_it_was_not_read():
    areas = {area for level in levels_table() for area in level.areas}

    assert areas == {
        "tutti", "non_autosufficienza", "disabilita", "minori", "salute_mentale", "dipendenze",
        "violenza_di_genere", "poverta",
    }  # fmt: skip
    assert {level.level for level in levels_table()} == {"erogazione", "processo", "sistema"}
    assert all(
        level.norm.startswith("urn:") or level.norm == "norma non nel corpus" for level in levels_table()
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"norm": "legge tale"}, "neither a URN"),
        ({"had_by": {"magic": True}}, "magic cannot be checked"),
        ({"had_by": {}}, "nothing cannot be checked"),
    ],
)
def test_a_level_that_cannot_be_checked_is_refused(change, words):
    import yaml

    level = {
        "id": "x", "system": "LEA", "level": "erogazione", "setting": "domicilio", "name": "x", "what": "x",
        "areas": ["tutti"], "answers": ["asl"], "had_by": {"path": True}, "norm": "norma non nel corpus",
    }  # fmt: skip

    with pytest.raises(LevelError, match=words):
        read_levels(yaml.safe_dump({"levels": [{**level, **change}]}))
