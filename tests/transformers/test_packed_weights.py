"""The packed encoder and sentence-transformers give the same vectors, one way and back."""

import numpy as np
import pytest

from knowledge.encoder import Encoder
from knowledge.encoder.packed import PackedEncoder
from knowledge.encoder.transformer import TransformerEncoder

QUESTIONS = [
    "Chi scrive il progetto individuale di una persona con disabilità?",
    "entro quanti giorni risponde il comune",
    "PUA, UVM e PAI: chi fa che cosa?",
]
PASSAGES = [
    "Il distretto valuta il bisogno della persona e nomina chi la segue.",
    "La domanda si presenta al comune. " * 40,
    "Termine: 30 giorni.",
]


def cosines(left, right):
    return np.sum(left * right, axis=1)


@pytest.fixture(scope="module")
def packed():
    return PackedEncoder()


@pytest.fixture(scope="module")
def transformer(unpacked):
    return TransformerEncoder(str(unpacked))


def test_questions_have_the_same_vectors_on_onnxruntime_and_in_sentence_transformers(packed, transformer):
    ours = np.stack([packed.encode_query(text) for text in QUESTIONS])
    theirs = np.stack([transformer.encode_query(text) for text in QUESTIONS])

    assert cosines(ours, theirs).min() >= 0.999


def test_passages_long_and_short_have_the_same_vectors(packed, transformer):
    theirs = transformer.encode_passages(PASSAGES)

    assert theirs.shape == (3, 384)
    assert cosines(packed.encode_passages(PASSAGES), theirs).min() >= 0.999


def test_a_question_is_not_encoded_as_a_passage(transformer):
    question = transformer.encode_query(QUESTIONS[0])

    assert float(question @ transformer.encode_passages(QUESTIONS[:1])[0]) < 0.999


def test_a_saved_model_loads_again_with_the_very_same_vectors(unpacked, transformer, tmp_path):
    from sentence_transformers import SentenceTransformer

    SentenceTransformer(str(unpacked), device="cpu", local_files_only=True).save(
        str(tmp_path / "again"), create_model_card=False
    )
    again = TransformerEncoder(str(tmp_path / "again"))

    assert np.array_equal(again.encode_passages(PASSAGES), transformer.encode_passages(PASSAGES))
    assert again.id.split("-")[-1] == transformer.id.split("-")[-1]


def test_a_model_packed_again_is_as_small_and_says_the_same(unpacked, packed, tmp_path):
    from sentence_transformers import SentenceTransformer

    from knowledge.encoder.conversion import pack

    file = pack(SentenceTransformer(str(unpacked), device="cpu", local_files_only=True), tmp_path)
    again = PackedEncoder(tmp_path)

    assert file.stat().st_size < 26_500_000
    assert cosines(packed.encode_passages(PASSAGES), again.encode_passages(PASSAGES)).min() >= 0.999


def test_both_keep_the_protocol_of_an_encoder_and_are_never_taken_for_each_other(packed, transformer):
    assert isinstance(packed, Encoder)
    assert isinstance(transformer, Encoder)
    assert packed.id != transformer.id
    assert packed.dimensions == transformer.dimensions == 384
