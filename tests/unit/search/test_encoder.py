"""The packed encoder keeps its promises."""

import numpy as np
import pytest

from knowledge.encoder import Encoder
from knowledge.encoder.packed import PackedEncoder


@pytest.fixture(scope="module")
def encoder():
    return PackedEncoder()


def test_it_keeps_the_protocol(encoder):
    assert isinstance(encoder, Encoder)
    assert encoder.id == "it_q4-8979f58f3338"


def test_vectors_are_unit_long_and_do_not_depend_on_the_batch(encoder):
    texts = ["I comuni predispongono il progetto.", "Un testo molto più lungo. " * 20, "Breve"]
    together = encoder.encode_passages(texts)
    alone = np.stack([encoder.encode_passages([text])[0] for text in texts])

    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert (together * alone).sum(axis=1).min() > 0.999


def test_a_paraphrase_is_nearer_than_another_matter(encoder):
    query = encoder.encode_query("a chi chiedo aiuto per la nonna che non ce la fa più da sola?")
    near, far = encoder.encode_passages(
        ["Assistenza alle persone anziane non autosufficienti", "Affidamento di lavori stradali sotto soglia"]
    )

    assert query @ near > query @ far
