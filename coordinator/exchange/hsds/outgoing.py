"""Write the directory of services as HSDS tables."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.names import BASE, PARTY_ID, code_system
from coordinator.exchange.hsds.sites import write_schedule, write_site
from coordinator.exchange.hsds.tables import COLUMNS, Row, Tables, write_tables
from coordinator.exchange.leaving import read_leaving
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.store.records import Records

UNKNOWN_BODY = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}/nobody"))
"""Stands for the body of a service that none answers for: the specification asks for one."""

SITE = ("location", "service_at_location", "address", "accessibility")
OWNERS = ("gestito_da", "erogato_da")
FACTS = {
    "id": ("codice", "codice nell'archivio di chi manda"),
    "capacity": ("posti", "posti in tutto"),
    "places_free": ("posti_liberi", "posti liberi"),
    "waiting_days": ("attesa_giorni", "giorni di attesa"),
    "level_kind": ("livello_essenziale", "LEA o LEPS"),
    "area": ("zona", "dove opera l'ente"),
}
"""Field → the term under which its value is an attribute, as the specification has no column for it."""

WORDS = {
    "service_kind": "service_kinds",
    "life_domain": "life_domains",
    "needs": "needs",
    "institution_kind": "institution_kinds",
    "community_kind": "community_kinds",
}
"""Field → the vocabulary's list that its words are of; each list is a taxonomy."""


def export_hsds(store: Store, target: Path, day: date, viewer: Viewer) -> dict[str, int]:
    """
    Write the directory of services and bodies, as of a day, as HSDS 3.

    Parameters
    ----------
    store
        The record.
    target
        A file that ends in ``.json``, or a folder for a tabular data package.
    day
        On which a body answers for a service.
    viewer
        Who asks; needs to export registers.

    Returns
    -------
    dict
        Table → rows written.

    Raises
    ------
    NotAllowedError
        If the viewer may not export registers.
    """
    viewer.require("export", "register")
    with store.reading() as session:
        records = read_leaving(session, viewer).records
    tables = directory_tables(records, day)
    write_tables(tables, target)
    return {name: len(rows) for name, rows in tables.items()}


def directory_tables(records: Records, day: date) -> Tables:
    """
    Write services, bodies and communities as tables.

    Parameters
    ----------
    records
        What may leave.
    day
        On which a body answers for a service.

    Returns
    -------
    Tables
        Rows in the order of their ids.
    """
    writer = _Writer(owners_on(records, day))
    for row in sorted([*records.institutions, *records.communities], key=_by_id):
        writer.body(row)
    for row in sorted(records.services, key=_by_id):
        writer.service(row)
    return writer.tables


def public_id(party_id: str) -> str:
    """
    Return the UUID by which the specification knows a party.

    Parameters
    ----------
    party_id
        E.g. ``"svc:adi"``.

    Returns
    -------
    str
        The UUID that the id holds, when the party came from such a package; else one made of the id.
    """
    rest = party_id.partition(":")[2]
    try:
        return str(uuid.UUID(rest)) if len(rest) == 36 else _uuid(party_id)
    except ValueError:
        return _uuid(party_id)


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}/{name}"))


def _by_id(row: Mapping[str, Any]) -> str:
    return str(row["id"])


def owners_on(records: Records, day: date) -> dict[str, str]:
    """Find which body answers for each service on a day; who delivers it, where none does."""
    bodies = {row["id"] for row in [*records.institutions, *records.communities]}
    found: dict[str, tuple[int, str]] = {}
    for tie in records.ties:
        holds = tie["since"] <= day and (tie["until"] is None or tie["until"] >= day)
        if tie["kind"] in OWNERS and holds and tie["to_id"] in bodies:
            claim = (OWNERS.index(tie["kind"]), tie["to_id"])
            found[tie["from_id"]] = min(claim, found.get(tie["from_id"], claim))
    return {service: body for service, (_, body) in found.items()}


class _Writer:
    """Gathers the rows of the tables."""

    def __init__(self, owners: Mapping[str, str]) -> None:
        self.owners = owners
        self.tables: Tables = {name: [] for name in COLUMNS}
        self.seen: set[str] = set()

    def body(self, row: Row) -> None:
        """Write a body or a community as an organization."""
        body_id = public_id(row["id"])
        field = "institution_kind" if "institution_kind" in row else "community_kind"
        label = vocabulary().label(WORDS[field], row[field])
        self._add("organization", id=body_id, name=row["name"], description=label)
        self._add(
            "organization_identifier", id=_uuid(f"{row['id']}/identifier"), organization_id=body_id,
            identifier_scheme=PARTY_ID, identifier_type="codice", identifier=row["id"],
        )  # fmt: skip
        self._classify("organization", row, (field,), ("area",))

    def service(self, row: Row) -> None:
        """Write a service with its area, documents, cost, telephone and attributes."""
        service_id, owner = public_id(row["id"]), self.owners.get(row["id"])
        if owner is None and UNKNOWN_BODY not in self.seen:
            self.seen.add(UNKNOWN_BODY)
            self._add(
                "organization", id=UNKNOWN_BODY, name="Ente non indicato", description="nessun ente indicato"
            )
        checked = row.get("checked_on")
        self._add(
            "service", id=service_id, organization_id=public_id(owner) if owner else UNKNOWN_BODY, name=row["name"],
            status="active", fees_description=row.get("cost"), eligibility_description=row.get("eligibility"),
            minimum_age=row.get("min_age"), maximum_age=row.get("max_age"),
            assured_date=checked.isoformat() if checked else None,
        )  # fmt: skip
        for table, column, value in (
            ("phone", "number", row.get("phone")),
            ("service_area", "name", row.get("area")),
            ("required_document", "document", row.get("documents")),
            ("cost_option", "option", row.get("cost")),
        ):
            if value:
                self._add(table, id=_uuid(f"{row['id']}/{table}"), service_id=service_id, **{column: value})
        ids = {name: _uuid(f"{row['id']}/{name}") for name in SITE}
        for table, site in write_site(row, ids, service_id):
            self._add(table, **site)
        for number, schedule in enumerate(
            write_schedule(row["opening_hours"]) if row.get("opening_hours") else ()
        ):
            self._add(
                "schedule", id=_uuid(f"{row['id']}/schedule/{number}"), service_id=service_id, **schedule
            )
        facts = ("id", "capacity", "places_free", "waiting_days", "level_kind")
        self._classify("service", row, ("service_kind", "life_domain", "needs"), facts)

    def _classify(self, entity: str, row: Row, words: tuple[str, ...], facts: tuple[str, ...]) -> None:
        """Write words and facts as attributes."""
        for field in words:
            value = row.get(field) or ()
            for word in (value,) if isinstance(value, str) else value:
                label = vocabulary().label(WORDS[field], word)
                self._attribute(entity, row["id"], WORDS[field], word, label, None)
        for field in facts:
            if (value := row.get(field)) is not None:
                code, label = FACTS[field]
                self._attribute(entity, row["id"], "facts", code, label, str(value))

    def _attribute(
        self, entity: str, party_id: str, list_name: str, code: str, label: str, value: str | None
    ) -> None:
        """Write an attribute, its term and its taxonomy."""
        taxonomy, term = _uuid(f"taxonomy/{list_name}"), _uuid(f"term/{list_name}/{code}")
        if taxonomy not in self.seen:
            self.seen.add(taxonomy)
            about = f"parole di Ponte: {list_name}"
            self._add("taxonomy", id=taxonomy, name=list_name, description=about, uri=code_system(list_name))
        if term not in self.seen:
            self.seen.add(term)
            self._add(
                "taxonomy_term", id=term, code=code, name=label, description=label, taxonomy=list_name,
                taxonomy_id=taxonomy,
            )  # fmt: skip
        self._add(
            "attribute", id=_uuid(f"{party_id}/{list_name}/{code}"), link_id=public_id(party_id),
            taxonomy_term_id=term, link_type=list_name, link_entity=entity, value=value,
        )  # fmt: skip

    def _add(self, table: str, **row: Any) -> None:
        self.tables[table].append({name: value for name, value in row.items() if value is not None})
