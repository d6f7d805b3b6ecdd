"""Compute all that is shown of a territory once, keep it, and say how old it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from coordinator.model import CaseEvent, Need, Party, PartyEvent, Tie
from coordinator.store.settings import read_setting, write_setting
from coordinator.territory.courses import read_courses, read_districts
from coordinator.territory.decide import Gap, find_gaps
from coordinator.territory.entitled import measure_levels
from coordinator.territory.equity import measure_equity
from coordinator.territory.indicator import Indicator
from coordinator.territory.integrated import measure_integration
from coordinator.territory.intervals import measure_intervals
from coordinator.territory.links import MissingLink, find_missing_links
from coordinator.territory.load import measure_load
from coordinator.territory.outcomes import measure_outcomes
from coordinator.territory.overdue import measure_overdue
from coordinator.territory.stages import measure_stages
from coordinator.territory.standards import measure_standards
from coordinator.territory.supply import read_supply
from coordinator.territory.waste import measure_waste

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

NAME = "vista_territorio"
"""Of the setting that keeps the view."""
SMALL = 50_000
"""Parties up to which a view is computed when it is asked for: it takes less than a second or two."""
OF_CONTACTS = ("continuita", "vicinanza", "mediatori")
"""Indicators that take reading contacts."""
LOGS = (CaseEvent.key, Tie.key, Need.key, PartyEvent.key)


@dataclass(frozen=True, slots=True, repr=False)
class TerritoryView:
    """What is shown of a territory, as it was computed."""

    day: date
    made_at: datetime
    took: float  # seconds
    new_rows: int  # written since it was computed
    indicators: tuple[Indicator, ...]
    gaps: tuple[Gap, ...]  # the largest first
    links: tuple[MissingLink, ...]
    names: Mapping[str, str]  # id of a district or other body → its name

    def __repr__(self) -> str:
        """Say how much it holds: all of it is pages long."""
        return f"<TerritoryView on {self.day}: {len(self.indicators)} indicators, {len(self.gaps)} gaps>"

    def of(self, *names: str, among: str | None = None) -> tuple[Indicator, ...]:
        """Return the indicators of some names, of one grouping or of all."""
        return tuple(
            one for one in self.indicators if one.id in names and (among is None or one.among == among)
        )

    def one(self, name: str) -> Indicator:
        """Return an indicator for the whole territory; undefined where nobody is in it that it could count."""
        nobody = Indicator(name, "tutti", "", None, "undefined")
        return next((one for one in self.indicators if one.id == name and one.among == "tutti"), nobody)


def territory_view(store: Store, day: date, viewer: Viewer) -> TerritoryView | None:
    """
    Return what is shown of a territory: as it was kept, or computed now where that is quick.

    Parameters
    ----------
    store
        The record.
    day
        Today.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    TerritoryView or None
        None where nothing is kept and the record is too large to compute it while somebody waits: `refresh` it.
    """
    viewer.require("read", "territory")
    kept = read_setting(store, NAME)
    with store.reading() as session:
        seen = _rows(session)
        small = (session.scalar(select(func.max(Party.key))) or 0) <= SMALL
    fresh = kept is not None and kept["day"] == day.isoformat() and kept["read_up_to"] == seen
    if small and not fresh:
        return refresh(store, day, viewer, contacts=False)
    return None if kept is None else _opened(kept, seen)


def refresh(
    store: Store,
    day: date,
    viewer: Viewer,
    progress: Callable[[str], None] = lambda _: None,
    *,
    contacts: bool = True,
) -> TerritoryView:
    """
    Compute what is shown of a territory and keep it.

    Parameters
    ----------
    store
        The record.
    day
        As of which.
    viewer
        Who asks; needs to read the territory.
    progress
        Told what is being computed, in Italian.
    contacts
        Whether to read contacts too; False keeps what they last told, and is quicker.

    Returns
    -------
    TerritoryView
        As it was kept.
    """
    viewer.require("read", "territory")
    began = perf_counter()
    with store.reading() as session:
        seen = _rows(session)
    content = _content(store, day, viewer, progress, contacts=contacts)
    kept = {"day": day.isoformat(), "made_at": store.clock().isoformat(), "took": perf_counter() - began,
            "read_up_to": seen, **content}  # fmt: skip
    with store.writing() as session:
        write_setting(session, store, NAME, value=kept, author=viewer.user)
    return _opened(kept, seen)


def _of_contacts(
    store: Store, day: date, viewer: Viewer, progress: Callable[[str], None], *, contacts: bool
) -> tuple[Indicator, ...]:
    """Compute what takes reading contacts, or take it as it was last kept."""
    if contacts:
        from coordinator.territory.meeting import measure_meeting

        progress("Leggo i contatti")
        return measure_meeting(store, day, viewer)
    kept = read_setting(store, NAME) or {"indicators": []}
    return tuple(Indicator.from_json(one) for one in kept["indicators"] if one["id"] in OF_CONTACTS)


def _content(
    store: Store, day: date, viewer: Viewer, progress: Callable[[str], None], *, contacts: bool
) -> dict[str, Any]:
    """Compute everything."""
    progress("Leggo i percorsi")
    courses = read_courses(store, day, viewer)
    progress("Leggo bisogni e servizi")
    supply = read_supply(store, day, viewer)
    progress("Misuro")
    bodies = {one for one in courses.cases["body"].unique() if one}
    found = [
        *measure_intervals(courses), *measure_stages(courses), *measure_equity(supply), *measure_load(supply),
        *measure_outcomes(store, courses), *measure_waste(courses, supply), *measure_overdue(store, courses),
        *measure_levels(store, day, courses, supply), *measure_integration(store, day, supply),
        *measure_standards(store, day), *_of_contacts(store, day, viewer, progress, contacts=contacts),
    ]  # fmt: skip
    return {
        "indicators": [_kept(one) for one in found],
        "gaps": [one.as_json() for one in find_gaps(supply)],
        "links": [one.as_json() for one in find_missing_links(store, day, supply)],
        "names": _names(store, bodies | set(read_districts(store).values())),
    }


def _names(store: Store, bodies: set[str]) -> dict[str, str]:
    """Name districts and other bodies."""
    with store.reading() as session:
        rows = session.execute(select(Party.id, Party.name).where(Party.id.in_(bodies)))
        return {party: name for party, name in rows}  # noqa: C416 - rows are no pairs


def _kept(one: Indicator) -> Mapping[str, Any]:
    """Return what is kept of an indicator: its definition is in the program."""
    return {
        "id": one.id, "among": one.among, "group": one.group, "value": one.value, "status": one.status,
        "low": one.low, "high": one.high, "inputs": dict(one.inputs),
    }  # fmt: skip


def _opened(kept: Mapping[str, Any], seen: int) -> TerritoryView:
    """Read what was kept."""
    indicators = tuple(Indicator.from_json(one) for one in kept["indicators"])
    made_at = datetime.fromisoformat(kept["made_at"])
    gaps = tuple(Gap.from_json(one) for one in kept["gaps"])
    links = tuple(MissingLink(**one | {"kinds": tuple(one["kinds"])}) for one in kept["links"])
    new_rows = seen - kept["read_up_to"]
    day = date.fromisoformat(kept["day"])
    return TerritoryView(day, made_at, kept["took"], new_rows, indicators, gaps, links, kept["names"])


def _rows(session: Session) -> int:
    """Add up the last keys of the logs: it grows with each row that is written."""
    return sum(session.scalar(select(func.max(key))) or 0 for key in LOGS)
