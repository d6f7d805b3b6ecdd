"""Tell which parties, ties and facts of a file are in the record already, so that nothing is doubled."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coordinator.exchange.fhir.files import Problem
from coordinator.exchange.fhir.names import digest
from coordinator.exchange.fhir.parties import FORMS
from coordinator.model.ties import ENCODER

if TYPE_CHECKING:
    from coordinator.exchange.fhir.incoming import Incoming
    from coordinator.store.records import Records, Row

STAMPS = {"key", "follows", "author", "recorded_at", "name"}
"""What a store adds to a row, or changes: two rows that differ only here say the same."""

SAME = {"persons": ("family_name", "given_name", "born_on")}
"""What must agree, beside the id, for two persons to be one; of any other party the name."""


def drop_known(incoming: Incoming, kept: Records) -> Counter[str]:
    """
    Take out of what came in all that the record holds.

    Parameters
    ----------
    incoming
        Changed in place; its problems grow when an id belongs to somebody else here.
    kept
        What the record holds.

    Returns
    -------
    Counter of str
        Register → rows found in the record.
    """
    found: Counter[str] = Counter()
    for register in FORMS:
        held = {row["id"]: row for row in getattr(kept, register)}
        rows = getattr(incoming.records, register)
        for row in rows:
            if row["id"] in held:
                found[register] += 1
                _compare(incoming, register, row, held[row["id"]])
        rows[:] = [row for row in rows if row["id"] not in held]
    agreed = {row["id"] for row in kept.agreements}
    for register in ("ties", "roles", "needs", "contacts"):
        found[register] = _drop_rows(getattr(incoming.records, register), getattr(kept, register))
    rows = incoming.records.agreements
    found["agreements"] = sum(row["id"] in agreed for row in rows)
    rows[:] = [row for row in rows if row["id"] not in agreed]
    return +found


def _drop_rows(rows: list[Row], held: list[Row]) -> int:
    """Take out as many rows as the record holds that say the same."""
    left = Counter(says(row) for row in held)
    new = []
    for row in rows:
        if left[says(row)]:
            left[says(row)] -= 1
        else:
            new.append(row)
    count = len(rows) - len(new)
    rows[:] = new
    return count


def says(row: Row) -> str:
    """Return a digest of what a row says."""
    told = {n: v for n, v in row.items() if n not in STAMPS and v is not None and v is not False}
    return digest(ENCODER.encode(told))


def _compare(incoming: Incoming, register: str, row: Row, held: Row) -> None:
    """Refuse a party whose id belongs to somebody else here; tell what differs and stays as it was."""
    file, resource, _ = incoming.origin[id(row)]
    for name in SAME.get(register, ("name",)):
        if row.get(name) and held.get(name) and str(row[name]).casefold() != str(held[name]).casefold():
            what = (
                f"{row['id']} qui è già qualcun altro: chiedi a chi manda un altro codice, "
                "o correggi prima l'archivio"
            )
            incoming.problems.append(Problem(file, resource, "identifier", what))
            return
    for name, value in row.items():
        if value not in (None, [], held.get(name)) and name != "tax_code_kind":
            incoming.left[f"{resource.partition('/')[0]}: {name} (nell'archivio resta com'era)"] += 1
