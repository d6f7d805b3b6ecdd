"""Open a store for work at a prompt: one's own, the demo's, or an invented one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from apps.prompt.kernel import teach
from apps.prompt.ponte import Ponte
from apps.prompt.taken import day_of
from apps.settings import DEMO_USER, Settings, default_home


class NoStoreError(ValueError):
    """A folder holds no store."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"In «{place}» non c'è un archivio di Ponte. Controlla la cartella; l'archivio di prova lo prepara "
            "«make lab», uno inventato lo dà «invent(on=…)», e «new=True» ne fa uno vuoto."
        )


def open_ponte(
    home: str | Path | None = None,
    *,
    on: date | str | None = None,
    user: str = DEMO_USER,
    purpose: str = "prova",
    url: str | None = None,
    new: bool = False,
) -> Ponte:
    """
    Open a store for work at a prompt.

    Parameters
    ----------
    home
        The folder of the store; by default the one of the demo, which ``make lab`` has prepared.
    on
        The day that answers and maps hold for, also as ``"2026-10-31"``; today when None.
    user, purpose
        Who asks, and for what: every reading is checked against the policy and written to the log.
    url
        Of the database in place of the store's own file.
    new
        Whether to make an empty store where there is none.

    Returns
    -------
    Ponte
        To be closed at the end.

    Raises
    ------
    NoStoreError
        If no store is there, and none was to be made.
    coordinator.errors.StoreError
        If the store cannot be opened.
    coordinator.errors.UnknownRoleError
        If the user has no account in it.
    """
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    place = Path(home).expanduser() if home is not None else default_home()
    if url is None and not new and not (place / "ponte.db").is_file():
        raise NoStoreError(place)
    settings = Settings(home=place, url=url, user=user, day=day_of(on) or date.today())
    teach()
    store = open_store(url, place)
    return Ponte(settings, store, open_viewer(store, user, purpose=purpose))


def invent(persons: int = 60, seed: int = 1, *, on: date | str, walked: bool = False) -> Ponte:
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
    ponte = open_ponte(folder.name, on=on, new=True)
    ponte.folder = folder
    load(ponte.store, generate(persons, seed), ponte.viewer)
    if walked:
        walk_ada(ponte.store, ponte.viewer)
    return ponte
