"""Read the weights of the packed encoder back out of its 4-bit ONNX file, as a BERT model names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_QUANTISED = {"MatMulNBits", "GatherBlockQuantized"}
_MODULE = re.compile(r"((?:embeddings|encoder)/.+)/(?:MatMul|Gather)")
_PARAMETER = re.compile(r"(?:embeddings|encoder)\..+")


def read_weights(model: Path) -> dict[str, NDArray[np.float32]]:
    """
    Read and dequantise every weight of the encoder.

    Parameters
    ----------
    model
        The ONNX file: matrices as ``MatMulNBits``, embeddings as ``GatherBlockQuantized``, both symmetric,
        4 bits, blocks of 32 along the input [1]_.

    Returns
    -------
    dict[str, ndarray]
        Named as in ``transformers.BertModel.state_dict()``; matrices are ``(outputs, inputs)``.

    References
    ----------
    .. [1] onnxruntime, "Contrib Operators", MatMulNBits and GatherBlockQuantized.
    """
    import onnx

    graph = onnx.load(str(model)).graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    weights = {
        match[0]: np.array(onnx.numpy_helper.to_array(tensor), np.float32)
        for name, tensor in stored.items()
        if (match := _PARAMETER.search(name)) and not name.endswith(("_Q4", "_scales"))
    }
    for node in graph.node:
        if node.op_type in _QUANTISED and (match := _MODULE.search(node.name)):
            weights[f"{match[1].replace('/', '.')}.weight"] = _dequantise(node, stored)
    return weights


def _dequantise(node: Any, stored: dict[str, Any]) -> NDArray[np.float32]:  # noqa: ANN401 - onnx has no types
    """Turn the 4-bit blocks of one node into numbers."""
    import onnx

    codes, scales = (onnx.numpy_helper.to_array(stored[name]) for name in node.input if name in stored)
    if node.op_type == "MatMulNBits":  # two codes a byte, the low half first, 8 standing for zero
        codes = np.stack([codes & 15, codes >> 4], axis=-1).astype(np.float32) - 8
    rows = scales.shape[0]
    blocks = codes.astype(np.float32).reshape(rows, -1, codes.size // scales.size)
    numbers: NDArray[np.float32] = (blocks * scales.reshape(rows, -1, 1)).reshape(rows, -1)
    return numbers
