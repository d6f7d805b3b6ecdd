"""Say what services, places and phases are called in a record, as questions about many persons may name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.census.facts import PATHS_AREA
from apps.assistant.census.patterns import patterns
from apps.assistant.reading.of_many import Names
from apps.assistant.reading.recognised import family_name
from apps.assistant.reading.words import listed, normal
from apps.components.words import place_name
from coordinator.model import vocabulary
from coordinator.network.census import areas_of
from coordinator.network.reach import reach
from coordinator.network.record import find_services
from coordinator.pathway.cases import process_of
from coordinator.pathway.scales import read_scales
from coordinator.protection import policy
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.network.reach import Reached

UNNAMED = frozenset({"altro", "uvm"})
"""Kinds of service that no question calls so."""

TELLING = 6
"""Letters at least of a word by which alone a service is called."""

NAMELESS = listed("public") | listed("no_service_by_itself")
"""Words of the names of services that mean none by themselves."""

JOINTS = ("di ", "del ", "della ", "dell' ")
"""How a name goes on with the place where the service is, which names no service."""

THINGS = frozenset({"piano", "piano assistenziale", "segnalazione", "dimissione"})
"""Names of phases that are things too, which one may lack; as phases they are called so."""

COMUNE = "comune di "
NAMES = ("names", "")
"""Where what things are called is kept, while a question is answered."""

MEANT = 4
"""Letters at least of what tells a service from others of its kind."""


def names_here(scene: Scene) -> Names:
    """
    Say what services, places and phases are called here.

    Parameters
    ----------
    scene
        The conversation: the record, who asks.

    Returns
    -------
    Names
        Those that the viewer may be told of; read once for a question.
    """
    if NAMES not in scene.rows:
        scene.rows[NAMES] = _read_names(scene)
    held: Names = scene.rows[NAMES]
    return held


def _read_names(scene: Scene) -> Names:
    """Read what services, places and phases are called here."""
    viewer = scene.viewer
    services: dict[str, tuple[str, ...]] = {}
    if viewer.may("read", "directory"):
        found = find_services(scene.store, "", viewer)
        closed = () if viewer.may("read", "delicate") else policy().closed["delicate"].service_kinds
        open_ones = [one for one in found if one.service_kind not in closed]
        for one in open_ones:
            for words in _service_names(one):
                services[words] = (*services.get(words, ()), one.id)
        for word, ids in _own_words(open_ones).items():
            services.setdefault(word, ids)
    phases = {
        words: key
        for key, phase in process_of(PATHS_AREA).phases.items()
        for words in (normal(phase.name.partition("(")[0]).strip(), key.replace("_", " "))
    }
    for words in THINGS & set(phases):
        phases |= dict.fromkeys((f"fase {words}", f"fase di {words}", f"in {words}"), phases.pop(words))
    phases["uvm"] = "valutazione_multidimensionale"
    cards = reach(scene.store, viewer) if viewer.may("read", "directory") else ()
    workers = _workers(one for one in cards if one.kind == "professionista")
    places = {normal(place_name(one)).strip(): one for one in _areas(scene)}
    scales = {normal(one.name).strip().removeprefix("il "): key for key, one in read_scales().items()}
    return Names(services, {**places, **_comuni(places, cards)}, phases, workers, scales)


def _workers(cards: Iterable[Reached]) -> dict[str, str]:
    """Say how professionals are called: by both names, or by a family name that only one has."""
    held: dict[str, list[str]] = {}
    for one in cards:
        whole = [word for word in normal(one.name).split() if "." not in word]
        family = normal(family_name(one.name)).strip()
        turned = " ".join([*family.split(), *whole[: -len(family.split())]])
        for called in dict.fromkeys((" ".join(whole), turned, family)):
            held.setdefault(called, []).append(one.id)
    return {called: ids[0] for called, ids in held.items() if len(ids) == 1}


def _comuni(places: Mapping[str, str], cards: Iterable[Reached]) -> dict[str, str]:
    """Say which longer names comuni have: "rocca al mare" is where the Comune di Rocca al Mare is."""
    whole = (
        normal(one.name).strip().removeprefix(COMUNE)
        for one in cards
        if normal(one.name).strip().startswith(COMUNE)
    )
    return {name: area for name in whole for place, area in places.items() if name.startswith(f"{place} ")}


def _areas(scene: Scene) -> Iterable[str]:
    """List where persons live, or the comuni that have indicators, for who sees numbers only."""
    viewer = scene.viewer
    if viewer.may("read", "person"):
        return areas_of(scene.store, viewer)
    view = territory_view(scene.store, scene.day, viewer) if viewer.may("read", "territory") else None
    return dict.fromkeys(one.group for one in view.indicators if one.among == "comune") if view else ()


def _own_words(found: Iterable[Service]) -> dict[str, tuple[str, ...]]:
    """Find the words that belong to one service's name alone: "l'educativa", "le querce"."""
    held: dict[str, tuple[str, ...]] = {}
    for one in found:
        for word in dict.fromkeys(normal(one.name).replace("'", " ").split()):
            held[word] = (*held.get(word, ()), one.id)
    return {
        word: ids
        for word, ids in held.items()
        if len(ids) == 1 and len(word) >= TELLING and word not in NAMELESS
    }


def _service_names(one: Service) -> Iterator[str]:
    """Say how a question may call a service: by its name, its kind, the short form of its kind."""
    name = normal(one.name).strip()
    kind = normal(vocabulary().label("service_kinds", one.service_kind)).strip()
    short = one.service_kind.replace("_", " ")
    told = {name} if one.service_kind in UNNAMED else {name, kind, short}
    told |= set(patterns()["services_called"].get(one.service_kind, ()))
    rest = name.removeprefix(short).strip()
    if name.startswith(f"{short} ") and len(rest) >= MEANT and not rest.startswith(JOINTS):
        told.add(rest)
    yield from told
