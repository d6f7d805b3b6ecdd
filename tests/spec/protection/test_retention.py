"""What is no longer needed is erased by a rule that says why; what documents care, and the log, stay."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from coordinator.errors import NotAllowedError
from coordinator.model import Access, Account, Draft, Entry, Tie
from coordinator.network import Statement, state_tie
from coordinator.network.parties import add_party
from coordinator.protection import audit, open_viewer
from coordinator.protection.retention import (
    BadTermError,
    erase_what_is_due,
    retention_rules,
    what_is_due,
)

DAY = date(2026, 3, 2)  # the store's clock
LATER = DAY + timedelta(days=731)
DATA = {
    "given_name": "Quirina",
    "family_name": "Zarbo",
    "phone": "0836 555777",
    "detail": "vive con il gatto",
}


@pytest.fixture
def quirina(store, viewer):
    return add_party(store, "persona", DATA, viewer)


def counts(found):
    return {one.rule.id: one.rows for one in found if one.rows}


def everything(store):
    with store.reading() as session:
        from sqlalchemy import inspect

        names = inspect(store.engine).get_table_names()
        return " ".join(
            str(tuple(row)) for name in names for row in session.execute(text(f'SELECT * FROM "{name}"'))
        )


def test_who_was_never_followed_is_forgotten_after_two_years(store, viewer, quirina):
    assert counts(what_is_due(store, LATER - timedelta(days=2), viewer)) == {}
    assert counts(what_is_due(store, LATER, viewer)) == {"mai_seguite": 1}
    assert "Zarbo" in everything(store)  # to look erases nothing

    assert counts(erase_what_is_due(store, LATER, viewer)) == {"mai_seguite": 1}
    kept = everything(store)
    assert not [word for word in ("Quirina", "Zarbo", "555777", "gatto") if word in kept]
    assert counts(what_is_due(store, LATER, viewer)) == {}


def test_the_columns_beside_the_store_go_with_whom_they_are_about(store, viewer, quirina, tmp_path):
    from coordinator.store.beside import columns_folder

    folder = columns_folder(store, tmp_path)
    folder.mkdir(parents=True)
    (folder / "persons.npy").write_bytes(b"1")
    erase_what_is_due(store, LATER, viewer, tmp_path)

    assert not folder.exists()


def test_the_trace_says_who_erased_by_which_rule_and_no_data(store, viewer, quirina):
    erase_what_is_due(store, LATER, viewer)

    with store.reading() as session:
        trace = session.scalars(select(Access).where(Access.action == "erase")).one()
    assert (trace.user, trace.resource, trace.of) == ("coordinatrice", "mai_seguite", quirina)
    assert audit.verify(store).whole


@pytest.mark.parametrize("until", [None, LATER])
def test_whom_somebody_is_tied_to_stays(store, viewer, quirina, ada, until):
    state_tie(store, Statement("amicizia", quirina, ada, DAY, until), viewer)

    assert counts(what_is_due(store, LATER, viewer)) == {}


def test_ties_that_ended_long_ago_go_too(store, viewer, quirina, ada):
    state_tie(
        store,
        Statement("amicizia", quirina, ada, DAY, DAY, note="la Zarbo litiga", stated_by="Zarbo"),
        viewer,
    )
    erase_what_is_due(store, LATER + timedelta(days=2), viewer)

    with store.reading() as session:
        assert session.scalars(select(Tie.note)).all() == []
    assert "Zarbo" not in everything(store)


@pytest.mark.parametrize("change", ["author = 'altro'", "state = '[1]'", "state = '{}', act = 'ended'"])
def test_the_history_of_a_tie_can_be_blanked_and_not_rewritten(store, viewer, quirina, ada, change):
    state_tie(store, Statement("amicizia", quirina, ada, DAY), viewer)

    with pytest.raises(DBAPIError, match="only added to"), store.writing() as session:
        session.execute(text(f"UPDATE tie_event SET {change}"))


def test_drafts_and_entries_go_after_their_days(store, viewer):
    old = datetime(2026, 1, 1, tzinfo=UTC)
    with store.writing() as session:
        session.add(Draft(user="greco", form="a", about_id="", fields="{}", saved_at=old))
        session.add(
            Entry(token_hash="a" * 64, user="greco", role="medico", purpose="cura", begun_at=old, seen_at=old)
        )

    assert counts(what_is_due(store, date(2026, 1, 31), viewer)) == {"ingressi": 1}
    assert counts(erase_what_is_due(store, date(2026, 4, 1), viewer)) == {"bozze": 1, "ingressi": 1}


def test_a_closed_account_loses_its_name_after_five_years_and_its_signature_stays(store, viewer):
    with store.writing() as session:
        session.add(Account(user="greco", role="medico", name="Nino Greco", closed_on=date(2021, 3, 1)))
    erase_what_is_due(store, DAY, viewer)

    with store.reading() as session:
        kept = session.get(Account, "greco")
    assert (kept.user, kept.name) == ("greco", None)


def test_every_rule_says_what_how_long_from_when_by_what_and_why():
    for rule in retention_rules():
        assert rule.norm.startswith("urn:nir:")
        assert rule.effect in {"erase", "keep"}
        assert all((rule.what, rule.after, rule.term, rule.why))
        assert (rule.days is None) == (rule.effect == "keep")
    assert {one.id for one in retention_rules() if one.effect == "keep"} == {"percorsi", "registro"}


def test_a_body_gives_its_own_terms_and_only_those_that_can_be(tmp_path):
    (tmp_path / "conservazione.yaml").write_text("bozze: 30\n")
    (own,) = (one for one in retention_rules(tmp_path) if one.id == "bozze")
    assert (own.days, own.term) == (30, "termine dell’ente")

    for wrong in ("registro: 10", "bozze: 0", "bozze: presto", "altro: 3"):
        (tmp_path / "conservazione.yaml").write_text(wrong)
        with pytest.raises(BadTermError):
            retention_rules(tmp_path)


def test_who_does_not_run_the_body_erases_nothing(store, quirina):
    nurse = open_viewer(store, "greco", role="infermiere_famiglia")

    for ask in (what_is_due, erase_what_is_due):
        with pytest.raises(NotAllowedError):
            ask(store, LATER, nurse)
    assert "Zarbo" in everything(store)


def test_a_failure_in_the_middle_erases_nothing(store, viewer, quirina, monkeypatch):
    def fail(*_words):
        raise OSError

    with store.writing() as session:
        session.add(
            Draft(
                user="g",
                form="a",
                about_id="",
                fields="{}",
                saved_at=replace(store).clock() - timedelta(days=400),
            )
        )
    monkeypatch.setattr(audit, "append", fail)
    with pytest.raises(OSError):  # noqa: PT011
        erase_what_is_due(store, LATER, replace(viewer))
    assert "Zarbo" in everything(store)
