"""A library's acts teach their names and days; what ships is read once and fits the schema."""

from dataclasses import dataclass

import pytest

from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.references import ActNames, Ambiguous, find_references, parse_question_reference
from knowledge.references.acts import ministry_slug
from knowledge.references.words import CARDINALS, fold, labels_between


@dataclass(frozen=True)
class Act:
    """An act as a library holds it."""

    urn: str
    short_names: tuple[str, ...] = ()


REGIONAL = Act("urn:nir:regione.esempio:legge:2019-03-01;5", ("legge sui PUA", "la 505"))


def _urns(found):
    return [ref.urn for one in found for ref in one.refs]


def test_a_library_teaches_the_short_names_of_its_acts():
    text = "L'articolo 2 della legge sui PUA e l'articolo 3 della 505."

    assert _urns(find_references(text)) == []
    assert _urns(find_references(text, known=[REGIONAL])) == [f"{REGIONAL.urn}~art2", f"{REGIONAL.urn}~art3"]


def test_a_library_teaches_the_day_of_an_act_cited_by_year():
    known = ActNames.shipped().knowing([Act("urn:nir:stato:legge:1988-04-03;999")])

    assert _urns(find_references("La legge n. 999 del 1988.", known=known)) == [
        "urn:nir:stato:legge:1988-04-03;999"
    ]


def test_a_name_of_two_acts_names_none():
    twins = [Act("urn:nir:regione.esempio:legge:2019-03-01;5", ("legge gemella",)),
             Act("urn:nir:regione.esempio:legge:2020-03-01;6", ("legge gemella",))]  # fmt: skip

    (found,) = find_references("Si applica la legge gemella.", known=twins)

    assert isinstance(found, Ambiguous)
    assert found.refs == ()
    assert {ref.act for ref in found.candidates} == {act.urn for act in twins}


def test_two_known_acts_of_one_number_and_year_make_a_question_ambiguous():
    known = [Act("urn:nir:stato:decreto.legislativo:2000-01-01;328")]

    (found,) = parse_question_reference("art. 3 della 328/2000", known=known)

    assert isinstance(found, Ambiguous)


def test_each_act_that_ships_has_a_canonical_urn():
    shipped = ActNames.shipped()

    assert shipped is ActNames.shipped()
    assert parse_urn("urn:nir:stato:legge:2000-11-08;328").name in {
        name.act for name in shipped.called("328")
    }


def test_inside_an_act_its_own_words_name_other_acts():
    privacy_code = NormRef("urn:nir:stato:decreto.legislativo:2003-06-30;196", "2-sexies", "1")
    text = "Ai sensi dell'articolo 9 del Regolamento."

    assert _urns(find_references(text, context=privacy_code)) == [
        "urn:nir:unione.europea:regolamento:2016;679~art9"
    ]
    assert _urns(find_references(text)) == []


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (" della salute ", "ministero.salute"),
        (" dell'economia e delle finanze del ", "ministero.economia.finanze"),
        (" per l'agricoltura e per le foreste ", "ministero.agricoltura.foreste"),
        (" del lavoro, della salute e delle politiche sociali ", "ministero.lavoro.salute.politiche.sociali"),
        (" della salute, di concerto con il ministro dell'interno, ", "ministero.salute"),
        (" del lavoro in data ", "ministero.lavoro"),
    ],
)
def test_a_ministry_is_named_as_in_a_urn(words, slug):
    assert ministry_slug(words) == slug


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("1", "3", ["1", "2", "3"]),
        ("a", "d", ["a", "b", "c", "d"]),
        ("i", "m", ["i", "l", "m"]),  # no j, no k
        ("1-bis", "1-quater", ["1-bis", "1-ter", "1-quater"]),
        ("3", "1", ["3", "1"]),
        ("1", "900", ["1", "900"]),
        ("2-bis", "4", ["2-bis", "4"]),
    ],
)
def test_a_range_is_counted_only_where_it_can_be(first, last, labels):
    assert labels_between(first, last) == labels


def test_folding_keeps_every_offset():
    text = "L’articolo\n3\u00a0–\tÈ İl ((testo)) «Æ»"

    assert len(fold(text)) == len(text)


def test_numbers_in_words_lose_their_vowel():
    assert (CARDINALS["ventuno"], CARDINALS["trentotto"], CARDINALS["quarantadue"]) == ("21", "38", "42")
