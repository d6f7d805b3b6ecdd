"""Gather what happened in many cases, told step by step, into events in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from coordinator.district.province.plan import END, NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

PHASES = (
    "segnalazione", "accesso", "prima_valutazione", "valutazione_multidimensionale", "piano", "erogazione",
    "monitoraggio", "chiuso",
)  # fmt: skip
SEGNALAZIONE, ACCESSO, PRIMA, UVM, PIANO, EROGAZIONE, MONITORAGGIO, CHIUSO = range(8)
STAYS = -1  # an event that does not move the case


@dataclass(slots=True)
class Paths:
    """The cases of a block and their events, in the order of cases and numbers."""

    person: NDArray[np.int64]  # place in the block
    kind: NDArray[np.int8]  # place in `KINDS`
    phase: NDArray[np.int8]
    opened: NDArray[np.int32]
    closed: NDArray[np.int32]
    case: NDArray[np.int64]  # of each event, its place among the cases
    number: NDArray[np.int32]
    day: NDArray[np.int32]
    event: pa.Array  # kind of event
    role: pa.Array
    norm: pa.Array
    content: pa.Array


@dataclass(slots=True)
class Told:
    """Events as they are told, kind by kind."""

    cases: list[NDArray[Any]] = field(default_factory=list)
    days: list[NDArray[Any]] = field(default_factory=list)
    phases: list[NDArray[Any]] = field(default_factory=list)
    texts: list[list[pa.Array]] = field(default_factory=list)  # kind, role, norm, content

    def add(
        self, cases: NDArray[Any], day: NDArray[Any], kind: str, role: str, content: pa.Array, *,
        to: int = STAYS, norm: pa.Array | None = None,
    ) -> None:  # fmt: skip
        """Tell one event of each of some cases; later calls tell what comes later on the same day."""
        count = len(cases)
        self.cases.append(cases)
        self.days.append(day)
        self.phases.append(np.full(count, to, dtype=np.int8))
        nothing = pa.nulls(count, pa.string()) if norm is None else norm
        self.texts.append([pa.repeat(kind, count), pa.repeat(role, count), nothing, content])

    def gather(self, person: NDArray[Any], kind: NDArray[Any], opened: NDArray[Any]) -> Paths:
        """
        Put all events in order, number them, and see where each case stands.

        Parameters
        ----------
        person, kind, opened
            Of each case: whose, place in the kinds, first day.

        Returns
        -------
        Paths
            Without what would happen after the last day.
        """
        case, day = np.concatenate(self.cases), np.concatenate(self.days)
        step = np.repeat(np.arange(len(self.cases)), [len(part) for part in self.cases])
        kept = np.flatnonzero(day <= END)
        order = kept[np.lexsort((step[kept], day[kept], case[kept]))]
        case, day, phase = case[order], day[order].astype(np.int32), np.concatenate(self.phases)[order]
        number = np.arange(len(case)) - np.searchsorted(case, case) + 1
        last = np.zeros(len(person), dtype=np.int8)
        moves = phase != STAYS
        last[case[moves]] = phase[moves]  # the last one written stays
        closed = np.full(len(last), NEVER, dtype=np.int32)
        ended = phase == CHIUSO
        closed[case[ended]] = day[ended]
        texts = [pa.concat_arrays(part).take(pa.array(order)) for part in zip(*self.texts, strict=True)]
        return Paths(person, kind, last, opened, closed, case, number.astype(np.int32), day, *texts)
