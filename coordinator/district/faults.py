"""Plant known faults and as many decoys in a district, so that what finds them can be measured."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from coordinator.district.fault_kinds import DRAWERS, WITHOUT_DOCTOR, age_of
from coordinator.district.fault_waits import WAITS
from coordinator.district.world import World

if TYPE_CHECKING:
    from coordinator.store.records import Records

DRAWN = {**DRAWERS, **WAITS}
KINDS = tuple(DRAWN)
"""Kinds of fault, in the order in which they are planted."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted fault, or a decoy: it looks like the fault and is none."""

    kind: str
    person_id: str
    party_ids: tuple[str, ...]  # of its little world, the person first
    is_decoy: bool


def plant(records: Records, seed: int, per_kind: int = 24) -> tuple[Planted, ...]:
    """
    Add faults and decoys to the rows of a district, each with persons and services of its own.

    Parameters
    ----------
    records
        The rows of a district; new ones are added.
    seed
        The same seed gives the same faults.
    per_kind
        Faults of each kind; there are as many decoys.

    Returns
    -------
    tuple of Planted
        The truth, kind by kind.
    """
    draw = Random(seed)
    return tuple(
        _plant_one(records, draw, kind, number, is_decoy)
        for kind in KINDS
        for number in range(per_kind)
        for is_decoy in (False, True)
    )


def _plant_one(records: Records, draw: Random, kind: str, number: int, is_decoy: bool) -> Planted:
    name = f"{kind.replace('_', '-')}-{number:03d}{'d' if is_decoy else 'f'}"
    age, doctor = age_of(kind, is_decoy, number), kind not in WITHOUT_DOCTOR
    world = World(records, name, draw, age=age, doctor=doctor)
    DRAWN[kind](world, is_decoy, number)
    return Planted(kind, world.person, tuple(world.parties), is_decoy)
