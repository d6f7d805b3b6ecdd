"""Turn the packed encoder into a sentence-transformers folder, and such a folder into a packed encoder again."""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.encoder.packed import FOLDER, LONGEST
from knowledge.encoder.weights import read_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

MODEL = "it_q4.onnx"
TOKENIZER = "tokenizer.json"
PROMPTS = {"query": "query: ", "document": "passage: "}  # of the E5 family: arXiv 2402.05672, section 3
BLOCK = 32  # numbers that share one scale
_HEADS = 12
_SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>"}


def unpack(into: Path, folder: Path = FOLDER) -> SentenceTransformer:
    """
    Write the packed encoder as a folder that sentence-transformers loads offline.

    Parameters
    ----------
    into
        The folder to write: weights as float32 safetensors (160 MB), tokenizer, pooling, prompts.
    folder
        Where the packed encoder lies.

    Returns
    -------
    SentenceTransformer
        Mean pooling, unit vectors; ``encode_query`` and ``encode_document`` put the prompts themselves. Its
        vectors are those of `knowledge.encoder.packed.PackedEncoder` to a cosine of 0.999.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    with tempfile.TemporaryDirectory() as bare:
        _write_bert(Path(bare), folder)
        transformer = Transformer(bare, max_seq_length=LONGEST)
    pooling = Pooling(transformer.get_embedding_dimension(), "mean")
    model = SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=PROMPTS, device="cpu")
    model.save(str(into), create_model_card=False)
    return model


def pack(model: SentenceTransformer, into: Path) -> Path:
    """
    Write a BERT encoder as a packed one: a 4-bit ONNX file and its tokenizer.

    Matrices and embeddings are quantised symmetrically in blocks of 32 with onnxruntime's own tools [1]_;
    mean pooling is in the graph, the unit length is left to who runs it.

    Parameters
    ----------
    model
        Its first module must be a BERT; only the prompts ``query:`` and ``passage:`` are known later.
    into
        The folder to write ``it_q4.onnx`` and ``tokenizer.json`` into; made when missing.

    Returns
    -------
    Path
        The ONNX file.

    References
    ----------
    .. [1] onnxruntime, ``onnxruntime.quantization.matmul_nbits_quantizer``.
    """
    into.mkdir(parents=True, exist_ok=True)
    pack_bert(model[0].auto_model, into / MODEL)
    model.tokenizer.backend_tokenizer.save(str(into / TOKENIZER), pretty=False)
    return into / MODEL


def pack_bert(bert: BertModel, file: Path) -> None:
    """Write a BERT with its mean pooling as a 4-bit ONNX file; its tokenizer is kept apart."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _export(bert, plain)
        _quantise(plain, file)


def _write_bert(into: Path, folder: Path) -> None:
    """Write the bare BERT model and its tokenizer with the libraries' own writers."""
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    weights = {name: torch.from_numpy(array) for name, array in read_weights(folder / MODEL).items()}
    words, width = weights["embeddings.word_embeddings.weight"].shape
    config = BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=1 + max(int(name.split(".")[2]) for name in weights if "encoder.layer" in name),
        num_attention_heads=_HEADS,
        intermediate_size=weights["encoder.layer.0.intermediate.dense.weight"].shape[0],
        max_position_embeddings=weights["embeddings.position_embeddings.weight"].shape[0],
        type_vocab_size=weights["embeddings.token_type_embeddings.weight"].shape[0],
        pad_token_id=1,
    )
    bert = BertModel(config)
    for unused in bert.pooler.parameters():  # E5 pools by the mean, yet loaders look for BERT's own pooler
        torch.nn.init.zeros_(unused)
    bert.load_state_dict(bert.state_dict() | weights)
    bert.save_pretrained(into)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / TOKENIZER),
        model_max_length=LONGEST,
        pad_token="<pad>",
        unk_token="<unk>",
        model_input_names=["input_ids", "attention_mask"],
        **_SPECIAL,
    )
    tokenizer.save_pretrained(into)


def _export(bert: Any, file: Path) -> None:  # noqa: ANN401 - torch is not imported for types
    """Export a BERT with its mean pooling to ONNX; batch and length stay free."""
    import torch

    class Pooled(torch.nn.Module):  # type: ignore[misc]
        """The mean of the vectors of the tokens that are no padding."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            return (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)

    bert.eval()
    bert.set_attn_implementation("eager")
    ids = torch.randint(5, 1000, (2, 16))
    mask = torch.ones_like(ids)
    mask[1, 10:] = 0
    with warnings.catch_warnings():  # it warns of its age and of opset 21, which 4-bit tensors need
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pooled(),
            (ids, mask),
            str(file),
            input_names=["input_ids", "attention_mask"],
            output_names=["v"],
            dynamic_axes={name: {0: "b", 1: "t"} for name in ("input_ids", "attention_mask")}
            | {"v": {0: "b"}},
            opset_version=21,
            dynamo=False,
        )


def _quantise(plain: Path, file: Path) -> None:
    """Quantise matrices and embeddings to 4 bits."""
    import onnx
    from onnxruntime.quantization import QuantFormat
    from onnxruntime.quantization.matmul_nbits_quantizer import (
        DefaultWeightOnlyQuantConfig,
        MatMulNBitsQuantizer,
    )

    choice = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=4,
        quant_format=QuantFormat.QOperator,
        op_types_to_quantize=("MatMul", "Gather"),
        quant_axes=(("MatMul", 0), ("Gather", 1)),
    )
    quantiser = MatMulNBitsQuantizer(onnx.load(str(plain)), algo_config=choice)
    quantiser.process()
    quantiser.model.save_model_to_file(str(file), use_external_data_format=False)


def main() -> None:
    """Write the packed encoder as a folder: ``python -m knowledge.encoder.conversion FOLDER``."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m knowledge.encoder.conversion FOLDER")
    unpack(Path(sys.argv[1]))
    print(f"The packed encoder is in {sys.argv[1]}; give that folder to PONTE_ENCODER, or train it.")


if __name__ == "__main__":
    main()
