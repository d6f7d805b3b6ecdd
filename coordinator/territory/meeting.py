"""Measure how continuous care is in each district, and who holds its services together: what takes reading contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coordinator.protection.disclosure import rounded, shown_groups
from coordinator.territory.brokers import between_sectors, service_network
from coordinator.territory.cache import open_columns
from coordinator.territory.continuity import tally
from coordinator.territory.courses import NOWHERE, read_districts
from coordinator.territory.density import care_salience, persons_followed
from coordinator.territory.indicator import Indicator, definitions
from coordinator.territory.projection import shared_persons
from coordinator.territory.rates import hidden
from coordinator.territory.survival import Z95

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from numpy.typing import NDArray

    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.territory.indicator import Among, Status

    Values = NDArray[np.float64]

LEAST_CONTACTS = 4
"""Contacts below which continuity is not told of a person, as the papers advise."""
BROKERS = 5
"""Brokers that are named."""


def measure_meeting(store: Store, day: date, viewer: Viewer) -> tuple[Indicator, ...]:
    """
    Measure continuity and care density by district, and name the brokers between health and social care.

    Parameters
    ----------
    store
        The record; its contacts are read as columns, which takes time at the first call.
    day
        On which the ties between services hold.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    tuple of Indicator
        ``continuita``, ``vicinanza`` for all and by district, and ``mediatori``, one for each of the first.
    """
    columns = open_columns(store, viewer).columns
    found = tally(columns)
    told = found.visits >= LEAST_CONTACTS
    size = columns.services.size
    rows: dict[str, Values] = {
        "continuita": np.where(told, found.coc, np.nan),
        "vicinanza": care_salience(found, shared_persons(found, size), persons_followed(found, size)),
    }
    districts = read_districts(store)
    names = np.array([*(districts.get(area, NOWHERE) for area in columns.areas), NOWHERE])
    place = names[columns.area] if columns.area.size else np.full(columns.persons.size, NOWHERE)
    means = [one for name, values in rows.items() for one in _means(name, values, place)]
    return (*means, *_brokers(store, day, viewer))


def _means(name: str, values: Values, place: NDArray[np.str_]) -> Iterator[Indicator]:
    """
    Average a measure over all persons of whom it is told, and by district.

    Yields
    ------
    Indicator
        All first; then one a district, hidden where it may not be told.
    """
    known = ~np.isnan(values)
    yield _mean(name, "tutti", "", values[known])
    districts, counts = np.unique(place[known], return_counts=True)
    told = shown_groups(dict(zip(districts.tolist(), counts.tolist(), strict=True)))
    for district, many in told.items():
        if district == NOWHERE:
            continue
        if many is None:
            yield hidden(name, "distretto", district)
        else:
            yield _mean(name, "distretto", district, values[known & (place == district)])


def _mean(name: str, among: Among, group: str, values: Values) -> Indicator:
    """Average a measure, with the interval of the mean."""
    many = int(values.size)
    if not many:
        return Indicator(name, among, group, None, "undefined", inputs={"n": 0})
    if not rounded(many):
        return hidden(name, among, group)
    mean, half = float(values.mean()), Z95 * float(values.std()) / np.sqrt(many)
    status: Status = "ok" if many >= definitions()[name].minimum else "insufficient"
    low, high = round(max(0.0, mean - half), 3), round(min(1.0, mean + half), 3)
    return Indicator(name, among, group, round(mean, 3), status, low, high, {"n": rounded(many)})


def _brokers(store: Store, day: date, viewer: Viewer) -> Iterator[Indicator]:
    """Name who lets in and carries out between health and social care most often."""
    for one in between_sectors(service_network(store, day, viewer), "sanita", "sociale")[:BROKERS]:
        roles = one.brokerage.value or {}
        times = roles.get("gatekeeper", 0) + roles.get("representative", 0)
        inputs = {"name": one.name, "sector": one.sector, "gateway": one.gateway}
        yield Indicator("mediatori", "servizio", one.party_id, float(times), "ok", inputs=inputs)
