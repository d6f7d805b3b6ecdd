"""Invent a province block by block: columns ready for a store, and what is planted in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from coordinator.district import AUTHOR, RECORDED_AT, read_ada
from coordinator.district.province.blocks import SIZE, Block, cut
from coordinator.district.province.capacity import give_places, services_in_care
from coordinator.district.province.care import CareDrawer
from coordinator.district.province.columns import TieColumns
from coordinator.district.province.comuni import Comune, invent_comuni
from coordinator.district.province.frame import ASL, INPS, Frame, draw_frame
from coordinator.district.province.offer import Offer, offer_of
from coordinator.district.province.paths import PathDrawer
from coordinator.district.province.people import draw_people, tie_families
from coordinator.district.province.plan import First, stream
from coordinator.district.province.tables import (
    Tables,
    care_tables,
    frame_tables,
    instant,
    path_tables,
    people_tables,
)
from coordinator.district.province.tie_tables import tie_tables
from coordinator.errors import CoordinatorError
from coordinator.store.records import PARTY_REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coordinator.district.province.truth import Truth

COUNTED = ("household", "tie", "tie_event", "need", "contact", "care_case", "case_event")
"""Tables whose rows a block adds in a number that is not known before it is drawn."""


LEAST = 50
"""A province has so many persons at least."""


class TooFewPersonsError(CoordinatorError):
    """So few persons make no province."""

    def __init__(self, persons: int) -> None:
        super().__init__(f"{persons} persons make no province: ask for {LEAST} at least.")
        self.least = LEAST


@dataclass(frozen=True, slots=True)
class Drawn:
    """One block as it is written, and how many rows each table has after it."""

    number: int
    tables: Tables
    rows: dict[str, int]


@dataclass(slots=True)
class Province:
    """An invented province beside the hand-drawn district of Ada, whose rows come before its own."""

    persons: int  # Ada and those around her included
    seed: int
    frame: Frame
    parts: list[tuple[tuple[int, int], ...]]  # of each block: comuni and persons

    @property
    def truth(self) -> Truth:
        """What is planted; its overloaded services are known once the places are given."""
        return self.frame.truth

    def frame_part(self) -> Drawn:
        """Write districts, bodies, services and practitioners, without the places of services."""
        first = self.frame.first
        rows = dict.fromkeys(COUNTED, 0)
        ties = self.frame.ties.columns()
        tables = frame_tables(self.frame)
        tables |= tie_tables(ties, first.tie, first.tie_event, AUTHOR, instant(RECORDED_AT))
        return Drawn(-1, tables, rows | {"tie": len(ties["kind"]), "tie_event": len(ties["kind"])})

    def blocks(
        self, after: Drawn | None = None, *, number: int = 0, rows: Mapping[str, int] | None = None
    ) -> Iterator[Drawn]:
        """
        Draw persons, ties, contacts and paths, block by block.

        Parameters
        ----------
        after
            The frame; drawn when None and no ``rows`` are given.
        number
            The first block to draw.
        rows
            How many rows each table has before it, when blocks are passed over.

        Yields
        ------
        Drawn
            One after the other; a block never depends on how those before it were drawn.
        """
        counted = dict(rows) if rows is not None else dict((after or self.frame_part()).rows)
        offer = offer_of(self.frame)
        persons = [sum(count for _, count in part) for part in self.parts]
        for place in range(number, len(self.parts)):
            block = Block(
                place, self.parts[place], self.frame.first_person + sum(persons[:place]),
                self.frame.first_household + counted["household"],
            )  # fmt: skip
            tables = _draw(block, self.frame, offer, counted)
            for name in COUNTED:
                counted[name] += tables[name].num_rows
            yield Drawn(place, tables, dict(counted))

    def tables(self) -> Tables:
        """
        Draw everything at once: for thousands of persons, not for millions.

        Returns
        -------
        dict
            Name of a table of the store → its rows; services with their places.
        """
        frame = self.frame_part()
        parts = [frame.tables, *(drawn.tables for drawn in self.blocks(frame))]
        load = services_in_care(self.frame, np.concatenate([_in_care(part) for part in parts]))
        give_places(self.frame, load)
        names = {name: None for part in parts for name in part}
        joined = {
            name: pa.concat_tables([part[name] for part in parts if name in part], promote_options="default")
            for name in names
        }
        return joined | {"service": frame_tables(self.frame)["service"]}


def invent(persons: int, seed: int, comuni: Sequence[Comune] | None = None, *, block: int = SIZE) -> Province:
    """
    Invent a province.

    Parameters
    ----------
    persons
        In all; Ada and those around her are the first nine.
    seed
        The same seed, persons and comuni give the same rows.
    comuni
        Their names and populations, which say how persons are shared out; invented ones when None.
    block
        Persons that are drawn and written at once; another size gives other rows.

    Returns
    -------
    Province
        Its frame is drawn; persons are drawn when `Province.blocks` or `Province.tables` is asked.

    Raises
    ------
    TooFewPersonsError
        Fewer persons than a province has.
    """
    if persons < LEAST:
        raise TooFewPersonsError(persons)
    ada = read_ada()
    known, key = {}, 0
    for register in PARTY_REGISTERS:
        for row in getattr(ada, register):
            key += 1
            known[row["id"]] = key
    ties = len(ada.ties)
    first = First(
        party=key, tie=ties, tie_event=ties, need=len(ada.needs), contact=len(ada.contacts),
        agreement=len(ada.agreements),
    )  # fmt: skip
    bodies = {name: known[name] for name in (ASL, INPS)}
    frame = draw_frame(persons - len(ada.persons), seed, comuni or invent_comuni(seed), first, bodies)
    return Province(persons, seed, frame, cut(frame, block))


def _draw(block: Block, frame: Frame, offer: Offer, counted: Mapping[str, int]) -> Tables:
    """Draw one block."""
    draw = stream(frame.seed, 4, block.number)
    ties = TieColumns()
    people = draw_people(block, draw)
    carer = tie_families(people, ties, draw)
    care = CareDrawer(people, offer, ties, draw)
    needs = care.care(carer)
    contacts = care.contacts()
    paths = PathDrawer(people, needs, offer, care.doctor, draw).draw_paths(ties)
    first = {name: getattr(frame.first, name) + counted[name] for name in COUNTED if name != "household"}
    at = instant(RECORDED_AT)
    return (
        people_tables(people, frame)
        | tie_tables(ties.columns(), first["tie"], first["tie_event"], AUTHOR, at)
        | care_tables(needs, people, contacts, first, AUTHOR, at)
        | path_tables(paths, people, first, AUTHOR)
    )


def _in_care(tables: Tables) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Take out the services that have someone in care on the last day."""
    from coordinator.model import vocabulary

    ties = tables["tie"]
    kind = ties["kind"].to_numpy() == vocabulary().tie_kind("in_carico").code
    active = ties["until"].is_null().to_numpy()
    return np.asarray(ties["to_key"].to_numpy()[kind & active], dtype=np.int32)
