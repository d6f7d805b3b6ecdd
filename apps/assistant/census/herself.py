"""Read what a question about many persons asks of each herself: age, year of birth, sex, whether she lives alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from apps.assistant.census.patterns import patterns
from apps.assistant.census.taking import Taking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


SEXES = ("donne", "uomini")


class OfHerself(Taking):
    """What is read of a person's own data."""

    def _read_births(self) -> None:
        """Read when they were born: in a year, before it, after it."""
        for key, pattern in patterns()["born"].items():
            if (found := self._match(pattern)) is not None:
                years = int(found["n"])
                year = self.day.year - years if key == "turning" else _whole_year(years, self.day)
                if key == "turning":
                    self._also(
                        born_from=date(year, 1, 1), born_to=date(year, 12, 31), said=f"nate nel {year}"
                    )
                elif key == "in":
                    first, last = date(year, 1, 1), date(year, 12, 31)
                    self._also(born_from=first, born_to=last, said=f"nate nel {year}")
                elif key == "before":
                    self._also(born_to=date(year - 1, 12, 31), said=f"nate prima del {year}")
                else:
                    self._also(born_from=date(year + 1, 1, 1), said=f"nate dopo il {year}")

    def _read_ages(self) -> None:
        """Read ages, and the words that say an age or a sex."""
        ages = patterns()["ages"]
        if (found := self._match(ages["between"])) is not None:
            low, high = int(found["n"]), int(found["m"])
            self._also(least_age=low, most_age=high, said=f"fra {low} e {high} anni")
        for key, added in (("above", 1), ("from", 0)):
            if (found := self._match(ages[key])) is not None:
                least = int(found["n"]) + added
                self._also(least_age=least, said=f"con {least} anni o più")
        for key, added in (("below", -1), ("to", 0)):
            if (found := self._match(ages[key])) is not None:
                most = int(found["n"]) + added
                self._also(most_age=most, said=f"con {most} anni o meno")
        for pattern, row in patterns()["kinds"].items():
            kind = row
            if self._take([f"{patterns()['kinds_not']}(?:{pattern})"]):
                kind = _otherwise(row)
            elif not self._take([pattern]):
                continue
            if self.asked.wanted.sex and kind.get("sex") not in {None, self.asked.wanted.sex}:
                self._by_sex()
                continue
            for said in _kind_words(kind):
                self._also(said=said)
            self._also(least_age=kind.get("least"), most_age=kind.get("most"), sex=kind.get("sex"))

    def _by_sex(self) -> None:
        """Ask of both sexes, each counted apart: "quanti uomini e quante donne"."""
        said = tuple(one for one in self.asked.said if one not in SEXES)
        wanted = replace(self.asked.wanted, sex="")
        self.asked = replace(self.asked, wanted=wanted, said=said, by=self.asked.by or "sex")

    def _read_alone(self) -> None:
        """Read whether they live alone."""
        for key, alone, said in (
            ("together", False, "che vivono con altri"),
            ("alone", True, "che vivono da sole"),
        ):
            if self.asked.wanted.alone is None and self._take(patterns()["alone"][key]):
                self._also(alone=alone, said=said)


def _whole_year(year: int, day: date) -> int:
    """Write a year in full: "44" is 1944 while 2044 is still to come."""
    century = day.year // 100 * 100
    return year if year > 99 else century + year - (100 if century + year > day.year else 0)  # noqa: PLR2004


def _otherwise(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Say what is asked where a word is denied: "non è donna", "non sono minori"."""
    if "sex" in row:
        return {"sex": "M" if row["sex"] == "F" else "F"}
    return {"most": row["least"] - 1} if "least" in row else {"least": row["most"] + 1}


def _kind_words(row: Mapping[str, Any]) -> Iterator[str]:
    """Say an age or a sex that one word says."""
    if "least" in row:
        yield f"con {row['least']} anni o più"
    if "most" in row:
        yield f"con {row['most']} anni o meno"
    if "sex" in row:
        yield "donne" if row["sex"] == "F" else "uomini"
