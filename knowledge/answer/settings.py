"""Read the weights and thresholds of answers, which `benchmarks/answer_confidence.py` fits."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("confidence.json")


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """Read weights and thresholds, once."""
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read
