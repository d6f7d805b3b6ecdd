"""Found a place: its region, ASL, district, Ambito and comuni, and the services that each answers for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Institution, Party, Service, Tie, vocabulary
from coordinator.model.datafile import read_yaml
from coordinator.model.spelling import fold
from coordinator.network.change import state_tie
from coordinator.network.parties import add_party
from coordinator.network.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store

USUAL: Mapping[str, tuple[str, ...]] = {
    "pua": ("pratiche",),
    "servizio_sociale": ("pratiche",),
    "uvm": (),
    "sad": ("igiene_personale", "casa", "pasti"),
    "adi": ("terapia", "medicazioni", "riabilitazione"),
    "centro_diurno": ("compagnia", "sollievo"),
    "cot": (),
    "rsa": ("igiene_personale", "terapia", "sollievo"),
    "consultorio": (),
    "csm": ("salute_mentale",),
    "serd": ("salute_mentale",),
    "pasti": ("pasti",),
    "trasporto": ("spostamenti",),
    "educativa": ("educazione",),
    "sportello_lavoro": ("lavoro",),
    "antiviolenza": ("protezione",),
}
"""Kinds of service that a place usually has, with needs that each may meet until somebody says better."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region and its provinces: code → name."""

    id: str
    name: str
    provinces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store serves, as its office says it; an empty name is of a body that is not there."""

    region: str  # name of the region
    asl: str = ""
    district: str = ""
    ambito: str = ""
    comuni: tuple[str, ...] = ()


@cache
def regions() -> tuple[Region, ...]:
    """List the regions, in the order of their names; the last is invented."""
    table = read_yaml(files("coordinator.network").joinpath("provinces.yaml").read_text(encoding="utf-8"))
    return tuple(Region(key, row["name"], row["provinces"]) for key, row in table.items())


@cache
def comuni_of(province: str) -> tuple[str, ...]:
    """
    List the comuni of a province that exist today.

    Parameters
    ----------
    province
        Its code, e.g. ``"LE"``.

    Returns
    -------
    tuple of str
        In order; empty for a code of no province.
    """
    from codicefiscale.data import get_municipalities_data

    return tuple(
        sorted(
            row["name"] for row in get_municipalities_data() if row["active"] and row["province"] == province
        )
    )


def found_place(store: Store, place: Place, day: date, viewer: Viewer) -> dict[str, str]:
    """
    Write the bodies of a place and which is part of which; what is there already is left as it is.

    Parameters
    ----------
    store
        The record.
    place
        Its bodies.
    day
        Since when Ponte knows that one is part of the other.
    viewer
        Who writes; needs to write the directory and the network.

    Returns
    -------
    dict
        Kind of institution → its id; for comuni, that of the first.
    """
    found: dict[str, str] = {}
    named = (
        ("regione", place.region),
        ("asl", place.asl),
        ("distretto", place.district),
        ("ambito", place.ambito),
    )
    for kind, name in named:
        if name:
            found[kind] = _body(store, kind, name, viewer)
    for whole, part in (("regione", "asl"), ("asl", "distretto")):
        if whole in found and part in found:
            _tie(store, "parte_di", found[part], found[whole], day, viewer)
    for name in place.comuni:
        comune = _body(store, "comune", name if name.startswith("Comune") else f"Comune di {name}", viewer)
        found.setdefault("comune", comune)
        if "ambito" in found:
            _tie(store, "parte_di", comune, found["ambito"], day, viewer)
    return found


def open_services(
    store: Store, services: Sequence[tuple[str, str]], bodies: Mapping[str, str], day: date, viewer: Viewer
) -> tuple[str, ...]:
    """
    Write services under the body that usually answers for their kind; those there already are left.

    Parameters
    ----------
    store
        The record.
    services
        (kind, name) of each.
    bodies
        Kind of institution → id, as `found_place` returns.
    day
        Since when Ponte knows who answers for them.
    viewer
        Who writes; needs to write the directory and the network.

    Returns
    -------
    tuple of str
        Ids of the services, in their order.
    """
    ids = []
    for kind, name in services:
        known = _known(store, Service, Service.service_kind == kind, name)
        fields = {"name": name, "service_kind": kind, "needs": list(USUAL.get(kind, ()))}
        service = known or add_party(store, "servizio", fields, viewer)
        order = ("asl", "distretto") if _is_health(kind) else ("ambito", "comune")
        body = next((bodies[one] for one in order if one in bodies), None)
        if body is not None:
            _tie(store, "gestito_da", service, body, day, viewer)
        ids.append(service)
    return tuple(ids)


def _is_health(kind: str) -> bool:
    """Say whether a kind of service is of health care."""
    return vocabulary().term("service_kinds", kind).sector == "sanita"


def _body(store: Store, kind: str, name: str, viewer: Viewer) -> str:
    """Find an institution of a kind and name, or add it."""
    known = _known(store, Institution, Institution.institution_kind == kind, name)
    return known or add_party(store, "ente", {"name": name, "institution_kind": kind}, viewer)


def _known(
    store: Store, table: type[Institution] | type[Service], condition: object, name: str
) -> str | None:
    """Find a party by its name, whatever its accents and capitals."""
    with store.reading() as session:
        rows = session.execute(select(table.id, table.name).where(condition))  # type: ignore[arg-type]
        return next((id_ for id_, held in rows if fold(held) == fold(name)), None)


def _tie(store: Store, kind: str, from_id: str, to_id: str, day: date, viewer: Viewer) -> None:
    """Tie two bodies, once."""
    with viewer.reading() as session:
        ends = session.execute(select(Party.id, Party.key).where(Party.id.in_([from_id, to_id])))
        keys = {row.id: row.key for row in ends}
        held = select(Tie.key).where(
            Tie.kind == kind, Tie.from_key == keys[from_id], Tie.to_key == keys[to_id], Tie.until.is_(None)
        )
        if session.scalar(held) is not None:
            return
    state_tie(store, Statement(kind=kind, from_id=from_id, to_id=to_id, since=day), viewer)
