"""Say who looked at a person's record, when, and whether an opening in an emergency was found right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apps.assistant.reading.days import read_day
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day, role_label
from coordinator.protection.emergency import openings_of
from coordinator.protection.looks import looks_at

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from coordinator.protection.emergency import Opening
    from coordinator.protection.looks import Look

MONTH = timedelta(days=30)
NIGHT = re.compile(r" (?:stanotte|(?:la |questa |nella |ieri )?notte(?: scorsa)?|di notte) ")
NIGHTFALL, MORNING = 20, 8
"""Hours at which a night begins and ends."""

TIMES = 4
"""Hours told one by one; more are told as a span."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a question asks, in the time of the place."""

    start: datetime
    end: datetime
    words: str  # how the answer begins
    by_night: bool = False

    def holds(self, at: datetime) -> bool:
        """Say whether a time is within."""
        there = at.astimezone()
        dark = there.hour >= NIGHTFALL or there.hour < MORNING
        return self.start <= there < self.end and (dark or not self.by_night)


def say_seen(asked: Asked) -> Reply:
    """
    Say who looked at a person's record, with the hours; in the last month where no day is named.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    Reply
        The page of the policy to who may not know.
    """
    links = (("Chi vede che cosa", "politica"), ("La mia scheda", f"mia-scheda?id={asked.person_id}"))
    if not asked.viewer.may("read", "own_record"):
        head = f"Chi ha guardato la scheda lo vedono {asked.name}, nella sua pagina, e chi amministra."
        return asked.reply("seen", head, [], "che cosa vede il tuo ruolo", links)
    span = _span(asked)
    looks: dict[tuple[date, str, str, bool], list[Look]] = {}
    for one in looks_at(asked.store, asked.person_id, asked.viewer, since=span.start):
        if span.holds(one.at):
            looks.setdefault((one.at.astimezone().date(), one.who, one.role, one.allowed), []).append(one)
    page = f"mia-scheda?id={asked.person_id}"
    lines = [Line(_look_words(*key, those), page=page) for key, those in looks.items()]
    opened = [one for one in _openings(asked) if span.holds(one.begun_at)]
    lines += [Line(_opening_words(one), page=page) for one in opened]
    head = f"{span.words} la scheda di {asked.name} è stata guardata da:"
    if not lines:
        head = f"{span.words} nessuno ha guardato la scheda di {asked.name}."
    return asked.reply("seen", head, lines, "il registro degli accessi e le aperture in emergenza", links)


def say_openings(asked: Asked) -> Reply:
    """
    Say why a person was opened in an emergency, and what came of looking into it.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    Reply
        The latest first; the page of the policy to who may not know.
    """
    links = (("Accesso in emergenza", "emergenza"), ("Chi vede che cosa", "politica"))
    if not asked.viewer.may("read", "own_record"):
        head = f"Le aperture in emergenza le vedono {asked.name}, nella sua pagina, e chi amministra."
        return asked.reply("seen", head, [], "che cosa vede il tuo ruolo", links)
    lines = [Line(_opening_words(one), page=f"mia-scheda?id={asked.person_id}") for one in _openings(asked)]
    head = f"Le aperture in emergenza della scheda di {asked.name}, con il motivo e il riesame:"
    if not lines:
        head = (
            f"La scheda di {asked.name} non è mai stata aperta in emergenza; chi l’ha vista poteva vederla."
        )
    return asked.reply("seen", head, lines, "le aperture in emergenza", links)


def _openings(asked: Asked) -> tuple[Opening, ...]:
    """Read the openings in an emergency."""
    return openings_of(asked.store, asked.person_id, asked.viewer)


def _span(asked: Asked) -> Span:
    """Read from when to when a question asks: a night, a day, a week, else the last month."""
    midnight = datetime.combine(asked.day, datetime.min.time()).astimezone()
    if NIGHT.search(normal(asked.question)):
        start = midnight - timedelta(hours=24 - NIGHTFALL)
        words = f"Di notte, dalle {NIGHTFALL} alle {MORNING}, dal {long_day(start.date())} a oggi"
        return Span(start, midnight + timedelta(hours=24 + MORNING), words, by_night=True)
    time = named_stretch(asked.question, asked.day)
    if time is not None:
        first, last = (
            datetime.combine(one, datetime.min.time()).astimezone()
            for one in (time.since, time.until + timedelta(days=1))
        )
        return Span(first, last, time.words[0].upper() + time.words[1:])
    day = read_day(asked.question, asked.day)
    if day is not None:
        start = datetime.combine(day, datetime.min.time()).astimezone()
        return Span(start, start + timedelta(days=1), f"Il {long_day(day)}")
    return Span(midnight - MONTH, datetime.max.replace(tzinfo=UTC), "Nell’ultimo mese")


def _look_words(day: date, who: str, role: str, allowed: bool, looks: list[Look]) -> str:  # noqa: FBT001 - a key
    """Say who looked on a day, and at which hours."""
    times = sorted({one.at.astimezone().strftime("%H:%M") for one in looks})
    told = (
        f"alle {', '.join(times)}"
        if len(times) <= TIMES
        else f"dalle {times[0]} alle {times[-1]}, {len(times)} volte"
    )
    return f"{who} ({role_label(role)}), {long_day(day)}, {told}{'' if allowed else ', rifiutato'}"


def _opening_words(one: Opening) -> str:
    """Say one opening: who, when, why, and what came of looking into it."""
    begun = one.begun_at.astimezone()
    found = "da riesaminare: nessuno ha ancora detto se era giusta"
    if one.justified is not None:
        when = f" il {long_day(one.reviewed_at.astimezone().date())}" if one.reviewed_at else ""
        found = f"riesaminata{when}: {'giustificata' if one.justified else 'non giustificata'}"
        found += f" («{one.remark}»)" if one.remark else ""
    day = f"{long_day(begun.date())} alle {begun:%H:%M}"
    return curly(
        f"Apertura in emergenza di {one.who} ({role_label(one.role)}), {day}: «{one.reason}»; {found}"
    )
