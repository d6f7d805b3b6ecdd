"""Say several things of a service at once, where a question asks for several of what its card holds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from apps.assistant.early.cards_told import of_cards
from apps.assistant.early.costs import OF_PATH
from apps.assistant.early.running import RUNNING, ties_of
from apps.assistant.general.cards import facts_of
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from apps.components.words import curly
from coordinator.model.datafile import read_yaml
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

FEW = 3
"""Services that may be told of at once."""

TO_WRITE = re.compile(
    r"^ (?:\w+ ){0,3}?(?:prepar\w+|scriv\w+|fammi|fai|butta\w*(?: giu)?|manda\w*|invia\w*) (?:\w+ )?"
    r"(?:un |una |due |il |la |l')?(?:e-?mail|mail|letter\w+|messagg\w+|sms|whatsapp|testo|righe|avviso|volantino) "
)
"""How a letter or a message is ordered, which Ponte does not write."""

UNWRITTEN = "Lettere e messaggi liberi non li scrivo. Ecco che cosa metterci, secondo la scheda:"
OF_PERSONS = re.compile(
    r" (?:person[ae]|utent[ei]|assistit[ie]|pazient[ei]|in carico|in lista|chi (?:va|ha|aspetta)|elenca\w*) "
)
"""Words of a question that is of persons, whatever else it says of a service."""


def say_facets(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say of a service each of the things that a question asks for.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    question
        As it was typed: "centro diurno: requisiti, documenti e quota".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks for one thing alone, or names no service.
    """
    words = bare(question)
    letter = TO_WRITE.search(words) is not None
    asked = [what for what, cue in _cues().items() if cue.search(words)]
    if named.people or len(asked) < (1 if letter else 2) or OF_PERSONS.search(words):
        return None
    services = services_named(scene.store, scene.viewer, question)
    services = [one for one in services if one.service_kind not in OF_PATH]
    if not 0 < len(services) <= FEW:
        return None
    lines = [line for one in services for line in _lines(scene, one, asked, named=len(services) > 1)]
    if "come si chiede" in asked:
        lines += doors(scene)
    names = ", ".join(one.name for one in services)
    return of_cards(scene, UNWRITTEN if letter else f"{names}, secondo la scheda:", lines)


def doors(scene: Scene) -> list[Line]:
    """
    Name who says at which door a service is asked for.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.

    Returns
    -------
    list of Line
        The first point of access that has a telephone; empty where none has.
    """
    found = find_services(scene.store, "", scene.viewer)
    told = [one for one in found if one.service_kind == "pua" and one.phone]
    return [
        Line(f"A chi si chiede può dirtelo il {one.name}: telefono {one.phone}", one.id) for one in told[:1]
    ]


def _lines(scene: Scene, one: Service, asked: Sequence[str], *, named: bool) -> list[Line]:
    """Say what is asked of one service; what its card does not hold is said too."""
    whose, facts = f"{one.name}, " if named else "", facts_of(one)
    told = [
        Line(curly(f"{whose}{what}: {facts[what] or 'non è scritto nella scheda'}"), one.id)
        for what in asked
        if what in facts
    ]
    return [*(ties_of(scene, one.id, RUNNING) if "di chi è" in asked else []), *told]


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """Read how each thing is asked, once."""
    told = read_yaml(Path(__file__).with_name("facets.yaml").read_text(encoding="utf-8"))
    return {what: re.compile(f"[ '](?:{'|'.join(rows)})(?= )") for what, rows in told.items()}
