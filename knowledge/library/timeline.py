"""Decide which text of a provision stands on a day, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from knowledge.norms.days import italian_day
from knowledge.norms.identifiers import format_legal, parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Status, TextState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.norms.model import Act

# (first day, days, URN of the comma): how long after publication a law is in force when it does not say.
VACATIO = ((date(1948, 1, 1), 15, "urn:nir:stato:costituzione:1947-12-27~art73-com3"),)
_ENDING = {"replaces": Status.REPLACED, "repeals": Status.REPEALED}


@dataclass(frozen=True, slots=True)
class Reading:
    """One text of a provision, as one document tells it."""

    version_id: int
    document_id: int
    act: Act
    sha256: str
    length: int
    valid_from: date | None
    valid_to: date | None
    status: Status
    cause: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A provision of another act that changes this one, from a day on."""

    kind: str  # modifies, replaces, repeals, suspends
    source: str  # URN
    day: date | None
    exact: bool = True  # False: only the day of the act is known, not that of its entry into force
    last_day: date | None = None  # of a suspension; None while no end is known


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a day: one reading, and what is known of it."""

    reading: Reading
    status: Status
    valid_from: date | None
    valid_to: date | None
    changed_by: str | None
    note: str


def start_of(act: Act) -> date | None:
    """Give the day from which an act is in force; None where the corpus does not tell."""
    if act.in_force:
        return act.in_force
    if act.published and act.kind == "decreto.legge":
        return act.published  # it says itself, and never later than the day after
    if act.published:
        days = [days for since, days, _ in VACATIO if act.published >= since]
        return act.published + timedelta(days=days[-1]) if days else act.published
    return act.enacted


def stands(
    readings: Sequence[Reading], changes: Iterable[Change], on: date, gone: date | None = None
) -> Standing:
    """
    Choose the text that stands on a day.

    Parameters
    ----------
    readings
        Not empty; all of one provision.
    changes
        What other acts of the library say of it.
    on
        The day.
    gone
        The day of a later whole text of the act, up to ``on``, that no longer holds the provision.

    Returns
    -------
    Standing
        Its status is `Status.UNVERIFIED` when no text of the library vouches for that day.
    """
    chosen = max(readings, key=lambda reading: _rank(reading, on))
    act, begin = chosen.act, start_of(chosen.act)
    valid_from, valid_to = chosen.valid_from, chosen.valid_to
    if chosen.status in {Status.REPEALED, Status.REPLACED}:
        return _ended(chosen, on)
    if begin and on < begin and not (valid_from and valid_from <= on):
        note = f"Non ancora in vigore il {in_words(on)}: l'atto è in vigore dal {in_words(begin)}."
        return Standing(chosen, Status.NOT_YET, valid_from or begin, valid_to, None, note)
    if valid_from and on < valid_from:
        note = f"Testo in vigore dal {in_words(valid_from)}: quello del {in_words(on)} non è in archivio."
        return Standing(chosen, Status.UNVERIFIED, valid_from, valid_to, chosen.cause, note)
    if valid_to and on >= valid_to:
        note = f"Testo in vigore fino al {in_words(valid_to - timedelta(days=1))}{_by(chosen.cause)}."
        return Standing(chosen, Status.REPLACED, valid_from, valid_to, chosen.cause, note)
    if gone:
        note = f"Non è più nel testo dell'atto al {in_words(gone)}."
        return Standing(chosen, Status.REPEALED, valid_from, gone, None, note)
    changes = list(changes)
    lasting = [change for change in changes if change.kind != "suspends"]
    standing = _changed(chosen, lasting, on) or _unchanged(chosen, on, act)
    return _suspended(standing, changes, on) or standing


def evidence(reading: Reading) -> date | None:
    """Give the day for which a reading vouches; None when it does not say."""
    if reading.valid_from:
        return reading.valid_from
    if reading.act.text_state is TextState.ORIGINAL:
        return start_of(reading.act)
    return reading.act.text_as_of


def _rank(reading: Reading, on: date) -> tuple[int, date, int, int]:
    """Rank a reading for a day: one that spans it, then the latest before it, then the earliest after it."""
    day = evidence(reading)
    if day is None:
        return (1, date.min, reading.length, reading.document_id)
    if day > on:
        return (0, date.min + (date.max - day), reading.length, reading.document_id)
    within = reading.valid_to is None or on < reading.valid_to
    return (3 if within else 2, day, reading.length, reading.document_id)


def _ended(chosen: Reading, on: date) -> Standing:
    """Word a provision that its own file says repealed."""
    words = "Sostituito" if chosen.status is Status.REPLACED else "Abrogato"
    if _stood_still(chosen, on):
        if chosen.length:
            return Standing(chosen, Status.IN_FORCE, chosen.valid_from, chosen.valid_to, chosen.cause, "")
        note = (
            f"Il testo del {in_words(on)} non è in archivio; in seguito {words.lower()}{_by(chosen.cause)}."
        )
        return Standing(chosen, Status.UNVERIFIED, None, chosen.valid_to, chosen.cause, note)
    return Standing(
        chosen,
        chosen.status,
        chosen.valid_from,
        chosen.valid_to,
        chosen.cause,
        f"{words}{_by(chosen.cause)}.",
    )


def _stood_still(chosen: Reading, on: date) -> bool:
    """Whether a provision that was ended had not been ended yet on a day."""
    if chosen.valid_to:
        return on < chosen.valid_to
    if chosen.cause:
        try:
            return parse_urn(chosen.cause).name.day > on.isoformat()
        except UnreadableReferenceError:
            return False
    day = evidence(chosen)
    return day is not None and on < day


def _changed(chosen: Reading, changes: Iterable[Change], on: date) -> Standing | None:
    """Apply what later acts say, where the text at hand does not hold it yet."""
    since = evidence(chosen)
    later = sorted(
        (change for change in changes if change.day and (since is None or change.day > since)),
        key=lambda change: (change.day or date.max, change.kind == "modifies"),
    )
    begin = chosen.valid_from or (since if chosen.act.text_state is TextState.ORIGINAL else None)
    past = [change for change in later if change.day and change.day <= on]
    ending = next((change for change in past if change.kind in _ENDING), None)
    if ending and ending.day:
        status = _ENDING[ending.kind]
        words = "Sostituito" if status is Status.REPLACED else "Abrogato"
        since_day = f" dal {in_words(ending.day)}" if ending.exact else ""
        note = f"{_text_of(chosen)} {words}{since_day}{_by(ending.source)}."
        end = ending.day if ending.exact else None
        return Standing(chosen, status, begin, end, ending.source, note.strip())
    if past:
        last = past[-1]
        since_day = f" dal {in_words(last.day)}" if last.exact else ""
        note = (
            f"{_text_of(chosen)} Modificato{since_day}{_by(last.source)}: il testo nuovo non è in archivio."
        )
        end = past[0].day if past[0].exact else None
        return Standing(chosen, Status.UNVERIFIED, begin, end, last.source, note.strip())
    if later and since:
        end = later[0].day if later[0].exact else None
        return Standing(chosen, Status.IN_FORCE, begin, end, None, "")
    return None


def _suspended(standing: Standing, changes: Iterable[Change], on: date) -> Standing | None:
    """Say that a provision is suspended on a day; one that has ended is no longer."""
    if standing.status in {Status.REPEALED, Status.REPLACED}:
        return None
    for change in changes:
        begun = change.kind == "suspends" and change.day is not None and change.day <= on
        if begun and (change.last_day is None or on <= change.last_day):
            until = f" fino al {in_words(change.last_day)}" if change.last_day else ""
            note = f"Sospeso{until}{_by(change.source)}."
            return replace(standing, status=Status.SUSPENDED, changed_by=change.source, note=note)
    return None


def _unchanged(chosen: Reading, on: date, act: Act) -> Standing:
    """Word a text that nothing known has changed."""
    day = evidence(chosen)
    if act.text_state is TextState.CONSOLIDATED and day and day > on:
        note = f"Testo al {in_words(day)}: quello del {in_words(on)} può essere diverso."
        return Standing(chosen, Status.UNVERIFIED, chosen.valid_from, chosen.valid_to, chosen.cause, note)
    if act.text_state is TextState.ORIGINAL or (act.text_state is TextState.EXTRACT and day is None):
        begin = start_of(act) if act.text_state is TextState.ORIGINAL else None
        note = f"{_text_of(chosen)} Le modifiche successive non sono note a questo archivio."
        return Standing(chosen, Status.UNVERIFIED, begin, None, None, note)
    return Standing(
        chosen, Status.IN_FORCE, chosen.valid_from, chosen.valid_to, chosen.cause, _text_of(chosen)
    )


def _text_of(chosen: Reading) -> str:
    """Say what the text at hand is."""
    act = chosen.act
    if act.text_state is TextState.ORIGINAL:
        year = f" del {act.enacted.year}" if act.enacted else ""
        return f"Testo originario{year}, non consolidato."
    day = evidence(chosen)
    if act.text_state is TextState.EXTRACT:
        return (
            f"Estratto, testo al {in_words(day)}."
            if day
            else "Estratto, di cui non è nota la data del testo."
        )
    if chosen.valid_from:
        return ""
    return f"Testo vigente al {in_words(day)}." if day else "Testo di cui non è nota la data."


def _by(source: str | None) -> str:
    """Word the provision that made a change."""
    if source is None:
        return ""
    try:
        return f" ({format_legal(parse_urn(source))})"
    except UnreadableReferenceError:
        return f" ({source})"


def in_words(day: date | None) -> str:
    """Write a day as Italians do: 8 novembre 2000."""
    return italian_day(day) if day else "?"
