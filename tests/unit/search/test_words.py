"""How text is cut into terms."""

from knowledge.search.words import fold, grams, terms


def test_an_accent_and_an_apostrophe_give_one_term():
    assert terms("attività") == terms("attivita'") == ["attiv"]


def test_the_marks_of_amended_text_are_dropped():
    assert fold("((nuovo testo))").split() == ["nuovo", "testo"]


def test_elided_articles_are_no_terms():
    assert terms("dell'assistenza all'anziano") == terms("assistenza anziano")


def test_a_mistyped_word_keeps_most_of_its_grams():
    right, wrong = set(grams(["valutazione"])), set(grams(["valutazzione"]))

    assert len(right & wrong) == 8
