"""Answer what is asked of what the record holds as a table, and what is asked next of what was listed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.listed import TABLE
from apps.assistant.reading.words import normal
from apps.assistant.tables.asking import Found, tables_asked
from apps.assistant.tables.listed import Listed, listed_before
from apps.assistant.tables.onward import asked_next
from apps.assistant.tables.query import Condition, Query, found_rows
from apps.assistant.tables.table import spec_of
from apps.assistant.tables.telling import tell
from coordinator.network.named import names_of

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.tables.table import Spec
    from apps.assistant.whom.scene import Scene

OF_ALL = re.compile(
    r" (?:tutt[ie]|ogni|ciascun\w*|altr[ie]|distrett\w+|territori\w+|comun[ei]|nostr[ei]|mi[eo]i|person[ae]|assistit\w+"
    r"|utent[ei]|cas[oi]|percors[oi]|chi|quant[ie]|collegh[ie]|per serviz\w+) "
)
"""Words by which a question is of all, whoever is in mind."""

READ = "read: "
"""What begins where a question that was read is kept, while it is answered."""


def say_table(
    scene: Scene, question: str, named: Named, *, least: int = 1, strong: bool = True
) -> Reply | None:
    """
    Answer what is asked of a table.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    question
        In Italian.
    named
        Whom it names: the table is then of her alone.
    least
        How many things it must ask that the bare table does not say.
    strong
        Whether one of them must be what only a table knows.

    Returns
    -------
    Reply or None
        None where it calls no table by its name, asks less, or says more than is understood.
    """
    if len(named.people) > 1:
        return None
    key = (f"{READ}{question}", scene.person_id)
    if key not in scene.rows:
        scene.rows[key] = tables_asked(scene, question, named)
    found: list[Found] = scene.rows[key]
    found = [
        one
        for one in found
        if not (
            one.spec.of_one and not found_rows(one.rows, with_usual(one.spec, one.query))
        )  # others may know
        and one.weighs >= least + _elsewhere(scene, one, strong=strong)
        and (not strong or _alone_knows(one))
    ]
    if not found:
        return None
    meant = max(found, key=lambda one: one.query.parts)
    person_id = scene.person_id
    reply = tell_table(scene, question, meant)
    none = bool(reply.lines) and _none_of_hers(meant, person_id, question)
    name = names_of(scene.store, [person_id], scene.viewer).get(person_id, "") if none else ""
    return (
        replace(reply, head=f"Per {name}: {meant.spec.none} {meant.spec.one}. {reply.head}")
        if name
        else reply
    )


def _none_of_hers(found: Found, person_id: str, question: str) -> bool:
    """Say whether what is told is of others alone, where somebody is in mind and it was not asked of all."""
    spec, query = found.spec, with_usual(found.spec, found.query)
    if not person_id or found.query.person_id or not spec.of_person or OF_ALL.search(normal(question)):
        return False
    rows = found_rows(found.rows, replace(query, first=None))
    return any(row.person_id for row in rows) and all(row.person_id != person_id for row in rows)


def is_of_table(intent: str, table: str) -> bool:
    """
    Say whether an answer is of a kind whose lines are rows of the table that another was read from.

    Parameters
    ----------
    intent
        Kind of the one answer.
    table
        Kind of the other.

    Returns
    -------
    bool
        True for the budget's own answer and one of its table.
    """
    return table.startswith(TABLE) and intent in {*spec_of(table.removeprefix(TABLE)).intents, table}


def _elsewhere(scene: Scene, found: Found, *, strong: bool) -> int:
    """Say how much more a table must be asked while somebody is in mind of whom it is not: hers may be meant."""
    hers = strong and bool(found.query.person_id)  # what one may ask of one person has answers of its own
    return int(hers or (bool(scene.person_id) and not (found.query.shown or found.query.order)))


def _alone_knows(found: Found) -> bool:
    """Say whether a table alone knows what is asked: more than a kind of question does, or a thing of a named row."""
    known = found.spec.by_name or found.spec.plain
    named = known and any(one.column == found.spec.leads for one in found.query.conditions)
    return found.query.strong or bool(named and (found.query.shown or found.query.whether))


def say_table_onward(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer what is asked next of what was listed: "solo quelli di Rocca", "il secondo?", "chi se ne occupa?".

    Parameters
    ----------
    scene, question, named
        As `say_table` takes them.

    Returns
    -------
    Reply or None
        None where nothing was listed, or it asks something else.
    """
    if normal(question) == normal(scene.question):
        return None  # asked again, it is asked anew
    for listed in listed_before(scene):
        if (found := asked_next(scene, question, named, listed)) is not None:
            return tell_table(scene, question, found)
    return None


def tell_found(scene: Scene, found: Found) -> Reply:
    """
    Tell what was found.

    Parameters
    ----------
    scene
        The conversation.
    found
        What is asked of a table, and its rows.

    Returns
    -------
    Reply
        With what is usually meant, where nothing is said of it.
    """
    whose = found.query.person_id
    name = names_of(scene.store, [whose], scene.viewer).get(whose, "") if whose else ""
    return tell(found.spec, found.rows, with_usual(found.spec, found.query), scene.day, name)


def tell_table(scene: Scene, question: str, found: Found) -> Reply:
    """
    Tell what was found, and keep it in mind.

    Parameters
    ----------
    scene
        As `tell_found` takes it.
    question
        That it answers.
    found
        As `tell_found` takes it.

    Returns
    -------
    Reply
        The next question goes on from it.
    """
    scene.listed = Listed(found.spec.key, found.query, question)
    scene.person_id = found.query.person_id or scene.person_id
    return tell_found(scene, found)


def with_usual(spec: Spec, query: Query) -> Query:
    """
    Ask besides for what is meant where a question says nothing of it: what is still to be done, of what is due.

    Parameters
    ----------
    spec
        Of the table.
    query
        What was asked.

    Returns
    -------
    Query
        The same where it says so itself, or is of rows that were listed.
    """
    asked = {one.column for one in query.conditions} | {*query.shown}
    words = [
        (column, word)
        for column, said in spec.usual
        if query.among is None and asked.isdisjoint({column, *spec.usual_but})
        for word in spec.columns[column].words
        if word.said == said
    ]
    more = tuple(Condition(column, word.test, word.said, word.value) for column, word in words)
    return replace(query, conditions=(*more, *query.conditions))
