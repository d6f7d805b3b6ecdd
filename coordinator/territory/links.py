"""Find the links that a district lacks: services that work by a common procedure everywhere else."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlalchemy import select

from coordinator.model import Tie
from coordinator.territory.courses import NOWHERE
from coordinator.territory.frames import read_frame
from coordinator.territory.supply import on_day

if TYPE_CHECKING:
    from datetime import date

    from coordinator.store import Store
    from coordinator.territory.supply import Supply

PROCEDURE = "protocollo"
USUAL = 0.6
"""Share of the other districts in which a procedure is found, from which its lack is told: a local choice."""


@dataclass(frozen=True, slots=True)
class MissingLink:
    """Two kinds of service that one district has and does not join, as others do."""

    district: str
    kinds: tuple[str, str]  # in alphabetical order
    elsewhere: int  # other districts that join them
    of: int  # other districts that have both kinds

    def as_json(self) -> dict[str, Any]:
        """Return the link as plain values."""
        return asdict(self) | {"kinds": list(self.kinds)}


def find_missing_links(store: Store, day: date, supply: Supply) -> tuple[MissingLink, ...]:
    """
    Find the common procedures that one district lacks and the others have.

    Parameters
    ----------
    store
        The record.
    day
        Ties are those that hold on it; hidden ones do not count.
    supply
        Its services, as a viewer who may read the territory read them.

    Returns
    -------
    tuple of MissingLink
        Those that most other districts have first; none where there are fewer than three districts.
    """
    query = select(Tie.from_key.label("one"), Tie.to_key.label("other")).where(
        Tie.kind == PROCEDURE, on_day(Tie, day), Tie.hidden.is_(False)
    )
    ties = read_frame(store, query, one=pl.Int64(), other=pl.Int64())
    places = supply.services.select("service", "kind", "district")
    ends = ties.join(places, left_on="one", right_on="service").join(
        places, left_on="other", right_on="service", suffix="_other"
    )
    joined: dict[tuple[str, str], set[str]] = {}
    for kind, other, district, beside in (
        ends.select("kind", "kind_other", "district", "district_other").unique().iter_rows()
    ):
        where = {district, beside} - {NOWHERE}
        if len(where) == 1:  # one of the whole territory, such as a hospital, stands in every district
            joined.setdefault((min(kind, other), max(kind, other)), set()).update(where)
    every = set(places["district"]) - {NOWHERE}
    have = {
        str(key[0]): every if NOWHERE in set(part["district"]) else set(part["district"])
        for key, part in places.group_by("kind")
    }
    found = []
    for kinds, districts in joined.items():
        both = have[kinds[0]] & have[kinds[1]]
        found += [
            MissingLink(district, kinds, len(districts), len(both) - 1)
            for district in sorted(both - districts)
            if len(both) > 2 and len(districts) >= USUAL * (len(both) - 1)  # noqa: PLR2004 - the district and two others
        ]
    return tuple(sorted(found, key=lambda one: (-one.elsewhere / one.of, one.district, one.kinds)))
