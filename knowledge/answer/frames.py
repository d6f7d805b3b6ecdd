"""Fill the fixed sentences of an answer with slots from metadata."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("frames.yaml")


def say(frame: str, **slots: str) -> str:
    """
    Fill a frame.

    Parameters
    ----------
    frame
        Its place in the YAML file, e.g. ``"status.repealed"``.
    **slots
        What its braces ask for.

    Returns
    -------
    str
        The sentence, in Italian.

    Raises
    ------
    KeyError
        If there is no such frame, or a slot is not given.
    """
    node: Any = _frames()
    for key in frame.split("."):
        node = node[key]
    return str(node).format(**slots)


@lru_cache(maxsize=1)
def _frames() -> dict[str, Any]:
    """Read the frames once."""
    frames: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return frames
