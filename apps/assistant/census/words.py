"""Read a question about many persons: what is asked of each, in which order, counted by what."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from apps.assistant.census.path_facts import SENDERS, sender_named
from apps.assistant.census.patterns import any_of, patterns, plain
from apps.assistant.census.reading import Reading
from apps.assistant.reading.of_many import Fact, Names
from coordinator.network.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from apps.assistant.reading.of_many import Asked


BRIEF = 5
"""Words at most of a question that only parts those asked for before."""

APART: Mapping[str, tuple[str, str]] = {
    "sex": ("sex", "donne|uomini"),
    "area": ("areas", "(?:non )?di [A-Z].*"),
}
"""By what persons are parted → the condition that would leave one part alone, and how it is said."""

FROM = re.compile(r"^ (?:dall'\s?|(?:da|dal|dalla|dai|dagli|dalle) )(?P<who>[a-z ]+?) $")
"""How a question names others who sent persons."""

YEARS = re.compile(r"con \d+ anni o (?:più|meno)")
"""A bound of age, as it is told."""

ENOUGH = 2
"""Things asked of each that show by themselves that a question is of many persons."""


def read_census(question: str, day: date, names: Names) -> Asked | None:
    """
    Read a question about many persons.

    Parameters
    ----------
    question
        In Italian.
    day
        The day of the question.
    names
        Of services, places and phases.

    Returns
    -------
    Asked or None
        None when it does not ask how many or who and asks fewer than two things, or asks nothing of them.
    """
    words = plain(question)
    reading = Reading(words, day, names)
    reading.read()
    asked, counts = reading.asked, any_of("how_many", words)
    asks = counts or any_of("who", words) or any_of("persons", words) or asked.share or asked.mean
    if not asks and len(asked.said) < ENOUGH:
        return None
    if not (
        asked.said
        or asked.by
        or asked.mine
        or asked.mean
        or asked.facts
        or asked.wanted.order != "name"
        or (counts and (any_of("persons", words) or any_of("followed", words)))
    ):
        return None
    bare = not (counts or asked.by or asked.mean or any_of("who", words)) and reading.alone_a_kind()
    if asked.by in {"phase", "source"} and not asked.facts:
        asked = replace(asked, facts=(Fact("open"),), said=(*asked.said, "con un percorso aperto"))
    return None if bare else replace(_years_once(asked), rest=reading.left())


def _years_once(asked: Asked) -> Asked:
    """Leave out a bound of age that another holds already: "anziani sopra i 75" are of 76 years or more."""
    wanted = asked.wanted
    if (wanted.least_age or 0) > (
        wanted.most_age or sys.maxsize
    ):  # "quanti minori e quanti anziani": both, apart
        said = tuple(one for one in asked.said if not YEARS.fullmatch(one))
        return replace(
            asked, wanted=replace(wanted, least_age=None, most_age=None), said=said, by=asked.by or "age"
        )
    bounds = {f"con {wanted.least_age} anni o più", f"con {wanted.most_age} anni o meno"}
    said = tuple(one for one in asked.said if one in bounds or not YEARS.fullmatch(one))
    return replace(asked, said=tuple(dict.fromkeys(said)))


def asks_something(question: str, day: date) -> bool:
    """
    Say whether something is asked of each of many, if it is of many that a question asks.

    Parameters
    ----------
    question, day
        As `read_census` takes them.

    Returns
    -------
    bool
        False where nothing is read but what the record may name.
    """
    reading = Reading(plain(question), day, Names({}, {}, {}))
    reading.read()
    return bool(reading.asked.said)


def read_onward(question: str, before: Asked, day: date, names: Names) -> Asked | None:
    """
    Read a question that goes on from one about many persons: "e a Rocca?", "solo le donne".

    Parameters
    ----------
    question
        As `read_census` takes it.
    before
        What was asked.
    day, names
        As `read_census` takes them.

    Returns
    -------
    Asked or None
        All that was asked, with what is asked now in its place or beside it; None for another question.
    """
    words = plain(question)
    if any(re.fullmatch(pattern, words.strip()) for pattern in patterns()["again"]):
        return before
    if any(re.fullmatch(pattern, words.strip()) for pattern in patterns()["again_who"]):
        return replace(before, helpers=True)
    begins = (re.match(rf" (?:{one}) ", words) for one in patterns()["onward"])
    begun = max((one[0] for one in begins if one), key=len, default="")
    reading = Reading(f" {words[len(begun) :]}", day, names)
    reading.read()
    now = reading.asked
    if not begun and not _only_splits(words, now):
        return None
    if (
        elsewhere := _other_service(reading, before) or _other_sender(f" {words[len(begun) :]}", before)
    ) is not None:
        return elsewhere
    told = now.said or now.by or now.mean or now.then or now.share or now.phones or now.wanted.order != "name"
    if reading.left() or not told:
        return None
    blank = Wanted()
    changed = {one.name: getattr(now.wanted, one.name) for one in fields(Wanted)}
    changed = {
        name: value for name, value in changed.items() if name != "ties" and value != getattr(blank, name)
    }
    kept = tuple(said for said in before.said if not _instead(said, now.said))
    if (
        now.by is not None and now.by in APART and not now.said
    ):  # parted by what was chosen before: all are parted
        changed[APART[now.by][0]] = getattr(blank, APART[now.by][0])
        kept = tuple(said for said in kept if not re.fullmatch(APART[now.by][1], said))
    figure = now if now.by or now.mean or now.then or now.share else before
    return replace(
        before,
        wanted=replace(before.wanted, **changed, **_both(before.wanted, now.wanted)),
        said=(*kept, *now.said),
        facts=tuple(dict.fromkeys((*before.facts, *now.facts))),
        mine=now.mine or before.mine,
        by=now.by,
        mean=figure.mean,
        then=figure.then,
        share=figure.share,
        phones=now.phones or before.phones,
    )


def _only_splits(words: str, now: Asked) -> bool:
    """Say whether some words do nothing but part those asked for before: "per comune?", "gli uomini?", "a Rocca?"."""
    asks = any_of("how_many", words) or any_of("who", words)
    if len(words.split()) > BRIEF or now.facts or (asks and not now.share):
        return False
    told = now.wanted
    apart = Wanted(sex=told.sex, areas=told.areas)
    return told == apart and bool(now.by or now.mean or now.then or now.share or told != Wanted())


def _both(before: Wanted, now: Wanted) -> dict[str, Any]:
    """Ask the ties that were asked before together with those asked now, these in the place of their like."""
    if not now.ties:
        return {}
    kept = (
        one
        for one in before.ties
        if (one.kinds, one.others) not in {(two.kinds, two.others) for two in now.ties}
    )
    return {"ties": (*kept, *now.ties)}


def _other_service(reading: Reading, before: Asked) -> Asked | None:
    """Ask the same of those of another service: "e il centro diurno?"; None where something else is asked."""
    ties = before.wanted.ties
    if not reading.bare or len(reading.asked.wanted.ties) > 1 or not any(one.others for one in ties):
        return None
    if reading.left():
        return None
    now = reading.asked
    ties = tuple(replace(one, others=reading.services) if one.others else one for one in ties)
    said = tuple(re.sub("«[^»]*»", lambda _: reading.service(), one) for one in before.said)
    areas = now.wanted.areas or before.wanted.areas
    kept = tuple(one for one in said if not _instead(one, now.said))
    more = (one for one in now.said if "«" not in one)
    return replace(before, wanted=replace(before.wanted, ties=ties, areas=areas), said=(*kept, *more))


def _other_sender(words: str, before: Asked) -> Asked | None:
    """Ask for those whom others sent: "e dai vicini?"; None where something else is asked."""
    sent = next((one for one in before.facts if one.key == "sent_by"), None)
    found = FROM.match(words)
    sender = sender_named(found["who"]) if sent is not None and found is not None else ""
    if sent is None or not sender:
        return None
    old = SENDERS[str(sent.arg).partition(":")[0]][0]
    facts = tuple(Fact("sent_by", arg=sender) if one is sent else one for one in before.facts)
    said = tuple(f"segnalate {SENDERS[sender][0]}" if old in one else one for one in before.said)
    return replace(before, facts=facts, said=said)


def of_many(question: str) -> bool:
    """
    Say whether a question speaks of many, also while somebody is in mind.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        By its words alone: "chi …", "elenco …", "quanti hanno …", "persone …".
    """
    words = plain(question)
    return any_of("list", words) or any_of("persons", words) or bool(re.search(patterns()["plural"], words))


def _instead(before: str, now: Sequence[str]) -> bool:
    """Say whether one of the things asked now is of the same sort as one asked before."""
    sorts = ("di ", "con bisogno", "che vivono", "donne", "uomini")
    years = before.endswith((" anni", " anni o più", " anni o meno"))
    return any(
        (years and one.endswith((" anni", " anni o più", " anni o meno")))
        or any(before.startswith(sort) and one.startswith(sort) for sort in sorts)
        or {before, one} == {"donne", "uomini"}
        for one in now
    )
