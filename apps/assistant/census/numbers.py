"""Say about how many persons there are of some kind, to who sees numbers and no persons."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.census.patterns import patterns, plain
from apps.assistant.census.told import kinds_of
from apps.assistant.general.district import say_territory
from apps.assistant.reading.route import POINTS, fits
from apps.assistant.reply import Line, Reply
from apps.components.figures import said
from apps.components.words import long_day, place_name
from coordinator.network.wanted import Wanted
from coordinator.territory.tally import is_coarse, tally
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from collections.abc import Collection

    from apps.assistant.reading.of_many import Asked
    from apps.assistant.whom.scene import Scene

NO_NAMES = "Il tuo ruolo vede numeri, non persone."
COARSE = "Conto per comune, sesso, bisogno, chi vive solo, e da 18, 65, 75 o 85 anni."
LINKS = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))


def say_number(scene: Scene, asked: Asked, question: str) -> Reply:
    """
    Say about how many; the indicators of the territory where that may not be told.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    asked, question
        What is asked of each, and as it was typed.

    Returns
    -------
    Reply
        No persons, and no count of few.
    """
    if not scene.viewer.may("read", "territory"):
        return Reply(
            "census", "Il tuo ruolo non vede elenchi di persone.", links=(("Chi vede che cosa", "politica"),)
        )
    if any(re.fullmatch(one, plain(question).strip()) for one in patterns()["again"]):
        head = f"{NO_NAMES} Chi sono lo vede chi le segue."
        policy_first = (("Chi vede che cosa", "politica"), *LINKS)
        return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=policy_first)
    if (services := _only_services(asked)) is not None and (told := _of_services(scene, services)):
        return told
    if not is_coarse(asked.wanted) or asked.facts or asked.rest or asked.by not in {None, "area"}:
        return _cannot(scene, question)
    followed = "persone seguite" if asked.wanted.of_followed else "persone"
    many = tally(scene.store, asked.wanted, scene.day, scene.viewer)
    head = f"{many[0].upper()}{many[1:]} {followed}{kinds_of(asked)}. {NO_NAMES}"
    query = f"Letto: le schede delle persone, contate insieme, al {long_day(scene.day)}."
    lines = tuple(_by_area(scene, asked)) if asked.by else ()
    return Reply("census", head, lines, query=query, links=LINKS)


def _cannot(scene: Scene, question: str) -> Reply:
    """Say that it is not counted so, with the indicators of the territory where the question asks for these."""
    head = f"Questo così non so contarlo. {NO_NAMES} {COARSE}"
    if not fits("territory", question, POINTS["strong"]):
        return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=LINKS)
    reply = say_territory(scene.store, scene.viewer, scene.day, question)
    return replace(reply, head=f"{head} {reply.head}")


def _by_area(scene: Scene, asked: Asked) -> list[Line]:
    """Say about how many there are in each comune."""
    areas = dict.fromkeys(names_here(scene).places.values())
    told = {
        one: tally(scene.store, replace(asked.wanted, areas=(one,)), scene.day, scene.viewer) for one in areas
    }
    return [Line(f"{place_name(one)}: {many}", page="governo") for one, many in told.items()]


def _only_services(asked: Asked) -> frozenset[str] | None:
    """Return the services whose persons are counted, empty for each; None where more is asked."""
    ties = asked.wanted.ties
    plainly = asked.wanted == Wanted(ties=ties) and not (asked.facts or asked.rest)
    if plainly and asked.by == "service" and not ties:
        return frozenset()
    if (
        plainly
        and asked.by is None
        and len(ties) == 1
        and ties[0].present
        and ties[0].kinds == ("in_carico",)
    ):
        return frozenset(ties[0].others) or None
    return None


def _of_services(scene: Scene, services: Collection[str]) -> Reply | None:
    """Say about how many persons some services have, or each; None where it is not known."""
    view = territory_view(scene.store, scene.day, scene.viewer)
    rows = (
        [one for one in view.of("carico", among="servizio") if one.group in services or not services]
        if view
        else []
    )
    if view is None or not rows:
        return None
    rows.sort(key=lambda one: -(one.inputs.get("in_care") or 0))
    lines = []
    for one in rows:
        many = one.inputs.get("in_care")
        told = f"circa {many} persone, carico {said(one)}" if many else said(one)
        lines.append(Line(f"{one.inputs.get('name', one.group)}: {told}", one.group))
    head = f"Le persone in carico a ogni servizio, prima dove sono di più. {NO_NAMES}"
    query = f"Letto: il carico dei servizi, al {long_day(view.day)}."
    return Reply("census", head, tuple(lines), query=query, links=LINKS)
