"""Answer a question about many persons of whom one thing or another holds: "con la badante o in carico all'ADI"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.census.names import names_here
from apps.assistant.census.patterns import plain
from apps.assistant.census.reading import EITHER, Reading
from apps.assistant.census.showing import LINKS, SHOWN, among_paths, show_many, with_facts
from apps.assistant.census.told import person_words, query_of
from apps.assistant.census.words import of_many, read_census
from apps.assistant.reading.of_many import Asked
from apps.assistant.reply import Line, Reply
from apps.components.words import count
from coordinator.network.census import census
from coordinator.network.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from apps.assistant.reading.of_many import Names
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

OR = (EITHER, "oppure", "od", "ovvero")
MOST = 3000
"""Persons that are put together for one answer."""

LONGEST = 10
"""Words at most of a condition."""

SENZA = ("senza", "priva", "prive", "privi")


class Parted(NamedTuple):
    """A question with "o", in its parts."""

    head: tuple[str, ...]  # what is asked of all
    first: tuple[str, ...]
    second: tuple[str, ...]
    rest: tuple[str, ...]  # what is asked of all, said after them
    joined: bool  # whether the second takes its first words from the first


def say_either(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Find those of whom one thing or another holds.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    question
        In Italian.
    named
        Who is named in it: a question that names somebody is of her.

    Returns
    -------
    Reply or None
        None where there is no "o", or what stands on either side of it is not understood.
    """
    if named.people or scene.person_id or not scene.viewer.may("read", "person") or not of_many(question):
        return None
    words = plain(question).split()
    if not any(one in OR for one in words):
        return None
    names = names_here(scene)
    plainly = read_census(question, scene.day, names)
    if plainly is not None and not plainly.rest:
        return None
    ways = _ways(words, scene.day, names)
    return _say(scene, ways) if ways else None


def _ways(words: Sequence[str], day: date, names: Names) -> list[Asked]:
    """Write a question with "o" as several without it; empty where one of them is not understood."""
    for one in parts(words, day, names):
        if one.first[0] in SENZA and one.second[0] in SENZA[:1] and one.joined:  # "senza badante o medico"
            ways = [(*one.head, *one.first, "e", *one.second, *one.rest)]
        else:
            ways = [(*one.head, *one.first, *one.rest), (*one.head, *one.second, *one.rest)]
        found = [_each(way, day, names) for way in ways]
        if all(found):
            return [asked for each in found for asked in each]
    return []


def _each(way: Sequence[str], day: date, names: Names) -> list[Asked]:
    """Read one way, which may hold an "o" itself; empty where it is not understood."""
    if any(one in OR for one in way):
        return _ways(way, day, names)
    asked = read_census(" ".join(way), day, names)
    return [among_paths(asked)] if asked is not None and asked.said and not asked.rest else []


def parts(words: Sequence[str], day: date, names: Names) -> Iterator[Parted]:
    """
    Part a question at its first "o", in each way that it may be meant.

    Parameters
    ----------
    words
        As `plain` writes them, one by one.
    day, names
        As `read_census` takes them.

    Yields
    ------
    Parted
        What stands before "o" is one condition, the last that is said; what stands behind it is one too, which may
        leave out the word that joins it: "con badante o caregiver".
    """
    at = next((place for place, one in enumerate(words) if one in OR), 0)
    left, right = tuple(words[:at]), tuple(words[at + 1 :])
    whole, _ = _read(left, day, names)
    for size in range(1, min(LONGEST, len(left)) + 1):
        head, first = left[:-size], left[-size:]
        if _read(first, day, names) != (1, "") or _read(head, day, names)[0] != whole - 1:
            continue
        for joined in ((), first[:1], first[:2]):
            ends = [
                end
                for end in range(1, min(LONGEST, len(right)) + 1)
                if _read((*joined, *right[:end]), day, names) == (1, "") and right[end - 1] not in OR
            ]
            if ends:
                end = max(ends)
                yield Parted(head, first, (*joined, *right[:end]), right[end:], bool(joined))


def _read(words: Sequence[str], day: date, names: Names) -> tuple[int, str]:
    """Say how many things some words ask for, and what of them is not understood."""
    reading = Reading(f" {' '.join(words)} ", day, names)
    reading.read()
    return len(reading.asked.said), reading.left()


def _say(scene: Scene, ways: Sequence[Asked]) -> Reply | None:
    """Put together those who are found in one way or another."""
    lines: dict[str, Line] = {}
    order: dict[str, str] = {}
    among, of_followed = 0, True
    queries: list[str] = []
    for asked in ways:
        resolved = with_facts(scene, asked)
        if isinstance(resolved, Reply):
            return resolved
        found_of, told = resolved
        of_followed = of_followed and found_of.wanted.of_followed
        found = census(
            scene.store,
            found_of.wanted,
            scene.day,
            scene.viewer,
            limit=MOST,
            mine=asked.mine,
            phones=asked.phones,
        )
        if found.total > MOST:
            return None
        among, queries = max(among, found.among), [*queries, query_of(scene, asked)]
        for one in found.first:
            line = Line(person_words(one, asked, scene.day, told.get(one.id, "")), one.id)
            lines.setdefault(one.id, line)
            order.setdefault(one.id, one.name)
    said = _said(ways)
    together = Asked(wanted=Wanted(within=frozenset(lines)), said=(said,))
    scene.many, scene.intent = together, ""
    first = ways[0]
    if first.by or first.mean or first.share:
        return show_many(scene, replace(together, by=first.by, mean=first.mean, share=first.share))
    ids = sorted(lines, key=lambda one: order[one].split()[::-1])
    shown = [lines[one] for one in ids[:SHOWN]]
    if len(ids) > SHOWN:
        shown.append(Line(f"e altre {len(ids) - SHOWN}"))
    followed = " seguite" if of_followed else ""
    many = (
        count(len(ids), f"persona{' seguita' if followed else ''}", f"persone{followed}")
        if ids
        else "Nessuna persona"
    )
    head = f"{many} {said}, su {among} che vedi{':' if ids else '.'}"
    read = queries[0].partition("; condizioni")[0].rstrip(".")
    return Reply("census", head, tuple(shown), query=f"{read}; condizioni: {said}.", links=LINKS)


def _said(ways: Sequence[Asked]) -> str:
    """Say what holds of all, and then the one thing or the other."""
    common = [one for one in ways[0].said if all(one in way.said for way in ways)]
    apart = [" e ".join(one for one in way.said if one not in common) for way in ways]
    return ", ".join([*common, " oppure ".join(dict.fromkeys(one for one in apart if one))])
