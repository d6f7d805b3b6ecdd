"""Real spellings of an identifier read to one reference, and nonsense is refused."""

from datetime import date

import pytest

from knowledge.norms.identifiers import NormRef, format_legal, parse_urn, parse_version
from knowledge.norms.labels import UnreadableReferenceError

CAD = "urn:nir:stato:decreto.legislativo:2005-03-07;82"
TUIR = "urn:nir:presidente.repubblica:decreto:1986-12-22;917"
CIVIL_CODE = "urn:nir:stato:codice.civile:1942-03-16;262"


@pytest.mark.parametrize(
    ("spelling", "urn"),
    [
        # partitions: attached adverbs, NIR 2.2's fragment, AKN's eId
        (f"{CAD}~art3septies-com1bis-letdter-num2", f"{CAD}~art3septies-com1bis-letdter-num2"),
        (f"{CAD}#art2bis-com1", f"{CAD}~art2bis-com1"),
        ("/akn/it/act/decretoLegislativo/stato/2005-03-07/82/!main#art_2-com3", f"{CAD}~art2-com3"),
        ("/akn/it/act/DECRETO_LEGISLATIVO/stato/2005-03-07/82/!main", CAD),
        ("/akn/it/act/decreto_legislativo/stato/2005-03-07/82/ita@2025-01-30/!main", CAD),
        (
            "/akn/it/act/decreto_legislativo/stato/2005-03-07/82#art_1__para_1-bis__point_a",
            f"{CAD}~art1-com1bis-leta",
        ),
        (
            "/akn/it/act/decreto_legislativo/stato/2005-03-07/82#art_1__para_1.__point_a",
            f"{CAD}~art1-com1-leta",
        ),
        # versions and links are left out
        (f"{CAD}~art1!vig=2020-01-01", f"{CAD}~art1"),
        (f"{CAD}~art1!vig=", f"{CAD}~art1"),
        (f"{CAD}@originale~art1", f"{CAD}~art1"),
        (f"https://www.normattiva.it/uri-res/N2Ls?{CAD}~art1@originale", f"{CAD}~art1"),
        (f"{CAD}#23", CAD),
        # one act, several authorities
        ("urn:nir:stato:decreto.del.presidente.della.repubblica:1986-12-22;917#art3", f"{TUIR}~art3"),
        (f"{TUIR}:testo.unico#art3", f"{TUIR}~art3"),
        ("/akn/it/act/decretoDelPresidenteDellaRepubblica/stato/1986-12-22/917/!main", TUIR),
        (
            "urn:nir:presidente.consiglio.ministri:decreto:2017-01-12",
            "urn:nir:presidente.consiglio:decreto:2017-01-12",
        ),
        ("urn:nir:legge:2015-05-22;68", "urn:nir:stato:legge:2015-05-22;68"),
        (
            "/akn/it/act/decreto/ministero.finanze/1998-09-07/503/!main",
            "urn:nir:ministero.finanze:decreto:1998-09-07;503",
        ),
        # codes: articles of the annex are articles of the code
        (
            "urn:nir:stato:regio.decreto:1942-03-16;262:codice.civile#art2359-com1-let3",
            f"{CIVIL_CODE}~art2359-com1-num3",
        ),
        ("urn:nir:stato:regio.decreto:1942-03-16;262:2~art404", f"{CIVIL_CODE}~art404"),
        ("/akn/it/act/codice.civile/stato/1942-03-16/262/!main#art_404", f"{CIVIL_CODE}~art404"),
        (
            "urn:nir:presidente.repubblica:decreto:1988-09-22;447:codice.procedura.penale#art9",
            "urn:nir:stato:codice.procedura.penale:1988-09-22;447~art9",
        ),
        (
            "urn:nir:stato:costituzione:1947-12-27;nir-s9473953#art87",
            "urn:nir:stato:costituzione:1947-12-27~art87",
        ),
        (
            "/akn/it/act/costituzione/stato/1947-12-27/const/!main#art_117-com2",
            "urn:nir:stato:costituzione:1947-12-27~art117-com2",
        ),
        # the Union: year and number, whatever the register writes
        ("urn:nir:comunita.europee:direttiva:1995-10-24;95-46", "urn:nir:unione.europea:direttiva:1995;46"),
        (
            "urn:nir:unione.europea:regolamento:2016-04-27;2016-679",
            "urn:nir:unione.europea:regolamento:2016;679",
        ),
        ("/akn/it/act/direttivaUe/eu/2014/24/!main", "urn:nir:unione.europea:direttiva:2014;24"),
        ("http://data.europa.eu/eli/reg/2016/679/oj", "urn:nir:unione.europea:regolamento:2016;679"),
        ("http://data.europa.eu/eli/reg_impl/2019/1149/oj", "urn:nir:unione.europea:regolamento:2019;1149"),
        ("CELEX:31995L0046", "urn:nir:unione.europea:direttiva:1995;46"),
        # annexes and regional acts
        (
            "urn:nir:stato:decreto.legislativo:2023-03-31;36:allegato.ii.2-bis~art3",
            "urn:nir:stato:decreto.legislativo:2023-03-31;36:allegato.ii.2-bis~art3",
        ),
        (
            "urn:nir:regione.esempio;giunta.regionale:delibera:2021-05-03;12",
            "urn:nir:regione.esempio;giunta:deliberazione:2021-05-03;12",
        ),
    ],
)
def test_every_real_spelling_reads_to_one_urn(spelling, urn):
    assert parse_urn(spelling).urn == urn
    assert parse_urn(urn).urn == urn


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "no URN:NIR"),
        ("legge 328/2000", "no URN:NIR"),
        ("urn:nir:stato:legge:2000-13-08;328", "no such day"),
        ("urn:nir:stato:legge:2000-02-30;328", "no such day"),
        ("urn:nir:presidente.consiglio::2003-03-20;3274", "not the URN:NIR of an act"),
        ("urn:nir:unione.europea:regolamento:2016-04-27", "needs its number"),
        (f"{CAD}~art", "partition"),
        (f"{CAD}~artbis", "partition"),
    ],
)
def test_what_names_no_norm_is_refused_with_the_reason(given, why):
    with pytest.raises(UnreadableReferenceError, match=why):
        parse_urn(given)


@pytest.mark.parametrize("field", [{"article": "quattordici"}, {"comma": "1-tris"}, {"letter": "ab4"}])
def test_a_label_that_no_law_has_is_refused(field):
    with pytest.raises(UnreadableReferenceError, match="label"):
        NormRef(CAD, **field)


def test_labels_are_equal_however_they_are_written():
    assert NormRef(CAD, "3septies", "1 BIS", "Abis") == NormRef(CAD, "3-septies", "1-bis", "a-bis")
    assert NormRef(CAD, "1-vicies semel") == NormRef(CAD, "1viciessemel")
    assert NormRef(CAD, "1", "01") != NormRef(CAD, "1", "1")


def test_the_year_alone_names_the_act_that_the_day_names():
    by_year = NormRef("urn:nir:stato:legge:2023;33", "4")
    by_day = NormRef("urn:nir:stato:legge:2023-03-23;33", "4")

    assert by_year != by_day
    assert by_year.same_as(by_day)
    assert by_day.same_as(by_year)
    assert not by_year.same_as(NormRef("urn:nir:stato:legge:2023-03-23;33", "5"))
    assert not by_year.same_as(NormRef("urn:nir:stato:legge:2022-03-23;33", "4"))
    assert not by_year.same_as(NormRef("urn:nir:stato:decreto.legislativo:2023;33", "4"))


def test_the_version_is_a_day_read_apart():
    assert parse_version(f"{CAD}~art1!vig=2020-01-01") == date(2020, 1, 1)
    assert parse_version(f"{CAD}~art1@originale") == "originale"
    assert parse_version(f"{CAD}~art1!vig=") is None
    assert parse_version("/akn/it/act/legge/stato/2000-11-08/328/ita@2025-01-30") == date(2025, 1, 30)


@pytest.mark.parametrize(
    ("urn", "style"),
    [
        ("urn:nir:stato:legge:2000-11-08;328~art14-com2-leta", "art. 14, comma 2, lett. a), L. 328/2000"),
        (f"{CIVIL_CODE}~art404", "art. 404 c.c."),
        (f"{CIVIL_CODE}~art2359-com1-num3", "art. 2359, comma 1, n. 3), c.c."),
        ("urn:nir:stato:costituzione:1947-12-27~art117-com2-letm", "art. 117, comma 2, lett. m), Cost."),
        ("urn:nir:presidente.consiglio:decreto:2017-01-12~art21", "art. 21, D.P.C.M. 12 gennaio 2017"),
        ("urn:nir:ministero.salute:decreto:2022-05-23;77", "D.M. salute 23 maggio 2022, n. 77"),
        ("urn:nir:regione.esempio:legge:2019-03-01;5~art2", "art. 2, L.R. Esempio 5/2019"),
        (
            "urn:nir:unione.europea:regolamento:2016;679~art9-com2-leth",
            "art. 9, par. 2, lett. h), Reg. UE 2016/679",
        ),
        ("urn:nir:unione.europea:carta.diritti.fondamentali:2000-12-07~art8", "art. 8 CDFUE"),
        (
            "urn:nir:conferenza.unificata:intesa:2023-08-03;112",
            "Intesa Conferenza unificata 3 agosto 2023, n. 112",
        ),
        (
            "urn:nir:stato:decreto.legislativo:2023-03-31;36:allegato.ii.6~art3",
            "all. II.6, art. 3, D.Lgs. 36/2023",
        ),
    ],
)
def test_a_reference_is_written_as_a_jurist_does(urn, style):
    assert format_legal(parse_urn(urn)) == style
