"""Say what a province offers to its comuni: services to choose from, teams of professionals, where less is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.province.frame import Frame, lists_of
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray


def need_words() -> tuple[str, ...]:
    """Return the needs of the vocabulary, in its order."""
    return tuple(vocabulary().terms["needs"])


def contact_words() -> tuple[str, ...]:
    """Return the kinds of contact of the vocabulary, in its order."""
    return tuple(vocabulary().terms["contact_kinds"])


class Choice:
    """Draws services for persons: those open to their comune, the first of each kind more often."""

    def __init__(self, frame: Frame, need: str | None, kinds: tuple[str, ...] = ()) -> None:
        lists = lists_of(frame, need, kinds)
        place_of = {row["key"]: place for place, row in enumerate(frame.services)}
        self.sizes = np.array([len(rows) for rows in lists])
        self.places = np.array(
            [place_of[row["key"]] for rows in lists for row in rows] or [-1], dtype=np.int32
        )
        parts = [number + _shares(rows) for number, rows in enumerate(lists) if rows]
        self.ends = np.concatenate(parts) if parts else np.array([np.inf])

    def draw(self, comuni: NDArray[np.int32], draw: np.random.Generator) -> NDArray[np.int32]:
        """Draw a service for each comune given: its place in the frame, -1 where there is none."""
        at = np.searchsorted(self.ends, comuni + draw.random(len(comuni)), side="right")
        return np.where(self.sizes[comuni] > 0, self.places[np.minimum(at, len(self.places) - 1)], -1)


def _shares(rows: list[dict[str, Any]]) -> NDArray[np.float64]:
    """Add up the weights of services, to 1."""
    weights = np.cumsum([row["weight"] for row in rows], dtype=np.float64)
    weights /= weights[-1]
    return weights


@dataclass(slots=True)
class Offer:
    """What of the frame every block needs, made once."""

    frame: Frame
    by_need: list[Choice]
    pharmacies: Choice
    clinics: Choice
    wards: Choice
    teams: dict[str, list[NDArray[np.int32]]]  # profession → district → keys
    district_of: NDArray[np.int64]
    is_short: NDArray[np.bool_]  # comuni where fewer needs are served
    service_key: NDArray[np.int32]
    service_kind: list[str]


def offer_of(frame: Frame) -> Offer:
    """
    Gather what of the frame every block needs.

    Parameters
    ----------
    frame
        Of the province.

    Returns
    -------
    Offer
        Tables to choose from.
    """
    teams: dict[str, list[list[int]]] = {}
    for row in frame.practitioners:
        of = teams.setdefault(row["profession"], [[] for _ in frame.districts])
        of[row["district"]].append(row["key"])
    short = set(frame.truth.short_comuni)
    return Offer(
        frame,
        by_need=[Choice(frame, need) for need in need_words()],
        pharmacies=Choice(frame, None, ("farmacia",)),
        clinics=Choice(frame, None, ("ambulatorio",)),
        wards=Choice(frame, None, ("ospedale",)),
        teams={word: [np.array(keys, dtype=np.int32) for keys in of] for word, of in teams.items()},
        district_of=np.array(frame.district_of),
        is_short=np.array([comune.name in short for comune in frame.comuni]),
        service_key=np.array([row["key"] for row in frame.services], dtype=np.int32),
        service_kind=[row["service_kind"] for row in frame.services],
    )
