"""An export for research holds no one's name, and lets nobody be found among fewer than five."""

import stat
from datetime import date

import pytest
from sqlalchemy import select

from coordinator.errors import NotAllowedError
from coordinator.model import Access
from coordinator.protection import open_viewer
from coordinator.protection.research import COLUMNS, ResearchRefusedError, TooFewAlikeError, export
from coordinator.store.records import Records, Signature, write_records

DAY = date(2026, 3, 2)
COARSE = {"eta": "tutte", "zona": "tutte"}
FIRST = ["Ada", "Ida", "Lia", "Eva", "Ugo", "Ivo", "Leo", "Elio", "Vito", "Nino"]


@pytest.fixture
def ten(store):
    """Five women and five men of Valdoria, all of eighty years or more, with names in every field."""
    persons = [
        {
            "id": f"per:p{number}", "given_name": given, "family_name": "Ferrante",
            "sex": "F" if number < 4 or number == 9 else "M",
            "born_on": date(1940 + number % 3, 1, 15), "area": "Valdoria", "phone": "338 1234567",
            "detail": f"{given} Ferrante, la vicina di Rosa", "tax_code": None,
        }
        for number, given in enumerate(FIRST)
    ]  # fmt: skip
    services = [{"id": "svc:centro", "name": "Centro Ada Ferrante", "service_kind": "centro_diurno"}]
    needs = [
        {"person_id": f"per:p{number}", "need": "compagnia", "since": date(2026, 1, 1), "stated_by": "Ada Ferrante"}
        for number in range(3)
    ]  # fmt: skip
    ties = [
        {"from_id": f"per:p{n}", "to_id": "svc:centro", "kind": "in_carico", "since": date(2025, 5, 1), "note": "Ada"}
        for n in range(9)
    ]  # fmt: skip
    with store.writing() as session:
        records = Records(persons=persons, services=services, needs=needs, ties=ties)
        write_records(session, records, Signature("prova", store.clock()))
    return store


@pytest.fixture
def researcher(ten):
    return open_viewer(ten, "studiosa", role="ricercatore", purpose="ricerca")


@pytest.fixture
def made(ten, researcher, tmp_path):
    return export(
        ten, researcher, to=tmp_path / "studio", key=tmp_path / "chiavi" / "k", on=DAY, levels=COARSE
    )


def test_no_name_number_or_free_text_leaves(made):
    text = "\n".join(path.read_text("utf-8") for path in made.folder.iterdir()).casefold()

    for word in (
        *(name.casefold() for name in FIRST if len(name) > 3),
        "ferrante",
        "338",
        "per:",
        "svc:",
        "rosa",
    ):
        assert word not in text


def test_only_declared_columns_leave(made):
    assert {path.name for path in made.folder.iterdir()} == {
        "persone.csv", "bisogni.csv", "percorsi.csv", "eventi.csv", "LEGGIMI.md",
    }  # fmt: skip
    assert list(made.table("persone")[0]) == ["pseudonimo", "eta", "sesso", "zona"]


def test_each_person_shares_her_combination_with_four_others_at_least(made):
    assert made.smallest == 5
    assert sorted(row["sesso"] for row in made.table("persone")) == ["F"] * 5 + ["M"] * 5


def test_groups_too_small_are_refused_by_size_with_the_levels_that_would_hold(ten, researcher, tmp_path):
    fine = {"eta": "5", "sesso": "sesso", "zona": "zona"}
    with ten.writing() as session:
        lone = [
            {
                "id": "per:lone",
                "given_name": "Lara",
                "family_name": "Sola",
                "sex": "F",
                "born_on": date(1990, 1, 1),
            }
        ]
        write_records(session, Records(persons=lone), Signature("prova", ten.clock()))

    with pytest.raises(TooFewAlikeError) as refused:
        export(ten, researcher, to=tmp_path / "studio", key=tmp_path / "k", on=DAY, levels=fine)

    assert refused.value.sizes == {1: 2, 2: 1, 3: 1, 4: 1}  # five groups, by size alone
    assert refused.value.would_hold == {"eta": "tutte", "sesso": "sesso", "zona": "tutte"}
    assert "Sola" not in str(refused.value)
    assert not (tmp_path / "studio").exists()
    assert not (tmp_path / "k").exists()


def test_pseudonyms_are_the_same_under_one_key_and_others_under_another(ten, researcher, tmp_path):
    def names(folder, key):
        made = export(ten, researcher, to=tmp_path / folder, key=tmp_path / key, on=DAY, levels=COARSE)
        return {row["pseudonimo"] for row in made.table("persone")}

    first = names("a", "k1")
    assert names("b", "k1") == first
    assert not names("c", "k2") & first


def test_the_key_never_lies_with_the_data_and_is_its_owners_alone(ten, researcher, tmp_path, made):
    with pytest.raises(ResearchRefusedError, match="key"):
        export(ten, researcher, to=tmp_path / "altro", key=tmp_path / "altro" / "k", on=DAY, levels=COARSE)

    key = tmp_path / "chiavi" / "k"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert all(key.read_bytes() not in path.read_bytes() for path in made.folder.iterdir())


@pytest.mark.parametrize(
    ("role", "purpose"), [("assistente_sociale", "cura"), ("coordinatore_distretto", "prova")]
)
def test_only_research_may_export_for_research(ten, tmp_path, role, purpose):
    viewer = open_viewer(ten, "demo", role=role, purpose=purpose)

    with pytest.raises((NotAllowedError, ResearchRefusedError)):
        export(ten, viewer, to=tmp_path / "studio", key=tmp_path / "k", on=DAY, levels=COARSE)
    assert not (tmp_path / "studio").exists()


def test_the_export_is_in_the_log(ten, made):
    with ten.reading() as session:
        entries = session.scalars(select(Access)).all()

    assert [(one.action, one.resource, one.purpose, one.allowed) for one in entries] == [
        ("export", "research", "ricerca", True)
    ]


def test_whoever_has_a_hidden_tie_is_left_out(ten, researcher, tmp_path):
    with ten.writing() as session:
        five = [
            {"id": f"per:x{n}", "given_name": "Mina", "family_name": "Vento", "sex": "F"} for n in range(5)
        ]
        tie = {
            "from_id": "per:x0",
            "to_id": "svc:centro",
            "kind": "in_carico",
            "since": date(2025, 5, 1),
            "hidden": True,
        }
        write_records(
            session, Records(persons=five, ties=[tie | {"hidden": True}]), Signature("prova", ten.clock())
        )

    made = export(ten, researcher, to=tmp_path / "s", key=tmp_path / "k", on=DAY, levels=COARSE)
    assert len(made.table("persone")) == 14


def test_a_protected_person_is_left_out(ten, researcher, tmp_path):
    with ten.writing() as session:
        kept = [
            {"id": f"per:y{n}", "given_name": "Mina", "family_name": "Vento", "sex": "F", "hidden": n == 0}
            for n in range(5)
        ]
        write_records(session, Records(persons=kept), Signature("prova", ten.clock()))

    made = export(ten, researcher, to=tmp_path / "s", key=tmp_path / "k", on=DAY, levels=COARSE)
    assert len(made.table("persone")) == 14


def test_the_ties_of_who_stands_out_are_cut_and_it_is_said(ten, researcher, tmp_path):
    """Nine go to the centre; the tenth, alone without a tie among five, leaves the export."""
    made = export(ten, researcher, to=tmp_path / "s", key=tmp_path / "k", on=DAY, levels=COARSE, ties=True)

    assert {row["gruppo"] for row in made.table("legami")} == {"servizi"}
    assert len(made.table("legami")) in {5, 9}
    assert any("può ritrovarla anche senza nomi" in warning for warning in made.warnings)


def test_a_need_that_a_whole_group_shares_is_warned_of(ten, researcher, tmp_path):
    with ten.writing() as session:
        needs = [{"person_id": f"per:p{n}", "need": "compagnia", "since": date(2026, 1, 1)} for n in (3, 9)]
        write_records(session, Records(needs=needs), Signature("prova", ten.clock()))

    made = export(ten, researcher, to=tmp_path / "s", key=tmp_path / "k", on=DAY, levels=COARSE)
    assert "In 1 gruppi su 2" in made.warnings[0]


def test_an_export_is_never_mixed_with_what_is_there(ten, researcher, tmp_path):
    (tmp_path / "studio").mkdir()

    with pytest.raises(ResearchRefusedError, match="already"):
        export(ten, researcher, to=tmp_path / "studio", key=tmp_path / "k", on=DAY)


def test_every_table_says_what_it_holds(made):
    assert all(set(made.table(name)[0]) == set(COLUMNS[name]) for name in made.rows if made.rows[name])
