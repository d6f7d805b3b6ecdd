"""Answer from a person's network: who is around her, who of them helps, how often, for what."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.answering import who_answers
from apps.assistant.answers.gone import ended_line, ended_spans
from apps.assistant.answers.person import named_needs, other_line
from apps.assistant.answers.plan import say_team
from apps.assistant.answers.ties import holding_ties, tie_lines, to_map
from apps.assistant.answers.weekly import asks_total, how_long, in_all, side_by_side
from apps.assistant.reading.helpers import meant, sought
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, hours, long_day
from coordinator.model import vocabulary
from coordinator.network import ego
from coordinator.network.contacts import contacts_of
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span

ENDING = re.compile(r" (?:scad|fino a|finisc|termin|smett|ancora|dura )")
"""Words that ask when a tie ends."""

ACTIVE = re.compile(r" (?:attiv[oiae]|in corso|in piedi|avviat[oiae]|partit[oiae]) ")
"""Words that ask for what is already given: services and benefits; waits are told as not yet."""

GIVEN = frozenset({"assistito_da_ente", "volontariato", "assistente_familiare"})
"""Ties, beside those with services, by which something is given."""

FOLLOWING = re.compile(
    r" chi (?:(?:la|lo|li|le|gli|si|se|ne|ci|e che|sta) )*"
    r"(?:segu|aiut|assist|cura |accud|occup|prend\w* cura|ha in carico|l'ha in)"
    r"| da chi (?:e |viene |sono )?(?:seguit|aiutat|assistit|curat)"
)
"""Words that ask for those who follow or help, not for all around."""

WEEK = re.compile(
    r" (?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|domeniche|festiv\w+|notte|weekend"
    r"|settimana|giorni) "
)
"""Words that ask on which days somebody comes."""

BESIDES = re.compile(
    r" (?:oltre (?:a|al|alla|ai|agli|alle|all')|a parte|tranne|eccetto|esclus\w+|invece di|senza contare"
    r"|(?:e |ma )?non (?:anche )?(?:i|gli|le|il|lo|la|l') ?(?:suoi |sue )?(?=parent|famil|famigl|serviz|figli|vicin"
    r"|volontar|professionist|operator|badant|medic|infermier|caregiver)) ?"
)
"""Words that leave somebody out."""

HELPING = frozenset(
    {"in_carico", "segue", "volontariato", "medico_base", "case_manager", "assistente_familiare"}
)
"""Ties by which somebody helps, also where no hours are written."""

OFTEN = re.compile(
    r" (?:quando (?:viene|vengono|passa|torna|arriva)|ogni quanto|che giorn[oi]|quante volte) "
)
"""Words that ask how often somebody comes."""


SINCE = re.compile(
    r" (?:da quanto (?:tempo )?non|da quando non|quando (?:e andat\w+|e venut\w+|e stat\w+ l'ultima)) "
)
"""Words that ask when one of them was last seen."""

MANAGER = re.compile(r" case manager |equipe")
"""Words that ask for who keeps the path."""

OF_SERVICES = re.compile(r" serviz(?:io|i) ")
"""Words that ask for services of any kind."""

APPOINTED = re.compile(r" (?:nominat\w+|nomina|scelt\w+|indicat\w+|decret\w+|incaricat\w+|tribunale) ")
"""Words that ask who appointed or chose somebody."""

NUMBER = re.compile(r" (?:numero|telefono|recapit\w+|cellulare) ")
"""Words that ask how one of them is reached, beside who she is."""

MOST = 3
"""Those whose telephones are told."""


def say_around(asked: Asked) -> Reply:
    """Say who is around a person; if the question names a part of them, only those."""
    if not asked.record.ties_told and MANAGER.search(normal(asked.question)):
        return say_team(asked)  # who keeps the path is of the path
    spans = holding_ties(asked)
    if but := BESIDES.search(words := normal(asked.question)):
        left_out = {span.other_id for span in meant(asked.again(words[but.end() :]), spans)}
        kept = meant(asked.again(words[: but.start()]), spans)
        if left_out:
            return _besides(asked, [span for span in spans if span in kept] or spans, left_out)
    if asks_total(asked.question):
        return in_all(asked, [span for span in spans if not span.gives])
    wanted, waits = meant(asked, spans), []
    if not wanted and (ended := meant(asked, ended_spans(asked))):
        lines = [ended_line(span, asked.name) for span in ended]
        return asked.reply(
            "around", f"Per {asked.name} risulta, e non più:", lines, "i legami", to_map(asked)
        )
    if not wanted and OF_SERVICES.search(words) and not named_needs(asked.question):
        return _by_no_service(asked, spans)
    if not wanted and (nobody := sought(asked.question)):
        known = Line(f"Chi c’è: {_names(spans)}", page=f"mappa?id={asked.person_id}")
        head = f"Per {asked.name} non è scritto nessuno come «{nobody}»."
        return asked.reply("around", head, [known] if spans else [], "i legami", to_map(asked))
    if not wanted and (needs := named_needs(asked.question)):
        return _who_for(asked, needs)
    if not wanted and FOLLOWING.search(normal(asked.question)):
        return _who_cares(asked, spans)
    if not wanted and ACTIVE.search(normal(asked.question)):
        given = [span for span in spans if span.other_kind == "servizio" or span.kind in GIVEN]
        waits = [span for span in given if span.kind == "in_attesa"]
        wanted = [span for span in given if span not in waits] or given
        waits = waits if wanted != given else []
    if not wanted and WEEK.search(normal(asked.question)):
        return _who_comes(asked, spans)
    wanted = wanted or spans
    lines = how_long(asked, wanted, tie_lines(wanted, asked.name))
    if ENDING.search(normal(asked.question)) and len(wanted) < len(spans):
        lines += [Line(_end_words(span), span.other_id) for span in wanted]
    if OFTEN.search(normal(asked.question)) and len(wanted) < len(spans):
        lines += _how_often(asked, wanted)
    if len(wanted) < len(spans):
        lines = [*(_not_seen(asked, wanted) if SINCE.search(normal(asked.question)) else ()), *lines]
        if NUMBER.search(normal(asked.question)):
            ids = {span.other_id: span.other_name for span in wanted}
            lines += [other_line(asked, party, name) for party, name in list(ids.items())[:MOST]]
        lines += [*_of_the_others_sought(asked, spans), *_told_by(asked, wanted)]
    if len(wanted) == len(spans):
        lines += _until_then(asked)
    lines += [Line(f"Non ancora attivo: {line.text}", line.party_id) for line in tie_lines(waits, asked.name)]
    others = len({span.other_id for span in spans})
    head = f"Intorno a {asked.name} ci sono {others} persone, servizi ed enti."
    if not lines:
        head = f"Per {asked.name} non risulta nessuno."
    elif len(wanted) < len(spans):
        head = side_by_side(asked, wanted) or f"Per {asked.name} risulta:"
    return asked.reply("around", head, lines, "i legami", to_map(asked))


def _who_cares(asked: Asked, spans: Sequence[Span]) -> Reply:
    """Say who follows and helps her, the case manager first; the others in one line."""
    kinds = vocabulary().kinds
    helping = [span for span in spans if kinds[span.kind].care or span.hours_per_week]
    known = {span.other_id for span in helping if not span.gives}
    caring = [span for span in spans if span.other_id in known]
    caring.sort(key=lambda span: span.kind != "case_manager")
    lines = tie_lines(caring, asked.name)
    lines += _until_then(asked)
    lines += [_helped(asked, span) for span in helping if span.gives and span.other_id not in known]
    others = dict.fromkeys(span.other_name for span in spans if span.other_id not in known)
    if others:
        lines.append(Line(f"Intorno ci sono anche: {', '.join(others)}", page=f"mappa?id={asked.person_id}"))
    around = count(
        len({span.other_id for span in spans}), "persona, servizio o ente", "persone, servizi ed enti"
    )
    head = (
        f"Seguono o aiutano {asked.name}, fra {around}:"
        if caring
        else f"Per {asked.name} non risulta chi la segua o aiuti."
    )
    return asked.reply("around", head, lines, "i legami", to_map(asked))


def _helped(asked: Asked, span: Span) -> Line:
    """Say whom she helps herself, who is no helper of hers."""
    much = f", {hours(span.hours_per_week)}" if span.hours_per_week else ""
    return Line(f"Al contrario, {asked.name} aiuta {span.other_name}{much}", span.other_id)


def _who_comes(asked: Asked, spans: Sequence[Span]) -> Reply:
    """Say who helps for hours, with the opening hours of services; that the days of the others are not written."""
    coming = [span for span in spans if span.hours_per_week and not span.gives]
    days = Line("In quali giorni venga ciascuno non è scritto.", page=f"mappa?id={asked.person_id}")
    cards = {one.id: one.opening_hours for one in find_services(asked.store, "", asked.viewer)}
    open_on = [
        Line(f"{span.other_name}: aperto {cards[span.other_id]}", span.other_id)
        for span in coming
        if cards.get(span.other_id)
    ]
    lines = [*tie_lines(coming, asked.name), *open_on, days] if coming else []
    head = f"Aiutano {asked.name}, con le ore scritte:"
    if not lines:
        head = f"Per {asked.name} non è scritto chi viene, né in quali giorni."
    return asked.reply("around", head, lines, "i legami e gli orari dei servizi", to_map(asked))


def _besides(asked: Asked, spans: Sequence[Span], but: set[str]) -> Reply:
    """Say who helps beside those whom a question leaves out."""
    left = [
        span
        for span in spans
        if span.other_id not in but and not span.gives and (span.hours_per_week or span.kind in HELPING)
    ]
    names = list(dict.fromkeys(span.other_name for span in holding_ties(asked) if span.other_id in but))
    besides = f"Oltre a {' e '.join(names)}" if len(names) < MOST else "Senza chi hai escluso"
    head = f"{besides}, aiutano {asked.name}:"
    if not left:
        head = f"{besides}, per {asked.name} non risulta nessuno."
    return asked.reply("around", head, tie_lines(left, asked.name), "i legami", to_map(asked))


def _by_no_service(asked: Asked, spans: Sequence[Span]) -> Reply:
    """Say that no service has her in charge, and who is around her."""
    known = Line(f"Chi c’è: {_names(spans)}", page=f"mappa?id={asked.person_id}")
    head = f"Per {asked.name} non è scritto nessun servizio: né in carico, né in attesa."
    return asked.reply("around", head, [known] if _names(spans) else [], "i legami", to_map(asked))


def _of_the_others_sought(asked: Asked, spans: Sequence[Span]) -> Iterator[Line]:
    """Say of each of several kinds of helper that are sought and not there, who it was, or that nobody is written."""
    kinds = sought(asked.question).split(" o ")
    for one in kinds if len(kinds) > 1 else ():
        if meant(asked.again(one), spans):
            continue
        ended = meant(asked.again(one), ended_spans(asked))
        yield from (replace(line, text=f"Non più: {line.text}") for line in _ended(asked, ended))
        if not ended:
            yield Line(f"Nessuno è scritto come «{one}»", page=f"mappa?id={asked.person_id}")


def _ended(asked: Asked, ended: Sequence[Span]) -> list[Line]:
    """Say the ties that ended."""
    return [ended_line(span, asked.name) for span in ended]


def _told_by(asked: Asked, wanted: Sequence[Span]) -> Iterator[Line]:
    """Say on whose word a tie is written, where it is asked who appointed or chose somebody."""
    if not APPOINTED.search(normal(asked.question)):
        return
    for span in wanted:
        by = span.stated_by
        told = f"è scritto su parola di {by}" if by else "chi l’abbia nominato o scelto non è scritto"
        yield Line(f"{span.other_name}: {told}", span.other_id)


def _how_often(asked: Asked, wanted: Sequence[Span]) -> Iterator[Line]:
    """
    Say how often those come of whom a question asks, when they last did, and that the next day is not known.

    Yields
    ------
    Line
        How often, where a tie says it; the last contact on each path that the asker may read; when a
        service is open; at the end, that the next day is not written.
    """
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


def _until_then(asked: Asked) -> Iterator[Line]:
    """Say who was there in the year or month that a question names, and had gone by its last day."""
    time = named_stretch(asked.question, asked.day) if asked.dated else None
    for span in ended_spans(asked) if time is not None else ():
        if time is not None and span.until and time.since <= span.until < min(time.until, asked.day):
            line = ended_line(span, asked.name)
            yield replace(line, text=f"Prima di quel giorno: {line.text}")


def _end_words(span: Span) -> str:
    """Say when a tie ends, or that no end is written."""
    end = f"fino al {long_day(span.until)}" if span.until else "nessuna data di fine è scritta"
    return f"{span.other_name}: {end}"


def _not_seen(asked: Asked, wanted: Sequence[Span]) -> Iterator[Line]:
    """Say the last contact with those of whom a question asks, or that none is written."""
    ids = {span.other_id: span.other_name for span in wanted}
    met = [
        (one.with_id, one.day) for one in contacts_of(asked.person_id, asked.day, asked.viewer, limit=1000)
    ]
    for view in asked.cases if asked.viewer.may("read", "case") else ():
        kept = (one for one in view.history if one.number not in view.state.void and one.day <= asked.day)
        met += [(str(getattr(one.event, "by", "")), one.day) for one in kept if one.event.kind in SEEN]
    for party, name in ids.items():
        last = max((day for by, day in met if by == party), default=None)
        told = "nessun contatto è scritto"
        if last is not None:
            days = count((asked.day - last).days, "giorno", "giorni")
            told = f"l’ultimo contatto scritto è del {long_day(last)}, {days} fa"
        yield Line(f"{name}: {told}", party)


SEEN = ("contacted", "delivered")
"""What happens on a path by which somebody sees her."""
