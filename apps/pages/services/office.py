"""Say who holds the seats of a district's coordination office, from which day, and let them be filled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.days import read_day, write_day
from apps.components.words import long_day
from apps.pages.task import MissingError, Task
from coordinator.errors import BadRoleError
from coordinator.network.directory import directory
from coordinator.network.roles import coordination_office, end_role, state_role, undo_role
from coordinator.network.span_history import past_roles

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act


class Office(Task):
    """The seats of a district's coordination office."""

    template = "services/office.html"

    def __init__(self, desk: Desk, district_id: str) -> None:
        super().__init__(desk, district_id)
        self.district_id = district_id

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"fill": self._fill, "leave": self._leave}

    def values(self) -> dict[str, Any]:
        """Collect the seats of today, and who may sit on them."""
        people = directory(self.desk.store, self.viewer, kinds=("professionista",))
        return {
            "seats": coordination_office(self.desk.store, self.district_id, self.day, self.viewer),
            "people": [(one.id, f"{one.name}, {one.detail}" if one.detail else one.name) for one in people],
            "written": past_roles(self.desk.store, self.district_id, self.viewer),
            "may_write": self.viewer.may("write", "directory"),
            "today": write_day(self.day),
            "day": long_day(self.day),
            "long_day": long_day,
        }

    def _fill(self, act: Act) -> None:
        """Write who holds a seat from a day on."""
        if not act.get("holder"):
            message = (
                "Scegli chi ricopre il ruolo. Se non è nell’elenco, aggiungilo prima fra i professionisti."
            )
            raise MissingError(message)
        since = read_day(str(act.get("since") or write_day(self.day)))
        document = str(act.get("document") or "").strip() or None
        number = state_role(
            self.desk.store,
            str(act["role"]),
            str(act["holder"]),
            since,
            self.viewer,
            at_id=self.district_id,
            document=document,
        )
        back = partial(undo_role, self.desk.store, number, self.viewer)
        self.said(f"Scritto: dal {long_day(since)}.", back)

    def _leave(self, act: Act) -> None:
        """Write the last day on which a seat is held."""
        day = read_day(str(act.get("day") or write_day(self.day)))
        number = number_of(act, "number")
        try:
            end_role(self.desk.store, number, day, self.viewer)
        except BadRoleError as error:
            message = f"Il {long_day(day)} il ruolo non era ancora cominciato: controlla il giorno."
            raise MissingError(message) from error
        back = partial(undo_role, self.desk.store, number, self.viewer)
        self.said(f"Il ruolo finisce il {long_day(day)}.", back)
