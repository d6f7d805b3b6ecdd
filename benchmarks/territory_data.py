"""Draw the contacts of a province with a heavy tail, as columns in the order in which they were recorded."""

from __future__ import annotations

import numpy as np

SERVICES = 2_000
PER_PERSON = 10.0
"""Contacts a person on average: median 6, one in ten more than 25, at most 208, as on the reference data."""


def draw_contacts(contacts: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw person, service and day of each contact, int32; most persons keep to a few services near them."""
    draw = np.random.Generator(np.random.SFC64(seed))
    persons = int(contacts / PER_PERSON)
    size = np.minimum(draw.lognormal(1.8, 1.0, persons), 208.0)
    size *= contacts / size.sum()
    some = draw.poisson(size)
    while (left := contacts - int(some.sum())) != 0:
        where = draw.integers(0, persons, abs(left))
        np.add.at(some, where, np.sign(left))
        some = np.maximum(some, 0)
    person = np.repeat(np.arange(1, persons + 1, dtype=np.int32), some)
    draw.shuffle(person)
    near = (person.astype(np.int64) * SERVICES // (persons + 1)).astype(np.int32)
    rank = np.minimum(draw.geometric(0.55, contacts) - 1, 5).astype(np.int32)
    far = (person * np.int32(31) + rank * np.int32(17)) % 40
    service = (near + rank * far) % SERVICES
    hub = draw.random(contacts) < 0.1  # noqa: PLR2004 - services that everybody goes to
    service[hub] = (service[hub] % 12).astype(np.int32)
    return (
        person,
        (service + persons + 1).astype(np.int32),
        draw.integers(18_000, 20_700, contacts, dtype=np.int32),
    )
