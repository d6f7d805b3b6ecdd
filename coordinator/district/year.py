"""Invent a year of paths whose delays are planted in exact numbers, so that whoever counts them can be checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.model import Case, CaseEvent, Person
from coordinator.model.datafile import read_yaml
from coordinator.pathway.events import make_event, write_event
from coordinator.store.bulk import insert_rows, reserve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

AUTHOR = "distretto sintetico"
DAYS = 360  # of the year in which every path begins and ends
AREA, INSTRUMENT, TERRITORY = "non_autosufficienza", "pai", "IT-esempio"
NURSE, WORKER, GROUP = "pra:greco", "pra:fontana", "com:cortile"
SOURCES = ("famiglia", "mmg", "persona", "vicini", "farmacia")


@dataclass
class Path:
    """One path as its days are dealt out; None: it did not come so far."""

    person: int  # key
    read: int = 0  # days from the call to the reading
    returned: int | None = None  # days from the return home to the first contact
    uvm: int | None = None
    mixed: bool = True
    ends: str = ""  # the passage by which it ended early
    plan: int | None = None
    begins: int = 1  # days from the plan to the first help
    managed: bool = True
    community: bool = False
    review: int | None = None
    steps: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)  # (day, kind, fields)

    @property
    def lasts(self) -> int:
        """Days from the call to the end."""
        return self.steps[-1][0]


def year_truth() -> dict[str, Any]:
    """
    Read what is planted in the year.

    Returns
    -------
    dict
        As ``year.yaml`` says it.
    """
    truth: dict[str, Any] = read_yaml(
        (files("coordinator.district") / "year.yaml").read_text(encoding="utf-8")
    )
    return truth


def walk_year(store: Store, viewer: Viewer, day: date, seed: int = 11) -> int:
    """
    Write a year of concluded paths, each of another person of the district.

    Parameters
    ----------
    store
        With the demo district in it.
    viewer
        Who writes; needs to write registers.
    day
        The year ends before it.
    seed
        The same seed, persons and day give the same paths.

    Returns
    -------
    int
        How many paths.

    Raises
    ------
    ValueError
        The store has fewer persons without a path than the year needs.
    """
    viewer.require("write", "register")
    truth, draw = year_truth(), Random(seed)
    with store.writing() as session:
        persons = _persons(session, truth["cases"], day)
        paths = _deal(truth, persons, draw)
        _write(session, paths, day, draw)
    return len(paths)


def _persons(session: Session, count: int, day: date) -> list[int]:
    """Choose grown-up persons who live and have no path, the last entered first."""
    grown = day - timedelta(days=18 * 366)
    taken = select(Case.person_key)
    query = (
        select(Person.key)
        .where(Person.died_on.is_(None), Person.born_on < grown, Person.key.not_in(taken))
        .order_by(Person.key.desc())
        .limit(count)
    )
    keys = list(session.scalars(query))
    if len(keys) < count:
        message = f"The year needs {count} grown-up persons without a path, the store has {len(keys)}."
        raise ValueError(message)
    return keys


def _deal(truth: dict[str, Any], persons: Sequence[int], draw: Random) -> list[Path]:
    """Deal the planted numbers out to the persons."""
    paths = [Path(person) for person in persons]
    for path, days in zip(paths, _days(truth["read"], len(paths), draw), strict=True):
        path.read = days
    turned, valued = paths[: truth["turned_away"]], paths[truth["turned_away"] :]
    for path in turned:
        path.ends = "orienta"
    returns = truth["returns"]
    for path, days in zip(
        draw.sample(valued, returns["of"]), _days(returns, returns["of"], draw), strict=True
    ):
        path.returned = days
    for path, days in zip(valued, _days(truth["uvm"], len(valued), draw), strict=True):
        path.uvm = days
    _deal_plans(truth, valued, draw)
    for path in paths:
        path.steps = sorted(_steps(path), key=lambda step: step[0])
    return paths


def _deal_plans(truth: dict[str, Any], valued: Sequence[Path], draw: Random) -> None:
    """Deal out what happened after the UVM."""
    for path in valued[: truth["no_need"]]:
        path.ends = "nessun_bisogno"
    concluded = valued[truth["no_need"] :]
    for path in draw.sample(concluded, len(concluded) - truth["mixed"]):
        path.mixed = False
    for path in concluded[: truth["gave_up"]]:
        path.ends = "rinuncia"
    plans = concluded[truth["gave_up"] :]
    for path, days in zip(plans, _days(truth["plan"], len(plans), draw), strict=True):
        path.plan = days
    for path, days in zip(plans, _days(truth["review"], len(plans), draw), strict=True):
        path.review = days
    first, last = truth["begins"]["days"]
    for number, path in enumerate(plans):  # dealt in turn: what is drawn for the rest stays as it was
        path.begins = first + number % (last - first + 1)
    for path in draw.sample(plans, len(plans) - truth["managed"]):
        path.managed = False
    for path in draw.sample(plans, truth["community"]):
        path.community = True


def _days(planted: dict[str, Any], count: int, draw: Random) -> list[int]:
    """Draw delays, of which exactly so many are good, in any order."""
    good = [draw.randint(*planted["days"]) for _ in range(planted["good"])]
    late = [draw.randint(*planted["late"]) for _ in range(count - planted["good"])]
    return draw.sample([*good, *late], count)


def _steps(path: Path) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """
    Tell a path, with days counted from the call.

    Yields
    ------
    tuple
        Days since the call, kind of event, fields of the event.
    """
    now = path.read
    yield now, "moved", {"passage": "prendi_in_carico_accesso"}
    if path.ends == "orienta":
        yield now + 2, "moved", {"passage": "orienta", "reason": "un altro servizio basta"}
        return
    if path.returned is None:
        yield now, "moved", {"passage": "avvia_prima_valutazione"}
    else:
        yield now, "moved", {"passage": "annuncia_dimissione", "reason": "ricovero"}
        yield now + 5, "moved", {"passage": "rientra_e_valuta"}
        now += 5
        yield now + path.returned, "contacted", {"by": NURSE, "how": "telefonata", "text": "come sta a casa"}
    now += path.uvm or 0
    yield now, "moved", {"passage": "convoca_uvm"}
    yield now, "joined", {"party": NURSE, "role": "infermiere", "sector": "sanita", "body": "ist:asl"}
    if path.mixed:
        yield (
            now,
            "joined",
            {"party": WORKER, "role": "assistente_sociale", "sector": "sociale", "body": "ist:ambito"},
        )
    if path.ends == "nessun_bisogno":
        yield now + 1, "moved", {"passage": "nessun_bisogno", "reason": "nessun bisogno di cura"}
        return
    yield now, "need_found", {"need": "igiene_personale"}
    yield now, "minutes_written", {"document": "verbale della UVM"}
    yield now, "moved", {"passage": "chiudi_uvm"}
    if path.ends == "rinuncia":
        yield now + 2, "moved", {"passage": "rinuncia", "reason": "preferisce fare con la famiglia"}
        return
    yield from _plan(path, now)


def _plan(path: Path, now: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """
    Tell a plan from its writing to its end.

    Yields
    ------
    tuple
        Days since the call, kind of event, fields of the event.
    """
    if path.managed:
        who, sector = (WORKER, "sociale") if path.mixed else (NURSE, "sanita")
        yield now, "joined", {"party": who, "role": "case_manager", "sector": sector}
    goal = "restare a casa"
    yield now, "goal_set", {"goal": goal, "need": "igiene_personale", "horizon": "medio"}
    who = GROUP if path.community else NURSE
    yield (
        now,
        "action_planned",
        {"action": "aiuto a casa", "goal": goal, "responsible": who, "hours_per_week": 2},
    )
    now += path.plan or 0
    yield now, "moved", {"passage": "attiva_piano"}
    given = {"action": "aiuto a casa", "hours": 2, "by": who, "document": "nota del primo accesso"}
    yield now + path.begins, "delivered", given
    now += path.review or 0
    yield now, "moved", {"passage": "verifica_piano"}
    yield now, "goal_reviewed", {"goal": goal, "attainment": 0}
    yield now, "moved", {"passage": "concludi", "reason": "obiettivo raggiunto"}


def _write(session: Session, paths: Sequence[Path], day: date, draw: Random) -> None:
    """Write the rows of all paths."""
    last = reserve(session, (Case.__table__, CaseEvent.__table__))  # type: ignore[arg-type]
    cases: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for number, path in enumerate(paths, 1):
        first = day - timedelta(days=2 + draw.randint(path.lasts, DAYS))
        key = last["care_case"] + number
        closed = first + timedelta(days=path.lasts)
        cases.append(
            {"key": key, "id": f"cas:anno-{number:03}", "person_key": path.person, "area": AREA, "phase": "chiuso",
             "instrument": INSTRUMENT, "opened_on": first, "closed_on": closed}
        )  # fmt: skip
        opening = {"source": SOURCES[number % len(SOURCES)], "caller": "chi ha chiamato",
                   "reason": "ha bisogno di aiuto a casa", "territory": TERRITORY}  # fmt: skip
        for order, (offset, kind, fields) in enumerate([(0, "opened", opening), *path.steps], 1):
            on = first + timedelta(days=offset)
            events.append(
                {"key": last["case_event"] + len(events) + 1, "case_key": key, "number": order, "kind": kind, "day": on,
                 "recorded_at": datetime.combine(on, time(18), UTC), "author": AUTHOR, "role": "operatore_pua",
                 "norm": None, "content": write_event(make_event(kind, **fields))}
            )  # fmt: skip
    insert_rows(session, Case.__table__, cases)  # type: ignore[arg-type]
    insert_rows(session, CaseEvent.__table__, events)  # type: ignore[arg-type]
