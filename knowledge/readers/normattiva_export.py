"""Read one version of an act as Normattiva exports it in JSON, with the days of each article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnreadableFileError
from knowledge.norms.addresses import NORMATTIVA
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import LICENCE, act_of, day_of
from knowledge.readers.draft import Draft
from knowledge.readers.headings import read_heading
from knowledge.readers.normattiva import Window, labelled
from knowledge.readers.place import Place

if TYPE_CHECKING:
    from datetime import date

    from knowledge.norms.model import Act
    from knowledge.readers.files import Raw

_FOREVER = "99999999"


def read_export(raw: Raw, data: dict[str, Any]) -> Document:
    """Read one version of Normattiva's export in JSON."""
    about = data.get("metadati") or {}
    try:
        act = _exported_act(about)
    except (UnreadableReferenceError, AttributeError, TypeError) as error:
        raise UnreadableFileError(
            raw.path, "non dice quale atto contiene.", "Scarica di nuovo l'archivio."
        ) from error
    pieces: list[str] = []
    articles: list[tuple[dict[str, Any], int, int]] = []
    position = 0
    for element in _elements(data["articolato"]):
        words = _folded(str(element.get("testo") or ""))
        if words:
            articles.append((element, position, position + len(words)))
            pieces.append(words)
            position += len(words) + 2
    stream = "\n\n".join(pieces)
    draft = Draft(Source(raw.path, raw.sha256, stream, "normattiva", act.address, LICENCE), act)
    for element, start, end in articles:
        _add_exported(draft, stream, element, start, end)
    if not draft.places:
        raise UnreadableFileError(raw.path, "non contiene articoli.", "Scarica di nuovo l'archivio.")
    return draft.finish()


def _exported_act(about: dict[str, Any]) -> Act:
    """Read the identity of an exported version, and its day."""
    consolidated = re.search(r"CONSOLIDATED/(\d{8})", str(about.get("eli")))
    force = re.search(r"(\d{1,2}-\d{1,2}-\d{4})", str(about.get("noteDoc") or ""))
    urn = str(about.get("urn"))
    return act_of(
        urn,
        {
            "title": " ".join(str(about.get("titoloDoc") or "").split()),
            "published": day_of(about.get("dataPubblicazione")),
            "in_force": day_of(force[1]) if force else None,
            "text_state": TextState.CONSOLIDATED if consolidated else TextState.ORIGINAL,
            "text_as_of": day_of(consolidated[1]) if consolidated else None,
            "address": NORMATTIVA + urn,
        },
    )


def _elements(node: dict[str, Any], depth: int = 0) -> list[dict[str, Any]]:
    """Give the elements of an export, in order."""
    found = []
    for element in node.get("elementi") or []:
        if isinstance(element, dict) and depth < 50:
            found += [element, *_elements(element, depth + 1)]
    return found


def _folded(text: str) -> str:
    """Fold the white space of a text whose paragraphs start on an indented line."""
    text = re.sub(r"[ \t]*\n[ \t]*\n\s*|\n[ \t]+", "\n\n", text.strip())
    return re.sub(r"[ \t]+", " ", text)


def _add_exported(draft: Draft, stream: str, element: dict[str, Any], start: int, end: int) -> None:
    """Add an exported article, whose text opens with preamble, number and heading."""
    number = re.compile(
        r"Art(?:icolo|\.)\s*\d+[\w-]*(?:[ -](?:bis|ter|quater|\w+ies))?\s*\.?[ \t]*\n*", re.IGNORECASE
    )
    match = number.search(stream, start, end)
    if element.get("nomeNir") != "articolo" or match is None:
        draft.places.append(Place(Kind.PREAMBLE, None, "", (start, start), (start, end)))
        return
    if match.start() > start:
        draft.places.append(Place(Kind.PREAMBLE, None, "", (start, start), (start, match.start())))
    window = (element.get("dataVigoreVersione") or [{}])[0]
    times = read_window(window.get("inizioVigore"), window.get("fineVigore"))
    draft.places.append(
        Place(
            Kind.ARTICLE,
            labelled(str(element.get("numNir") or "")) or read_heading(match[0]).label,
            "",
            (match.start(), match.end()),
            (match.end(), end),
            valid_from=times.valid_from,
            valid_to=times.valid_to,
            end_known=times.end_known,
        )
    )


def read_window(start: object, end: object) -> Window:
    """Read when a text was in force: the last day counts as in force, ours does not."""
    since, until = day_of(str(start or "")), str(end or "").replace("-", "")
    if until == _FOREVER:
        return Window(since, None, end_known=True)
    last = day_of(until)
    return Window(since, last and date_after(last), end_known=last is not None)


def date_after(day: date) -> date:
    """Give the next day."""
    from datetime import timedelta

    return day + timedelta(days=1)
