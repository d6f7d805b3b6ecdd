"""Tell where a norm holds: the State's and the Union's everywhere, a region's in that region alone."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from knowledge.errors import UnknownTerritoryError
from knowledge.references.regions import REGIONS

if TYPE_CHECKING:
    from knowledge.norms.model import Act


def holds_in(act: Act, territory: str | None) -> bool:
    """
    Tell whether an act is shown to who asks for a territory.

    Parameters
    ----------
    act
        Its territory is ``"UE"``, ``"IT"``, ``"IT-Regione"`` or ``"IT-Regione/Luogo"``.
    territory
        In the same form, or just the region's name; None asks for no local norm.
    """
    return is_shown(act.territory, territory)


def is_shown(held: str, territory: str | None) -> bool:
    """Tell whether what holds in one territory is shown to who asks for another; see `holds_in`."""
    if held in {"UE", "IT"}:
        return True
    if territory is None:
        return False
    ours, asked = _steps(held), _steps(territory)
    shorter = min(len(ours), len(asked))
    return ours[:shorter] == asked[:shorter]


def check_territory(territory: str) -> str:
    """
    Accept a territory whose region exists, or is the invented one.

    Parameters
    ----------
    territory
        ``"IT"``, a region's or autonomous province's name with or without ``"IT-"``, or a place in one of them:
        ``"IT-Esempio/Valchiara"``.

    Returns
    -------
    str
        As it was given.

    Raises
    ------
    UnknownTerritoryError
        When no region has that name: a slip of the pen must not silently leave its norms out.
    """
    known = {" ".join(_steps(name)) for name in REGIONS} | {"it", "ue", "italia"}
    if _steps(territory)[0] not in known:
        raise UnknownTerritoryError(territory, sorted(name.title() for name in REGIONS))
    return territory


def _steps(territory: str) -> list[str]:
    """Fold a territory to comparable steps: ``"IT-Regione Esempio/Valle"`` → ``["esempio", "valle"]``."""
    plain = unicodedata.normalize("NFKD", territory).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"^it-", "", plain)
    return [re.sub(r"[^a-z]+", " ", re.sub(r"^regione\s+", "", step)).strip() for step in plain.split("/")]
