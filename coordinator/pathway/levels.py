"""Read the essential levels of care (LEA) and of social services (LEPS): what is due, to whom, by which norm."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml
from coordinator.pathway.process import NOT_READ

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

System = Literal["LEA", "LEPS"]
Kind = Literal["erogazione", "processo", "sistema"]
EVERYONE = "tutti"
WAYS = frozenset({"services", "ties", "path", "phase", "instruments", "benefits", "place"})
CONDITIONS = frozenset({"needs", "ties", "discharged_within", "ask"})


class LevelError(CoordinatorError):
    """The table of levels contradicts itself; the message names the level and the mend."""


@dataclass(frozen=True, slots=True)
class Level:
    """One essential level: what it is, for whom, who answers for it, by which norm."""

    id: str
    system: System
    level: Kind
    setting: str  # percorso, domicilio, semiresidenziale, residenziale, territorio, economico
    name: str
    what: str  # in our own words
    areas: tuple[str, ...]  # of care; "tutti" for whoever lives here
    answers: tuple[str, ...]  # kinds of institution
    had_by: Mapping[str, Any]  # how the record shows that she has it
    norm: str  # a URN, or NOT_READ
    due_when: Mapping[str, Any] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None  # half-open, as norms are

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the level is in force on a day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


def read_levels(text: str | None = None) -> tuple[Level, ...]:
    """
    Read the table of levels.

    Parameters
    ----------
    text
        YAML in the form of ``levels.yaml``; the shipped table when None.

    Returns
    -------
    tuple[Level, ...]
        In the order of the file.

    Raises
    ------
    LevelError
        Two levels share an id, one says in no known way how it is had, or its norm is neither a URN nor the
        word for a text that has not been read.
    """
    if text is None:
        text = (files("coordinator.pathway") / "levels.yaml").read_text(encoding="utf-8")
    found = tuple(_level(row) for row in read_yaml(text)["levels"])
    if len({one.id for one in found}) != len(found):
        msg = "levels.yaml: two levels have the same id. Give each its own."
        raise LevelError(msg)
    return found


@lru_cache(maxsize=1)
def levels_table() -> tuple[Level, ...]:
    """Read the shipped levels once."""
    return read_levels()


@lru_cache(maxsize=1)
def majority() -> int:
    """Read from which age, in years, a person is no longer in the area of minors."""
    text = (files("coordinator.pathway") / "levels.yaml").read_text(encoding="utf-8")
    return int(read_yaml(text)["majority"]["years"])


def _level(row: Mapping[str, Any]) -> Level:
    """Build a level from its row."""
    values = {**row, "areas": tuple(row["areas"]), "answers": tuple(row["answers"])}
    level = Level(**values)
    unknown = (set(level.had_by) - WAYS) | (set(level.due_when) - CONDITIONS)
    if unknown or not level.had_by:
        names = ", ".join(sorted(unknown)) or "nothing"
        msg = f"levels.yaml, {level.id!r}: {names} cannot be checked. Use {', '.join(sorted(WAYS))}."
        raise LevelError(msg)
    if not level.norm.startswith("urn:") and level.norm != NOT_READ:
        msg = f"levels.yaml, {level.id!r}: {level.norm!r} is neither a URN nor {NOT_READ!r}."
        raise LevelError(msg)
    return level
