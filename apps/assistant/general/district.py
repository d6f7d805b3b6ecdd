"""Answer on the territory rather than on one person: its indicators, its agreements, its services and their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.indicators import near_indicators
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.figures import said
from apps.components.words import long_day, place_name
from coordinator.network.agreements import agreements
from coordinator.territory.indicator import definitions
from coordinator.territory.intervals import FIVE, WHOLE
from coordinator.territory.view import OF_CONTACTS, territory_view
from knowledge.search.words import terms

if TYPE_CHECKING:
    from datetime import date

    from coordinator.network.agreements import Pact
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView

SHOWN = 8

TIMES = ("tempo", "tempi", "attesa", "attese", "aspett", "quanto dura", "in media", "giorni")
"""Words that ask for the intervals of the path."""

TOPICS = {
    "posti_liberi": ("posti", "liber", "pien"),
    "carico": ("carico", "pien", "satur"),
    "in_lista": ("lista",),
    "coperti": ("bisogn", "copert", "scopert"),
    "scaduti": ("ritard", "scadut", "oltre"),
    "senza_nessuno": ("responsabil", "nessuno"),
    "obiettivi": ("obiettiv", "raggiunt", "esit"),
    "ritorni": ("ritorn",),
    "doppi": ("doppi",),
    "con_piano": ("piani", "piano", "pai"),
    "valutate": ("uvm", "valutat"),
    "dovute": ("spett", "dovut", "diritto", "non autosufficien"),
}
"""Indicator → the words that ask for it; more are asked by their labels."""


HOW_MANY = re.compile(r" quant[ie] ")
"""How a number of things is asked for: if it is none of the above, it is not told."""

WHICH = re.compile(r" (?:qual[ei]?|dove|chi|in che) ")
"""How one of several is asked for: if it is none of the above, it is not told."""

NUMBERS = re.compile(r" (?:indicator\w*|numeri|dati|statistic\w*|cifre|misur\w*|situazione|andamento) ")
"""Words for the indicators themselves."""

KINDS = frozenset(terms("accordo accordi protocollo protocolli convenzione convenzioni intesa"))
"""Words that every agreement may have in its title."""


def say_territory(store: Store, viewer: Viewer, day: date, question: str) -> Reply:
    """
    Say the indicators of the territory that a question asks for.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the territory.
    day
        The day of the question.
    question
        In Italian; a comune in it narrows the answer.

    Returns
    -------
    Reply
        Each with its interval and how many it counts; small counts stay hidden.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the territory.
    """
    links = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))
    view = territory_view(store, day, viewer)
    if view is None:
        return Reply(
            "territory", "Gli indicatori si calcolano dalla pagina Governo del territorio.", links=links
        )
    words = normal(question)
    place = _named_place(view, words)
    wanted = frozenset(near_indicators(question)) or _wanted(words)
    found = [one for one in view.indicators if one.id in wanted and _is_of(one, place)]
    asked = frozenset(terms(question))
    if not found and wanted & frozenset(OF_CONTACTS):
        named = ", ".join(definitions()[one].label.lower() for one in sorted(wanted & frozenset(OF_CONTACTS)))
        head = f"Dai contatti si legge ({named}), e non è ancora calcolato: in Governo, in alto, «Calcola di nuovo»."
        return Reply(
            "territory",
            head,
            query=f"Letto: gli indicatori del territorio, al {long_day(view.day)}.",
            links=links,
        )
    if not found:
        head = "Questo numero da qui non so dirlo. Gli indicatori, e come si contano, sono in Governo del territorio."
        return Reply("territory", head, links=links)
    found.sort(key=lambda one: -len(asked & frozenset(terms(one.definition.label))))
    of = f", {place_name(place)}" if place else ""
    lines = [Line(f"{one.definition.label}{of}: {said(one)}", page="governo") for one in found[:SHOWN]]
    where = f"A {place_name(place)}" if place else "Nel territorio"
    query = f"Letto: gli indicatori del territorio, al {long_day(view.day)}."
    return Reply("territory", f"{where}, per quanto i dati dicono:", tuple(lines), query=query, links=links)


def names_place(store: Store, viewer: Viewer, day: date, question: str) -> bool:
    """
    Say whether a question names a place that has indicators of its own.

    Parameters
    ----------
    store, viewer, day
        The record, who asks, and when.
    question
        In Italian.

    Returns
    -------
    bool
        False too where the viewer may not read the territory.
    """
    view = territory_view(store, day, viewer) if viewer.may("read", "territory") else None
    return view is not None and bool(_named_place(view, normal(question)))


def _named_place(view: TerritoryView, words: str) -> str:
    """Return the place that words name; empty for the whole territory."""
    return next(iter(named_places(view, words)), "")


def named_places(view: TerritoryView, words: str) -> list[str]:
    """
    List the places that words name.

    Parameters
    ----------
    view
        Of the territory.
    words
        As `normal` writes them.

    Returns
    -------
    list of str
        Those that have indicators of their own.
    """
    groups = dict.fromkeys(one.group for one in view.indicators if one.among == "comune")
    return [one for one in groups if f" {normal(one).strip()} " in words or _place(one) in words]


def _place(area: str) -> str:
    """Write a place as questions write it."""
    return normal(place_name(area)).strip()


def _is_of(one: Indicator, place: str) -> bool:
    """Say whether an indicator is of a place, or of all."""
    return one.among == "comune" and one.group == place if place else one.among == "tutti"


def asked_indicators(words: str) -> tuple[str, ...]:
    """
    List the indicators that words name.

    Parameters
    ----------
    words
        As `normal` writes them.

    Returns
    -------
    tuple of str
        Where they speak of waiting, the interval that they name, or the whole way to the first help.
    """
    named = [key for key, cues in TOPICS.items() if any(f" {cue}" in words for cue in cues)]
    if not any(f" {cue}" in words for cue in TIMES):
        return tuple(named)
    between = _between(words)
    return (between,) if between else (*named, WHOLE)


def _wanted(words: str) -> frozenset[str]:
    """Choose the indicators that words ask for; the intervals of the path when they name none, nor a number."""
    named = asked_indicators(words)
    in_general = not (named or HOW_MANY.search(words) or (WHICH.search(words) and not NUMBERS.search(words)))
    if in_general or (WHOLE in named and not _between(words)):
        return frozenset((*named, *FIVE, WHOLE))
    return frozenset(named)


ENDS = {
    "contatto": r"contatto|segnalazion\w+|chiamata|richiesta|telefonata",
    "triage": r"presa in carico|triage|pua|prima lettura",
    "uvm": r"uvm|valutazione(?: multidimensionale)?",
    "pai": r"pai|piano(?: attivo)?",
    "prestazione": r"(?:prima )?prestazione|(?:primo )?servizio|erogazione|aiuto",
    "verifica": r"(?:prima )?verifica|riesame",
}
"""Where an interval of the path begins or ends → how it is called."""


def _between(words: str) -> str:
    """Return the one interval that words name by both of its ends: "tra UVM e piano"; empty when they do not."""
    ends = "|".join(ENDS.values())
    article = r"(?:la |il |l'|lo )?"
    found = re.search(rf" (?:tra|fra) {article}({ends}) e {article}({ends}) ", words)
    found = found or re.search(
        rf" (?:dal|dalla|dall'|da) ?({ends}) (?:al|alla|all'|fino al|fino alla) ?({ends}) ", words
    )
    if found is None:
        return ""
    first, last = (
        next(key for key, called in ENDS.items() if re.fullmatch(called, end)) for end in found.groups()
    )
    if (first, last) == ("contatto", "prestazione"):
        return WHOLE
    return f"{first}_{last}" if f"{first}_{last}" in FIVE else ""


def say_agreements(store: Store, viewer: Viewer, day: date, question: str) -> Reply:
    """
    Say which agreements between bodies hold, or those that a question names.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read agreements.
    day
        The day of the question.
    question
        In Italian.

    Returns
    -------
    Reply
        The one that ends first comes first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read agreements.
    """
    found = [one for one in agreements(store, viewer) if one.in_force_on(day)]
    asked = frozenset(terms(question)) - KINDS
    named = [one for one in found if len(asked & frozenset(terms(one.title))) > 1]
    named = named or [one for one in found if asked & _telling(one.title, [pact.title for pact in found])]
    chosen = sorted(named or found, key=lambda one: one.until or day.max)
    lines = tuple(Line(agreement_words(one), page="accordi") for one in chosen[:SHOWN])
    head = (
        "Gli accordi in vigore, prima quello che scade prima:"
        if lines
        else "Non risultano accordi in vigore."
    )
    query = f"Letto: gli accordi fra enti, al {long_day(day)}."
    links = (("Accordi fra enti", "accordi"), ("Protocolli", "protocolli"))
    return Reply("agreements", head, lines, query=query, links=links)


def agreement_words(one: Pact) -> str:
    """
    Say an agreement between bodies.

    Parameters
    ----------
    one
        The agreement.

    Returns
    -------
    str
        Its title, its bodies and its days, in a line.
    """
    bodies = " e ".join(name for _, name in one.bodies)
    until = f" al {long_day(one.until)}" if one.until else ", senza scadenza"
    return f"{one.title} ({one.label}), fra {bodies}: dal {long_day(one.since)}{until}"


def _telling(title: str, titles: list[str]) -> frozenset[str]:
    """Return the words of a title that no other title holds."""
    others = frozenset(word for one in titles if one != title for word in terms(one))
    return frozenset(terms(title)) - others
