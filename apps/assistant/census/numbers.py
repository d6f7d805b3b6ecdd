"""Say about how many persons there are of some kind, to who sees numbers and no persons."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.census.patterns import patterns, plain
from apps.assistant.census.told import group_words, kinds_of
from apps.assistant.general.district import say_territory
from apps.assistant.reading.route import POINTS, fits
from apps.assistant.reply import Line, Reply
from apps.components.figures import said
from apps.components.words import long_day, place_name
from coordinator.model import vocabulary
from coordinator.network.census import BANDS
from coordinator.network.fields_seen import without_delicate
from coordinator.network.wanted import Wanted
from coordinator.territory.tally import is_coarse, nearest_coarse, tally
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from apps.assistant.reading.of_many import Asked
    from apps.assistant.whom.scene import Scene

NO_NAMES = "Il tuo ruolo vede numeri, non persone."
COARSE = "Conto per comune, sesso, bisogno, chi vive da solo, e da 18, 65, 75 o 85 anni."
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
    if (services := _only_services(asked)) is not None and (
        told := _of_services(scene, services, together=len(asked.wanted.ties) > 1)
    ):
        return told
    parted = asked.by or ("age" if asked.mean == "age" else None)
    plainly = not (
        asked.facts or asked.rest or asked.then or asked.share or parted in {"service", "phase", "source"}
    )
    near = asked if is_coarse(asked.wanted) else _nearest(asked)
    if not plainly or (asked.mean and parted != "age") or not is_coarse(near.wanted):
        return _cannot(scene, question)
    followed = "persone seguite" if asked.wanted.of_followed else "persone"
    many = tally(scene.store, near.wanted, scene.day, scene.viewer)
    head = f"{many[0].upper()}{many[1:]} {followed}{kinds_of(near)}. {NO_NAMES}"
    if near is not asked:
        nearest = f"{many} {followed}{kinds_of(near)}"
        head = f"Proprio così non so contarlo. {NO_NAMES} {COARSE} Il conto più vicino: {nearest}."
    if asked.mean:
        head = f"Una media di età non si dice a chi vede numeri e non persone. Per fasce di età: {head}"
    query = f"Letto: le schede delle persone, contate insieme, al {long_day(scene.day)}."
    lines = tuple(_parted(scene, near, parted)) if parted else ()
    return Reply("census", head, lines, query=query, links=LINKS)


def _nearest(asked: Asked) -> Asked:
    """Ask the same of the nearest ages that are counted."""
    near = nearest_coarse(asked.wanted)
    others = tuple(one for one in asked.said if not one.endswith((" anni", " anni o più", " anni o meno")))
    low, high = near.least_age, near.most_age
    ages = f"con {low} anni o più" if high is None else f"con {high} anni o meno"
    ages = f"fra {low} e {high} anni" if low is not None and high is not None else ages
    return replace(
        asked, wanted=near, said=(ages, *others) if low is not None or high is not None else others
    )


def _cannot(scene: Scene, question: str) -> Reply:
    """Say that it is not counted so, with the indicators of the territory where the question asks for these."""
    head = f"Questo così non so contarlo. {NO_NAMES} {COARSE}"
    if not fits("territory", question, POINTS["strong"]):
        return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=LINKS)
    reply = say_territory(scene.store, scene.viewer, scene.day, question)
    return replace(reply, head=f"{head} {reply.head}")


def _parted(scene: Scene, asked: Asked, by: str) -> Iterator[Line]:
    """Say about how many there are in each comune, of each sex, age or need."""
    for told, wanted in _parts(scene, asked.wanted, by):
        many = tally(scene.store, wanted, scene.day, scene.viewer)
        yield Line(f"{told}: {many}", page="governo")


def _parts(scene: Scene, wanted: Wanted, by: str) -> Iterator[tuple[str, Wanted]]:
    """Part those who are asked for, each part with how it is called."""
    if by == "area":
        for area in dict.fromkeys(names_here(scene).places.values()):
            yield place_name(area), replace(wanted, areas=(area,))
    elif by == "sex":
        for sex in ("F", "M"):
            yield group_words(by, sex), replace(wanted, sex=sex)
    elif by == "age":
        for low, high in zip((0, *BANDS), (*(one - 1 for one in BANDS), None), strict=True):
            if low >= (wanted.least_age or 0) and (
                wanted.most_age is None or (high or low) <= wanted.most_age
            ):
                ages = {"least_age": low or None, "most_age": high}
                yield group_words(by, f"{low}-{high or ''}"), replace(wanted, **ages)  # type: ignore[arg-type]
    elif not wanted.needs:
        for need in without_delicate(vocabulary().terms["needs"], scene.viewer):
            yield group_words(by, need), replace(wanted, needs=(need,))


def _only_services(asked: Asked) -> frozenset[str] | None:
    """Return the services whose persons are counted, empty for each; None where more is asked."""
    ties = asked.wanted.ties
    plainly = asked.wanted == Wanted(ties=ties) and not (asked.facts or asked.rest)
    if plainly and asked.by == "service" and not ties:
        return frozenset()
    if (
        plainly
        and asked.by is None
        and ties
        and all(one.present and one.others and one.kinds == ("in_carico",) for one in ties)
    ):
        return frozenset(other for one in ties for other in one.others)
    return None


def _of_services(scene: Scene, services: Collection[str], *, together: bool) -> Reply | None:
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
    if together:
        head = f"Chi li ha tutti insieme non so contarlo; so quante persone ha ciascuno. {NO_NAMES}"
    query = f"Letto: il carico dei servizi, al {long_day(view.day)}."
    return Reply("census", head, tuple(lines), query=query, links=LINKS)
