"""Say what would be otherwise if somebody were missing, or if a person gave up a service."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.person import offer_words
from apps.assistant.answers.ties import holding_ties, to_map
from apps.assistant.reading.clauses import who_is_away
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from coordinator.findings import find_for
from coordinator.matching import match
from coordinator.model import vocabulary
from coordinator.network.services import needs_met
from coordinator.network.whatif import what_if

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span

GIVES_UP = re.compile(
    r" (?:rinunci\w*|smett\w*|lasci(?:a|asse|are)|abbandon\w*|non va piu|non vuole piu|toglie\w*|sospend\w*) "
)
"""How a question says that the person herself gives something up."""

RELIEF = re.compile(r" (?:(?:dar(?:e|le|gli)|da) il cambio|sostitui\w*) ")
"""How a question asks who could stand in for whoever cares most."""

LEFT = re.compile(
    r" (?:chi (?:c'e|ci sarebbe|resta|resterebbe|rimane|rimarrebbe|copre|coprirebbe|ci pensa|se ne occupa"
    r"|(?:la |lo |l')(?:aiuta|segue|assiste|cura|guarda))|resta chi|(?:con )?chi altr[oi](?: c'e)?"
    r"|c'e qualcun altro|chi subentra|chi prende il (?:suo )?posto) "
)
"""How a question asks who would be left."""

OFFERED = 4
"""Services offered in the place of one that would be missing."""


def say_absence(asked: Asked) -> Reply:
    """Say what would be otherwise if someone were missing."""
    spans = holding_ties(asked)
    clause = who_is_away(asked.question)
    away = meant(replace(asked, question=clause), spans)
    if not away and f" {normal(asked.name).strip()} " not in normal(clause):
        away = meant(asked, spans)
    if not away and RELIEF.search(normal(asked.question)):
        away = [span for span in spans if span.kind == "caregiver_principale"]
    helpers = {span.other_id for span in spans if span.hours_per_week}
    if not away and len(helpers) == 1:
        away = [span for span in spans if span.other_id in helpers]
    gone = list(dict.fromkeys(span.other_id for span in away))
    if not gone:
        helping = {span.other_id: span for span in spans if span.hours_per_week}.values()
        choices = tuple(Choice(span.other_name, f"E se mancasse {span.other_name}?") for span in helping)
        head = f"Chi dovrebbe mancare, fra chi aiuta {asked.name}?"
        return Reply("absence", head, choices=choices, person_id=asked.person_id)
    result = what_if(asked.store, asked.person_id, asked.day, asked.viewer, remove=gone)
    lost = [need for need in result.after.uncovered if need not in result.before.uncovered]
    lines = [] if lost else [Line("Nessun altro bisogno resterebbe senza risposta.")]
    lines += [Line(sentence) for sentence in result.sentences]
    already = [need for need in result.after.uncovered if need in result.before.uncovered]
    if already:
        labels = ", ".join(vocabulary().label("needs", need) for need in already)
        lines.insert(1, Line(f"Già {'scoperto' if len(already) == 1 else 'scoperti'}: {labels}."))
    if asked.viewer.may("read", "findings"):
        found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
        bridges = [one for one in found if one.rule.id == "only_link" and one.evidence[0].id in gone]
        lines += [Line(one.sentence, asked.person_id, one.rule.norm or "") for one in bridges]
    lines += _remaining(asked, spans, gone)
    lines += _instead(asked, away, lost)
    names = ", ".join(dict.fromkeys(span.other_name for span in away))
    head = f"Se mancasse{'ro' if len(gone) > 1 else ''} {names}, nella rete di {asked.name}:"
    if GIVES_UP.search(normal(asked.question)) and all(span.other_kind == "servizio" for span in away):
        head = f"Se {asked.name} non andasse più da {names}, nella sua rete:"
    links = (("Prova altre ipotesi", f"ipotesi?id={asked.person_id}"), *to_map(asked))
    return asked.reply("absence", head, lines, "la rete con e senza", links)


def _remaining(asked: Asked, spans: Sequence[Span], gone: Sequence[str]) -> list[Line]:
    """Name those who would still help, with their hours where they are written, where it is asked who is left."""
    if not RELIEF.search(normal(asked.question)) and not LEFT.search(normal(asked.question)):
        return []
    kinds = vocabulary().kinds
    left = [span for span in spans if span.other_id not in gone]
    held = {span.other_id: span for span in left if span.hours_per_week}
    most = sorted(held.values(), key=lambda span: -(span.hours_per_week or 0.0))
    hours = [f"{span.other_name} ({span.hours_per_week:g} ore)".replace(".", ",") for span in most]
    others = dict.fromkeys(
        span.other_name for span in left if kinds[span.kind].care and span.other_id not in held
    )
    page = f"mappa?id={asked.person_id}"
    lines = [Line(f"Resterebbero, con le ore la settimana di oggi: {', '.join(hours)}.", page=page)]
    lines = lines if hours else []
    if others:
        lines.append(Line(f"Resterebbero, senza ore scritte: {', '.join(others)}.", page=page))
    return lines or [Line("Nella rete non resterebbe nessuno che aiuti.", page=page)]


def _instead(asked: Asked, away: Sequence[Span], lost: Sequence[str]) -> Iterator[Line]:
    """Offer the services that fit and have places, for what nobody would meet, or for what a service that goes does."""
    if not asked.viewer.may("read", "directory"):
        return
    gone = {span.other_id for span in away}
    served = [one.other_id for one in away if one.other_kind == "servizio"]
    held = {key for key, term in vocabulary().terms["needs"].items() if term.label in asked.record.needs}
    needs = [
        *lost,
        *(need for one in served for need in needs_met(asked.store, one, asked.viewer) if need in held),
    ]
    told: dict[str, Line] = {}
    for need in dict.fromkeys(needs):
        for one in match(asked.store, asked.person_id, need, asked.day, asked.viewer):
            if one.fits and one.offer.places_free and one.offer.id not in gone:
                label = vocabulary().label("needs", need)
                told.setdefault(
                    one.offer.id, Line(f"In alternativa, per {label}: {offer_words(one)}", one.offer.id)
                )
    yield from list(told.values())[:OFFERED]
    if served and needs and not told:
        yield Line("Nessun altro servizio adatto ha posti liberi.", page="servizi")
