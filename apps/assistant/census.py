"""Answer how many persons there are of some kind, and who: of those whom the asker may see, one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census_reading import Asked, Names
from apps.assistant.census_words import of_many, read_census, read_onward
from apps.assistant.district import say_territory
from apps.assistant.reply import Line, Reply
from apps.assistant.words import normal
from apps.components.words import age, count, long_day, place_name
from coordinator.model import vocabulary
from coordinator.network.census import areas_of, census, grouped
from coordinator.network.record import find_services
from coordinator.pathway.cases import open_cases, process_of, read_open_cases
from coordinator.pathway.day import lapses
from coordinator.protection import policy
from coordinator.territory.tally import is_coarse, tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.people import Named
    from apps.assistant.scene import Scene
    from coordinator.model import Service
    from coordinator.network.census import Census, Counted
    from coordinator.pathway.view import CaseView

SHOWN = 20
MOST_PATHS = 3000
"""Open paths that are read for one answer; a whole province's are counted on the page of the territory."""

WAITING, MANAGER = "in_attesa", "case_manager"
NAMELESS = Names({}, {}, {})
PATHS_AREA = "non_autosufficienza"
UNNAMED = frozenset({"altro", "uvm"})
"""Kinds of service that no question calls so."""

MEANT = 4
"""Letters at least of what tells a service from others of its kind."""

ORDERS = {
    "oldest": ", prima chi ha più anni",
    "youngest": ", prima chi ha meno anni",
    "longest": ", prima chi aspetta da più tempo",
    "fewest": ", prima chi ha meno legami scritti",
    "quietest": ", prima chi non si sente da più tempo",
}
OF_ONE = {
    "vivono da sole": "vive da sola",
    "vivono con altri": "vive con altri",
    "donne": "donna",
    "uomini": "uomo",
}
FIRST = 5
"""How many are named where only an order was asked for: "chi è la più anziana?"."""

NO_NAMES = "Il tuo ruolo vede numeri, non persone."
COARSE = "Conto per comune, sesso, bisogno, chi vive solo, e da 18, 65, 75 o 85 anni."

SEXES = {"F": "Donne", "M": "Uomini", "X": "Altro", "": "Non è scritto"}


def say_census(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer a question about many persons.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    question
        In Italian.
    named
        Who is named in it: a question that names somebody is of her.

    Returns
    -------
    Reply or None
        None when the question is not of many, or says more than is understood.

    Raises
    ------
    NotAllowedError
        If the viewer may not read what is asked of each person.
    """
    asked = None if named.people else _read(scene, question)
    scene.many = asked
    if asked is None:
        return None
    if not scene.viewer.may("read", "person"):
        return _say_number(scene, asked, question)
    scene.intent = ""
    asked = replace(asked, mine=asked.mine and scene.viewer.party_id is not None)
    if not asked.case and any(tie.kinds[0] == MANAGER and not tie.present for tie in asked.wanted.ties):
        asked = replace(asked, case="open", said=(*asked.said, "con un percorso aperto"))
    within = _by_case(scene, asked.case) if asked.case else None
    if isinstance(within, Reply):
        return within
    if within is not None:
        wanted = asked.wanted
        none = asked.case == "none"
        wanted = replace(wanted, without=within) if none else replace(wanted, within=within)
        asked = replace(asked, wanted=wanted)
    return _say_groups(scene, asked) if asked.by else _say_persons(scene, asked)


def _read(scene: Scene, question: str) -> Asked | None:
    """Read a question about many persons, or one that goes on from it; None when it is another."""
    before = scene.many
    if before is not None and (onward := read_onward(question, before, scene.day, _names(scene))):
        return onward
    if scene.person_id and not of_many(question):
        return None
    asked = read_census(question, scene.day, NAMELESS)
    if of_many(question) and (asked is None or asked.rest):
        asked = read_census(question, scene.day, _names(scene))
    if asked is not None and asked.said and not scene.viewer.may("read", "person"):
        return asked
    if asked is None or asked.rest or (asked.case == "open" and len(asked.said) == 1):
        return None
    return asked


def _say_persons(scene: Scene, asked: Asked) -> Reply:
    """Say how many, and name the first."""
    found = census(
        scene.store, asked.wanted, scene.day, scene.viewer, limit=SHOWN, mine=asked.mine, phones=asked.phones
    )
    first = found.first if asked.said or asked.wanted.order == "name" else found.first[:FIRST]
    lines = [Line(_person_words(one, asked, scene.day), one.id) for one in first]
    more = [Line(f"e altre {found.total - len(lines)}")] if found.total > len(lines) else []
    if found.unknown:
        more.append(
            Line(
                f"Di {count(found.unknown, 'altra persona', 'altre persone')} non è scritto abbastanza per dirlo."
            )
        )
    return Reply(
        "census",
        f"{_many_words(found, asked)}{':' if lines else '.'}",
        (*lines, *more),
        query=_query(scene, asked),
        links=(("Persone", "persona"),),
    )


def _say_number(scene: Scene, asked: Asked, question: str) -> Reply:
    """Say about how many, to who sees no persons; the indicators of the territory where that may not be told."""
    if not scene.viewer.may("read", "territory"):
        return Reply(
            "census", "Il tuo ruolo non vede elenchi di persone.", links=(("Chi vede che cosa", "politica"),)
        )
    links = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))
    told = is_coarse(asked.wanted) and not (asked.case or asked.by or asked.rest)
    if not told:
        reply = say_territory(scene.store, scene.viewer, scene.day, question)
        return replace(reply, head=f"{NO_NAMES} {COARSE} {reply.head}")
    many = tally(scene.store, asked.wanted, scene.day, scene.viewer)
    followed = "persone seguite" if asked.wanted.of_followed else "persone"
    head = f"{many[0].upper()}{many[1:]} {followed}{_kinds(asked)}. {NO_NAMES}"
    query = f"Letto: le schede delle persone, contate insieme, al {long_day(scene.day)}."
    return Reply("census", head, query=query, links=links)


def _say_groups(scene: Scene, asked: Asked) -> Reply:
    """Say how many in each group."""
    told = grouped(scene.store, asked.wanted, asked.by or "area", scene.day, scene.viewer, mine=asked.mine)
    lines = tuple(
        Line(f"{_group_words(asked.by or 'area', key)}: {count(many, 'persona', 'persone')}")
        for key, many in (
            sorted(told.items()) if asked.by == "age" else sorted(told.items(), key=lambda one: -one[1])
        )
    )
    seguite = " seguite" if asked.wanted.of_followed else ""
    head = (
        f"Le persone{seguite} che vedi{_kinds(asked)}:" if lines else "Nessuna persona, fra quelle che vedi."
    )
    return Reply("census", head, lines, query=_query(scene, asked), links=(("Persone", "persona"),))


def _many_words(found: Census, asked: Asked) -> str:
    """Say how many were found, of how many, and in which order they are named."""
    followed = (" seguita", " seguite") if found.of_followed else ("", "")
    many = "Nessuna persona" if not found.total else count(found.total, "persona", "persone")
    many += followed[found.total > 1]
    among = f", su {found.among} che vedi" if found.total < found.among or asked.said else " che vedi"
    order = ORDERS.get(asked.wanted.order, "") if found.total > 1 else ""
    kinds = _kinds(asked)
    if found.total <= 1:
        for plural, singular in OF_ONE.items():
            kinds = kinds.replace(plural, singular)
    return f"{many}{kinds}{among}{order}"


def _kinds(asked: Asked) -> str:
    """Say what is asked of each."""
    mine = (" fra le tue",) if asked.mine else ()
    return "".join((*mine, *(f" {one}" if at == 0 else f", {one}" for at, one in enumerate(asked.said))))


def _person_words(one: Counted, asked: Asked, day: date) -> str:
    """Say who one is, with what was asked of her."""
    years = age(one.born_on, day)
    parts = [f"{years} anni" if years is not None else "", place_name(one.area)]
    waits = any(tie.kinds[0] == WAITING for tie in asked.wanted.ties)
    for name, since in one.ties:
        long = f" ({count((day - since).days, 'giorno', 'giorni')})" if waits else ""
        parts.append(f"{name} dal {long_day(since)}{long}")
    parts += [", ".join(one.needs)]
    parts += [f"telefono {one.phone}" if one.phone else "telefono non scritto"] if asked.phones else []
    parts += [count(one.ties_many, "legame", "legami")] if one.ties_many is not None else []
    if asked.wanted.quiet_since or asked.wanted.order == "quietest":
        last = one.last_contact
        parts.append(f"ultimo contatto il {long_day(last)}" if last else "nessun contatto scritto")
    return f"{one.name}: {'; '.join(part for part in parts if part)}"


def _group_words(by: str, key: str) -> str:
    """Say what a group is called."""
    if by == "sex":
        return SEXES.get(key, key)
    if by == "need":
        return vocabulary().label("needs", key)
    if by == "age" and key:
        low, high = key.split("-")
        return f"{low} anni o più" if not high else f"da {low} a {high} anni"
    return place_name(key) or "Non è scritto"


def _query(scene: Scene, asked: Asked) -> str:
    """Say what was read."""
    wanted = asked.wanted
    read = ["le schede delle persone che vedi"]
    read += ["i bisogni"] if wanted.needs or wanted.unmet else []
    read += ["i legami"] if wanted.ties or wanted.alone is not None or wanted.order == "fewest" else []
    read += ["i contatti"] if wanted.quiet_since or wanted.order == "quietest" else []
    read += ["i percorsi aperti"] if asked.case else []
    return f"Letto: {', '.join(read)}, al {long_day(scene.day)}."


def _by_case(scene: Scene, case: str) -> frozenset[str] | Reply:
    """Find the persons of whose open path something holds."""
    if len(listed := open_cases(scene.store, scene.viewer, limit=MOST_PATHS + 1)) > MOST_PATHS:
        head = "I percorsi aperti che vedi sono troppi per leggerli qui: i numeri sono in Governo del territorio."
        return Reply("census", head, links=(("Governo del territorio", "governo"),))
    if case in {"open", "none"}:
        return frozenset(one.person_id for one in listed)
    what, _, phase = case.partition(":")
    if phase:
        order = list(process_of(PATHS_AREA).phases)
        wanted = order[max(order.index(phase) - 1, 0)] if what == "awaits" else phase
        return frozenset(one.person_id for one in listed if one.phase == wanted)
    if case == "late":
        found = lapses(scene.store, scene.viewer, scene.day)
        return frozenset(one.person_id for one in found if one.kind == "termine_scaduto")
    return frozenset(_with_plan(scene, planned=case == "plan"))


def _with_plan(scene: Scene, *, planned: bool) -> Iterator[str]:
    """List the persons whose open paths hold a plan, or of whom none does."""
    views: dict[str, list[CaseView]] = {}
    for view, _ in read_open_cases(scene.store, scene.viewer):
        views.setdefault(view.person_id, []).append(view)
    for person_id, hers in views.items():
        if any(view.state.versions for view in hers) is planned:
            yield person_id


def _names(scene: Scene) -> Names:
    """Say what services, places and phases are called here."""
    viewer = scene.viewer
    services: dict[str, tuple[str, ...]] = {}
    if viewer.may("read", "directory"):
        found = find_services(scene.store, "", viewer)
        closed = () if viewer.may("read", "delicate") else policy().closed["delicate"].service_kinds
        for one in found:
            for words in () if one.service_kind in closed else _service_names(one):
                services[words] = (*services.get(words, ()), one.id)
    areas = areas_of(scene.store, viewer) if viewer.may("read", "person") else ()
    phases = {
        words: key
        for key, phase in process_of(PATHS_AREA).phases.items()
        for words in (normal(phase.name.partition("(")[0]).strip(), key.replace("_", " "))
    }
    phases["uvm"] = "valutazione_multidimensionale"
    return Names(services, {normal(place_name(one)).strip(): one for one in areas}, phases)


def _service_names(one: Service) -> Iterator[str]:
    """Say how a question may call a service: by its name, its kind, the short form of its kind."""
    name = normal(one.name).strip()
    kind = normal(vocabulary().label("service_kinds", one.service_kind)).strip()
    short = one.service_kind.replace("_", " ")
    told = {name} if one.service_kind in UNNAMED else {name, kind, short}
    if name.startswith(f"{short} ") and len(name) > len(short) + MEANT:
        told.add(name.removeprefix(short).strip())
    yield from told
