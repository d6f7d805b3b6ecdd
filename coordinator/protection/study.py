"""Read from the record what a study may see of each person, and nothing else."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from coordinator.model import Case, CaseEvent, Need, Party, Person, Practitioner, Tie, vocabulary
from coordinator.protection import coarse
from coordinator.protection.bases import bases
from coordinator.protection.consent_scope import objects

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Path:
    """One path of a person, in coded words and whole weeks from its first event."""

    words: tuple[str, str, str, str]  # area, instrument, phase, closed
    events: tuple[tuple[str, int], ...]  # kind, week


@dataclass(frozen=True, slots=True)
class Subject:
    """What a study may see of a person, before it is made coarse."""

    id: str
    known: coarse.Known
    needs: tuple[str, ...]
    paths: tuple[Path, ...]

    @property
    def told(self) -> frozenset[str]:
        """The sensitive words of the person."""
        return frozenset({*self.needs, *(path.words[1] for path in self.paths)})


@dataclass(frozen=True, slots=True)
class Material:
    """What is read for a study."""

    people: tuple[Subject, ...]
    ties: tuple[tuple[str, str, str], ...]  # from, to, group of kinds; ids
    names: frozenset[
        str
    ]  # that must not be found in what is made: of persons and professionals, and their codes


def gather(store: Store, viewer: Viewer, on: date, *, ties: bool) -> Material:
    """
    Read what a study may see; who has a hidden tie, or has said no, is left out.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; has been let by the policy.
    on
        The day of ages, needs and ties.
    ties
        Whether to read the ties.

    Returns
    -------
    Material
        Persons in the order of their ids.
    """
    with store.reading() as session:
        hidden = _protected(session)
        objected = objects(Person.key, bases()["ricerca"])
        query = select(Person).where(Person.merged_into.is_(None), viewer.sees(Person.key), ~objected)
        query = query.order_by(Person.id)
        persons = [one for one in session.scalars(query) if one.key not in hidden and _alive(one, on)]
        keys = {one.key: one.id for one in persons}
        needs, paths = _needs(session, on), _paths(session, on)
        people = tuple(
            Subject(one.id, _known(one, on), tuple(sorted(needs[one.key])), tuple(paths[one.key]))
            for one in persons
        )
        found = _ties(session, on, keys) if ties else ()
        return Material(people, found, _names(session))


def _protected(session: Session) -> set[int]:
    """Return reserved parties, and those at the ends of hidden ties: protected persons, whom no study sees."""
    rows = session.execute(select(Tie.from_key, Tie.to_key).where(Tie.hidden.is_(True)))
    reserved = session.scalars(select(Party.key).where(Party.hidden.is_(True)))
    return {key for row in rows for key in row} | set(reserved)


def _alive(one: Person, on: date) -> bool:
    """Say whether a person had been born, and had not died, by a day."""
    return (one.born_on is None or one.born_on <= on) and (one.died_on is None or one.died_on >= on)


def _known(one: Person, on: date) -> coarse.Known:
    """Say what may be known of a person on a day."""
    born = one.born_on
    age = None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return coarse.Known(age, one.sex, one.area)


def _needs(session: Session, on: date) -> defaultdict[int, set[str]]:
    """Read the needs that hold on a day, by person."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    query = select(Need.person_key, Need.need).where(
        Need.since <= on, or_(Need.until.is_(None), Need.until >= on)
    )
    for key, need in session.execute(query):
        found[key].add(vocabulary().label("needs", need))
    return found


def _paths(session: Session, on: date) -> defaultdict[int, list[Path]]:
    """Read the paths up to a day, by person; an event that was taken back is none."""
    events: defaultdict[int, list[tuple[int, str, date]]] = defaultdict(list)
    void: defaultdict[int, set[int]] = defaultdict(set)
    columns = select(CaseEvent.case_key, CaseEvent.number, CaseEvent.kind, CaseEvent.day, CaseEvent.content)
    for case, number, kind, day, content in session.execute(columns.where(CaseEvent.day <= on)):
        if kind == "undone":
            void[case].add(int(json.loads(content)["number"]))
        else:
            events[case].append((number, kind, day))
    found: defaultdict[int, list[Path]] = defaultdict(list)
    for path in session.scalars(select(Case).where(Case.opened_on <= on).order_by(Case.key)):
        closed = "no" if path.closed_on is None or path.closed_on > on else "sì"
        words = (path.area, path.instrument, path.phase, closed)
        found[path.person_key].append(Path(words, _weeks(events[path.key], void[path.key])))
    return found


def _weeks(events: Iterable[tuple[int, str, date]], void: set[int]) -> tuple[tuple[str, int], ...]:
    """Say in which week of a path each event fell."""
    stay = sorted((day, number, kind) for number, kind, day in events if number not in void)
    first, step = (stay[0][0] if stay else None), int(coarse.rules()["week"])
    return tuple((kind, (day - first).days // step) for day, _, kind in stay if first)


def _ties(session: Session, on: date, persons: dict[int, str]) -> tuple[tuple[str, str, str], ...]:
    """Read the ties that hold on a day and have a person of the study at an end, once for each pair."""
    groups: dict[str, list[int]] = coarse.rules()["ties"]["groups"]
    group_of: dict[str, str] = {
        kind.id: group
        for kind in vocabulary().kind_by_code.values()
        for group, (first, last) in groups.items()
        if first <= kind.code <= last
    }
    query = select(Tie.from_key, Tie.to_key, Tie.kind).where(
        Tie.since <= on, or_(Tie.until.is_(None), Tie.until >= on), Tie.hidden.is_(False)
    )
    others: dict[int, str] = {
        row.key: row.id
        for row in session.execute(
            select(Party.key, Party.id).where(Party.kind != "persona", Party.hidden.is_(False))
        )
    }
    ids = others | persons
    return tuple(
        {
            (ids[start], ids[end], group_of[kind]): None
            for start, end, kind in session.execute(query)
            if kind in group_of and start in ids and end in ids and (start in persons or end in persons)
        }
    )


def _names(session: Session) -> frozenset[str]:
    """Read what no table may hold: whole names, codes and telephones."""
    names: set[Any] = set(session.scalars(select(Practitioner.name)))
    for row in session.execute(select(Person.name, Person.tax_code, Person.phone)):
        names |= set(row)
    return frozenset(name for name in names if name)
