"""Pairs come from the corpus itself, and one article of five is never trained on."""

from datetime import date

import pytest

from knowledge.library import Library
from knowledge.search.rows import gather_rows
from knowledge.training.pairs import (
    Origin,
    Pair,
    ParaphraseError,
    is_held_apart,
    load_paraphrases,
    make_pairs,
)
from knowledge.training.tune import Recipe, choose

URN = "urn:nir:stato:legge:2001-02-03;9"
BODY = """# Legge inventata

### Art. 1. (Registro dei volontari)

1. Chi aiuta gratis si iscrive in un elenco tenuto dal distretto.

### Art. 2. (Durata della iscrizione)

1. Chi lascia prima della fine dell'anno resta nell'elenco previsto dall'articolo 1, comma 1, finché vuole.
"""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    act = tmp_path_factory.mktemp("act") / "legge.md"
    act.write_text(f"---\nurn: {URN}\n---\n\n{BODY}", encoding="utf-8")
    with Library.open() as library:
        library.add(act)
        rows = gather_rows([p for p in library.passages(date(2024, 1, 1)) if p.act.urn == URN], [])
    return make_pairs(
        rows, {f"{URN}~art1-com1": ["Dove mi segno per dare una mano?"], f"{URN}~art9": ["E poi?"]}
    )


def of(pairs, origin):
    return [pair for pair in pairs if pair.origin is origin]


def test_a_heading_seeks_its_article_whose_text_does_not_repeat_it(pairs):
    registro = of(pairs, Origin.HEADING)[0]

    assert registro.question == "Registro dei volontari"
    assert "elenco tenuto dal distretto" in registro.passage
    assert "Registro dei volontari" not in registro.passage


def test_the_words_around_a_citation_seek_what_it_cites(pairs):
    (citing,) = of(pairs, Origin.CITATION)

    assert citing.article.endswith("~1")
    assert "resta nell'elenco previsto" in citing.question
    assert "articolo 1" not in citing.question


def test_an_everyday_question_seeks_its_comma_and_is_left_out_without_it(pairs):
    assert [pair.question for pair in of(pairs, Origin.LAY)] == ["Dove mi segno per dare una mano?"]


def test_one_article_of_five_is_held_apart_with_all_its_questions():
    apart = sum(is_held_apart(f"urn~{n}") for n in range(2000))

    assert 340 < apart < 460
    assert {Pair(o, "?", "", "urn~1").held_apart for o in Origin} == {is_held_apart("urn~1")}


def test_what_is_chosen_to_train_on_is_never_held_apart():
    made = [Pair(Origin.CARD, f"{n}?", "", f"art{n}") for n in range(500)]

    chosen = choose(made, Recipe(steps=1000))

    assert len(chosen) == sum(not pair.held_apart for pair in made)
    assert not any(pair.held_apart for pair in chosen)


def test_the_shipped_paraphrases_are_questions_on_provisions():
    paraphrases = load_paraphrases()

    assert len(paraphrases) >= 90
    assert all("~art" in urn and questions for urn, questions in paraphrases.items())


def test_a_paraphrase_that_asks_nothing_is_refused_by_name(tmp_path):
    file = tmp_path / "paraphrases.yaml"
    file.write_text(f'"{URN}~art1":\n  - Mi segno qui\n', encoding="utf-8")

    with pytest.raises(ParaphraseError, match="'Mi segno qui' is no question"):
        load_paraphrases(file)
