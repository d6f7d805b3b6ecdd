"""Read what is asked next of rows that were listed: some of them, others like them, one thing more of each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.tables.asked_words import any_of, goes_on, shared, split
from apps.assistant.tables.asking import Found
from apps.assistant.tables.keeping import own_name, rows_of
from apps.assistant.tables.linking import names_lead
from apps.assistant.tables.measures import COUNTED
from apps.assistant.tables.query import Condition, Query, found_rows, joined, of_others
from apps.assistant.tables.reading import Reading
from apps.assistant.tables.table import spec_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.tables.listed import Listed
    from apps.assistant.tables.table import Row, Spec
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person

HAVE_IT = re.compile(r"(?<! non)(?<! ne) ce l' ?(?:ha|hanno|abbiamo|avrebbe|avrebbero) ")
"""How one turns from those who lack something to those who have it."""

HERS = re.compile(r" su[oa] ")
"""What is of one alone."""

PERSONS = ("per:", "pra:")
"""How the ids of those begin of whom one asks as of a person."""

LONG = 18
"""Words at most of a question that goes on from what was listed."""


def asked_next(scene: Scene, question: str, named: Named, listed: Listed) -> Found | None:
    """
    Read what is asked next of the rows of one table.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    question
        In Italian.
    named
        Whom it names.
    listed
        What was listed.

    Returns
    -------
    Found or None
        None where it asks something else.
    """
    spec = spec_of(listed.table)
    but = spec.person and re.search(f" {shared()['but']} *$", split(named.rest))
    people = () if but else _among(scene, named, listed)  # she alone is left out
    if len(people) > 1 and names_lead(split(question), spec, rows_of(scene, *listed.rows) or []):
        people = ()  # one of those listed is called so
    if len(people) > 1 or (people and not spec.of_person):
        return None
    words = split(named.rest if people else question)
    if len(words.split()) > LONG:
        return None
    if listed.query.among is not None and any(re.search(one, words) for one in spec.leave_next):
        return None
    if (
        spec.of_one
        and HERS.search(words)
        and len(found_rows(rows_of(scene, *listed.rows) or (), listed.query)) > 1
    ):
        return None  # of her, and of no one of several others
    whose = people[0].id if people else ""
    rows = rows_of(scene, listed.table, whose or listed.query.person_id)
    if rows is None:
        return None
    if not whose and scene.person_id and _is_of_her(words, found_rows(rows, listed.query)):
        return None
    blank = Query(listed.table, person_id=whose)
    about = _counted(spec, listed.query)
    reading = Reading(words, spec, rows, scene.day, blank, own_name(scene, spec), onward=True, about=about)
    now = reading.read()
    if reading.left or not (now.parts or now.counts or whose) or (now.named and not goes_on(words)):
        return None
    if listed.query.among is not None and not now.parts and not (whose and listed.query.asks):
        return None  # how many they are, and the same of one of them, says who listed them
    before = _turned(words, listed.query)
    names = tuple(one for one in before.conditions if one.column == spec.leads)
    alone = bool(names or before.among) and len(found_rows(rows, replace(before, conditions=names))) == 1
    of_it = bool({one.column for one in now.conditions} & {*spec.plain})
    if before.whether and (now.asks or of_it) and alone:
        before = replace(before, conditions=names)  # what was asked of it chooses nothing
    one = now.whether and before.first == 1 and bool(now.conditions)  # "è già pagata?", of the one told
    if now.others or one or ((before.first or 0) > 1 and now.conditions):
        chosen = {row.key for row in found_rows(rows, before)}
        among = tuple(row.key for row in rows if (row.key in chosen) is not now.others)
        kept = () if now.others else before.conditions
        before = replace(before, conditions=kept, among=among, first=None, skip=0, order="")
    days = bool(now.conditions) and all(one.column == spec.days for one in now.conditions)
    if before.among is not None and days and not now.asks and not spec.alike:
        return None  # other days than those of which another answer told: they are not among its rows
    query = joined(before, now)
    elsewhere = whose and whose not in {key[0] for key in query.among or [(whose,)]}
    if elsewhere and not (now.asks or before.asks):
        return None  # the same of somebody else, and what was asked of these is not known here
    if elsewhere:
        query = replace(query, among=None)  # of somebody else than those who were listed
    another = any(
        one.column == spec.leads or spec.columns[one.column].swaps for one in now.conditions
    )  # names one that was not listed
    if alone and not now.asks and of_it:
        query = replace(query, whether=True, shown=())
    chooses = now.conditions or now.order
    if chooses and (another or not ((alone or one) and query.whether)) and not found_rows(rows, query):
        others = _alike(spec, rows, listed.query, of_others(listed.query, now), another=another)
        if listed.query.among is not None and not (now.asks or before.asks or spec.alike):
            return None  # the same of others, and what was asked of these is not known here
        query = others if found_rows(rows, others) else query
        afresh = replace(now, person_id=query.person_id)  # "e quelle rifiutate?", after those that are late
        if now.conditions and not (another or found_rows(rows, query)) and listed.query.among is None:
            query = afresh if found_rows(rows, afresh) else query
        if spec.alike and not found_rows(rows, query):
            return None  # by what it is not counted is said elsewhere
    return Found(spec, rows, query)


def _turned(words: str, before: Query) -> Query:
    """Ask of those who have what the ones listed lack: "e quanti ce l'hanno?", after "chi non ha il piano?"."""
    if not HAVE_IT.search(words):
        return before
    turned = tuple(
        replace(one, not_=not one.not_, said=f"tranne «{one.said}»") if one.test == "empty" else one
        for one in before.conditions
    )
    return replace(before, conditions=turned)


def _alike(spec: Spec, rows: Sequence[Row], before: Query, others: Query, *, another: bool) -> Query:
    """Ask of others for what stays the same in them: the indicator that was listed, elsewhere."""
    if not spec.alike or another:
        return others
    held = frozenset(
        row.cell(spec.alike).shown for row in found_rows(rows, replace(before, first=None, skip=0))
    )
    same = Condition(spec.alike, "among", " o ".join(sorted(held)), held)
    return replace(others, conditions=(same, *others.conditions))


def _counted(spec: Spec, query: Query) -> str:
    """Name the column of numbers of which a query asks: by which it puts in order, or which it bounds."""
    asked = (query.order, *(one.column for one in query.conditions), *query.shown)
    return next((one for one in asked if one and spec.columns[one].sort in COUNTED), "")


def _among(scene: Scene, named: Named, listed: Listed) -> tuple[Person, ...]:
    """Choose of those whom a question may name the ones who were listed, where there are any."""
    told = {key[0] for key in listed.query.among or ()}
    found = tuple(one for one in named.people if one.id in told) or named.people
    if len(found) > 1 and not spec_of(listed.table).of_one:  # who else has such a row
        held = {row.person_id for row in rows_of(scene, listed.table, "") or ()}
        found = tuple(one for one in found if one.id in held) or found
    return found


def _is_of_her(words: str, listed: Sequence[Row]) -> bool:
    """Say whether a question is of the person in mind: it is asked of one, and what was listed is no one person."""
    asked = any_of("personal", words)
    one = len({row.party_id for row in listed}) == 1 and listed[0].party_id[:4] in PERSONS
    return asked and not one
