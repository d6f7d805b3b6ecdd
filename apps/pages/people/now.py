"""Say how a person's care stands today: where her path is, what comes next, what to beware of, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.components.due_words import BADGES, due_sentence, time_left
from apps.components.path_words import ROLE_NAMES
from apps.components.words import long_day, role_words
from coordinator.network.named import names_of, phones_of
from coordinator.pathway.cases import cases_of, read_case
from coordinator.pathway.day import dues_of
from coordinator.pathway.forms import forms_of
from coordinator.pathway.local_keeping import read_rules
from coordinator.pathway.withheld import may_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apps.components.desk import Desk
    from coordinator.network.record import Record
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer

CALLED = ("caregiver_principale", "case_manager", "medico_base", "tutore", "amministratore_sostegno")
"""Ties of whom one calls first about a person, in this order."""
MOST_CALLED = 4
VISIT = "contatto_avuto"
"""Form of the path in which a visit or a telephone call is written."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one open path of a person stands."""

    case_id: str
    instrument: str
    phase: str
    since: str
    next: str  # what is due first, in a sentence; empty where nothing is
    left: str
    tone: str
    risks: tuple[str, ...]
    takes_visits: bool  # whether a visit or a telephone call may be written where it stands


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody to call about a person."""

    party_id: str
    name: str
    role: str
    phone: str  # empty where none is on record, or the viewer is not given it


def stands(desk: Desk, viewer: Viewer, record: Record) -> list[Stand] | None:
    """
    Say where the open paths of a person stand.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who looks.
    record
        The person's.

    Returns
    -------
    list of Stand, or None
        None where the viewer may not read cases.
    """
    if not viewer.may("read", "case"):
        return None
    views = [read_case(desk.store, one, viewer) for one in cases_of(desk.store, record.party.id, viewer)]
    views = [one for one in views if not one.process.phases[one.state.position.phase].final]
    calendar = read_rules(desk.store, viewer).calendar if views else None
    today = desk.today()
    dues = [dues_of(one, record.party.name, today, calendar) for one in views]
    names = _names(desk, viewer, [one for found in dues for one in found[:1]])
    return [_stand(desk, viewer, view, found, names) for view, found in zip(views, dues, strict=True)]


def called(desk: Desk, viewer: Viewer, record: Record) -> list[Called]:
    """
    List whom one calls about a person: who cares for her, who holds her case, her doctor, who represents her.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who looks.
    record
        The person's.

    Returns
    -------
    list of Called
        At most `MOST_CALLED`, one entry a party; nobody where the viewer is told of no ties.
    """
    today = desk.today()
    roles: dict[str, tuple[str, str]] = {}
    holding = [
        one for one in record.told if one.kind in CALLED and one.holds_on(today) and not one.starts_here
    ]
    for span in sorted(holding, key=lambda one: CALLED.index(one.kind)):
        words = role_words(span.kind, "", reverse=span.starts_here, sex=span.other_sex).strip()
        roles.setdefault(span.other_id, (span.other_name, ROLE_NAMES.get(span.kind, words)))
    first = dict(list(roles.items())[:MOST_CALLED])
    phones = phones_of(desk.store, first, viewer) if first and viewer.may("read", "directory") else {}
    return [Called(key, name, role, phones.get(key, "")) for key, (name, role) in first.items()]


def _names(desk: Desk, viewer: Viewer, dues: Iterable[Due]) -> dict[str, str]:
    """Name who must act."""
    near = {one.owner: one.person_id for one in dues if one.owner}
    if not near or not viewer.may("read", "directory"):
        return {}
    return names_of(desk.store, near, viewer, near=set(near.values()))


def _stand(desk: Desk, viewer: Viewer, view: CaseView, dues: tuple[Due, ...], names: dict[str, str]) -> Stand:
    """Describe one path."""
    first = dues[0] if dues else None
    return Stand(
        view.id,
        view.instrument.name,
        view.process.phases[view.state.position.phase].name,
        long_day(view.state.stays[-1].since) if view.state.stays else "",
        due_sentence(first, names) if first else "",
        time_left(first, desk.today()) if first else "",
        BADGES.get(first.state, "") if first else "",
        tuple(one.risk for one in view.state.risks),
        any(form.id == VISIT and may_record(viewer, form.event) for form in forms_of(view)),
    )
