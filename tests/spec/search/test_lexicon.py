"""What the lexicon adds to a question."""

import pytest

from knowledge.search.lexicon import FILE, LexiconError, load_lexicon, shipped_lexicon


def test_an_acronym_is_spelt_out():
    reading = shipped_lexicon().read("dove sta il PUA?")

    assert reading.spelt_out == {"PUA": "punto unico di accesso"}


def test_an_acronym_with_two_meanings_takes_the_one_that_its_neighbours_point_to():
    lexicon = shipped_lexicon()

    assert (
        lexicon.read("Il distretto garantisce l'ADI?").spelt_out["ADI"] == "assistenza domiciliare integrata"
    )
    assert lexicon.read("Che ISEE serve per l'ADI?").spelt_out["ADI"] == "assegno di inclusione"


def test_an_acronym_with_two_meanings_and_no_neighbours_stays_open():
    reading = shipped_lexicon().read("che cos'è l'ADI?")

    assert [ambiguity.acronym for ambiguity in reading.ambiguities] == ["ADI"]


def test_lay_words_bring_the_words_of_the_law():
    assert "indennità di accompagnamento" in shipped_lexicon().read("prendo l'accompagnamento?").added


def test_a_small_common_word_is_no_acronym():
    assert not shipped_lexicon().read("mi dai una mano?").spelt_out


def test_two_meanings_without_context_words_are_refused(tmp_path):
    file = tmp_path / "lexicon.yaml"
    file.write_text("acronyms:\n  XY: [{name: uno}, {name: due}]\nlay: {}\n", encoding="utf-8")

    with pytest.raises(LexiconError, match="XY"):
        load_lexicon(file)


def test_no_entry_stands_twice_and_none_is_empty():
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("  ")]
    names = [line.split(":")[0].strip() for line in lines if line[2] not in " #-"]
    lexicon = shipped_lexicon()

    assert len(names) == len(set(names)) >= 250
    assert all(meaning.name for meanings in lexicon.acronyms.values() for meaning in meanings)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Serve il CIG per questa gara?", "codice identificativo gara"),
        ("La CIG spetta agli operai sospesi?", "cassa integrazione guadagni"),
        ("Con quale CUP prenoto la visita?", "centro unico di prenotazione"),
    ],
)
def test_the_law_of_contracts_and_that_of_work_share_letters(asked, meant):
    assert meant in shipped_lexicon().read(asked).spelt_out.values()
