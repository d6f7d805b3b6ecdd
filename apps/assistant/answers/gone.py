"""Say who or what was around a person and is no more, however long ago: the last that ended first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.ties import holding_ties, to_map
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import joined, long_day, role_words

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.periods import Period
    from apps.assistant.reading.stretches import Stretch
    from apps.assistant.reply import Reply
    from coordinator.network.record import Span


WHY = re.compile(r" (?:perche|come mai|(?:per )?(?:quale|che) (?:motivo|ragione)|il motivo) ")
"""How a question asks why something ended: no tie holds that."""


def say_gone(asked: Asked) -> Reply:
    """
    Say which ties of a person have ended, and when.

    Parameters
    ----------
    asked
        The question; where it names a time, what ended in it is told first and the rest after it.

    Returns
    -------
    Reply
        Of those whom it names, or of all; who went on in the same role is no more among them.
    """
    ended = _of_no_more(asked)
    named = meant(asked, ended)
    spans, time = named or ended, named_stretch(asked.question, asked.day)
    within = [span for span in spans if time is None or _ended_in(span, time)]
    rest = [] if named else [span for span in spans if span not in within]
    lines = [ended_line(span, asked.name) for span in within]
    if time is None:
        head = f"{joined('Intorno a', asked.name)} non c’è più:"
        head = head if lines else f"Per {asked.name} non risulta finito niente."
    else:
        head = f"Per {asked.name}, {time.words}, è finito:"
        head = head if within else f"Per {asked.name}, {time.words}, non risulta finito niente."
        lines += [_else(span, asked.name) for span in rest]
    return asked.reply("around", head, lines, "i legami, anche finiti,", to_map(asked))


def say_ended(asked: Asked) -> Reply | None:
    """
    Say until when those helped whom a question names and who do so no more.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    Reply or None
        None where no tie that it names has ended.
    """
    ended = meant(asked, _of_no_more(asked))
    if not ended:
        return None
    lines = [ended_line(span, asked.name) for span in ended]
    if WHY.search(normal(asked.question)):
        lines.append(Line("Il motivo non è scritto.", page=f"persona?id={asked.person_id}"))
    return asked.reply("around", f"Per {asked.name} risulta, e non più:", lines, "i legami", to_map(asked))


def ended_spans(asked: Asked) -> list[Span]:
    """
    List the ties that ended before the day.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    list of Span
        The last that ended first.
    """
    spans = [span for span in asked.record.spans if span.until and span.until < asked.day]
    return sorted(spans, key=lambda span: span.until or span.since, reverse=True)


def ended_line(span: Span, name: str) -> Line:
    """
    Say a tie that ended.

    Parameters
    ----------
    span
        The tie.
    name
        Of whom it was.

    Returns
    -------
    Line
        With its first and last day.
    """
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    days = f"dal {long_day(span.since)} fino al {long_day(span.until)}"
    return Line(f"{span.other_name}: {role}, {days}", span.other_id)


def _of_no_more(asked: Asked) -> list[Span]:
    """List the ties that have ended and were not taken up again, the last that ended first."""
    still = {(span.kind, span.other_id) for span in holding_ties(asked)}
    return [span for span in ended_spans(asked) if (span.kind, span.other_id) not in still]


def _ended_in(span: Span, time: Stretch | Period) -> bool:
    """Say whether a tie ended in a time."""
    return span.until is not None and time.since <= span.until <= time.until


def _else(span: Span, name: str) -> Line:
    """Say a tie that ended at another time than the one asked for."""
    line = ended_line(span, name)
    return replace(line, text=f"In un altro periodo: {line.text}")
