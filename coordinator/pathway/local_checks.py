"""Check a body's own rules before they are kept: each fault names its row, its field and the mend, in Italian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError
from coordinator.pathway.terms import terms_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from coordinator.pathway.local_rules import LocalRule

KINDS = ("territorio", "patrono", "termine", "sperimentazione")
UNITS = ("giorni", "giorni lavorativi", "mesi", "anni")
SATURDAYS = ("lavorativo", "non lavorativo")
HOLIDAYS = ("prorogato", "fermo")
LONGEST = 3650  # of a term, in its unit: more is a slip of the keyboard
TERRITORY = re.compile(r"IT(-[A-Za-z-]+)?")
URN = re.compile(r"urn:nir:[a-z.]+(;?[a-z.]+)*:[a-z.]+:\d{4}-\d{2}-\d{2};[\w.-]+(~[\w.-]+)?")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a row, and how to mend it; ``what`` is Italian, for who filled it in."""

    row: int  # the first is 1
    field: str  # of `LocalRule`
    what: str


class LocalRulesError(CoordinatorError):
    """A body's own rules cannot be kept: nothing is written; every fault is named with its row and field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        told = "; ".join(f"row {one.row}, {one.field}: {one.what}" for one in faults)
        super().__init__(f"The rules cannot be kept. {told}.")
        self.faults = tuple(faults)


def check_rules(rows: Sequence[LocalRule], trial: tuple[date, date]) -> None:
    """
    Check a body's own rules.

    Parameters
    ----------
    rows
        All of them: they are kept together.
    trial
        First and last day of the trial of an instrument, as its norm sets them.

    Raises
    ------
    LocalRulesError
        With every fault of every row.
    """
    faults = [
        Fault(number, field, what)
        for number, row in enumerate(rows, 1)
        for field, what in (*_of_kind(row, trial), *_order(row))
    ]
    faults += _twice(rows)
    if faults:
        raise LocalRulesError(sorted(faults))


def _of_kind(row: LocalRule, trial: tuple[date, date]) -> Iterator[tuple[str, str]]:
    """Find what a row of its kind lacks."""
    if row.kind not in KINDS:
        yield "kind", f"{row.kind!r} non è una regola: scrivi {', '.join(KINDS)}"
    elif row.kind == "sperimentazione":
        yield from _trial(row, trial)
    else:
        yield from CHECKS[row.kind](row)


def _territory(row: LocalRule) -> Iterator[tuple[str, str]]:
    if not row.about or not TERRITORY.fullmatch(row.about):
        yield "about", "scrivi IT- e la regione o la provincia, per esempio IT-puglia"


def _patron(row: LocalRule) -> Iterator[tuple[str, str]]:
    try:
        day, month = (int(part) for part in (row.day or "").split("/"))
        date(2024, month, day)
    except ValueError:
        yield "day", "scrivi giorno e mese, per esempio 26/08"


def _term(row: LocalRule) -> Iterator[tuple[str, str]]:
    """Find what a body's own term lacks: it is held to what the shipped terms are."""
    shipped = terms_table().get(row.about or "")
    if shipped is None:
        near = get_close_matches(row.about or "", terms_table(), n=3, cutoff=0.4)
        yield (
            "about",
            f"nessun termine ha questo codice; {'forse ' if near else ''}{', '.join(near or terms_table())}",
        )
    elif shipped.source and shipped.unless is None:
        yield (
            "about",
            f"questo termine lo fissa una norma ({shipped.source}), che non lascia cambiarlo: togli la riga",
        )
    elif shipped.source and not (row.source or "").startswith("urn:"):
        yield (
            "source",
            f"questo termine lo fissa una norma ({shipped.source}): lo cambia solo un'altra, con la sua URN",
        )
    if not row.length or not 1 <= row.length <= LONGEST:
        yield "length", f"scrivi un numero intero da 1 a {LONGEST}"
    for field, value, words in (
        ("unit", row.unit, UNITS), ("saturday", row.saturday, SATURDAYS), ("holiday", row.holiday, HOLIDAYS),
    ):  # fmt: skip
        if value not in words:
            yield field, f"scrivi {' oppure '.join(words)}"
    if row.since is None:
        yield "since", "scrivi da quale giorno vale: chi ha già cominciato tiene il termine di prima"
    yield from _sourced(row)


def _trial(row: LocalRule, trial: tuple[date, date]) -> Iterator[tuple[str, str]]:
    first, last = trial
    if row.since is None or not first <= row.since <= last:
        yield (
            "since",
            f"scrivi un giorno fra il {first:%d/%m/%Y} e il {last:%d/%m/%Y}: allora si sperimenta",
        )
    yield from _sourced(row)


def _sourced(row: LocalRule) -> Iterator[tuple[str, str]]:
    """Ask for the act, and refuse a URN that is none."""
    if not row.source:
        yield "source", "scrivi l'atto che lo dice: numero e data della delibera, oppure la URN della norma"
    elif row.source.startswith("urn:") and not URN.fullmatch(row.source):
        yield (
            "source",
            "questa URN non si legge: dev'essere come urn:nir:regione.puglia:legge:2024-01-31;3~art2-com1",
        )


def _order(row: LocalRule) -> Iterator[tuple[str, str]]:
    if row.since and row.until and row.until < row.since:
        yield "until", "viene prima dell'inizio: controlla i due giorni"


def _twice(rows: Sequence[LocalRule]) -> Iterator[Fault]:
    """Find rows that say the same thing of the same days."""
    for number, row in enumerate(rows, 1):
        for earlier, other in enumerate(rows[: number - 1], 1):
            if row.kind != other.kind or (row.kind == "termine" and row.about != other.about):
                continue
            if row.kind in ("territorio", "patrono"):
                yield Fault(number, "kind", f"c'è già alla riga {earlier}: tienine una")
            elif _overlap(row, other):
                yield Fault(
                    number,
                    "since",
                    f"si sovrappone alla riga {earlier}: scrivi lì il giorno in cui finisce",
                )


def _overlap(one: LocalRule, other: LocalRule) -> bool:
    """Say whether two rows hold on a same day."""
    starts = [row.since or date.min for row in (one, other)]
    ends = [row.until or date.max for row in (one, other)]
    return max(starts) <= min(ends)


CHECKS: Mapping[str, Callable[[LocalRule], Iterator[tuple[str, str]]]] = {
    "territorio": _territory,
    "patrono": _patron,
    "termine": _term,
}
"""What each kind of row asks for, but for the trial."""
