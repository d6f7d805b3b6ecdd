"""Write what was drawn as Arrow tables with the columns of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coordinator.district.people import name_lists
from coordinator.district.province.offer import contact_words, need_words
from coordinator.district.province.paths import KINDS
from coordinator.district.province.plan import NEVER
from coordinator.district.province.texts import choose, join, nullable
from coordinator.district.province.told import PHASES
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from coordinator.district.province.columns import Contacts, Needs
    from coordinator.district.province.frame import Frame
    from coordinator.district.province.people import People
    from coordinator.district.province.told import Paths

Tables = dict[str, pa.Table]
WORDS = {
    "institution": ("institution_kind", "institution_kinds"),
    "community": ("community_kind", "community_kinds"),
    "service": ("service_kind", "service_kinds"),
    "practitioner": ("profession", "professions"),
}
KIND_OF = {
    "institution": "ente", "community": "comunita", "service": "servizio", "practitioner": "professionista",
    "person": "persona", "household": "nucleo",
}  # fmt: skip
SERVICE_COLUMNS = (
    "key", "service_kind", "life_domain", "level_kind", "area", "cost", "min_age", "max_age", "capacity",
    "places_free", "waiting_days", "checked_on",
)  # fmt: skip
EVENING = 18 * 3600  # seconds after midnight, UTC, at which events of cases are recorded
MICROSECONDS = 1_000_000


def frame_tables(frame: Frame) -> Tables:
    """
    Write the frame of a province.

    Parameters
    ----------
    frame
        With or without the capacity of its services.

    Returns
    -------
    dict
        Name of a table of the store → its rows.
    """
    tables: Tables = {}
    parties = []
    for name, rows in (
        ("institution", frame.institutions), ("community", frame.communities), ("service", frame.services),
        ("practitioner", frame.practitioners),
    ):  # fmt: skip
        column, list_name = WORDS[name]
        parties.append(_parties_of(name, rows, column, list_name))
        wanted = SERVICE_COLUMNS if name == "service" else ("key", column, "area")
        fields = [field for field in wanted if field in rows[0] or name == "service"]
        tables[name] = pa.table({field: _column([row.get(field) for row in rows], field) for field in fields})
    offers = [(row["key"], need) for row in frame.services for need in sorted(row["needs"])]
    tables["service_need"] = pa.table(
        {
            "service_key": pa.array([key for key, _ in offers], pa.int32()),
            "need": [need for _, need in offers],
        }
    )
    return {"party": pa.concat_tables(parties), **tables}


def _parties_of(name: str, rows: Sequence[Mapping[str, Any]], column: str, list_name: str) -> pa.Table:
    """Write the parties of one kind, with what their word of the vocabulary says."""
    terms = [vocabulary().term(list_name, row[column]) for row in rows]
    return _party_table(
        key=pa.array([row["key"] for row in rows], pa.int32()), id=pa.array([row["id"] for row in rows]),
        kind=KIND_OF[name], name=pa.array([row["name"] for row in rows]),
        sector=pa.array([term.sector for term in terms], pa.string()), detail=pa.array([term.label for term in terms]),
    )  # fmt: skip


def _column(values: list[Any], field: str) -> pa.Array:
    numbers = {"key", "min_age", "max_age", "capacity", "places_free", "waiting_days", "checked_on"}
    return pa.array(values, pa.int32() if field in numbers else pa.string())


def _party_table(key: pa.Array, id: pa.Array, kind: str, name: pa.Array, **more: Any) -> pa.Table:  # noqa: A002, ANN401
    """Write parties with all columns that a province fills."""
    count = len(key)
    nothing, no_day = pa.nulls(count, pa.string()), pa.nulls(count, pa.int32())
    columns = {"sector": nothing, "detail": nothing, "born_on": no_day} | more
    return pa.table({"key": key, "id": id, "kind": pa.repeat(kind, count), "name": name, **columns})


def people_tables(people: People, frame: Frame) -> Tables:
    """
    Write persons and households of a block.

    Parameters
    ----------
    people
        Of the block.
    frame
        Of the province.

    Returns
    -------
    dict
        Rows of party, person and household.
    """
    lists = name_lists()
    given = choose(
        [*lists["given_f"], *lists["given_m"]],
        np.where(people.is_woman, people.given, people.given + len(lists["given_f"])),
    )
    family = choose(lists["family"], people.family)
    areas = [comune.name for comune in frame.comuni]
    homes = len(people.home_key)
    persons = _party_table(
        key=pa.array(people.key), id=_ids("per", people.key - frame.first_person + 1), kind=KIND_OF["person"],
        name=join(given, " ", family), born_on=pa.array(people.born),
    )  # fmt: skip
    heads = np.searchsorted(people.household, np.arange(homes))
    households = _party_table(
        key=pa.array(people.home_key), id=_ids("hou", people.home_key - frame.first_household + 1),
        kind=KIND_OF["household"], name=join("Nucleo ", family.take(pa.array(heads))),
    )  # fmt: skip
    own = {
        "key": pa.array(people.key), "given_name": given, "family_name": family,
        "sex": choose(["M", "F"], people.is_woman.astype(np.int8)), "area": choose(areas, people.comune),
    }  # fmt: skip
    home = {"key": pa.array(people.home_key), "area": choose(areas, people.home_comune)}
    return {
        "party": pa.concat_tables([persons, households]),
        "person": pa.table(own),
        "household": pa.table(home),
    }


def _ids(prefix: str, numbers: NDArray[Any]) -> pa.Array:
    """Write ids with seven figures, so that they stand in the order of their keys."""
    padded = pa.array(numbers.astype(np.int64) + 10_000_000).cast(pa.string())
    return join(f"{prefix}:", pc.utf8_slice_codeunits(padded, start=1))


def care_tables(
    needs: Needs, people: People, contacts: Contacts, first: Mapping[str, int], author: str, at: int
) -> Tables:
    """
    Write the needs and contacts of a block.

    Parameters
    ----------
    needs, people, contacts
        Of the block.
    first
        Name of a table → the key before the next.
    author, at
        Who wrote them and when.

    Returns
    -------
    dict
        Rows of need and contact.
    """
    count, met = len(needs.person), len(contacts.day)
    return {
        "need": pa.table({
            "key": _keys(first["need"], count), "person_key": pa.array(people.key[needs.person]),
            "need": choose(need_words(), needs.need),
            "since": pa.array(needs.since), "until": nullable(needs.until, NEVER),
            "recorded_at": pa.repeat(pa.scalar(at, pa.int64()), count), "author": pa.repeat(author, count),
        }),
        "contact": pa.table({
            "key": _keys(first["contact"], met), "person_key": pa.array(contacts.person_key),
            "with_key": pa.array(contacts.with_key), "day": pa.array(contacts.day),
            "kind": choose(contact_words(), contacts.kind),
        }),
    }  # fmt: skip


def path_tables(paths: Paths, people: People, first: Mapping[str, int], author: str) -> Tables:
    """
    Write the cases of a block and what happened in them.

    Parameters
    ----------
    paths, people
        Of the block.
    first
        Name of a table → the key before the next.
    author
        Who wrote them.

    Returns
    -------
    dict
        Rows of care_case and case_event.
    """
    cases, events = len(paths.person), len(paths.case)
    key = _keys(first["care_case"], cases)
    return {
        "care_case": pa.table({
            "key": key, "id": _ids("cas", np.arange(first["care_case"] + 1, first["care_case"] + cases + 1)),
            "person_key": pa.array(people.key[paths.person]), "area": choose([area for area, _ in KINDS], paths.kind),
            "instrument": choose([instrument for _, instrument in KINDS], paths.kind),
            "phase": choose(PHASES, paths.phase), "opened_on": pa.array(paths.opened),
            "closed_on": nullable(paths.closed, NEVER),
        }),
        "case_event": pa.table({
            "key": _keys(first["case_event"], events), "case_key": key.take(pa.array(paths.case)),
            "number": pa.array(paths.number), "kind": paths.event, "day": pa.array(paths.day),
            "recorded_at": pa.array((paths.day.astype(np.int64) * 86_400 + EVENING) * MICROSECONDS),
            "author": pa.repeat(author, events), "role": paths.role, "norm": paths.norm, "content": paths.content,
        }),
    }  # fmt: skip


def _keys(first: int, count: int) -> pa.Array:
    return pa.array(np.arange(first + 1, first + count + 1, dtype=np.int32))


def instant(at: datetime) -> int:
    """Count the microseconds of an instant, as the store keeps it."""
    from coordinator.model import instant_number

    return instant_number(at)
