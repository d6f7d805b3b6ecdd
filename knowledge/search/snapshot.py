"""Keep the passages of a day beside their indexes, so that a second start need not read the library again."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.norms import Act, Kind, Passage, Rank, Status, TextState, hash_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_DAYS = ("enacted", "published", "in_force", "text_as_of", "valid_from", "valid_to")
_LEFT_OUT = ("spans",)  # not needed to find or quote


def save(passages: Sequence[Passage], file: Path) -> None:
    """Write passages to a file, whole or not at all."""
    acts = {_act_key(p.act): p.act for p in passages}
    data = {
        "acts": {key: _plain(act) for key, act in acts.items()},
        "passages": [[_value(p, name) for name in _NAMES] for p in passages],
    }
    packed = zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 1)
    half = file.with_suffix(".half")
    half.write_bytes(packed)
    half.replace(file)


def load(file: Path) -> list[Passage] | None:
    """Read passages from a file; None when it is missing, of another layout, or damaged."""
    try:
        data = json.loads(zlib.decompress(file.read_bytes()))
        acts = {key: _act(values) for key, values in data["acts"].items()}
        return [_passage(values, acts) for values in data["passages"]]
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


_NAMES = tuple(f.name for f in fields(Passage) if f.name not in _LEFT_OUT)


def _act_key(act: Act) -> str:
    """Tell apart an act as official text and as cards."""
    return f"{act.urn} {act.official} {act.text_state} {act.text_as_of}"


def _value(passage: Passage, name: str) -> Any:  # noqa: ANN401
    """Write one field of a passage."""
    value = getattr(passage, name)
    if name == "act":
        return _act_key(value)
    return value.isoformat() if isinstance(value, date) else value


def _plain(act: Act) -> dict[str, Any]:
    """Write an act."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(act).items()}


def _act(values: dict[str, Any]) -> Act:
    """Read an act."""
    read = values | {name: _day(values[name]) for name in _DAYS if name in values}
    read |= {
        "rank": Rank(values["rank"]),
        "text_state": TextState(values["text_state"]),
        "short_names": tuple(values["short_names"]),
    }
    return Act(**read)


def _passage(values: list[Any], acts: dict[str, Act]) -> Passage:
    """Read a passage; its text must be the one that its hash vouches for."""
    read = dict(zip(_NAMES, values, strict=True))
    if hash_text(read["text"]) != read["sha256"]:
        message = f"the text of {read['urn']} was changed on disk"
        raise ValueError(message)
    read |= {
        "act": acts[read["act"]],
        "status": Status(read["status"]),
        "kind": Kind(read["kind"]),
        "valid_from": _day(read["valid_from"]),
        "valid_to": _day(read["valid_to"]),
    }
    return Passage(**read)


def _day(text: str | None) -> date | None:
    """Read a day."""
    return date.fromisoformat(text) if text else None
