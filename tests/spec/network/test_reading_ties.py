"""A map reads a tie whole, and on SQLite from an index alone."""

from dataclasses import fields, replace
from datetime import date

from coordinator.model import day_number
from coordinator.network import Statement, ego, state_tie
from coordinator.network.ego import gather
from coordinator.network.rows import Rows

DAY = date(2026, 3, 1)
PLAIN = Statement("amicizia", "per:lia", "per:ada", date(2026, 1, 1))
FULL = replace(
    PLAIN,
    until=date(2026, 12, 31),
    direction="both",
    strength=3,
    conflict=True,
    frequency="settimanale",
    hours_per_week=10 / 3,
    hours_available=0.1 + 0.2,
    strain=2,
    support="accompagnamento",
    level="comunitaria",
    hidden=True,
    case_id="caso:1",
    stated_by='La "figlia", è sicura\n',
    document="Verbale\\3 \u2028 ✓",
    note="[1, null]",
)


def test_all_that_was_stated_of_a_tie_is_in_the_map(store, viewer, drawn):
    drawn("lia amicizia ada 2026-02-01")
    for statement in (PLAIN, FULL):
        tie = state_tie(store, statement, viewer)
        edges = {
            edge["tie_id"]: edge for _, _, edge in ego(store, "per:ada", DAY, viewer).graph.edges(data=True)
        }
        said = {name.name for name in fields(Statement)} - {"from_id", "to_id", "direction"}

        assert {name: edges[tie][name] for name in said} == {name: getattr(statement, name) for name in said}
        assert edges[tie]["direction"] == "both"
        assert (edges[tie]["author"], edges[tie]["confirmed_on"]) == ("coordinatrice", None)


def test_a_map_looks_up_no_row_of_a_tie_on_sqlite(store, drawn):
    drawn("lia amicizia ada 2026-01-01\nlia amicizia bea 2026-01-01")
    if store.dialect != "sqlite":
        return
    asked = []
    with store.reading() as session:
        connection = session.connection()
        connection.connection.driver_connection.set_trace_callback(asked.append)
        rows = Rows(connection, day_number(DAY))
        gather(rows, rows.party("per:ada"), 2, 50)
        connection.connection.driver_connection.set_trace_callback(None)
        steps = [question for question in asked if "FROM tie" in question]
        plans = [connection.exec_driver_sql(f"EXPLAIN {one}").all() for one in steps]
        found = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name LIKE 'ix_tie_%_whole'"
        )
        roots = set(found.scalars())

    assert len(steps) == 4
    for plan in plans:  # of each step of the plan: its place, what it does, and with which cursor
        indexes = {step[2] for step in plan if step[1] == "OpenRead" and step[3] in roots}
        assert len(indexes) == 1
        assert {step[2] for step in plan if step[1] == "Column"} == indexes


def test_who_works_with_many_brings_only_the_ties_among_those_on_the_map(store, viewer, drawn):
    many = "\n".join(f"pra:bice si_coordina svc:s{number} 2026-01-01" for number in range(80))
    drawn(f"pra:bice segue ada 2026-01-01\nada in_carico svc:s7 2026-01-01\n{many}")
    graph = ego(store, "per:ada", DAY, viewer).graph

    assert sorted(graph) == ["per:ada", "pra:bice", "svc:s7"]
    assert [kind for *_, kind in graph.edges("pra:bice", data="kind")] == ["segue", "si_coordina"]
