"""Let somebody open a record in an emergency, so that the demo shows what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.protection import open_viewer
from coordinator.protection.emergency import open_in_emergency, openings, review

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store

ADA = "per:ada"


def open_ada(store: Store, viewer: Viewer) -> None:
    """
    Open Ada's record twice in an emergency: into the first somebody has looked, the second waits.

    Parameters
    ----------
    store
        The record, with the invented district.
    viewer
        Who looks into the first; needs to review emergencies.
    """
    nurse = replace(open_viewer(store, "infermiera.notte", role="infermiere_famiglia"), scope="own")
    open_in_emergency(store, ADA, "caduta in casa di notte, la figlia non risponde", nurse)
    (first,) = openings(store, viewer, waiting=True)
    officer = replace(viewer, purpose="verifica")
    review(store, first.number, officer, justified=True, remark="chiamata del 118 confermata")
    doctor = replace(open_viewer(store, "guardia.medica", role="medico"), scope="own")
    open_in_emergency(store, ADA, "febbre alta, non so quali terapie prende", doctor)
