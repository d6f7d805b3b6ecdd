"""Draw a network in a few lines of text."""

from datetime import date

import pytest

from coordinator.network import Statement, state_tie
from coordinator.store.records import Records, Signature, write_records

REGISTER = {
    "per": "persons",
    "hou": "households",
    "pra": "practitioners",
    "svc": "services",
    "ist": "institutions",
    "com": "communities",
}
SORT = {
    "pra": {"profession": "infermiere_famiglia"},
    "svc": {"service_kind": "adi"},
    "ist": {"institution_kind": "comune"},
    "com": {"community_kind": "parrocchia"},
}
NUMBERS = {"strength": int, "strain": int, "hours_per_week": float, "hours_available": float}
FLAGS = {"conflict", "hidden"}


def read_tie(line):
    """Read "lia caregiver ada 2025-01-01..2025-06-30 strength=2": start, kind, end, days, the rest."""
    start, kind, end, *rest = line.split()
    days = rest.pop(0) if rest and rest[0][:4].isdigit() else "2020-01-01"
    since, _, until = days.partition("..")
    more = dict(word.split("=") for word in rest)
    said = {
        name: value == "yes" if name in FLAGS else NUMBERS.get(name, str)(value)
        for name, value in more.items()
    }
    return Statement(
        kind,
        _id(start),
        _id(end),
        date.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        **said,
    )


def _id(word):
    return word if ":" in word else f"per:{word}"


def _party(party_id):
    prefix, _, word = party_id.partition(":")
    if prefix == "per":
        return {"id": party_id, "given_name": word.capitalize(), "family_name": "Prova"}
    return {"id": party_id, "name": word.capitalize(), **SORT.get(prefix, {})}


@pytest.fixture
def drawn(store, viewer):
    """Write a drawing into the store; returns the numbers of its ties, in order."""

    def draw(text):
        ties = [read_tie(line) for line in text.strip().splitlines()]
        records = Records()
        for party_id in dict.fromkeys(end for tie in ties for end in (tie.from_id, tie.to_id)):
            getattr(records, REGISTER[party_id.partition(":")[0]]).append(_party(party_id))
        with store.writing() as session:
            write_records(session, records, Signature("prova", store.clock()))
        return [state_tie(store, tie, viewer) for tie in ties]

    return draw


@pytest.fixture
def seen(store, viewer):
    """Read who helps whom on a day, as short lines: "lia caregiver ada"."""
    from coordinator.network import ego

    def look(person, day, asked_by=None, **more):
        found = ego(store, _id(person), date.fromisoformat(day), asked_by or viewer, **more)
        short = {party: party.removeprefix("per:") for party in found.graph}
        return [f"{short[a]} {tie['kind']} {short[b]}" for a, b, tie in found.graph.edges(data=True)]

    return look
