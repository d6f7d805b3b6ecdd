"""Load a province into a store: block by block, indexes last; a load that was stopped goes on where it stood."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import func, select

from coordinator.district import AUTHOR, read_ada
from coordinator.district import load as load_district
from coordinator.district.province.capacity import give_places, services_in_care
from coordinator.district.province.province import COUNTED
from coordinator.errors import CoordinatorError
from coordinator.model import Party, instant_number, vocabulary
from coordinator.store.bulk_fill import filling
from coordinator.store.bulk_indexes import definitions, is_there, move_sequences
from coordinator.store.settings import read_setting, write_setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordinator.district.province.province import Drawn, Province
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.store.bulk_fill import Filler

FILLED = (
    "party", "institution", "community", "service", "service_need", "practitioner", "person", "household", "tie",
    "tie_event", "need", "contact", "care_case", "case_event",
)  # fmt: skip
STATE, DONE, TRUTH = "provincia_in_carico", "provincia", "provincia_verita"
"""Settings: how far a load has come; which province is there; what is planted in it."""

BYTES_OF_A_PERSON = 3_500
"""Room that a person takes on disk with all that is about her, the log of the last writing included."""


class DistrictThereError(CoordinatorError):
    """A province is loaded into an empty store, and this one holds something already."""

    def __init__(self, parties: int) -> None:
        super().__init__(
            f"The store holds {parties} parties already; a province needs an empty one. "
            "Choose another folder or database."
        )
        self.parties = parties


class OtherLoadError(CoordinatorError):
    """A load was stopped in this store, of another province than the one now asked for."""

    def __init__(self, persons: int, seed: int) -> None:
        super().__init__(
            f"A load of {persons} persons with seed {seed} was stopped here. Ask for the same, or choose another store."
        )
        self.persons, self.seed = persons, seed


class NoRoomError(CoordinatorError):
    """The disk has no room for so many persons."""

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            f"The province needs about {needed / 1e9:.1f} GB and the disk has {free / 1e9:.1f} GB free. Ask for fewer "
            "persons, or choose a folder on another disk."
        )
        self.needed, self.free = needed, free


@dataclass(frozen=True, slots=True)
class _Stand:
    """How far a load has come."""

    persons: int
    seed: int
    comuni: str  # fingerprint
    block: int  # the next one; -1: the frame is not there yet
    rows: dict[str, int]
    made_again: dict[str, str]  # taking away → making, of indexes and foreign keys


def load(
    store: Store, province: Province, viewer: Viewer, progress: Callable[[str, int, int], None] | None = None
) -> dict[str, int]:
    """
    Load a province into an empty store, or go on with a load that was stopped.

    Parameters
    ----------
    store
        Empty, or one in which the load of the same province was stopped.
    province
        What `invent` returned.
    viewer
        Who writes; needs to write registers.
    progress
        Called with what is being done, how far it is and of how much.

    Returns
    -------
    dict
        Name of a table → its rows.

    Raises
    ------
    NotAllowedError
        The viewer may not write registers.
    DistrictThereError
        The store is not empty.
    OtherLoadError
        The load of another province was stopped here.
    NoRoomError
        The disk has no room for it.
    """
    viewer.require("write", "register")
    tell = progress or (lambda _what, _done, _all: None)
    stand, at = _begin(store, province), instant_number(store.clock())
    _write_ada(store, viewer)
    with filling(store) as filler:
        if stand.block < 0:
            stand = _fill_frame(filler, store, province, stand, at)
        steps = len(province.parts) + len(stand.made_again) + 1
        for drawn in province.blocks(number=stand.block, rows=stand.rows):
            tell("persone, legami e contatti", drawn.number, steps)
            stand = _fill(filler, drawn, stand, at)
        _give_places(filler, province)
        for done, (taking, making) in enumerate(stand.made_again.items(), len(province.parts)):
            tell("indici", done, steps)
            if not is_there(filler, store.dialect, taking):
                filler.run(making)
                filler.commit()
        tell("statistiche", steps - 1, steps)
        rows = _finish(filler, store, province, at)
        tell("fatto", steps, steps)
    return rows


def fingerprint(province: Province) -> str:
    """Hash the comuni of a province and how its persons are cut into blocks."""
    told = [[comune.name for comune in province.frame.comuni], province.parts]
    return sha256(json.dumps(told).encode()).hexdigest()[:16]


def _begin(store: Store, province: Province) -> _Stand:
    """Read how far a load has come here, or note that it begins."""
    kept, parties = read_setting(store, STATE), _parties(store)
    asked = _Stand(province.persons, province.seed, fingerprint(province), -1, {}, {})
    if parties and kept is None:
        raise DistrictThereError(parties)
    stand = _Stand(**kept) if parties else asked
    if (stand.persons, stand.seed, stand.comuni) != (asked.persons, asked.seed, asked.comuni):
        raise OtherLoadError(stand.persons, stand.seed)
    _check_room(store, province, stand)
    if not parties:
        with store.writing() as session:
            write_setting(session, store, STATE, value=asdict(asked), author=AUTHOR)
    return stand


def _check_room(store: Store, province: Province, stand: _Stand) -> None:
    """Refuse what would fill the disk; how much a database server has is not known here."""
    if store.dialect != "sqlite":
        return
    left = len(province.parts) - max(0, stand.block)
    needed = round(BYTES_OF_A_PERSON * province.persons * left / len(province.parts))
    free = disk_usage(Path(str(store.engine.url.database)).parent).free
    if needed > free:
        raise NoRoomError(needed, free)


def _parties(store: Store) -> int:
    """Count the parties of a store."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Party)) or 0


def _write_ada(store: Store, viewer: Viewer) -> None:
    """Write the hand-drawn district, unless it is there from a load that was stopped."""
    if not _parties(store):
        load_district(store, read_ada(), viewer)


def _fill_frame(filler: Filler, store: Store, province: Province, stand: _Stand, at: int) -> _Stand:
    """Take the indexes away and write the frame."""
    found = definitions(filler, store.dialect, FILLED)
    for taking in reversed(found):
        filler.run(taking)
    stand = _Stand(stand.persons, stand.seed, stand.comuni, -1, {}, found)
    return _fill(filler, province.frame_part(), stand, at)


def _fill(filler: Filler, drawn: Drawn, stand: _Stand, at: int) -> _Stand:
    """Write one block and how far the load has come, both or neither."""
    for name in FILLED:
        if name in drawn.tables:
            filler.append(name, drawn.tables[name])
    after = _Stand(stand.persons, stand.seed, stand.comuni, drawn.number + 1, drawn.rows, stand.made_again)
    _keep(filler, STATE, asdict(after), at)
    filler.commit()
    return after


def _give_places(filler: Filler, province: Province) -> None:
    """Fill in the places of services, from whom they have in care."""
    code = vocabulary().tie_kind("in_carico").code
    frame = province.frame
    services = frame.services
    found = filler.run(
        f"SELECT to_key, count(*) FROM tie WHERE kind = {code} AND until IS NULL "
        f"AND to_key >= {services[0]['key']} GROUP BY to_key"
    )
    keys, counts = np.array(found, dtype=np.int64).reshape(-1, 2).T
    give_places(frame, services_in_care(frame, np.repeat(keys, counts)))
    for row in services:
        if "capacity" in row:
            filler.run(
                f"UPDATE service SET capacity = {row['capacity']}, places_free = {row['places_free']}, "
                f"waiting_days = {row['waiting_days']} WHERE key = {row['key']}"
            )
    filler.commit()


def _finish(filler: Filler, store: Store, province: Province, at: int) -> dict[str, int]:
    """Keep what is planted, take the note of the load away, and let the store count its rows."""
    move_sequences(filler, store.dialect, FILLED)
    _keep(filler, TRUTH, province.truth.as_json(), at)
    _keep(
        filler,
        DONE,
        {"persons": province.persons, "seed": province.seed, "comuni": fingerprint(province)},
        at,
    )
    filler.run(f"DELETE FROM setting WHERE name = '{STATE}'")
    filler.settle()
    dense = dict.fromkeys(("party", *COUNTED[1:]), "max(key)")  # keys without a gap: no need to count
    return {
        name: int(filler.run(f"SELECT {dense.get(name, 'count(*)')} FROM {name}")[0][0] or 0)
        for name in FILLED
    }


def _keep(filler: Filler, name: str, value: object, at: int) -> None:
    """Write a setting in the filler's own transaction."""
    import pyarrow as pa

    filler.run(f"DELETE FROM setting WHERE name = '{name}'")
    text = json.dumps(value, ensure_ascii=False)
    row = {"name": [name], "value": [text], "recorded_at": pa.array([at], pa.int64()), "author": [AUTHOR]}
    filler.append("setting", pa.table(row))
