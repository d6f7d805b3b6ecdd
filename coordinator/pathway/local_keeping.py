"""Keep a body's own rules in the record, so that page, command and notebook count the same days."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import OwnFile
from coordinator.pathway.gates import instruments_table
from coordinator.pathway.local_checks import check_rules
from coordinator.pathway.local_rules import LocalRule, LocalRules, build_rules
from coordinator.pathway.own import keep_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

NAME = "ente"


def keep_rules(store: Store, rows: Sequence[LocalRule], viewer: Viewer) -> LocalRules:
    """
    Put a body's own rules in the place of those that it had, from now on.

    Parameters
    ----------
    store
        The record.
    rows
        All of them; the earlier version stays on record.
    viewer
        Who brings them; needs to write registers.

    Returns
    -------
    LocalRules
        What holds now.

    Raises
    ------
    LocalRulesError
        With every fault of every row. Nothing is kept.
    """
    check(rows)
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, default=str)
    keep_file(store, "regole", NAME, text.encode(), viewer)
    return build_rules(rows)


def keep_patron(store: Store, day: date, viewer: Viewer) -> LocalRules:
    """
    Write the day of the patron saint, leaving the other rules as they are.

    Parameters
    ----------
    store
        The record.
    day
        Of any year: only day and month count.
    viewer
        Who writes; needs to write registers.

    Returns
    -------
    LocalRules
        What holds now.
    """
    others = [row for row in read_rows(store, viewer) if row.kind != "patrono"]
    return keep_rules(store, [*others, LocalRule("patrono", day=f"{day:%d/%m}")], viewer)


def read_rows(store: Store, viewer: Viewer) -> tuple[LocalRule, ...]:
    """
    Read a body's own rules as its office wrote them.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple[LocalRule, ...]
        Empty when it has none.
    """
    viewer.require("read", "directory")
    with viewer.reading() as session:
        return _rows(_content(session))


def read_rules(store: Store, viewer: Viewer) -> LocalRules:
    """
    Read what holds in the place of the store.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    LocalRules
        Those of Italy where the body has none of its own.
    """
    viewer.require("read", "directory")
    with viewer.reading() as session:
        return rules_in(session)


def rules_in(session: Session) -> LocalRules:
    """Read what holds in the place of a store, within a reading that was allowed already."""
    return _built(_content(session))


def check(rows: Sequence[LocalRule]) -> None:
    """Check rows as `keep_rules` does, keeping nothing."""
    check_rules(rows, _trial_days())


def _trial_days() -> tuple[date, date]:
    """Return first and last day of the staged trial, from the instruments' own data."""
    stages = (stage for one in instruments_table().values() for stage in one.stages)
    found = next(stage for stage in stages if stage.territories is not None)
    assert found.since  # noqa: S101  a trial has its days
    assert found.until  # noqa: S101
    return found.since, found.until - timedelta(days=1)


def _content(session: Session) -> bytes:
    """Read the last version of the rules."""
    query = select(OwnFile.content).where(OwnFile.kind == "regole").order_by(OwnFile.key.desc()).limit(1)
    return session.scalar(query) or b"[]"


@lru_cache(maxsize=8)
def _built(content: bytes) -> LocalRules:
    return build_rules(_rows(content))


def _rows(content: bytes) -> tuple[LocalRule, ...]:
    """Read the rows of a version."""
    return tuple(
        LocalRule(**{**row, **{key: date.fromisoformat(row[key]) for key in ("since", "until") if row[key]}})
        for row in json.loads(content)
    )
