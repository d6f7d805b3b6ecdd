"""One setting puts any SentenceTransformer or CrossEncoder in the place of ours."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from apps.settings import Settings, open_library
from knowledge.encoder.transformer import ModelError, open_encoder, open_reranker
from knowledge.search import search
from knowledge.search.searcher import searcher_of

LAW = Path(str(files("knowledge") / "regione_esempio" / "legge_regionale_2020_4.md"))
DAY = date(2024, 6, 1)
QUESTION = "Dove si presenta chi ha bisogno di cure e di aiuto in casa?"


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open a library that holds the invented law, with the given environment."""
    libraries = []

    def opened(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        library = open_library(Settings(home=tmp_path, url=None, user="demo", day=DAY))
        library.add(LAW)
        libraries.append(library)
        return library

    yield opened
    for library in libraries:
        library.close()


def found_by(library):
    return search(library, QUESTION, on=DAY, territory="IT-Esempio")


@pytest.fixture(scope="module")
def small_encoder(tmp_path_factory, unpacked, small_config):
    """A SentenceTransformer of another width than ours, with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import AutoTokenizer, BertModel

    torch.manual_seed(3)
    bare, folder = tmp_path_factory.mktemp("bare"), tmp_path_factory.mktemp("small")
    BertModel(small_config).save_pretrained(bare)
    AutoTokenizer.from_pretrained(unpacked).save_pretrained(bare)
    modules = [Transformer(str(bare), max_seq_length=64), Pooling(32, "mean")]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder


def test_any_sentence_transformer_becomes_the_encoder_by_one_setting(opened, small_encoder):
    library = opened(PONTE_ENCODER=small_encoder)
    computed = searcher_of(library).prepare(DAY)

    assert computed > 0
    assert any("meaning" in found.why for found in found_by(library))


def test_vectors_of_another_encoder_are_kept_apart_so_that_one_may_go_back(opened, small_encoder, tmp_path):
    other = opened(PONTE_ENCODER=small_encoder)
    searcher_of(other).prepare(DAY)
    ours = opened(PONTE_ENCODER="")

    assert found_by(ours)
    assert len(list((tmp_path / "search").glob("**/vectors.db"))) == 2


def test_any_cross_encoder_reads_the_best_hits_again_by_one_setting(opened, cross_encoder):
    found = found_by(opened(PONTE_RERANKER=cross_encoder(1)))
    parts = [hit.why["reranker"] for hit in found]

    assert all(0 < part < 1 for part in parts)
    assert len(set(parts)) > 1


def test_a_provision_that_the_question_names_stays_first_whatever_the_reranker_thinks(opened, cross_encoder):
    library = opened(PONTE_RERANKER=cross_encoder(1))
    found = search(library, "art. 2 della l.r. 4/2020 Esempio", on=DAY, territory="IT-Esempio")

    assert found[0].urn.startswith("urn:nir:regione.esempio:legge:2020-03-12;4~art2")


def test_a_classifier_is_no_reranker(cross_encoder):
    with pytest.raises(ModelError, match="3 classi"):
        open_reranker(str(cross_encoder(3)))


def test_a_folder_that_holds_no_model_is_refused_with_the_mend(tmp_path):
    with pytest.raises(ModelError, match="Indica una cartella"):
        open_encoder(str(tmp_path))
