"""What the reader of cards takes, and what it refuses, saying where."""

from datetime import date

import pytest
import yaml

from knowledge.errors import KnowledgeError
from knowledge.readers.cards import CardError, read_cards

URN = "urn:nir:regione.esempio:legge:2024-03-01;7"


@pytest.fixture
def sheet():
    """A card file of an invented regional act, as a jurist would write it."""
    return {
        "act": {
            "urn": URN,
            "kind": "legge",
            "number": "7",
            "enacted": date(2024, 3, 1),
            "published": None,
            "in_force": None,
            "rank": "regione_legge",
            "territory": "IT-Esempio",
            "title": "Norme sulla presa in carico",
            "short_names": ["legge sulla presa in carico"],
            "address": "https://example.org/7",
            "checked_on": "legge_7.md",
            "text_state": "originario",
            "text_as_of": None,
        },
        "cards": [
            {
                "ref": f"{URN}~art2-com1",
                "heading": "Entro quando si risponde",
                "summary": "Il distretto risponde in dieci giorni.",
                "status": "in_force",
                "topics": ["presa in carico"],
                "questions": ["Entro quando mi rispondono?"],
                "facts": [
                    {
                        "kind": "term",
                        "what": "risposta",
                        "value": "10 giorni",
                        "number": 10,
                        "unit": "giorni",
                        "start": "domanda",
                        "anchor": ["dieci", "giorni"],
                    }
                ],
            }
        ],
    }


@pytest.fixture
def read(tmp_path):
    """Write sheets to a folder and read them."""

    def read(*sheets):
        for number, sheet in enumerate(sheets, 1):
            (tmp_path / f"{number}.yaml").write_text(
                yaml.safe_dump(sheet, allow_unicode=True), encoding="utf-8"
            )
        return read_cards(tmp_path)

    return read


def test_a_card_says_the_term_the_day_from_which_it_runs_and_its_comma(read, sheet):
    [file] = read(sheet)

    [card] = file.cards
    [fact] = card.facts
    assert card.ref == "urn:nir:regione.esempio:legge:2024-03-01;7~art2-com1"
    assert (fact.number, fact.unit, fact.start) == (10, "giorni", "domanda")
    assert fact.anchor == ("dieci", "giorni")


def test_a_card_was_checked_on_the_file_of_its_act_unless_it_names_another(read, sheet):
    other = {**sheet["cards"][0], "ref": f"{URN}~art3", "checked_on": "allegato.md"}
    sheet["cards"].append(other)

    [file] = read(sheet)

    assert [file.checked_on(card) for card in file.cards] == ["legge_7.md", "allegato.md"]


def test_what_was_read_cannot_be_changed(read, sheet):
    [file] = read(sheet)

    with pytest.raises(AttributeError):
        file.cards[0].status = "repealed"


def test_a_folder_without_cards_holds_none(tmp_path):
    assert read_cards(tmp_path) == []


def break_card(sheet, **changes):
    sheet["cards"][0].update(changes)


def break_fact(sheet, **changes):
    sheet["cards"][0]["facts"][0].update(changes)


FAULTS = {
    "a status that does not exist": (break_card, {"status": "vigente"}, "status"),
    "a status that only a reader gives": (break_card, {"status": "unverified"}, "status"),
    "a field that does not exist": (break_card, {"sommario": "x"}, "sommario"),
    "no summary": (break_card, {"summary": " "}, "summary"),
    "no fact": (break_card, {"facts": []}, "facts"),
    "six questions": (break_card, {"questions": ["a?", "b?", "c?", "d?", "e?", "f?"]}, "questions"),
    "a question without its mark": (break_card, {"questions": ["Entro quando"]}, "questions.0"),
    "an end before the start": (
        break_card,
        {"valid_from": date(2024, 5, 1), "valid_to": date(2024, 4, 1)},
        "card",
    ),
    "in force although another provision ended it": (
        break_card,
        {"changed_by": f"{URN}~art9", "valid_to": date(2025, 1, 1)},
        "card",
    ),
    "a kind of fact that does not exist": (break_fact, {"kind": "termine"}, "facts.0.kind"),
    "a number without unit": (break_fact, {"unit": None}, "facts.0"),
    "a counted term that runs from nowhere": (break_fact, {"start": None}, "facts.0"),
    "a fact without proof": (break_fact, {"anchor": []}, "facts.0.anchor"),
    "a phrase as proof": (break_fact, {"anchor": ["dieci giorni"]}, "facts.0.anchor.0"),
}


@pytest.mark.parametrize(("spoil", "changes", "field"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_card_is_refused_with_file_card_and_field(read, sheet, spoil, changes, field):
    spoil(sheet, **changes)

    with pytest.raises(CardError) as refusal:
        read(sheet)

    assert (refusal.value.file, refusal.value.field) == ("1.yaml", field)
    assert refusal.value.card == f"card 1 ({URN}~art2-com1)"
    assert "README.md" in str(refusal.value)


def test_a_fault_of_the_act_is_told_from_a_fault_of_a_card(read, sheet):
    sheet["act"]["territory"] = "Toscana"

    with pytest.raises(CardError) as refusal:
        read(sheet)

    assert (refusal.value.card, refusal.value.field) == ("act", "act.territory")


def test_a_card_on_another_act_is_refused(read, sheet):
    break_card(sheet, ref="urn:nir:regione.esempio:legge:1999-01-01;1~art2")

    with pytest.raises(CardError, match="is no provision of"):
        read(sheet)


def test_two_cards_on_one_provision_are_refused_though_in_two_files(read, sheet):
    with pytest.raises(CardError, match=r"2\.yaml.*1\.yaml already holds a card on it"):
        read(sheet, sheet)


@pytest.mark.parametrize(
    "content", [b"act: [", b"\xff\xfe", b"- 1\n", b""], ids=["open", "not UTF-8", "list", "empty"]
)
def test_a_file_that_is_no_card_file_is_named(tmp_path, content):
    (tmp_path / "rotto.yaml").write_bytes(content)

    with pytest.raises(KnowledgeError, match=r"rotto\.yaml, the whole file"):
        read_cards(tmp_path)


def test_the_shipped_digest_is_read():
    files = read_cards()

    assert len(files) >= 25
    assert sum(len(file.cards) for file in files) >= 250


def test_the_shipped_digest_says_that_the_individual_project_of_2000_was_replaced():
    [card] = [
        card for file in read_cards() for card in file.cards if card.ref.endswith("2000-11-08;328~art14-com1")
    ]

    assert card.status == "replaced"
    assert card.changed_by == "urn:nir:stato:decreto.legislativo:2024-05-03;62~art18-com6"
