"""Hold what an indicator of the territory says: value, interval, data, and what it means, read from one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["ok", "insufficient", "undefined", "hidden"]
Among = Literal["tutti", "area", "distretto", "comune", "ente", "servizio", "bisogno", "livello"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator is, as ``indicators.yaml`` says it."""

    id: str
    label: str
    definition: str
    unit: str
    formula: str
    source: str  # a URN, a paper, or "prassi"
    minimum: int = 0  # fewest cases on which the value can be relied on
    small_cells: str = ""  # which counts are not shown
    caution: str = ""
    better: Literal["less", "more", ""] = ""  # which way is good; empty where neither is
    start: str = ""  # mark of a path, of an interval
    end: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of one group of a territory, on a day."""

    id: str
    among: Among
    group: str  # "" for all of them
    value: float | None  # None unless the status says ok or insufficient
    status: Status  # insufficient: on too few data to rely on; hidden: it would show few persons
    low: float | None = None  # of the 95 % interval
    high: float | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)  # the numbers that entered; None: not shown

    @property
    def definition(self) -> Definition:
        """What it is."""
        return definitions()[self.id]

    def as_json(self) -> dict[str, Any]:
        """Return the indicator with its definition as plain values."""
        what = self.definition
        return {
            "id": self.id, "label": what.label, "among": self.among, "group": self.group, "value": self.value,
            "unit": what.unit, "status": self.status, "low": self.low, "high": self.high,
            "inputs": dict(self.inputs), "definition": what.definition, "formula": what.formula,
            "source": what.source, "minimum": what.minimum, "small_cells": what.small_cells, "caution": what.caution,
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Indicator:
        """Read an indicator that `as_json` wrote."""
        names = ("id", "among", "group", "value", "status", "low", "high", "inputs")
        return cls(**{name: kept[name] for name in names})


@cache
def definitions() -> dict[str, Definition]:
    """Read what each indicator is, once."""
    text = files("coordinator.territory").joinpath("indicators.yaml").read_text(encoding="utf-8")
    return {key: Definition(id=key, **entry) for key, entry in read_yaml(text).items()}
