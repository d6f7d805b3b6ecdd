"""Know the days on which the offices of this place are closed: holidays, and the patron saint's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from coordinator.pathway.calendar import LocalCalendar

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from apps.components.desk import Desk

FILE = "calendario.yaml"
"""In the folder of the store: ``patrono: 02-03``, month and day."""

DEMO_PATRON = (2, 3)
"""San Biagio, of the invented Valdoria."""


def calendar_of(desk: Desk) -> LocalCalendar:
    """
    Return the holidays of the place where the store is.

    Parameters
    ----------
    desk
        The folder of the store, and whether its data are invented.

    Returns
    -------
    LocalCalendar
        National holidays, with the patron saint's day where it is known.
    """
    return LocalCalendar(patron=read_patron(desk.home) or (DEMO_PATRON if desk.demo else None))


def read_patron(home: Path) -> tuple[int, int] | None:
    """Read month and day of the patron saint; None when nobody has written them."""
    path = home / FILE
    if not path.exists():
        return None
    month, day = str(yaml.safe_load(path.read_text(encoding="utf-8"))["patrono"]).split("-")
    return int(month), int(day)


def write_patron(home: Path, day: date) -> None:
    """Write the day of the patron saint; its year does not count."""
    (home / FILE).write_text(f'patrono: "{day:%m-%d}"\n', encoding="utf-8")
