"""A language model may word an answer; it may not add to it."""

import json

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from knowledge.answer.generate import sift, stream_with, word_with

QUESTION = "entro quanti giorni risponde il comune sulla domanda dell'orto di vicinato?"


def reply(*claims, **more):
    return json.dumps({"claims": [{"text": t, "quote_ids": ids} for t, ids in claims], **more})


@pytest.fixture
def answer(ask):
    return ask("cosa dice l'articolo 2 della legge 901 del 2021?")


def test_a_supported_sentence_is_shown_with_the_citation_of_its_quote(answer):
    model = FakeListChatModel(responses=[reply(("Il comune risponde entro 20 giorni.", ["q2"]))])
    worded = word_with(model, answer)

    assert worded.answer.startswith("Il comune risponde entro 20 giorni. (art. 2, comma 2, L. 901/2021)")
    assert worded.quotes == answer.quotes


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("Il comune risponde entro 30 giorni.", ["q2"]), "number"),
        (("Il comune non risponde entro 20 giorni.", ["q2"]), "negation"),
        (("Il prefetto risponde entro 20 giorni.", ["q2"]), "who"),
        (("Il comune risponde entro 20 mesi.", ["q2"]), "number"),
        (("Il comune risponde entro 20 giorni.", ["q99"]), "quote"),
        (("Il comune risponde entro 20 giorni.", []), "quote"),
        (("Chi protesta va in prigione a pane e acqua.", ["q1"]), "unsupported"),
        (("Il comune risponde entro 20 giorni, dice l'art. 5 della legge 241/1990.", ["q2"]), "citation"),
        (("Il comune risponde entro 20 giorni, vedi https://esempio.it", ["q2"]), "citation"),
    ],
)
def test_a_lie_is_dropped(answer, said, why):
    sifted = sift(reply(said), answer.quotes)

    assert not sifted.claims
    assert [drop.why for drop in sifted.dropped] == [why]


@pytest.mark.parametrize(
    "text", ["", "Certo! Ecco la risposta.", "{", '{"claims": 3}', '["q1"]', '{"claims": ["x"]}']
)
def test_a_reply_of_another_form_leaves_the_answer_as_it_was(answer, text):
    assert word_with(FakeListChatModel(responses=[text]), answer) == answer


def test_a_model_that_fails_leaves_the_answer_as_it_was(answer):
    class Broken(FakeListChatModel):
        def _call(self, *args, **kwargs):
            raise ConnectionError

    assert word_with(Broken(responses=["x"]), answer) == answer


def test_a_refusal_is_never_given_to_a_model(ask):
    class Loud(FakeListChatModel):
        def _call(self, *args, **kwargs):
            pytest.fail("the model was asked")

    refused = ask("qual è la capitale della Francia?")

    assert word_with(Loud(responses=["x"]), refused) == refused


def test_streaming_gives_verified_sentences_alone(answer):
    said = reply(
        ("Il comune risponde entro 20 giorni.", ["q2"]), ("Il comune risponde entro 99 giorni.", ["q2"])
    )

    assert [claim.text for claim in stream_with(FakeListChatModel(responses=[said]), answer)] == [
        "Il comune risponde entro 20 giorni."
    ]


def test_a_sentence_is_given_as_soon_as_it_is_whole_and_verified(answer):
    """The rest of the reply, even a failure of the model, cannot take it back or delay it."""
    from langchain_core.messages import AIMessageChunk
    from langchain_core.outputs import ChatGenerationChunk

    class Slow(FakeListChatModel):
        def _stream(self, *args, **kwargs):
            start = '{"claims": [{"text": "Il comune risponde entro 20 giorni.", "quote_ids": ["q2"]}'
            for piece in (start[:30], start[30:]):
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
            raise ConnectionError

    assert [claim.text for claim in stream_with(Slow(responses=["x"]), answer)] == [
        "Il comune risponde entro 20 giorni."
    ]
