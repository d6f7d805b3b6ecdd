"""Hold a store, who reads it and a day, with the few verbs that the pages have too."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from apps.prompt.kernel import speak_to_notebook
from apps.prompt.own import People, opened
from apps.prompt.serving import Page, Served, find_page, serve_pages
from apps.prompt.taken import day_of, id_of

if TYPE_CHECKING:
    from datetime import date
    from tempfile import TemporaryDirectory

    from apps.assistant import Reply
    from apps.components.desk import Desk
    from apps.components.ecomap import Ecomap
    from apps.settings import Settings
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.territory.view import TerritoryView
    from knowledge.answer import Assistant
    from knowledge.library import Library


class CommandError(ValueError):
    """A command of `ponte` refused what it was asked; the message is the command's own."""


class NoCaseError(ValueError):
    """A person has no path that is on record."""

    def __init__(self, person_id: str) -> None:
        super().__init__(
            f"{person_id} non ha ancora un percorso in questo archivio: si apre dalla pagina «Chiamata»."
        )


@dataclass(repr=False)
class Ponte:
    """A store, who reads it, and a day; its verbs are those of the pages."""

    settings: Settings
    store: Store
    viewer: Viewer
    folder: TemporaryDirectory[str] | None = field(default=None, repr=False)  # of an invented district
    _served: list[Served] = field(default_factory=list, repr=False)

    def __repr__(self) -> str:
        """Name the store, the day and who reads."""
        return f"<Ponte {self.place}, al {self.settings.day}, {self.viewer.user} ({self.viewer.role})>"

    def _repr_html_(self) -> str:
        """Show what is open, for whom, and what may be asked of it."""
        return opened(self.place, self.viewer, self.settings.day)

    @property
    def place(self) -> str:
        """Where the store is, in words."""
        return "inventato" if self.folder is not None else str(self.settings.url or self.settings.home)

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

    def ask(self, question: str, person: object = None, *, on: date | str | None = None) -> Reply:
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

        day = day_of(on) or self.settings.day
        return Talk(self.store, self.viewer, lambda: self.assistant, day, id_of(person)).ask(question)

    def map(self, person: object, *, on: date | str | None = None) -> Ecomap:
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
        from apps.pages.network.map import map_by_itself

        found = map_by_itself(self.desk, id_of(person), day_of(on) or self.settings.day)
        speak_to_notebook()
        return found

    def find(self, words: str = "") -> People:
        """
        Find persons, to go on with their ids.

        Parameters
        ----------
        words
            Of the name, and a year of birth, in any order; empty for those who receive care.

        Returns
        -------
        People
            At most twenty, in the order of their names.
        """
        from coordinator.network.record import find_people

        return People(find_people(self.store, words, self.viewer))

    def case(self, person: object) -> CaseView:
        """
        Read a person's path, the last that was opened.

        Parameters
        ----------
        person
            Her id, or anything that has one.

        Returns
        -------
        CaseView
            Its phases, all that happened, its plan and terms.

        Raises
        ------
        NoCaseError
            If she has none.
        """
        from coordinator.pathway.reading import cases_of, read_case

        found = cases_of(self.store, id_of(person), self.viewer)
        if not found:
            raise NoCaseError(id_of(person))
        return read_case(self.store, found[-1], self.viewer)

    def territory(self) -> TerritoryView:
        """
        Measure the territory, as the page «Governo» does.

        Returns
        -------
        TerritoryView
            As it was kept if nothing was written since, else computed now.
        """
        from coordinator.territory.view import refresh, territory_view

        where = (self.store, self.settings.day, self.viewer)
        kept = territory_view(*where)
        return kept if kept is not None and not kept.new_rows else refresh(*where)

    def command(self, *words: str) -> Any:  # noqa: ANN401  what the command prints
        """
        Run a command of ``ponte`` on this store, as at a terminal.

        Parameters
        ----------
        *words
            As one would type them, e.g. ``"network", "per:ada", "--json"``; store, day and user are added.

        Returns
        -------
        Any
            What it prints; read from JSON when ``--json`` is among the words.

        Raises
        ------
        CommandError
            If it refuses, in its own words.
        """
        from click.testing import CliRunner

        from apps.cli import main

        settings = self.settings
        place = ["--on", f"{settings.day}", "--store", str(settings.home), "--as", settings.user]
        place += ["--db", settings.url] if settings.url else []
        done = CliRunner().invoke(main, [*words, *place])
        if done.exit_code:
            raise CommandError(done.output.strip() or str(done.exception))
        return json.loads(done.stdout) if "--json" in words else done.stdout

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
