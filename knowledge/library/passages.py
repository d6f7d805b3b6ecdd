"""Make passages of the rows: the text cut from its source, its place in the act, and what stands on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knowledge.errors import DamagedLibraryError
from knowledge.library.places import article_row, opening_of, path_of, urn_of
from knowledge.library.rows import spans_from_text
from knowledge.library.selecting import is_within
from knowledge.library.text import Cut, Text
from knowledge.library.timeline import Change, Reading, Standing, evidence, in_words, stands, start_of
from knowledge.norms.addresses import address_of
from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Kind, Passage, Status, TextState, hash_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import Row

    from knowledge.library.corpus import Corpus


def passages_on(
    corpus: Corpus, on: date, kinds: Iterable[Kind] | None = None, ref: NormRef | None = None
) -> Iterator[Passage]:
    """Give the passages of an act on a day, all or those within a reference; official texts hide the cards on them."""
    wanted = {kind.value for kind in kinds} if kinds is not None else None
    for key, texts in corpus.keys().items():
        if ref is not None and not any(is_within(text.by_key[key], ref) for text in texts):
            continue
        row = texts[0].by_key[key]
        if wanted is None or row.kind in wanted:
            yield passage_on(corpus, key, [text for text in texts if text.official] or texts, on)


def passage_on(corpus: Corpus, key: str, texts: list[Text], on: date) -> Passage:
    """Choose the text of one unit that stands on a day."""
    readings = {reading.document_id: reading for reading in (_reading(text, key) for text in texts)}
    row = texts[0].by_key[key]
    changes = [*_changes_of(corpus, row), *_told_by_cards(corpus, key)]
    absent = _not_there_yet(corpus, key, readings, on)
    gone = _gone(corpus, key, readings, on)
    chosen = absent or stands(list(readings.values()), changes, on, gone)
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


def days_of(corpus: Corpus, keys: Iterable[str]) -> list[date]:
    """Give the days on which the texts of some units, or what is known of them, may differ; ascending."""
    wanted = set(keys)
    found: set[date | None] = set()
    for text in corpus.texts:
        for key in wanted & text.by_key.keys():
            row = text.by_key[key]
            found |= {row.valid_from, row.valid_to, evidence(_reading(text, key)) if text.official else None}
            found |= {change.day for change in _changes_of(corpus, row)}
    return sorted(day for day in found if day is not None)


def make_passage(corpus: Corpus, text: Text, row: Row[Any], standing: Standing) -> Passage:
    """Cut a passage from its source, and check that the source is still the one that was read."""
    urn, path, opening = _place(corpus, text, row)
    cut = text.cuts.get(row.key) or _cut(corpus, text, row, urn)
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
        source=cut.source,
        sha256=row.sha256,
        path=path,
        kind=cut.kind,
        number=row.number,
        annex=row.annex,
        changed_by=standing.changed_by,
        note=standing.note,
        spans=cut.spans,
    )


def _cut(corpus: Corpus, text: Text, row: Row[Any], urn: str) -> Cut:
    """Cut a unit's text once, and check its hash."""
    words = text.text(row)
    if hash_text(words) != row.sha256:
        raise DamagedLibraryError(urn, text.path)
    article = article_row(text, row)
    heading = row.heading if not text.official or article is None else article.heading
    text.cuts[row.key] = cut = Cut(
        words, spans_from_text(row.spans), heading, Kind(row.kind), _source(corpus, text, row)
    )
    return cut


def _source(corpus: Corpus, text: Text, row: Row[Any]) -> str:
    """Give the address of a unit's article, else of its act, else the file's name."""
    try:
        return address_of(text.source, NormRef(corpus.act.urn, row.article, annex=row.annex))
    except UnreadableReferenceError:
        return text.source


def _place(corpus: Corpus, text: Text, row: Row[Any]) -> tuple[str, str, str]:
    """Give a unit's URN, its path and the words that open it; worked out once."""
    if row.key not in text.places:
        text.places[row.key] = (urn_of(corpus.act.urn, row), path_of(text, row), opening_of(text, row))
    return text.places[row.key]


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
    known = [day for reading in readings.values() if (day := evidence(reading)) and day <= on]
    lacking = _lacking(corpus, key, readings, on) if known else []
    return min((day for day in lacking if day > max(known)), default=None)


def _not_there_yet(corpus: Corpus, key: str, readings: dict[int, Reading], on: date) -> Standing | None:
    """Say that a unit came with a later of the act's numbered texts, when the one of that day does not hold it."""
    known = [(day, reading) for reading in readings.values() if (day := evidence(reading))]
    if len(known) < len(readings) or any(day <= on for day, _ in known):
        return None
    numbered = {text.act.text_as_of for text in corpus.texts if text.is_numbered}
    lacking = [day for day in _lacking(corpus, key, readings, on) if day in numbered]
    if not lacking or min(day for day, _ in known) not in numbered:
        return None
    day, reading = min(known, key=lambda pair: (pair[0], pair[1].document_id))
    note = f"Non c'era ancora nel testo dell'atto al {in_words(max(lacking))}."
    return Standing(reading, Status.NOT_YET, reading.valid_from or day, reading.valid_to, None, note)


def _lacking(corpus: Corpus, key: str, readings: dict[int, Reading], on: date) -> list[date]:
    """Give the days, up to one, of the whole texts that do not hold a unit."""
    if len(readings) == len(corpus.texts) or key.startswith("nonletto"):
        return []
    return [
        text.act.text_as_of
        for text in corpus.texts
        if text.official
        and text.act.text_state is TextState.CONSOLIDATED
        and text.act.text_as_of
        and text.act.text_as_of <= on
        and text.id not in readings
        and _is_whole(corpus, text)
    ]


def _is_whole(corpus: Corpus, text: Text) -> bool:
    """Whether a text holds about as many articles as the fullest one of its act."""
    return text.articles * 2 > max(item.articles for item in corpus.texts)


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
