"""Walk the paths of the demo: Ada's up to the delivery of her plan, and others at other points of the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from coordinator.model.datafile import read_yaml
from coordinator.pathway.cases import go, open_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.reading import read_case
from coordinator.pathway.scoring import answer_scale
from coordinator.pathway.sending import refer, step_referral
from coordinator.protection import open_viewer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store


def walk_ada(store: Store, viewer: Viewer) -> str:
    """
    Open Ada's case and bring it to where the demo starts: her plan is being given.

    Parameters
    ----------
    store
        With Ada in it.
    viewer
        Who writes; needs to write and decide cases.

    Returns
    -------
    str
        The id of the case.
    """
    return _walk(store, "per:ada", _read("ada_path.yaml"), viewer)


def walk_others(store: Store, viewer: Viewer, day: date) -> list[str]:
    """
    Open the cases of some other persons, so that a morning's work has something in it.

    Parameters
    ----------
    store
        With the demo district in it.
    viewer
        Who writes; needs to write and decide cases.
    day
        The demo's first day: the tales say how long before it each thing happened.

    Returns
    -------
    list of str
        The ids of the cases.
    """
    tales = [_dated(tale, day) for tale in _read("other_paths.yaml")["paths"]]
    return [_walk(store, tale["person"], tale, viewer) for tale in tales]


def _read(name: str) -> Any:  # noqa: ANN401  what a YAML file holds
    """Read a file of this package's tales."""
    return read_yaml((files("coordinator.district") / name).read_text(encoding="utf-8"))


def _dated(tale: Any, day: date) -> Any:  # noqa: ANN401  what a YAML file holds
    """Put dates where a tale counts days before or after a day."""
    if isinstance(tale, dict):
        if tale.keys() == {"ago"}:
            return day - timedelta(days=tale["ago"])
        if tale.keys() == {"in"}:
            return day + timedelta(days=tale["in"])
        return {key: _dated(value, day) for key, value in tale.items()}
    return [_dated(one, day) for one in tale] if isinstance(tale, list) else tale


def _walk(store: Store, person_id: str, tale: Mapping[str, Any], viewer: Viewer) -> str:
    """Open a case and take its steps, in order."""
    opening = dict(tale["opening"])
    first_day = opening.pop("day")
    case_id = open_case(store, person_id, Opened(**opening), first_day, viewer)
    writers = {key: _writer(store, who) for key, who in tale.get("people", {}).items()}
    for step in map(dict, tale["steps"]):
        _take(store, case_id, step, writers.get(step.pop("as", ""), viewer))
    return case_id


def _writer(store: Store, who: Mapping[str, str]) -> Viewer:
    """Make someone who writes in a tale: she needs no account."""
    return replace(open_viewer(store, who["user"], role=who["role"]), party_id=who["party"])


def _take(store: Store, case_id: str, step: dict[str, Any], viewer: Viewer) -> None:
    """Take one step of a tale."""
    day = step.pop("day")
    if passage := step.pop("go", None):
        go(store, case_id, passage, day, viewer, **step)
    elif scale := step.pop("scale", None):
        answer_scale(store, case_id, scale, step["answers"], step["by"], day, viewer)
    elif need := step.pop("refer", None):
        refer(store, case_id, need, step["sender"], step["receiver"], day, viewer)
    elif answer := step.pop("step", None):
        _answer(store, case_id, answer, step, day, viewer)
    else:
        record(store, case_id, make_event(step.pop("event"), **step), day, viewer)


def _answer(
    store: Store, case_id: str, answer: str, step: Mapping[str, Any], day: date, viewer: Viewer
) -> None:
    """Take a step of the referral of a need."""
    sent = next(one for one in read_case(store, case_id, viewer).referrals() if one.need == step["of"])
    step_referral(store, case_id, sent.id, answer, step["by"], day, viewer, reason=step.get("reason"))
