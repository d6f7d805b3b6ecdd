"""Make passages of the rows: the text cut from its source, its place in the act, and what stands on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from knowledge.errors import DamagedLibraryError
from knowledge.library.rows import act_from_json, read_stream, spans_from_text
from knowledge.library.tables import DocumentRow, EdgeRow, SourceRow, VersionRow
from knowledge.library.timeline import Change, Reading, Standing, evidence, stands, start_of
from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Act, Kind, Passage, Status, TextState, hash_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import Connection, Row

_PARTITIONS = {Kind.BOOK, Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION}
_CHANGE_COLUMNS = (
    EdgeRow.target,
    EdgeRow.kind,
    EdgeRow.effective,
    EdgeRow.last_day,
    DocumentRow.act_urn,
)
_PARTITION_COLUMNS = (
    VersionRow.key.label("key"),
    VersionRow.kind.label("unit_kind"),
    VersionRow.annex,
    VersionRow.article,
    VersionRow.comma,
    VersionRow.letter,
    VersionRow.number,
)
_CHANGES = ("replaces", "repeals", "modifies", "suspends")
_LAST_LABEL = re.compile(r"(?:\(?\d{0,2}[a-z]{0,3}(?:-[a-z]+)?\))\s*$")


class Cut(NamedTuple):
    """A unit's text, whose hash was checked, with what goes with it whatever the day."""

    text: str
    spans: tuple[tuple[int, int], ...]
    heading: str
    kind: Kind


@dataclass(slots=True)
class Text:
    """A document of an act, with its rows."""

    id: int
    act: Act
    official: bool
    source: str
    path: str
    stream: str
    rows: list[Row[Any]]
    by_key: dict[str, Row[Any]] = field(default_factory=dict)
    first_child: dict[str, int] = field(default_factory=dict)  # key → where its first part starts
    articles: int = 0
    shown: Act | None = None  # the act, with the state of this very text
    told: Act | None = None  # the act as this file tells it, with the dates that others tell
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # key → URN, path, opening
    readings: dict[str, Reading] = field(default_factory=dict)
    cuts: dict[str, Cut] = field(default_factory=dict)

    def index(self) -> None:
        """Prepare what every passage asks for."""
        self.by_key = {row.key: row for row in self.rows}
        self.articles = sum(row.kind == Kind.ARTICLE for row in self.rows)
        for row in self.rows:
            if row.parent and row.spans:
                start = int(row.spans.partition("-")[0])
                self.first_child[row.parent] = min(start, self.first_child.get(row.parent, start))

    def text(self, row: Row[Any]) -> str:
        """Cut a unit's text from the source."""
        return "".join([self.stream[start:end] for start, end in spans_from_text(row.spans)])


@dataclass(slots=True)
class Corpus:
    """All that the library holds of one act."""

    act: Act
    texts: list[Text]
    changes: list[tuple[NormRef, Change]]
    _keys: dict[str, list[Text]] = field(default_factory=dict)

    def keys(self) -> dict[str, list[Text]]:
        """Give the documents that hold each unit, official ones before cards, in the order of the act."""
        if not self._keys:
            self._keys = self._sorted_keys()
        return self._keys

    def _sorted_keys(self) -> dict[str, list[Text]]:
        """Walk over the documents, the fullest first."""
        found: dict[str, list[Text]] = defaultdict(list)
        for text in sorted(self.texts, key=lambda text: (not text.official, -len(text.rows))):
            for row in text.rows:
                found[row.key].append(text)
        return found


def load(connection: Connection, act_urn: str, streams: dict[int, str]) -> Corpus | None:
    """Load an act with all its texts; None when the library does not hold it."""
    texts = []
    documents = connection.execute(
        select(DocumentRow, SourceRow.id, SourceRow.address, SourceRow.path)
        .join(SourceRow, SourceRow.id == DocumentRow.source_id)
        .where(DocumentRow.act_urn == act_urn)
        .order_by(DocumentRow.id)
        .with_only_columns(
            DocumentRow.id,
            DocumentRow.act,
            DocumentRow.official,
            SourceRow.id,
            SourceRow.address,
            SourceRow.path,
        )
    ).all()
    for document_id, act_json, official, source_id, address, path in documents:
        if source_id not in streams:
            streams[source_id] = read_stream(connection, source_id)
        rows = connection.execute(
            select(VersionRow.__table__)
            .where(VersionRow.document_id == document_id)
            .order_by(VersionRow.position)
        ).all()
        act = act_from_json(act_json)
        source = address or act.address or path
        text = Text(document_id, act, official, source, path, streams[source_id], list(rows))
        text.index()
        texts.append(text)
    if not texts:
        return None
    act = merge_acts([text.act for text in texts])
    for text in texts:
        own = text.act
        text.shown = replace(act, text_state=own.text_state, text_as_of=own.text_as_of, official=own.official)
        text.told = replace(
            own, in_force=own.in_force or act.in_force, published=own.published or act.published
        )
    return Corpus(act, texts, _changes(connection, act_urn))


def merge_acts(acts: list[Act]) -> Act:
    """Join what several files say of one act: the fullest text first, what it lacks from the others."""
    order = {TextState.CONSOLIDATED: 0, TextState.ORIGINAL: 1, TextState.EXTRACT: 2}
    ranked = sorted(acts, key=lambda act: (not act.official, order[act.text_state]))
    merged = ranked[0]
    for act in ranked[1:]:
        lacking = {
            name: getattr(act, name)
            for name in (
                "title",
                "short_names",
                "published",
                "in_force",
                "enacted",
                "number",
                "address",
                "issuer",
            )
            if not getattr(merged, name) and getattr(act, name)
        }
        merged = replace(merged, **lacking)
    return merged


def passages_on(corpus: Corpus, on: date, kinds: Iterable[Kind] | None = None) -> Iterator[Passage]:
    """Give the passages of an act on a day, in its order; official texts hide the cards on them."""
    wanted = {kind.value for kind in kinds} if kinds is not None else None
    for key, texts in corpus.keys().items():
        row = texts[0].by_key[key]
        if wanted is None or row.kind in wanted:
            yield passage_on(corpus, key, [text for text in texts if text.official] or texts, on)


def passage_on(corpus: Corpus, key: str, texts: list[Text], on: date) -> Passage:
    """Choose the text of one unit that stands on a day."""
    readings = {reading.document_id: reading for reading in (_reading(text, key) for text in texts)}
    row = texts[0].by_key[key]
    changes = [*_changes_of(corpus, row), *_told_by_cards(corpus, key)]
    chosen = stands(list(readings.values()), changes, on, _gone(corpus, key, readings, on))
    text = next(text for text in texts if text.id == chosen.reading.document_id)
    return make_passage(corpus, text, text.by_key[key], chosen)


def history_of(corpus: Corpus, key: str) -> list[Passage]:
    """Give every text of a unit, oldest first; texts that do not differ are one."""
    texts = [text for text in corpus.texts if key in text.by_key and text.official]
    dated = (
        sorted((evidence(_reading(text, key)) or start_of(corpus.act), text.id, text) for text in texts)
        if texts
        else []
    )
    found: list[Passage] = []
    for day, _, text in dated:
        if day is None:
            continue
        passage = passage_on(corpus, key, [text], day)
        if not found or found[-1].sha256 != passage.sha256 or found[-1].status != passage.status:
            found.append(passage)
    return found


def make_passage(corpus: Corpus, text: Text, row: Row[Any], standing: Standing) -> Passage:
    """Cut a passage from its source, and check that the source is still the one that was read."""
    urn, path, opening = _place(corpus, text, row)
    cut = text.cuts.get(row.key) or _cut(text, row, urn)
    return Passage(
        urn=urn,
        act=text.shown or corpus.act,
        article=row.article,
        comma=row.comma,
        letter=row.letter,
        heading=cut.heading,
        opening=opening,
        text=cut.text,
        official=text.official,
        status=standing.status,
        valid_from=standing.valid_from,
        valid_to=standing.valid_to,
        source=text.source,
        sha256=row.sha256,
        path=path,
        kind=cut.kind,
        number=row.number,
        annex=row.annex,
        changed_by=standing.changed_by,
        note=standing.note,
        spans=cut.spans,
    )


def _cut(text: Text, row: Row[Any], urn: str) -> Cut:
    """Cut a unit's text once, and check its hash."""
    words = text.text(row)
    if hash_text(words) != row.sha256:
        raise DamagedLibraryError(urn, text.path)
    article = _article_row(text, row)
    heading = row.heading if not text.official or article is None else article.heading
    text.cuts[row.key] = cut = Cut(words, spans_from_text(row.spans), heading, Kind(row.kind))
    return cut


def _place(corpus: Corpus, text: Text, row: Row[Any]) -> tuple[str, str, str]:
    """Give a unit's URN, its path and the words that open it; worked out once."""
    if row.key not in text.places:
        text.places[row.key] = (urn_of(corpus.act.urn, row), _path(text, row), _opening(text, row))
    return text.places[row.key]


def urn_of(act_urn: str, row: Any) -> str:  # noqa: ANN401 - a row of any query that has the partition
    """Name a unit; one that has no place in the grammar of URNs keeps its key."""
    try:
        ref = NormRef(act_urn, row.article, row.comma, row.letter, row.number, row.annex)
    except UnreadableReferenceError:
        return f"{act_urn}#{row.key}"
    named = any((row.article, row.comma, row.letter, row.number, row.annex))
    plain = Kind(getattr(row, "unit_kind", None) or row.kind) in {
        Kind.ARTICLE,
        Kind.COMMA,
        Kind.LETTER,
        Kind.NUMBER,
        Kind.ANNEX,
    }
    return ref.urn if named and plain else f"{ref.urn}#{row.key}"


def _reading(text: Text, key: str) -> Reading:
    """Say what one document tells of a unit; worked out once."""
    if key in text.readings:
        return text.readings[key]
    row = text.by_key[key]
    spans = spans_from_text(row.spans)
    text.readings[key] = reading = Reading(
        row.id,
        text.id,
        text.told or text.act,
        row.sha256,
        sum(end - start for start, end in spans),
        row.valid_from,
        row.valid_to,
        Status(row.status),
        row.cause,
    )
    return reading


def _gone(corpus: Corpus, key: str, readings: dict[int, Reading], on: date) -> date | None:
    """Find the day of a later whole text that no longer holds a unit."""
    if len(readings) == len(corpus.texts):
        return None
    days = [
        text.act.text_as_of
        for text in corpus.texts
        if text.official
        and text.act.text_state is TextState.CONSOLIDATED
        and text.act.text_as_of
        and text.act.text_as_of <= on
        and text.id not in readings
        and _is_whole(corpus, text)
    ]
    known = [day for reading in readings.values() if (day := evidence(reading)) and day <= on]
    if not known or key.startswith("nonletto"):
        return None
    return min((day for day in days if day > max(known)), default=None)


def _is_whole(corpus: Corpus, text: Text) -> bool:
    """Whether a text holds about as many articles as the fullest one of its act."""
    return text.articles * 2 > max(item.articles for item in corpus.texts)


def _changes(connection: Connection, act_urn: str) -> list[tuple[NormRef, Change]]:
    """Find what other acts of the library say that they change in an act."""
    rows = connection.execute(
        select(
            EdgeRow.target,
            EdgeRow.kind,
            EdgeRow.effective,
            EdgeRow.last_day,
            DocumentRow.act_urn,
            *_PARTITION_COLUMNS,
        )
        .join(DocumentRow, DocumentRow.id == EdgeRow.document_id)
        .join(
            VersionRow,
            (VersionRow.document_id == EdgeRow.document_id) & (VersionRow.key == EdgeRow.source_key),
        )
        .where(EdgeRow.target_act == act_urn, EdgeRow.kind.in_(_CHANGES))
        .where((DocumentRow.act_urn != act_urn) | (EdgeRow.kind == "suspends"))
    ).all()
    found = []
    acts: dict[str, Act] = {}
    for row in rows:
        if row.act_urn not in acts:
            told = connection.scalars(select(DocumentRow.act).where(DocumentRow.act_urn == row.act_urn))
            acts[row.act_urn] = merge_acts([act_from_json(text) for text in told])
        ref = _ref(row.target)
        if ref is not None and ref.article:
            act = acts[row.act_urn]
            exact = bool(row.effective or act.in_force or act.published)
            day = row.effective or start_of(act)
            change = Change(row.kind, urn_of(row.act_urn, row), day, exact, row.last_day)
            found.append((ref, change))
    return found


def _ref(target: str) -> NormRef | None:
    """Read the target of an edge."""
    try:
        return parse_urn(target)
    except UnreadableReferenceError:
        return None


def _changes_of(corpus: Corpus, row: Row[Any]) -> list[Change]:
    """Choose the changes that touch a unit: those of its article as a whole, of its comma, of its letter."""
    found: list[Change] = []
    for ref, change in corpus.changes:
        if ref.article != row.article or ref.annex != row.annex:
            continue
        whole = ref.comma is None and ref.letter is None
        mine = ref.comma == row.comma and ref.letter in {None, row.letter}
        if whole or mine:
            found.append(change)
        elif change.kind != "suspends" and (
            row.comma is None or (ref.comma == row.comma and row.letter is None)
        ):
            found.append(replace(change, kind="modifies"))
    return found


def _told_by_cards(corpus: Corpus, key: str) -> list[Change]:
    """Take from the cards when a provision was replaced or repealed, and by what."""
    kinds = {Status.REPLACED: "replaces", Status.REPEALED: "repeals"}
    rows = [text.by_key[key] for text in corpus.texts if not text.official and key in text.by_key]
    return [
        Change(kinds[Status(row.status)], row.cause, row.valid_to)
        for row in rows
        if row.status in kinds and row.cause and row.valid_to
    ]


def _article_row(text: Text, row: Row[Any]) -> Row[Any] | None:
    """Find the article, or annex, that a unit belongs to."""
    current = row
    while current.kind not in {Kind.ARTICLE, Kind.ANNEX}:
        if current.parent is None or current.parent not in text.by_key:
            return None
        current = text.by_key[current.parent]
    return current


def _opening(text: Text, row: Row[Any]) -> str:
    """Give the words that a letter, a number or a row needs to be understood."""
    if row.kind == Kind.ROW:
        return str(row.heading)
    if row.kind not in {Kind.LETTER, Kind.NUMBER} or row.parent not in text.by_key:
        return ""
    parent = text.by_key[row.parent]
    first = text.first_child.get(row.parent, 0)
    spans = [(start, min(end, first)) for start, end in spans_from_text(parent.spans) if start < first]
    words = "".join(text.stream[start:end] for start, end in spans).rstrip(" \n\t-")
    own = _LAST_LABEL.sub("", words).rstrip(" \n\t-")
    above = _opening(text, parent)
    return f"{above} {own}".strip() if above else own


def _path(text: Text, row: Row[Any]) -> str:
    """Say in words where a unit stands."""
    steps: list[str] = []
    current: Row[Any] | None = row
    while current is not None:
        steps.append(_step(current))
        current = text.by_key.get(current.parent) if current.parent else None
    return " › ".join(step for step in reversed(steps) if step)


def _step(row: Row[Any]) -> str:
    """Name one step of a path."""
    kind = Kind(row.kind)
    if kind in _PARTITIONS:
        return str(row.heading)
    if kind is Kind.ANNEX:
        return f"Allegato {row.annex}" if row.annex else "Allegato"
    words = {
        Kind.ARTICLE: f"Art. {row.article}",
        Kind.COMMA: f"comma {row.comma}",
        Kind.LETTER: f"lettera {row.letter})",
        Kind.NUMBER: f"numero {row.number})",
        Kind.ROW: f"riga {row.label}",
        Kind.PREAMBLE: "Premessa",
        Kind.CLOSING: "Chiusura",
        Kind.UNREAD: "Parte non letta",
    }
    return words.get(kind, str(row.heading))
