"""Ask who would be left with what, over many persons, if one who helps them were no longer there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select, union_all
from sqlalchemy.orm import aliased

from coordinator.model import Need, Party, Person, Tie
from coordinator.network.census import seen_by
from coordinator.network.conditions import living
from coordinator.network.coverage import HELP, uncovered
from coordinator.network.fields_seen import without_delicate
from coordinator.network.services import needs_by_service
from coordinator.network.snapshot import IN_CHARGE
from coordinator.network.ties_asked import ends_of, holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select

    from coordinator.protection import Viewer
    from coordinator.store import Store

HELPING = (IN_CHARGE, *HELP)
"""Kinds of tie by which somebody helps a person."""

AT_A_TIME = 5_000
"""Persons of whom the ties are read at once."""


@dataclass(frozen=True, slots=True)
class Dependent:
    """Somebody who is helped by the one who would be missing."""

    id: str
    name: str
    hours: float | None  # a week that she would lose; None where nobody counted them
    left: tuple[str, ...]  # names of those who would still help
    lost: tuple[str, ...]  # her needs that nobody would meet any more: words of the vocabulary

    @property
    def alone(self) -> bool:
        """Whether nobody who is written would help her any more."""
        return not self.left


@dataclass(slots=True)
class _Helped:
    """What is read of one person."""

    id: str
    name: str
    ties: list[tuple[str, str, str, str | None, float | None]] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)

    def without(self, gone: frozenset[str], offers: Mapping[str, Sequence[str]]) -> Dependent:
        """Say what would be left."""
        stay = [tie for tie in self.ties if tie[0] not in gone]
        before, after = _unmet(self.needs, self.ties, offers), _unmet(self.needs, stay, offers)
        hours = [tie[4] for tie in self.ties if tie[0] in gone and tie[4] is not None]
        left = tuple(dict.fromkeys(tie[1] for tie in stay))
        lost = tuple(need for need in after if need not in before)
        return Dependent(self.id, self.name, sum(hours) if hours else None, left, lost)


def who_depends(store: Store, party_ids: Sequence[str], day: date, viewer: Viewer) -> tuple[Dependent, ...]:
    """
    List whom some parties help, and what each of them would be left with.

    Parameters
    ----------
    store
        The record; it is only read.
    party_ids
        Ids of services, groups, professionals or persons who would all be missing.
    day
        The day whose network is looked at.
    viewer
        Who asks; needs to read persons, networks and the directory. Whom she may not see is not there, nor the needs
        that are closed to her.

    Returns
    -------
    tuple of Dependent
        First who would be alone, then who would lose most needs, then by name; empty where they help nobody.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons or networks.
    """
    viewer.require("read", "person")
    viewer.require("read", "network")
    offers = needs_by_service(store, viewer)
    gone = frozenset(party_ids)
    found: dict[int, _Helped] = {}
    wanted: dict[int, list[str]] = defaultdict(list)
    with viewer.reading() as session:
        helped = union_all(*(_helped_by(kind, party_ids, day, viewer) for kind in HELPING))
        everyone = sorted({*session.scalars(helped)})
        for at in range(0, len(everyone), AT_A_TIME):
            keys = everyone[at : at + AT_A_TIME]
            for kind in HELPING:
                mine, theirs = ends_of(kind)
                other = aliased(Party)
                query = (
                    select(
                        Person.key,
                        Person.id,
                        Person.name,
                        other.id,
                        other.name,
                        Tie.support,
                        Tie.hours_per_week,
                    )
                    .join(Tie, getattr(Tie, mine) == Person.key)
                    .join(other, other.key == getattr(Tie, theirs))
                    .where(Person.key.in_(keys), Tie.kind == kind, holds(Tie, day))
                    .order_by(Tie.since, other.id)
                )
                for key, person, name, helper, called, support, hours in session.execute(query):
                    held = found.setdefault(key, _Helped(person, name))
                    held.ties.append((helper, called, kind, support, hours))
            needs = select(Need.person_key, Need.need).where(Need.person_key.in_(keys), holds(Need, day))
            for key, need in session.execute(needs.order_by(Need.since)):
                wanted[key].append(need)
    for key, held in found.items():
        held.needs = list(dict.fromkeys(without_delicate(wanted[key], viewer)))
    told = (one.without(gone, offers) for one in found.values())
    return tuple(sorted(told, key=lambda one: (not one.alone, -len(one.lost), one.name)))


def _helped_by(kind: str, party_ids: Sequence[str], day: date, viewer: Viewer) -> Select[int]:
    """Select those of whom some parties take care by one kind of tie."""
    mine, theirs = ends_of(kind)
    tie = aliased(Tie)  # who is the asker's own is told by other ties
    helpers = select(Party.key).where(Party.id.in_(party_ids))
    return (
        select(Person.key)
        .join(tie, getattr(tie, mine) == Person.key)
        .where(
            tie.kind == kind,
            getattr(tie, theirs).in_(helpers),
            holds(tie, day),
            seen_by(viewer, mine=False),
            living(day),
        )
    )


def _unmet(
    needs: Sequence[str],
    ties: Sequence[tuple[str, str, str, str | None, float | None]],
    offers: Mapping[str, Sequence[str]],
) -> list[str]:
    """List the needs that nobody meets by these ties."""
    services = [offers.get(party, ()) for party, _, kind, _, _ in ties if kind == IN_CHARGE]
    return uncovered(needs, services, {support for _, _, kind, support, _ in ties if kind in HELP})
