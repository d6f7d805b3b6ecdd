"""Give a page of one task its frame: whose network it is, what was just done, and how to take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.acts import UnknownActError
from apps.components.days import DayError, read_day, write_day
from apps.components.drafts import Shelf
from apps.components.frame import ASSETS, argument, environment, menu_of, page
from apps.components.live import HOLD, Act, Live
from apps.components.messages import in_italian
from apps.pages.whom import choices, short_name
from coordinator.errors import CoordinatorError, UnknownPartyError
from coordinator.model import Person
from coordinator.network.record import Record, read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from apps.components.desk import Desk

STYLE = "".join(
    path.read_text(encoding="utf-8")
    for path in (ASSETS / "ponte.css", Path(__file__).parent / "task.css", ASSETS / "parts.css")
)


class Piece(Live):
    """A live part of a page, in the type and colours of the page around it."""

    _stylesheets = [HOLD, STYLE]


class MissingError(CoordinatorError):
    """A form lacks something; its message, in Italian, is shown as it is."""


class Task:
    """
    A task on a page: forms and buttons name an act, each act is a method, and what was typed stays until done.

    A subclass gives the template, the acts by name, and what the template shows; and, for the drafts of its
    forms, the person or thing that it is about, and a name of its own where two tasks share a template.
    """

    template: ClassVar[str]

    def __init__(self, desk: Desk, about: str = "", place: str = "") -> None:
        self.desk, self.viewer, self.day = desk, desk.viewer(), desk.today()
        self.done, self.notice = "", ""  # what was just done or went wrong, in Italian
        self.undo: Callable[[], None] | None = None
        self.typed: Act = {}  # what was sent last, until it is done
        shelf = Shelf(desk, self.viewer, place or Path(self.template).stem, about)
        self.live = Piece(self._handle, shelf=shelf, afresh=self._afresh)

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page's forms and buttons may ask, by name."""
        return {}

    def values(self) -> dict[str, Any]:
        """Return what the template shows."""
        return {}

    def show(self) -> None:
        """Write the page's live part again."""
        told = {
            "done": self.done,
            "notice": self.notice,
            "can_undo": self.undo is not None,
            "typed": self.typed,
            "drafted": self.live.drafted(),
        }
        self.live.draw(environment().get_template(self.template).render(**self.values(), **told))

    def said(self, done: str, undo: Callable[[], None] | None = None) -> None:
        """Keep what was just done, and how to take it back."""
        self.done, self.undo, self.typed = done, undo, {}
        self.live.done()

    def _afresh(self) -> None:
        """Show the page as if nothing had been typed."""
        self.done, self.notice, self.typed = "", "", {}
        self.show()

    def _handle(self, act: Act) -> None:
        """Do what a form or a button asks; a refusal is told, and what was typed stays."""
        undo, self.undo = self.undo, None
        self.done, self.notice, self.typed = "", "", act
        try:
            if act["act"] == "undo":
                self._take_back(undo)
            else:
                self._named(str(act["act"]))(act)
        except (DayError, MissingError) as error:
            self.notice = str(error)
        except CoordinatorError as error:
            self.notice = in_italian(error)
        self.show()

    def _named(self, name: str) -> Callable[[Act], None]:
        """Return the act of a name."""
        acts = self.acts()
        if name not in acts:
            raise UnknownActError
        return acts[name]

    def _take_back(self, undo: Callable[[], None] | None) -> None:
        """Take back what was just done."""
        if undo is not None:
            undo()
            self.said("Annullato. Nello storico resta scritto.")


def about_person(desk: Desk, person_id: str) -> tuple[Record, str]:
    """
    Read the person whose network a page is about.

    Parameters
    ----------
    desk
        The store, the day and who asks.
    person_id
        Her id.

    Returns
    -------
    tuple of (Record, str)
        Her record, and what to call her in a sentence.

    Raises
    ------
    UnknownPartyError
        If the store has no such person, or the id is of a service or body.
    """
    record = read_record(desk.store, person_id, desk.today(), desk.viewer())
    if not isinstance(record.party, Person):
        raise UnknownPartyError(person_id)
    return record, short_name(record.party)


def show_task(
    desk: Desk,
    now: str,
    heading: str,
    lead: str = "",
    *,
    body: str = "",
    record: Record | None = None,
    task: Task | None = None,
    roots: Mapping[str, Live] | None = None,
    here: str = "persone",
    above: Sequence[tuple[str, str]] = (),
    **values: Any,
) -> None:
    """
    Fill the document with the page of a task.

    Parameters
    ----------
    desk
        The server's store, clock and user.
    now
        The page's route.
    heading, lead
        What the page is called, and one sentence on what it is for.
    body
        The template of a page without a live part.
    record
        The person whose network it is about; None for a page about the district.
    task
        The live part; None for a page that only shows.
    roots
        Live parts that the template of a page without a task embeds by name.
    here
        The menu's entry; the way back to it stands above a page that is about no person.
    above
        Address and name of the pages between that entry and this one.
    **values
        What the template shows.
    """
    viewer = desk.viewer()
    if task is not None:
        task.show()
    page(
        desk,
        "task.html",
        heading,
        here,
        viewer=viewer,
        parent=next((one for one in menu_of(viewer) if one.id == here and one.href != now), None),
        above=above,
        roots={"task": task.live} if task is not None else roots,
        now=now,
        heading=heading,
        lead=lead,
        party=record.party if record is not None else None,
        herself=record is not None and viewer.role == "persona",
        body=body,
        style=STYLE_OF_TASKS,
        **{"write_day": write_day, "today": desk.today(), **values},
    )


def pick_person(desk: Desk, now: str, heading: str, lead: str, *, name: str = "id") -> None:
    """Fill the document with the choice of the person that a page is about, whom its address names so."""
    text = argument("cerca")
    people = choices(desk, desk.viewer(), text)
    page(
        desk,
        "pick.html",
        heading,
        "persone",
        viewer=desk.viewer(),
        now=now,
        heading=heading,
        lead=f"{lead} Di chi si tratta?",
        text=text,
        people=people,
        name=name,
    )


def day_argument(name: str, otherwise: date) -> tuple[date, str]:
    """
    Read a day of the page's address.

    Parameters
    ----------
    name
        Of the value.
    otherwise
        The day when there is none, or none that can be read.

    Returns
    -------
    tuple of (date, str)
        The day, and in Italian why another one was taken; empty when all is well.
    """
    text = argument(name)
    if not text:
        return otherwise, ""
    try:
        return read_day(text), ""
    except DayError as error:
        return otherwise, str(error)


STYLE_OF_TASKS = (Path(__file__).parent / "task.css").read_text(encoding="utf-8")
