"""Read the plans whose rows tables are made of: of one person, or of all whose paths the asker sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.census.patterns import plain
from apps.assistant.reading.asked import UNSEEN
from apps.assistant.tables.table import MANY
from apps.components.words import author_words
from coordinator.network.named import authors_of, names_of
from coordinator.pathway.cases import cases_of, read_case, read_open_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from typing import Any

    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.pathway.cases import CaseView


OTHERWISE = {
    "passeggiat": (
        "passeggiare",
        "a spasso",
        "a passeggio",
        "uscita",
        "uscite",
        "portata fuori",
        "portato fuori",
        "fuori casa",
    ),
    "bagno": ("lavarla", "lavarlo", "lavarsi", "lavata", "lavato", "doccia", "igiene"),
    "pulizi": ("pulire", "faccende"),
    "accompagn": ("accompagnata", "accompagnato", "trasporto", "trasporti"),
    "trasport": ("trasportata", "trasportato", "accompagnamento", "accompagnamenti"),
    "past": ("mangiare", "pranzo", "cena"),
    "medicazion": ("medicata", "medicato", "medicare"),
    "fisioterap": ("riabilitazione", "ginnastica"),
}
"""The beginning of a word of an action → what else it is called, in small letters without accents."""


def called_too(action: str) -> tuple[str, ...]:
    """
    Say what else an action of a plan is called.

    Parameters
    ----------
    action
        As the plan names it.

    Returns
    -------
    tuple of str
        In small letters without accents; empty for what has no other name.
    """
    words = plain(action).split()
    return tuple(
        name
        for stem, names in OTHERWISE.items()
        if any(word.startswith(stem) for word in words)
        for name in names
    )


def kinds_of(card: Reached | None) -> str:
    """
    Say by which words one of the directory is called for its kind.

    Parameters
    ----------
    card
        Of the directory; None for who is not there.

    Returns
    -------
    str
        Several, as a cell holds them: "parrocchia; volontari".
    """
    if card is None:
        return ""
    also = ["volontari"] if card.kind == "comunita" else [card.sort.replace("_", " ")]
    return MANY.join(dict.fromkeys([card.sort_label.lower(), *also]))


class Plan(NamedTuple):
    """A path with what its parties are called."""

    view: CaseView
    person: str  # her name
    names: Mapping[str, str]
    authors: Mapping[str, str]

    @property
    def page(self) -> str:
        """The page of the plan."""
        return f"piano?id={self.view.id}"

    def name(self, party: str | None) -> str:
        """Say what a party is called; words that are no id stay, and nobody is empty."""
        if not party:
            return ""
        return self.names.get(party) or (UNSEEN if party.startswith("per:") else party)

    def author(self, user: str) -> str:
        """Say who wrote an entry."""
        return self.authors.get(user) or author_words(user)

    def kept(self, *kinds: str) -> Iterator[Any]:
        """Go through the entries of some kinds that were not taken back, in order."""
        return (
            one
            for one in self.view.history
            if one.event.kind in kinds and one.number not in self.view.state.void
        )


def read_plans(
    scene: Scene, person_id: str, field: str, ids: Callable[[CaseView], Collection[str | None]]
) -> list[Plan]:
    """
    Read the paths whose plans a table is of.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom, also the paths that have ended; empty for the open ones of all whom the asker sees.
    field
        What of them the asker must be allowed to read: ``"plan"``, ``"budget"``, ``"consent"``.
    ids
        Which parties of a path are to be named.

    Returns
    -------
    list of Plan
        The newest first of one person, the oldest first of many.

    Raises
    ------
    NotAllowedError
        If she may not read them.
    """
    store, viewer = scene.store, scene.viewer
    viewer.require("read", field, of=person_id or None)
    if person_id:
        views = [(read_case(store, one, viewer), "") for one in cases_of(store, person_id, viewer)]
    else:
        views = list(read_open_cases(store, viewer))
    hers = {view.person_id for view, _ in views}
    wanted = {one for view, _ in views for one in ids(view) if one} | hers
    names = names_of(store, sorted(wanted), viewer, near=sorted(hers)) if wanted else {}
    users = {one.author for view, _ in views for one in view.history}
    authors = authors_of(store, sorted(users), viewer) if users else {}
    return [Plan(view, name or names.get(view.person_id, ""), names, authors) for view, name in views]
