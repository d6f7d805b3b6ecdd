"""Say what is due to be erased by which rule, erase it when asked to, and leave a trace without data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, func, or_, select, update

from coordinator.errors import CoordinatorError
from coordinator.model import (
    Account,
    Case,
    Consent,
    Contact,
    Draft,
    Emergency,
    Entry,
    FailedEntry,
    Identity,
    Need,
    Party,
    PartyEvent,
    Tie,
    UsedReturn,
)
from coordinator.model.datafile import read_own_file, read_yaml
from coordinator.protection import audit
from coordinator.protection.erasure import ERASED, empty_the_journal, erase_persons, overwrite_what_is_deleted
from coordinator.store.beside import forget_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

OWN_FILE = "conservazione.yaml"


class BadTermError(CoordinatorError):
    """A body's own file of terms names no rule of ours, or a time that is none."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"{OWN_FILE}: {name!r} is no rule with a number of days. Rules: {', '.join(known)}.")
        self.name = name
        self.known = known


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept for how long, and why."""

    id: str
    what: str  # in Italian, as it is shown
    after: str  # the event from which the days count
    days: int | None  # None: no term
    term: str  # where the days come from
    norm: str  # URN of the provision that asks for it
    effect: str  # erase, keep
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """A rule, and how many rows are due by it on a day."""

    rule: Rule
    rows: int


@cache
def _shipped() -> tuple[Rule, ...]:
    """Read the rules that come with the package."""
    text = files("coordinator.protection").joinpath("retention.yaml").read_text(encoding="utf-8")
    return tuple(Rule(**one) for one in read_yaml(text)["rules"])


def retention_rules(home: Path | None = None) -> tuple[Rule, ...]:
    """
    Return the rules, with a body's own terms in the place of the local ones.

    Parameters
    ----------
    home
        The folder of the store, whose file ``conservazione.yaml`` holds ``id: days``.

    Returns
    -------
    tuple of Rule
        In the order of the file.

    Raises
    ------
    BadTermError
        If the file names another rule, the log's, or days that are not 1 or more.
    """
    path = home / OWN_FILE if home is not None else None
    own = _own_terms(path) if path and path.is_file() else {}
    for name, days in own.items():
        if name not in KEYS or type(days) is not int or days < 1:
            raise BadTermError(str(name), list(KEYS))
    return tuple(
        replace(one, days=own[one.id], term="termine dell’ente", effect="erase") if one.id in own else one
        for one in _shipped()
    )


def _own_terms(path: Path) -> Mapping[Any, Any]:
    """Read a body's own terms."""
    try:
        own = read_own_file(path) or {}
    except ValueError as error:
        raise BadTermError(name="-", known=list(KEYS)) from error
    if not isinstance(own, dict):
        raise BadTermError(str(own)[:40], list(KEYS))
    return own


def what_is_due(store: Store, day: date, viewer: Viewer, home: Path | None = None) -> tuple[Due, ...]:
    """
    Count what each rule would erase on a day; nothing is changed.

    Parameters
    ----------
    store
        The record.
    day
        Today.
    viewer
        Who asks; needs to write the data of the body.
    home
        As in `retention_rules`.

    Returns
    -------
    tuple of Due
        One a rule; 0 for what is kept.
    """
    viewer.require("write", "body")
    with store.reading() as session:
        return tuple(
            Due(one, len(KEYS[one.id](session, _limit(one, day))) if one.effect == "erase" else 0)
            for one in retention_rules(home)
        )


def erase_what_is_due(store: Store, day: date, viewer: Viewer, home: Path | None = None) -> tuple[Due, ...]:
    """
    Erase what is due on a day: all of it, or nothing.

    Each person and account that is erased leaves an entry in the log, which holds an id and no data.

    Parameters
    ----------
    store, day, viewer, home
        As in `what_is_due`.

    Returns
    -------
    tuple of Due
        What was erased.
    """
    viewer.require("write", "body")
    done = []
    rules = retention_rules(home)
    with store.writing() as session:
        overwrite_what_is_deleted(session)
        for rule in rules:
            keys = KEYS[rule.id](session, _limit(rule, day)) if rule.effect == "erase" else []
            if keys:
                for about in ERASERS[rule.id](session, keys):
                    audit.append(session, _trace(store, viewer, rule, about))
            done.append(Due(rule, len(keys)))
    empty_the_journal(store)
    if any(one.rows and ERASERS[one.rule.id] is erase_persons for one in done):
        for folder in {None, home}:
            forget_columns(store, folder)
    return tuple(done)


def _trace(store: Store, viewer: Viewer, rule: Rule, about: str | None) -> dict[str, Any]:
    """Say in the log that something was erased, by which rule."""
    return {
        "at": store.clock(), "user": viewer.user, "role": viewer.role, "purpose": viewer.purpose,
        "action": "erase", "resource": rule.id, "of": about, "allowed": True,
    }  # fmt: skip


def _limit(rule: Rule, day: date) -> date:
    """Return the last day whose rows are due."""
    return day - timedelta(days=rule.days or 0)


def _end_of(day: date) -> datetime:
    """Return the last instant of a day."""
    return datetime.combine(day, time.max, UTC)


def _old_drafts(session: Session, limit: date) -> list[Any]:
    found = select(Draft.user, Draft.form, Draft.about_id).where(Draft.saved_at <= _end_of(limit))
    return [tuple(row) for row in session.execute(found)]


def _old_entries(session: Session, limit: date) -> list[Any]:
    """Find entries, names that were tried in vain, and ways back that were used."""
    end = _end_of(limit)
    found = (
        select(Entry.token_hash).where(Entry.seen_at <= end),
        select(FailedEntry.user).where(FailedEntry.last_at <= end),
        select(UsedReturn.state_hash).where(UsedReturn.at <= end),
    )
    return [(place, one) for place, query in enumerate(found) for one in session.scalars(query)]


def _closed_accounts(session: Session, limit: date) -> list[Any]:
    named = or_(Account.name.is_not(None), Account.party_id.is_not(None))
    return list(session.scalars(select(Account.user).where(Account.closed_on <= limit, named)))


def _never_followed(session: Session, limit: date) -> list[Any]:
    """Find persons without a path, whom nobody is tied to, met or wrote about since a day."""
    return list(
        session.scalars(
            select(Party.key).where(~exists().where(Case.person_key == Party.key), *_let_go(limit))
        )
    )


def _closed_paths(session: Session, limit: date) -> list[Any]:
    """Find persons all of whose paths were closed by a day, and of whom nothing came after."""
    lasting = exists().where(
        Case.person_key == Party.key, or_(Case.closed_on.is_(None), Case.closed_on > limit)
    )
    return list(
        session.scalars(
            select(Party.key).where(exists().where(Case.person_key == Party.key), ~lasting, *_let_go(limit))
        )
    )


def _let_go(limit: date) -> tuple[ColumnElement[bool], ...]:
    """Write the conditions that a person was written about, and not since a day; a duplicate goes with her."""
    touches = or_(Tie.from_key == Party.key, Tie.to_key == Party.key)
    lasting = or_(Tie.until.is_(None), Tie.until > limit, Tie.recorded_at > _end_of(limit))
    last = select(func.max(PartyEvent.recorded_at)).where(PartyEvent.party_key == Party.key).scalar_subquery()
    about = [exists().where(one.person_key == Party.key) for one in (Contact, Need, Consent)]
    return (
        Party.kind == "persona",
        Party.name != ERASED,
        Party.merged_into.is_(None),
        or_(last <= _end_of(limit), and_(last.is_(None), or_(exists().where(touches), *about))),
        ~exists().where(touches, lasting),
        ~exists().where(Contact.person_key == Party.key, Contact.day > limit),
        ~exists().where(Need.person_key == Party.key, or_(Need.until.is_(None), Need.until > limit)),
        ~exists().where(Consent.person_key == Party.key, Consent.recorded_at > _end_of(limit)),
        ~exists().where(Emergency.person_key == Party.key, Emergency.begun_at > _end_of(limit)),
        ~exists().where(Account.party_id == Party.id),
    )


def _erase_drafts(session: Session, keys: list[Any]) -> list[str | None]:
    for user, form, about in keys:
        session.execute(delete(Draft).where(Draft.user == user, Draft.form == form, Draft.about_id == about))
    return [None]


def _erase_entries(session: Session, keys: list[Any]) -> list[str | None]:
    for place, column in enumerate((Entry.token_hash, FailedEntry.user, UsedReturn.state_hash)):
        session.execute(delete(column.class_).where(column.in_([one for kind, one in keys if kind == place])))
    return [None]


def _erase_accounts(session: Session, keys: list[Any]) -> list[str | None]:
    session.execute(
        update(Account).where(Account.user.in_(keys)).values(name=None, party_id=None, password=None)
    )
    session.execute(delete(Identity).where(Identity.user.in_(keys)))
    return [None for _ in keys]


KEYS: Mapping[str, Callable[[Session, date], list[Any]]] = {
    "bozze": _old_drafts,
    "ingressi": _old_entries,
    "mai_seguite": _never_followed,
    "percorsi": _closed_paths,
    "accessi_chiusi": _closed_accounts,
}
"""Rule → what finds the rows that are due."""
ERASERS: Mapping[str, Callable[[Session, list[Any]], Sequence[str | None]]] = {
    "bozze": _erase_drafts,
    "ingressi": _erase_entries,
    "mai_seguite": erase_persons,
    "percorsi": erase_persons,
    "accessi_chiusi": _erase_accounts,
}
"""Rule → what erases them, and returns whom the log names: an id, or nobody."""
