"""Offer what a case leaves on paper, to read here and to take away as Word or PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.frame import argument
from apps.pages.case_papers import PAPERS, lay_out
from apps.pages.case_piece import CasePiece

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection import Viewer


class DocumentsPiece(CasePiece):
    """The documents of a case, each with its preview."""

    template: ClassVar[str] = "case_documents.html"

    def __init__(self, desk: Desk, viewer: Viewer, case_id: str) -> None:
        asked = argument("carta")
        self.shown = asked if asked in PAPERS else ""
        super().__init__(desk, viewer, case_id)

    def describe(self) -> dict[str, Any]:
        """Describe the documents for ``case_documents.html``."""
        shown = lay_out(self.desk, self.view, self.lists, self.shown) if self.shown else None
        return {"papers": PAPERS, "shown": self.shown, "sheet": shown}

    def do(self, act: Act) -> None:
        """Show a document, or do what any form does."""
        if act["act"] == "show":
            self.shown = "" if self.shown == act["paper"] else str(act["paper"])
        else:
            super().do(act)
