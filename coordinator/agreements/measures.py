"""Read what a commitment can promise so that it can be said whether it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coordinator.agreements.template import data_file

if TYPE_CHECKING:
    from datetime import date

DECLARED = "dichiarato"
PER_CENT = "per cento"


@dataclass(frozen=True, slots=True)
class Cap:
    """The most days that a norm leaves."""

    days: int
    since: date
    norm: str  # URN


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """One entry of ``measures.yaml``."""

    id: str
    label: str
    counts: str
    unit: str
    within: bool = False
    start: str = ""  # phase or mark from which days are counted
    end: str = ""
    instrument: str = ""  # only cases of this instrument
    cap: Cap | None = None


@cache
def measures() -> dict[str, MeasureKind]:
    """
    Read the measures, once.

    Returns
    -------
    dict of str to MeasureKind
        In the order of the file.
    """
    return {
        key: MeasureKind(
            id=key,
            label=one["label"],
            counts=one["counts"],
            unit=one["unit"],
            within=one.get("within", False),
            start=one.get("from", ""),
            end=one.get("to", ""),
            instrument=one.get("only", ""),
            cap=Cap(**one["cap"]) if "cap" in one else None,
        )
        for key, one in data_file("measures.yaml").items()
    }
