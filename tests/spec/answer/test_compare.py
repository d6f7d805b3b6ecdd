"""One question for two days, or for two territories."""

from datetime import date

from knowledge.answer import compare_days, compare_territories

DAY = date(2026, 3, 2)
QUESTION = "a chi si assegnano le serre riscaldate?"


def test_the_same_words_on_two_days_are_shown_once(assistant):
    found = compare_days(assistant, "quanto costa il canone dell'orto?", date(2025, 3, 2), DAY)

    assert found.same
    assert found.answer.count("85 euro") == found.first.answer.count("85 euro")


def test_a_norm_that_came_between_two_days_makes_them_differ(assistant):
    found = compare_days(assistant, "art. 3 legge 901/2021", date(2020, 1, 1), DAY)

    assert not found.same
    assert found.titles == ("Al 1° gennaio 2020:", "Al 2 marzo 2026:")
    assert "Non ancora in vigore" in found.answer.split("### Al 2 marzo 2026:")[0]


def test_two_territories_are_answered_each_with_its_own_rules(assistant):
    found = compare_territories(assistant, QUESTION, "IT-Esempio", "IT-veneto", on=DAY)

    assert not found.same
    assert any("serre riscaldate" in quote.text for quote in found.first.quotes)
    assert not any("serre riscaldate" in quote.text for quote in found.second.quotes)


def test_a_territory_named_in_the_question_brings_its_rules(ask):
    named = ask("a chi si assegnano le serre riscaldate nella Regione Esempio?")

    assert any("serre riscaldate" in quote.text for quote in named.quotes)
    assert named.territory == "IT-Esempio"


def test_the_json_of_a_comparison_holds_both_answers(assistant):
    line = compare_territories(assistant, QUESTION, "IT-Esempio", "IT-veneto", on=DAY).as_json()

    assert [answer["territory"] for answer in line["answers"]] == ["IT-Esempio", "IT-veneto"]
    assert line["same"] is False
