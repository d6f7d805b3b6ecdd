"""Offer what a case leaves on paper, to read here and to take away as Word or PDF."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar
from zipfile import BadZipFile

from apps.components.acts import UnknownActError, file_of
from apps.components.frame import argument
from apps.pages.cases.faults import Refusal
from apps.pages.cases.papers import PAPERS, lay_out
from apps.pages.cases.piece import CasePiece
from coordinator.exchange.documents import TemplateError, write_docx
from coordinator.pathway.own import files_of, keep_file

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection import Viewer


class DocumentsPiece(CasePiece):
    """The documents of a case, each with its preview."""

    template: ClassVar[str] = "cases/documents.html"

    def __init__(self, desk: Desk, viewer: Viewer, case_id: str) -> None:
        asked = argument("carta")
        self.shown = asked if asked in PAPERS and asked != "mappa" else ""
        super().__init__(desk, viewer, case_id)

    def describe(self) -> dict[str, Any]:
        """Describe the documents for ``case_documents.html``."""
        if self.shown and not self._may(self.shown):
            self.shown = ""
        shown = lay_out(self.desk, self.viewer, self.view, self.lists, self.shown) if self.shown else None
        return {
            "papers": {key: words for key, words in PAPERS.items() if self._may(key)},
            "shown": self.shown,
            "sheet": shown,
            "own": files_of(self.desk.store, "modello", self.viewer),
            "may_add": self.viewer.may("write", "register"),
        }

    def _may(self, paper: str) -> bool:
        """Say whether the viewer's role may take a document; the money is for those who write the plan."""
        if paper in {"passaggio", "mappa"}:
            return True
        return self.viewer.may("read", "budget" if paper == "budget" else "plan")

    def do(self, act: Act) -> None:
        """Show a document, or do what any form does."""
        if act["act"] in {"show", "template"} and act["paper"] not in PAPERS:
            raise UnknownActError
        if act["act"] == "show":
            self.shown = "" if self.shown == act["paper"] else str(act["paper"])
        elif act["act"] == "template":
            self._keep_template(act)
        else:
            super().do(act)

    def _keep_template(self, act: Act) -> None:
        """Keep the body's own template, once it has been filled in without a fault."""
        name, file, self.open = str(act["paper"]), file_of(act, "file"), "modelli"
        if file is None:
            self.refusal = Refusal("Scegli prima il file.", {"file": "Scegli il file Word."})
            return
        content = file[1]
        with TemporaryDirectory() as folder:
            template = Path(folder) / "modello.docx"
            template.write_bytes(content)
            sheet = lay_out(self.desk, self.viewer, self.view, self.lists, name)
            try:
                write_docx(sheet, Path(folder) / "prova.docx", template)
            except (TemplateError, BadZipFile, KeyError, ValueError):
                words = "Questo file non si può riempire: serve un Word con i campi title, subtitle e parts."
                self.refusal = Refusal(words, {"file": words})
                return
        keep_file(self.desk.store, "modello", name, content, self.viewer)
        self.said = f"Da adesso «{PAPERS[name][0]}» usa il modello del tuo ente."
