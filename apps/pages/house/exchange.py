"""Bring the record in and out in the standards of other systems: FHIR R4, and HSDS for the directory."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from apps.components.acts import file_of
from apps.components.frame import home_of
from apps.pages.task import MissingError, Task, show_task
from coordinator.errors import RegisterError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act

SHOWN = 100  # lines shown at once
GREATEST = 20_000_000  # bytes that are handed to a browser
FILES = {
    "fhir": ("ponte-fhir.json", "application/fhir+json"),
    "hsds": ("ponte-hsds.json", "application/json"),
}
"""What goes out → name of the file, and its media type."""


def show_exchange(desk: Desk) -> None:
    """Fill the document with what goes to other systems and what comes from them."""
    lead = "Con gli altri sistemi si parla in formati aperti: FHIR R4 per le persone, HSDS 3 per l’elenco dei servizi."
    show_task(
        desk,
        "scambio",
        "Scambia con altri sistemi",
        lead,
        task=Exchange(desk),
        here=home_of(desk.viewer()).id,
    )


class Exchange(Task):
    """A file that comes in whole or not at all, and two that go out."""

    template = "house/exchange.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._forget()

    def _forget(self) -> None:
        """Forget what the last file brought."""
        self.file = ""
        self.problems: list[str] = []
        self.total = 0  # problems, shown or not
        self.added: Mapping[str, int] = {}
        self.known: Mapping[str, int] = {}
        self.outside: list[str] = []

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"open": self._open, "fhir": self._hand_over, "hsds": self._hand_over}

    def values(self) -> dict[str, Any]:
        """Collect what came in, what was wrong, what stayed outside."""
        return {
            "file": self.file,
            "problems": self.problems,
            "total": self.total,
            "added": self.added,
            "known": self.known,
            "outside": self.outside,
            "may_write": self.viewer.may("write", "register"),
            "may_export": self.viewer.may("export", "register"),
        }

    def _open(self, act: Act) -> None:
        """Load a file: all of it, or nothing."""
        self._forget()
        sent = file_of(act, "file")
        if sent is None:
            message = "Scegli prima un file JSON."
            raise MissingError(message)
        self.file, content = sent
        with TemporaryDirectory() as folder:
            path = Path(folder) / self.file
            path.write_bytes(content)
            try:
                self._load(path)
            except RegisterError as error:
                self.total = len(error.problems)
                self.problems = [str(problem) for problem in error.problems[:SHOWN]]
                return
        self.said(f"«{self.file}» è letto." if self.added else f"In «{self.file}» non c’era niente di nuovo.")

    def _load(self, path: Path) -> None:
        """Load a directory or resources, and keep what is to be told."""
        from coordinator.exchange.fhir import load_fhir
        from coordinator.exchange.hsds import load_hsds
        from coordinator.exchange.hsds.tables import is_package

        store = self.desk.store
        if is_package(path):
            listed = load_hsds(store, path, self.day, self.viewer)
            self.added, self.known = listed.added, listed.known
            self.outside = [f"{name}: {count}" for name, count in sorted(listed.left.items())][:SHOWN]
            return
        brought = load_fhir(store, [path], self.viewer)
        self.added, self.known = brought.added, brought.known
        told = [str(one) for one in brought.passed]
        told += [f"{name}: {count}" for name, count in sorted(brought.left.items())]
        self.outside = told[:SHOWN]

    def _hand_over(self, act: Act) -> None:
        """Write what may leave, and give it to the reader."""
        from coordinator.exchange.fhir import export_fhir
        from coordinator.exchange.hsds import export_hsds

        self._forget()
        what = str(act["act"])
        name, mime = FILES[what]
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            write = export_fhir if what == "fhir" else export_hsds
            counted = write(self.desk.store, path, self.day, self.viewer)
            if path.stat().st_size > GREATEST:
                message = f"È troppo per il browser: chiedilo dal terminale con «ponte export --to {name}»."
                raise MissingError(message)
            self.live.hand_over(name, path.read_bytes(), mime)
        rows = (
            f"{sum(counted.values())} risorse" if what == "fhir" else f"{counted.get('service', 0)} servizi"
        )
        self.said(f"«{name}» è fra i file scaricati: {rows}. I legami riservati restano qui.")
