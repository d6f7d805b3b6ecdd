"""Draw who helps without being paid for it: carers, neighbours, friends, groups; and the money that bodies give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coordinator.district.province.columns import FREQUENCIES, SUPPORTS, TieColumns, word
from coordinator.district.province.frame import INPS
from coordinator.district.province.plan import END

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.district.province.columns import Needs
    from coordinator.district.province.offer import Offer
    from coordinator.district.province.people import People


def tie_carers(
    people: People,
    needs: Needs,
    carer: NDArray[np.int32],
    offer: Offer,
    ties: TieColumns,
    draw: np.random.Generator,
) -> None:
    """
    Let the family care for who needs it, and bodies give money.

    Parameters
    ----------
    people, needs
        Of the block.
    carer
        For each person the place of who would care for her, -1 nobody.
    offer
        Of the province.
    ties
        Where to.
    draw
        The stream.
    """
    heavy = np.zeros(people.count, dtype=bool)
    heavy[needs.person] = True
    cared = np.flatnonzero(heavy & (carer >= 0) & ((people.age >= 65) | (draw.random(people.count) < 0.2)))
    since = END - (2500 * draw.random(len(cared)) ** 1.4).astype(np.int32) - 20
    ties.add(
        "caregiver_principale", people.key[carer[cared]], people.key[cared], since,
        strength=draw.integers(1, 4, len(cared)), frequency=word(FREQUENCIES, "quotidiana"),
        support=word(SUPPORTS, "cura_personale"),
        hours_per_week=np.round(4 + draw.gamma(2.0, 5.0, len(cared))).clip(2, 80),
    )  # fmt: skip
    paid = np.flatnonzero((people.age >= 75) & heavy & (draw.random(people.count) < 0.3))
    granted = END - draw.integers(30, 2000, len(paid))
    ties.add("assistito_da_ente", people.key[paid], offer.frame.known[INPS], granted, direction=1,
                  support=word(SUPPORTS, "economico"))  # fmt: skip


def tie_neighbours(
    people: People, needs: Needs, offer: Offer, ties: TieColumns, draw: np.random.Generator
) -> None:
    """
    Let neighbours, friends and groups help.

    Parameters
    ----------
    people, needs
        Of the block.
    offer
        Of the province.
    ties
        Where to.
    draw
        The stream.
    """
    alone = np.bincount(people.household)[people.household] == 1
    for kind, share, reach in (("vicinato", 0.12 + 0.3 * alone, 60), ("amicizia", 0.09, 3000)):
        one = np.flatnonzero(draw.random(people.count) < share)
        other = (one + draw.integers(6, reach, len(one))) % people.count
        apart = people.household[one] != people.household[other]
        one, other = one[apart], other[apart]
        since = np.maximum(
            np.maximum(people.born[one], people.born[other]) + 2000,
            END - draw.integers(300, 9000, len(one)),
        )
        ties.add(kind, people.key[one], people.key[other], since, strength=draw.integers(1, 4, len(one)))
    rows = offer.frame.communities
    areas = {comune.name: place for place, comune in enumerate(offer.frame.comuni)}
    home = np.array([areas[row["area"]] for row in rows])
    keys = np.array([row["key"] for row in rows], dtype=np.int32)
    first = np.searchsorted(home, np.arange(len(areas)))
    many = np.bincount(home, minlength=len(areas))
    helped = np.unique(needs.person)
    helped = helped[draw.random(len(helped)) < 0.25]
    for kind, who in (
        ("partecipa", np.flatnonzero(draw.random(people.count) < 0.1)),
        ("volontariato", helped),
    ):
        who = who[many[people.comune[who]] > 0]
        comune = people.comune[who]
        group = keys[first[comune] + (draw.random(len(who)) * many[comune]).astype(int)]
        start, end = (people.key[who], group) if kind == "partecipa" else (group, people.key[who])
        since = np.maximum(END - draw.integers(20, 1800, len(who)), people.born[who] + 5)
        ties.add(
            kind,
            start,
            end,
            since,
            strength=draw.integers(1, 4, len(who)),
            frequency=word(FREQUENCIES, "settimanale"),
        )
