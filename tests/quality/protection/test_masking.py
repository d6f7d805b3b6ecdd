"""Before a question leaves the machine, what names a person is taken out: 500 questions say how well."""

import importlib.util
from pathlib import Path

import pytest

from coordinator.protection.masking import Mask, find

SPEC = importlib.util.spec_from_file_location("strings", Path(__file__).with_name("strings.py"))
STRINGS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(STRINGS)


@pytest.fixture(scope="module")
def questions():
    return STRINGS.make(500)


def covered(span, found):
    """Whether every letter and digit of a span is inside what was found."""
    return all(any(one.start <= at < one.end for one in found) for at in range(span[0], span[1]))


@pytest.fixture(scope="module", params=["of a record that holds some", "of no record"])
def counts(questions, request):
    texts, known = questions
    known = known if request.param == "of a record that holds some" else frozenset()
    hit = {True: 0, False: 0}
    total = {True: 0, False: 0}
    right = said = 0
    for text, spans in texts:
        found = find(text, known)
        for span in spans:
            is_name = span[2] == "PERSONA"
            total[is_name] += 1
            hit[is_name] += covered(span, found)
        said += len(found)
        right += sum(any(one.start < end and one.end > start for start, end, _ in spans) for one in found)
    return {
        "names": hit[True] / total[True],
        "codes": hit[False] / total[False],
        "precision": right / said,
        "of": total,
    }


def test_five_hundred_questions_hold_enough_of_each(counts):
    assert counts["of"][True] > 200
    assert counts["of"][False] > 150


def test_codes_telephones_addresses_and_accounts_are_found(counts):
    assert counts["codes"] >= 0.99


def test_names_are_found_known_or_not_in_any_case(counts):
    assert counts["names"] >= 0.90


def test_what_is_no_name_is_left_alone(counts):
    assert counts["precision"] >= 0.95


def test_what_was_taken_out_is_put_back_letter_by_letter(questions):
    texts, known = questions
    for text, _ in texts:
        mask = Mask()
        hidden = mask.hide(text, known)
        assert mask.show(hidden).casefold() == text.casefold()
        assert "".join(mask.show_pieces(hidden)).casefold() == text.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "Quanto si aspetta per la UVM a Maglie?",
        "Che cosa dice la Scala di Tinetti?",
        "chi resta con lei la notte e a pasqua?",
        "l'art. 14 vale anche per l'handicap grave?",
    ],
)
def test_a_town_a_scale_and_everyday_words_are_nobody(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("l'infermiera azzolini ha cambiato turno", "azzolini"),
        ("per oluwaseun adeyemi quale termine corre?", "oluwaseun adeyemi"),
        ("togli costanzi massimo dalla rete", "costanzi massimo"),
        ("Wyszkowska, via dei Mille 4", "Wyszkowska"),
    ],
)
def test_a_name_in_no_list_is_told_by_its_place_and_spelling(text, name):
    assert [text[one.start : one.end] for one in find(text) if one.kind == "PERSONA"] == [name]
