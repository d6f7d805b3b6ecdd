"""A small encoder learns from pairs, with the real trainer; what is held apart is never learnt."""

import copy

import numpy as np
import pytest

from knowledge.training.pairs import Origin, Pair
from knowledge.training.tune import Recipe, choose, tune

TOPICS = ["scuola", "casa", "lavoro", "ospedale", "pensione", "bambini", "strada", "medico", "acqua", "libro"]


def pair(number):
    topic = TOPICS[number % len(TOPICS)]
    return Pair(
        Origin.CARD, f"Che cosa dice sulla {topic}?", f"Il servizio {topic} numero {number}.", f"art{number}"
    )


@pytest.fixture(scope="module")
def pairs():
    return [pair(number) for number in range(60)]


@pytest.fixture(scope="module")
def model(unpacked, small_config):
    """An untrained SentenceTransformer with our tokens."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import AutoTokenizer, BertModel

    torch.manual_seed(3)
    folder = unpacked.parent / "untrained"
    BertModel(small_config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(unpacked).save_pretrained(folder)
    return SentenceTransformer(
        modules=[Transformer(str(folder), max_seq_length=64), Pooling(32, "mean")], device="cpu"
    )


def margin(model, pairs):
    """How much nearer a question is to its own passage than to the others, on average."""
    ten = [pair(number) for number in range(10)]
    left = model.encode_query([p.question for p in ten], normalize_embeddings=True)
    right = model.encode_document([p.passage for p in ten], normalize_embeddings=True)
    table = left @ right.T
    return float(np.mean(np.diag(table)) - np.mean(table))


def test_training_brings_questions_nearer_to_their_own_passages(model, pairs):
    recipe = Recipe(steps=40, batch=8, learning_rate=3e-3, layers=2, longest=32)
    trained = copy.deepcopy(model)

    tune(trained, choose(pairs, recipe), recipe)

    assert margin(trained, pairs) > margin(model, pairs) + 0.05


def test_only_the_last_layers_learn(model, pairs):
    recipe = Recipe(steps=2, batch=8, learning_rate=1e-2, layers=1, longest=32)
    trained = copy.deepcopy(model)
    tune(trained, choose(pairs, recipe), recipe)

    before, after = model.state_dict(), trained.state_dict()
    changed = {name.split(".encoder.")[-1][:7] for name in before if not before[name].equal(after[name])}

    assert changed == {"layer.1"}


def test_a_pair_held_apart_for_the_trial_cannot_be_trained_on(model, pairs):
    apart = [pair for pair in pairs if pair.held_apart]

    assert apart
    with pytest.raises(ValueError, match="held apart"):
        tune(copy.deepcopy(model), apart, Recipe(steps=1))
