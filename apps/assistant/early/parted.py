"""Part the indicators just told by comune, district, body, service or need, and say by what they are not parted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.district import named_places
from apps.assistant.reading.words import bare
from apps.assistant.reply import Choice, Line, Reply
from apps.components.figures import said
from apps.components.words import long_day, place_name
from coordinator.model import vocabulary
from coordinator.territory.indicator import definitions
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView

BEGINS = (
    r"^ (?:(?:e|ed|ma|invece|anche|poi|ora|adesso|puoi|me|li|lo|mi|fammi|dammi|vedere|il|nel|dettaglio|divid\w+"
    r"|suddivid\w+|divis[oiae]|distint[oiae]|raggrupp\w+|ripartit[oiae]|solo|quell[oiea]|com'e|quanto e) )*"
)
PARTS = {
    "comune": r"comun[ei]|paes[ei]|zon[ae]|territori",
    "distretto": r"distrett[oi]",
    "ente": r"ent[ei]|aziend[ae]",
    "servizio": r"serviz[io]+",
    "bisogno": r"(?:tipo di |tipologia di )?bisogn[oi]",
}
"""Among what an indicator may be told → how it is asked for."""

EACH = (
    r"(?:(?:per|in|di|a|al|nei|nelle|fra|tra) )?"
    r"(?:(?:i|le|gli|ogni|ciascun[oa]?|singol[oiea]|vari[e]?|divers[ie]) )*"
)
NOT_PARTED = (
    (
        re.compile(
            BEGINS
            + r"(?:per |fra |tra |di |del |delle |degli |i |gli |le )*(?:(?:fasc[ei]\w* )?(?:d'|di )?eta|sesso|genere"
            r"|uomini|donne|maschi|femmine|anzian[ie]|minor[ie]|uomini e donne|maschi e femmine|ultra\w+) $"
        ),
        "per età e per sesso no",
    ),
    (
        re.compile(
            BEGINS + r"(?:(?:rispetto|in confronto|a|al|all'|nel|nell'|l'|lo|un|com'era|quanto era|era) ?)*"
            r"(?:anno (?:scorso|passato|prima|fa|precedente)|scorso anno) $"
        ),
        "com’erano un anno fa qui non è tenuto",
    ),
)
"""How a question parts them as they are not kept → what is said of it."""

PERSONS = "Quante persone seguite ci sono?"
SHOWN = 12
LINKS = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))


def say_parted(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Part the indicators that the answer before told.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "per comune?", "e a Rocca?", "e per età?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None where the answer before was none of the territory, or the question asks something else.
    """
    if scene.said is None or scene.said.intent != "territory" or named.people:
        return None
    ids = _told(scene.said)
    if not ids or not scene.viewer.may("read", "territory"):
        return None
    words = bare(question)
    among = next((key for key, called in PARTS.items() if _asks_for(words, called)), "")
    lacking = next((why for asked, why in NOT_PARTED if asked.match(words)), "")
    view = territory_view(scene.store, scene.day, scene.viewer)
    if view is None:
        return None
    places = named_places(view, words) if not (among or lacking) and _is_place_alone(view, words) else []
    if not (among or lacking or places):
        return None
    scene.intent = "territory"
    query = f"Letto: gli indicatori del territorio, al {long_day(view.day)}."
    if lacking:
        ways = _ways(view, ids)
        head = f"{'Questo indicatore si conta' if len(ids) == 1 else 'Questi indicatori si contano'} {ways}; {lacking}."
        choices = (Choice("Le persone invece sì", PERSONS),) if scene.viewer.may("read", "person") else ()
        return Reply("territory", head, _kept(scene.said), query=query, choices=choices, links=LINKS)
    rows = [one for key in ids for one in view.of(key, among="comune" if places else among)]
    rows = [one for one in rows if not places or one.group in places]
    lines = tuple(Line(_words(view, one), page="governo") for one in rows[:SHOWN])
    head = "Gli stessi indicatori, uno per uno:" if len(ids) > 1 else "Lo stesso indicatore, uno per uno:"
    if places:
        head = f"A {' e '.join(map(place_name, places))}, per quanto i dati dicono:"
    if not lines:
        asked = " e ".join(map(place_name, places)) or f"per {among}"
        head, lines = (
            f"{asked[0].upper()}{asked[1:]} qui non è contato; si conta {_ways(view, ids)}.",
            _kept(scene.said),
        )
    return Reply("territory", head, lines, query=query, links=LINKS)


def _asks_for(words: str, called: str) -> bool:
    """Say whether some words ask for nothing but each of some kind: "per comune", "comune per comune"."""
    return bool(re.match(rf"{BEGINS}(?:{EACH}(?:{called})|(?:{called}) per (?:{called})) $", words))


def _is_place_alone(view: TerritoryView, words: str) -> bool:
    """Say whether some words hold nothing but places."""
    rest = words
    for area in named_places(view, words):
        rest = rest.replace(f" {bare(place_name(area)).strip()} ", " ")
    return bool(re.match(r"^ (?:(?:e|ed|ma|invece|a|ad|di|da|in|nel|comune|per|solo|quanto|com'e) )*$", rest))


def _told(reply: Reply) -> list[str]:
    """List the indicators that an answer told, by how their lines begin."""
    labels = {one.label: key for key, one in definitions().items()}
    found = (
        max((label for label in labels if line.text.startswith(label)), key=len, default="")
        for line in reply.lines
    )
    return list(dict.fromkeys(labels[one] for one in found if one))


def _kept(reply: Reply) -> tuple[Line, ...]:
    """Keep the lines that told an indicator, so that one may go on from them."""
    return tuple(one for one in reply.lines if _told(Reply("territory", "", (one,))))


def _ways(view: TerritoryView, ids: list[str]) -> str:
    """Say among what some indicators are told."""
    held = {one.among for one in view.of(*ids)}
    ways = ["in tutto", *(f"per {key}" for key in PARTS if key in held)]
    return ", ".join(ways[:-1]) + f" e {ways[-1]}" if len(ways) > 1 else ways[0]


def _words(view: TerritoryView, one: Indicator) -> str:
    """Say an indicator of one group."""
    return f"{one.definition.label}, {_group(view, one)}: {said(one)}"


def _group(view: TerritoryView, one: Indicator) -> str:
    """Say what a group is called."""
    if one.among == "comune":
        return place_name(one.group)
    if one.among == "bisogno":
        return vocabulary().label("needs", one.group)
    return str(one.inputs.get("name") or view.names.get(one.group) or one.group or "dove non è scritto")
