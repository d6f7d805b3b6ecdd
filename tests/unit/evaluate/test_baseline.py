"""What each question became at a release, beside what it becomes now."""

import json

import pytest

from knowledge.evaluate import (
    BaselineError,
    Case,
    Measures,
    Outcome,
    Target,
    baseline_of,
    read_baseline,
    write_baseline,
    write_report,
)

ACT = "urn:nir:stato:legge:2021-02-01;901"


def run(**right):
    outcomes = [
        Outcome(
            Case(name, f"Che cosa dice {name} dell'orto?", (Target(ACT, "2"),)),
            None,
            status="answered",
            right_article=good,
            probability=0.8,
        )
        for name, good in right.items()
    ]
    share = sum(right.values()) / len(right)
    return {
        "orti": Measures(
            len(outcomes), {"answered": 1.0, "wrong_article": 1 - share, "p50_ms": 12.0}, outcomes
        )
    }


@pytest.fixture
def last(tmp_path):
    file = tmp_path / "last.json"
    write_baseline(baseline_of(run(uno=True, due=False, tre=True), "0.1.0"), file)
    return file


def test_the_report_lists_what_was_gained_and_lost_since_the_release(last):
    page = write_report(run(uno=False, due=True, tre=True), read_baseline(last))

    assert "Prima (0.1.0)" in page
    assert "Perse: 1" in page
    assert "Guadagnate: 1" in page
    assert "Sbagliate: 1" in page
    assert "<td class=''>0.333<td>0.333" in page


def test_a_question_that_the_release_did_not_know_is_neither_gained_nor_lost(last):
    before, now = read_baseline(last), run(quattro=False, cinque=True)

    assert before.lost("orti", now["orti"]) == before.gained("orti", now["orti"]) == []


def test_a_release_keeps_ids_and_figures_and_no_word_of_a_question(last):
    written = last.read_text(encoding="utf-8")

    assert json.loads(written)["right"] == {"orti": {"uno": True, "due": False, "tre": True}}
    assert "Che cosa" not in written
    assert "_ms" not in written


def test_a_file_that_is_no_release_is_named_with_the_mend(tmp_path):
    (tmp_path / "x.json").write_text('{"igi-1": true}', encoding="utf-8")

    with pytest.raises(BaselineError, match=r"x\.json .*--release"):
        read_baseline(tmp_path / "x.json")
