"""Tell an agreement between bodies of this territory from a convention that is law."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from apps.assistant.general.district import KINDS, SHOWN, agreement_words
from apps.assistant.reading.deadlines import named_deadline
from apps.assistant.reading.windows import Window, named_window
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.network.agreements import agreements
from coordinator.network.directory import directory
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.agreements import Pact

PACT = re.compile(
    r" (?:accord[oi]|protocoll[oi]|convenzion[ei]|intes[ae]|coprogettazion[ei]|patt[oi]|partenariat[oi]) "
)
ENDS = re.compile(
    r" (?:(?:quando |in )?scad\w+|vale|valid\w+|fino a quando|dura|finisc\w+|cess\w+|termin\w+|rinnov\w+|firmat\w*"
    r"|firmatar\w+|fra chi|tra chi) "
)
"""Words by which one asks of an agreement that there is."""

SIGNED = re.compile(r" (?:firmat[oaie]|stipulat[oaie]|sottoscritt[oaie]) ")
"""Words by which days are those of the signing."""

ENDLESS = re.compile(
    r" (?:senza (?:una )?scadenza|non (?:hanno|ha) (?:una )?scadenza|non scad\w+|a tempo indeterminato) "
)
FIRST = re.compile(
    r" (?:per prim[oa]|prossim[oa] (?:a (?:scadere|finire)|scadenza|accord[oi]|da rinnovare)"
    r"|scade prima|prima di tutt[ie]|piu vicin[oa]|finisce prima) "
)
"""How a question asks for the one that ends first."""

LAWFUL = re.compile(r" (?:legge|norm[ae]|articolo|comma|obbligh?\w*|deve|devono) ")
ABROAD = re.compile(r" convenzion[ei] (?:onu|di|del|dell'|della|delle|sui|internazional\w+|europe\w+)")
THIS_YEAR = re.compile(r" (?:quest' ?anno|fine anno|dicembre|anno in corso) ")
NEXT_YEAR = re.compile(r" (?:anno prossimo|prossimo anno|anno che viene) ")
SAID_OF_ALL = KINDS | frozenset(
    terms(
        "quando scade scadono scadenza vale valgono dura finisce firmato firmata firmatari quali quale "
        "abbiamo esiste esistono ci sono fra tra vigore enti ente comune asl ambito associazione territorio "
        "data adesso oggi nostro nostri fino dice"
    )
)
"""Words of a question that tell no agreement from another."""


def say_pact(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say the agreement that a question names by its matter or its bodies; of a convention that is law, ask the norms.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "fino a quando vale la coprogettazione con l'associazione …?", "convenzione di New York".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what names no agreement.
    """
    words = bare(question).replace("'", "' ")
    kind, ends = PACT.search(words) is not None, ENDS.search(words) is not None
    kind = kind or (ends and scene.said is not None and scene.said.intent == "agreements")
    if (
        named.people
        or not (kind or ends)
        or LAWFUL.search(words)
        or not scene.viewer.may("read", "directory")
    ):
        return None
    found = [one for one in agreements(scene.store, scene.viewer) if one.in_force_on(scene.day)]
    asked = frozenset(terms(words)) - SAID_OF_ALL
    held = {one.id: len(asked & _words(one)) for one in found}
    best = max(held.values(), default=0)
    if kind and not best and ABROAD.search(words):
        return scene.ask_norms(question)
    if best and (kind or best >= 2):  # noqa: PLR2004  without the word, its matter and its body
        chosen = [one for one in found if held[one.id] == best]
    else:
        chosen = _between(found, words) if kind else []
    bodies = _bodies_named(scene, words) if kind else {}
    if kind and ENDLESS.search(words):
        return _endless(scene, chosen or found)
    if kind and FIRST.search(words):
        return _first_to_end(scene, chosen or found)
    ends = ends and SIGNED.search(words) is None
    when = _when(scene, question, words) if kind and ends else None
    if when is not None:
        return _ending(scene, chosen or found, when)
    if kind and not (chosen or bodies):
        chosen = _of_one(found, words)
    if not (chosen or bodies):
        return None
    signed = [one for one in chosen or found if bodies.keys() <= {party for party, _ in one.bodies}]
    head = "Fra gli accordi in vigore:"
    if bodies and chosen and not signed:
        head = f"{' e '.join(bodies.values())}: fra chi ha firmato non c’è. Ecco chi ha firmato:"
    elif not signed:
        head = "Fra gli accordi in vigore non ce n’è nessuno di questi enti."
    chosen = signed or chosen
    chosen.sort(key=lambda one: (len(one.bodies), one.until or scene.day.max))
    lines = tuple(Line(agreement_words(one), page="accordi") for one in chosen[:SHOWN])
    scene.intent = ""
    query = f"Letto: gli accordi fra enti, al {long_day(scene.day)}."
    links = (("Accordi fra enti", "accordi"), ("Protocolli", "protocolli"))
    return Reply("agreements", head, lines, query=query, links=links)


def _bodies_named(scene: Scene, words: str) -> dict[str, str]:
    """Return the bodies whose whole names stand in some words: id → name."""
    apart = words.replace("' ", "'")
    return {
        one.id: one.name
        for one in directory(scene.store, scene.viewer, kinds=("ente",))
        if normal(one.name).strip() in apart
    }


def _words(one: Pact) -> frozenset[str]:
    """Return the words by which an agreement is told from others: of its matter, and of its bodies."""
    return frozenset(terms(" ".join((one.title, one.label, *(name for _, name in one.bodies))))) - SAID_OF_ALL


def _when(scene: Scene, question: str, words: str) -> Window | None:
    """Return the days within which a question asks what ends: "quest'anno", "a marzo"; None where it names none."""
    if found := named_window(question, scene.day):
        return found
    if by := named_deadline(question, scene.day):
        return Window(None, by)
    year = next((int(one) for one in re.findall(r" (20\d\d) ", words)), 0)
    if NEXT_YEAR.search(words) or year > scene.day.year:
        year = year or scene.day.year + 1
        return Window(date(year, 1, 1), date(year, 12, 31))
    return Window(None, date(scene.day.year, 12, 31)) if THIS_YEAR.search(words) or year else None


def _ending(scene: Scene, found: Sequence[Pact], when: Window) -> Reply:
    """List the agreements that end within some days, the first to end first; where none does, the next that ends."""
    with_end = sorted((one for one in found if one.until), key=lambda one: one.until or date.max)
    ending = [
        one
        for one in with_end
        if one.until and (when.first or date.min) <= one.until <= (when.last or date.max)
    ]
    first = f"dal {long_day(when.first)}" if when.first and when.first > scene.day else ""
    last = f"{'al' if first else 'entro il'} {long_day(when.last)}" if when.last else "in poi"
    days = f"{first} {last}".strip()
    head = f"{'Scade' if len(ending) == 1 else 'Scadono'} {days}:"
    if not ending:
        head = f"{days[0].upper()}{days[1:]} non scade nessun accordo" + (
            ". Il primo a scadere:" if with_end else "."
        )
    lines = tuple(Line(agreement_words(one), page="accordi") for one in (ending or with_end[:1])[:SHOWN])
    scene.intent = ""
    query = f"Letto: gli accordi fra enti in vigore, al {long_day(scene.day)}."
    return Reply("agreements", head, lines, query=query, links=(("Accordi fra enti", "accordi"),))


def _first_to_end(scene: Scene, found: Sequence[Pact]) -> Reply:
    """Say which agreement ends first, and which have no end."""
    with_end = sorted((one for one in found if one.until), key=lambda one: one.until or date.max)
    head = "Il primo accordo a scadere:" if with_end else "Nessuno degli accordi in vigore ha una scadenza."
    lines = tuple(Line(agreement_words(one), page="accordi") for one in with_end[:1])
    scene.intent = ""
    query = f"Letto: gli accordi fra enti in vigore, al {long_day(scene.day)}."
    return Reply("agreements", head, lines, query=query, links=(("Accordi fra enti", "accordi"),))


def _endless(scene: Scene, found: Sequence[Pact]) -> Reply:
    """List the agreements that have no end."""
    held = [one for one in found if one.until is None]
    head = "Senza una scadenza:" if held else "Tutti gli accordi in vigore hanno una scadenza."
    lines = tuple(Line(agreement_words(one), page="accordi") for one in held[:SHOWN])
    scene.intent = ""
    query = f"Letto: gli accordi fra enti in vigore, al {long_day(scene.day)}."
    return Reply("agreements", head, lines, query=query, links=(("Accordi fra enti", "accordi"),))


def _of_one(found: Sequence[Pact], words: str) -> list[Pact]:
    """List the agreements of the bodies of the one sort that words name: "con chi ha convenzioni l'ASL"."""
    named = [body for body in BODIES if re.search(rf"[ ']{body} ", words)]
    signed = {one.id: [normal(name) for _, name in one.bodies] for one in found}
    return [one for one in found if any(f" {body} " in name for body in named for name in signed[one.id])]


BODIES = ("asl", "comune", "ambito", "cooperativa", "associazione")
"""How the names of bodies begin, by which questions call them."""


def _between(found: Sequence[Pact], words: str) -> list[Pact]:
    """List the agreements between bodies of the sorts that words name, two at least."""
    named = [body for body in BODIES if re.search(rf"[ ']{body} ", words)]
    signed = {one.id: [normal(name) for _, name in one.bodies] for one in found}
    return [
        one
        for one in found
        if len(named) > 1 and all(any(f" {body} " in name for name in signed[one.id]) for body in named)
    ]
