"""Read everybody around one person as a table: family, neighbours, professionals, services, bodies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.close import STRAINS
from apps.assistant.census.names import names_here
from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.kin_words import sorts_of
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.words import author_words, curly, role_words
from coordinator.model import vocabulary
from coordinator.network import ego
from coordinator.network.contacts import contacts_of
from coordinator.network.households import households_of
from coordinator.network.named import phones_of
from coordinator.network.reach import reach
from coordinator.network.record import read_record
from coordinator.network.roles import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.network.record import Record, Span

REFERENCE = "referente_familiare"
"""Role of a member of the team who speaks for the family."""

MET = 1000
"""Contacts that are read, to say when each was last there."""


@dataclass(slots=True)
class _Around:
    """What is read once for all rows."""

    name: str
    day: date
    ties: Mapping[int, Mapping[str, Any]]  # number of a tie that holds → what is said of it
    nodes: Mapping[str, Mapping[str, Any]]  # party → what the map says of it
    works: Mapping[str, Reached]  # party of the directory → how it is reached
    phones: Mapping[str, str]
    met: Mapping[str, Any] = field(default_factory=dict)  # party → the day of the last contact
    living: frozenset[str] = frozenset()  # who belongs to her household
    housed: bool = False  # whether her household is written
    reference: frozenset[str] = frozenset()  # who is the family's contact
    called: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_helpers(scene: Scene, person_id: str) -> list[Row]:
    """
    Read everybody around a person as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom.

    Returns
    -------
    list of Row
        One for each party with whom she has ties, and one for each with whom she has them no more.

    Raises
    ------
    NotAllowedError
        If the viewer may not read her network.
    """
    record = read_record(scene.store, person_id, scene.day, scene.viewer)
    around = _around(scene, record, person_id)
    now: dict[str, list[Span]] = {}
    gone: dict[str, list[Span]] = {}
    for span in record.spans:
        if span.holds_on(scene.day):
            now.setdefault(span.other_id, []).append(span)
        elif span.until is not None and span.until < scene.day:
            gone.setdefault(span.other_id, []).append(span)
    rows = [_row(around, one, spans, person_id, ended=False) for one, spans in now.items()]
    rows += [_row(around, one, spans, person_id, ended=True) for one, spans in gone.items() if one not in now]
    return sorted(rows, key=lambda row: (row.cell("state").value == "finito", row.cell("name").shown))


def _around(scene: Scene, record: Record, person_id: str) -> _Around:
    """Read once what rows say of those around her."""
    store, viewer, day = scene.store, scene.viewer, scene.day
    graph = ego(store, person_id, day, viewer).graph
    ids = {span.other_id for span in record.spans}
    met: dict[str, Any] = {}
    for one in contacts_of(person_id, day, viewer, limit=MET):
        met.setdefault(one.with_id, one.day)
    called: dict[str, list[str]] = {}
    for name, found in names_here(scene).services.items():
        for service in found:
            called.setdefault(service, []).append(name)
    seats = [one.holder_id for one in roles_of(store, person_id, day, viewer) if one.role == REFERENCE]
    houses = households_of(store, person_id, day, viewer)
    return _Around(
        day=day,
        name=str(getattr(record.party, "given_name", None) or record.party.name),
        ties={tie["tie_id"]: tie for one, other, tie in graph.edges(data=True) if person_id in {one, other}},
        nodes={key: graph.nodes[key] for key in graph.nodes},
        works={one.id: one for one in reach(store, viewer) if one.id in ids},
        phones=phones_of(store, ids, viewer),
        met=met,
        living=frozenset(one.id for house in houses for one in house.members),
        housed=bool(houses),
        reference=frozenset(one for one in seats if one),
        called=called,
    )


def _row(around: _Around, party_id: str, spans: Sequence[Span], person_id: str, *, ended: bool) -> Row:
    """Write one of those around her."""
    ties = [around.ties[span.tie_id] for span in spans if span.tie_id in around.ties]
    node, works = around.nodes.get(party_id, {}), around.works.get(party_id)
    first = spans[0]
    what = works.sort_label if works else ""
    until = max((span.until for span in spans if span.until), default=None) if ended else None
    conflict = any(span.conflict for span in spans)
    held = [span for span in spans if not span.gives]  # by the others it is she who helps
    sorts = set().union(*(sorts_of(span) for span in held))
    sorts |= set().union(*(sorts_of(span) for span in spans if span.gives)) - {"aiuta"}
    sorts |= {works.sort, "aiuta"} if works and first.other_kind == "professionista" else set()
    sorts |= {works.sort} if works else set()
    sorts |= {"aiuta"} if any(span.hours_per_week for span in held) else set()
    roles = _roles(around, spans)
    if party_id in around.reference:
        sorts.add(REFERENCE)
        roles.append("referente familiare")
    person = first.other_kind == "persona" and not ended
    home = party_id in around.living if person and around.housed else None
    cells = {
        "name": text(first.other_name),
        "role": Cell(MANY.join(roles), " ".join(sorted(sorts))),
        "helps": kind("si", "aiuta") if "aiuta" in sorts else Cell("no", "no"),
        "standing": _standing(sorts),
        "what": text(what),
        "state": Cell("non più" if ended else "in corso", "finito" if ended else "in_corso"),
        "since": day_cell(min(span.since for span in spans)),
        "days_of": number((around.day - min(span.since for span in spans)).days, "giorno", "giorni"),
        "until": day_cell(until),
        "hours": number(_sum(span.hours_per_week for span in held), "ora la settimana", "ore la settimana"),
        "can": number(
            _sum(tie["hours_available"] for tie in ties), "ora che può dare", "ore la settimana che può dare"
        ),
        "often": _word("frequencies", [tie["frequency"] for tie in ties]),
        "support": _words("supports", [tie["support"] for tie in ties]),
        "strength": _strength(spans),
        "conflict": Cell(
            "in conflitto" if conflict else "nessun conflitto scritto", "si" if conflict else "no"
        ),
        "strain": _strain(ties),
        "home": Cell("", None) if home is None else Cell("sì" if home else "no", "si" if home else "no"),
        "phone": text(around.phones.get(party_id) or (works.phone if works else "")),
        "email": text(works.email if works else ""),
        "address": text(works.address if works else ""),
        "open": text(works.hours if works else ""),
        "age": number(node.get("age"), "anno", "anni"),
        "met": day_cell(around.met.get(party_id)),
        "said": text(_listed(span.stated_by for span in spans)),
        "paper": text(_listed(tie["document"] for tie in ties)),
        "note": text(_listed(tie["note"] for tie in ties)),
        "author": text(_listed(author_words(span.author) for span in spans)),
        "confirmed": day_cell(max((one.confirmed_on for one in spans if one.confirmed_on), default=None)),
    }
    return Row(cells, party_id=party_id, person_id=person_id, called=tuple(around.called.get(party_id, ())))


def _standing(sorts: set[str]) -> Cell:
    """Say whether a service has her in charge, or she waits for it."""
    words = {"carico": "in carico", "attesa": "in attesa", "segnalato": "segnalazione in corso"}
    return next((kind(one, words[one]) for one in words if one in sorts), Cell(""))


def _roles(around: _Around, spans: Sequence[Span]) -> list[str]:
    """Say what somebody is to her, each thing once."""
    kinds = vocabulary().kinds
    order = sorted(spans, key=lambda span: kinds[span.kind].code)
    told = (
        curly(role_words(span.kind, around.name, reverse=span.starts_here, sex=span.other_sex))
        for span in order
    )
    return list(dict.fromkeys(told))


def _listed(words: Iterable[str | None]) -> str:
    """Put texts side by side, each once."""
    return MANY.join(dict.fromkeys(one for one in words if one))


def _sum(numbers: Iterable[float | None]) -> float | None:
    """Add up what is written; None where nothing is."""
    held = [one for one in numbers if one is not None]
    return sum(held) if held else None


def _word(name: str, codes: Iterable[str | None]) -> Cell:
    """Write the first word of a list of the vocabulary that is said: the oftenest."""
    order = list(vocabulary().terms[name])
    held = sorted((one for one in codes if one), key=order.index)
    return Cell(vocabulary().label(name, held[0]), held[0]) if held else Cell("")


def _words(name: str, codes: Iterable[str | None]) -> Cell:
    """Write the words of a list of the vocabulary that are said."""
    held = list(dict.fromkeys(one for one in codes if one))
    return Cell(MANY.join(vocabulary().label(name, one) for one in held), " ".join(held) or None)


def _strength(spans: Sequence[Span]) -> Cell:
    """Write how strong the ties are: as each source says it, where two do not say the same."""
    held = {span.strength: span.stated_by or span.author for span in spans if span.strength is not None}
    if not held:
        return Cell("")
    labels = {one: vocabulary().label("strengths", str(one)) for one in sorted(held, reverse=True)}
    if len(held) > 1:
        told = MANY.join(f"{label} secondo {held[one]}" for one, label in labels.items())
        return Cell(told, min(held))
    return Cell(next(iter(labels.values())), next(iter(held)))


def _strain(ties: Sequence[Mapping[str, Any]]) -> Cell:
    """Write how weary somebody is."""
    held = [tie["strain"] for tie in ties if tie["strain"] is not None]
    return Cell(STRAINS[max(held)], max(held)) if held else Cell("")
