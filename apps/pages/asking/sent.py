"""Show, before anything is asked, what a remote language model would be sent of a question."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from apps.pages.task import MissingError, Task, show_task
from coordinator.protection.masking import Mask
from coordinator.protection.names import names_in_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act

LEAD = "Prova con una domanda: qui si vede come partirebbe. Provarla non invia niente."
EXAMPLE_NAME = "Maria Rossi"
EXAMPLE = f"Che cosa spetta a {EXAMPLE_NAME}, nata il 3/4/1940, telefono 0836 123456?"
"""What the page shows to who has typed nothing yet; the person is invented."""


def show_sent(desk: Desk) -> None:
    """Fill the document with the trial of a question."""
    desk.viewer().require("read", "directory")
    show_task(desk, "inviato", "Ecco che cosa verrebbe inviato", LEAD, task=Sent(desk), here="domande")


class Sent(Task):
    """One question, and how it would leave."""

    template = "asking/sent.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked, self.hidden = "", ""

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page may ask."""
        return {"try": self._try}

    def values(self) -> dict[str, Any]:
        """Say how the question would leave, and whether any would."""
        return {
            "asked": self.asked,
            "hidden": self.hidden,
            "changed": self.hidden != self.asked,
            "example": EXAMPLE,
            "example_hidden": Mask().hide(EXAMPLE, [EXAMPLE_NAME]),
            "model": os.environ.get("PONTE_MODEL", ""),
        }

    def _try(self, act: Act) -> None:
        """Hide what names a person; nothing is kept."""
        self.asked = str(act.get("question") or "").strip()[:4000]
        if not self.asked:
            message = "Scrivi prima la domanda, per esempio «che cosa spetta a Maria Rossi, nata nel 1940?»."
            raise MissingError(message)
        self.hidden = Mask().hide(self.asked, names_in_store(self.desk.store, self.asked))
