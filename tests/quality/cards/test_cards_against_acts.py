"""Hold every card of the digest against the real act on which it was checked."""

from itertools import pairwise

import pytest

from knowledge.readers.cards import read_cards

RUN = 8  # that many consecutive words in common are a copy, not a summary

FILES = read_cards()
CARDS = [
    pytest.param(file, card, id=card.ref.removeprefix("urn:nir:")) for file in FILES for card in file.cards
]

pytestmark = pytest.mark.corpus


def runs(words):
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


@pytest.fixture(scope="session")
def runs_of_act(act_text, words):
    known = {}

    def find(file):
        if file not in known:
            known[file] = runs(words(act_text(file)))
        return known[file]

    return find


@pytest.mark.parametrize(("file", "card"), CARDS)
def test_the_cited_provision_is_in_the_checked_file(file, card, provision):
    assert provision(file.checked_on(card), card.ref).strip()


@pytest.mark.parametrize(("file", "card"), CARDS)
def test_the_words_that_prove_each_fact_are_in_the_cited_provision(file, card, provision, words):
    known = set(words(provision(file.checked_on(card), card.ref)))

    missing = [
        (fact.what, anchor)
        for fact in card.facts
        for anchor in fact.anchor
        if not set(words(anchor)) <= known
    ]

    assert missing == []


@pytest.mark.parametrize(("file", "card"), CARDS)
def test_no_card_copies_the_words_of_its_act(file, card, runs_of_act, words):
    ours = [card.heading, card.summary, *card.questions]
    ours += [text for fact in card.facts for text in (fact.what, fact.value, fact.start or "")]

    copied = [
        " ".join(run) for text in ours for run in runs(words(text)) & runs_of_act(file.checked_on(card))
    ]

    assert copied == []


def test_the_digest_holds_at_least_two_hundred_and_fifty_cards_over_twenty_five_acts():
    assert len(CARDS) >= 250
    assert len(FILES) >= 25


def test_no_question_is_asked_twice():
    asked = sorted(
        (question.lower(), card.ref) for file in FILES for card in file.cards for question in card.questions
    )

    twice = [(one, other) for one, other in pairwise(asked) if one[0] == other[0]]

    assert twice == []
