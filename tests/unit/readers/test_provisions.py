"""Commi, letters and numbers are found by their labels and their order."""

import pytest

from knowledge.readers.headings import read_heading
from knowledge.readers.provisions import order_of, split_commi, split_letters


def commi(text, **how):
    return {
        part.label: text[part.start : part.end].strip() for part in split_commi(text, 0, len(text), **how)
    }


def letters(text):
    (comma,) = split_commi(text, 0, len(text))
    return {part.label: text[part.start : part.end].strip() for part in split_letters(text, comma)}


def test_a_comma_starts_a_paragraph():
    assert commi("1. Uno.\n\n1-bis. Uno bis.\n\n2. Due.") == {"1": "Uno.", "1-bis": "Uno bis.", "2": "Due."}


def test_a_number_inside_a_sentence_is_no_comma():
    assert list(commi("1. Nella Gazzetta n.\n\n12. del giorno.\n\n2. Due.")) == ["1", "2"]


def test_a_smaller_number_does_not_come_back():
    assert list(commi("1. Uno.\n\n2. Due:\n\n1. primo;\n\n2. secondo.\n\n3. Tre.")) == ["1", "2", "3"]


def test_the_commi_of_a_quoted_article_are_not_this_one_s():
    text = "1. È sostituito dal seguente:\n\n«Art. 9. - 1. Altro.\n\n2. Altro ancora».\n\n2. Nostro."

    assert commi(text)["2"] == "Nostro."


def test_an_open_quote_that_is_never_closed_hides_nothing():
    assert list(commi('1. Dice: "mai chiuso.\n\n2. Due.\n\n3. Tre.')) == ["1", "2", "3"]


def test_notices_of_repeal_run_together_are_told_apart():
    text = (
        "17. COMMA ABROGATO DALLA L. 1 GENNAIO 2000, N. 1. 18. COMMA ABROGATO DALLA L. 1 GENNAIO 2000, N. 1."
    )

    assert list(commi(text)) == ["17", "18"]


def test_lines_of_a_page_may_each_start_a_comma():
    assert list(commi("1. Uno che va\na capo.\n2. Due.", every_line=True)) == ["1", "2"]


def test_letters_follow_one_another_in_the_italian_alphabet():
    assert letters("1. Spetta:\n\ni) ascoltare;\n\nl) rispondere.") == {}
    assert letters("1. Spetta:\n\na) uno;\n\nb) due;\n\nb-bis) due bis;\n\nc) tre.") == {
        "a": "uno;", "b": "due;", "b-bis": "due bis;", "c": "tre.",
    }  # fmt: skip


def test_a_cited_letter_opens_no_list():
    assert letters("1. Come alla lettera a) e alla lettera b) del comma 2.") == {}


def test_letters_may_stand_in_one_line():
    assert list(letters("1. Spetta: a) ascoltare; b) rispondere; c) scrivere.")) == ["a", "b", "c"]


def test_what_follows_a_list_is_not_its_last_letter():
    assert letters("1. Spetta:\n\na) uno;\n\nb) due.\n\nIn ogni caso si risponde.")["b"] == "due."


def test_labels_have_the_order_of_the_law():
    mixed = ["10-vicies", "2", "1-quater", "10", "1", "1-ter", "10-decies", "1-bis"]

    assert sorted(mixed, key=order_of) == [
        "1",
        "1-bis",
        "1-ter",
        "1-quater",
        "2",
        "10",
        "10-decies",
        "10-vicies",
    ]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Art. 1. - (Principi)", "1", "Principi"),
        ("Articolo 3-septies - Integrazione", "3-septies", "Integrazione"),
        ("Art. 2-bis. - (( (Autorità). ))", "2-bis", "Autorità"),
        ("Art. 8. (parziale) [solo comma 1]", "8", ""),
        ("Art. 70-unvicies", "70-unvicies", ""),
        ("XVIII", "XVIII", ""),
    ],
)
def test_a_heading_names_its_article(text, label, words):
    heading = read_heading(text)

    assert (heading.label, heading.words) == (label, words)
