"""Say whom the closing of a service, or the absence of who helps, would leave alone, of all whom the asker sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.clauses import who_is_away
from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.colleagues import colleagues_named
from apps.components.words import count, long_day
from coordinator.model import vocabulary
from coordinator.network.directory import surroundings
from coordinator.network.reach import reach
from coordinator.network.without import who_depends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.without import Dependent

CLOSES = re.compile(
    r" (?:se |senza |qualora |ipotizz\w+ |mettiamo (?:che )?|in caso |nel caso |con la chiusura |dalla chiusura )"
    r"| (?:chiudess\w+|fermass\w+|mancass\w+|sparis\w+|venisse\w* a mancare) "
)
"""How a question supposes that somebody is no longer there."""

WHO = re.compile(
    r" (?:a )?(?:chi|quali|quant[ei]|che|quale) (?:\w+ ){0,4}?(?:rest\w+|riman\w+|rimarr\w+|perd\w+|trov\w+ senza"
    r"|avrebb\w+|ha solo|hanno solo|va in crisi|vanno in crisi|ne risente|ne risentono|soffrirebb\w+|ci rimett\w+"
    r"|dipend\w+"
    r"|viene a mancare|verrebbe a mancare|mancherebb\w+|lasc\w+|scopert\w+|sol[aoei]|abbandonat\w+) "
)
"""How a question asks which persons, and not what would happen to one."""

HERS = re.compile(r" (?:lei|lui|sua|suo|suoi|sue) ")
RUNS = ("gestito_da", "erogato_da")
"""Ties by which a body runs a service: without the body, they would stop."""

SHOWN = 12
FEW = 6
NAMED = 3
LINKS = (("Rilievi", "rilievi"), ("Servizi", "servizi"))


def say_closing(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who would be left alone, or with needs that nobody meets, without some helper.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi resterebbe solo se chiude il centro diurno?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what is asked of one person, or of nobody who helps.
    """
    words = bare(question)
    if named.people or not (CLOSES.search(words) and WHO.search(words)):
        return None
    viewer = scene.viewer
    if not viewer.may("read", "directory"):
        return None
    clause = who_is_away(question)
    places = [one for one in reach(scene.store, viewer) if _is_place(one.kind)]
    away = recognised(places, clause) or colleagues_named(scene, clause)
    if not away or (scene.person_id and (HERS.search(words) or not _is_place(away[0].kind))):
        return None
    if not (viewer.may("read", "person") and viewer.may("read", "network")):
        head = "Il tuo ruolo non vede chi aiuta le singole persone: da qui non posso dirlo."
        links = (("Chi vede che cosa", "politica"), ("Governo del territorio", "governo"))
        return Reply("absence", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    gone = {one.id: one.name for one in away} | _run_by(scene, [one.id for one in away if one.kind == "ente"])
    found = who_depends(scene.store, [*gone], scene.day, viewer)
    scene.intent = ""
    return _told(scene, ", ".join(one.name for one in away), found)


def _is_place(kind: str) -> bool:
    """Say whether a kind of party is no single person."""
    return kind != "professionista"


def _run_by(scene: Scene, bodies: Sequence[str]) -> dict[str, str]:
    """Name the services that bodies run."""
    around = (
        one
        for body in bodies
        for one in surroundings(scene.store, body, scene.day, scene.viewer).neighbours
        if one.kind in RUNS and one.id.startswith("svc:")
    )
    return {one.id: one.name for one in around}


def _told(scene: Scene, names: str, found: Sequence[Dependent]) -> Reply:
    """Put the answer together: first who would be alone, then who would lack an answer to a need."""
    query = (
        f"Letto: gli aiuti e i bisogni delle persone che vedi, con e senza {names}, al {long_day(scene.day)}."
    )
    if not found:
        return Reply(
            "absence",
            f"Senza {names}, fra le persone che vedi nessuna perderebbe un aiuto scritto.",
            query=query,
            links=LINKS,
        )
    alone = [one for one in found if one.alone]
    lacking = [one for one in found if one.lost and not one.alone]
    others = [one for one in found if not (one.alone or one.lost)]
    told = [*alone, *lacking]
    lines = [Line(_words(one), one.id) for one in told[:SHOWN]]
    if len(told) > SHOWN:
        lines.append(Line(f"e {count(len(told) - SHOWN, 'altra', 'altre')}"))
    if others:
        some = ", ".join(one.name for one in others[:FEW])
        more = f" e {count(len(others) - FEW, 'altra', 'altre')}" if len(others) > FEW else ""
        lines.append(Line(f"Avrebbero ancora chi risponde ai loro bisogni: {some}{more}."))
    head = (
        f"Senza {names} {'perderebbe' if len(found) == 1 else 'perderebbero'} un aiuto "
        f"{count(len(found), 'persona', 'persone')} fra quelle che vedi: "
        f"{_many(len(alone), 'resterebbe sola', 'resterebbero sole')}, "
        f"{_many(len(lacking), 'resterebbe con un bisogno senza risposta', 'resterebbero con bisogni senza risposta')}."
    )
    return Reply("absence", head, tuple(lines), query=query, links=LINKS)


def _many(number: int, one: str, more: str) -> str:
    """Say of how many something would be true."""
    return f"nessuna {one}" if not number else f"{number} {one if number == 1 else more}"


def _words(one: Dependent) -> str:
    """Say what one person would be left with."""
    labels = ", ".join(vocabulary().label("needs", need) for need in one.lost)
    lost = f"senza risposta: {labels}" if one.lost else "nessun bisogno scritto resterebbe senza risposta"
    if one.alone:
        return f"{one.name}: nessun altro aiuto scritto; {lost}"
    some = ", ".join(one.left[:NAMED])
    more = f" e {count(len(one.left) - NAMED, 'altro', 'altri')}" if len(one.left) > NAMED else ""
    return f"{one.name}: {lost}; {'resterebbe' if len(one.left) == 1 else 'resterebbero'} {some}{more}"
