"""Keep what a reader types in the forms of a page until it is sent, and give it back when she comes again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.components.acts import UnreadableActError
from apps.components.words import long_day
from coordinator.pathway.drafts import Kept, discard_draft, read_kept, save_field

if TYPE_CHECKING:
    from datetime import date, datetime

    from apps.components.acts import Act
    from apps.components.desk import Desk
    from coordinator.protection import Viewer

SEPARATOR = " · "


class Shelf:
    """
    The drafts of one page, each under the name that the browser gives its form.

    Parameters
    ----------
    desk
        The server's store and clock.
    viewer
        Whose drafts they are. Who may not write about this party keeps none.
    page
        Name of the page, which no other has.
    about
        Id of the person, case or agreement that the page is about; ``""`` for nobody in particular.
    """

    def __init__(self, desk: Desk, viewer: Viewer, page: str, about: str = "") -> None:
        self._desk, self._store, self._viewer = desk, desk.store, viewer
        self._page, self._about = page, about
        self.open = viewer.may("write", "draft") and (not about or viewer.has(about))
        self.kept: dict[str, Kept] = {}
        if self.open:
            mine = f"{page}{SEPARATOR}"
            found = read_kept(desk.store, about, viewer)
            self.kept = {form.removeprefix(mine): one for form, one in found.items() if form.startswith(mine)}

    def keep(self, act: Act) -> None:
        """
        Keep one field.

        Parameters
        ----------
        act
            ``form``, ``field`` and ``value``, as the browser sends them.

        Raises
        ------
        UnreadableActError
            If one of them is no text.
        """
        form, field, typed = (_text(act, name) for name in ("form", "field", "value"))
        if not self.open:
            return
        save_field(self._store, self._page + SEPARATOR + form, self._about, field, typed, self._viewer)
        before = self.kept.get(form)
        self.kept[form] = Kept({**(before.fields if before else {}), field: typed}, self._store.clock())

    def forget(self, form: str) -> None:
        """
        Forget what was typed in a form, once it is done or given up.

        Parameters
        ----------
        form
            As the browser names it; one that keeps nothing is no error.
        """
        if self.kept.pop(form, None) is not None:
            discard_draft(self._store, self._page + SEPARATOR + form, self._about, self._viewer)

    def as_json(self) -> str:
        """
        Write the drafts for the browser.

        Returns
        -------
        str
            Form → ``fields`` and ``at``, when it was last typed in, in Italian; ``""`` where none is kept.
        """
        if not self.open:
            return ""
        today = self._desk.today()
        told = {
            form: {"fields": one.fields, "at": _moment(one.saved_at, today)}
            for form, one in self.kept.items()
        }
        return json.dumps(told, ensure_ascii=False)


def _text(act: Act, name: str) -> str:
    """Read a text of what the browser sends."""
    value = act.get(name)
    if not isinstance(value, str):
        raise UnreadableActError(name)
    return value


def _moment(at: datetime, today: date) -> str:
    """Say when something was typed: today's hour, yesterday's, or the day."""
    local = at.astimezone()
    days = {today: "oggi", today - timedelta(days=1): "ieri"}
    return f"{days.get(local.date()) or 'il ' + long_day(local.date())} alle {local:%H:%M}"
