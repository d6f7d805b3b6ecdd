"""Let the keeper of the corpus add texts, read them again, fetch them, and see what changed and what lacks."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from threading import Thread
from typing import TYPE_CHECKING, Any

from apps.components.acts import file_of
from apps.components.frame import environment, page
from apps.components.live import Act as Doing
from apps.components.live import Live
from apps.components.words import long_day
from knowledge.errors import KnowledgeError
from knowledge.library.fetch import fetch_acts
from knowledge.library.mentions import name_of_urn

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.components.desk import Desk
    from knowledge.library import AddReport, Library

MOST = 20_000_000
"""Bytes of a file that the page takes; larger ones go through the command line."""

MISSING = 25
"""Acts that are named most and are not here, shown by name."""


def show_archive(desk: Desk) -> None:
    """Fill the document with what the archive holds and lacks, and the ways to add to it."""
    viewer, library = desk.viewer(), desk.library()
    adding = Live(lambda act: _handle(desk, library, adding, act))
    adding.html = _form()
    page(
        desk,
        "norms/archive.html",
        "Archivio delle norme",
        "norme",
        viewer=viewer,
        roots={"adding": adding},
        **describe(library),
    )


def describe(library: Library) -> dict[str, Any]:
    """
    Collect what the archive holds, from where, what it lacks, and what changed last; every hash is checked.

    Parameters
    ----------
    library
        The corpus.

    Returns
    -------
    dict
        Words for the template.
    """
    counted = library.coverage()
    official = sorted(
        (source for source in counted.sources if source.format != "cards"),
        key=lambda source: (source.intact, not source.unread),
    )
    return {
        "counted": counted,
        "updated": long_day(counted.last_update) if counted.last_update else "",
        "sources": [
            {
                "name": PurePath(source.path).name,
                "path": source.path,
                "acts": [(urn, name_of_urn(urn)) for urn in source.acts],
                "source": source,
                "added": long_day(source.added) if source.added else "giorno non registrato",
            }
            for source in official
        ],
        "cards": [(urn, name_of_urn(urn)) for urn in counted.only_cards],
        "missing": counted.missing[:MISSING],
        "journal": [
            {
                "entry": entry,
                "name": name_of_urn(entry.act),
                "file": PurePath(entry.path).name,
                "day": long_day(entry.day) if entry.day else "giorno non registrato",
            }
            for entry in library.journal()[:8]
        ],
    }


def _form(**values: Any) -> str:  # noqa: ANN401 - what the template shows
    """Write the form, with what came of the last act."""
    return environment().get_template("norms/adding.html").render(**{"report": None, "busy": "", **values})


def _handle(desk: Desk, library: Library, adding: Live, act: Doing) -> None:
    """Add a file, read again what changed, or fetch the acts of the digest."""
    desk.viewer().require("write", "register")
    work = {"add": _add, "refresh": _refresh, "fetch": _fetch}[str(act.get("act"))]
    asked = work(desk, library, adding, act)
    if asked is not None:
        words, task = asked
        adding.html = _form(busy=words)
        _in_background(adding, task)


Task = tuple[str, "Callable[[], dict[str, Any]]"]
"""What to say while it lasts, and what gives the values of the form."""


def _add(desk: Desk, library: Library, adding: Live, act: Doing) -> Task | None:
    """Put an official text into the library."""
    name, content = file_of(act, "file") or ("", b"")
    if not content or not name:
        adding.notice = "Scegli prima un file."
        return None
    if len(content) > MOST:
        adding.notice = "Il file è troppo grande per questa pagina: usa il comando «ponte norms add»."
        return None
    path = desk.home / "testi" / name
    before = path.read_bytes() if path.exists() else None
    day = desk.today()

    def task() -> dict[str, Any]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        report = library.add(path, on=day)
        if report.refused:  # the file that was there, if any, stays as it was
            path.unlink() if before is None else path.write_bytes(before)
        return {"report": report, "name": name, "folder": f"{path.parent}/"}

    return f"Leggo {name}…", task


def _refresh(desk: Desk, library: Library, _adding: Live, _act: Doing) -> Task:
    """Read again the files that changed."""
    day = desk.today()
    return (
        "Rileggo i file cambiati…",
        lambda: {"report": library.refresh(on=day), "name": "L’archivio", "folder": ""},
    )


def _fetch(desk: Desk, library: Library, _adding: Live, _act: Doing) -> Task:
    """Fetch the acts of which only cards are here; the only thing that asks another machine."""
    day, folder = desk.today(), Path(desk.home) / "atti"
    wanted = [act.urn for act in library.acts() if act.territory == "IT" and not act.official]

    def task() -> dict[str, Any]:
        try:
            fetched = fetch_acts(wanted, folder, day)
        except KnowledgeError as error:
            return {"failed": str(error)}
        report: AddReport = library.add(fetched.paths, on=day)
        report.refused += fetched.refused
        return {"report": report, "name": "Gli atti scaricati", "folder": ""}

    return f"Scarico {len(wanted)} atti da Normattiva: può volerci qualche minuto…", task


def _in_background(adding: Live, task: Callable[[], dict[str, Any]]) -> None:
    """Work in a thread, so that the other pages go on; then show what came of it."""
    import panel as pn

    document = pn.state.curdoc

    def run() -> None:
        try:
            values = task()
        except Exception as error:  # noqa: BLE001  the reader is told, whatever it is
            from apps.components.messages import in_italian

            values = {"failed": in_italian(error)}
        show = partial(setattr, adding, "html", _form(**values))
        document.add_next_tick_callback(show) if document else show()

    Thread(target=run, daemon=True).start()
