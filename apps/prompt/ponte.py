"""Open a store for work at a prompt, with the few verbs that the pages have too."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from apps.prompt.serving import Page, Served, find_page, serve_pages
from apps.settings import DEMO_USER, Settings, default_home

if TYPE_CHECKING:
    from apps.assistant import Reply
    from apps.components.desk import Desk
    from apps.components.ecomap import Ecomap
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from knowledge.answer import Assistant
    from knowledge.library import Library


def open_ponte(
    home: str | Path | None = None,
    *,
    on: date | None = None,
    user: str = DEMO_USER,
    purpose: str = "prova",
    url: str | None = None,
) -> Ponte:
    """
    Open a store for work at a prompt.

    Parameters
    ----------
    home
        The folder of the store; by default the one of the demo, which ``make lab`` has prepared.
    on
        The day that answers and maps hold for; today when None.
    user, purpose
        Who asks, and for what: every reading is checked against the policy and written to the log.
    url
        Of the database in place of the store's own file.

    Returns
    -------
    Ponte
        To be closed at the end.

    Raises
    ------
    coordinator.errors.StoreError
        If the store cannot be opened.
    coordinator.errors.UnknownRoleError
        If the user has no account in it.
    """
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    place = Path(home).expanduser() if home is not None else default_home()
    settings = Settings(home=place, url=url, user=user, day=on or date.today())
    store = open_store(url, place)
    return Ponte(settings, store, open_viewer(store, user, purpose=purpose))


def invent(persons: int = 60, seed: int = 1, *, on: date, walked: bool = False) -> Ponte:
    """
    Open a store with an invented district, in a folder of its own that goes when it is closed.

    Parameters
    ----------
    persons, seed
        As in `coordinator.district.generate`: the same two give the same district.
    on
        The day that answers and maps hold for.
    walked
        Whether Ada's path is there too, up to the delivery of her plan.

    Returns
    -------
    Ponte
        As `open_ponte` gives it, for a store of one's own.
    """
    from coordinator.district import generate, load
    from coordinator.district.path import walk_ada

    folder = TemporaryDirectory(prefix="ponte-")
    ponte = open_ponte(folder.name, on=on)
    ponte.folder = folder
    load(ponte.store, generate(persons, seed), ponte.viewer)
    if walked:
        walk_ada(ponte.store, ponte.viewer)
    return ponte


@dataclass
class Ponte:
    """A store, who reads it, and a day; its verbs are those of the pages."""

    settings: Settings
    store: Store
    viewer: Viewer
    folder: TemporaryDirectory[str] | None = field(default=None, repr=False)  # of an invented district
    _served: list[Served] = field(default_factory=list, repr=False)

    @cached_property
    def library(self) -> Library:
        """The norms, opened when they are first asked."""
        from apps.settings import open_library

        return open_library(self.settings)

    @cached_property
    def desk(self) -> Desk:
        """What the functions behind the pages ask for: this store, this reader, this day."""
        from apps.components.desk import Desk

        return Desk(
            store=self.store,
            home=self.settings.home,
            library=lambda: self.library,
            assistant=lambda: self.assistant,
            today=lambda: self.settings.day,
            viewer=lambda: self.viewer,
            user=lambda: self.viewer.user,
        )

    @cached_property
    def assistant(self) -> Assistant:
        """Who answers on the norms."""
        from knowledge.answer import Assistant

        return Assistant.open(self.library)

    def ask(self, question: str, person: object = None, *, on: date | None = None) -> Reply:
        """
        Ask what one would ask in the chat, and get the same answer.

        Parameters
        ----------
        question
            In Italian, on the norms or on a person.
        person
            Of whom, if the question does not name her: an id, or anything that has one.
        on
            For which day; by default the one that the store was opened for.

        Returns
        -------
        Reply
            A notebook shows it with its sources; each call is a conversation of its own.

        Raises
        ------
        coordinator.errors.CoordinatorError
            If the viewer may not read what the question asks for.
        """
        from apps.assistant import Talk

        day = on or self.settings.day
        return Talk(self.store, self.viewer, lambda: self.assistant, day, id_of(person)).ask(question)

    def map(self, person: object, *, on: date | None = None) -> Ecomap:
        """
        Show a person's map: the same as on the page; who is chosen on it is its ``selected``.

        Parameters
        ----------
        person
            Her id, or anything that has one.
        on
            The day; by default the one that the store was opened for.

        Returns
        -------
        Ecomap
            To be the last line of a cell; ``map.param.watch(call, "selected")`` follows the clicks.

        Raises
        ------
        coordinator.errors.CoordinatorError
            If the viewer may not read her network, or nobody has this id.
        """
        from apps.pages.map import map_by_itself

        _speak_to_notebook()
        return map_by_itself(self.desk, id_of(person), on or self.settings.day)

    def page(self, name: str = "", **arguments: str) -> Page:
        """
        Serve the pages of this store on this machine, and give the address of one.

        Parameters
        ----------
        name
            As in the address: "mappa", "persona", "percorso", "rilievi"…; empty is the day's work.
        **arguments
            As in the address, e.g. ``id="per:ada"``.

        Returns
        -------
        Page
            A notebook shows it as a link, which opens beside it. A store with accounts asks who enters.

        Raises
        ------
        UnknownPageError
            If no page has this name.
        TimeoutError
            If the pages are not served within a minute.
        """
        address = find_page(name, arguments)
        if not self._served or not self._served[0].answers:
            self._served[:] = [serve_pages(self.settings)]
        return Page(name or "oggi", f"{self._served[0].url}{address}")

    def close(self) -> None:
        """Close the stores, and stop serving the pages."""
        for one in self._served:
            one.stop()
        self._served.clear()
        if "library" in self.__dict__:
            self.library.close()
        self.store.close()
        if self.folder is not None:
            self.folder.cleanup()


def id_of(person: object) -> str:
    """
    Take the id of a person from what a caller has at hand.

    Parameters
    ----------
    person
        An id, a person, a network of hers, or None.

    Returns
    -------
    str
        Empty for None.

    Raises
    ------
    TypeError
        If it is nothing that has an id.
    """
    found = "" if person is None else person if isinstance(person, str) else _attribute(person)
    if not isinstance(found, str):
        message = f"{type(person).__name__} is no person: give an id such as 'per:ada'."
        raise TypeError(message)
    return found


def _attribute(person: object) -> Any:  # noqa: ANN401  whatever it has; `id_of` checks
    """Look for an id under the names that our values use."""
    return getattr(person, "person_id", None) or getattr(person, "id", None)


@cache
def _speak_to_notebook() -> None:
    """Load into the notebook what a map needs, once, from this machine alone."""
    import panel as pn

    pn.extension(inline=True)
