"""Invent a district: Ada's network, drawn by hand, and as many further persons as asked for, by a seed."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING

from coordinator.district.people import Inventor
from coordinator.model.datafile import read_yaml
from coordinator.pathway.local_keeping import keep_rules, read_rows
from coordinator.pathway.local_rules import LocalRule
from coordinator.store.records import Records, Signature, write_records
from coordinator.store.settings import INVENTED, write_setting

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store

AUTHOR = "distretto sintetico"
RECORDED_AT = datetime(2026, 10, 31, 18, tzinfo=UTC)
"""When every invented row was recorded: fixed, so that the same seed gives the same rows."""

PLACE = "calendario inventato del Comune di Valdoria"
RULES = (
    LocalRule("territorio", about="IT-esempio"),
    LocalRule("patrono", name="San Biagio", day="03/02", source=PLACE),
)
"""What the invented place lays down for itself."""


def read_ada() -> Records:
    """
    Read Ada's network and the bodies and services of the district.

    Returns
    -------
    Records
        New rows at each call, the caller may add to them.
    """
    text = files("coordinator.district").joinpath("ada.yaml").read_text(encoding="utf-8")
    return Records(**read_yaml(text))


def generate(persons: int, seed: int) -> Records:
    """
    Invent a district.

    Parameters
    ----------
    persons
        Persons in all; Ada and those around her are the first nine, and are always there.
    seed
        The same seed and number give the same rows.

    Returns
    -------
    Records
        Rows ready for `load`.
    """
    records = read_ada()
    inventor = Inventor(records, Random(seed))
    inventor.add_practitioners(persons)
    while len(records.persons) < persons:
        inventor.add_family(persons - len(records.persons))
    return records


def load(store: Store, records: Records, viewer: Viewer) -> None:
    """
    Write an invented district into a store.

    Parameters
    ----------
    store
        The record, best an empty one.
    records
        What `generate` returned.
    viewer
        Who writes; needs to write registers.

    Raises
    ------
    NotAllowedError
        If the viewer may not write registers.
    """
    viewer.require("write", "register")
    with store.writing() as session:
        write_records(session, records, Signature(AUTHOR, RECORDED_AT))
        write_setting(session, store, INVENTED, value=True, author=viewer.user)
    if not read_rows(store, viewer):
        keep_rules(store, RULES, viewer)
