"""List the drafts of agreements, with what is not kept of the signed ones, and begin one from the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.words import curly, long_day
from apps.pages.task import MissingError, Task
from coordinator.agreements.keeping import begin_draft, list_drafts
from coordinator.agreements.template import blank_agreement
from coordinator.findings.commitments import find_commitments

if TYPE_CHECKING:
    from apps.components.live import Act
    from coordinator.findings import Finding


HEADING = "Accordi interistituzionali"
ABOVE = (("protocolli", HEADING),)
"""The page that lists the drafts: its heading, and the way back to it from the pages under it."""


class Drafts(Task):
    """The drafts of the district."""

    template = "agreements/drafting_list.html"
    begun = ""  # id of the draft just begun

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"begin": self._begin}

    def values(self) -> dict[str, Any]:
        """Collect the drafts."""
        return {
            "drafts": list_drafts(self.desk.store, self.viewer),
            "begun": self.begun,
            "noticed": self._noticed(),
            "may_write": self.viewer.may("write", "agreement"),
            "long_day": long_day,
            "curly": curly,
        }

    def _noticed(self) -> list[Finding]:
        """Read what is not kept of the signed agreements, for who may read it."""
        if not (self.viewer.may("read", "findings") and self.viewer.may("read", "territory")):
            return []
        return find_commitments(self.desk.store, self.day, self.viewer)

    def _begin(self, act: Act) -> None:
        """Begin a draft from the template."""
        title = str(act.get("title") or "").strip()
        if not title:
            message = "Scrivi come lo chiamano le parti, per esempio «Accordo per il percorso integrato di Valdoria»."
            raise MissingError(message)
        self.begun = begin_draft(self.desk.store, blank_agreement(title), self.viewer)
        self.said("Bozza cominciata, con i quattordici articoli del modello da riempire.")
