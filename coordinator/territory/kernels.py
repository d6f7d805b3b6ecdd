"""
Walk along a territory's contacts, one person after the other: plain loops that numba compiles.

Each reads arrays and fills arrays that the caller made; none makes a large one of its own. Called as they are
they do the same in plain Python, slowly.
"""

# ruff: noqa: ANN001, ANN201 - numba finds the types of the arrays by itself
# mypy: disable-error-code="no-untyped-def"

import numpy as np

PERSON, DAY = 48, 24
"""Bits of a packed contact above which the person and the day stand; the service has those below."""

SERVICE, SPAN = (1 << DAY) - 1, (1 << (PERSON - DAY)) - 1

DIGIT = 8
"""Bits of a day by which contacts are sorted at a time."""

LAST = (1 << DIGIT) - 1


def count(keys, shift, counts):
    """Count how often each key occurs, or each group of keys that differ in their last bits alone."""
    for i in range(keys.size):
        counts[keys[i] >> shift] += 1


def deal(person, provider, day, place, first_day, shift, ends, packed):
    """Deal the contacts to groups of persons with near keys: person, day and service in one number each."""
    low = (1 << shift) - 1
    for i in range(person.size):
        group = person[i] >> shift
        end = ends[group]
        ends[group] = end + 1
        packed[end] = (
            (np.int64(person[i] & low) << PERSON)
            | ((np.int64(day[i]) - first_day) << DAY)
            | np.int64(place[provider[i]])
        )


def settle(ends, packed, first_day, shift, digits, scratch, places, persons, starts, service, days, found):
    """
    Put the contacts of each group in order: by person, then by day, those of one day as they came.

    One digit after the other, the last first, each time keeping the order of before. ``ends`` says where each
    group ends; ``found`` is given back as the number of persons.
    """
    people, begin = 0, 0
    for group in range(ends.size):
        size = ends[group] - begin
        one, other = packed[begin : begin + size], scratch[:size]
        for digit in range(digits):
            move = DAY + digit * DIGIT
            places[: 1 << DIGIT] = 0
            for i in range(size):
                places[(one[i] >> move) & LAST] += 1
            place = 0
            for low in range(1 << DIGIT):
                some = places[low]
                places[low] = place
                place += some
            for i in range(size):
                low = (one[i] >> move) & LAST
                other[places[low]] = one[i]
                places[low] += 1
            one, other = other, one
        places[: 1 << shift] = 0
        for i in range(size):
            places[one[i] >> PERSON] += 1
        place = 0
        for low in range(1 << shift):
            some = places[low]
            places[low] = place
            if some:
                persons[people] = (group << shift) | low
                starts[people] = begin + place
                people += 1
                place += some
        for i in range(size):
            low = one[i] >> PERSON
            j = begin + places[low]
            places[low] += 1
            service[j] = one[i] & SERVICE
            days[j] = ((one[i] >> DAY) & SPAN) + first_day
        begin += size
    found[0] = people


def tally(starts, service, seen, times, visits, providers, squares, most, repeats, distinct):
    """
    Add up each person's contacts, and list the services that she saw, once each.

    ``seen`` counts the contacts of the person at hand with each service and is all zeros between persons;
    ``times`` is given back as the number of services listed in ``distinct``.
    """
    listed = 0
    for i in range(starts.size - 1):
        before, square, top, same, first = -1, 0, 0, 0, listed
        for j in range(starts[i], starts[i + 1]):
            one = service[j]
            n = seen[one] + 1
            seen[one] = n
            if n == 1:
                distinct[listed] = one
                listed += 1
            square += 2 * n - 1
            top = max(top, n)
            same += one == before
            before = one
        for j in range(first, listed):
            seen[distinct[j]] = 0
        visits[i] = starts[i + 1] - starts[i]
        providers[i] = listed - first
        squares[i] = square
        most[i] = top
        repeats[i] = same
    times[0] = listed


def spread(starts, service, seen, bits, entropy):
    """Measure in bits how widely each person's contacts are spread; ``bits`` holds n log2 n."""
    for i in range(starts.size - 1):
        first, last = starts[i], starts[i + 1]
        total = 0.0
        for j in range(first, last):
            one = service[j]
            total += bits[seen[one] + 1] - bits[seen[one]]
            seen[one] += 1
        for j in range(first, last):
            seen[service[j]] = 0
        n = last - first
        entropy[i] = (bits[n] - total) / n


def share(starts, distinct, services, table):
    """Count the persons that each pair of services shares, in the upper half of a square table."""
    for i in range(starts.size - 1):
        for j in range(starts[i], starts[i + 1]):
            one = np.int64(distinct[j])
            for k in range(j + 1, starts[i + 1]):
                other = np.int64(distinct[k])
                table[min(one, other) * services + max(one, other)] += 1


def look_up(starts, distinct, services, table, shared):
    """Add up, for each person, the persons that the pairs of her services share."""
    for i in range(starts.size - 1):
        total = 0
        for j in range(starts[i], starts[i + 1]):
            one = np.int64(distinct[j])
            for k in range(j + 1, starts[i + 1]):
                other = np.int64(distinct[k])
                total += table[min(one, other) * services + max(one, other)]
        shared[i] = total
