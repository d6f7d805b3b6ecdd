"""Add up the hours that those around a person give in a week, compare two of them, say for how long each is there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.ties import to_map
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from apps.components.words import count, hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.network.record import Span

SUM = re.compile(
    r" (?:in tutto|in totale|totale|totali|complessiv\w+|nel complesso|nell'insieme|in somma|somma|sommand\w+"
    r"|sommat\w+|tutti insieme|mett\w+ insieme|tutto compreso|monte ore) "
)
"""Words that ask for a sum."""

HELP = re.compile(r" (?:or[ae]|aiut\w*|assistenza|assist\w+|cura|accudiment\w+|sostegno|quanto tempo) ")
NOT_HELP = re.compile(
    r" (?:euro|soldi|budget|cost\w+|spes\w+|spend\w+|pagat\w+|paga|pian[oi]|pai|previst\w+|pianificat\w+|erogat\w+"
    r"|dat[aeio]|fatt[aeio]|contatt\w+|visit\w+|accessi|giorni|volte|persone|casi|territorio|distretto|prestazion\w+) "
)
"""What is summed up: the help of the network; not money, not what a plan foresees, not visits."""

MORE = re.compile(
    r" (?:di piu|piu (?:ore|tempo|di|spesso)|di meno|meno (?:ore|tempo|di)|confront\w*|rispetto|chi fra|chi tra) "
)
"""Words that set those who help side by side."""

LONG = re.compile(
    r" (?:da quanto(?: tempo)?|quant[oi] (?:tempo|giorni|mesi|anni)|da quant[ie] (?:giorni|mesi|anni)) "
)
"""Words that ask for how long, and not since when."""


BOUND = re.compile(r" (?:da |in )?(?:piu|meno) di \w+ (?:or|ann|mes|giorn|settiman|volt|euro)\w*(?= )")
"""A number that bounds, which compares nobody."""


def asks_total(question: str) -> bool:
    """
    Say whether a question asks for the sum of the help in a week.

    Parameters
    ----------
    question
        In Italian: "quante ore d'aiuto riceve in tutto?".

    Returns
    -------
    bool
        Not for money, nor for what a plan foresees.
    """
    words = bare(question).replace("'", "' ")
    return bool(SUM.search(words) and HELP.search(words)) and not NOT_HELP.search(words)


def in_all(asked: Asked, spans: Sequence[Span]) -> Reply:
    """
    Say how many hours a week all those around a person give, and each of them.

    Parameters
    ----------
    asked
        The question.
    spans
        Her ties that hold on the day.

    Returns
    -------
    Reply
        The sum in the first sentence; who gives most comes first.
    """
    given = sorted(_each(spans).values(), key=lambda span: -(span.hours_per_week or 0.0))
    lines = [Line(f"{one.other_name}: {hours(one.hours_per_week or 0.0)}", one.other_id) for one in given]
    much = hours(sum(one.hours_per_week or 0.0 for one in given))
    head = f"In tutto {asked.name} riceve aiuto per {much}, secondo le ore scritte nella rete:"
    if not given:
        head = f"Per {asked.name} nella rete non sono scritte ore di aiuto."
    return asked.reply("around", head, lines, "le ore scritte sui legami", to_map(asked))


def side_by_side(asked: Asked, wanted: Sequence[Span]) -> str:
    """
    Say which of two or more helpers gives more, where a question sets them side by side.

    Parameters
    ----------
    asked
        The question.
    wanted
        The ties of those whom it means.

    Returns
    -------
    str
        Empty where it asks for no comparison, or hours are not written of two.
    """
    sums: dict[str, tuple[str, float]] = {}
    for one in _each(wanted).values():
        sums[one.other_id] = (
            one.other_name,
            sums.get(one.other_id, ("", 0.0))[1] + (one.hours_per_week or 0.0),
        )
    if not MORE.search(BOUND.sub(" ", bare(asked.question))) or len(sums) < len("io"):
        return ""
    (first, most), *_, (last, least) = sorted(sums.values(), key=lambda one: -one[1])
    if most == least:
        return f"{first} e {last} danno ad {asked.name} le stesse ore: {hours(most)}."
    more = hours(most - least).removesuffix(" la settimana")
    return f"Dà di più {first}: {hours(most)}, contro {hours(least)} di {last} ({more} di differenza)."


def how_long(asked: Asked, wanted: Sequence[Span], lines: Sequence[Line]) -> list[Line]:
    """
    Say for how long each of some ties has held, where a question asks it.

    Parameters
    ----------
    asked
        The question.
    wanted
        Those of whom it asks.
    lines
        What is said of each tie, as `tie_lines` says it.

    Returns
    -------
    list of Line
        The same, each with its days, and with the years or months where they are many.
    """
    if not LONG.search(bare(asked.question)):
        return list(lines)
    since: dict[tuple[str, str, bool], date] = {}
    for one in wanted:
        tie = (one.kind, one.other_id, one.starts_here)
        since[tie] = min(one.since, since.get(tie, one.since))
    days = [(asked.day - first).days for first in since.values()]
    return [
        replace(line, text=f"{line.text}, cioè da {count(many, 'giorno', 'giorni')}{_roughly(many)}")
        for line, many in zip(lines, days, strict=True)
    ]


def _roughly(days: int) -> str:
    """Say many days in years or months."""
    months = int(days / 30.44)
    years, over = divmod(months, 12)
    if years:
        more = f" e {count(over, 'mese', 'mesi')}" if over else ""
        return f" (circa {count(years, 'anno', 'anni')}{more})"
    return f" (circa {count(months, 'mese', 'mesi')})" if months > 1 else ""


def _each(spans: Sequence[Span]) -> dict[tuple[str, str], Span]:
    """Take each tie with hours once, where two sources say it: what the one who says more says."""
    found: dict[tuple[str, str], Span] = {}
    for span in spans:
        known = found.get((span.kind, span.other_id))
        if span.hours_per_week and (known is None or (known.hours_per_week or 0.0) < span.hours_per_week):
            found[span.kind, span.other_id] = span
    return found
