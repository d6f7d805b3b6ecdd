"""Read plain text: the lines of a printed page, or one line for each article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.model import Kind, Source, TextState
from knowledge.readers.acts import act_of, day_of, urn_of_name, urn_of_title
from knowledge.readers.draft import Draft
from knowledge.readers.files import decode
from knowledge.readers.lines import place_lines
from knowledge.readers.place import Place

if TYPE_CHECKING:
    from knowledge.norms.model import Act, Document
    from knowledge.readers.files import Raw

_ONE_LINE = re.compile(
    r"^(?P<head>Art(?:icolo|\.)\s*(?P<label>\d+(?:-\w+)?)\.?\s*)(?P<body>\S.{20,})$", re.MULTILINE
)
_INLINE_COMMA = re.compile(r"(?<=[.;:)»\"\w'] )(?:\(\()?\d{1,3}(?:-[a-z]+)?\.(?= ?[A-Z«\"(])")
_RECITALS = re.compile(r"[ \t]*\(C\d+(?:[-–,; ]+(?:e )?C?\d+)*\)")  # an edition's own references to recitals
_FEWEST_PAGES = 8  # from which a line on every other page is the page's
_PAGE = re.compile(r"^[ \t]*(?:\d{1,4}|Pag(?:ina|\.)\s*\d+.*)[ \t]*$", re.MULTILINE)


def read_txt(raw: Raw) -> list[Document]:
    """
    Read an act in plain text.

    Raises
    ------
    UnreadableFileError
        When it names no act in its first lines, or holds no article.
    """
    return [read_lines(raw, decode(raw), "txt")]


def read_lines(raw: Raw, stream: str, form: str, tables: tuple[Place, ...] = ()) -> Document:
    """Read an act from the lines that a file shows; see `read_txt`."""
    act = act_of_lines(raw, stream)
    source = Source(raw.path, raw.sha256, stream, form, act.address, act.licence)
    draft = Draft(source, act)
    elide_furniture(draft)
    lines = list(_ONE_LINE.finditer(stream))
    if len(lines) * 2 > stream.count("\n") and len(lines) > 2:
        for match in lines:
            body = match.span("body")
            starts = tuple(found.start() for found in _INLINE_COMMA.finditer(stream, *body))
            draft.places.append(
                Place(Kind.ARTICLE, match["label"], "", match.span("head"), body, starts=starts)
            )
    else:
        place_lines(draft, (0, len(stream)))
    if not any(place.kind is Kind.ARTICLE for place in draft.places):
        raise UnreadableFileError(
            raw.path,
            "non contiene articoli riconoscibili.",
            "Ogni articolo comincia una riga, come «Art. 1».",
        )
    draft.places += tables
    return draft.finish()


def act_of_lines(raw: Raw, stream: str) -> Act:
    """Read the act's identity from the first lines."""
    named = re.search(r"urn:nir:[a-z.;:0-9-]+[a-z0-9]", stream[:5000])
    opening = re.split(
        r"^\s*(?:Vist[oaie]\b|Art(?:icolo|\.)\s*1\b)", stream[:20_000], maxsplit=1, flags=re.MULTILINE
    )[0]
    urn = named[0] if named else urn_of_title(opening) or urn_of_name(raw.path)
    if urn is None:
        raise UnreadableFileError(
            raw.path,
            "non dice quale atto contiene.",
            "Nelle prime righe scrivi il nome dell'atto, come «LEGGE 8 novembre 2000, n. 328», o il suo URN.",
            "riga 1",
        )
    force = re.search(
        r"(?:Vigente al|Testo in vigore dal|Aggiornato al)\s*:?\s*(\d{1,2}[-/]\d{1,2}[-/]\d{4})",
        stream[:20_000],
        re.IGNORECASE,
    )
    return act_of(
        urn,
        {"text_as_of": day_of(force[1]) if force else None, "text_state": TextState.CONSOLIDATED},
    )


def elide_furniture(draft: Draft) -> None:
    """Leave out page numbers, and lines that stand on many pages."""
    stream = draft.source.stream
    for match in _PAGE.finditer(stream):
        draft.elide(*match.span(), "cornice della pagina")
    if draft.act.urn.startswith("urn:nir:unione.europea"):
        for match in _RECITALS.finditer(stream):
            draft.elide(*match.span(), "rinvio ai considerando dell'edizione")
    counts: dict[str, int] = {}
    lines = list(re.finditer(r"^[^\n]{8,120}$", stream, re.MULTILINE))
    keys = [re.sub(r"\d+", "#", line[0].strip()) for line in lines]
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    pages = stream.count("\f")
    for line, key in zip(lines, keys, strict=True):
        if pages >= _FEWEST_PAGES and counts[key] * 2 >= pages and not key.startswith(("Art", "ART")):
            draft.elide(*line.span(), "cornice della pagina")
