"""Read of a question over a table in which order its rows are wanted, within which bounds, over which days."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.tables.asked_words import Words, shared
from apps.assistant.tables.times import named_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.tables.table import Column

COUNTED = frozenset({"number", "money"})
"""Sorts of column that are more or less than a number."""

SAID = {"more": "più di", "least": "almeno", "fewer": "meno di", "most": "al massimo"}
"""How a bound is told."""

LENGTH = re.compile(
    r"(?<= )(?P<how>piu di|oltre|meno di|almeno|non piu di) (?P<n>\d+|un|una) (?P<unit>settiman|mes|ann)[ieao](?= )"
)
"""A bound in weeks, months or years."""

IN_DAYS = {"settiman": 7, "mes": 30, "ann": 365}


OLD = 10
"""Years beyond which an age is meant."""


class Measures(Words):
    """A question while its bounds are read."""

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
                if one.sort in COUNTED and one.noun and (own == "least" or not self._match(one.least)):
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


def _in_days(found: re.Match[str]) -> str:
    """Write a bound in days; what is of an age stays in years."""
    if found["unit"] == "ann" and found["n"].isdigit() and int(found["n"]) > OLD:
        return found[0]
    many = (int(found["n"]) if found["n"].isdigit() else 1) * IN_DAYS[found["unit"]]
    return f"{found['how']} {many} giorni"
