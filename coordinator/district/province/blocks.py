"""Cut a province into blocks of persons that are drawn one by one, so that memory stays small at any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.district.province.frame import Frame

SIZE = 50_000
"""Persons of a block."""


@dataclass(frozen=True, slots=True)
class Block:
    """Persons of some comuni, neighbours in the order of the province."""

    number: int  # 0, 1 …
    parts: tuple[tuple[int, int], ...]  # (place of a comune, persons of it)
    first_person: int  # key
    first_household: int  # key


def cut(frame: Frame, size: int = SIZE) -> list[tuple[tuple[int, int], ...]]:
    """
    Share the persons of the comuni out to blocks.

    Parameters
    ----------
    frame
        Of the province.
    size
        Persons of a block; the last may have fewer.

    Returns
    -------
    list
        For each block its comuni and the persons of each.
    """
    blocks: list[tuple[tuple[int, int], ...]] = []
    parts: list[tuple[int, int]] = []
    for place, left in _pieces(frame, size):
        if sum(count for _, count in parts) + left > size:
            blocks.append(tuple(parts))
            parts = []
        parts.append((place, left))
    return [*blocks, tuple(parts)] if parts else blocks


def _pieces(frame: Frame, size: int) -> Iterator[tuple[int, int]]:
    """Cut the comuni that are larger than a block."""
    for place, comune in enumerate(frame.comuni):
        whole, rest = divmod(comune.people, size)
        yield from [(place, size)] * whole
        if rest:
            yield place, rest
