"""The log tells all that was asked, holds no data, and shows whoever alters it; also at its end, also elsewhere."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from coordinator.errors import AuditFileError, CoordinatorError, NotAllowedError, UnknownPartyError
from coordinator.model import Access
from coordinator.network import ego
from coordinator.network.record import find_people, read_record
from coordinator.protection import open_viewer, policy
from coordinator.protection.audit import FIELDS, FIRST_HASH, Anchor, append, fingerprint, head, verify, walk
from coordinator.protection.audit_files import drop_anchor, export_log, read_anchors, verify_file

TRIALS = int(os.environ.get("PONTE_TRIALS", "1000"))
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
HASH = len(FIELDS)


def a_log(entries):
    """Write a log of so many entries, as rows."""
    rows, previous = [], FIRST_HASH
    for key in range(1, entries + 1):
        entry = {
            "key": key, "at": NINE + timedelta(seconds=key), "user": f"u{key % 3}", "role": "medico", "purpose": "cura",
            "action": "read", "resource": ("network", "case")[key % 2], "of": f"per:p{key}", "allowed": bool(key % 4),
            "previous": previous,
        }  # fmt: skip
        previous = fingerprint(entry)
        rows.append([*entry.values(), previous])
    return rows


def written_anew(rows, start):
    """Give every entry from one on the number, previous and hash that its new place asks for."""
    previous = rows[start - 1][HASH] if start else FIRST_HASH
    for place in range(start, len(rows)):
        entry = dict(zip(FIELDS, rows[place], strict=False)) | {"key": place + 1, "previous": previous}
        previous = fingerprint(entry)
        rows[place] = [*entry.values(), previous]


def altered(rows, rng):
    """Alter a log in one of the ways that somebody with the keys of the database has."""
    rows = [list(row) for row in rows]
    place, other = rng.sample(range(len(rows)), 2)
    way = rng.choice(["change", "drop", "swap", "insert", "cut", "change anew", "drop anew", "swap anew"])
    if way == "cut":
        return way, rows[: -rng.randint(1, 20)]
    if way.startswith("change"):
        field = rng.choice(["user", "role", "purpose", "action", "resource", "of", "allowed", "at"])
        at = FIELDS.index(field)
        value = rows[place][at]
        rows[place][at] = (
            not value if field == "allowed" else value + timedelta(1) if field == "at" else f"{value}x"
        )
    elif way.startswith("drop"):
        del rows[place]
    elif way.startswith("swap"):
        rows[place], rows[other] = rows[other], rows[place]
    else:
        rows.insert(place, list(rows[other]))
    if way.endswith("anew"):
        written_anew(rows, min(place, other) if way.startswith("swap") else place)
    return way, rows


def test_every_alteration_is_found():
    rows, rng = a_log(60), random.Random(11)
    anchors = [Anchor(60, rows[-1][HASH], NINE)]
    assert walk(rows, anchors).whole

    missed = [way for way, other in (altered(rows, rng) for _ in range(TRIALS)) if walk(other, anchors).whole]
    assert missed == []


def test_without_an_anchor_a_cut_at_the_end_is_not_seen():
    rows = a_log(60)

    assert walk(rows[:50]).whole
    assert walk(rows[:50], [Anchor(60, rows[-1][HASH], NINE)]).broken_at == 51


def test_a_log_that_has_grown_since_its_anchor_is_whole():
    rows = a_log(60)

    assert walk(rows, [Anchor(0, FIRST_HASH, NINE), Anchor(40, rows[39][HASH], NINE)]).entries == 60


def test_the_end_of_a_stores_log_is_anchored(store, viewer, ada, tmp_path):
    path = tmp_path / "altrove" / "ancore.jsonl"
    for _ in range(3):
        ego(store, ada, DAY, viewer)
    made = drop_anchor(store, path, viewer)
    assert made == head(store)
    assert read_anchors(path) == (made,)

    with store.writing() as session:
        where = "" if store.dialect == "sqlite" else " ON access"
        session.execute(text(f"DROP TRIGGER access_keeps_DELETE{where}"))
        session.execute(text("DELETE FROM access WHERE key > 2"))
    assert verify(store).whole
    assert verify(store, read_anchors(path)).broken_at == 3


def test_an_exported_log_is_verified_away_from_the_store(store, viewer, ada, tmp_path):
    for _ in range(3):
        ego(store, ada, DAY, viewer)
    path = tmp_path / "registro.jsonl"
    assert export_log(store, path, viewer) == 4
    assert verify_file(path, [head(store)]).entries == 4

    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], lines[2].replace("network", "case"), *lines[3:]]) + "\n", "utf-8")
    assert verify_file(path).broken_at == 3
    path.write_text("non è un registro\n", "utf-8")
    with pytest.raises(AuditFileError, match="line 1"):
        verify_file(path)


def test_who_may_not_read_the_log_exports_nothing(store, ada, tmp_path):
    nurse = open_viewer(store, "greco", role="infermiere_famiglia")
    with pytest.raises(NotAllowedError):
        export_log(store, tmp_path / "registro.jsonl", nurse)
    with pytest.raises(NotAllowedError):
        drop_anchor(store, tmp_path / "ancore.jsonl", nurse)
    assert list(tmp_path.glob("*.jsonl*")) == []


def test_many_writers_at_once_leave_one_chain(store):
    words = {
        "role": "medico",
        "purpose": "cura",
        "action": "read",
        "resource": "case",
        "of": None,
        "allowed": True,
    }

    def write(number):
        for _ in range(10):
            with store.writing() as session:
                append(session, {"at": store.clock(), "user": f"u{number}", **words})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert (verify(store).entries, verify(store).whole) == (40, True)


def test_what_somebody_types_is_not_in_the_log(store, viewer, ada):
    pua = open_viewer(store, "pua", role="operatore_pua")
    for one in (viewer, pua):
        find_people(store, "Ferrante 1941 FRRDAA41B51E506Q", one)
        for typed in (
            "Ada Ferrante",
            "per:ada ferrante 1941",
            "per:" + "x" * 300,
            "per:sconosciuta'; DROP TABLE--",
        ):
            with pytest.raises(UnknownPartyError):
                read_record(store, typed, DAY, one)

    with store.reading() as session:
        rows = session.scalars(select(Access)).all()
        known = policy()
        assert {one.of for one in rows} <= {None, "?"}
        assert {one.role for one in rows} <= set(known.grants)
        assert {one.purpose for one in rows} <= set(known.purposes)
        assert {one.resource for one in rows} <= set(known.resources)


def test_a_try_for_a_reserved_person_names_her_in_the_log(store, viewer, ada):
    from coordinator.network.parties import change_party

    change_party(store, ada, {"hidden": True}, viewer)
    with pytest.raises(CoordinatorError):
        ego(store, ada, DAY, open_viewer(store, "pua", role="operatore_pua"))

    with store.reading() as session:
        last = session.scalars(select(Access).order_by(Access.key.desc()).limit(1)).one()
    assert (last.user, last.of, last.allowed) == ("pua", ada, False)


def test_the_hour_of_the_log_is_the_stores(store, ada):
    late = replace(store, clock=lambda: NINE + timedelta(hours=5))
    ego(late, ada, DAY, open_viewer(late, "capo", role="coordinatore_distretto"))

    with store.reading() as session:
        assert session.scalars(select(Access.at)).one() == NINE + timedelta(hours=5)
