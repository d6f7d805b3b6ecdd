"""Hold what is drawn of a block as columns: ties of many kinds, needs, contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.province.plan import END, NEVER
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIRECTIONS = ("to", "from", "both")
FREQUENCIES = ("quotidiana", "settimanale", "mensile", "occasionale")
SUPPORTS = (
    "cura_personale", "domestico", "sanitario", "emotivo", "economico", "accompagnamento", "informativo",
    "tutela", "coordinamento",
)  # fmt: skip
NOT_SAID = -1
"""Stands in columns of small numbers for what nobody said."""

TYPES: dict[str, Any] = {
    "kind": np.int16, "from_key": np.int32, "to_key": np.int32, "since": np.int32, "until": np.int32,
    "direction": np.int8, "strength": np.int8, "frequency": np.int8, "support": np.int8,
    "hours_per_week": np.float32, "hidden": np.bool_,
}  # fmt: skip
"""Columns of ties; words are places in the tuples above, `NEVER`, `NOT_SAID` and nan stand for NULL."""

Columns = dict[str, "NDArray[Any]"]


@dataclass(slots=True)
class TieColumns:
    """Ties as they are drawn, kind by kind."""

    parts: list[Columns] = field(default_factory=list)

    def add(self, kind: str, start: Any, end: Any, since: Any, **more: Any) -> None:  # noqa: ANN401 - arrays or one value
        """
        Add ties of one kind.

        Parameters
        ----------
        kind
            Of the vocabulary.
        start, end
            Keys of parties, shape ``(n,)`` or one for all.
        since
            Day numbers; those after the last day of all are drawn back to it.
        **more
            Further columns, each of that shape or one value for all.
        """
        told = vocabulary().tie_kind(kind)
        values: dict[str, Any] = {
            "kind": told.code, "from_key": start, "to_key": end, "since": np.minimum(since, END), "until": NEVER,
            "direction": 2 if told.symmetric else 0, "strength": NOT_SAID, "frequency": NOT_SAID,
            "support": NOT_SAID, "hours_per_week": np.nan, "hidden": False,
        } | more  # fmt: skip
        count = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
        self.parts.append(
            {name: np.broadcast_to(np.asarray(values[name], dtype=TYPES[name]), count) for name in TYPES}
        )

    def columns(self) -> Columns:
        """Join all ties, in the order in which they were added."""
        return {
            name: np.concatenate([part[name] for part in self.parts] or [np.empty(0, kind)])
            for name, kind in TYPES.items()
        }


@dataclass(slots=True)
class Needs:
    """The needs of a block, by person; `service` is the place in the frame of who meets it, -1 nobody."""

    person: NDArray[np.int64]
    need: NDArray[np.int8]  # place in `need_words`
    since: NDArray[np.int32]
    until: NDArray[np.int32]
    service: NDArray[np.int32]
    begins: NDArray[np.int32]  # when the service begins


@dataclass(slots=True)
class Contacts:
    """The contacts of a block, in the order of persons and days."""

    person_key: NDArray[np.int32]
    with_key: NDArray[np.int32]
    day: NDArray[np.int32]
    kind: NDArray[np.int8]  # place in `contact_words`


def word(words: tuple[str, ...], name: str | None) -> int:
    """
    Find the place of a word.

    Parameters
    ----------
    words
        One of the tuples of this module.
    name
        A word of it, or None.

    Returns
    -------
    int
        `NOT_SAID` for None.
    """
    return NOT_SAID if name is None else words.index(name)
