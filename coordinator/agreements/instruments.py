"""Choose the instrument that ties a public body to who works with it, from facts that are stated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from coordinator.agreements.template import data_file
from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

UNKNOWN = "non_so"
AMOUNT = "importo"
Outcome = Literal["decided", "facts_missing", "facts_contradict", "no_row"]


class BadFactError(CoordinatorError):
    """A fact is not of the table, or its answer is none of those that it takes."""

    def __init__(self, fact: str, answer: object, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The fact {fact!r} does not take {answer!r}. Give one of: {', '.join(known)}; or {UNKNOWN!r}."
        )
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Fact:
    """A question and its answers; of the amount, the bands between two thresholds."""

    id: str
    asks: str
    answers: Mapping[str, str]  # answer → words
    bands: Mapping[str, tuple[str | None, str | None]]  # band → thresholds that bound it, the lower included


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a norm gives, on the days for which it does."""

    value: Decimal  # euro
    since: date
    until: date | None  # included
    norm: str  # URN


@dataclass(frozen=True, slots=True)
class Instrument:
    """What may come out."""

    id: str
    name: str
    code: str  # the body of law it belongs to
    next: str  # what to do then


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    id: str
    when: Mapping[str, tuple[str, ...]]
    gives: str | None  # an instrument; None: the facts contradict each other
    because: str
    norms: tuple[str, ...]  # URNs


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """The whole table."""

    facts: Mapping[str, Fact]
    limits: Mapping[str, Limit]
    instruments: Mapping[str, Instrument]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the table says of some facts: an instrument, or why it cannot say."""

    outcome: Outcome
    instrument: Instrument | None
    row: Row | None  # the row that decides, or that tells the contradiction
    missing: tuple[Fact, ...]  # what the user has not said, and the table needs
    possible: tuple[Instrument, ...]  # what could still come out
    excluded: tuple[tuple[Row, str], ...]  # earlier rows that gave another instrument, and the fact against


@cache
def choice_table() -> ChoiceTable:
    """
    Read the table, once.

    Returns
    -------
    ChoiceTable
        As ``instruments.yaml`` has it.
    """
    data = data_file("instruments.yaml")
    facts = {
        key: Fact(
            key,
            one["asks"],
            {_word(answer): _word(words) for answer, words in one.get("answers", {}).items()},
            {band: (low, high) for band, (low, high) in one.get("bands", {}).items()},
        )
        for key, one in data["facts"].items()
    }
    limits = {
        key: Limit(Decimal(one["value"]), one["since"], one["until"], one["norm"])
        for key, one in data["thresholds"].items()
    }
    instruments = {key: Instrument(key, **one) for key, one in data["instruments"].items()}
    return ChoiceTable(facts, limits, instruments, tuple(_row(one) for one in data["rows"]))


def _word(answer: object) -> str:
    """YAML reads a bare ``no`` as false: give back the word."""
    if isinstance(answer, bool):
        return "si" if answer else "no"
    return str(answer)


def _row(one: dict[str, Any]) -> Row:
    """Read a row; an answer may stand alone or in a list."""
    when = {
        fact: tuple(_word(answer) for answer in (said if isinstance(said, list) else [said]))
        for fact, said in one["when"].items()
    }
    return Row(one["id"], when, one.get("gives"), one.get("because") or one["refuse"], tuple(one["norms"]))


def choose(stated: Mapping[str, str | Decimal | int], day: date) -> Choice:
    """
    Choose the instrument that fits some facts.

    The first row that holds decides, unless an earlier one might hold too and says something else: then the
    facts that would tell are asked for.

    Parameters
    ----------
    stated
        Fact → answer; the amount in euro, without VAT. A fact that is not named is not known.
    day
        On which the thresholds are read.

    Returns
    -------
    Choice
        An instrument with its row, or why none can be named.

    Raises
    ------
    BadFactError
        A fact or an answer is not of the table.
    """
    table = choice_table()
    known = {key: answer for key, said in stated.items() if (answer := _answer(table, key, said, day))}
    open_rows: list[Row] = []
    for row in table.rows:
        held = _holds(row, known)
        if held is False:
            continue
        open_rows.append(row)
        if held:
            break
    else:
        row = None
    if not open_rows:
        return Choice("no_row", None, None, (), (), tuple(_excluded(table, None, known)))
    outcomes = {one.gives for one in open_rows}
    if row is None or len(outcomes) > 1:
        possible = tuple(
            table.instruments[one] for one in dict.fromkeys(one.gives for one in open_rows) if one
        )
        lacking = {fact for one in open_rows for fact in one.when if fact not in known}
        missing = tuple(fact for fact in table.facts.values() if fact.id in lacking)
        return Choice("facts_missing", None, None, missing, possible, tuple(_excluded(table, None, known)))
    told = tuple(_excluded(table, row, known))
    if row.gives is None:
        return Choice("facts_contradict", None, row, (), (), told)
    return Choice("decided", table.instruments[row.gives], row, (), (), told)


def _answer(table: ChoiceTable, key: str, said: str | Decimal | int, day: date) -> str | None:
    """Read an answer; None where the user does not know, or no threshold holds on the day."""
    fact = table.facts.get(key)
    if fact is None:
        raise BadFactError(key, said, tuple(table.facts))
    if said in {UNKNOWN, ""}:
        return None
    if not fact.bands:
        if str(said) not in fact.answers:
            raise BadFactError(key, said, tuple(fact.answers))
        return str(said)
    try:
        amount = Decimal(said)
    except ArithmeticError:
        raise BadFactError(key, said, ("una somma in euro",)) from None
    if not amount.is_finite() or amount <= 0:
        raise BadFactError(key, said, ("una somma in euro, più di zero",))
    return _band(table, fact, amount, day)


def _band(table: ChoiceTable, fact: Fact, amount: Decimal, day: date) -> str | None:
    """Say between which thresholds of the day an amount lies."""
    for limit in table.limits.values():
        if day < limit.since or (limit.until is not None and day > limit.until):
            return None
    for band, (low, high) in fact.bands.items():
        if (low is None or amount >= table.limits[low].value) and (
            high is None or amount < table.limits[high].value
        ):
            return band
    return None


def _holds(row: Row, known: Mapping[str, str]) -> bool | None:
    """Say whether a row holds; None where a fact that it needs is not known."""
    if any(fact in known and known[fact] not in said for fact, said in row.when.items()):
        return False
    return True if all(fact in known for fact in row.when) else None


def _excluded(table: ChoiceTable, chosen: Row | None, known: Mapping[str, str]) -> Iterator[tuple[Row, str]]:
    """Name the other instruments, each with the first fact that keeps it out."""
    told = {chosen.gives} if chosen else set()
    for row in table.rows:
        if row.gives is None or row.gives in told:
            continue
        against = [fact for fact, said in row.when.items() if fact in known and known[fact] not in said]
        if against:
            told.add(row.gives)
            yield row, against[0]
