"""Know the days on which the offices of this place are closed: holidays, and the patron saint's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.pathway.local_keeping import read_rules

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from coordinator.pathway.calendar import LocalCalendar


def calendar_of(desk: Desk) -> LocalCalendar:
    """
    Return the holidays of the place where the store is.

    Parameters
    ----------
    desk
        Whose store holds the body's own rules.

    Returns
    -------
    LocalCalendar
        National holidays, with the patron saint's day where it is known.
    """
    return read_rules(desk.store, desk.viewer()).calendar
