"""Keep rows on disk, each to be read when it is asked for: a corpus of any size opens at once."""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.norms import Act, Kind, Passage, Rank, Status, TextState, hash_text
from knowledge.search.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import TypeAdapter

    from knowledge.readers.cards import Card

_DAYS = ("enacted", "published", "in_force", "text_as_of", "valid_from", "valid_to")
_LEFT_OUT = ("spans",)  # not needed to find or quote
_NAMES = tuple(field.name for field in fields(Passage) if field.name not in _LEFT_OUT)
_KEPT = 4000  # rows in memory


class DamagedShelfError(KnowledgeError):
    """A text kept beside the indexes is not what its hash vouches for."""

    def __init__(self, urn: str, where: str) -> None:
        super().__init__(
            f"{where}: the text of {urn} was changed on disk. Delete the folder; it is built again."
        )


class Shelf(Sequence[Row]):
    """
    The rows of a folder.

    Parameters
    ----------
    folder
        As `write_shelf` wrote it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts = np.load(folder / "starts.npy", mmap_mode="r")
        acts = json.loads((folder / "acts.json").read_text(encoding="utf-8"))
        self._acts = [_act(values) for values in acts]
        self._lines = _mapped(folder / "rows.jsonl")
        self._kept: OrderedDict[int, Row] = OrderedDict()

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """
        Read a row.

        Raises
        ------
        DamagedShelfError
            If its text was changed on disk.
        """
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = int(at)
        if not 0 <= number < len(self):
            raise IndexError(number)
        row = self._kept.get(number) or self._read(number)
        self._kept[number] = row
        if len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)), None)
        return row

    def _read(self, number: int) -> Row:
        """Read one line."""
        data = json.loads(self._lines[int(self._starts[number]) : int(self._starts[number + 1])])
        letters = [self._passage(values) for values in data["letters"]]
        return Row(number, self._passage(data["passage"]), letters, _card(data["card"]))

    def _passage(self, values: list[Any]) -> Passage:
        """Read a passage; its text must be the one that its hash vouches for."""
        read = dict(zip(_NAMES, values, strict=True))
        if hash_text(read["text"]) != read["sha256"]:
            raise DamagedShelfError(read["urn"], str(self._folder))
        read |= {
            "act": self._acts[read["act"]],
            "status": Status(read["status"]),
            "kind": Kind(read["kind"]),
            "valid_from": _day(read["valid_from"]),
            "valid_to": _day(read["valid_to"]),
        }
        return Passage(**read)


def write_shelf(rows: Iterable[Row], folder: Path) -> None:
    """Write rows to a folder."""
    acts: dict[str, int] = {}
    written: list[Act] = []
    starts = [0]

    def number_of(act: Act) -> int:
        key = f"{act.urn} {act.official} {act.text_state} {act.text_as_of}"
        if key not in acts:
            acts[key] = len(written)
            written.append(act)
        return acts[key]

    with (folder / "rows.jsonl").open("wb") as stream:
        for row in rows:
            data = {
                "passage": _values(row.passage, number_of),
                "letters": [_values(letter, number_of) for letter in row.letters],
                "card": _card_json(row.card),
            }
            line = json.dumps(data, ensure_ascii=False).encode() + b"\n"
            stream.write(line)
            starts.append(starts[-1] + len(line))
    np.save(folder / "starts.npy", np.array(starts, np.int64))
    (folder / "acts.json").write_text(json.dumps([_plain(act) for act in written]), encoding="utf-8")


def _mapped(file: Path) -> mmap.mmap | bytes:
    """Map a file into memory; an empty one cannot be mapped."""
    with file.open("rb") as stream:
        if file.stat().st_size == 0:
            return b""
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _values(passage: Passage, number_of: Any) -> list[Any]:  # noqa: ANN401 - a function of this module
    """Write the fields of a passage."""
    values = [getattr(passage, name) for name in _NAMES]
    return [
        number_of(value)
        if isinstance(value, Act)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for value in values
    ]


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


def _card_json(card: Card | None) -> str | None:
    """Write a card."""
    return None if card is None else _cards().dump_json(card).decode()


def _card(text: str | None) -> Card | None:
    """Read a card."""
    return None if text is None else _cards().validate_json(text)


@lru_cache(maxsize=1)
def _cards() -> TypeAdapter[Card]:
    """Prepare the reader of cards, once."""
    from pydantic import TypeAdapter

    from knowledge.readers.cards import Card

    return TypeAdapter(Card)


def _day(text: str | None) -> date | None:
    """Read a day."""
    return date.fromisoformat(text) if text else None
