"""Real models without a download: the packed encoder as a SentenceTransformer, tiny ones made from a config."""

import importlib.util

import pytest

if importlib.util.find_spec("sentence_transformers") is None:
    collect_ignore_glob = ["test_*.py"]  # tests/unit/encoder/test_extra.py says so aloud


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    """The packed encoder as a folder of sentence-transformers."""
    from knowledge.encoder.conversion import unpack

    folder = tmp_path_factory.mktemp("unpacked")
    unpack(folder)
    return folder


@pytest.fixture(scope="session")
def small_config():
    """The shape of a BERT that trains in seconds, with our own tokens."""
    from transformers import BertConfig

    return BertConfig(
        vocab_size=50231,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
        pad_token_id=1,
    )


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory, unpacked, small_config):
    """Write a CrossEncoder with random weights and so many outputs; return its folder."""
    import torch
    from transformers import AutoTokenizer, BertForSequenceClassification

    def write(outputs):
        folder = tmp_path_factory.mktemp("cross")
        torch.manual_seed(3)
        small_config.num_labels = outputs
        BertForSequenceClassification(small_config).save_pretrained(folder)
        AutoTokenizer.from_pretrained(unpacked).save_pretrained(folder)
        return folder

    return write
