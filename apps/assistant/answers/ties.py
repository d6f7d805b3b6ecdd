"""Say the ties of a person, each once, with what each source says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.reply import Line
from apps.components.words import hours, long_day, role_words, strength_words
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span


def holding_ties(asked: Asked) -> list[Span]:
    """List the ties that hold on the day, as the vocabulary orders their kinds."""
    spans = [span for span in asked.record.spans if span.holds_on(asked.day)]
    spans.sort(key=lambda span: (vocabulary().tie_kind(span.kind).code, span.other_name))
    return spans


def tie_lines(spans: Iterable[Span], name: str) -> list[Line]:
    """Say each tie once, with what each source says of it where two do."""
    groups: dict[tuple[str, str, bool], list[Span]] = {}
    for span in spans:
        groups.setdefault((span.kind, span.other_id, span.starts_here), []).append(span)
    return [Line(_tie_words(group, name), group[0].other_id) for group in groups.values()]


def _tie_words(group: Sequence[Span], name: str) -> str:
    """Say one tie: who, what for her, since when, how much; each source's view where they are two."""
    span = group[0]
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    parts = [f"{span.other_name}: {role}", f"dal {long_day(min(one.since for one in group))}"]
    if len(group) == 1:
        parts += [hours(span.hours_per_week)] if span.hours_per_week else []
        return ", ".join([*parts, *(["in conflitto"] if span.conflict else [])])
    views = [
        f"secondo {one.stated_by or one.author}: {strength_words(one.strength, conflict=one.conflict)}"
        for one in sorted(group, key=lambda one: one.tie_id)
    ]
    return f"{', '.join(parts)} ({'; '.join(views)})"


def to_map(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Lead to her map, of the day that the question names."""
    if asked.dated:
        label = f"Ecomappa di {asked.name}, {long_day(asked.day)}"
        return ((label, f"mappa?id={asked.person_id}&giorno={asked.day.isoformat()}"),)
    return ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
