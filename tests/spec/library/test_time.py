"""What stands on a day."""

from datetime import date

import pytest
from sqlalchemy import text

from knowledge.errors import DamagedLibraryError
from knowledge.library.difference import compare
from knowledge.norms.identifiers import parse_urn

ORIGINAL = {"nota": "testo originario", "data_gu": "2001-02-10"}
REPEALER = "urn:nir:stato:legge:2015-06-01;77"
BODY = (
    "### Art. 1. (Porta)\n\n1. La porta è una sola.\n\n2. Si apre a chi bussa.\n\n"
    "### Art. 2. (Chiave)\n\n1. La chiave è appesa."
)


def test_an_original_text_is_never_said_to_be_in_force_today(add, find):
    add(BODY, **ORIGINAL)

    (passage,) = find("art1-com1", "2026-01-01")

    assert passage.status == "unverified"
    assert passage.note == (
        "Testo originario del 2001, non consolidato. Le modifiche successive non sono note a questo archivio."
    )


def test_a_law_is_in_force_fifteen_days_after_its_publication(add, find):
    add(BODY, **ORIGINAL)

    assert find("art1-com1", "2001-02-24")[0].status == "not_yet"
    assert find("art1-com1", "2001-02-25")[0].status == "unverified"


def test_an_article_that_a_later_act_replaces_is_shown_as_replaced_by_it(add, find):
    add(BODY, **ORIGINAL)
    add(
        "### Art. 3. (Modifiche)\n\n"
        "1. L'articolo 1 della legge 3 febbraio 2001, n. 9, è sostituito dal seguente: «Art. 1».",
        urn=REPEALER,
        data_gu="2015-06-10",
        dataVigenza="20200101",
    )

    (passage,) = find("art1-com2", "2026-01-01")

    assert passage.status == "replaced"
    assert passage.changed_by == f"{REPEALER}~art3-com1"
    assert passage.valid_to == date(2015, 6, 25)
    assert passage.text == "Si apre a chi bussa."


def test_it_is_plain_on_a_day_before_the_change(add, find):
    add(BODY, **ORIGINAL)
    add(
        "### Art. 3. (Modifiche)\n\n1. L'articolo 1 della legge 3 febbraio 2001, n. 9, è abrogato.",
        urn=REPEALER,
        data_gu="2015-06-10",
        dataVigenza="20200101",
    )

    before, after = find("art1-com2", "2015-06-24")[0], find("art1-com2", "2015-06-25")[0]

    assert (before.status, before.note) == ("in_force", "")
    assert after.status == "repealed"
    assert find("art2-com1", "2026-01-01")[0].status == "unverified"


def test_a_notice_of_repeal_is_status_and_never_text(add, find):
    add(
        "### Art. 1. (Porta)\n\n1. ((COMMA ABROGATO DAL D.LGS. 4 MAGGIO 2010, N. 5)).\n\n2. Si apre.",
        dataVigenza="20240101",
    )

    (passage,) = find("art1-com1", "2024-06-01")

    assert (passage.text, passage.status) == ("", "repealed")
    assert passage.changed_by == "urn:nir:stato:decreto.legislativo:2010-05-04;5"
    assert find("art1-com1", "2009-01-01")[0].status == "unverified"


@pytest.fixture
def two_versions(add):
    add(
        "### Art. 1\n\n1. Il termine è di trenta giorni.\n\n2. Resta.\n\n3. Va via.",
        name="v1_2020-01-01.md",
        versione=1,
    )
    add("### Art. 1\n\n1. Il termine è di venti giorni.\n\n2. Resta.", name="v2_2022-01-01.md", versione=2)


@pytest.mark.usefixtures("two_versions")
def test_of_two_dated_texts_each_stands_on_its_days(find):
    assert find("art1-com1", "2021-12-31")[0].text == "Il termine è di trenta giorni."
    assert find("art1-com1", "2022-01-01")[0].text == "Il termine è di venti giorni."
    assert find("art1-com1", "2021-12-31")[0].status == "in_force"


@pytest.mark.usefixtures("two_versions")
def test_what_the_later_text_no_longer_holds_is_gone(find):
    assert find("art1-com3", "2021-12-31")[0].status == "in_force"
    assert find("art1-com3", "2022-01-01")[0].status == "repealed"


@pytest.mark.usefixtures("two_versions")
def test_two_days_give_a_readable_difference(library):
    ref = parse_urn("urn:nir:stato:legge:2001-02-03;9~art1")

    changes = compare(library, ref, date(2021, 1, 1), date(2022, 1, 1))

    assert [(change.name, change.what, change.words) for change in changes] == [
        ("art. 1, comma 1, L. 9/2001", "cambiato", (("-", "trenta"), ("+", "venti"))),
        ("art. 1, comma 3, L. 9/2001", "tolto", (("-", "Va via."),)),
    ]


@pytest.mark.usefixtures("two_versions")
def test_the_history_tells_each_text_once(library):
    history = library.history(parse_urn("urn:nir:stato:legge:2001-02-03;9~art1-com2"))

    assert [passage.text for passage in history] == ["Resta."]
    assert len(library.history(parse_urn("urn:nir:stato:legge:2001-02-03;9~art1-com1"))) == 2


def test_a_letter_comes_with_the_words_that_open_it(add, find):
    add("### Art. 1\n\n1. Ai comuni spetta:\n\na) ascoltare;\n\nb) rispondere.", dataVigenza="20240101")

    (letter,) = find("art1-com1-letb", "2024-06-01")

    assert (letter.opening, letter.text) == ("Ai comuni spetta:", "rispondere.")
    assert letter.urn == "urn:nir:stato:legge:2001-02-03;9~art1-com1-letb"


_DAMAGE = """UPDATE norm_version SET spans = '0-5'
WHERE key = 'art1-com1' AND document_id = (SELECT max(id) FROM norm_document)"""


def test_a_text_that_is_no_longer_the_one_read_is_not_shown(library, add, find):
    add(BODY, dataVigenza="20240101")
    with library._engine.begin() as connection:
        connection.execute(text(_DAMAGE))

    with pytest.raises(DamagedLibraryError, match="SHA-256"):
        find("art1-com1", "2024-06-01")
    assert library.coverage().damaged == ("urn:nir:stato:legge:2001-02-03;9#art1-com1",)
