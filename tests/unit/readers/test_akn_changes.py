"""What the metadata of an act say it does to others: to the comma, with its day."""

from datetime import date

import pytest

from knowledge.readers import read

OTHER = "urn:nir:stato:legge:1992-02-05;91"
ACT = """<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:nakn="http://normattiva.it/akn/vocabulary"><act>
<meta><identification source="#a"><FRBRWork><FRBRthis value="/akn/it/act/legge/stato/2001-03-02/7/!main"/>
<FRBRalias value="urn:nir:stato:legge:2001-03-02;7" name="urn:nir"/></FRBRWork></identification>
<analysis source=""><activeModifications><textualMod type="x"><source href="urn:nir:stato:legge:2001-03-02;7#1"/>
<destination href="urn:nir:stato:legge:1992-02-05;91#{article}"/><new><nakn:text>{words}</nakn:text></new>
</textualMod></activeModifications></analysis></meta>
<body><article eId="art_1"><num>Art. 1</num><paragraph><num>1.</num><content><p>Uno.</p></content></paragraph>
<paragraph><num>2.</num><content><p>Due.</p></content></paragraph></article></body></act></akomaNtoso>"""


@pytest.fixture
def changes(tmp_path):
    """Read what the words of one change say: from which unit, what, to which partition, from which day."""

    def read_words(words, article="4"):
        path = tmp_path / "act.xml"
        path.write_text(ACT.format(words=words, article=article), encoding="utf-8")
        edges = read(path)[0].edges
        return [
            (edge.source_key, edge.kind.value, edge.target.removeprefix(OTHER), edge.effective)
            for edge in edges
        ]

    return read_words


def test_a_change_goes_from_comma_to_comma(changes):
    told = changes("ha disposto (con l'art. 1, comma 2) la modifica dell'art. 4, comma 1, lettera b).")

    assert told == [("art1-com2", "modifies", "~art4-com1-letb", None)]


def test_a_repeal_of_several_commi_is_one_for_each(changes):
    told = changes("ha disposto (con l'art. 1, comma 2) l'abrogazione dei commi 3 e 4 dell'art. 4.")

    assert told == [
        ("art1-com2", "repeals", "~art4-com3", None),
        ("art1-com2", "repeals", "~art4-com4", None),
    ]


def test_what_is_inserted_changes_what_holds_it(changes):
    told = changes("ha disposto (con l'art. 1, comma 1) l'introduzione dei commi 1-bis e 1-ter all'art. 4.")

    assert told == [("art1-com1", "modifies", "~art4", None)]


def test_each_clause_has_its_own_comma_and_its_own_deed(changes):
    told = changes(
        "ha disposto (con l'art. 1, comma 1, lettera a)) la sostituzione dell'art. 4, comma 1; "
        "(con l'art. 1, comma 2) l'abrogazione dell'art. 4, comma 2."
    )

    assert told == [
        ("art1-com1", "replaces", "~art4-com1", None),
        ("art1-com2", "repeals", "~art4-com2", None),
    ]


def test_a_comma_that_the_text_at_hand_lacks_leaves_the_change_to_its_article(changes):
    told = changes("ha disposto (con l'art. 1, comma 9-bis) la modifica dell'art. 4, comma 1.")

    assert told == [("art1", "modifies", "~art4-com1", None)]


def test_the_day_that_the_words_tell_is_kept(changes):
    told = changes(
        "ha disposto (con l'art. 1, comma 2) l'abrogazione dell'art. 4 a decorrere dal 1 luglio 2002."
    )

    assert told == [("art1-com2", "repeals", "~art4", date(2002, 7, 1))]


def test_words_without_a_provision_change_the_article_of_the_metadata(changes):
    assert changes("ha disposto modifiche varie.") == [("art1", "modifies", "~art4", None)]
