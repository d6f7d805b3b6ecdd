"""Walk Ada's path up to the delivery of her plan, so that the demo has a case to look at."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from coordinator.pathway.cases import go, open_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.scoring import answer_scale

if TYPE_CHECKING:
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
    tale = yaml.safe_load((files("coordinator.district") / "ada_path.yaml").read_text(encoding="utf-8"))
    first_day = tale["opening"].pop("day")
    case_id = open_case(store, "per:ada", Opened(**tale["opening"]), first_day, viewer)
    for step in tale["steps"]:
        day = step.pop("day")
        if passage := step.pop("go", None):
            go(store, case_id, passage, day, viewer, **step)
        elif scale := step.pop("scale", None):
            answer_scale(store, case_id, scale, step["answers"], step["by"], day, viewer)
        else:
            kind = step.pop("event")
            record(store, case_id, make_event(kind, **step), day, viewer)
    return case_id
