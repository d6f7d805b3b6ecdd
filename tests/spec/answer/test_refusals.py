"""A refusal is a way on: what comes near, in words, and questions that have an answer."""

from apps.components.quotes import answer_html
from knowledge.answer import AnswerStatus


def test_a_refusal_offers_questions_that_are_answered(ask):
    refused = ask("nell'ISEE per la RSA contano i redditi dei figli?")

    assert refused.status is AnswerStatus.REFUSED
    assert 1 <= len(refused.options) <= 3
    for option in refused.options:
        assert ask(option.question).status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
        assert option.label in refused.answer
        assert option.label.replace("'", "&#39;") in answer_html(refused)


def test_every_provision_that_comes_near_says_what_it_is_about(ask):
    refused = ask("chi decide le cure se il tutore di un interdetto non vuole dare il consenso informato?")

    assert refused.refusal.nearest
    assert all(near.heading for near in refused.refusal.nearest)


def test_nothing_is_offered_where_nothing_comes_near(ask):
    refused = ask("come si cucina il risotto allo zafferano?")

    assert (refused.options, refused.refusal.nearest) == ((), ())


def test_the_readings_of_an_acronym_are_buttons(ask):
    asked_back = ask("ADI: che cosa serve?")

    assert asked_back.status is AnswerStatus.CLARIFY
    html = answer_html(asked_back)
    assert html.count("data-ask=") == len(asked_back.options) == 2
