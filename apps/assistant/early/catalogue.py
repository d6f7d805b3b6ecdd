"""List the services that fit what is asked of all: open on a day, for an age, free, in a comune; or side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.answers.person import named_needs
from apps.assistant.early.cards_told import of_cards
from apps.assistant.early.contacts import days_asked
from apps.assistant.early.meanings import meaning_in
from apps.assistant.general.cards import facts_of
from apps.assistant.general.services import areas_named, services_named
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from apps.components.words import WEEKDAYS, count, curly, place_name
from coordinator.model import vocabulary
from coordinator.model.hours import BadHoursError, read_hours
from coordinator.network.reach import reach
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

OF_ALL = re.compile(
    r" (?:quali|che|quanti|quante|tutti|tutte|elenco|lista|registro|ci sono|c'e qualche|mostra\w*|elenca\w*)"
    r"(?: (?:i|gli|le|dei|degli|delle|altri|altre|sono|tutti|tutte|tipi di))*(?:'| )"
    r"(?:serviz\w+|struttur\w+|sportell\w+|uffici|centri) "
)
"""How a question asks of services, and of none by name."""

SIDE = re.compile(
    r" (?:confront\w+|paragon\w+|a fianco|affianc\w+|a confronto|quale (?:dei|delle|fra|tra) \w+"
    r"|qual e (?:meglio|il piu)|meglio|conviene|differenz[ae]) "
)
"""How a question asks for services side by side."""

LATE = {
    "la sera": "19:00",
    "di sera": "19:00",
    "in serata": "19:00",
    "il pomeriggio": "14:30",
    "di pomeriggio": "14:30",
    "nel pomeriggio": "14:30",
    "di notte": "23:00",
    "la notte": "23:00",
}
"""A part of the day → an hour at which who serves in it is open."""

OLD, YOUNG = 75, 12
AGES = (
    (re.compile(r" (?:per (?:gli |le )?|da |agli )(?:anzian[ie]|vecchi|over 65|terza eta) "), OLD, "anziani"),
    (
        re.compile(
            r" (?:per (?:i |le |gli )?|ai |con )(?:minor[ie]|ragazz[ie]|bambin[ie]|adolescent[ie]|figli piccoli"
            r"|minorenni|alunni|studenti|giovani) "
        ),
        YOUNG,
        "minori",
    ),
)
"""For whom: how it is said, an age of theirs, what they are called."""

FREE = re.compile(r" (?:gratis|gratuit[ie]|non si pag\w+|senza (?:pagare|costi|spesa)|non costa\w*) ")
PAID = re.compile(
    r" (?:si pagan?o?|a pagamento|costan?o?|(?:hanno|con) (?:un |una )?(?:costo|retta|quota|tariffa)) "
)
LACKS = {
    "telefono": re.compile(
        r" (?:senza|non (?:ha|hanno)) (?:\w+ ){0,3}?(?:telefon\w+|numer[oi]|recapit[oi]) "
    ),
    "orari": re.compile(r" (?:senza|non (?:ha|hanno)) (?:\w+ ){0,3}?orari\w* "),
    "costo": re.compile(r" (?:senza|non (?:ha|hanno)) (?:\w+ ){0,3}?(?:cost[oi] scritt\w+|tariff\w+) "),
    "indirizzo": re.compile(r" (?:senza|non (?:ha|hanno)) (?:\w+ ){0,3}?(?:indirizz[oi]|sede) "),
}
"""What a card may lack, and how a question asks for those that do."""

ELSE = re.compile(
    r" (?:person[ae]|utent[ei]|assistit[ie]|pazient[ei]|quante person\w+|attes[ae]|coda|pien[ie]|post[oi]"
    r"|satur\w+|liber[ie]"
    r"|lei|lui|suo[i]?|sua|sue|mi[eo]i?|mie|serviz\w+ (?:ha|ho|riceve|usa)|conven\w+|accord\w+|legge|norm\w+"
    r"|scadut\w+|gestis\w+|gestit\w+|eroga\w*|accredit\w+|diritt\w+|obblig\w+|essenzial\w+|lep\w*|lea) "
)
"""Words of another question."""

LEFT = re.compile(
    r" (?:ci sono|esistono|abbiamo|avete|sono scritt\w+|conosci|conoscete|hai|in archivio|nel registro|sono) "
)
DIFFERENT = re.compile(r" differenz[ae] ")
UNSAID = "non è scritto"
MOST = 12
LONGEST = 30
SIDE_BY_SIDE = 4
AT_LEAST = 2


class Wish(NamedTuple):
    """One thing that is asked of the services that are listed."""

    says: str
    fits: frozenset[str]  # ids
    unsaid: tuple[str, ...] = ()  # names of those whose cards do not say it
    lacks: str = ""  # what is said of them


def say_catalogue(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    List the services that fit what is asked of all of them.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    question
        As it was typed: "quali servizi sono aperti il sabato?", "che servizi ci sono per i ragazzi?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, or of services by name.
    """
    words = bare(question)
    if named.people:
        return None
    if SIDE.search(words):
        return _side_by_side(scene, question)
    cards = reach(scene.store, scene.viewer)
    if not OF_ALL.search(words) or ELSE.search(words) or named_needs(question):
        return None
    bodies = [one for one in recognised(cards, question) if one.kind in {"ente", "comunita"}]
    if [one for one in bodies if one.sort != "comune" or " comune " in words]:
        return None
    services = find_services(scene.store, "", scene.viewer)
    wishes = [*_wishes(scene, words, services)]
    if not wishes:
        return _whole(scene, services) if _asks_whole(words) else None
    kept = [one for one in services if all(one.id in wish.fits for wish in wishes)]
    what = " e ".join(wish.says for wish in wishes)
    many = count(len(kept), "servizio", "servizi") if kept else "nessun servizio"
    head = f"{what[0].upper()}{what[1:]}, secondo le schede: {many}."
    lines = [Line(_in_short(one), one.id) for one in kept[:MOST]]
    lines += [Line(f"e altri {len(kept) - MOST}", page="servizi")] if len(kept) > MOST else []
    for wish in wishes:
        if wish.unsaid:
            lines.append(Line(f"{wish.lacks}: {', '.join(wish.unsaid)}", page="servizi"))
    return of_cards(scene, head, lines)


def _wishes(scene: Scene, words: str, services: list[Service]) -> Iterator[Wish]:
    """Read what is asked of the services."""
    days = days_asked(words, scene.day)
    part = next((part for part in LATE if f" {part} " in words), "")
    if days or part:
        names = "" if not days else f"di {' e di '.join(WEEKDAYS[one] for one in days)}"
        held = {one.id: _open(one, days or tuple(range(7)), LATE.get(part, "")) for one in services}
        unsaid = tuple(one.name for one in services if held[one.id] is None)
        open_ = frozenset(one for one, is_open in held.items() if is_open)
        yield Wish(
            " ".join(it for it in ("aperti", names, part) if it), open_, unsaid, "Gli orari non sono scritti"
        )
    for cue, years, called in AGES:
        if cue.search(words):
            fits = [one for one in services if (one.min_age or 0) <= years <= (one.max_age or years)]
            said = frozenset(one.id for one in fits if one.min_age is not None or one.max_age is not None)
            unsaid = tuple(one.name for one in fits if one.id not in said)
            yield Wish(f"per {called}", said, unsaid, "Un’età non è scritta")
    if FREE.search(words):
        gratis = frozenset(one.id for one in services if "gratuit" in (one.cost or "").casefold())
        yield Wish(
            "gratuiti", gratis, tuple(one.name for one in services if not one.cost), "Il costo non è scritto"
        )
    elif PAID.search(words):
        paid = frozenset(one.id for one in services if one.cost and "gratuit" not in one.cost.casefold())
        unsaid = tuple(one.name for one in services if not one.cost)
        yield Wish("a pagamento, per intero o in parte", paid, unsaid, "Il costo non è scritto")
    for what, cue in LACKS.items():
        if cue.search(words):
            yield Wish(f"senza {what}", frozenset(one.id for one in services if not facts_of(one)[what]))
    for area in areas_named(scene.store, scene.viewer, words):
        here = frozenset(one.id for one in services if one.area == area)
        rest = tuple(one.name for one in services if not one.area)
        yield Wish(f"con sede a {place_name(area)}", here, rest, "In quale comune non è scritto")


def _open(one: Service, days: tuple[int, ...], hour: str) -> bool | None:
    """Say whether a service is open on one of some days, at an hour where one is meant; None if unwritten."""
    try:
        openings = read_hours(one.opening_hours or "")
    except BadHoursError:
        return None
    if not openings:
        return None
    return any(set(days) & set(it.days) and (not hour or it.opens <= hour < it.closes) for it in openings)


def _asks_whole(words: str) -> bool:
    """Say whether a question asks for all services, and of them nothing."""
    rest = LEFT.sub(" ", OF_ALL.sub(" ", f" {words.strip()} "))
    return is_bare(LEFT.sub(" ", rest))


def _whole(scene: Scene, services: list[Service]) -> Reply:
    """Name all services, by kind."""
    kinds: dict[str, list[str]] = {}
    for one in services:
        kinds.setdefault(vocabulary().label("service_kinds", one.service_kind), []).append(one.name)
    lines = [Line(curly(f"{kind}: {', '.join(names)}"), page="servizi") for kind, names in kinds.items()]
    head = f"Nel registro: {count(len(services), 'servizio', 'servizi')}."
    return of_cards(scene, head, lines[:LONGEST] + [Line("e altri", page="servizi")] * (len(lines) > LONGEST))


def _side_by_side(scene: Scene, question: str) -> Reply | None:
    """Put the cards of services that a question names, or of those spoken of, side by side, a line for each matter."""
    words = bare(question)
    found = [one for name in _parts(words) for one in services_named(scene.store, scene.viewer, name)]
    if not found and scene.said is not None:
        before = {line.party_id for line in scene.said.lines}
        found = [one for one in find_services(scene.store, "", scene.viewer) if one.id in before]
    services = list({one.id: one for one in found}.values())
    if not AT_LEAST <= len(services) <= SIDE_BY_SIDE:
        return None
    if DIFFERENT.search(words) and all(meaning_in(f" {part} ") for part in _parts(words)):
        return None  # two words of the glossary: what the norms tell apart
    facts = {one.name: facts_of(one) for one in services}
    lines = [
        Line(
            curly(f"{what}: {'; '.join(f'{name}, {told[what] or UNSAID}' for name, told in facts.items())}"),
            page="servizi",
        )
        for what in facts[services[0].name]
        if any(told[what] for told in facts.values())
    ]
    head = f"{' e '.join(one.name for one in services)}, secondo le schede; quale vada meglio lo decide la persona:"
    return of_cards(scene, head, lines)


def _parts(words: str) -> list[str]:
    """Part what a question puts side by side."""
    return [
        part
        for part in re.split(r" (?:e|o|con|oppure|rispetto (?:a|al|alla)|fra|tra) ", words)
        if part.strip()
    ]


def _in_short(one: Service) -> str:
    """Say when it is open, for whom it is, what it costs, where it is, as far as its card says it."""
    facts = facts_of(one)
    told = [facts[what] for what in ("orari", "per chi", "costo", "indirizzo", "telefono") if facts[what]]
    return curly(f"{one.name}: {'; '.join(told) or 'la scheda non dice altro'}")
