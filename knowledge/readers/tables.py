"""Read codes kept as tables: a row, or a JSON object, for each article."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.acts import CONSTITUTION
from knowledge.norms.labels import ADVERB, UnreadableReferenceError, numbered
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import LICENCE, act_of
from knowledge.readers.draft import Draft
from knowledge.readers.files import decode
from knowledge.readers.place import Place
from knowledge.readers.provisions import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.readers.files import Raw

_NAMES = {
    "codice.civile": "urn:nir:stato:codice.civile:1942-03-16;262",
    "codice.penale": "urn:nir:stato:codice.penale:1930-10-19;1398",
    "costituzione": CONSTITUTION,
}
_MEND = "Chiama il file con il nome dell'atto, per esempio «codice_civile.json» o «costituzione.csv»."


def read_csv(raw: Raw) -> list[Document]:
    """
    Read a table with a column for the article's number and one for its text.

    Raises
    ------
    UnreadableFileError
        When the columns are not there, or a row has too few cells.
    """
    reader = csv.DictReader(StringIO(decode(raw)))
    columns = {name.strip().lower(): name for name in reader.fieldnames or []}
    number = next(
        (columns[name] for name in ("articolo", "numero", "art", "article") if name in columns), None
    )
    text = next((columns[name] for name in ("testo", "text", "contenuto") if name in columns), None)
    if number is None or text is None:
        reason = f"ha le colonne {', '.join(columns) or 'nessuna'}: servono «articolo» e «testo»."
        raise UnreadableFileError(raw.path, reason, "Dai alla prima riga i nomi delle colonne.", "riga 1")
    heading = columns.get("rubrica")
    comma = columns.get("comma")
    rows = []
    try:
        for row in reader:
            if row.get(text) is None or row.get(number) is None:
                raise UnreadableFileError(
                    raw.path, "ha una riga con meno celle.", "Completa la riga.", f"riga {reader.line_num}"
                )
            rows.append(
                (
                    row[number] or row.get("disposizione") or "",
                    row.get(heading or "") or "",
                    row[text],
                    row.get(comma or "") or "",
                )
            )
    except csv.Error as error:
        raise UnreadableFileError(
            raw.path, f"non è una tabella CSV ({error}).", _MEND, f"riga {reader.line_num}"
        ) from error
    return [_document(raw, rows, "csv")]


def read_json(raw: Raw) -> list[Document]:
    """
    Read a list of objects ``{"articolo": …, "testo": …}``.

    Raises
    ------
    UnreadableFileError
        When it is no such list.
    """
    try:
        items = json.loads(decode(raw))
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"riga {getattr(error, 'lineno', 1)}"
        raise UnreadableFileError(raw.path, "non è JSON valido.", "Scaricalo di nuovo.", place) from error
    rows = []
    for index, item in enumerate(items if isinstance(items, list) else [items], 1):
        if not isinstance(item, dict) or not {"articolo", "testo"} <= item.keys():
            reason = "non è un elenco di articoli con «articolo» e «testo»."
            raise UnreadableFileError(raw.path, reason, _MEND, f"elemento {index}")
        rows.append((str(item["articolo"]), str(item.get("rubrica") or ""), str(item["testo"]), ""))
    return [_document(raw, rows, "json")]


def _document(raw: Raw, rows: Iterable[tuple[str, str, str, str]], form: str) -> Document:
    """Write the texts one after the other, and cut the articles from that stream."""
    name = re.sub(r"[\W_]+", ".", raw.path.rpartition("/")[2].lower())
    urn = next((urn for word, urn in _NAMES.items() if word in name), None)
    if urn is None:
        raise UnreadableFileError(raw.path, "non dice quale atto contiene.", _MEND)
    pieces: list[str] = []
    places: list[Place] = []
    position = 0
    for number, heading, text, _ in _with_inserted(list(rows)):
        start, words = position, text.strip()
        label, kind = _label(number)
        opening = re.match(
            rf"\s*art(?:icolo|\.)\s*{re.escape(number.strip())}\b[\s.:-]*", words, re.IGNORECASE
        )
        skip = opening.end() if opening else 0
        places.append(
            Place(kind, label, heading.strip(), (start, start + skip), (start + skip, start + len(words)))
        )
        pieces.append(words)
        position += len(words) + 2
    if not places:
        raise UnreadableFileError(raw.path, "non ha righe.", "Scaricalo di nuovo.")
    act = act_of(urn, {"text_state": TextState.CONSOLIDATED})
    draft = Draft(Source(raw.path, raw.sha256, "\n\n".join(pieces), form, act.address, LICENCE), act)
    draft.places = places
    return draft.finish()


_INSERTED = re.compile(
    rf"(?<=[.)\d\"]\s)art\.\s+(?P<label>(?P<base>\d+)(?:-(?:{ADVERB}))?)\.?\s*(?=\()", re.IGNORECASE
)
_WIDEST_GAP = 3  # numbers that a file's item may run past its own article


def _with_inserted(rows: list[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Divide the articles that a file leaves inside the text of the one before: "… art. 317-bis. (rubrica)"."""
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        number, heading, text, comma = row
        own, limit = _order(number), _order(following[0]) if following else None
        cuts, label, last = [], number, own
        for match in _INSERTED.finditer(text):
            here = _order(match["label"])
            near = own and here and own[0] <= here[0] <= own[0] + _WIDEST_GAP
            before_next = here and (not limit or not own or limit <= own or here < limit)
            if near and before_next and here and last and here > last:
                cuts.append((match.start(), match["label"]))
                last = here
        position = 0
        for at, inserted in [*cuts, (len(text), "")]:
            yield label, heading if position == 0 else "", text[position:at], comma
            label, position = inserted, at


def _order(number: str) -> tuple[int, ...] | None:
    """Give an article's place among the others; None where the row has no Arabic number."""
    match = re.search(rf"\d+(?:[ -]?(?:{ADVERB}))?", number)
    return order_of(numbered(match[0])) if match else None


def _label(text: str) -> tuple[str | None, Kind]:
    """Read the number of an article; a row that has none is kept as a closing text."""
    number = re.search(r"\d+(?:[ -]?[a-z]+)?|[IVXL]+", text.strip())
    try:
        return (numbered(" ".join(number[0].split())), Kind.ARTICLE) if number else (None, Kind.CLOSING)
    except UnreadableReferenceError:
        return None, Kind.CLOSING
