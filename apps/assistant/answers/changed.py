"""Say what changed in a person's network since a day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.answers.ties import to_map
from apps.assistant.reading.days import AGO, ISO, NUMBERS, WITH_DAY, YEAR, read_day
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import MONTHS, curly, long_day
from coordinator.network import difference

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply


GONE = re.compile(r" (?:andat[oaie]|uscit[oaie]|finit[oaie]|non c'e piu|non ci sono piu|chius[oaie]) ")
COME = re.compile(
    r" (?:arrivat[oaie]|nuov[oaie]|cominciat[oaie]|entrat[oaie]|iniziat[oaie]|aggiunt[oaie]|in piu) "
)
"""Words that ask only for what ended, and only for what began."""


def say_change(asked: Asked) -> Reply:
    """Say what began, ended and changed since a day."""
    since = read_since(asked.question, asked.day)
    found = difference(asked.store, asked.person_id, since, asked.day, asked.viewer)
    told = [
        *(("Cominciato", one) for one in found.begun),
        *(("Finito", one) for one in found.ended),
        *(("Cambiato", one.after) for one in found.changed),
    ]
    words, only = normal(asked.question), ""
    if GONE.search(words) is not None and COME.search(words) is None:
        only = "Finito"
    elif COME.search(words) is not None and GONE.search(words) is None:
        only = "Cominciato"
    told = [(what, one) for what, one in told if only in {"", what}]
    lines = [
        Line(f"{what}: {one.from_name} {curly(str(one.tie['label']))} {one.to_name}", one.from_id)
        for what, one in told
    ]
    head = f"Nella rete di {asked.name}, dal {long_day(since)} a oggi:"
    if not lines:
        nothing = {"Finito": "non è finito niente", "Cominciato": "non è cominciato niente"}
        head = (
            f"Dal {long_day(since)} nella rete di {asked.name} {nothing.get(only, 'non è cambiato niente')}."
        )
    links = (("Confronta due giorni", f"confronta?id={asked.person_id}"), *to_map(asked))
    return asked.reply("change", head, lines, "la rete nei due giorni", links)


def read_since(question: str, day: date) -> date:
    """
    Read from which day on a question asks; a year ago when it does not say.

    Parameters
    ----------
    question
        Such as "da marzo", "dal 2024", "nell'ultimo mese".
    day
        The day of the question.

    Returns
    -------
    date
        A month without a year is the last one that has begun.
    """
    words = normal(question)
    if (
        any(written.search(question) for written in (ISO, NUMBERS))
        or WITH_DAY.search(words)
        or AGO.search(words)
    ):
        return read_day(question, day) or day
    year = int(found[0]) if (found := YEAR.search(words)) else None
    for number, month in enumerate(MONTHS, 1):
        if f" {month} " in words:
            return day.replace(year=year or day.year - (number > day.month), month=number, day=1)
    if year is not None:
        return day.replace(year=year, month=1, day=1)
    spans = {"settimana": 7, "mese": 31, "trimestre": 92, "semestre": 183}
    return day - timedelta(days=next((days for word, days in spans.items() if word in words), 365))
