"""Answer from a person's network: who is around her, what changed, who knows whom."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.answering import who_answers
from apps.assistant.days import AGO, ISO, NUMBERS, WITH_DAY, YEAR, read_day
from apps.assistant.helpers import meant, sought
from apps.assistant.person import named_needs
from apps.assistant.reply import Line, Reply
from apps.assistant.words import normal
from apps.components.words import MONTHS, curly, hours, long_day, role_words, strength_words
from coordinator.model import vocabulary
from coordinator.network import difference, ego
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from apps.assistant.asked import Asked
    from coordinator.network.record import Span

ENDING = re.compile(r" (?:scad|fino a|finisc|termin|smett|ancora|dura )")
"""Words that ask when a tie ends."""

FOLLOWING = re.compile(
    r" chi (?:(?:la|lo|li|le|gli|si|ci|e che|sta) )*"
    r"(?:segu|aiut|assist|cura |accud|occup|prend\w* cura|ha in carico|l'ha in)"
    r"| da chi (?:e |viene |sono )?(?:seguit|aiutat|assistit|curat)"
)
"""Words that ask for those who follow or help, not for all around."""

BESIDES = re.compile(r" (?:oltre (?:a|al|alla|ai|agli|alle|all')|a parte|tranne|esclus\w+|invece di) ?")
"""Words that leave somebody out."""

HELPING = frozenset(
    {"in_carico", "segue", "volontariato", "medico_base", "case_manager", "assistente_familiare"}
)
"""Ties by which somebody helps, also where no hours are written."""

OFTEN = re.compile(
    r" (?:quando (?:viene|vengono|passa|torna|arriva)|ogni quanto|che giorn[oi]|quante volte) "
)
"""Words that ask how often somebody comes."""

FAMILY = re.compile(r" (?:figli|fratell|famigliari|familiari|parenti|litig|conflitt|d'accordo)")
"""Words that ask how the relatives get on with each other."""

AMONG = ("si_coordina", "protocollo")
"""Kinds of tie by which two helpers speak with each other."""


def say_around(asked: Asked) -> Reply:
    """Say who is around a person; if the question names a part of them, only those."""
    spans = holding_ties(asked)
    wanted = meant(asked, spans)
    if wanted and BESIDES.search(normal(asked.question)):
        return _besides(asked, spans, {span.other_id for span in wanted})
    if not wanted and (ended := meant(asked, _ended(asked))):
        lines = [_ended_line(span, asked.name) for span in ended]
        return asked.reply(
            "around", f"Per {asked.name} risulta, e non più:", lines, "i legami", to_map(asked)
        )
    if not wanted and (nobody := sought(asked.question)):
        known = Line(f"Chi c’è: {_names(spans)}", page=f"mappa?id={asked.person_id}")
        head = f"Per {asked.name} non è scritto nessuno come «{nobody}»."
        return asked.reply("around", head, [known] if spans else [], "i legami", to_map(asked))
    if not wanted and (needs := named_needs(asked.question)):
        return _who_for(asked, needs)
    if not wanted and FOLLOWING.search(normal(asked.question)):
        return _who_cares(asked, spans)
    wanted = wanted or spans
    lines = _tie_lines(wanted, asked.name)
    if ENDING.search(normal(asked.question)) and len(wanted) < len(spans):
        lines += [Line(_end_words(span), span.other_id) for span in wanted]
    if OFTEN.search(normal(asked.question)) and len(wanted) < len(spans):
        lines += _how_often(asked, wanted)
    others = len({span.other_id for span in spans})
    head = f"Intorno a {asked.name} ci sono {others} persone, servizi ed enti."
    if not lines:
        head = f"Per {asked.name} non risulta nessuno."
    elif len(wanted) < len(spans):
        head = f"Per {asked.name} risulta:"
    return asked.reply("around", head, lines, "i legami", to_map(asked))


def _who_cares(asked: Asked, spans: Sequence[Span]) -> Reply:
    """Say who follows and helps her, the case manager first; the others in one line."""
    kinds = vocabulary().kinds
    known = {span.other_id for span in spans if kinds[span.kind].care or span.hours_per_week}
    caring = [span for span in spans if span.other_id in known]
    caring.sort(key=lambda span: span.kind != "case_manager")
    lines = _tie_lines(caring, asked.name)
    others = dict.fromkeys(span.other_name for span in spans if span.other_id not in known)
    if others:
        lines.append(Line(f"Intorno ci sono anche: {', '.join(others)}", page=f"mappa?id={asked.person_id}"))
    head = (
        f"Seguono o aiutano {asked.name}:"
        if caring
        else f"Per {asked.name} non risulta chi la segua o aiuti."
    )
    return asked.reply("around", head, lines, "i legami", to_map(asked))


def _besides(asked: Asked, spans: Sequence[Span], but: set[str]) -> Reply:
    """Say who helps beside those whom a question names."""
    helping = [span for span in spans if span.hours_per_week or span.kind in HELPING]
    left = [span for span in helping if span.other_id not in but]
    names = " e ".join(dict.fromkeys(span.other_name for span in spans if span.other_id in but))
    head = f"Oltre a {names}, aiutano {asked.name}:"
    if not left:
        head = f"Oltre a {names}, per {asked.name} non risulta nessuno."
    return asked.reply("around", head, _tie_lines(left, asked.name), "i legami", to_map(asked))


def _how_often(asked: Asked, wanted: Sequence[Span]) -> Iterator[Line]:
    """Say how often those come of whom a question asks, when they last did, and that the next day is not known."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    names = {span.other_id: span.other_name for span in wanted}
    for start, stop, tie in graph.edges(data=True):
        other = start if stop == asked.person_id else stop
        if other in names and asked.person_id in (start, stop) and tie.get("frequency"):
            yield Line(f"{names[other]}: {vocabulary().label('frequencies', tie['frequency'])}", other)
    for view in asked.cases if asked.viewer.may("read", "case") else ():
        seen = [
            one for one in view.history if one.event.kind == "contacted" and one.number not in view.state.void
        ]
        last = next((one for one in reversed(seen) if getattr(one.event, "by", None) in names), None)
        if last is not None:
            by = names[str(getattr(last.event, "by", ""))]
            yield Line(f"{by}: l’ultima volta il {long_day(last.day)}", page=f"percorso?id={view.id}")
    cards = {
        one.id: one.opening_hours for one in find_services(asked.store, "", asked.viewer) if one.id in names
    }
    yield from (Line(f"{names[one]}: aperto {hours_}", one) for one, hours_ in cards.items() if hours_)
    yield Line("Il giorno della prossima volta non è scritto.", page=f"mappa?id={asked.person_id}")


def _who_for(asked: Asked, needs: Sequence[str]) -> Reply:
    """Say who, around her, answers to some needs: by her plan, by the help written on a tie, by what a service does."""
    by_need = who_answers(asked, needs)
    found = {party: text for answering in by_need.values() for party, text in answering.items()}
    lines = [Line(text, party) for party, text in found.items()]
    view = asked.case_where(lambda one: one.state.file.goals)
    goals = {goal.name for goal in (view.state.file.goals if view else ()) if goal.need in needs}
    for one in view.state.planned if view else ():
        if one.goal in goals and view:
            by = asked.names([one.responsible]).get(one.responsible or "", "nessun responsabile")
            lines.append(Line(f"Nel piano: {one.action} ({by})", page=f"piano?id={view.id}"))
    labels = ", ".join(vocabulary().label("needs", need) for need in needs)
    head = f"Per {labels}, intorno a {asked.name}:"
    if not lines:
        head = f"Per {labels}, intorno a {asked.name} non risulta nessuno."
    return asked.reply("around", head, lines, "i legami, il piano e le schede dei servizi", to_map(asked))


def _names(spans: Sequence[Span]) -> str:
    """Name the persons around her, family first."""
    people = dict.fromkeys(
        span.other_name for span in spans if span.other_kind in {"persona", "professionista"}
    )
    return ", ".join(people)


def _ended(asked: Asked) -> list[Span]:
    """List the ties that ended before the day, the last first."""
    spans = [span for span in asked.record.spans if span.until and span.until < asked.day]
    return sorted(spans, key=lambda span: span.until or span.since, reverse=True)


def _ended_line(span: Span, name: str) -> Line:
    """Say a tie that ended."""
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    days = f"dal {long_day(span.since)} fino al {long_day(span.until)}"
    return Line(f"{span.other_name}: {role}, {days}", span.other_id)


def _end_words(span: Span) -> str:
    """Say when a tie ends, or that no end is written."""
    end = f"fino al {long_day(span.until)}" if span.until else "nessuna data di fine è scritta"
    return f"{span.other_name}: {end}"


def say_change(asked: Asked) -> Reply:
    """Say what began, ended and changed since a day."""
    since = read_since(asked.question, asked.day)
    found = difference(asked.store, asked.person_id, since, asked.day, asked.viewer)
    told = [
        *(("Cominciato", one) for one in found.begun),
        *(("Finito", one) for one in found.ended),
        *(("Cambiato", one.after) for one in found.changed),
    ]
    lines = [
        Line(f"{what}: {one.from_name} {curly(str(one.tie['label']))} {one.to_name}", one.from_id)
        for what, one in told
    ]
    head = f"Nella rete di {asked.name}, dal {long_day(since)} a oggi:"
    if not lines:
        head = f"Dal {long_day(since)} nella rete di {asked.name} non è cambiato niente."
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


def say_who_knows(asked: Asked) -> Reply:
    """Say which helpers speak with each other: all, those of one, or whether two do."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    wanted = list(dict.fromkeys(span.other_id for span in meant(asked, holding_ties(asked))))
    relatives = FAMILY.search(normal(asked.question)) is not None and len(wanted) != 1
    ties = [
        (start, stop, data)
        for start, stop, data in graph.edges(data=True)
        if (data["kind"] in AMONG or len(wanted) > 1 or relatives) and asked.person_id not in (start, stop)
    ]
    pair = set(wanted) if len(wanted) > 1 else None
    if pair:
        ties = [tie for tie in ties if {tie[0], tie[1]} <= pair]
    elif wanted:
        ties = [tie for tie in ties if wanted[0] in tie[:2]]
    names = {party: str(graph.nodes[party]["name"]) for party in graph}
    lines = [_known_words(names, start, stop, data) for start, stop, data in ties]
    of_whom = " e ".join(names[one] for one in wanted if one in names)
    head = f"Chi si conosce, fra chi aiuta {asked.name}:"
    if wanted:
        head = f"Per {of_whom}, fra chi aiuta {asked.name}:"
    if not lines:
        between = f"Fra {of_whom}" if pair else f"Fra {of_whom} e gli altri" if wanted else "Fra chi la aiuta"
        head = f"{between} non risulta nessun contatto scritto."
    return asked.reply("knows", head, lines, "i legami fra chi aiuta", to_map(asked))


def _known_words(names: dict[str, str], start: str, stop: str, data: dict[str, object]) -> Line:
    """Say one tie between two helpers."""
    often = data.get("frequency")
    words = f", {vocabulary().label('frequencies', str(often))}" if often else ""
    words += ", in conflitto" if data.get("conflict") else ""
    label = curly(str(data["label"]))
    return Line(f"{names[start]} {label} {names[stop]}{words}", stop)


def holding_ties(asked: Asked) -> list[Span]:
    """List the ties that hold on the day, as the vocabulary orders their kinds."""
    spans = [span for span in asked.record.spans if span.holds_on(asked.day)]
    spans.sort(key=lambda span: (vocabulary().tie_kind(span.kind).code, span.other_name))
    return spans


def _tie_lines(spans: Iterable[Span], name: str) -> list[Line]:
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
    """Lead to her map."""
    return ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
