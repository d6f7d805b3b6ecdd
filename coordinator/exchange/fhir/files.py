"""Read the resources of a file one after the other: a bundle, a single resource, or one resource a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.errors import RegisterError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHOLE = 60_000_000  # bytes of a file that is a single resource: more than any holds
DEEPEST = 60  # levels of JSON in a resource


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why a file is refused, and how to mend it; ``what`` is Italian, for who brings the file."""

    file: str
    resource: str  # e.g. "Patient/pat1"; empty when the whole file is meant
    path: str  # e.g. "name[0].family"; empty when the whole resource is meant
    what: str

    def __str__(self) -> str:
        """Write the problem on one line."""
        where = ", ".join(
            part for part in (self.file, self.resource, self.path and f"campo {self.path}") if part
        )
        return f"{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource of a file."""

    file: str
    resource: dict[str, Any]
    url: str  # under which others of the same bundle name it; may be empty

    @property
    def type(self) -> str:
        """Its type."""
        return str(self.resource["resourceType"])

    @property
    def name(self) -> str:
        """What others call it, e.g. ``"Patient/pat1"``."""
        return f"{self.type}/{self.resource.get('id', '?')}"


def read_entries(path: Path) -> Iterator[Entry]:
    """
    Read the resources of a file.

    Parameters
    ----------
    path
        JSON: a bundle or one resource; or NDJSON, one resource a line.

    Yields
    ------
    Entry
        Without holding the others in memory, when it is a bundle or NDJSON.

    Raises
    ------
    RegisterError
        If the file is no FHIR in JSON.
    """
    try:
        for resource, url in _lines(path) if path.suffix.lower() == ".ndjson" else _resources(path):
            if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
                raise _refused(path, "una delle risorse non dice che cos'è: le manca resourceType")
            if _depth(resource) > DEEPEST:
                raise _refused(
                    path, f"una risorsa ha più di {DEEPEST} livelli uno dentro l'altro: non è FHIR"
                )
            yield Entry(path.name, resource, url)
    except UnicodeDecodeError:
        raise _refused(path, "non è testo in UTF-8: salvalo di nuovo come JSON in UTF-8") from None
    except FileNotFoundError:
        raise _refused(path, "il file non c'è: controlla il nome") from None


def _lines(path: Path) -> Iterator[tuple[Any, str]]:
    """Read one resource a line."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield json.loads(line), ""
                except (json.JSONDecodeError, RecursionError):
                    raise _refused(
                        path, f"la riga {number} non è JSON: togli o correggi quella riga"
                    ) from None


def _resources(path: Path) -> Iterator[tuple[Any, str]]:
    """Read the entries of a bundle as they come, or the one resource that the file is."""
    import ijson  # type: ignore[import-untyped]

    with path.open("rb") as file:
        start = file.read(400).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        raise _refused(path, "è XML: Ponte legge FHIR in JSON, fatti dare il file in application/fhir+json")
    if not start.startswith(b"{"):
        raise _refused(path, "non è JSON: un file FHIR comincia con una parentesi graffa")
    try:
        with path.open("rb") as file:
            kind = next(ijson.items(file, "resourceType"), None)
        if kind != "Bundle":
            yield _whole(path), ""
            return
        with path.open("rb") as file:
            for entry in ijson.items(file, "entry.item", use_float=True):
                yield _unwrapped(path, entry)
    except ijson.JSONError as error:
        raise _refused(path, _where_broken(path, error)) from None


def _unwrapped(path: Path, entry: Any) -> tuple[Any, str]:  # noqa: ANN401  JSON
    """Take the resource out of an entry of a bundle."""
    if not isinstance(entry, dict) or "resource" not in entry:
        method = entry.get("request", {}).get("method", "") if isinstance(entry, dict) else ""
        asked = f" (chiede {method})" if method else ""
        raise _refused(
            path, f"Bundle.entry senza resource{asked}: Ponte prende solo voci che portano una risorsa"
        )
    if entry.get("request", {}).get("method") == "DELETE":
        raise _refused(
            path, "Bundle.entry.request.method è DELETE: Ponte non cancella nulla su richiesta di un file"
        )
    return entry["resource"], str(entry.get("fullUrl", ""))


def _whole(path: Path) -> Any:  # noqa: ANN401  JSON
    """Read a file that is one resource."""
    if path.stat().st_size > WHOLE:
        raise _refused(
            path, "è più grande di qualunque risorsa: se sono molte, dalle in un Bundle o in NDJSON"
        )
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise _refused(path, _where_broken(path, error)) from None


def _where_broken(path: Path, error: Exception) -> str:
    """Say at which line a file stops being JSON."""
    if not isinstance(error, json.JSONDecodeError) and path.stat().st_size <= WHOLE:
        try:
            json.loads(path.read_text(encoding="utf-8-sig"))
        except json.JSONDecodeError as found:
            error = found
        except RecursionError:
            return "ha troppe parentesi una dentro l'altra: non è FHIR"
    if isinstance(error, json.JSONDecodeError):
        return f"il JSON è rotto alla riga {error.lineno}, colonna {error.colno}: fattelo mandare di nuovo"
    return "il JSON è rotto o tagliato: fattelo mandare di nuovo"


def _depth(value: Any, level: int = 1) -> int:  # noqa: ANN401  JSON
    """Count the levels of JSON, not beyond those allowed."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if level > DEEPEST:
        return level
    return max((_depth(one, level + 1) for one in below), default=level)


def _refused(path: Path, what: str) -> RegisterError:
    return RegisterError([Problem(path.name, "", "", what)])
