"""Care density grows with a territory; care salience does not, so districts can be compared."""

import numpy as np
import pytest

from coordinator.territory.columns import sort_contacts
from coordinator.territory.continuity import tally
from coordinator.territory.density import care_density, care_salience, persons_followed
from coordinator.territory.projection import shared_persons

CONTACTS = [(1, "A"), (1, "C"), (1, "D"), (2, "A"), (2, "D"), (3, "A"), (3, "D"), (4, "D"), (5, "C")]
"""The published case of care density: shared persons are A-C 1, A-D 3, C-D 1."""


def measured(contacts):
    person, letter = zip(*contacts, strict=True)
    provider = [ord(one) for one in letter]
    columns = sort_contacts(*(np.array(one, dtype=np.int32) for one in (person, provider, [0] * len(person))))
    found = tally(columns)
    return found, shared_persons(found, columns.services.size), columns.services.size


def doubled(contacts):
    """The same habits among twice as many persons."""
    return contacts + [(person + 100, letter) for person, letter in contacts]


def test_the_published_case():
    found, shared, _ = measured(CONTACTS)

    assert shared.persons.tolist() == [1, 3, 1]
    assert care_density(found, shared) == pytest.approx([5 / 3, 3, 3, np.nan, np.nan], nan_ok=True)


def test_salience_is_the_mean_cosine_of_the_pairs():
    """A follows 3 persons, C 2, D 4."""
    found, shared, services = measured(CONTACTS)
    a_c, a_d, c_d = 1 / np.sqrt(3 * 2), 3 / np.sqrt(3 * 4), 1 / np.sqrt(2 * 4)

    values = care_salience(found, shared, persons_followed(found, services))

    assert values == pytest.approx([(a_c + a_d + c_d) / 3, a_d, a_d, np.nan, np.nan], nan_ok=True)


def test_twice_as_many_persons_double_the_density_and_leave_the_salience_as_it_was():
    small, large = measured(CONTACTS), measured(doubled(CONTACTS))

    def salience(found, shared, services):
        return care_salience(found, shared, persons_followed(found, services))

    assert care_density(*large[:2])[:3] == pytest.approx(2 * care_density(*small[:2])[:3])
    assert salience(*large)[:3] == pytest.approx(salience(*small)[:3])
