"""List the persons whose services have no tie with each other, those with most such pairs first."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.components.words import count, curly, long_day
from coordinator.findings import find_district, rules
from coordinator.network.named import names_of
from coordinator.network.record import find_people

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.findings import Finding

RULE = "services_unlinked"

HELPERS = re.compile(r" (?:servizi|enti|operatori|professionisti|equipe) ")
APART = re.compile(
    r" (?:non si (?:parlan\w*|sent\w+|conosc\w+|coordin\w+|mett\w+ d'accordo|incontr\w+|vedono|confrontan\w*"
    r"|scambian\w*)"
    r"|(?:senza|non hanno|nessun|non c'e) (?:un |nessun |alcun )?(?:contatt\w+|legam\w+|coordinament\w+"
    r"|accord\w+|raccord\w+|dialog\w+)"
    r"|scollegat\w+|slegat\w+|isolati fra loro|scoordinat\w+|vanno ognuno per conto su\w+|per conto (?:suo"
    r"|loro|proprio)) "
)
MANY = re.compile(
    r" (?:person[ae]|chi|cas[oi]|utent[ie]|assistit[ie]|pazient[ie]|quant[ie]|elenc\w+|list\w+|mostra\w*|dove"
    r"|famigli[ae]"
    r"|percors[oi]) "
)
MOST = 1000
"""Persons whose findings are read for one answer; with more, the page of findings takes one at a time."""

SHOWN = 15
LINKS = (("Rilievi", "rilievi"), ("Integrazione", "integrazione"))


def say_apart(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    List the persons whose services do not talk with each other.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "le persone con più servizi che non si parlano".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words = bare(question)
    if named.people or not (HELPERS.search(words) and APART.search(words) and MANY.search(words)):
        return None
    viewer = scene.viewer
    if not (viewer.may("read", "person") and viewer.may("read", "findings")):
        head = "Il tuo ruolo non vede le singole persone; quanto i servizi si parlano è in «Integrazione»."
        links = (("Integrazione", "integrazione"), ("Chi vede che cosa", "politica"))
        return Reply("apart", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    if len(find_people(scene.store, "", viewer, limit=MOST + 1)) > MOST:
        head = "Le persone che vedi sono troppe per leggerle qui una per una: scegline una dalla pagina «Rilievi»."
        return Reply("apart", head, query="Letto: quante persone vedi.", links=LINKS)
    scene.intent = ""
    pairs: dict[str, list[Finding]] = defaultdict(list)
    for one in find_district(scene.store, scene.day, viewer):
        if one.rule_id == RULE:
            pairs[one.person_id].append(one)
    names = names_of(scene.store, pairs, viewer)
    order = sorted(pairs, key=lambda one: (-len(pairs[one]), names.get(one, one)))
    lines = [
        Line(_words(names.get(one, one), pairs[one]), one, rules()[RULE].norm or "") for one in order[:SHOWN]
    ]
    if len(order) > SHOWN:
        lines.append(Line(f"e altre {len(order) - SHOWN}", page="rilievi"))
    who = count(len(order), "persona che vedi ha", "persone che vedi hanno")
    head = f"{who} servizi, uno sanitario e uno sociale, senza un legame scritto fra loro; prima chi ne ha di più:"
    if not order:
        head = "Fra le persone che vedi non risultano servizi senza un legame fra loro."
    query = f"Letto: i rilievi «{rules()[RULE].title}» delle persone che vedi, al {long_day(scene.day)}."
    return Reply("apart", head, tuple(lines), query=query, links=LINKS)


def _words(name: str, found: list[Finding]) -> str:
    """Say whose services, and which pairs."""
    said = "; ".join(one.sentence.rstrip(".") for one in found)
    return curly(f"{name}, {count(len(found), 'coppia', 'coppie')}: {said}")
