"""Write ties as Arrow tables, and for each the statement of the log that it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coordinator.district.province.columns import DIRECTIONS, FREQUENCIES, NOT_SAID, SUPPORTS, Columns
from coordinator.district.province.plan import NEVER
from coordinator.district.province.texts import choose, day_texts, join, nullable
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray


def tie_tables(ties: Columns, first_tie: int, first_event: int, author: str, at: int) -> dict[str, pa.Table]:
    """
    Write ties, and for each the statement of the log that it rests on.

    Parameters
    ----------
    ties
        As `TieColumns.columns` gives them.
    first_tie, first_event
        The keys before theirs.
    author
        Who wrote them.
    at
        When, in microseconds since 1970.

    Returns
    -------
    dict
        Rows of tie and tie_event.
    """
    count = len(ties["kind"])
    key = pa.array(np.arange(first_tie + 1, first_tie + count + 1, dtype=np.int32))
    columns = {
        "key": key, "kind": pa.array(ties["kind"]), "from_key": pa.array(ties["from_key"]),
        "to_key": pa.array(ties["to_key"]), "since": pa.array(ties["since"]), "until": nullable(ties["until"], NEVER),
        "direction": choose(DIRECTIONS, ties["direction"]),
        "strength": nullable(ties["strength"].astype(np.int16), NOT_SAID),
        "conflict": pa.repeat(False, count), "frequency": choose(FREQUENCIES, ties["frequency"]),
        "hours_per_week": nullable(ties["hours_per_week"].astype(np.float64), np.nan),
        "support": choose(SUPPORTS, ties["support"]), "hidden": pa.array(ties["hidden"]),
        "recorded_at": pa.repeat(pa.scalar(at, pa.int64()), count), "author": pa.repeat(author, count),
    }  # fmt: skip
    events = {
        "key": pa.array(np.arange(first_event + 1, first_event + count + 1, dtype=np.int32)), "tie_key": key,
        "act": pa.repeat("stated", count), "day": columns["since"], "recorded_at": columns["recorded_at"],
        "author": columns["author"], "state": _states(ties),
    }  # fmt: skip
    return {"tie": pa.table(columns), "tie_event": pa.table(events)}


def _states(ties: Columns) -> pa.Array:
    """Write what each statement sets, as `as_state` does: keys in order, what nobody said left out."""
    kinds = vocabulary().kind_by_code
    codes = np.unique(ties["kind"])
    names = choose([kinds[int(code)].id for code in codes], np.searchsorted(codes, ties["kind"]))
    hours = ties["hours_per_week"]
    halves = np.where(np.isnan(hours), -1, np.round(np.nan_to_num(hours) * 2)).astype(np.int32)
    texts = ["", *(f', "hours_per_week": {half / 2}' for half in range(int(halves.max(initial=0)) + 1))]
    return join(
        '{"direction": "', choose(DIRECTIONS, ties["direction"]), '"',
        _stated("frequency", FREQUENCIES, ties["frequency"]),
        ', "from_key": ', _numbers(ties["from_key"]),
        choose(["", ', "hidden": true'], ties["hidden"].astype(np.int8)),
        choose(texts, halves + 1),
        ', "kind": "', names, '", "since": "', day_texts(ties["since"]), '"',
        choose(["", *(f', "strength": {level}' for level in range(4))], ties["strength"] + 1),
        _stated("support", SUPPORTS, ties["support"]),
        ', "to_key": ', _numbers(ties["to_key"]),
        _last_days(ties["until"]), "}",
    )  # fmt: skip


def _stated(name: str, words: tuple[str, ...], places: NDArray[Any]) -> pa.Array:
    """Write a word of the state, nothing where nobody said."""
    return choose(["", *(f', "{name}": {json.dumps(word)}' for word in words)], places + 1)


def _last_days(until: NDArray[Any]) -> pa.Array:
    """Write the last day of the state, nothing where the tie still holds."""
    still = pa.array(until == NEVER)
    return pc.if_else(still, "", join(', "until": "', day_texts(np.where(until == NEVER, 0, until)), '"'))


def _numbers(values: NDArray[Any]) -> pa.Array:
    return pa.array(values).cast(pa.string())
