"""Hold what conditions look at: one person's ties, needs, roles and contacts, as of a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from coordinator.findings.finding import Evidence
from coordinator.model import vocabulary
from coordinator.model.euphony import euphonic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from coordinator.pathway.day import Lapse

CARERS = ("caregiver_principale", "caregiver")
PROFESSIONALS = ("segue", "case_manager")
CARE = ("in_carico", "segue", *CARERS, "volontariato")
TALK = ("si_coordina",)


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A party, with what conditions ask of it."""

    id: str
    kind: str
    name: str
    sector: str | None = None
    born_on: date | None = None
    died_on: date | None = None
    service_kind: str | None = None
    checked_on: date | None = None
    offers: frozenset[str] = frozenset()


class TieFact(NamedTuple):
    """A tie that holds on the day."""

    key: int
    kind: str
    label: str
    start: str
    end: str
    since: date
    until: date | None
    confirmed_on: date | None
    strength: int | None
    conflict: bool
    frequency: str | None
    hours_per_week: float | None
    hours_available: float | None
    strain: int | None
    support: str | None
    hidden: bool
    stated_on: date | None = None  # when it was recorded, if somebody stated it


class NeedFact(NamedTuple):
    """A need, open on the day or not."""

    key: int
    need: str
    label: str
    life_domain: str | None
    is_open: bool


class RoleFact(NamedTuple):
    """A role that someone has in the person's case on the day."""

    key: int
    role: str
    holder: str


class ContactFact(NamedTuple):
    """Something that happened up to the day."""

    key: int
    day: date
    kind: str
    with_id: str


@dataclass(slots=True)
class World:
    """The facts of some persons and of everybody around them, as of a day."""

    day: date
    parties: dict[str, PartyFact] = field(default_factory=dict)
    ties_at: dict[str, list[TieFact]] = field(default_factory=lambda: defaultdict(list))
    needs: dict[str, list[NeedFact]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, list[RoleFact]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[str, list[ContactFact]] = field(default_factory=lambda: defaultdict(list))
    lapses: dict[str, list[Lapse]] = field(default_factory=lambda: defaultdict(list))  # of the persons' paths

    def add_tie(self, tie: TieFact) -> None:
        """Keep a tie under both of its ends."""
        self.ties_at[tie.start].append(tie)
        if tie.end != tie.start:
            self.ties_at[tie.end].append(tie)

    def tied(self, one: str, other: str, kinds: Iterable[str] | None = None) -> bool:
        """Say whether two parties have a tie, of some kinds or of any."""
        wanted = None if kinds is None else set(kinds)
        return any(
            other in (tie.start, tie.end) and (wanted is None or tie.kind in wanted)
            for tie in self.ties_at.get(one, ())
        )

    def others(self, party: str, *kinds: str) -> list[str]:
        """Return who is at the other end of a party's ties of some kinds, each once, in order."""
        ends = [
            tie.end if tie.start == party else tie.start
            for tie in self.ties_at.get(party, ())
            if tie.kind in kinds
        ]
        return sorted(set(ends) - {party})

    def name(self, party: str) -> str:
        """Return a party's name."""
        return self.parties[party].name if party in self.parties else party


@dataclass(frozen=True, slots=True)
class Facts:
    """One person in her world."""

    world: World
    person_id: str

    @property
    def day(self) -> date:
        """The day."""
        return self.world.day

    @property
    def person(self) -> PartyFact:
        """The person."""
        return self.world.parties[self.person_id]

    def ties(self, *kinds: str) -> Iterator[TieFact]:
        """Yield her ties of some kinds; of all kinds when none is named."""
        for tie in self.world.ties_at.get(self.person_id, ()):
            if not kinds or tie.kind in kinds:
                yield tie

    def towards(self, *kinds: str) -> Iterator[TieFact]:
        """Yield the ties of some kinds that others have towards her."""
        return (tie for tie in self.ties(*kinds) if tie.end == self.person_id)

    def other(self, tie: TieFact) -> PartyFact:
        """Return who is at the other end of one of her ties."""
        party = tie.end if tie.start == self.person_id else tie.start
        return self.world.parties.get(party) or PartyFact(party, "", party)

    def helpers(self) -> set[str]:
        """Return everybody who has a tie with her."""
        return {self.other(tie).id for tie in self.ties()} - {self.person_id}

    def services(self) -> dict[str, TieFact]:
        """Return the services that have her in charge, by id."""
        return {tie.end: tie for tie in self.ties("in_carico") if tie.start == self.person_id}

    def open_needs(self) -> list[NeedFact]:
        """Return her open needs."""
        return [need for need in self.world.needs.get(self.person_id, ()) if need.is_open]

    def roles(self, *names: str) -> list[RoleFact]:
        """Return the roles in her case, of some names or of any."""
        return [role for role in self.world.roles.get(self.person_id, ()) if not names or role.role in names]

    def say(self, tie: TieFact, *state: object) -> Evidence:
        """Turn a tie into evidence; `state` holds the values that count, by default only that it is there."""
        world = self.world
        words = f"{world.name(tie.start)} {tie.label} {world.name(tie.end)}, dal {tie.since:%d/%m/%Y}"
        return Evidence(f"tie:{tie.key}", euphonic(words), "|".join(map(str, state)))

    def say_party(self, party: str, *state: object) -> Evidence:
        """Turn a party into evidence."""
        return Evidence(party, self.world.name(party), "|".join(map(str, state)))

    def say_need(self, need: NeedFact) -> Evidence:
        """Turn a need into evidence."""
        return Evidence(f"need:{need.key}", f"bisogno: {need.label}")

    def say_role(self, role: RoleFact) -> Evidence:
        """Turn a role into evidence."""
        label = vocabulary().label("roles", role.role).lower()
        return Evidence(f"role:{role.key}", f"{self.world.name(role.holder)}: {label}")


def age_on(born_on: date, day: date) -> int:
    """
    Count the birthdays between two days.

    Parameters
    ----------
    born_on, day
        The first not after the second.

    Returns
    -------
    int
        Years.

    Examples
    --------
    >>> from datetime import date
    >>> age_on(date(1950, 3, 2), date(2026, 3, 1))
    75
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
