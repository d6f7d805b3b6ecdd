"""Answer questions on one person from her record: who is around her, what changed, what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.route import normal
from apps.components.words import MONTHS, age, gendered, hours, long_day, place_name, role_words
from coordinator.findings import find_for
from coordinator.matching import match
from coordinator.model import Person, vocabulary
from coordinator.network import difference
from coordinator.network.record import read_record
from coordinator.network.whatif import what_if
from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.cases import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from coordinator.network.record import Record, Span
    from coordinator.protection import Viewer
    from coordinator.store import Store

SHOWN = 30
SEX_OF = {"figlia": "F", "figlio": "M", "moglie": "F", "marito": "M", "sorella": "F", "fratello": "M"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a person: where to read, about whom, for which day, by whom."""

    store: Store
    viewer: Viewer
    person_id: str
    day: date
    question: str
    dated: bool = False  # whether the question itself names the day

    def record(self) -> Record:
        """Read her record."""
        return read_record(self.store, self.person_id, self.day, self.viewer)


def answer_case(intent: str, asked: Asked) -> Reply:
    """
    Answer a question on a person.

    Parameters
    ----------
    intent
        One of the intents that are about a person.
    asked
        The question.

    Returns
    -------
    Reply
        With the query that was run and the records it rests on.

    Raises
    ------
    KeyError
        If the intent is not about a person.
    """
    return ANSWERS[intent](asked)


def _around(asked: Asked) -> Reply:
    """Say who is around a person; if the question names a part of them, only those."""
    record = asked.record()
    name = _short(record)
    spans = [span for span in record.spans if span.holds_on(asked.day)]
    spans.sort(key=lambda span: (vocabulary().tie_kind(span.kind).code, span.other_name))
    wanted = _named(spans, asked.question) or _narrowed(spans, asked.question) or spans
    lines = [Line(_tie_words(span, name), span.other_id) for span in wanted]
    head = f"Intorno a {name} ci sono {len({span.other_id for span in spans})} persone, servizi ed enti."
    if len(wanted) < len(spans):
        head = f"Per {name} risulta:"
    return _reply("around", asked, record, head if lines else f"Per {name} non risulta nessuno.", lines)


def _tie_words(span: Span, name: str) -> str:
    """Say one tie: who, what for her, how much, since when."""
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    parts = [f"{span.other_name}: {role}", f"dal {long_day(span.since)}"]
    if span.hours_per_week:
        parts.append(hours(span.hours_per_week))
    if span.conflict:
        parts.append("in conflitto")
    return ", ".join(parts)


def _narrowed(spans: Iterable[Span], question: str) -> list[Span]:
    """Keep the ties whose kind the question names: "il medico", "i servizi", "la famiglia"."""
    words = normal(question)
    kinds = {
        "medic": {"medico_base"},
        "famil": {kind.id for kind in vocabulary().kinds.values() if kind.sector == "famiglia"},
        "serviz": {"in_carico", "in_attesa", "segnalato"},
        "badante": {"assistente_familiare"},
        "caregiver": {"caregiver_principale", "caregiver"},
        "case manager": {"case_manager"},
        "figli": {"genitore"},
        "vicin": {"vicinato"},
        "volontar": {"volontariato"},
        "amministratore": {"amministratore_sostegno"},
    }
    asked = {kind for cue, held in kinds.items() if f" {cue}" in words or f"'{cue}" in words for kind in held}
    sex = next((sex for word, sex in SEX_OF.items() if f" {word} " in words or f"'{word} " in words), None)
    return [span for span in spans if span.kind in asked and (sex is None or span.other_sex in {sex, None})]


def _absence(asked: Asked) -> Reply:
    """Say what would be otherwise if someone were missing."""
    record = asked.record()
    name = _short(record)
    spans = [span for span in record.spans if span.holds_on(asked.day)]
    away = _named(spans, asked.question) or _narrowed(spans, asked.question)
    gone = list(dict.fromkeys(span.other_id for span in away))
    if not gone:
        choices = tuple(
            Choice(span.other_name, f"E se mancasse {span.other_name}?")
            for span in {span.other_id: span for span in spans if span.hours_per_week}.values()
        )
        return Reply(
            "absence",
            f"Chi dovrebbe mancare, fra chi aiuta {name}?",
            choices=choices,
            person_id=asked.person_id,
        )
    result = what_if(asked.store, asked.person_id, asked.day, asked.viewer, remove=gone)
    lost = set(result.after.uncovered) - set(result.before.uncovered)
    lines = [] if lost else [Line("Nessun altro bisogno resterebbe senza risposta.")]
    lines += [Line(sentence) for sentence in result.sentences]
    already = [need for need in result.after.uncovered if need not in lost]
    if already:
        labels = ", ".join(vocabulary().label("needs", need) for need in already)
        lines.insert(1, Line(f"Già {'scoperto' if len(already) == 1 else 'scoperti'}: {labels}."))
    if asked.viewer.may("read", "findings"):
        found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
        bridges = [one for one in found if one.rule.id == "only_link" and one.evidence[0].id in gone]
        lines += [Line(one.sentence, "", one.rule.norm or "") for one in bridges]
    names = ", ".join(dict.fromkeys(span.other_name for span in away))
    head = f"Se mancasse {names}, nella rete di {name}:"
    return _reply("absence", asked, record, head, lines)


def _named(spans: Iterable[Span], question: str) -> list[Span]:
    """Keep the ties of those whom a question names."""
    words = normal(question)
    found = []
    for span in spans:
        parts = [part for part in normal(span.other_name).split() if len(part) > 3]
        if any(f" {part} " in words for part in parts):
            found.append(span)
    return found


def _change(asked: Asked) -> Reply:
    """Say what began, ended and changed since a day."""
    record = asked.record()
    since = read_since(asked.question, asked.day)
    found = difference(asked.store, asked.person_id, since, asked.day, asked.viewer)
    lines = [
        Line(f"Cominciato: {one.from_name} {one.tie['label']} {one.to_name}", one.from_id)
        for one in found.begun
    ]
    lines += [
        Line(f"Finito: {one.from_name} {one.tie['label']} {one.to_name}", one.from_id) for one in found.ended
    ]
    lines += [
        Line(
            f"Cambiato: {one.after.from_name} {one.after.tie['label']} {one.after.to_name}", one.after.from_id
        )
        for one in found.changed
    ]
    name = _short(record)
    head = (
        f"Nella rete di {name}, dal {long_day(since)} a oggi:"
        if lines
        else f"Dal {long_day(since)} nella rete di {name} non è cambiato niente."
    )
    return _reply("change", asked, record, head, lines)


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
    year = int(found[0]) if (found := YEAR.search(words)) else None
    for number, month in enumerate(MONTHS, 1):
        if f" {month} " in words:
            return day.replace(year=year or day.year - (number > day.month), month=number, day=1)
    if year is not None:
        return day.replace(year=year, month=1, day=1)
    spans = {"settimana": 7, "mese": 31, "trimestre": 92, "semestre": 183}
    return day - timedelta(days=next((days for word, days in spans.items() if word in words), 365))


def _places(asked: Asked) -> Reply:
    """Say which services fit the needs that a question names, or those of the person that nobody meets."""
    record = asked.record()
    words = normal(asked.question)
    terms = vocabulary().terms["needs"]
    needs = [need for need, term in terms.items() if _mentions(words, term.label)]
    if not needs:
        held = [need for need, term in terms.items() if term.label in record.needs]
        choices = tuple(
            Choice(terms[need].label, f"Quali servizi con posti liberi per {terms[need].label}?")
            for need in held
        )
        return Reply("places", "Per quale bisogno?", choices=choices, person_id=asked.person_id)
    lines = []
    for need in needs:
        for one in [
            found
            for found in match(asked.store, asked.person_id, need, asked.day, asked.viewer)
            if need in found.offer.needs
        ]:
            lines.append(
                Line(
                    _offer_words(one.offer.name, one.offer.places_free, one.offer.waiting_days, one.against),
                    one.offer.id,
                )
            )
    labels = ", ".join(terms[need].label for need in needs)
    return _reply("places", asked, record, f"Per questo bisogno ({labels}):", lines)


def _mentions(words: str, label: str) -> bool:
    """Say whether a question names a need by one of its telling words."""
    parts = [
        part for part in normal(label).split() if len(part) > 4 and part not in {"della", "delle", "avere"}
    ]
    return any(f" {part[:6]}" in words for part in parts)


def _offer_words(name: str, free: int | None, waiting: int | None, against: tuple[str, ...]) -> str:
    """Say one service: free places, waiting, and why not."""
    places = "posti liberi non noti" if free is None else f"{free} posti liberi"
    wait = "attesa non nota" if waiting is None else f"attesa di {waiting} giorni"
    why = f"; non adatto: {'; '.join(against)}" if against else ""
    return f"{name}: {places}, {wait}{why}"


def _findings(asked: Asked) -> Reply:
    """Say what is missing or at risk."""
    record = asked.record()
    found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
    lines = [Line(one.sentence, asked.person_id, one.rule.norm or "") for one in found]
    head = f"Nella rete di {_short(record)} si nota:" if lines else "I dati non mostrano mancanze."
    return _reply("findings", asked, record, head, lines)


def _needs(asked: Asked) -> Reply:
    """Say what a person needs."""
    record = asked.record()
    lines = [Line(need) for need in record.needs]
    head = (
        f"I bisogni scritti per {_short(record)}:"
        if lines
        else f"Per {_short(record)} non sono scritti bisogni."
    )
    return _reply("needs", asked, record, head, lines)


def _facts(asked: Asked) -> Reply:
    """Say age, place and telephone."""
    record = asked.record()
    party = record.party
    lines = []
    if isinstance(party, Person):
        years = age(party.born_on, asked.day)
        if years is not None:
            born = gendered("nata o nato", party.sex)
            lines.append(Line(f"{years} anni ({born}: {long_day(party.born_on)})"))
        lines += [Line(f"Abita a {place_name(party.area)}")] if party.area else []
        lines += [Line(f"Telefono {party.phone}")] if party.phone else []
    return _reply("record", asked, record, f"{party.name}:", lines)


def _terms(asked: Asked) -> Reply:
    """Say which terms run, from which event, until when, by which norm."""
    record = asked.record()
    lines = []
    for case_id in cases_of(asked.store, asked.person_id, asked.viewer):
        for term in read_case(asked.store, case_id, asked.viewer).terms(LocalCalendar()):
            if term.met_on is not None and term.met_on <= asked.day:
                continue
            deadline = term.deadline
            left = deadline.days_left(asked.day)
            due = f"scade il {long_day(deadline.due)}" if deadline.due else "è sospeso"
            days = (
                ""
                if left is None
                else f", mancano {left} giorni"
                if left >= 0
                else f", scaduto da {-left} giorni"
            )
            kind = "" if deadline.term.origin == "legge" else f" ({deadline.term.origin})"
            start = f"iniziato con {deadline.term.starts_with}, il {long_day(deadline.start)}"
            lines.append(
                Line(
                    f"{deadline.term.name}{kind}: {start}; {due}{days}",
                    "",
                    deadline.term.source or "",
                )
            )
    name = _short(record)
    head = (
        f"Per {name} corre:"
        if lines
        else f"Per {name} non risulta un percorso aperto: nessun termine sta correndo."
    )
    return _reply("terms", asked, record, head, lines)


def _short(record: Record) -> str:
    """Return what to call someone."""
    return str(getattr(record.party, "given_name", None) or record.party.name)


def _reply(intent: str, asked: Asked, record: Record, head: str, lines: list[Line]) -> Reply:
    """Put an answer together with the query that was run."""
    name = record.party.name
    if asked.dated:
        head = f"{'All’' if asked.day.day in {8, 11} else 'Al '}{long_day(asked.day)}: {head[0].lower()}{head[1:]}"
    more = [Line(f"e altri {len(lines) - SHOWN}")] if len(lines) > SHOWN else []
    return Reply(
        intent,
        head,
        (*lines[:SHOWN], *more),
        query=f"Letto: {QUERIES[intent]} di {name}, al {long_day(asked.day)}.",
        links=(
            (f"Ecomappa di {_short(record)}", f"mappa?id={asked.person_id}"),
            ("Scheda", f"persona?id={asked.person_id}"),
        ),
        person_id=asked.person_id,
    )


QUERIES = {
    "around": "i legami",
    "absence": "la rete con e senza",
    "change": "la rete nei due giorni",
    "places": "i bisogni, e le schede dei servizi,",
    "findings": "le regole dei rilievi sulla rete",
    "needs": "i bisogni",
    "record": "la scheda",
    "terms": "i percorsi aperti e i loro termini",
}
ANSWERS: dict[str, Callable[[Asked], Reply]] = {
    "around": _around,
    "absence": _absence,
    "change": _change,
    "places": _places,
    "findings": _findings,
    "needs": _needs,
    "record": _facts,
    "terms": _terms,
}
