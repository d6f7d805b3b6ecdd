"""Read a question over each table that it calls by its name, by a service's, or by a row's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.census.names import names_here
from apps.assistant.reading.asides import without_asides
from apps.assistant.tables.asked_words import any_of, split
from apps.assistant.tables.keeping import TABLES, own_name, rows_of
from apps.assistant.tables.linking import names_lead
from apps.assistant.tables.query import Query
from apps.assistant.tables.reading import Reading
from apps.assistant.tables.table import Row, Spec, spec_of

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

MOST_NAMED = 4
"""Words at most of a name, as a question writes it."""

ANYBODY = "chi chiede"
"""What stands for who asks, before her name is read."""


class Found(NamedTuple):
    """What a question asks of a table, and its rows."""

    spec: Spec
    rows: list[Row]
    query: Query

    @property
    def weighs(self) -> int:
        """How many things it asks; to call some tables by their name is one."""
        parts = self.query.parts
        return parts + (self.spec.eager and self.query.named and parts > 0)


def tables_asked(scene: Scene, question: str, named: Named) -> list[Found]:
    """
    Read a question over each table that it calls.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    question
        In Italian.
    named
        Whom it names: the table is then of her alone.

    Returns
    -------
    list of Found
        Those tables that read all of its words.
    """
    if (near := _near_her(scene, question, named)) is not None:
        return [near]
    person_id = named.people[0].id if named.people else scene.person_id
    words = split(without_asides(named.rest if named.people else question)[0])
    if any_of("takes_out", words):
        return []  # an order to write: nothing was listed to leave it out of
    whose = {key: _whose(spec_of(key), words, named, person_id) for key in TABLES}
    called = [_read(scene, key, words, whose[key], by_lead=False) for key in TABLES]
    if not any(called):  # a row's name calls one where nothing else does
        called = [_read(scene, key, words, whose[key]) for key in TABLES if spec_of(key).by_lead]
    return [one for one in called if one is not None]


def _near_her(scene: Scene, question: str, named: Named) -> Found | None:
    """Read a question that names one who is around the person in mind: of that one's own tie with her."""
    if not named.people or scene.person_id in {"", named.people[0].id}:
        return None
    for key in (key for key in TABLES if spec_of(key).of_one):
        rows = rows_of(scene, key, scene.person_id) or []
        if all(row.party_id != named.people[0].id for row in rows):
            continue
        found = _read(scene, key, split(question), scene.person_id)
        leads = spec_of(key).leads
        asked = found.query.conditions if found else ()
        itself = any(one.column == leads and not one.not_ for one in asked)
        if found and any(one.column == leads and one.not_ for one in asked):
            return found  # "tranne Lucia"
        if found and itself and found.query.shown:
            return None if any(spec_of(key).columns[one.column].calls for one in asked) else found
    return None


def _read(scene: Scene, key: str, words: str, person_id: str, *, by_lead: bool = True) -> Found | None:
    """Read a question of one table; None where it does not call it, or says more than is understood."""
    spec = spec_of(key)
    calls = Reading(words, spec, (), scene.day, Query(key)).calls or (
        spec.by_name and _names_service(scene, words)
    )
    by_lead = by_lead and spec.by_lead and bool(person_id)
    if (spec.of_one and not person_id) or not (calls or by_lead):
        return None
    if any(re.search(one, words) for one in spec.leave) or not _may_ask(
        scene, spec, words, person_id, calls=calls
    ):
        return None
    if spec.of_one and any_of("personal", words):
        return None
    rows = rows_of(scene, key, person_id)
    if not rows or not (calls or names_lead(words, spec, rows)):
        return None
    of_all = (
        "" if person_id else re.sub(f" (?:{'|'.join(spec.of_many)}) ", " | ", words) if spec.of_many else ""
    )
    for one in dict.fromkeys((words, of_all or words)):  # "nel distretto", where no column is called so
        blank = Query(key, person_id=person_id, of_all=of_all not in ("", words))
        reading = Reading(one, spec, rows, scene.day, blank, own_name(scene, spec))
        query = reading.read()
        if not reading.left:
            return Found(spec, rows, query)
    return None


def _may_ask(scene: Scene, spec: Spec, words: str, person_id: str, *, calls: bool) -> bool:
    """Say whether a question may be one of a table, so that its rows are worth reading: what is left may be a name."""
    reading = Reading(words, spec, (), scene.day, Query(spec.key, person_id=person_id), own=ANYBODY)
    query, left = reading.read(), len(reading.left.split())
    return left <= MOST_NAMED and bool(query.parts or (left and calls))


def _names_service(scene: Scene, words: str) -> bool:
    """Say whether a question names a service of the directory."""
    return any(f" {name} " in words for name in names_here(scene).services)


def _whose(spec: Spec, words: str, named: Named, person_id: str) -> str:
    """Say of whom a table is read: of the one in mind where the question is not of many by its words."""
    of_all = not named.people and any(re.search(f" (?:{one}) ", words) for one in spec.of_many)
    return "" if of_all or not spec.of_person else person_id
