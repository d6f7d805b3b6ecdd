"""A reference survives its URN and its legal style; no text breaks or stalls the grammar."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.norms.identifiers import NormRef, format_legal, parse_urn
from knowledge.references import Found, find_references, parse_question_reference

ADVERBS = [
    "",
    "-bis",
    "-ter",
    "-quater",
    "-quinquies",
    "-septies",
    "-duodecies",
    "-terdecies",
    "-vicies",
    "-bis.1",
]
days = st.dates(date(1900, 1, 1), date(2029, 12, 31)).map(date.isoformat)
numbers = st.integers(1, 9999).map(str)
labels = st.builds("{}{}".format, st.integers(1, 2000), st.sampled_from(ADVERBS))
letters = st.builds(
    "{}{}".format, st.sampled_from("abcdefghilmnopqrstuvz"), st.sampled_from(["", "-bis", "-ter"])
)
state_acts = st.builds(
    "urn:nir:{}:{};{}".format,
    st.sampled_from(
        [
            "stato:legge",
            "stato:decreto.legislativo",
            "stato:decreto.legge",
            "stato:regio.decreto",
            "stato:legge.costituzionale",
            "presidente.repubblica:decreto",
            "presidente.consiglio:decreto",
            "ministero.salute:decreto",
            "regione.toscana:legge",
            "regione.emilia.romagna:legge",
            "regione.esempio;giunta:deliberazione",
        ]
    ),
    days,
    numbers,
)
union_acts = st.builds(
    "urn:nir:unione.europea:{}:{};{}".format,
    st.sampled_from(["regolamento", "direttiva", "decisione"]),
    st.integers(1958, 2029),
    st.integers(1, 999),
)
codes = st.sampled_from(
    [
        "urn:nir:stato:costituzione:1947-12-27",
        "urn:nir:stato:codice.civile:1942-03-16;262",
        "urn:nir:stato:codice.penale:1930-10-19;1398",
        "urn:nir:presidente.consiglio:decreto:2017-01-12",
    ]
)


@st.composite
def references(draw):
    """Any provision: each level only where the one above is named."""
    act = draw(st.one_of(state_acts, union_acts, codes))
    article = draw(labels)
    comma = draw(st.none() | labels)
    letter = draw(st.none() | letters) if comma else None
    number = draw(st.none() | st.integers(1, 30).map(str)) if letter else None
    return NormRef(act, article, comma, letter, number)


@given(references())
def test_a_urn_reads_back_to_its_reference(ref):
    assert parse_urn(ref.urn) == ref


@given(references())
def test_legal_style_reads_back_to_its_provision(ref):
    (found,) = find_references(f"Si veda {format_legal(ref)} per intero.")

    (back,) = found.refs
    assert back.same_as(ref)


@given(st.text(max_size=400))
def test_any_text_gives_spans_of_itself_without_overlap(text):
    found = find_references(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))


PIECES = [
    "articolo ",
    "art. ",
    "commi ",
    "lettera ",
    "3",
    "1-bis",
    "a)",
    ", ",
    " e ",
    "da ",
    " a ",
    "della ",
    "legge ",
    "n. ",
    "328",
    "/2000",
    " del ",
    "presente ",
    "medesimo ",
    "decreto ",
    "di cui al ",
    "«",
    "»",
    "((",
    "))",
    "regolamento (UE) ",
    "accordo ",
    "8 novembre 2000",
    "secondo ",
    "codice civile",
    "tabella ",
    "§",
    "\n",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_broken_citations_never_break_the_grammar(text):
    context = NormRef("urn:nir:stato:legge:2000-11-08;328", "14", "2")

    for read in (find_references, parse_question_reference):
        for one in read(text, context=context):
            assert isinstance(one, Found)
            assert all(parse_urn(ref.urn) == ref for ref in one.refs)


@pytest.mark.parametrize(
    "hostile",
    [
        "articolo " * 5_000,
        "articoli " + "1, " * 15_000,
        "articoli 1" + " e 1-bis" * 5_000,
        "commi da " * 5_000,
        "art." + " " * 50_000 + "3",
        "legge " * 7_000,
        "accordo " * 5_000,
        "accordo " + "a" * 50_000,
        "decreto del Ministro " * 2_000,
        "del testo unico " * 2_000 + "di cui al",
        "articolo 3 del codice " * 2_000,
        "«" * 25_000,
        'seguenti: "' * 3_000,
        "medesimo " * 6_000,
        "la legge 8 novembre 2000, n. 328, " * 1_000 + "articolo 3 del medesimo decreto " * 1_000,
        "lettere a)" + ", b)" * 10_000,
        "1/2" * 15_000,
        "primo e secondo " * 3_000,
        "((" * 25_000,
    ],
    ids=lambda text: f"{text[:24]}…",
)
@pytest.mark.timeout(120)
def test_a_hostile_text_is_read_to_its_end(hostile):
    long = hostile * 4  # what grows with the square of the length would take many minutes here

    assert find_references(long) is not None
