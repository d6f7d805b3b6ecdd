"""Drafts of agreements are kept version by version, on SQLite and on PostgreSQL."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.agreements.comparing import compare_versions
from coordinator.agreements.drafts import BadFigureError, NotReadyError, StaleDraftError, UnknownDraftError
from coordinator.agreements.keeping import begin_draft, list_drafts, read_draft, save_version
from coordinator.agreements.remarks import answer_remark, remark
from coordinator.agreements.signing import declare, sign
from coordinator.agreements.template import blank_agreement
from coordinator.district import generate, load
from coordinator.errors import NotAllowedError
from coordinator.network.agreements import agreements
from coordinator.protection import open_viewer

DAY = date(2026, 11, 22)


@pytest.fixture
def begun(store, viewer, good):
    """The id of a draft whose first version is the good agreement."""
    return begin_draft(store, good, viewer)


def test_every_version_stays_and_says_who_saved_it(store, viewer, good, begun):
    second = good.model_copy(update={"title": "Accordo nuovo"})

    assert save_version(store, begun, second, 1, viewer, "titolo") == 2

    view = read_draft(store, begun, viewer)
    assert [(one.number, one.note) for one in view.versions] == [(2, "titolo"), (1, "prima stesura")]
    assert view.agreement == second
    assert read_draft(store, begun, viewer, version=1).agreement == good
    assert [one.title for one in list_drafts(store, viewer)] == ["Accordo nuovo"]


def test_saving_what_does_not_differ_makes_no_version(store, viewer, good, begun):
    assert save_version(store, begun, good, 1, viewer) == 1
    assert len(read_draft(store, begun, viewer).versions) == 1


def test_who_saves_over_another_is_told_and_nothing_is_lost(store, viewer, good, begun):
    save_version(store, begun, good.model_copy(update={"title": "Prima"}), 1, viewer)

    with pytest.raises(StaleDraftError):
        save_version(store, begun, good.model_copy(update={"title": "Seconda"}), 1, viewer)

    assert read_draft(store, begun, viewer).agreement.title == "Prima"


def test_two_versions_are_told_apart_comma_by_comma(good, edited):
    after = edited(
        [
            {"at": "articles.8.commi.0.text", "set": "Il PUA ha due sportelli."},
            {"at": "commitments.7.within", "set": 45},
            {"at": "parties.6", "drop": True},
        ]
    )

    found = {one.place: (one.before, one.after) for one in compare_versions(good, after)}

    assert found["art. 9, comma 1"] == (
        "Il PUA ha uno sportello in ogni comune del territorio.",
        "Il PUA ha due sportelli.",
    )
    assert "45" in found["impegno i8"][1]
    assert found["parte ist:ass-ilfilo"][1] == ""
    assert len(found) == 3


def test_a_party_remarks_on_an_article_and_is_answered_once(store, viewer, begun):
    remark(store, begun, 9, "ist:comune-rocca", "Il locale non basta.", viewer)

    [said] = read_draft(store, begun, viewer).remarks
    answer_remark(store, begun, said.key, "Si usa la biblioteca.", viewer)

    [said] = read_draft(store, begun, viewer).remarks
    assert (said.body, said.article, said.answer) == ("ist:comune-rocca", 9, "Si usa la biblioteca.")
    with pytest.raises(UnknownDraftError):
        answer_remark(store, begun, said.key, "No.", viewer)


def test_only_a_party_may_remark(store, viewer, begun):
    with pytest.raises(UnknownDraftError, match="ist:asl"):
        remark(store, begun, 9, "ist:inps", "Non ci riguarda.", viewer)


@pytest.mark.parametrize(("figure", "document"), [("tanti", "verbale"), ("-1", "verbale"), ("2", " ")])
def test_a_figure_without_number_or_paper_is_refused(store, viewer, begun, figure, document):
    with pytest.raises(BadFigureError):
        declare(store, begun, "i2", figure, DAY, document, viewer)


def test_a_declared_figure_is_kept_with_its_paper(store, viewer, begun):
    declare(store, begun, "i2", "1,5", DAY, "verbale 3", viewer)

    [said] = read_draft(store, begun, viewer).declared
    assert (said.commitment, said.value, said.document) == ("i2", Decimal("1.5"), "verbale 3")


def test_an_agreement_with_grave_defects_is_not_signed(store, viewer):
    draft = begin_draft(store, blank_agreement("Vuoto"), viewer)

    with pytest.raises(NotReadyError) as refused:
        sign(store, draft, 1, DAY, viewer)

    assert "too_few_parties" in {one.rule_id for one in refused.value.defects}
    assert read_draft(store, draft, viewer).signed_on is None


def test_a_signed_agreement_is_the_tie_between_its_bodies(store, viewer, begun):
    load(store, generate(9, 7), viewer)

    agreement_id = sign(store, begun, 1, DAY, viewer)

    [pact] = [one for one in agreements(store, viewer) if one.id == agreement_id]
    assert {body for body, _ in pact.bodies} >= {
        "ist:asl",
        "ist:ambito",
        "ist:comune-rocca",
        "ist:coop-ginestra",
    }
    assert (pact.kind, pact.level, pact.until) == (
        "accordo_interistituzionale",
        "istituzionale",
        date(2027, 12, 31),
    )
    assert sign(store, begun, 1, DAY, viewer) == agreement_id


def test_who_may_not_write_agreements_reads_them(store, good, begun):
    worker = open_viewer(store, "lettrice", role="assistente_sociale")

    assert read_draft(store, begun, worker).agreement == good
    with pytest.raises(NotAllowedError):
        save_version(store, begun, good, 1, worker)
    with pytest.raises(NotAllowedError):
        begin_draft(store, good, worker)


@pytest.mark.parametrize(("draft", "version"), [("acc:nessuno", None), (None, 9)])
def test_what_is_not_there_is_said_to_be_missing(store, viewer, begun, draft, version):
    with pytest.raises(UnknownDraftError):
        read_draft(store, draft or begun, viewer, version)
