"""Draw the frame of a province: districts, bodies, services, practitioners, groups, and how they are tied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.people import name_lists
from coordinator.district.province.columns import TieColumns
from coordinator.district.province.comuni import Comune, share_out
from coordinator.district.province.plan import END, First, plan, stream
from coordinator.district.province.truth import Truth, plant
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]
ASL, INPS = "ist:asl", "ist:inps"
"""Bodies of the hand-drawn district that serve the whole province."""


@dataclass(slots=True)
class Frame:
    """All of a province that is not persons and households; small at any number of persons."""

    persons: int
    seed: int
    first: First  # keys given before the province begins
    comuni: list[Comune]  # with the persons of the province, by district
    districts: list[str]
    district_of: list[int]  # comune → place of its district
    known: dict[str, int]  # id → key of bodies that are there already
    institutions: list[Row] = field(default_factory=list)
    communities: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    practitioners: list[Row] = field(default_factory=list)
    ties: TieColumns = field(default_factory=TieColumns)
    truth: Truth = field(init=False)

    @property
    def parties(self) -> int:
        """How many parties the frame has."""
        return sum(map(len, (self.institutions, self.communities, self.services, self.practitioners)))

    @property
    def first_person(self) -> int:
        """Key of the first person; the others follow her."""
        return self.first.party + self.parties + 1

    @property
    def first_household(self) -> int:
        """Key of the first household; the others follow it."""
        return self.first_person + self.persons


def draw_frame(
    persons: int, seed: int, comuni: Sequence[Comune], first: First, known: dict[str, int]
) -> Frame:
    """
    Draw the frame of a province.

    Parameters
    ----------
    persons
        Persons of the province.
    seed
        The same seed and comuni give the same frame.
    comuni
        Their populations say how the persons are shared out.
    first
        Keys that are given already.
    known
        Keys of the ASL and of the pension body.

    Returns
    -------
    Frame
        With what is planted.
    """
    peopled = [
        Comune(comune.name, count)
        for comune, count in zip(comuni, share_out([c.people for c in comuni], persons), strict=True)
        if count
    ]
    district_of, count = _districts(peopled, persons)
    order = sorted(range(len(peopled)), key=lambda place: (district_of[place], place))
    peopled, district_of = [peopled[place] for place in order], [district_of[place] for place in order]
    names = []
    for number in range(count):
        members = [
            comune for comune, district in zip(peopled, district_of, strict=True) if district == number
        ]
        names.append(f"Distretto di {max(members, key=lambda comune: comune.people).name}")
    frame = Frame(persons, seed, first, peopled, names, district_of, known)
    frame.truth = plant(seed, names, peopled)
    _Builder(frame).build()
    return frame


def _districts(comuni: Sequence[Comune], persons: int) -> tuple[list[int], int]:
    """Gather comuni into districts of like size: the largest first, each into the smallest district."""
    told = plan()["districts"]
    count = min(len(comuni), max(told["least"], round(persons / told["persons"])))
    sizes, district_of = [0] * count, [0] * len(comuni)
    for place in sorted(range(len(comuni)), key=lambda one: (-comuni[one].people, one)):
        smallest = sizes.index(min(sizes))
        district_of[place] = smallest
        sizes[smallest] += comuni[place].people
    return district_of, count


class _Builder:
    """Adds the rows of a frame, one kind of party after the other, each with the next key."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.draw = stream(frame.seed, 3)
        self.key = frame.first.party
        self.sizes = np.bincount(frame.district_of, weights=[comune.people for comune in frame.comuni])
        self.bodies: dict[tuple[str, int], int] = {}  # kind of body and district or comune → key
        self.partners: dict[str, list[int]] = {"cooperativa": [], "associazione": []}

    def build(self) -> None:
        """Add everything."""
        self._bodies()
        self._communities()
        self._services()
        self._practitioners()
        self._protocols()

    def _bodies(self) -> None:
        frame = self.frame
        asl = frame.known[ASL]
        for number, name in enumerate(frame.districts):
            seat = name.removeprefix("Distretto di ")
            self.bodies["distretto", number] = self._body("distretto", name, seat)
            self.bodies["ambito", number] = self._body("ambito", f"Ambito territoriale di {seat}", seat)
            self._tie("parte_di", self.bodies["distretto", number], asl)
            self._tie("collabora", self.bodies["distretto", number], self.bodies["ambito", number])
        for place, comune in enumerate(frame.comuni):
            body = self._body("comune", f"Comune di {comune.name}", comune.name)
            self.bodies["comune", place] = body
            self._tie("parte_di", body, self.bodies["ambito", frame.district_of[place]])
        for kind, name in (("cooperativa", "Cooperativa"), ("associazione", "Associazione")):
            for number in range(self._count("cooperatives" if kind == "cooperativa" else "associations")):
                self.partners[kind].append(self._body(kind, f"{name} Esempio {number + 1}", None))
        for number in range(len(frame.districts)):
            partner = self.partners["cooperativa"][number % len(self.partners["cooperativa"])]
            self._tie("coprogetta", self.bodies["ambito", number], partner)
            self._tie("finanzia", self.bodies["ambito", number], partner)

    def _communities(self) -> None:
        kinds = list(vocabulary().terms["community_kinds"])
        counts = share_out([c.people for c in self.frame.comuni], self._count("communities"))
        for comune, count in zip(self.frame.comuni, counts, strict=True):
            for number in range(count):
                kind = kinds[int(self.draw.integers(len(kinds)))]
                label = vocabulary().label("community_kinds", kind)
                name = f"{label} {number + 1} di {comune.name}"
                row = {"name": name, "community_kind": kind, "area": comune.name}
                self.frame.communities.append(self._party("com", len(self.frame.communities), row))

    def _services(self) -> None:
        frame = self.frame
        for kind, told in plan()["services"].items():
            if told["where"] == "comune":
                for place, comune in enumerate(frame.comuni):
                    count = max(1, round(comune.people / told["persons"]))
                    self._serve(kind, told, count, frame.district_of[place], place)
            else:
                for number, size in enumerate(self.sizes):
                    self._serve(kind, told, max(1, round(size / told["persons"])), number, None)

    def _serve(self, kind: str, told: Row, count: int, district: int, place: int | None) -> None:
        """Add the services of one kind in a comune or a district, and the body that answers for each."""
        frame = self.frame
        seat = (
            frame.comuni[place].name if place is not None else frame.districts[district].split(" di ", 1)[1]
        )
        fields = ("life_domain", "level_kind", "cost", "min_age", "max_age")
        for number in range(count):
            row = {name: told.get(name) for name in fields} | {
                "name": f"{told['name']} {number + 1} di {seat}" if count > 1 else f"{told['name']} di {seat}",
                "service_kind": kind, "area": seat if place is not None else None, "needs": told.get("needs", []),
                "checked_on": END - int(self.draw.integers(90)), "district": district, "comune": place,
                "weight": 1.0 / (1 + number) ** 0.7,
            }  # fmt: skip
            frame.services.append(self._party("svc", len(frame.services), row))
            if (owner := self._owner(told["who"], district, place)) is not None:
                self._tie("gestito_da", self.key, owner)

    def _owner(self, who: str | None, district: int, place: int | None) -> int | None:
        """Find the body that answers for a service."""
        if who in self.partners:
            of = self.partners[who]
            return of[int(self.draw.integers(len(of)))]
        if who == "asl":
            return self.frame.known[ASL]
        if who == "comune" and place is not None:
            return self.bodies["comune", place]
        return self.bodies[who, district] if who else None

    def _practitioners(self) -> None:
        frame, lists = self.frame, name_lists()
        given = [*lists["given_f"], *lists["given_m"]]
        at: dict[tuple[str, int], list[int]] = {}
        for row in frame.services:
            at.setdefault((row["service_kind"], row["district"]), []).append(row["key"])
        for profession, told in plan()["practitioners"].items():
            for district, size in enumerate(self.sizes):
                places = at.get((told.get("at", ""), district), [])
                for number in range(max(2, round(size / told["persons"]))):
                    name = f"{self._one_of(given)} {self._one_of(lists['family'])}"
                    row = {"name": name, "profession": profession, "district": district}
                    frame.practitioners.append(self._party("pra", len(frame.practitioners), row))
                    if places:
                        self._tie("lavora_presso", self.key, places[number % len(places)])

    def _protocols(self) -> None:
        """Tie the services of a district that work by a common procedure, but for the links that are missing."""
        frame = self.frame
        missing = {(link.district, link.kinds) for link in frame.truth.missing_links}
        of: dict[tuple[str, int], list[int]] = {}
        for row in frame.services:
            of.setdefault((row["service_kind"], row["district"]), []).append(row["key"])
        for one, other in plan()["protocols"]:
            for number, district in enumerate(frame.districts):
                if (district, (one, other)) in missing:
                    continue
                first, second = of[one, number], of[other, number]
                for place in range(max(len(first), len(second))):
                    self._tie("protocollo", first[place % len(first)], second[place % len(second)])

    def _body(self, kind: str, name: str, area: str | None) -> int:
        row = {"name": name, "institution_kind": kind, "area": area}
        self.frame.institutions.append(self._party("ist", len(self.frame.institutions), row))
        return self.key

    def _party(self, prefix: str, number: int, row: Row) -> Row:
        """Give a row the next key, and an id."""
        self.key += 1
        return {"key": self.key, "id": f"{prefix}:p{number + 1:06d}", **row}

    def _tie(self, kind: str, start: int, end: int) -> None:
        self.frame.ties.add(kind, [start], end, END - 400 - int(self.draw.integers(3000)))

    def _count(self, name: str) -> int:
        return max(3, round(self.frame.persons / int(plan()[name]["persons"])))

    def _one_of(self, things: Sequence[str]) -> str:
        return things[int(self.draw.integers(len(things)))]


def lists_of(frame: Frame, need: str | None, kinds: Iterable[str] = ()) -> list[list[Row]]:
    """
    Find the services that a comune's people may use.

    Parameters
    ----------
    frame
        Of the province.
    need
        A need that they offer to meet; None: any of some kinds.
    kinds
        Kinds of service, when no need is named.

    Returns
    -------
    list
        For each comune its own services and those of its district.
    """
    wanted = set(kinds)
    found = [
        row for row in frame.services if (need in row["needs"] if need else row["service_kind"] in wanted)
    ]
    return [
        [
            row
            for row in found
            if row["district"] == district and (row["comune"] is None or row["comune"] == place)
        ]
        for place, district in enumerate(frame.district_of)
    ]
