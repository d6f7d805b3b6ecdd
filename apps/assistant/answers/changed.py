"""Say what changed in a person's network between two days: what began, what ended, what did both."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.answers.gone import say_gone
from apps.assistant.answers.happened import happened
from apps.assistant.answers.ties import to_map
from apps.assistant.reading.days import read_day
from apps.assistant.reading.periods import Period
from apps.assistant.reading.stretches import COMPARED, Stretch, named_stretch, two_ends
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import curly, long_day, on_day, role_words
from coordinator.network import difference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.network.difference import EdgeView
    from coordinator.network.record import Span

GONE = re.compile(
    r" (?:andat[oaie]|uscit[oaie]|finit[oaie]|non c'e piu|non ci sono piu|chius[oaie]|smess[oaie]|terminat[oaie]"
    r"|cessat[oaie]|conclus[oaie]|pers[oaie]) "
)
COME = re.compile(
    r" (?:arrivat[oaie]|nuov[oaie]|cominciat[oaie]|entrat[oaie]|iniziat[oaie]|aggiunt[oaie]|in piu|partit[oaie]) "
)
"""Words that ask only for what ended, and only for what began."""

BOTH = re.compile(r" (?:cambiat\w*|cambi|cambiamenti|differenz\w*|confront\w*|divers\w*) ")
"""Words that ask for what began and for what ended, whatever else is said."""


OF_NETWORK = re.compile(
    r" (?:ret[ei]|mapp[ae]|ecomapp[ae]|legam[ei]|intorno|attorno|person[ae]|aiut[oi]|serviz[io]+) "
)
"""Words that ask of the network alone."""

RESTATED = re.compile(r"^ che cosa e cambiato nella rete di(?= )")
"""How the question is put that asked of no network: "novità su di lei?"."""

GIVEN = "dato nel piano:"
"""How a line begins that says what was given: so many that they would hide what changed."""

OF_PATH = 6
"""Events of her paths that are told."""


class Told(NamedTuple):
    """One thing that changed: what happened to it, when, and who with whom."""

    what: str
    day: date | None
    text: str
    party: str


def say_change(asked: Asked) -> Reply:
    """Say what began, ended and changed between two days; until today, where one is named."""
    only = _only(normal(asked.question))
    if only == "inito" and not _names_time(asked):
        return say_gone(asked)
    time = read_between(asked.question, asked.day)
    told = [*_different(asked, time), *_passed(asked, time)]
    lines = [
        Line(f"{_words(one)}: {one.text}", one.party)
        for one in sorted(told, key=lambda one: (ORDER.index(one.what), one.day or time.since))
        if only in one.what
    ]
    helper = _helper_named(asked)
    if helper:
        lines = [line for line in lines if helper in line.text]
    path = (
        []
        if only or helper or OF_NETWORK.search(RESTATED.sub(" ", normal(asked.question)))
        else _on_path(asked, time)
    )
    head = f"Nella rete di {asked.name}, {_spoken(time, asked.day)}:"
    if helper and not lines:
        head = f"Per {helper}, {_spoken(time, asked.day)}, nella rete di {asked.name} non è cambiato niente."
    elif not lines:
        nothing = {"inito": "non è finito niente", "ominciato": "non è cominciato niente"}
        spoken = _spoken(time, asked.day)
        what = nothing.get(only, "non è cambiato niente")
        head = f"{spoken[0].upper()}{spoken[1:]} nella rete di {asked.name} {what}."
    if path:
        head += "" if lines else " Nel percorso invece è scritto:"
        lines += path
    links = (("Confronta due giorni", f"confronta?id={asked.person_id}"), *to_map(asked))
    read = "la rete nei due giorni e il percorso" if path else "la rete nei due giorni"
    return asked.reply("change", head, lines, read, links)


def _helper_named(asked: Asked) -> str:
    """Return the one around her whom a question names in full; empty where it names nobody."""
    words = normal(asked.question)
    names = {span.other_name for span in asked.record.spans if span.other_kind == "persona"}
    return next((one for one in sorted(names) if normal(one) in words), "")


def _on_path(asked: Asked, time: Stretch) -> list[Line]:
    """Say what was written on her paths in those days, the last first."""
    if not asked.viewer.may("read", "case"):
        return []
    rows = [row for view in asked.cases for row in happened(asked, view) if time.holds(row[0])]
    rows.sort(key=lambda row: row[0], reverse=True)
    given = [line for _, line in rows if GIVEN in line.text]
    told = [line for _, line in rows if GIVEN not in line.text]
    lines = [replace(line, text=f"Nel percorso: {line.text}") for line in told[:OF_PATH]]
    if len(told) > OF_PATH:
        lines.append(Line(f"Nel percorso, prima: altri {len(told) - OF_PATH} fatti"))
    if given:
        times = "una volta" if len(given) == 1 else f"{len(given)} volte"
        lines.append(replace(given[0], text=f"Nel piano è stato dato qualcosa {times}"))
    return lines


def _names_time(asked: Asked) -> bool:
    """Say whether a question names the time over which it asks."""
    words = normal(asked.question)
    named = named_stretch(asked.question, asked.day) or read_day(asked.question, asked.day)
    return named is not None or any(word in words for word in (*SPANS, "anno"))


ORDER = ("Cominciato", "Finito", "Cominciato e finito", "Cambiato")
"""What may happen to a tie, as it is told."""


def _only(words: str) -> str:
    """Return the part of the words for what happened that a question asks for; empty where it asks for all."""
    gone, come = GONE.search(words) is not None, COME.search(words) is not None
    if gone == come or BOTH.search(words):
        return ""
    return "inito" if gone else "ominciato"


def _different(asked: Asked, time: Stretch) -> Iterator[Told]:
    """Say how the two days differ."""
    compared = COMPARED.search(normal(asked.question)) is not None
    first = (
        time.since if compared else time.since - timedelta(days=1)
    )  # what began on its first day is of a time
    found = difference(asked.store, asked.person_id, first, time.until, asked.viewer)
    for one in found.begun:
        yield Told("Cominciato", one.tie.get("since"), _edge_words(one), one.from_id)
    for one in found.ended:
        yield Told("Finito", one.tie.get("until"), _edge_words(one), one.from_id)
    for changed in found.changed:
        yield Told(
            "Cambiato", changed.after.tie.get("since"), _edge_words(changed.after), changed.after.from_id
        )


def _passed(asked: Asked, time: Stretch) -> Iterator[Told]:
    """Say which of her own ties began after the first day and ended before the last: neither day shows them."""
    held = {
        (span.kind, span.other_id)
        for span in asked.record.spans
        if span.holds_on(time.since) or span.holds_on(time.until)
    }
    for span in asked.record.spans:
        passed = span.until and time.since < span.since <= span.until < time.until
        if passed and (span.kind, span.other_id) not in held:
            yield Told("Cominciato e finito", span.since, _span_words(span, asked.name), span.other_id)


def _words(one: Told) -> str:
    """Say what happened, and on which day."""
    return f"{one.what} {on_day(one.day)}" if one.day and one.what in {"Cominciato", "Finito"} else one.what


def _edge_words(one: EdgeView) -> str:
    """Say a tie between two parties."""
    return f"{one.from_name} {curly(str(one.tie['label']))} {one.to_name}"


def _span_words(span: Span, name: str) -> str:
    """Say a tie of hers, with its days."""
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    return f"{span.other_name}: {role}, dal {long_day(span.since)} al {long_day(span.until)}"


def _spoken(time: Stretch, today: date) -> str:
    """Say from when to when."""
    return f"dal {long_day(time.since)} a oggi" if time.until >= today else time.words


def read_between(question: str, day: date) -> Stretch:
    """
    Read between which two days a question asks what changed.

    Parameters
    ----------
    question
        Such as "fra marzo e giugno", "da marzo", "nel 2024", "nell'ultimo mese".
    day
        The day of the question.

    Returns
    -------
    Stretch
        Until the day, where only a beginning is named; from a year before, where nothing is.
    """
    named = named_stretch(question, day)
    if named is None:
        return Stretch(read_day(question, day) or day - timedelta(days=_back(question)), day)
    ends = isinstance(named, Period) and not AGAINST.search(normal(question))
    return Stretch(named.since, min(named.until, day) if ends or two_ends(question, day) else day)


SPANS = {"settimana": 7, "mese": 31, "trimestre": 92, "semestre": 183}
"""Words for a time → its days."""

AGAINST = re.compile(r" (?:rispetto|confront\w*|differenz\w*|dopo|prima di) ")
"""Words after which a time is where a comparison begins: "rispetto a marzo"."""

YEAR_OF_DAYS = 365


def _back(question: str) -> int:
    """Return how many days back a question goes that names no time: by its word for one, or a year."""
    words = normal(question)
    return next((days for word, days in SPANS.items() if word in words), YEAR_OF_DAYS)
