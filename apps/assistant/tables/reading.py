"""Read what a question asks of a table: each part by itself; what is not read is left, and says that it asks more."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from apps.assistant.tables.asked_words import shared
from apps.assistant.tables.linking import Link, linked
from apps.assistant.tables.measures import Measures
from apps.assistant.tables.table import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.assistant.tables.query import Query
    from apps.assistant.tables.table import Column

BUT = "tranne"

EXCEPT = re.compile(
    r" (?P<but>tranne|eccetto|esclus[oaie]|a parte|fuorche|senza contare)"
    r"(?P<one>(?: (?!(?:e|ed|o|ne|tranne) )[a-z0-9']+){1,5}) (?:e|ed|o|ne)"
    r"(?= (?!(?:quant|qual|che|chi|come|dove|quando|cosa|con|senza|non|solo|da|ha|hanno|sono|a che|per) ?)[a-z])"
)
"""How several are left out together: "tranne la RSA e il trasporto" leaves out both."""

EITHER = frozenset({"is", "has"})
"""Tests by a word of which two in one question ask for the rows of either."""

SUM = Word("", (), "sum")
"""What stands for a word by which the sum of a column is asked for."""


class Reading(Measures):
    """A question while it is read over one table."""

    def read(self) -> Query:
        """Take out of the words all that is understood."""
        while EXCEPT.search(self.words):
            self.words = EXCEPT.sub(r" \g<but>\g<one> \g<but>", self.words, count=1)
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
