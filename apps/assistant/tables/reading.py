"""Read what a question asks of a table: each part by itself; what is not read is left, and says that it asks more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from apps.assistant.census.patterns import plain
from apps.assistant.tables.linking import Link, linked
from apps.assistant.tables.query import Condition, Query
from apps.assistant.tables.table import FOLDER, Word
from apps.assistant.tables.times import named_time
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from apps.assistant.tables.table import Column, Row, Spec

COUNTED = frozenset({"number", "money"})
"""Sorts of column that are more or less than a number."""

SAID = {"more": "più di", "least": "almeno", "fewer": "meno di", "most": "al massimo"}
"""How a bound is told."""

BUT = "tranne"

LENGTH = re.compile(
    r"(?<= )(?P<how>piu di|oltre|meno di|almeno|non piu di) (?P<n>\d+|un|una) (?P<unit>settiman|mes|ann)[ieao](?= )"
)
"""A bound in weeks, months or years."""

IN_DAYS = {"settiman": 7, "mes": 30, "ann": 365}

OLD = 10
"""Years beyond which an age is meant."""

EITHER = frozenset({"is", "has"})
"""Tests by a word of which two in one question ask for the rows of either."""

SUM = Word("", (), "sum")
"""What stands for a word by which the sum of a column is asked for."""


@cache
def shared() -> Mapping[str, Any]:
    """
    Read the words by which questions ask of any table.

    Returns
    -------
    mapping
        Of ``words.yaml``.
    """
    held: Mapping[str, Any] = read_yaml((FOLDER / "words.yaml").read_text(encoding="utf-8"))
    return held


@dataclass(slots=True)
class Reading:
    """A question while it is read: what is not yet understood of it, and what is."""

    words: str
    spec: Spec
    rows: Sequence[Row]
    day: date
    query: Query
    own: str = ""  # the name of who asks
    onward: bool = False  # whether it may go on from what was listed
    about: str = ""  # column of numbers that was asked of before: "quanti ne ha?"

    def read(self) -> Query:
        """Take out of the words all that is understood."""
        whether = self._match(shared()["whether"]) and not self._match(shared()["asking"])
        self.query = replace(self.query, whether=bool(whether))
        while self._take(self.spec.implied):
            pass
        self._read_group()
        self._read_order()
        self._read_numbers()
        if self.about and self._take(shared()["as_many"]):
            self._show(self.spec.columns[self.about])
        self._read_words()
        self._read_times()
        self._read_first()
        self._read_figure()
        while self._take(self.spec.nouns):
            self.query = replace(self.query, named=True)
        self._read_mine()
        self._read_values()
        if self.onward:
            self.query = replace(self.query, others=self._take(shared()["others"]) is not None)
            self._read_item()
            while self._take(shared()["again"]):
                pass
        return self.query

    @property
    def calls(self) -> bool:
        """Whether the question calls the table by its name, or asks what only it says."""
        own = (word.asked for one in self.spec.columns.values() if one.calls for word in one.words)
        return self._match((*self.spec.nouns, *self.spec.implied, *chain.from_iterable(own))) is not None

    @property
    def left(self) -> str:
        """The words that say something else."""
        empty = frozenset(shared()["empty"].split()) | frozenset(self.spec.empty.split())
        if self.query.person_id:
            empty |= frozenset(shared()["of_her"].split())
        return " ".join(word for word in self.words.split() if word not in empty and len(word) > 1)

    def _match(self, patterns: Iterable[str], before: str = "", after: str = "") -> re.Match[str] | None:
        """Find the longest of what fits one of some patterns."""
        found = [
            match for one in patterns for match in _compiled(f"{before}(?:{one}){after}").finditer(self.words)
        ]
        return max(found, key=lambda match: len(match[0]), default=None)

    def _take(self, patterns: Iterable[str], before: str = "", after: str = "") -> re.Match[str] | None:
        """Take out the longest of what fits one of some patterns."""
        best = self._match(patterns, before, after)
        if best is not None:
            self._cut(best)
        return best

    def _cut(self, match: re.Match[str]) -> None:
        """Take out what was read; nothing that stood before it is read together with what stood after."""
        self.words = f"{self.words[: match.start()]} | {self.words[match.end() :]}"
        self.words = " ".join(("", *self.words.split(), ""))

    def _columns(self, *sorts: str) -> list[Column]:
        """List the columns of some sorts."""
        return [one for one in self.spec.columns.values() if one.sort in sorts]

    def _also(self, column: str, test: str, said: str, **more: Any) -> None:
        """Ask one thing more of each row."""
        one = Condition(column, test, said, **more)
        if all(said != other.said for other in self.query.conditions):
            self.query = replace(self.query, conditions=(*self.query.conditions, one))

    def _read_group(self) -> None:
        """Read by what they are counted."""
        for one in self.spec.columns.values():
            if one.group and self._take(one.noun, f"{shared()['each']} {shared()['art']}"):
                self.query = replace(self.query, by=one.key)
                return

    def _read_order(self) -> None:
        """Read in which order they are wanted, or that the greatest or the least is."""
        art = shared()["art"]
        for one in self._columns(*COUNTED, "day"):
            if one.noun and self._take(one.noun, f"{shared()['in_order']} {art}"):
                down = self._take(shared()["downward"]) is not None
                up = self._take(shared()["upward"]) is not None
                self._order(one, down=down or (one.sort in COUNTED and not up))
                return
        for down, own, words in ((True, "most", "highest"), (False, "least", "lowest")):
            for one in self._columns(*COUNTED, "day"):
                asked = self._take(getattr(one, own))
                if one.sort in COUNTED and one.noun:
                    nouns = [*one.noun, *([one.unit] if one.unit else [])]
                    asked = asked or self._take(nouns, f"(?:{'|'.join(shared()[words])}) {art}")
                    asked = asked or self._take(
                        shared()[words], f"(?:{'|'.join(nouns)}) (?:e |sono |che sia )?"
                    )
                if asked:
                    every = self._take([shared()["in_order"]]) or self._take(shared()["downward"])
                    self._order(one, down=down, first=None if every else 1)
                    return

    def _order(self, column: Column, *, down: bool, first: int | None = None) -> None:
        """Put them in the order of a column."""
        self.query = replace(self.query, order=column.key, down=down, first=first)

    def _read_first(self) -> None:
        """Read that the newest or the oldest is wanted, or the next."""
        days = self._days()
        if not days or self.query.order:
            return
        for name, down in (("soonest", False), ("newest", True), ("oldest", False)):
            if self.onward and name != "soonest":
                continue
            if (match := self._take(shared()[name])) is not None:
                many = int(match.groupdict().get("n") or 1)
                if name == "soonest":
                    self._also(days.key, "within", "a venire", value=self.day)
                self._order(days, down=down, first=many)
                return

    def _days(self) -> Column | None:
        """Choose the column whose days are meant: of the verb that is said, else the table's own."""
        for one in self._columns("day"):
            if self._take(one.verb):
                return one
        return self.spec.columns.get(self.spec.days)

    def _read_numbers(self) -> None:
        """Read bounds: "oltre 30 giorni", "almeno 2 posti"; what is counted says more than what stands before."""
        self.words = LENGTH.sub(_in_days, self.words)
        bound = "|".join(
            f"(?P<{name}>{'|'.join(shared()[name])})" for name in ("more", "least", "fewer", "most")
        )
        up, down = shared()["up"], shared()["down"]
        number = rf"(?:(?:{bound}) )?(?P<n>\d+)(?: (?P<up>{up})| (?P<down>{down}))?"
        columns = self._columns(*COUNTED)
        units = {one.key: one.unit or ("euro" if one.sort == "money" else "") for one in columns}
        joints = "(?:(?:di|da|che|sia|sono|pari|a) ){0,2}?"
        before = {one.key: f"(?:(?:{'|'.join(one.noun)}) {joints})?" if one.noun else "" for one in columns}
        counted = [
            (one, rf"{before[one.key]}{number} (?:{units[one.key]})(?: (?P<up2>{up})| (?P<down2>{down}))?")
            for one in columns
            if units[one.key]
        ]
        named = [
            (
                one,
                rf"(?:{'|'.join(one.noun)}) {joints}{number}(?: (?:{units[one.key] or 'volte'}|volte|giorni))?",
            )
            for one in columns
            if one.noun
        ]
        for one, way in (*counted, *named):
            if (match := self._take([way])) is not None:
                self._bound(one, match.groupdict())

    def _bound(self, column: Column, told: Mapping[str, str | None]) -> None:
        """Ask that a number be within a bound; a number alone is the number itself."""
        many = float(told["n"] or 0)
        name = next((one for one in SAID if told.get(one)), "")
        if told.get("up") or told.get("up2"):
            name = "least"
        if told.get("down") or told.get("down2"):
            name = "most"
        said = f"{SAID.get(name, '')} {many:g} {column.counted or column.title}".strip()
        said = f"con {said}"
        if name in {"more", "fewer"}:
            self._also(column.key, "more" if name == "more" else "less", said, value=many, weight=2)
        else:
            first = many if name in {"least", ""} else None
            last = many if name in {"most", ""} else None
            self._also(column.key, "within", said, value=first, last=last, weight=2)

    def _read_words(self) -> None:
        """Read, the longest first, conditions that have a word of their own and what is asked of each row."""
        while (found := self._longest()) is not None:
            match, column, word, not_ = found
            self._cut(match)
            if word is SUM:
                totals = tuple(dict.fromkeys((*self.query.totals, column.key)))
                self.query = replace(self.query, totals=totals)
            elif word is None:
                self._show(column)
            else:
                self._also_word(column, word, match.groupdict(""), not_=not_)
            if word is not None and word.test == "filled" and match[0].startswith("con"):
                self._show(column)  # "con il responsabile": whose it is, or who it is
        while self.query.shown and (beside := self._beside()) is not None:
            self._show(beside)

    def _show(self, column: Column) -> None:
        """Ask for a column of each row."""
        self.query = replace(self.query, shown=tuple(dict.fromkeys((*self.query.shown, column.key))))

    def _beside(self) -> Column | None:
        """Read a column that is called by its bare name beside another: "con il responsabile e le ore"."""
        columns = self.spec.columns.values()
        return next((one for one in columns if self._take(one.noun, f"(?:e|ed|con) {shared()['art']}")), None)

    def _longest(self) -> tuple[re.Match[str], Column, Word | None, bool] | None:
        """Find the longest of what is written of a column."""
        found, laid_out = [], self._match(shared()["laid_out"]) is not None
        for column in self.spec.columns.values():
            ways: list[tuple[Sequence[str], str, Word | None, bool]] = [(column.asked, "", None, False)]
            ways += [(word.asked, "", word, False) for word in column.words]
            ways.append((column.summed, "", SUM, False))
            ways += [(word.asked, f"{shared()['but']} ", word, True) for word in column.words]
            if column.lacking and column.noun:
                ways.append(
                    (column.noun, f"{shared()['without']} ", Word(column.lacking, (), "empty"), False)
                )
                some = None if laid_out else Word(f"con {column.title}", (), "filled")
                ways.append((column.noun, f"{shared()['with']} ", some, False))
            found += [
                (match, column, word, not_)
                for patterns, before, word, not_ in ways
                if (match := self._match(patterns, before)) is not None
            ]
        return max(found, key=lambda one: (len(one[0][0]), one[2] is not None), default=None)

    def _also_word(self, column: Column, word: Word, named: Mapping[str, str], *, not_: bool) -> None:
        """Ask for what a word says, with what its pattern has named: the day, the years."""
        said = word.said.format(**named)
        value: Any = word.value.format(**named) if isinstance(word.value, str) else word.value
        for other in self.query.conditions:  # "firme e consensi": of either
            if other.column == column.key and other.test == word.test in EITHER and not (not_ or other.not_):
                held = other.value if isinstance(other.value, frozenset) else frozenset({other.value})
                others = tuple(it for it in self.query.conditions if it is not other)
                self.query = replace(self.query, conditions=others)
                said, value = f"{other.said} e {said}" if value not in held else other.said, held | {value}
        weight = 2 if word.sure else 1
        said = f"non {said}" if not_ else said
        self._also(column.key, word.test, said, value=value, not_=not_, weight=weight)

    def _read_times(self) -> None:
        """Read over which days they are asked for."""
        if not self._columns("day"):
            return
        words = self.words
        days = self._days()
        time = named_time(self.words, self.day, past=days is not None and days.past)
        if time is None:
            self.words = words
            return
        self.words = f"{self.words[: time.start]} | {self.words[time.end :]}"
        if days is None:
            self.words += " giorno_di_niente "
            return
        said = time.said if days.past and days.key == self.spec.days else f"{days.title} {time.said}"
        self._also(days.key, "within", said, value=time.first, last=time.last)

    def _read_values(self) -> None:
        """Read what the table itself holds, by its name: a body, a colleague, a place."""
        for _ in range(4):
            link = linked(self.words, self.spec, self.rows)
            if link is None:
                return
            self._also_link(link)

    def _also_link(self, link: Link) -> None:
        """Ask for rows that hold what is named, or for those that do not."""
        column = self.spec.columns[link.column]
        gone = "|".join(re.escape(one) for one in link.typed)
        not_ = self._take([gone], f"(?:{shared()['but']}|{shared()['without']}) ") is not None
        if not not_ and self._take([gone]) is None:
            for one in link.typed:
                self._take([re.escape(one)])
        values = frozenset(link.values)
        for held in self.query.conditions:  # "l'adi e la rsa": of either
            if (held.column, held.test, held.not_) == (column.key, "among", not_) and not not_:
                values |= held.value if isinstance(held.value, frozenset) else frozenset()
                others = tuple(it for it in self.query.conditions if it is not held)
                self.query = replace(self.query, conditions=others)
        names = " o ".join(sorted(values))
        said = (
            f"{BUT} {names}"
            if not_
            else names
            if column.key == self.spec.leads
            else f"{column.title}: {names}"
        )
        self._also(column.key, "among", said, value=values, not_=not_)

    def _read_mine(self) -> None:
        """Read that those are meant whom the asker sees to herself."""
        if self.spec.owner and self.own and self._take(shared()["mine"]):
            said = f"{self.spec.columns[self.spec.owner].title}: {self.own}"
            self._also(self.spec.owner, "among", said, value=frozenset({self.own}))

    def _read_figure(self) -> None:
        """Read whether it is asked how many they are, or how much in all."""
        adding = [one for one in self.spec.columns.values() if one.adds]
        many = self._take(shared()["how_many"])
        total = self._take(shared()["total"]) or (many and "totale" in many[0])
        if total and not self.query.totals:
            sums = tuple(one.key for one in adding if one.key in self.query.shown)
            if not sums and not (many and "totale" not in many[0]):
                sums = (self.spec.sum_of,) if self.spec.sum_of else ()
                sums = sums or (() if many else tuple(one.key for one in adding[:1]))
            shown = tuple(one for one in self.query.shown if one not in sums)
            self.query = replace(self.query, totals=sums, shown=shown, counts=not sums)
        if many:
            self.query = replace(self.query, counts=True)

    def _read_item(self) -> None:
        """Read which of those listed is meant: "il secondo"."""
        for way, patterns in ((1, "after_it"), (-1, "before_it")):
            if self._take(shared()[patterns]):
                self.query = replace(self.query, further=way)
                return
        if (match := self._take([one for one in shared()["first"] if "?P<n>" in one])) is not None:
            self.query = replace(self.query, first=int(match["n"]))
            return
        for place, pattern in shared()["item"].items():
            if self._take([pattern]):
                self.query = replace(self.query, skip=int(place) - 1 if int(place) > 0 else -1, first=1)
                return


def any_of(group: str, words: str) -> bool:
    """
    Say whether a question holds one of a group of words that all tables share.

    Parameters
    ----------
    group
        Its key in ``words.yaml``.
    words
        As `split` writes them.

    Returns
    -------
    bool
        By whole words.
    """
    return any(_compiled(one).search(words) for one in shared()[group])


def goes_on(words: str) -> bool:
    """
    Say whether a question takes up those who were listed, by a word that says so.

    Parameters
    ----------
    words
        As `split` writes them.

    Returns
    -------
    bool
        True for "e i servizi pieni?", "di questi …"; a whole question is of all again.
    """
    return re.match(shared()["onward"], words) is not None or any(
        _compiled(one).search(words) for one in shared()["of_these"]
    )


def _in_days(found: re.Match[str]) -> str:
    """Write a bound in days; what is of an age stays in years."""
    if found["unit"] == "ann" and found["n"].isdigit() and int(found["n"]) > OLD:
        return found[0]
    many = (int(found["n"]) if found["n"].isdigit() else 1) * IN_DAYS[found["unit"]]
    return f"{found['how']} {many} giorni"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Let a pattern fit whole words only; there are more than `re` remembers."""
    return re.compile(rf"(?<= )(?:{pattern})(?= )")


def split(question: str) -> str:
    """
    Write a question so that tables' patterns can be read on it.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    str
        In small letters without accents, numbers in figures, a blank after each apostrophe and at both ends.
    """
    return " ".join(("", *plain(question).replace("'", "' ").replace(".", " ").split(), ""))
