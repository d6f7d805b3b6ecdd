"""Which neighbours are the halves of one word."""

import pytest

from knowledge.search.mending import join_broken_words

# Stemmed terms of a small corpus, and in how many provisions each stands.
HELD = {"proced": 40, "concorsual": 5, "provved": 60, "comun": 90, "rar": 1, "not": 8, "per": 7}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("avvio della procedura concorsu ale", "avvio della procedura concorsuale"),
        ("pr ocedere al rimborso", "procedere al rimborso"),
        ("l'atto de lle parti", "l'atto delle parti"),
        ("il concorsu ale, oggi", "il concorsuale, oggi"),
    ],
)
def test_a_broken_word_is_joined(written, meant):
    assert join_broken_words(written, lambda term: HELD.get(term, 0)) == meant


@pytest.mark.parametrize(
    "written",
    [
        "i comuni procedono",  # both are words
        "per dire",  # a short word before one that the corpus lacks
        "ra ro",  # the corpus holds it once: it may be a chance
        "concorsu. ale",  # a full stop between
        "concorsu Ale",  # a name
        "",
    ],
)
def test_other_neighbours_stay_apart(written):
    assert join_broken_words(written, lambda term: HELD.get(term, 0)) == written
