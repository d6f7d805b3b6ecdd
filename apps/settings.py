"""Say where Ponte keeps its data, who asks, and for which day, from options and environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from knowledge.library import Library

DEMO_USER = "demo"
"""Who asks when nobody says so: the demo's coordinator, whose pages say loudly that data are invented."""


def _chosen(name: str) -> str | None:
    """Read a model's folder or hub name from the environment; None when it is unset or empty."""
    return os.environ.get(name) or None


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data live, who asks, on which day, and with which models the norms are searched."""

    home: Path  # the folder of the store: ponte.db, norms.db, their indexes
    url: str | None  # a SQLAlchemy URL that replaces the store's own SQLite, e.g. PostgreSQL
    user: str
    day: date
    stays: bool = (
        False  # whether the day was asked for: a server then stays on it, and else follows the clock
    )
    encoder: str | None = field(default_factory=lambda: _chosen("PONTE_ENCODER"))  # None: the packed one
    reranker: str | None = field(default_factory=lambda: _chosen("PONTE_RERANKER"))  # None: no reranker


def default_home() -> Path:
    """
    Return the folder where data live when no option says otherwise.

    Returns
    -------
    Path
        ``$PONTE_HOME`` if set, else ``$XDG_DATA_HOME/ponte``, else ``~/.local/share/ponte``. The folder
        may not exist yet.
    """
    if home := os.environ.get("PONTE_HOME"):
        return Path(home)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "ponte"


def open_library(settings: Settings) -> Library:
    """
    Open the norms of a store, searched with the models that the settings name.

    Parameters
    ----------
    settings
        ``encoder`` and ``reranker`` need the extra ``transformers``.

    Returns
    -------
    Library
        To be closed by who opened it.

    Raises
    ------
    knowledge.encoder.transformer.ModelError
        If a model cannot be used.
    """
    from knowledge.library import Library

    library = Library.open(settings.home, settings.url)
    if settings.encoder or settings.reranker:
        from knowledge.search.models import use_models

        use_models(library, settings.encoder, settings.reranker)
    return library
