"""Ponte works without torch, and says what the extra `transformers` would add."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.encoder.packed import PackedEncoder
from knowledge.encoder.transformer import ModelError, open_encoder, open_reranker

APART = sorted(Path(__file__).parents[2].joinpath("transformers").glob("test_*.py"))


def test_the_tests_of_the_extra_are_run_or_missed_aloud():
    assert [path.stem.removeprefix("test_") for path in APART] == [
        "local_model",
        "models_by_setting",
        "packed_weights",
        "training",
    ]
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip(
            "tests/transformers is not run here (any SentenceTransformer or CrossEncoder by a setting, the packed "
            "weights as a SentenceTransformer, the training): run «make test-transformers»"
        )


def test_nothing_imports_torch_until_a_model_that_needs_it_is_opened():
    modules = (
        "knowledge.search.models, knowledge.encoder.conversion, knowledge.training.__main__, apps.settings"
    )
    heavy = "{'torch', 'sentence_transformers', 'transformers', 'onnx', 'datasets'}"
    code = f"import sys, {modules}; print(*({heavy} & set(sys.modules)))"

    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)

    assert (finished.stdout.strip(), finished.stderr) == ("", "")


def test_without_a_setting_the_packed_encoder_searches_and_nothing_reranks():
    assert isinstance(open_encoder(""), PackedEncoder)
    assert open_reranker(None) is None


@pytest.mark.parametrize("opened", [open_encoder, open_reranker])
def test_a_setting_without_the_extra_is_refused_with_the_way_to_install_it(opened, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with pytest.raises(ModelError, match=r"pip install ponte-care\[transformers\]"):
        opened("una-cartella")
