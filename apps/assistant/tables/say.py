"""Say which table a question asks, what it asks of it, and what one asks next of what was listed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.census.names import names_here
from apps.assistant.reading.asides import without_asides
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.assistant.tables.linking import names_lead
from apps.assistant.tables.of_actions import read_actions
from apps.assistant.tables.of_agreements import read_agreements
from apps.assistant.tables.of_calls import read_calls
from apps.assistant.tables.of_cases import read_path_rows
from apps.assistant.tables.of_choices import read_choices
from apps.assistant.tables.of_colleagues import read_colleagues
from apps.assistant.tables.of_contacts import read_contacts
from apps.assistant.tables.of_dues import read_dues
from apps.assistant.tables.of_given import read_given
from apps.assistant.tables.of_goals import read_goals
from apps.assistant.tables.of_helpers import read_helpers
from apps.assistant.tables.of_indicators import read_indicators
from apps.assistant.tables.of_log import read_log
from apps.assistant.tables.of_needs import read_needs
from apps.assistant.tables.of_referrals import read_referrals
from apps.assistant.tables.of_scales import read_scales
from apps.assistant.tables.of_services import read_services
from apps.assistant.tables.of_shares import read_shares
from apps.assistant.tables.of_team import read_team
from apps.assistant.tables.query import Condition, Query, found_rows, joined, of_others
from apps.assistant.tables.reading import COUNTED, Reading, goes_on, shared, split
from apps.assistant.tables.table import spec_of
from apps.assistant.tables.telling import tell
from coordinator.errors import NotAllowedError
from coordinator.network.named import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.tables.table import Row, Spec
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person

TABLES: Mapping[str, Callable[[Scene, str], list[Row]]] = {
    "team": read_team,
    "services": read_services,
    "agreements": read_agreements,
    "indicators": read_indicators,
    "log": read_log,
    "helpers": read_helpers,
    "needs": read_needs,
    "given": read_given,  # before contacts: an access that was given is one of the plan's where there is one
    "contacts": read_contacts,
    "scales": read_scales,
    "colleagues": read_colleagues,
    "dues": read_dues,
    "referrals": read_referrals,
    "calls": read_calls,
    "cases": read_path_rows,
    "actions": read_actions,
    "shares": read_shares,
    "goals": read_goals,
    "choices": read_choices,
}
"""The tables, and who reads the rows of each."""

HERS = re.compile(r" su[oa] ")
"""What is of one alone."""

PERSONS = ("per:", "pra:")
"""How the ids of those begin of whom one asks as of a person."""

MOST_NAMED = 4
"""Words at most of a name, as a question writes it."""

ANYBODY = "chi chiede"
"""What stands for who asks, before her name is read."""

READ = "read: "
"""What begins where a question that was read is kept, while it is answered."""

LONG = 18
"""Words at most of a question that goes on from what was listed."""


class Listed(NamedTuple):
    """What was listed last."""

    table: str
    query: Query
    question: str  # that it answered

    @property
    def rows(self) -> tuple[str, str]:
        """Which table, and of whom, its rows are of."""
        return self.table, self.query.person_id


class _Found(NamedTuple):
    spec: Spec
    rows: list[Row]
    query: Query

    @property
    def weighs(self) -> int:
        """How many things it asks; to call some tables by their name is one."""
        parts = self.query.parts
        return parts + (self.spec.eager and self.query.named and parts > 0)


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
        scene.rows[key] = _found(scene, question, named)
    found: list[_Found] = scene.rows[key]
    found = [
        one
        for one in found
        if one.weighs >= least + _elsewhere(scene, one) and (not strong or _alone_knows(one))
    ]
    if not found:
        return None
    return _told(scene, question, max(found, key=lambda one: one.query.parts))


def _found(scene: Scene, question: str, named: Named) -> list[_Found]:
    """Read a question over each table that it calls."""
    if (near := _near_her(scene, question, named)) is not None:
        return [near]
    person_id = named.people[0].id if named.people else scene.person_id
    words = split(without_asides(named.rest if named.people else question)[0])
    whose = {key: _whose(spec_of(key), words, named, person_id) for key in TABLES}
    called = [_read(scene, key, words, whose[key], by_lead=False) for key in TABLES]
    if not any(called):  # a row's name calls one where nothing else does
        called = [_read(scene, key, words, whose[key]) for key in TABLES if spec_of(key).by_lead]
    return [one for one in called if one is not None]


def _near_her(scene: Scene, question: str, named: Named) -> _Found | None:
    """Read a question that names one who is around the person in mind: of that one's own tie with her."""
    if not named.people or scene.person_id in {"", named.people[0].id}:
        return None
    for key in (key for key in TABLES if spec_of(key).of_one):
        rows = _rows(scene, key, scene.person_id) or []
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


def _elsewhere(scene: Scene, found: _Found) -> int:
    """Say how much more a table must be asked while somebody is in mind of whom it is not: hers may be meant."""
    return int(bool(scene.person_id) and not (found.spec.of_person or found.query.shown or found.query.order))


def _alone_knows(found: _Found) -> bool:
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
    for listed in _listed(scene):
        if (reply := _onward(scene, question, named, listed)) is not None:
            return reply
    return None


def _onward(scene: Scene, question: str, named: Named, listed: Listed) -> Reply | None:
    """Answer what is asked next of the rows of one table; None where it asks something else."""
    spec = spec_of(listed.table)
    but = spec.person and re.search(f" {shared()['but']} *$", split(named.rest))
    people = () if but else _among(scene, named, listed)  # she alone is left out
    if len(people) > 1 and names_lead(split(question), spec, _rows(scene, *listed.rows) or []):
        people = ()  # one of those listed is called so
    if len(people) > 1 or (people and not spec.of_person):
        return None
    words = split(named.rest if people else question)
    if len(words.split()) > LONG:
        return None
    if (
        spec.of_one
        and HERS.search(words)
        and len(found_rows(_rows(scene, *listed.rows) or (), listed.query)) > 1
    ):
        return None  # of her, and of no one of several others
    whose = people[0].id if people else ""
    rows = _rows(scene, listed.table, whose or listed.query.person_id)
    if rows is None:
        return None
    if not whose and scene.person_id and _is_of_her(words, found_rows(rows, listed.query)):
        return None
    blank = Query(listed.table, person_id=whose)
    about = _counted(spec, listed.query)
    reading = Reading(words, spec, rows, scene.day, blank, _own(scene, spec), onward=True, about=about)
    now = reading.read()
    if reading.left or not (now.parts or now.counts or whose) or (now.named and not goes_on(words)):
        return None
    if listed.query.among is not None and not now.parts and not whose:
        return None  # how many they are says who listed them
    before = listed.query
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
        if spec.alike and not found_rows(rows, query):
            return None  # by what it is not counted is said elsewhere
    return _told(scene, question, _Found(spec, rows, query))


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
        held = {row.person_id for row in _rows(scene, listed.table, "") or ()}
        found = tuple(one for one in found if one.id in held) or found
    return found


def _any_of(group: str, words: str) -> bool:
    """Say whether a question holds one of a group of the words that all tables share."""
    return any(re.search(f" (?:{one}) ", words) for one in shared()[group])


def _is_of_her(words: str, listed: Sequence[Row]) -> bool:
    """Say whether a question is of the person in mind: it is asked of one, and what was listed is no one person."""
    asked = _any_of("personal", words)
    one = len({row.party_id for row in listed}) == 1 and listed[0].party_id[:4] in PERSONS
    return asked and not one


def _listed(scene: Scene) -> Iterator[Listed]:
    """Find what the answer before listed: of its own table first, then the rows of others that its lines tell."""
    said, listed = scene.said, scene.listed
    if said is None:
        return
    if isinstance(listed, Listed) and listed.question == scene.question:
        yield listed
    for key in TABLES:
        spec = spec_of(key)
        if said.intent not in {*spec.intents, f"table_{key}"}:
            continue
        whose = said.person_id if spec.of_person else ""
        if spec.of_one and not whose:
            continue
        rows = _rows(scene, key, whose) or []
        told = [normal(line.text) for line in (Line(said.head), *said.lines)]
        names = [one for one in (spec.leads, *spec.known) if one != spec.person or not whose]
        places = {row.key: at for row in rows if (at := _told_at(row, names, spec, told)) is not None}
        first = {
            row.key for row in rows if any(it.startswith(normal(row.cell(spec.leads).shown)) for it in told)
        }
        places = {one: at for one, at in places.items() if one in first} or places  # those whom lines are of
        leads = {row.key: normal(row.cell(spec.leads).shown) for row in rows if row.key in places}
        places = {  # of "Carico dei servizi, Rocca" the one of Rocca, and not the one of all
            one: at
            for one, at in places.items()
            if not any(
                at == places[it] and name != leads[one] and name.startswith(leads[one])
                for it, name in leads.items()
            )
        }
        whom = {line.party_id for line in said.lines if line.party_id.startswith("per:")}
        if not whose and whom - {one[0] for one in places}:
            continue  # it lists persons of whom this table has no row
        if places:
            found = tuple(sorted(places, key=lambda one: places[one]))
            yield Listed(key, Query(key, person_id=whose, among=found), scene.question)


def _told_at(row: Row, columns: Sequence[str], spec: Spec, told: Sequence[str]) -> int | None:
    """Return the place of the first line that tells a row: it names what some columns say of it."""
    names = [normal(row.cell(one).shown) for one in columns]
    ways = [names, *([normal(one), *names[1:]] for one in row.called)]
    stands = normal(row.cell(spec.stands_for).shown) if spec.stands_for else ""
    for at, line in enumerate(told):
        if any(all(name in line for name in way if name.strip()) for way in ways):
            return at
        if stands.strip() and line.startswith(stands):
            return at
    return None


def _read(scene: Scene, key: str, words: str, person_id: str, *, by_lead: bool = True) -> _Found | None:
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
    if spec.of_one and _any_of("personal", words):
        return None
    rows = _rows(scene, key, person_id)
    if not rows or not (calls or names_lead(words, spec, rows)):
        return None
    of_all = (
        "" if person_id else re.sub(f" (?:{'|'.join(spec.of_many)}) ", " | ", words) if spec.of_many else ""
    )
    for one in dict.fromkeys((words, of_all or words)):  # "nel distretto", where no column is called so
        blank = Query(key, person_id=person_id, of_all=of_all not in ("", words))
        reading = Reading(one, spec, rows, scene.day, blank, _own(scene, spec))
        query = reading.read()
        if not reading.left:
            return _Found(spec, rows, query)
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


def _rows(scene: Scene, key: str, person_id: str) -> list[Row] | None:
    """Read the rows of a table, once for a question; None for who may not, or where of whom it is is not known."""
    if spec_of(key).of_one and not person_id:
        return None
    if (key, person_id) not in scene.rows:
        try:
            scene.rows[key, person_id] = TABLES[key](scene, person_id)
        except NotAllowedError:
            scene.rows[key, person_id] = None
    held: list[Row] | None = scene.rows[key, person_id]
    return held


def _own(scene: Scene, spec: Spec) -> str:
    """Name who asks, where a table has who sees to each."""
    mine = scene.viewer.party_id
    return names_of(scene.store, [mine], scene.viewer).get(mine, "") if spec.owner and mine else ""


def _told(scene: Scene, question: str, found: _Found) -> Reply:
    """Tell what was found, and keep it in mind."""
    whose = found.query.person_id
    name = names_of(scene.store, [whose], scene.viewer).get(whose, "") if whose else ""
    reply = tell(found.spec, found.rows, _with_usual(found.spec, found.query), scene.day, name)
    scene.listed = Listed(found.spec.key, found.query, question)
    scene.person_id = whose or scene.person_id
    return reply


def _with_usual(spec: Spec, query: Query) -> Query:
    """Ask besides for what is meant where a question says nothing of it: what is still to be done, of what is due."""
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
