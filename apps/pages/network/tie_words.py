"""Say in Italian what is recorded of a tie: its sentence, its data, what was stated and what changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from apps.components.words import curly, gendered, hours, joined, long_day
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.network import Event
    from coordinator.network.one_tie import TieView
    from coordinator.network.record import Record

LABELS = {
    "strength": "forza",
    "conflict": "conflitto",
    "frequency": "quanto spesso",
    "hours_per_week": "ore di aiuto",
    "hours_available": "ore che può dare",
    "strain": "fatica",
    "support": "che cosa dà",
    "direction": "chi aiuta",
    "level": "livello di integrazione",
    "hidden": "riservato",
    "document": "documento",
    "note": "nota",
    "until": "ultimo giorno",
    "since": "dal",
    "confirmed_on": "confermato il",
    "stated_by": "lo dice",
}
LISTS = {"strength": "strengths", "frequency": "frequencies", "support": "supports", "level": "levels"}
ACTS = {
    "stated": "Detto",
    "confirmed": "Confermato",
    "ended": "Finito",
    "moved": "Spostato per unione di due schede",
    "withdrawn": "Tolto: era scritto per errore",
    "taken_back": "Annullato l’ultimo passo",
}
DIRECTIONS = {"to": "{start} aiuta {end}", "from": "{end} aiuta {start}", "both": "si aiutano"}


def sentence(kind: str, start: str, end: str, sex: str | None = None) -> str:
    """Say a tie: ``"Lucia Bruni è caregiver principale di Ada Serravalle"``."""
    label = gendered(vocabulary().tie_kind(kind).label, sex)
    verb = "" if _has_verb(label) else "è "
    return f"{start} {verb}{joined(label, end)}"


def sexes(record: Record) -> dict[str, str | None]:
    """Return the sex of a person and of those around her, by id, where it is recorded."""
    around = {span.other_id: span.other_sex for span in record.spans}
    return around | {record.party.id: getattr(record.party, "sex", None)}


def tie_sentence(tie: TieView) -> str:
    """Say a tie that was read."""
    return sentence(tie.kind, tie.from_name, tie.to_name, tie.from_sex)


def say_value(name: str, value: Any, start: str = "il primo", end: str = "il secondo") -> str:  # noqa: ANN401
    """
    Say one datum of a tie.

    Parameters
    ----------
    name
        Its column.
    value
        What it holds; a day may be a text such as 2026-03-31.
    start, end
        Names of the two ends, for the direction of help.

    Returns
    -------
    str
        In Italian; ``"non detto"`` for None.
    """
    if value is None or value == "":
        return "non detto"
    if isinstance(value, bool) or name in {"conflict", "hidden"}:
        return "sì" if value else "no"
    if name in {"since", "until", "confirmed_on"}:
        return long_day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if name in LISTS:
        return curly(vocabulary().label(LISTS[name], str(value)))
    if name == "direction":
        return DIRECTIONS[value].format(start=start, end=end)
    if name in {"hours_per_week", "hours_available"}:
        return hours(value)
    return f"{value} su 3" if name == "strain" else curly(str(value))


def data_of(tie: TieView) -> list[tuple[str, str]]:
    """List what a source says of a tie, as label and value; what it does not say is left out."""
    found = [
        (LABELS[name], say_value(name, value, tie.from_name, tie.to_name))
        for name, value in tie.said.items()
        if value is not None and not (name in {"conflict", "hidden"} and not value)
    ]
    return [("dal", _span(tie)), *found]


def told(event: Event) -> dict[str, Any]:
    """Say one statement of a tie's history."""
    state = event.state
    shown = [name for name in LABELS if name in state and name not in {"stated_by", "document", "since"}]
    return {
        "act": ACTS.get(event.act, event.act),
        "day": long_day(event.day),
        "recorded": long_day(event.recorded_at.date()),
        "author": event.author,
        "stated_by": event.stated_by or "",
        "document": event.document or "",
        "data": [
            (LABELS[name], say_value(name, state[name]))
            for name in shown
            if state[name] is not False and name != "direction" and not (name == "until" and not state[name])
        ],
        "reopened": event.act in {"taken_back", "moved"} and state.get("until", "") is None,
    }


def changes(fields: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """List what is otherwise in a tie, as label, before and after."""
    return [
        (LABELS.get(name, name), say_value(name, before), say_value(name, after))
        for name, (before, after) in fields.items()
        if name in LABELS
    ]


def _span(tie: TieView) -> str:
    """Say from when to when a tie holds."""
    if tie.until is not None and tie.until < tie.since:
        return "mai: era scritto per errore"
    return long_day(tie.since) + (f" al {long_day(tie.until)}" if tie.until else ", e continua")


def _has_verb(label: str) -> bool:
    """Say whether a label begins with its verb: ``"segue"``, ``"dà una mano a"``."""
    verbs = {
        *("convive", "ha", "è", "dà", "fa", "aiuta", "frequenta", "riceve", "segue", "si", "può", "lavora"),
        *("collabora", "vigila", "finanzia", "coprogetta"),
    }
    return label.split()[0] in verbs
