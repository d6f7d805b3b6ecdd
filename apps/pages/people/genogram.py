"""Draw a person's family as a genogram: a square for a man, a circle for a woman, a row a generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.network.households import COUPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coordinator.network.households import FamilyTie, Genogram, Relative

STEP, ROW, SIZE, MARGIN = 118.0, 148.0, 23.0, 64.0
"""Room of a person, height of a generation, half a symbol, room at the edges: in units of the picture."""

NAMES = 54.0
"""Room that a name and years take under a symbol."""

ROUNDS = 8
"""Times that rows are moved towards their parents and children."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A relative on the picture."""

    relative: Relative
    x: float
    y: float
    lines: tuple[str, ...]  # of the name
    years: str
    home: bool  # whether she lives with the person


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of the picture."""

    path: str
    kind: str  # couple, parted, child, other, conflict


@dataclass(frozen=True, slots=True)
class Picture:
    """The genogram, ready to be written as SVG."""

    width: float
    height: float
    symbols: tuple[Symbol, ...]
    strokes: tuple[Stroke, ...]


def draw_genogram(found: Genogram) -> Picture:
    """
    Lay a genogram out: the same family is always drawn the same.

    Parameters
    ----------
    found
        The family.

    Returns
    -------
    Picture
        Generations from the top, couples side by side, children under their parents.
    """
    places = _columns(found)
    top = min((one.generation for one in found.relatives), default=0)
    left = min(places.values(), default=0.0)
    homes = {home for one in found.relatives if one.id == found.person_id for home in one.households}
    symbols = {
        one.id: Symbol(
            one,
            MARGIN + (places[one.id] - left) * STEP,
            MARGIN * 0.7 + (one.generation - top) * ROW,
            _lines(one.name),
            _years(one),
            bool(homes & set(one.households)) and one.id != found.person_id,
        )
        for one in found.relatives
    }
    width = max((one.x for one in symbols.values()), default=0.0) + MARGIN
    height = max((one.y for one in symbols.values()), default=0.0) + 92.0
    return Picture(width, height, tuple(symbols.values()), tuple(_strokes(found, symbols)))


def _columns(found: Genogram) -> dict[str, float]:
    """Give each relative a column: couples together, families under their parents, nobody on another."""
    rows: dict[int, list[list[str]]] = {}
    for one in found.relatives:
        if not any(one.id in unit for unit in rows.get(one.generation, ())):
            unit = _couple(one, found)
            rows.setdefault(one.generation, []).append(unit)
    near = _kin(found.ties)
    at = {party: float(n) for units in rows.values() for n, party in enumerate(sum(units, []))}
    for turn in range(ROUNDS):
        for generation in sorted(rows, reverse=bool(turn % 2)):
            wish = {
                id(unit): _mean([at[kin] for one in unit for kin in near.get(one, ()) if kin not in unit])
                for unit in rows[generation]
            }
            here = {id(unit): _mean([at[one] for one in unit]) or 0.0 for unit in rows[generation]}
            wanted = {key: here[key] if value is None else value for key, value in wish.items()}
            rows[generation].sort(key=lambda unit: (wanted[id(unit)], unit[0]))
            at |= _seat(rows[generation], wanted)
    return at


def _seat(units: Iterable[list[str]], wanted: Mapping[int, float]) -> dict[str, float]:
    """Seat the units of a row as near as can be to where they want to be, in their order."""
    at: dict[str, float] = {}
    free = float("-inf")
    for unit in units:
        start = max(wanted[id(unit)] - (len(unit) - 1) / 2, free)
        at |= {one: start + place for place, one in enumerate(unit)}
        free = start + len(unit)
    return at


def _couple(one: Relative, found: Genogram) -> list[str]:
    """Return a relative with her partners, in the order of birth around her."""
    same = {other.id for other in found.relatives if other.generation == one.generation}
    partners = [
        tie.to_id if tie.from_id == one.id else tie.from_id
        for tie in found.ties
        if tie.kind in COUPLES and one.id in (tie.from_id, tie.to_id)
    ]
    beside = [party for party in dict.fromkeys(partners) if party in same and party != one.id]
    return [*beside[1:], one.id, *beside[:1]]


def _kin(ties: Iterable[FamilyTie]) -> dict[str, list[str]]:
    """Return the parents and children of each relative, each once."""
    near: dict[str, list[str]] = {}
    for tie in ties:
        if tie.kind == "genitore":
            for one, other in ((tie.from_id, tie.to_id), (tie.to_id, tie.from_id)):
                if other not in near.setdefault(one, []):
                    near[one].append(other)
    return near


def _strokes(found: Genogram, symbols: Mapping[str, Symbol]) -> Iterable[Stroke]:
    """Draw couples, then children under them, then kin without parents here, then conflicts."""
    parents: dict[str, list[str]] = {}
    for tie in found.ties:
        if tie.kind == "genitore" and tie.from_id not in parents.setdefault(tie.to_id, []):
            parents[tie.to_id].append(tie.from_id)
    dead = {one.id for one in found.relatives if one.died_on is not None}
    for tie in found.ties:
        if tie.kind in COUPLES:
            a, b = (symbols[party] for party in (tie.from_id, tie.to_id))
            parted = tie.kind == "ex_coniuge" or (
                tie.until is not None and not dead & {tie.from_id, tie.to_id}
            )
            yield Stroke(f"M{a.x:.0f},{a.y:.0f}H{b.x:.0f}", "parted" if parted else "couple")
    for child, above in parents.items():
        yield Stroke(_descent([symbols[one] for one in above], symbols[child]), "child")
    for tie in found.ties:
        known = {tie.from_id, tie.to_id} <= parents.keys() if tie.kind == "fratello" else False
        through = tie.kind in {"nonno", "zio"} and tie.to_id in parents
        if tie.kind in {"fratello", "nonno", "zio"} and not known and not through:
            yield Stroke(_arc(symbols[tie.from_id], symbols[tie.to_id]), "other")
    quarrels = {frozenset((tie.from_id, tie.to_id)) for tie in found.ties if tie.conflict}
    for pair in sorted(quarrels, key=sorted):
        a, b = sorted((symbols[party] for party in pair), key=lambda one: (one.y, one.x))
        yield Stroke(_zigzag(a, b), "conflict")


def _descent(above: list[Symbol], child: Symbol) -> str:
    """Draw the line from the middle of the parents to their child."""
    x, y = sum(one.x for one in above) / len(above), above[0].y
    bend = child.y - ROW / 2 + 26
    start = y if len(above) > 1 else y + SIZE
    return f"M{x:.0f},{start:.0f}V{bend:.0f}H{child.x:.0f}V{child.y - SIZE:.0f}"


def _arc(a: Symbol, b: Symbol) -> str:
    """Draw a bow over two relatives."""
    lift = min(a.y, b.y) - SIZE - 26
    return f"M{a.x:.0f},{a.y - SIZE:.0f}Q{(a.x + b.x) / 2:.0f},{lift:.0f} {b.x:.0f},{b.y - SIZE:.0f}"


def _zigzag(a: Symbol, b: Symbol) -> str:
    """Draw a jagged line between two relatives, from edge to edge of their symbols."""
    dx, dy = b.x - a.x, b.y - a.y
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    ux, uy = dx / length, dy / length
    under = NAMES if dy > abs(dx) else 4.0  # the name of the upper one is not struck through
    start, end = SIZE + under, length - SIZE - 4
    count = max(4, int((end - start) / 9))
    points = []
    for n in range(count + 1):
        along = start + (end - start) * n / count
        side = 0.0 if n in {0, count} else (5.0 if n % 2 else -5.0)
        points.append(f"{a.x + ux * along - uy * side:.1f},{a.y + uy * along + ux * side:.1f}")
    return "M" + "L".join(points)


def _mean(numbers: list[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _lines(name: str) -> tuple[str, ...]:
    """Break a name into two lines that fit under a symbol."""
    words = name.split()
    return (name,) if len(name) <= 14 or len(words) < 2 else (" ".join(words[:-1]), words[-1])


def _years(one: Relative) -> str:
    """Write years of birth and death: ``"1938–2024"``."""
    born = str(one.born_on.year) if one.born_on else "?"
    if one.died_on:
        return f"{born}–{one.died_on.year}"
    return born if one.born_on else ""
