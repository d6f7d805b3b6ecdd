"""Lay the record out in the shape of two national flows, SIAD and SINA/SIUSS, and say what they do not hold."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from coordinator.exchange.cells import safe
from coordinator.exchange.comuni import zone_of
from coordinator.model import Contact, Person, Service, Tie, vocabulary
from coordinator.model.datafile import read_yaml
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from coordinator.exchange.comuni import Comuni
    from coordinator.pathway.cases import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

Flow = Literal["siad", "sina"]
HOME_CARE = "adi"
CARERS, PAID = ("caregiver_principale", "caregiver"), ("assistente_familiare",)
AT_HOME = ("accesso_domiciliare", "visita")
CLOSES_UVM = "chiudi_uvm"
LIMITS = "limiti.txt"


def export_flow(
    store: Store, folder: Path, day: date, viewer: Viewer, flow: Flow, *, comuni: Comuni | None = None
) -> dict[str, int]:
    """
    Write the tables of a flow, from the first of January to a day, and the file that tells their limits.

    Parameters
    ----------
    store
        The record.
    folder
        Where to; made when missing.
    day
        The last day.
    viewer
        Who asks; needs to export registers and to read cases. Hidden ties, and persons and services that are
        reserved, stay out whoever asks.
    flow
        ``"siad"`` or ``"sina"``.
    comuni
        ISTAT's list, for the codes; without it their column is empty.

    Returns
    -------
    dict of str to int
        Table → rows.

    Raises
    ------
    NotAllowedError
        If the viewer may not export registers, or read cases.
    """
    viewer.require("export", "register")
    views = [view for view, _ in read_open_cases(store, viewer)]
    with viewer.reading() as session:
        tables = _siad(session, day, views) if flow == "siad" else _sina(session, views)
    about = flows()[flow]
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        for row in rows:
            _give_code(row, comuni)
        headings = [heading for heading, _ in about["tables"][name]]
        with (folder / f"{flow}_{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(headings)
            writer.writerows([safe(row.get(heading)) for heading in headings] for row in rows)
    (folder / LIMITS).write_text("\n".join(told(flow)) + "\n", encoding="utf-8")
    return {name: len(rows) for name, rows in tables.items()}


def told(flow: Flow) -> list[str]:
    """
    Say what the tables of a flow hold, and what the flow asks that they do not.

    Parameters
    ----------
    flow
        ``"siad"`` or ``"sina"``.

    Returns
    -------
    list of str
        Lines, in Italian.
    """
    about = flows()[flow]
    lines = [about["label"], f"Il flusso: {about['norm']}.", "", "Limiti:"]
    lines += [f"- {one}" for one in about["limits"]]
    for name, columns in about["tables"].items():
        lines += ["", f"{flow}_{name}.csv:", *(f"- {heading}: {words}" for heading, words in columns)]
    return lines


@cache
def flows() -> Mapping[str, Any]:
    """
    Read what each flow is: label, norm, tables with their columns, limits.

    Returns
    -------
    Mapping
        As in ``national.yaml``.
    """
    text = (files("coordinator.exchange") / "national.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = read_yaml(text)
    return found


def _siad(session: Session, day: date, views: list[CaseView]) -> dict[str, list[dict[str, Any]]]:
    """Lay out who was in charge of home care in the year, and the visits that she had."""
    first = day.replace(month=1, day=1)
    service = aliased(Service, flat=True)
    assessed = {view.person_id: _assessed_on(view) for view in views}
    care = (
        select(Tie, Person, service.id)
        .join(Person, Person.key == Tie.from_key)
        .join(service, service.key == Tie.to_key)
        .where(
            service.service_kind == HOME_CARE,
            Tie.kind == "in_carico",
            Tie.since <= day,
            or_(Tie.until.is_(None), Tie.until >= first),
            ~Person.hidden,
            ~service.hidden,
        )
        .order_by(Person.id, Tie.since, Tie.key)
    )
    begun = [
        _who(person)
        | {
            "servizio": place,
            "presa_in_carico": tie.since,
            "conclusione": tie.until,
            "caregiver": _helped(session, person, CARERS, day),
            "assistente_familiare": _helped(session, person, PAID, day),
            "valutazione": assessed.get(person.id),
        }
        for tie, person, place in session.execute(care)
        if not tie.hidden
    ]
    visits = (
        select(Person.id, service.id, Contact.day, Contact.kind)
        .join(Person, Person.key == Contact.person_key)
        .join(service, service.key == Contact.with_key)
        .where(
            service.service_kind == HOME_CARE,
            Contact.kind.in_(AT_HOME),
            Contact.day.between(first, day),
            ~Person.hidden,
            ~service.hidden,
        )
        .order_by(Contact.day, Contact.key)
    )
    labels = vocabulary().terms["contact_kinds"]
    given = [
        {"persona": person, "servizio": place, "giorno": on, "tipo": labels[kind].label}
        for person, place, on, kind in session.execute(visits)
    ]
    return {"tracciato_1": begun, "tracciato_2": given}


def _sina(session: Session, views: list[CaseView]) -> dict[str, list[dict[str, Any]]]:
    """Lay out what the open plans give, and when each was assessed."""
    ids = {view.person_id for view in views}
    query = select(Person).where(Person.id.in_(ids), Person.hidden.is_(False))
    people = {person.id: _who(person) for person in session.scalars(query)}
    given, assessed = [], []
    for view in (one for one in views if one.person_id in people):
        who = people[view.person_id]
        given += [{**who, **row} for row in _given(view)]
        phase = view.process.phases[view.state.position.phase].name
        row: dict[str, Any] = {
            "persona": view.person_id,
            "area": view.area,
            "strumento": view.instrument.name,
        }
        assessed.append(row | {"valutazione": _assessed_on(view), "fase": phase})
    return {"prestazioni": given, "valutazioni": assessed}


def _given(view: CaseView) -> Iterator[dict[str, Any]]:
    """Lay out the resources of a plan."""
    for one in view.state.resources:
        yield {
            "bisogno": one.need,
            "prestazione": one.what,
            "quantita": f"{one.quantity:f}",
            "unita": one.unit,
            "valore_euro": None if one.value is None else f"{one.value:.2f}",
            "finanziatore": one.funder,
            "misura": one.scheme,
            "forma": one.kind,
            "dal": one.since,
            "al": one.until,
        }


def _who(person: Person) -> dict[str, Any]:
    """Say of a person what a flow asks, and no name."""
    year = person.born_on.year if person.born_on else None
    return {"persona": person.id, "anno_nascita": year, "genere": person.sex, "zona": person.area}


def _helped(session: Session, person: Person, kinds: tuple[str, ...], day: date) -> str:
    """Say whether somebody helps a person in one of some ways on a day."""
    helper = aliased(Person)
    query = (
        select(Tie.key)
        .join(helper, helper.key == Tie.from_key)
        .where(
            Tie.to_key == person.key,
            Tie.kind.in_(kinds),
            Tie.hidden.is_(False),
            helper.hidden.is_(False),
            Tie.since <= day,
            or_(Tie.until.is_(None), Tie.until >= day),
        )
        .limit(1)
    )
    return "no" if session.scalar(query) is None else "sì"


def _assessed_on(view: CaseView) -> date | None:
    """Find the last day on which the unit closed its assessment."""
    days = [
        one.day
        for one in view.history
        if one.number not in view.state.void and one.event.kind == "moved" and one.event.passage == CLOSES_UVM
    ]
    return max(days, default=None)


def _give_code(row: dict[str, Any], comuni: Comuni | None) -> None:
    """Fill in ISTAT's code of a zone that one comune alone may be."""
    if comuni is not None and row.get("zona"):
        found = zone_of(comuni, row["zona"]).found
        row["codice_istat"] = found[0].code if len(found) == 1 else None
