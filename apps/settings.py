"""Say where Ponte keeps its data, who asks, and for which day, from options and environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

DEMO_USER = "demo"
"""Who asks when nobody says so: the demo's coordinator, whose pages say loudly that data are invented."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data live, who asks, on which day."""

    home: Path  # the folder of the store: ponte.db, norms.db, their indexes
    url: str | None  # a SQLAlchemy URL that replaces the store's own SQLite, e.g. PostgreSQL
    user: str
    day: date


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
