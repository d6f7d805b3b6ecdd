"""Say whom to call when something happens to a person: the emergency number first, then who is around her."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.assistant.early.reaching import person_words, professionals, services_in_charge
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.messages import TIES_UNTOLD
from apps.components.words import joined, long_day
from coordinator.model import vocabulary
from coordinator.model.datafile import read_yaml
from coordinator.model.hours import BadHoursError, read_hours
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.network.record import Span

HAPPENS = re.compile(
    r" (?:cad(?:e|a|esse|uta|uto)|e a terra|stanotte|(?:di|la|nella) notte|nott\w*|emergenz\w*|urgen\w+"
    r"|(?:sta|stesse|sente|sentisse|sentita|sentito) male|svien\w+|svenut\w+|malore"
    r"|non (?:risponde|respira|apre|si muove)|scompar\w+|si perde|infart\w+|ictus) "
)
"""What may happen."""

WHOM = re.compile(
    r" (?:chi|a chi|che numero|quale numero|con chi|dove) (?:\w+ ){0,2}"
    r"(?:chiam\w+|telefon\w+|avvis\w+|avvert\w+|rivolg\w+|contatt\w+|c'e)"
    r"| (?:che|cosa) (?:si fa|faccio|facciamo|fare|devo fare|bisogna fare) "
    r"| (?:chi|che numero|numero) (?:risponde|per|da chiamare)"
)
"""How a question asks for somebody to call."""

PAST = re.compile(r" (?:quando|chi ha|quante volte|ultima volta|ultimo) ")
FIRST_TO_CALL = ("caregiver_principale", "caregiver", "assistente_familiare", "vicinato")
"""Kinds of tie, those to call first before the others."""

NIGHT = ("22:00", "06:00")
MOST = 6
THEN = ("case_manager", "medico_base", "segue")
"""Kinds of tie of those to call after them."""

BESIDE = 3
"""Professionals who are named after those at home."""


def say_urgent(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whom to call, in an emergency or at night.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "chi chiamo se Ada cade stanotte?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        Numbers, carers with their telephones where the asker may see them; None for what asks something else.
    """
    words = normal(question)
    if not (HAPPENS.search(words) and WHOM.search(words)) or PAST.search(words) or len(named.people) > 1:
        return None
    if named.people:
        scene.person_id = named.people[0].id
    lines = [number_line(one) for one in numbers()]
    if scene.viewer.may("read", "directory"):
        lines += [
            _open_words(one) for one in find_services(scene.store, "", scene.viewer) if _at_night(one, scene)
        ]
    head = "Se è un’emergenza, prima di tutto il 112."
    if not scene.person_id or not scene.viewer.may("read", "person"):
        query = f"Letto: i numeri di emergenza e le schede dei servizi, al {long_day(scene.day)}."
        return Reply("urgent", head, tuple(lines), query=query, links=(("Servizi", "servizi"),))
    scene.intent = "around"
    asked = scene.asked(question)
    around = in_turn(asked)
    by_her = joined("intorno a", asked.name)
    head = (
        f"{head} Poi, {by_her}:"
        if around
        else f"{head} {by_her[0].upper()}{by_her[1:]} non è scritto nessuno."
    )
    links = ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
    return asked.reply(
        "urgent", head, [lines[0], *around, *lines[1:]], "i numeri di emergenza, i servizi e i legami", links
    )


@cache
def numbers() -> tuple[dict[str, Any], ...]:
    """Read the numbers that everybody may call, once."""
    return tuple(read_yaml((Path(__file__).parent / "numbers.yaml").read_text(encoding="utf-8")))


def number_line(one: dict[str, Any]) -> Line:
    """
    Say a number that everybody may call.

    Parameters
    ----------
    one
        Of `numbers`.

    Returns
    -------
    Line
        Whose it is, when to call it, where that is laid down.
    """
    return Line(
        f"{one['number']}, {one['name'].lower()}: {one['when']} ({one['source']})", urn=one.get("urn", "")
    )


def _carers(asked: Asked) -> Iterator[Line]:
    """Name those who help her at home, each once, those to call first before the others."""
    spans = [span for span in asked.record.told if span.holds_on(asked.day) and span.other_kind == "persona"]
    helping = [span for span in spans if span.kind in FIRST_TO_CALL or span.hours_per_week]
    family = [span for span in spans if vocabulary().tie_kind(span.kind).sector == "famiglia"]
    told: dict[str, Span] = {}
    for span in [*sorted(helping, key=_turn), *family]:
        told.setdefault(span.other_id, span)
    for span in list(told.values())[:MOST]:
        yield Line(person_words(asked, span), span.other_id)


def in_turn(asked: Asked) -> list[Line]:
    """
    Name those at home, then who keeps her plan and treats her, then the services that have her in charge.

    Parameters
    ----------
    asked
        The question, on her.

    Returns
    -------
    list of Line
        Each once, with the telephone where the asker may see it; last, where it is so, that she is told of no ties.
    """
    lines = list(_carers(asked))
    if asked.viewer.may("read", "directory"):
        lines += [*list(professionals(asked, THEN))[:BESIDE], *services_in_charge(asked)]
    told: dict[str, Line] = {}
    for line in lines:
        told.setdefault(line.party_id, line)
    if not asked.record.ties_told:
        told[""] = Line(f"{TIES_UNTOLD}: chi altri le sta vicino lo sa il case manager")
    return list(told.values())


def _turn(span: Span) -> tuple[int, float]:
    """Say how early somebody is called."""
    place = FIRST_TO_CALL.index(span.kind) if span.kind in FIRST_TO_CALL else len(FIRST_TO_CALL)
    return place, -(span.hours_per_week or 0.0)


def _at_night(one: Service, scene: Scene) -> bool:
    """Say whether a service is open tonight, before and after midnight."""
    try:
        openings = read_hours(one.opening_hours or "")
    except BadHoursError:
        return False
    tonight, after = scene.day.weekday(), (scene.day + timedelta(days=1)).weekday()
    late = any(tonight in it.days and it.opens <= NIGHT[0] and it.closes == "24:00" for it in openings)
    return late and any(after in it.days and it.opens == "00:00" and it.closes >= NIGHT[1] for it in openings)


def _open_words(one: Service) -> Line:
    """Say a service that is open at night."""
    reached = "; ".join(str(it) for it in (one.phone, one.address) if it)
    return Line(f"{one.name}, aperto anche di notte: {reached or 'recapito non scritto'}", one.id)
