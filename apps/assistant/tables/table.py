"""Hold what the record says of one matter as a table: rows, columns, and the words by which each is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FOLDER = Path(__file__).parent

MANY = "\x1f"
"""What stands between several things that one cell says; it is told as "a, b e c"."""

Sort = Literal["text", "kind", "number", "money", "day"]
"""What a column holds: a text or a name, a word of a closed list, a number, euros, a day."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact of a row."""

    shown: str  # in Italian; empty for what is not written
    value: str | float | date | None = None  # what it is compared by; None for what is not written

    @property
    def written(self) -> bool:
        """Whether the record says it."""
        return self.value is not None

    @property
    def parts(self) -> tuple[str, ...]:
        """What it says, one by one, where it says several things."""
        return tuple(self.shown.split(MANY))

    @property
    def told(self) -> str:
        """What it says, as a sentence says it."""
        *first, last = self.parts
        return f"{', '.join(first)} e {last}" if first else last


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with the record that it rests on."""

    cells: Mapping[str, Cell]  # key of the column → fact
    party_id: str = ""  # whose record a click opens
    page: str = ""  # the page that a click opens, where it is no party's
    urn: str = ""  # the norm that it rests on
    person_id: str = ""  # of whom it is, where it is of a person
    called: tuple[str, ...] = ()  # other names of what leads it, in small letters without accents
    id: str = ""  # what tells it from others while its facts change; all its facts where empty

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from the others of its table."""
        if self.id:
            return self.person_id, self.id
        return self.person_id, self.party_id, self.page, *(one.shown for one in self.cells.values())

    def cell(self, key: str) -> Cell:
        """
        Return one of its facts.

        Parameters
        ----------
        key
            Of the column.

        Returns
        -------
        Cell
            An empty one for what the row does not hold.
        """
        return self.cells.get(key, UNWRITTEN)


UNWRITTEN = Cell("")
"""A fact that the record does not hold."""


@dataclass(frozen=True, slots=True)
class Word:
    """A condition that is asked by a word of its own: "scaduti", "con posti liberi"."""

    said: str  # how it is told, in the plural
    asked: tuple[str, ...]  # patterns
    test: str = "is"  # is, has, more, less, empty, filled
    value: str | float | None = None
    sure: bool = False  # whether it is said of nothing else, so that it weighs as much as two


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a table says of each of its rows."""

    key: str
    title: str
    sort: Sort = "text"
    asked: tuple[str, ...] = ()  # patterns by which the column is asked for
    noun: tuple[str, ...] = ()  # what it is called, after "senza", "più", "per"
    unit: str = ""  # pattern of what its numbers count
    counted: str = ""  # what its numbers count, as it is told
    most: tuple[str, ...] = ()  # patterns that ask for its greatest
    least: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()  # patterns of a verb by which its days are asked
    words: tuple[Word, ...] = ()
    lacking: str = ""  # how it is told that it is not written; empty where that is not asked
    linked: bool = False  # whether a question may name what is in it
    group: bool = False  # whether rows are counted by it
    calls: bool = False  # whether its words say by themselves that the table is meant
    swaps: bool = False  # whether another of its words takes the place of the one that was listed alone
    past: bool = False  # whether its days are of what has been
    adds: bool = False  # whether its numbers may be added up; euros always may
    summed: tuple[str, ...] = ()  # patterns that ask for its sum
    tell: str = ""  # how a fact of it is told, with the fact for {}; its title and the fact where empty
    sometimes: bool = False  # whether what is not written is not so, rather than unknown
    absent: str = ""  # how it is told that it is not written: "nessuno se ne occupa"
    beside: tuple[str, ...] = ()  # columns without which it says little: whose euros, from which day
    covers: tuple[str, ...] = ()  # columns that it tells too


@dataclass(frozen=True, slots=True)
class Spec:
    """What a table is called, and what its columns are."""

    key: str
    title: str  # in the plural, as it begins a sentence
    one: str
    nouns: tuple[str, ...]  # patterns
    columns: Mapping[str, Column]
    leads: str  # column that names a row
    plain: tuple[str, ...] = ()  # columns of which what is asked of one row alone is answered by yes or no
    alike: str = ""  # column that stays the same in rows that were not listed: the indicator, elsewhere
    known: tuple[str, ...] = ()  # columns by which, beside it, a line elsewhere is known to tell a row
    implied: tuple[str, ...] = ()  # patterns of questions on it that do not call it by its name
    leave: tuple[str, ...] = ()  # patterns of questions that others answer better, where nothing was listed
    leave_next: tuple[str, ...] = ()  # patterns of next questions that who told the rows answers better
    days: str = ""  # column whose day is meant where no verb says which
    by_name: bool = False  # whether naming a service calls it
    told_in_sums: bool = False  # whether answers elsewhere tell its rows added up
    sum_of: str = ""  # column of which the sum is meant where a total is asked and nothing else is said
    by_lead: bool = False  # whether naming one of its rows calls it, where it is of one person
    stands_for: str = ""  # column by which a line that begins with it tells a row too
    owner: str = ""  # column of who sees to it, which "i miei" means
    of_person: bool = False  # whether its rows are of persons, so that it may be of one alone
    of_one: bool = False  # whether it is always of one
    told: tuple[str, ...] = ()  # columns of a line, where none is asked for
    none: str = "nessuno"  # how it is told that there is no row
    read: str = ""  # what was read, in Italian
    intents: frozenset[str] = frozenset()  # kinds of answer whose lines are rows of it
    near: tuple[str, ...] = ()  # the same, the nearest first
    links: tuple[tuple[str, str], ...] = ()
    empty: str = ""  # words that say nothing here
    person: str = ""  # column that names of whom a row is; left out where the table is of one person
    usual: tuple[tuple[str, str], ...] = ()  # columns with the word that is meant where none of it is said
    usual_but: tuple[str, ...] = ()  # columns which, asked for, say it otherwise
    eager: bool = False  # whether to call it by its name is to ask one thing more
    of_many: tuple[str, ...] = ()  # patterns that ask for the rows of all, whoever is in mind
    apart: tuple[str, ...] = ()  # column and kind told apart in a sum, and how it is said: what is in kind


LISTS = ("asked", "noun", "most", "least", "verb", "summed", "beside", "covers")
"""What a column's file lists."""


@cache
def spec_of(key: str) -> Spec:
    """
    Read what a table is.

    Parameters
    ----------
    key
        The name of its file.

    Returns
    -------
    Spec
        From ``<key>.yaml`` beside this module.
    """
    held = read_yaml((FOLDER / f"{key}.yaml").read_text(encoding="utf-8"))
    columns = {name: _column(name, row) for name, row in held["columns"].items()}
    return Spec(
        key=key,
        title=held["title"],
        one=held["one"],
        nouns=tuple(held["nouns"]),
        columns=columns,
        leads=held["leads"],
        plain=tuple(held.get("plain", ())),
        alike=held.get("alike", ""),
        known=tuple(held.get("known", ())),
        implied=tuple(held.get("implied", ())),
        leave=tuple(held.get("leave", ())),
        leave_next=tuple(held.get("leave_next", ())),
        days=held.get("days", ""),
        by_name=held.get("by_name", False),
        told_in_sums=held.get("told_in_sums", False),
        sum_of=held.get("sum_of", ""),
        by_lead=held.get("by_lead", False),
        stands_for=held.get("stands_for", ""),
        owner=held.get("owner", ""),
        of_person=held.get("of_person", False),
        of_one=held.get("of_one", False),
        told=tuple(held.get("told", ())),
        none=held.get("none", "nessuno"),
        read=held["read"],
        near=tuple(held.get("intents", ())),
        intents=frozenset(held.get("intents", ())),
        links=tuple((label, page) for label, page in held.get("links", {}).items()),
        empty=held.get("empty", ""),
        person=held.get("person", ""),
        usual=tuple(held.get("usual", {}).items()),
        usual_but=tuple(held.get("usual_but", ())),
        eager=held.get("eager", False),
        of_many=tuple(held.get("of_many", ())),
        apart=tuple(held.get("apart", ())),
    )


def _column(key: str, row: Mapping[str, Any]) -> Column:
    """Read one column."""
    words = tuple(
        Word(said, tuple(one["asked"]), one.get("test", "is"), one.get("value"), one.get("sure", False))
        for said, one in row.get("words", {}).items()
    )
    return Column(
        key=key,
        title=row["title"],
        sort=row.get("sort", "text"),
        words=words,
        unit=row.get("unit", ""),
        counted=row.get("counted", ""),
        lacking=row.get("lacking", ""),
        linked=row.get("linked", False),
        group=row.get("group", False),
        calls=row.get("calls", False),
        swaps=row.get("swaps", row.get("calls", False)),
        tell=row.get("tell", ""),
        absent=row.get("absent", ""),
        sometimes=row.get("sometimes", False),
        past=row.get("past", False),
        adds=row.get("adds", row.get("sort") == "money"),
        **{name: tuple(row.get(name, ())) for name in LISTS},
    )
