"""What one provision does to another: edges, read from the text."""

from datetime import date

import pytest

from knowledge.library.citations import with_edges
from knowledge.library.effects import read_effect
from knowledge.readers import read_bytes
from knowledge.readers.files import Raw

OWN = "urn:nir:stato:legge:2020-02-03;9"
L328 = "urn:nir:stato:legge:2000-11-08;328"
L241 = "urn:nir:stato:legge:1990-08-07;241"
SENTENCES = {
    "an article that is replaced": (
        "L'articolo 5 della legge 8 novembre 2000, n. 328, è sostituito dal seguente: «Testo nuovo».",
        {("replaces", f"{L328}~art5")},
    ),
    "an article that only holds what is repealed is modified": (
        "All'articolo 5 della legge 8 novembre 2000, n. 328, il comma 2 è abrogato.",
        {("modifies", f"{L328}~art5"), ("repeals", f"{L328}~art5-com2")},
    ),
    "a list that amends one article": (
        "All'articolo 5 della legge 8 novembre 2000, n. 328, sono apportate le seguenti modificazioni: "
        "a) il comma 2 è sostituito dal seguente: «2. Testo.»; b) al comma 3, le parole: «ieri» sono "
        "sostituite dalle seguenti: «oggi»; c) il comma 4 è abrogato; d) dopo il comma 6 è inserito il "
        "seguente: «6-bis. Altro.».",
        {
            ("modifies", f"{L328}~art5"),
            ("replaces", f"{L328}~art5-com2"),
            ("modifies", f"{L328}~art5-com3"),
            ("repeals", f"{L328}~art5-com4"),
        },
    ),
    "a list that amends several articles of an act": (
        "Alla legge 8 novembre 2000, n. 328, sono apportate le seguenti modificazioni: a) l'articolo 7 è "
        "abrogato; b) all'articolo 8: 1) il comma 1 è abrogato; 2) al comma 2, la lettera b) è soppressa.",
        {
            ("modifies", L328),
            ("repeals", f"{L328}~art7"),
            ("modifies", f"{L328}~art8"),
            ("repeals", f"{L328}~art8-com1"),
            ("modifies", f"{L328}~art8-com2"),
            ("repeals", f"{L328}~art8-com2-letb"),
        },
    ),
    "a list of repeals": (
        "Sono abrogati: a) l'articolo 3 della legge 7 agosto 1990, n. 241; "
        "b) gli articoli 4 e 5 della legge 8 novembre 2000, n. 328.",
        {("repeals", f"{L241}~art3"), ("repeals", f"{L328}~art4"), ("repeals", f"{L328}~art5")},
    ),
    "a derogation": (
        "In deroga a quanto previsto dall'articolo 6 della legge 7 agosto 1990, n. 241, si va oltre.",
        {("derogates", f"{L241}~art6")},
    ),
    "an implementation": (
        "Il decreto è adottato in attuazione dell'articolo 9 della legge 8 novembre 2000, n. 328.",
        {("implements", f"{L328}~art9")},
    ),
    "a definition": (
        "Ai fini della presente legge si intende per porta ciò che si apre.",
        {("cites", OWN), ("defines", OWN)},
    ),
    "what is quoted does nothing": (
        "Si legge: «L'articolo 5 della legge 8 novembre 2000, n. 328, è abrogato».",
        {("cites", f"{L328}~art5")},
    ),
}


@pytest.fixture
def edges_of():
    def edges_of(sentence):
        text = f"---\nurn: {OWN}\n---\n\n### Art. 1. (Uno)\n\n1. {sentence}\n\n2. Altro.\n"
        (document,) = read_bytes(Raw("legge.md", text.encode()))
        return with_edges(document).edges

    return edges_of


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_makes_these_edges(edges_of, sentence, expected):
    assert {(edge.kind, edge.target) for edge in edges_of(sentence)} == expected


def test_a_change_takes_effect_on_the_day_that_its_sentence_tells(edges_of):
    first, *_ = edges_of(
        "A decorrere dal 1° gennaio 2021 l'articolo 8 della legge 7 agosto 1990, n. 241, è abrogato."
    )

    assert (first.kind, first.effective) == ("repeals", date(2021, 1, 1))


def test_a_suspended_provision_is_said_suspended_while_it_lasts(add, find):
    add("### Art. 1. (Porta)\n\n1. La porta è una.\n\n2. Si apre.", data_gu="2001-02-10")
    add(
        "### Art. 4. (Sospensione)\n\n1. L'efficacia dell'articolo 1, comma 2, della legge 3 febbraio 2001, "
        "n. 9, è sospesa fino al 31 dicembre 2021.\n\n2. Altro.",
        urn="urn:nir:stato:legge:2020-06-01;77",
        data_gu="2020-06-10",
    )

    (during,), (after,), (beside,) = (
        find("art1-com2", "2021-12-31"),
        find("art1-com2", "2022-01-01"),
        find("art1-com1", "2021-12-31"),
    )

    assert during.status == "suspended"
    assert during.changed_by == "urn:nir:stato:legge:2020-06-01;77~art4-com1"
    assert "Sospeso fino al 31 dicembre 2021" in during.note
    assert (after.status, beside.status) == ("in_force", "in_force")


@pytest.mark.parametrize(
    "words",
    [
        "Nei casi di cui all'articolo 5, i termini di cui al primo periodo sono sospesi per sessanta giorni.",
        "Il termine di cui all'articolo 5 è sospeso fino all'opposizione.",
        "Il diritto previsto dall'articolo 5 è sospeso nei confronti di chi si allontana.",
        "Fino al decreto di cui all'articolo 5, sono sospesi i termini per il bilancio.",
        "L'applicazione dell'articolo 5 è sospesa nei confronti dei minori.",
    ],
)
def test_a_term_or_a_right_that_is_suspended_suspends_no_provision(words):
    assert _effect(words) == "cites"


@pytest.mark.parametrize(
    "words",
    [
        "L'articolo 5 è sospeso fino al 31 dicembre 2022.",
        "L'applicazione dell'articolo 5 è sospesa fino al 31 dicembre 2022.",
        "Le disposizioni di cui all'articolo 5 sono sospese.",
        "È sospesa l'efficacia dell'articolo 5.",
    ],
)
def test_a_provision_that_is_itself_suspended_is_told(words):
    assert _effect(words) == "suspends"


def _effect(words):
    """What some words do to the article that they name."""
    start = words.index("articolo 5")
    return read_effect(words, start, start + len("articolo 5"))
