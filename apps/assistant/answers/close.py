"""Answer from what is close to a person: who lives with her, how her carers bear it, what she waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.begun import open_requests
from apps.assistant.answers.path import say_referrals
from apps.assistant.answers.standing import who_has
from apps.assistant.general.services import services_named
from apps.assistant.reading.helpers import meant, named_in
from apps.assistant.reading.people import seen_by_name
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, hours, long_day
from coordinator.findings import find_for
from coordinator.network import ego
from coordinator.network.households import households_of
from coordinator.network.record import find_services
from coordinator.network.report import measure_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.model import Service

BEARING = "peso_di_chi_cura"
"""The scale of how those who care bear it."""

STRAINS = ("nessuna fatica", "poca fatica", "fatica", "molta fatica")
"""The fatigue of who cares, from 0 to 3, in words."""

WAITING = ("in_attesa", "segnalato")
"""Kinds of tie by which somebody waits for a service."""

MEASURED = {
    "density": ("dens", "fitt"),
    "size": ("ampiezz", "grand", "quante persone"),
    "diversity": ("varieta",),
    "ei_index": ("apertura", "e i index"),
    "constraint": ("vincol",),
    "fragmentation": ("frammentazion",),
    "articulation_points": (
        "passaggi",
        "ponte",
        "snod",
        "insostituibil",
        "si divide",
        "senza chi",
        "da chi passa",
    ),
    "brokerage": (
        "intermedi",
        "broker",
        "ponte",
        "collante",
        "tramite",
        "tiene insieme",
        "in mezzo",
        "mette in",
    ),
    "upc": ("upc", "riferimento abitual"),
    "coc": ("bice", "coc", "continuita"),
    "hhi": ("hhi", "concentrazion"),
}
"""Measure of a network → how it is also called."""


def say_household(asked: Asked) -> Reply:
    """Say who lives with a person."""
    page = f"famiglia?id={asked.person_id}"
    holding = [
        span for span in asked.record.spans if span.other_kind == "persona" and span.holds_on(asked.day)
    ]
    other = next(iter(named_in(holding, normal(asked.question))), None)
    if other and seen_by_name(asked.store, asked.viewer, other.other_id, other.other_name) is None:
        head = f"La scheda di {other.other_name} non è fra quelle che vedi."
        return asked.reply("household", head, [], "i legami")
    whose, name = (other.other_id, other.other_name) if other else (asked.person_id, asked.name)
    found = households_of(asked.store, whose, asked.day, asked.viewer)
    lines = [
        Line(f"{member.name}, dal {long_day(member.since)} ({one.name})", member.id)
        for one in found
        for member in one.members
        if member.id != whose
    ]
    before = [
        Line(f"Prima: {member.name}, fino al {long_day(member.until)}", member.id)
        for one in found
        for member in one.former
        if member.until
    ]
    head = f"Con {name} vive:"
    if not lines:
        head = f"{name} vive sola o solo: nel suo nucleo non è scritto nessun altro."
    if not found:
        head = f"Per {name} non è scritto un nucleo: non so con chi vive."
    links = (("Famiglia e casa", page),)
    return asked.reply("household", head, [*lines, *before], "i nuclei e chi ne fa parte", links)


def say_strain(asked: Asked) -> Reply:
    """Say how those who care for a person bear it: what is written on the tie, the scale, what the rules note."""
    lines = list(strain_words(asked))
    view = asked.case_where(lambda one: [it for it in one.state.scales if it.scale == BEARING])
    for one in reversed(view.state.scales if view else ()):
        if one.scale == BEARING and view:
            points = count(one.total, "punto", "punti")
            page = f"percorso?id={view.id}"
            lines.append(Line(f"{one.name}, {long_day(one.day)}: {points}, {one.words}", page=page))
    if asked.viewer.may("read", "findings"):
        found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
        noted = [
            one for one in found if any(word in one.rule.id for word in ("carer", "strain", "caregiver"))
        ]
        lines += [Line(one.sentence, asked.person_id, one.rule.norm or "") for one in noted]
    head = f"Come regge chi cura {asked.name}:"
    if not lines:
        head = f"Di come regge chi cura {asked.name} non è scritto niente."
    links = (("Rilievi", f"rilievi?id={asked.person_id}"),)
    return asked.reply("strain", head, lines, "i legami di cura, la scala e i rilievi", links)


def strain_words(asked: Asked) -> Iterator[Line]:
    """Say the fatigue written on each tie, with the hours."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    for start, stop, tie in graph.edges(data=True):
        if stop == asked.person_id and tie.get("strain") is not None:
            often = f", {hours(tie['hours_per_week'])}" if tie.get("hours_per_week") else ""
            words = f"{STRAINS[tie['strain']]} ({tie['strain']} su 3)"
            yield Line(f"{graph.nodes[start]['name']}: {words}{often}", start)


def say_waits(asked: Asked) -> Reply:
    """Say for which services a person waits, since when, and what is free there."""
    spans = [span for span in asked.record.spans if span.kind in WAITING and span.holds_on(asked.day)]
    given = [span for span in asked.record.spans if span.kind == "in_carico" and span.holds_on(asked.day)]
    known = {one.id: one for one in find_services(asked.store, "", asked.viewer)} if spans else {}
    wanted = {one.id: one.name for one in services_named(asked.store, asked.viewer, asked.question)}
    for_it = [span for span in spans if span.other_id in wanted]
    lines = [
        Line(
            f"{span.other_name}: aspetta dal {long_day(span.since)}, "
            f"da {count((asked.day - span.since).days, 'giorno', 'giorni')}{_places(known.get(span.other_id))}",
            span.other_id,
        )
        for span in for_it or named_in(spans, normal(asked.question)) or spans
    ]
    lines += open_requests(asked) if not for_it else []
    in_use = [span for span in given if span.other_id in wanted and not for_it]
    if has := in_use or named_in(given, normal(asked.question)):
        lines = [Line(f"{one.other_name}: attivo dal {long_day(one.since)}", one.other_id) for one in has]
        lines += [line for line in _requests(asked) if "; tocca a " not in line.text]
        return asked.reply("waits", f"Per {asked.name} è già attivo:", lines, "i legami con i servizi")
    head = f"{asked.name} è in attesa:" if lines else f"Per {asked.name} non risultano attese."
    if wanted and not for_it and not named_in(spans, normal(asked.question)):
        head = f"{asked.name} non risulta in attesa per {' o '.join(wanted.values())}."
        head += " Aspetta invece:" if lines else ""
    links = (("Servizi", "servizi"),)
    return asked.reply("waits", head, lines, "i legami di attesa e le schede dei servizi", links)


def _requests(asked: Asked) -> Sequence[Line]:
    """Say the requests to services, for the needs and services that a question names."""
    return say_referrals(asked).lines if asked.viewer.may("read", "case") else ()


def _places(service: Service | None) -> str:
    """Say what a service has free, where it is known."""
    if service is None or service.places_free is None:
        return ""
    wait = f", attesa di {count(service.waiting_days, 'giorno', 'giorni')}" if service.waiting_days else ""
    return f"; {count(service.places_free, 'posto libero', 'posti liberi')}{wait}"


def say_measures(asked: Asked) -> Reply:
    """Say the measures of a person's network, or the one that a question names."""
    words = normal(asked.question)
    found = measure_person(asked.store, asked.person_id, asked.day, asked.viewer)
    named = [
        one
        for one in found
        if any(f" {cue}" in words for cue in MEASURED.get(one.name, ())) or normal(one.label).strip() in words
    ]
    page = f"misure?id={asked.person_id}"
    lines = [Line(f"{one.label}: {one.sentence}", page=page) for one in named or found]
    head = f"Misure della rete di {asked.name}:"
    return asked.reply("measures", head, lines, "i legami e i contatti", (("Misure della rete", page),))


def say_unkept(asked: Asked) -> Reply:
    """Say that the record does not hold what is asked, and who may know."""
    holding = [span for span in asked.record.told if span.holds_on(asked.day)]
    asks = [*meant(asked, holding)] or [
        span for span in holding if span.kind in {"medico_base", "case_manager"}
    ]
    lines = [Line(f"Puoi chiederlo a: {one.other_name}", one.other_id) for one in asks]
    head = f"Questo la scheda di {asked.name} non lo tiene: niente farmaci, diagnosi, esami, redditi."
    if not asked.record.ties_told and asked.case is not None:
        lines = [one for one in who_has(asked, asked.case) if one.party_id]
    return asked.reply("unkept", head, list(dict.fromkeys(lines)), "la scheda")
