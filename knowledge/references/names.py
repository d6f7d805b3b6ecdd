"""Know acts by the names people give them, and date an act that is cited by number and year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import yaml

from knowledge.norms.acts import ActName, parse_act
from knowledge.references.words import fold, spaced


class NamedAct(Protocol):
    """What this module needs of an act: where a library or a file holds it does not matter."""

    @property
    def urn(self) -> str:
        """URN of the act."""
        ...

    @property
    def short_names(self) -> tuple[str, ...]:
        """How people call it."""
        ...


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call an act."""

    text: str  # folded
    act: ActName
    kind: str = "name"  # name, acronym (capitals), short (after a provision), nickname (a number)
    superseded: bool = False


class ActNames:
    """
    Names and days of acts; immutable once built.

    Parameters
    ----------
    names
        Every way to call an act.
    dated
        Acts whose day is known, by which "L. 328/2000" gets its day.
    says
        How an act calls another one in its own text: ``{urn: {"regolamento": ActName}}``.
    """

    def __init__(
        self, names: Iterable[Name], dated: Iterable[ActName], says: Mapping[str, Mapping[str, ActName]]
    ) -> None:
        self.says = says
        self._names = tuple(names)
        self._dated = tuple(dated)
        self._by_text: dict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            self._by_text[_key(name.text)].append(name)
        self._days: dict[tuple[str, str, str | None, str], set[ActName]] = defaultdict(set)
        for act in self._dated:
            self._days[act.authority, act.kind, act.number, act.year].add(act)
        words = sorted({name.text for name in self._names if name.kind != "nickname"}, key=len, reverse=True)
        self.pattern = spaced(
            rf"(?:{'|'.join(map(re.escape, words)).replace(chr(92) + ' ', ' ')})(?![a-z0-9])"
        )

    @classmethod
    @cache
    def shipped(cls) -> "ActNames":
        """Give the names that ship with Ponte, from ``acts.yaml``."""
        entries = yaml.safe_load(files("knowledge.references").joinpath("acts.yaml").read_text("utf-8"))
        names: list[Name] = []
        acts: list[ActName] = []
        says: dict[str, dict[str, ActName]] = {}
        for entry in entries:
            act = parse_act(entry["urn"])[0]
            acts.append(act)
            names.extend(_names_of(entry, act))
            says[act.urn] = {word: parse_act(urn)[0] for word, urn in entry.get("says", {}).items()}
        return cls(names, acts, says)

    def knowing(self, acts: Iterable[NamedAct]) -> "ActNames":
        """Give these names and those of other acts, as a library holds them."""
        more, dated = [], []
        for act in acts:
            name = parse_act(act.urn)[0]
            dated.append(name)
            for text in act.short_names:
                bare = re.fullmatch(r"(?:la|il|legge) (\d{2,4})", text.strip().lower())
                kind = "nickname" if bare else "acronym" if text.isupper() and text.isalpha() else "name"
                more.append(Name(bare[1] if bare else fold(text.strip()), name, kind))
        return ActNames({*self._names, *more}, {*self._dated, *dated}, self.says)

    def called(self, text: str) -> list[Name]:
        """List the acts that a text may call; the text is folded."""
        return self._by_text.get(_key(text), [])

    def numbered(self, number: str, year: str) -> list[Name]:
        """List the known acts of a number and year, whatever their kind."""
        found = (act for act in self._dated if (act.number, act.year) == (number, year))
        return [Name(f"{number}/{year}", act, "nickname") for act in found]

    def dated(self, act: ActName) -> ActName:
        """Give an act its day where only its year is said and one act fits; else the act as it is."""
        if act.authority == "ministero":
            return self._ministerial(act) or act
        if len(act.day) > 4:
            return act
        fitting = self._days.get((act.authority, act.kind, act.number, act.year), set())
        return next(iter(fitting)) if len(fitting) == 1 else act

    def _ministerial(self, act: ActName) -> ActName | None:
        """Give a minister's decree, cited without ministry, the only one known of its number and year."""
        fitting = {
            known
            for known in self._dated
            if known.authority.startswith("ministero.")
            and (known.number, known.year) == (act.number, act.year)
        }
        return next(iter(fitting)) if len(fitting) == 1 and act.number else None


def _names_of(entry: Mapping[str, list[str]], act: ActName) -> Iterator[Name]:
    """List the names of one entry of the file."""
    superseded = bool(entry.get("superseded"))
    for field, kind in (("names", "name"), ("acronyms", "acronym"), ("short", "short")):
        for text in entry.get(field, ()):
            yield Name(fold(text), act, kind, superseded)
    if "nickname" in entry:
        yield Name(str(entry["nickname"]), act, "nickname", superseded)


def _key(text: str) -> str:
    """Make one blank of many."""
    return re.sub(" +", " ", text)
