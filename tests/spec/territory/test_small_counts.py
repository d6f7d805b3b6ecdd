"""All that is told of one territory, put together, gives back no small count of persons to integer programming."""

import os
from dataclasses import dataclass, field
from datetime import date
from math import inf

import numpy as np
import polars as pl
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from coordinator.agreements.planning import plan_needs
from coordinator.district import generate, load
from coordinator.protection import open_viewer
from coordinator.protection.disclosure import FEWEST
from coordinator.store import open_store
from coordinator.territory.load import service_loads
from coordinator.territory.supply import read_supply
from coordinator.territory.view import refresh

DAY = date(2026, 11, 22)
SEEDS = range(7, 7 + int(os.environ.get("PONTE_DISCLOSURE_SEEDS", "1")))
TRIED = int(os.environ.get("PONTE_DISCLOSURE_TRIED", "30"))
WAITS, SERVED, ALONE = "waits", "served", "alone"


@dataclass
class Reader:
    """Who writes down all that is told as sums of unknown whole numbers of persons, and where each sum lies."""

    cells: dict = field(default_factory=dict)  # name of an unknown number → its place
    sums: list = field(default_factory=list)  # (places, least, most)

    def knows(self, names, least, most):
        """Write down between what a sum lies."""
        places = [self.cells.setdefault(name, len(self.cells)) for name in names]
        self.sums.append((places, least, most))

    def reads(self, names, told, *, few=False):
        """Write down a number as it is told: to the nearest five, as fewer than five (perhaps none), or not at all."""
        if told is None:
            self.knows(names, 1, inf)
        elif few:
            self.knows(names, 0, FEWEST - 1)
        elif not told:
            self.knows(names, 0, 0)
        else:
            self.knows(names, max(FEWEST, told - 2), told + 2)

    def concludes(self, names):
        """Find the least and the most that a sum can be."""
        lines = np.zeros((len(self.sums), len(self.cells)))
        for line, (places, _, _) in zip(lines, self.sums, strict=True):
            line[places] = 1
        known = LinearConstraint(
            lines, [least for _, least, _ in self.sums], [most for _, _, most in self.sums]
        )
        asked = np.zeros(len(self.cells))
        asked[[self.cells[name] for name in names]] = 1
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * asked, constraints=known, integrality=np.ones_like(asked), bounds=Bounds(0, 10_000)
            )
            assert found.x is not None, "What is told contradicts itself."
            ends.append(round(float(asked @ found.x)))
        return tuple(ends)


@pytest.fixture(scope="module", params=SEEDS)
def told(request, tmp_path_factory):
    """A territory of 300 persons: what is told of it, and what is so."""
    store = open_store(home=tmp_path_factory.mktemp("told"))
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    load(store, generate(300, request.param), viewer)
    view = refresh(store, DAY, viewer, contacts=False)
    yield view, plan_needs(store, DAY, viewer), read_supply(store, DAY, viewer)
    store.close()


def read_needs(view, plans):
    """Write down what the pages of government and of programming, the report and the tables say of needs."""
    reader = Reader()
    every = {(plan.need, row.area) for plan in plans for row in plan.rows}
    places = {
        "tutti": lambda _: every,
        "bisogno": lambda group: {cell for cell in every if cell[0] == group},
        "comune": lambda group: {cell for cell in every if cell[1] == group},
    }
    for plan in plans:
        reader.reads(cells_of(places["bisogno"](plan.need)), plan.persons)
        for row in plan.rows:
            reader.reads(cells_of([(plan.need, row.area)]), row.persons)
    for one in view.of("coperti", "in_attesa"):
        if one.among not in places or one.status == "undefined":
            continue
        counted = {"coperti": (None, (SERVED,)), "in_attesa": ((WAITS, ALONE), (WAITS,))}[one.id]
        of, holds = (cells_of(places[one.among](one.group), states) for states in counted)
        reader.reads(of, one.inputs["n"])
        if one.value is not None:
            reader.reads(holds, one.inputs["k"], few="below" in one.inputs)
    for one in view.gaps:
        reader.reads(cells_of([(one.need, one.comune)]), one.persons)
        reader.reads(cells_of([(one.need, one.comune)], (SERVED,)), one.served, few=not one.served)
    return reader


def cells_of(pairs, states=None):
    """Name the unknown numbers of needs in comuni: who is served, who waits, who has neither."""
    return [(*pair, state) for pair in sorted(pairs) for state in states or (WAITS, SERVED, ALONE)]


def small_needs(supply):
    """Count needs by comune, all and by state, and keep the small counts: names of their unknown numbers → persons."""
    state = pl.when("served").then(pl.lit(SERVED)).when("waits").then(pl.lit(WAITS)).otherwise(pl.lit(ALONE))
    rows = supply.served().select("need", "comune", state.alias("state"))
    found = {}
    for need, comune, many in rows.group_by("need", "comune").len().iter_rows():
        found[tuple(cells_of([(need, comune)]))] = many
    for need, comune, which, many in rows.group_by("need", "comune", "state").len().iter_rows():
        found[tuple(cells_of([(need, comune)], (which,)))] = many
    return {names: many for names, many in found.items() if 0 < many < FEWEST}


def test_no_small_count_of_a_need_follows_from_all_that_is_told(told):
    view, plans, supply = told
    reader, small = read_needs(view, plans), small_needs(supply)

    ends = {names: reader.concludes(names) for names in list(small)[:TRIED]}

    assert len(ends) >= 20
    for names, (least, most) in ends.items():
        assert least <= small[names] <= most
        assert most - least >= 2, (names, small[names], least, most)


def test_no_small_load_of_a_service_follows_from_the_others_and_from_the_totals(told):
    view, _, supply = told
    services = service_loads(supply).filter(pl.col("capacity") > 0)
    reader = Reader()
    for one in view.of("carico"):
        if one.among == "servizio":
            exact = None if one.value is None else round(one.value * one.inputs["capacity"] / 100)
            reader.knows([one.group], *((1, inf) if exact is None else (exact, exact)))
        elif one.value is not None:
            inside = services if one.among == "tutti" else services.filter(pl.col("district") == one.group)
            reader.reads(inside["id"], one.inputs["in_care"])
    small = {one: many for one, many in services.select("id", "in_care").iter_rows() if 0 < many < FEWEST}

    for service, many in small.items():
        least, most = reader.concludes([service])
        assert least <= 1, (service, many)
        assert most >= FEWEST - 1, (service, many)


def test_exact_counts_beside_the_hidden_ones_would_give_them_back(told):
    """The attack can succeed: with what is shown told to the last person, some small counts are found."""
    _, plans, supply = told
    reader, small = Reader(), small_needs(supply)
    truth = {(need, comune): many for need, comune, many in
             supply.needs.group_by("need", "comune").len().iter_rows()}  # fmt: skip
    for need in {need for need, _ in truth}:
        line = {cell: many for cell, many in truth.items() if cell[0] == need}
        reader.knows(cells_of(line), sum(line.values()), sum(line.values()))
        for cell, many in line.items():
            reader.knows(cells_of([cell]), *((many, many) if many >= FEWEST else (1, inf)))
    found = [names for names in small if len(names) == 3 and len(set(reader.concludes(names))) == 1]

    assert found
