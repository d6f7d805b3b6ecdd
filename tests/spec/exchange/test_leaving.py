"""What is reserved leaves with nobody, but for one who may take all of it, says why, and is written down."""

from datetime import date

import pytest
from sqlalchemy import select

from coordinator.errors import NotAllowedError, WrongPurposeError
from coordinator.exchange import export_tables, load_tables, whole_reasons
from coordinator.model import Access, Account, Party, Tie
from coordinator.network import Statement, state_tie
from coordinator.network.parties import add_party, change_party
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 3, 2)


@pytest.fixture
def coordinator(store):
    return open_viewer(store, "demo")


@pytest.fixture
def refuge(store, coordinator):
    """Write Ada, a hidden tie of hers, and a refuge that is reserved with whom it protects."""
    ada = add_party(store, "persona", {"given_name": "Ada", "family_name": "Prova"}, coordinator)
    zefira = add_party(store, "persona", {"given_name": "Zefira", "family_name": "Quornoth"}, coordinator)
    place = add_party(
        store, "servizio", {"name": "Casa Melograno", "service_kind": "antiviolenza"}, coordinator
    )
    group = add_party(
        store, "comunita", {"name": "Gruppo Girasole", "community_kind": "auto_mutuo_aiuto"}, coordinator
    )
    for kind, start, end, more in (
        ("in_carico", zefira, place, {}),
        ("in_carico", ada, place, {}),
        ("amicizia", zefira, ada, {}),
        ("partecipa", ada, group, {"hidden": True}),
    ):
        state_tie(store, Statement(kind, start, end, DAY, **more), coordinator)
    for one in (zefira, place):
        change_party(store, one, {"hidden": True}, coordinator)
    return ada


@pytest.fixture
def administrator(store):
    with store.writing() as session:
        session.add(Account(user="capo", role="amministratore", name="Capo Prova"))
    return open_viewer(store, "capo")


def words_in(folder):
    return "".join(path.read_text(encoding="utf-8-sig") for path in folder.glob("*.csv")).casefold()


def test_a_coordinators_export_has_neither_hidden_ties_nor_who_is_protected(
    store, refuge, coordinator, tmp_path
):
    rows = export_tables(store, tmp_path / "fuori", coordinator)

    told = words_in(tmp_path / "fuori")
    assert "prova" in told
    assert not [word for word in ("zefira", "quornoth", "melograno", "girasole") if word in told]
    assert (rows["persone"], rows["servizi"], rows["legami"]) == (1, 0, 0)


def test_all_of_it_leaves_with_who_administers_and_says_why_and_comes_back_as_it_was(
    store, refuge, administrator, tmp_path
):
    export_tables(store, tmp_path / "tutto", administrator, whole="trasloco")

    again = open_store(home=tmp_path / "nuovo")
    load_tables(again, sorted((tmp_path / "tutto").glob("*.csv")), open_viewer(again, "demo"))
    with again.reading() as session:
        reserved = session.scalars(select(Party.name).where(Party.hidden).order_by(Party.name)).all()
        hidden = session.scalars(select(Tie.kind).where(Tie.hidden)).all()
    again.close()
    assert reserved == ["Casa Melograno", "Zefira Quornoth"]
    assert hidden == ["partecipa"]
    with store.reading() as session:
        last = session.scalars(select(Access).order_by(Access.key.desc())).first()
    told = (last.user, last.action, last.resource, last.purpose, last.allowed)
    assert told == ("capo", "export", "register_whole", "trasloco", True)


def test_without_a_reason_that_is_one_not_even_she_takes_anything(store, refuge, administrator, tmp_path):
    assert sorted(whole_reasons()) == ["autorita", "trasloco"]
    for reason in ("", "cura", "prova", "curiosità"):
        with pytest.raises(WrongPurposeError):
            export_tables(store, tmp_path / "fuori", administrator, whole=reason)
    with pytest.raises(NotAllowedError):
        export_tables(store, tmp_path / "fuori", administrator)
    assert not (tmp_path / "fuori").exists()


def test_a_coordinator_does_not_take_all_of_it_whatever_she_says(store, refuge, coordinator, tmp_path):
    for reason in whole_reasons():
        with pytest.raises(NotAllowedError):
            export_tables(store, tmp_path / "fuori", coordinator, whole=reason)
    assert not (tmp_path / "fuori").exists()
