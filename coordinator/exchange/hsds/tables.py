"""Name the tables of a Human Services Data Specification package, and read and write them."""

from __future__ import annotations

import csv
import json
import os
from typing import TYPE_CHECKING, Any

from coordinator.errors import RegisterError
from coordinator.exchange.fhir.files import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Row = dict[str, Any]
Tables = dict[str, list[Row]]

VERSION = "3.1"
PACKAGE = "datapackage.json"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organization": ("id", "name", "description"),
    "service": (
        "id", "organization_id", "name", "status", "fees_description", "eligibility_description", "minimum_age",
        "maximum_age", "assured_date",
    ),
    "attribute": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
    "phone": ("id", "service_id", "number"),
    "service_area": ("id", "service_id", "name"),
    "required_document": ("id", "service_id", "document"),
    "taxonomy_term": ("id", "code", "name", "description", "taxonomy", "taxonomy_id"),
    "cost_option": ("id", "service_id", "option"),
    "organization_identifier": ("id", "organization_id", "identifier_scheme", "identifier_type", "identifier"),
    "taxonomy": ("id", "name", "description", "uri"),
    "service_at_location": ("id", "service_id", "location_id"),
    "location": (
        "id", "location_type", "name", "latitude", "longitude", "external_identifier", "external_identifier_type",
    ),
    "address": (
        "id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    ),
    "accessibility": ("id", "location_id", "description"),
    "schedule": ("id", "service_id", "freq", "byday", "opens_at", "closes_at", "description"),
}  # fmt: skip
"""Table → the columns that Ponte writes, in the specification's order of tables."""

FILES = {
    "organization": "organizations.csv", "service": "services.csv", "attribute": "attributes.csv",
    "phone": "phones.csv", "service_area": "service_areas.csv", "required_document": "required_documents.csv",
    "taxonomy_term": "taxonomy_terms.csv", "cost_option": "cost_options.csv",
    "organization_identifier": "organization_identifiers.csv", "taxonomy": "taxonomies.csv",
    "service_at_location": "service_at_location.csv", "location": "locations.csv", "contact": "contacts.csv",
    "address": "addresses.csv", "schedule": "schedules.csv", "funding": "funding.csv", "language": "languages.csv",
    "accessibility": "accessibility.csv", "program": "programs.csv", "metadata": "metadata.csv",
    "meta_table_description": "meta_table_descriptions.csv",
}  # fmt: skip
"""Table of the specification → its file in a package; Ponte has no place for those that it does not write."""

NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude"}
TYPES = dict.fromkeys(NUMBERS, "number") | {"assured_date": "date", "opens_at": "time", "closes_at": "time"}


def write_tables(tables: Tables, target: Path) -> None:
    """
    Write tables as one JSON file or as a tabular data package.

    Parameters
    ----------
    tables
        Table → rows.
    target
        A file that ends in ``.json``, or a folder, made when missing.
    """
    if target.suffix.lower() == ".json":
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        part.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(part, target)
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (target / FILES[name]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name])
            writer.writeheader()
            writer.writerows(rows)
    package = {
        "name": "ponte-hsds",
        "profile": "tabular-data-package",
        "resources": [_resource(n) for n in tables],
    }
    (target / PACKAGE).write_text(json.dumps(package, indent=1) + "\n", encoding="utf-8")


def _resource(name: str) -> dict[str, Any]:
    """Describe a table as a data package does."""
    fields = [{"name": column, "type": TYPES.get(column, "string")} for column in COLUMNS[name]]
    return {
        "name": name,
        "path": FILES[name],
        "profile": "tabular-data-resource",
        "schema": {"fields": fields},
    }


def read_tables(path: Path) -> Tables:
    """
    Read the tables of a package.

    Parameters
    ----------
    path
        A folder of CSV, its ``datapackage.json``, or one JSON file of tables.

    Returns
    -------
    Tables
        Table → rows; a number that stands in text is read as one, what is empty is left out.

    Raises
    ------
    RegisterError
        If it is none of these, or a file of it cannot be read.
    """
    if path.name == PACKAGE:
        path = path.parent
    if path.is_dir():
        found = {name: _read_csv(path / file) for name, file in FILES.items() if (path / file).exists()}
        if "service" not in found and "organization" not in found:
            raise _refused(
                path.resolve().name,
                "",
                "",
                "non contiene organizations.csv né services.csv: non è un elenco HSDS",
            )
        return found
    return _read_json(path)


def is_package(path: Path) -> bool:
    """
    Say whether a path is an HSDS package: a folder with tables, its description, or a JSON file of tables.

    Parameters
    ----------
    path
        A file or folder.

    Returns
    -------
    bool
        True for a JSON file only when its first name is one of the specification's tables.
    """
    if path.is_dir() or path.name == PACKAGE:
        return True
    if path.suffix.lower() != ".json" or not path.exists():
        return False
    with path.open("rb") as file:
        start = file.read(400).decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n{")
    return start.partition(":")[0].strip().strip('"') in FILES


def _read_csv(path: Path) -> list[Row]:
    """Read a table of a folder."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise _refused(path.name, "", "", f"non è un CSV in UTF-8 ({error}): salvalo di nuovo") from None
    return [_cleaned(path.name, number, row) for number, row in enumerate(rows, start=2)]


def _cleaned(file: str, number: int, row: Row) -> Row:
    """Leave out what is empty, and read numbers."""
    if None in row:
        raise _refused(file, f"riga {number}", "", "ha più celle che colonne: controlla le virgolette")
    clean: Row = {name: value for name, value in row.items() if value not in (None, "")}
    for name in NUMBERS & clean.keys():
        try:
            clean[name] = float(clean[name])
        except ValueError:
            raise _refused(file, f"riga {number}", name, f"{clean[name]!r} non è un numero") from None
    return clean


def _read_json(path: Path) -> Tables:
    """Read a file of tables."""
    try:
        tables = json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(path.name, "", "", f"non è JSON ({error}): fattelo mandare di nuovo") from None
    if not isinstance(tables, dict) or not all(isinstance(rows, list) for rows in tables.values()):
        raise _refused(path.name, "", "", "non è un elenco HSDS: servono tabelle di righe, come service")
    for name, rows in tables.items():
        for number, row in enumerate(rows):
            if not isinstance(row, dict):
                raise _refused(path.name, f"{name}[{number}]", "", "non è una riga: servono nomi e valori")
    return {
        name: [{k: v for k, v in row.items() if v not in (None, "")} for row in rows]
        for name, rows in tables.items()
    }


def _refused(file: str, where: str, field: str, what: str) -> RegisterError:
    return RegisterError([Problem(file, where, field, what)])
