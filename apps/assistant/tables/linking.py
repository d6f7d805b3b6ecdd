"""Find what a question names of that which a table holds: a service, a body, a colleague, by some of its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.tables.table import Row, Spec

ENOUGH = 0.5
"""Share of the telling words of a name by which it is named."""

COMMON = 0.4
"""Share of the names of a column beyond which a word in them tells none."""

FEW = 4
"""Names of a column from which on a word may be common."""

JOINTS = frozenset({"di", "del", "della", "dell'", "dei", "delle", "a", "al", "il", "la", "le", "i", "lo"})
"""Words that may stand between the words of a name."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a question names."""

    column: str
    values: tuple[str, ...]  # as the table writes them
    typed: tuple[str, ...]  # as the question does, the longest first


def linked(words: str, spec: Spec, rows: Sequence[Row]) -> Link | None:
    """
    Find the value that a question names most fully.

    Parameters
    ----------
    words
        What is not yet read of the question, as `split` writes it.
    spec
        Of the table.
    rows
        Its rows.

    Returns
    -------
    Link or None
        None where it names nothing that the table holds.
    """
    if (known := _called(words, spec, rows)) is not None:
        return known
    typed = words.split()
    stems = [next(iter(terms(one)), "") if len(one) > 1 else "" for one in typed]
    best: tuple[float, float, Link] | None = None
    for column in (one for one in spec.columns.values() if one.linked):
        names = {name for row in rows if row.cell(column.key).written for name in row.cell(column.key).parts}
        telling = _telling(names)
        found = {
            name: len(held & set(stems)) / len(held)
            for name, held in telling.items()
            if held and held & set(stems)
        }
        many = {name: len(telling[name] & set(stems)) for name in found}
        most = max(many.values(), default=0)
        held_best = {name: share for name, share in found.items() if many[name] == most and share >= ENOUGH}
        if not held_best:
            continue
        share = max(held_best.values())
        chosen = tuple(sorted(name for name, one in held_best.items() if one == share))
        asked = frozenset().union(*(telling[name] for name in chosen))
        at = [index for index, stem in enumerate(stems) if stem and stem in asked]
        one = Link(column.key, chosen, _typed(typed, at))
        if best is None or (most, share) > best[:2]:
            best = (most, share, one)
    return best[2] if best else None


def names_lead(words: str, spec: Spec, rows: Sequence[Row]) -> bool:
    """
    Say whether a question names one of the rows of a table.

    Parameters
    ----------
    words
        As `split` writes it.
    spec
        Of the table.
    rows
        Its rows.

    Returns
    -------
    bool
        By enough of what leads it, or by another name.
    """
    lead = replace(spec, columns={spec.leads: spec.columns[spec.leads]})
    return linked(words, lead, rows) is not None


def _called(words: str, spec: Spec, rows: Sequence[Row]) -> Link | None:
    """Find rows by another name of what leads them: "csm"; the longest name first."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for name in row.called:
            if f" {name} " in words:
                found.setdefault(name, []).append(row.cell(spec.leads).shown)
    if not found:
        return None
    name = max(found, key=len)
    return Link(spec.leads, tuple(dict.fromkeys(found[name])), (name,))


def _telling(names: set[str]) -> dict[str, frozenset[str]]:
    """Keep of each name the words that tell it from others."""
    held = {name: frozenset(terms(name)) for name in names}
    counts = Counter(stem for stems in held.values() for stem in stems)
    common = {stem for stem, many in counts.items() if len(names) >= FEW and many > COMMON * len(names)}
    return {name: stems - common or stems for name, stems in held.items()}


def _typed(typed: Sequence[str], at: Sequence[int]) -> tuple[str, ...]:
    """Return the words at some places: all together where nothing else stands between them, and each by itself."""
    first, last = min(at), max(at)
    whole = all(index in at or typed[index] in JOINTS for index in range(first, last + 1))
    each = tuple(dict.fromkeys(typed[index] for index in at))
    return (" ".join(typed[first : last + 1]), *each) if whole and len(at) > 1 else each
