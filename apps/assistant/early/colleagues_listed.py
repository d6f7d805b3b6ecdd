"""List the professionals of one profession, or all, with where they work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.services import areas_named
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, curly, long_day, place_name
from coordinator.model import vocabulary
from coordinator.network.reach import reach
from coordinator.network.staff import staff_of

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached

PROFESSIONS = {
    r"assistenti sociali|assistent[ei] social[ei]": "assistente_sociale",
    r"infermier[ie](?: di (?:famiglia|comunita|famiglia e comunita))?": "infermiere",
    r"fisioterapist[ie]": "fisioterapista",
    r"(?:medici (?:di (?:base|famiglia|medicina generale)|curanti)|dottori|mmg|medici)": "medico",
    r"educatori|educatrici": "educatore",
    r"(?:oss|operatori socio ?-?sanitari)": "operatore_socio_sanitario",
    r"psicolog[ih]i?|psicologhe": "psicologo",
    r"psichiatri": "psichiatra",
    r"geriatri": "geriatra",
    r"pediatri": "pediatra",
    r"farmacist[ie]": "farmacista",
    r"operatori del pua": "operatore_pua",
    r"professionist[ie]|operatori|colleghi|colleghe": "",
}
"""How those of a profession are called, and how the vocabulary's word for it begins."""

CALLED = re.compile(
    rf" (?:(?:gli|le|i|dei|degli|delle|tutti|tutte|nostr[ie]) )*(?P<who>{'|'.join(PROFESSIONS)}) "
)
ASKS = re.compile(
    r"^ (?:e |ma |mi (?:dici|dai|fai|servono) )*(?:chi sono|quali(?: sono)?|che|quanti|quante"
    r"|elenco|lista|l'elenco|la lista"
    r"|nomi|i nomi|mostra\w*|elenca\w*)(?= )"
)
"""How a question asks who they are, or how many."""

FILLING = re.compile(
    r" (?:ci sono|ci sta\w*|abbiamo|avete|lavorano|c'e|esistono|sono|qui|da noi|nel distretto|del distretto|hai"
    r"|nel territorio|del territorio|sul territorio|in servizio|scritti|nel registro|in archivio|tutti|tutte"
    r"|disponibili)(?= )"
)
"""Words that ask nothing more."""

OF_ALL = re.compile(
    r" (?:qui|da noi|(?:nel|del) distretto|(?:nel|del|sul) territorio|in servizio|nel registro|in archivio"
    r"|lavorano|esistono) "
)
"""Words by which not those around the person in mind are meant, but all."""

MOST = 30


def say_colleagues_listed(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    List the professionals of one profession, or all, with where they work.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi sono gli assistenti sociali?", "quanti infermieri ci sono a Rocca?".
    named
        Whom it names: of a person's own it is another question.

    Returns
    -------
    Reply or None
        None for what says more, or of whoever follows the person in mind.
    """
    words = bare(question)
    found, asks = CALLED.search(words), ASKS.search(words)
    if named.people or found is None or asks is None or not scene.viewer.may("read", "directory"):
        return None
    rest = f" {FILLING.sub(' ', CALLED.sub(' ', ASKS.sub(' ', words))).strip()} "
    cards, areas = reach(scene.store, scene.viewer), set(areas_named(scene.store, scene.viewer, rest))
    whole = [normal(one.name).strip().removeprefix("comune di ") for one in cards if one.sort == "comune"]
    for name in [*whole, *(normal(area).strip() for area in areas)]:
        rest = rest.replace(f" {name} ", " ")
    if not is_bare(rest) or (scene.person_id and not OF_ALL.search(words)):
        return None
    begins = next(begins for called, begins in PROFESSIONS.items() if re.fullmatch(called, found["who"]))
    at = _workplaces(scene, cards)
    held = [one for one in cards if one.kind == "professionista" and one.sort.startswith(begins)]
    kept = [
        one
        for one in held
        if not areas or one.area in areas or areas & {card.area for card in at.get(one.id, ())}
    ]
    unsaid = [one for one in held if areas and not (one.area or at.get(one.id))]
    return _reply(scene, [*kept, *unsaid], at, begins, " e ".join(place_name(one) for one in sorted(areas)))


def _workplaces(scene: Scene, cards: tuple[Reached, ...]) -> dict[str, list[Reached]]:
    """Read at which services and bodies each professional works on the day."""
    places = {one.id: one for one in cards if one.kind in {"servizio", "ente"}}
    by_name = {one.name: one for one in places.values()}
    at: dict[str, list[Reached]] = {}
    for worker in staff_of(places, scene.day, scene.viewer):
        at.setdefault(worker.id, []).append(by_name[worker.place])
    return at


def _reply(scene: Scene, kept: list[Reached], at: dict[str, list[Reached]], begins: str, where: str) -> Reply:
    """Put the answer together."""
    lines = [
        Line(curly(f"{one.name}: {', '.join([_sort(one), *_where(at.get(one.id, []))])}"), one.id)
        for one in kept[:MOST]
    ]
    if len(kept) > MOST:
        lines.append(Line(f"e altri {len(kept) - MOST}", page="servizi"))
    what = count(len(kept), "professionista", "professionisti")
    at_place = f" a {where}, o non è scritto dove" if where else ""
    of = f"{' con questa professione' if begins else ''}{at_place}"
    head = f"Nel registro, {what}{of}:" if kept else f"Nel registro non c’è nessuno{of}."
    query = f"Letto: i professionisti e dove lavorano, al {long_day(scene.day)}."
    return Reply("places", head, tuple(lines), query=query, links=(("Servizi", "servizi"),))


def _sort(one: Reached) -> str:
    """Say a profession inside a sentence."""
    label = vocabulary().label("professions", one.sort)
    return f"{label[0].lower()}{label[1:]}"


def _where(places: list[Reached]) -> list[str]:
    """Say where somebody works."""
    return (
        [f"lavora a {' e a '.join(one.name for one in places)}"] if places else ["dove lavora non è scritto"]
    )
