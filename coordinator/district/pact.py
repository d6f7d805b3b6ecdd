"""Give the demo its agreement: signed, watched, with what a party said of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.keeping import begin_draft
from coordinator.agreements.remarks import remark
from coordinator.agreements.signing import declare, sign

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store


def sign_demo_agreement(store: Store, viewer: Viewer, day: date) -> str:
    """
    Write and sign the agreement of the demo district.

    Parameters
    ----------
    store
        With the bodies of the district in it.
    viewer
        Who writes; needs to write agreements.
    day
        The demo's first day.

    Returns
    -------
    str
        Id of the draft.
    """
    agreement = demo_agreement(day)
    draft = begin_draft(store, agreement, viewer, "testo firmato")
    sign(store, draft, 1, agreement.since or day, viewer)
    paper = "registro delle presenze, incontri di aprile e ottobre"
    declare(store, draft, "i2", "2", day - timedelta(days=40), paper, viewer)
    words = "Il locale promesso è in ristrutturazione: lo sportello aprirà più tardi."
    remark(store, draft, 9, "ist:comune-rocca", words, viewer)
    return draft
