"""Say what services, places and phases are called in a record, as questions about many persons may name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.census.paths import PATHS_AREA
from apps.assistant.reading.of_many import Names
from apps.assistant.reading.words import listed, normal
from apps.components.words import place_name
from coordinator.model import vocabulary
from coordinator.network.census import areas_of
from coordinator.network.record import find_services
from coordinator.pathway.cases import process_of
from coordinator.protection import policy
from coordinator.territory.view import territory_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

UNNAMED = frozenset({"altro", "uvm"})
"""Kinds of service that no question calls so."""

TELLING = 6
"""Letters at least of a word by which alone a service is called."""

NAMELESS = listed("public") | listed("no_service_by_itself")
"""Words of the names of services that mean none by themselves."""

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
        Those that the viewer may be told of.
    """
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
    phases["uvm"] = "valutazione_multidimensionale"
    return Names(services, {normal(place_name(one)).strip(): one for one in _areas(scene)}, phases)


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
    if name.startswith(f"{short} ") and len(name) > len(short) + MEANT:
        told.add(name.removeprefix(short).strip())
    yield from told
