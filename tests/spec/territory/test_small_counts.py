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
from coordinator.model import day_number
from coordinator.protection import open_viewer
from coordinator.protection.disclosure import FEWEST
from coordinator.store import open_store
from coordinator.territory.courses import Courses
from coordinator.territory.indicator import definitions
from coordinator.territory.intervals import measure_intervals, spells
from coordinator.territory.load import service_loads
from coordinator.territory.rates import shares
from coordinator.territory.stages import STAGES, measure_stages
from coordinator.territory.supply import read_supply
from coordinator.territory.view import refresh

DAY = date(2026, 11, 22)
SEEDS = range(7, 7 + int(os.environ.get("PONTE_DISCLOSURE_SEEDS", "1")))
TRIED = int(os.environ.get("PONTE_DISCLOSURE_TRIED", "30"))
WAITS, SERVED, ALONE = "waits", "served", "alone"
OF_PATHS = ["scaduti", "servite", "presa_in_carico"]
"""Indicators of the way of paths that are attacked; the other stages too where all is wanted."""
if "PONTE_DISCLOSURE_TRIED" in os.environ:
    OF_PATHS += [stage for stage in STAGES if stage not in OF_PATHS]


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


BY = {"tutti": None, "area": "area", "distretto": "district", "comune": "comune"}


def paths_of(seed, many=300):
    """Invent paths of many areas of care and comuni, most in a few; each came some way, and some are late."""
    rng = np.random.default_rng(seed)
    areas = rng.choice([f"area{one}" for one in range(7)], many, p=[0.5, 0.25, 0.12, 0.06, 0.03, 0.02, 0.02])
    towns = rng.choice(12, many, p=[0.3, 0.2, 0.14, 0.1, 0.08, 0.06, 0.04, 0.03, 0.02, 0.01, 0.01, 0.01])
    cases = pl.DataFrame({"case": range(many), "person": range(many), "area": areas,
                          "comune": [f"c{one:02}" for one in towns], "district": [f"d{one % 3}" for one in towns],
                          "instrument": "pai", "body": ""})  # fmt: skip
    reached, start = rng.integers(1, len(MARKS) + 1, many), rng.integers(20, 300, many)
    rows = [
        (case, number, mark, day_number(DAY) - 365 + int(start[case]) + 7 * number)
        for case in range(many)
        for number, mark in enumerate(MARKS[: reached[case]])
    ]
    marks = pl.DataFrame(rows, schema=["case", "number", "mark", "on"], orient="row").with_columns(
        pl.col("on").cast(pl.Int32)
    )
    stops = pl.DataFrame(schema={"case": pl.Int64, "since": pl.Int32, "until": pl.Int32})
    came = {name: reached > MARKS.index(mark) for name, mark in STAGES.items()}
    return Courses(day_number(DAY), cases, marks, stops), cases.with_columns(
        scaduti=rng.random(many) < 0.2, **came
    )


MARKS = (
    "phase:segnalazione", "phase:accesso", "phase:prima_valutazione", "phase:valutazione_multidimensionale", "uvm:met",
    "phase:piano", "phase:erogazione", "event:delivered", "phase:monitoraggio",
)  # fmt: skip


def read_shares(told, rows, holds):
    """Write down what is told of how many paths there are, and of how many something holds; with what is small."""
    reader, small = Reader(), {}
    cells = rows.group_by("area", "comune", "district").agg(
        pl.len().alias("n"), pl.col(holds).sum().alias("k")
    )
    for among, column in BY.items():
        for key, part in (
            [("", cells)] if column is None else [(one[0], p) for one, p in cells.group_by(column)]
        ):
            here = [one for one in told if one.among == among and one.group == key]
            every = [
                (*cell, state) for cell in part.select("area", "comune").rows() for state in (True, False)
            ]
            some = [one for one in every if one[-1]]
            for names, many in ((every, part["n"].sum()), (some, part["k"].sum())):
                if 0 < many < FEWEST:
                    small[tuple(names)] = many
            for one in here:
                reader.reads(every, one.inputs.get("n"))
                holding = one.inputs.get("k", one.inputs.get("open"))
                if holding is not None:
                    reader.reads(some, holding, few="below" in one.inputs)
    for area, comune, _, n, k in cells.rows():
        for names, many in ((((area, comune, True), (area, comune, False)), n), (((area, comune, True),), k)):
            if 0 < many < FEWEST:
                small[names] = many
    return reader, small


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", OF_PATHS)
def test_no_small_count_of_paths_follows_from_all_that_is_told_of_their_way(seed, name):
    courses, rows = paths_of(seed)
    if name == "scaduti":
        told = list(shares(name, rows, name, ("area", "district", "comune")))
    elif name in STAGES:
        told = [one for one in measure_stages(courses) if one.id in {name, "dovute"}]
    else:
        told = [one for one in measure_intervals(courses) if one.id == name]
        rows = spells(courses, definitions()[name].start, definitions()[name].end).rename({"open": name})
    reader, small = read_shares(told, rows, name)

    ends = {names: reader.concludes(names) for names in list(small)[:TRIED]}
    assert len(ends) >= 20
    for names, (least, most) in ends.items():
        assert least <= small[names] <= most, (names, small[names], least, most)
        assert most - least >= 2, (names, small[names], least, most)
