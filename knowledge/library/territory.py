"""Tell where a norm holds: the State's and the Union's everywhere, a region's in that region alone."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

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
    if act.territory in {"UE", "IT"}:
        return True
    if territory is None:
        return False
    ours, asked = _steps(act.territory), _steps(territory)
    shorter = min(len(ours), len(asked))
    return ours[:shorter] == asked[:shorter]


def _steps(territory: str) -> list[str]:
    """Fold a territory to comparable steps: ``"IT-Regione Esempio/Valle"`` → ``["esempio", "valle"]``."""
    plain = unicodedata.normalize("NFKD", territory).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"^it-", "", plain)
    return [re.sub(r"[^a-z]+", " ", re.sub(r"^regione\s+", "", step)).strip() for step in plain.split("/")]
