"""Pair what a person has said of the sharing of her data with FHIR's consents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.exchange.fhir.fields import DAY, PARTY, TEXT, Field, Form
from coordinator.exchange.fhir.homes import AGENTS, mapped
from coordinator.exchange.fhir.names import TERMINOLOGY, code_system, digest, is_party, prefix_of
from coordinator.exchange.fhir.places import SIGNED
from coordinator.model import Consent, Party
from coordinator.model.ties import ENCODER
from coordinator.protection.veil import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from coordinator.exchange.leaving import Leaving
    from coordinator.store.records import Row, Signature

PRIVACY = {"coding": [{"system": f"{TERMINOLOGY}/consentscope", "code": "patient-privacy"}]}
SHARING = {"system": code_system("sharings")}

FORM = Form(
    "Consent",
    (
        Field("person_id", ("patient",), PARTY, required=True),
        Field("day", ("dateTime",), DAY, required=True),
        Field("by_party", ("performer", 0), PARTY),
        Field("by_words", ("performer", 0, "display"), TEXT),
        Field("given", ("provision", "type"), mapped({True: "permit", False: "deny"}), required=True),
        Field("recipient_id", ("provision", "actor", 0, "reference"), PARTY),
        Field("role", ("provision", "actor", 0, "role", "text"), TEXT),
        Field("sharing", ("category", 0, "coding", SHARING, "code"), TEXT, required=True),
        *SIGNED,
    ),
    {"status": "active", "scope": PRIVACY, "policyRule": {"text": "consenso alla condivisione"}},
)


def write_consents(session: Session, leaving: Leaving) -> Iterator[dict[str, Any]]:
    """
    Write what persons said of each sharing.

    Parameters
    ----------
    session
        Of the store.
    leaving
        What leaves; a word about or to another party stays, and who else said it is not named.

    Yields
    ------
    dict
        Consents in the order of their ids.
    """
    rows = [
        row
        for row in _rows(session)
        if row["person_id"] in leaving.parties and row["recipient_id"] in {None, *leaving.parties}
    ]
    yield from sorted(
        (_written(_unnamed(row, leaving)) for row in rows), key=lambda resource: str(resource["id"])
    )


def _rows(session: Session) -> list[Row]:
    """Read what was said, with ids in the place of keys."""
    person, recipient = aliased(Party), aliased(Party)
    query = (
        select(Consent, person.id, recipient.id)
        .join(person, person.key == Consent.person_key)
        .outerjoin(recipient, recipient.key == Consent.recipient_key)
    )
    names = ("sharing", "given", "day", "by", "recorded_at", "author")
    return [
        {name: getattr(row, name) for name in names} | {"person_id": of, "recipient_id": to}
        for row, of, to in session.execute(query)
    ]


def _unnamed(row: Row, leaving: Leaving) -> Row:
    """Name nobody who stays as who said it."""
    by = RESERVED if row["by"] in leaving.stays else leaving.without(row["by"])
    return row | {"by": by}


def _written(row: Row) -> dict[str, Any]:
    """Write one consent."""
    told = is_party(row["by"]) and prefix_of(row["by"]) in AGENTS
    more = {
        "by_party" if told else "by_words": row["by"],
        "role": "chi riceve" if row["recipient_id"] else None,
    }
    return FORM.write(row | more, f"consent-{digest(ENCODER.encode(row))}")


def read_consent(row: Row) -> Row:
    """Put together who said it, whichever way the resource names her."""
    party, words = row.pop("by_party", None), row.pop("by_words", None)
    row.pop("role", None)
    return row | {"by": party or words or row["person_id"]}


def keep_consents(
    session: Session, rows: list[Row], keys: Mapping[str, int], signature: Signature
) -> tuple[int, int]:
    """
    Write the consents that the record does not hold.

    Parameters
    ----------
    session
        A writing session.
    rows
        As `read_consent` leaves them.
    keys
        Id of a party → her key.
    signature
        Of rows that bring none.

    Returns
    -------
    int, int
        How many are new, and how many the record held.
    """
    names = ("person_id", "recipient_id", "sharing", "given", "day", "by")
    held = {tuple(row[name] for name in names) for row in _rows(session)}
    new = [row for row in rows if tuple(row.get(name) for name in names) not in held]
    for row in new:
        recipient = row.get("recipient_id")
        session.add(
            Consent(
                person_key=keys[row["person_id"]], sharing=row["sharing"], given=row["given"], day=row["day"],
                recipient_key=keys[recipient] if recipient else None, by=row["by"],
                recorded_at=row.get("recorded_at") or signature.at, author=row.get("author") or signature.author,
            )
        )  # fmt: skip
    return len(new), len(rows) - len(new)
